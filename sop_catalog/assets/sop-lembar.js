/* The catalogue's facets as a sheet above the page, for narrow screens. Loaded by sop-katalog.js when they are asked for.
 *
 *   SopLembar(form, panel, wide)   form: what the facets belong to; panel: the details element that holds them on a wide
 *                                  screen, as `wide` (a MediaQueryList) tells. → {open()}
 */
window.SopLembar = (form, panel, wide) => {
  "use strict";
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const content = panel.querySelector(".sop-saring-isi");
  const onclick = () => sheet.close();
  const done = make("button", { type: "button", className: "sop-lembar-tutup", onclick });
  const close = make("button", { type: "button", title: "Tutup saringan", onclick }, "×");
  close.setAttribute("aria-label", close.title);
  const head = make("div", { className: "sop-lembar-kepala" }, make("strong", {}, "Saringan"), close);
  const sheet = make("dialog", { className: "sop-lembar" }, head, done);
  sheet.setAttribute("aria-label", "Saringan");
  sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close()); // beside it
  sheet.addEventListener("close", () => {
    panel.append(content);
    panel.firstElementChild.focus();
  });
  if (wide.addEventListener) wide.addEventListener("change", () => sheet.open && sheet.close());
  form.append(sheet);
  const status = form.parentNode.querySelector("[role=status]");
  const count = () => { done.textContent = `Tampilkan ${status.firstElementChild.textContent} SOP`; };
  new MutationObserver(count).observe(status, { childList: true });
  return {
    open() {
      count();
      sheet.insertBefore(content, done);
      sheet.showModal();
    },
  };
};
