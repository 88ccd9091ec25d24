/* Elements: made in one call, changed only where they differ, so that nothing loses the focus. */

// h("button", { class: "x", onclick: f, "aria-label": "…" }, "text", child): null and false are left out.
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled" || name === "hidden") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function attribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : value);
}

export const capital = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;

// What stands in `backticks` in a message is of the file.
export const coded = (text) => text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));

export function words(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// The children of a place, in order: those that stay are not touched, so that the one with the focus keeps it.
export function arrange(place, wanted) {
  const keep = new Set(wanted);
  for (const child of [...place.childNodes]) if (!keep.has(child)) child.remove();
  let at = place.firstChild;
  for (const child of wanted) {
    if (child === at) at = at.nextSibling;
    else place.insertBefore(child, at);
  }
}

// A field as high as its text. Browsers that know field-sizing do it themselves.
const grows = typeof CSS !== "undefined" && CSS.supports && CSS.supports("field-sizing", "content");
export function fit(area) {
  if (grows || !area.isConnected) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

// A text field of the form. `model` is what it should say; while somebody types in it, it is left alone.
export function field({ value = "", label, lines = true, wide = false, onchange, onleave, ...more }) {
  const area = h("textarea", { rows: 1, spellcheck: "true", lang: "id", autocomplete: "off", "aria-label": label, class: wide ? "sop-s-isi sop-s-lebar" : "sop-s-isi", ...more });
  area.value = value;
  area.addEventListener("input", () => {
    if (!lines && area.value.includes("\n")) area.value = area.value.replace(/\s*\n\s*/g, " ");
    fit(area);
    onchange(area.value);
  });
  if (!lines) area.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && event.preventDefault());
  area.addEventListener("blur", () => onleave && onleave());
  return area;
}

export function say(area, text, force) {
  if (area.value === text || (!force && document.activeElement === area)) return;
  area.value = text;
  fit(area);
}

let numbers = 0;
export const unique = (stem) => `${stem}-${(numbers += 1)}`;

// A sentence for screen readers, and for those who look at the bar.
export function announce(text) {
  const place = document.getElementById("sop-s-kabar");
  if (place) place.textContent = text;
}

export const icon = (path) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
};

// Ours, drawn on a grid of 24.
export const ICONS = {
  up: "M12 5l7 7-1.4 1.4L13 8.8V20h-2V8.8l-4.6 4.6L5 12z",
  down: "M12 19l-7-7 1.4-1.4 4.6 4.6V4h2v11.2l4.6-4.6L19 12z",
  left: "M5 12l7-7 1.4 1.4L8.8 11H20v2H8.8l4.6 4.6L12 19z",
  right: "M19 12l-7 7-1.4-1.4 4.6-4.6H4v-2h11.2l-4.6-4.6L12 5z",
  plus: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  close: "M6.4 5L12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z",
  copy: "M8 3h11v13h-2V5H8zM5 7h10v14H5zm2 2v10h6V9z",
  menu: "M5 10h4v4H5zm5 0h4v4h-4zm5 0h4v4h-4z",
  grip: "M8 5h3v3H8zm5 0h3v3h-3zM8 10.5h3v3H8zm5 0h3v3h-3zM8 16h3v3H8zm5 0h3v3h-3z",
  aim: "M11 2h2v3.1A7 7 0 0118.9 11H22v2h-3.1a7 7 0 01-5.9 5.9V22h-2v-3.1A7 7 0 015.1 13H2v-2h3.1A7 7 0 0111 5.1zm1 5a5 5 0 100 10 5 5 0 000-10zm0 3.5a1.5 1.5 0 110 3 1.5 1.5 0 010-3z",
  undo: "M9 5v4h5a5 5 0 010 10H7v-2h7a3 3 0 000-6H9v4l-6-5z",
  redo: "M15 5v4h-5a5 5 0 000 10h7v-2h-7a3 3 0 010-6h5v4l6-5z",
};

export function iconButton(name, label, onclick, properties = {}) {
  return h("button", { type: "button", class: "sop-s-tombol", "aria-label": label, title: label, onclick, ...properties }, icon(ICONS[name]));
}
