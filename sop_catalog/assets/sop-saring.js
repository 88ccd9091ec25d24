/* What goes with the catalogue's facets: chips for what is chosen, and the facets as a sheet above a narrow screen.
 * Loaded by sop-katalog.js when something is chosen or the facets are asked for.
 *
 *   SopSaring(root, boxes, nameOf, change)   root: .sop-katalog; boxes: all values of all facets; nameOf: what one is
 *                                            called; change: applies what the form says.
 *                                            → {show(): the chips, open(): the sheet; throws where there is no dialog}
 */
window.SopSaring = (root, boxes, nameOf, change) => {
  "use strict";
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const find = (selector) => root.querySelector(selector);
  const form = find("form"), panel = find(".sop-saring-panel"), content = find(".sop-saring-isi");
  const status = find("[role=status]");
  const { cari } = form.elements;

  function show() {
    const chosen = boxes.filter((box) => box.checked);
    const button = (text, title, clear) => make("button", { type: "button", title, onclick: () => (clear(), change(), cari.focus()) }, text);
    const list = chosen.map((box) => button(`${nameOf(box)} ×`, `Hapus saringan ${nameOf(box)}`, () => (box.checked = false)));
    if (chosen.length || cari.value) {
      list.push(button("Hapus saringan", "", () => (chosen.forEach((box) => (box.checked = false)), (cari.value = ""))));
    }
    find(".sop-aktif").replaceChildren(...list);
    panel.firstElementChild.textContent = chosen.length ? `Saringan (${chosen.length})` : "Saringan";
    if (sheet) count();
  }

  let sheet = null;
  let done = null;
  const count = () => { done.textContent = `Tampilkan ${status.firstElementChild.textContent} SOP`; };

  function build() {
    const onclick = () => sheet.close();
    done = make("button", { type: "button", className: "sop-lembar-tutup", onclick });
    const close = make("button", { type: "button", title: "Tutup saringan", onclick }, "×");
    close.setAttribute("aria-label", close.title);
    const head = make("div", { className: "sop-lembar-kepala" }, make("strong", {}, "Saringan"), close);
    sheet = make("dialog", { className: "sop-lembar" }, head, done);
    sheet.setAttribute("aria-label", "Saringan");
    sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close()); // beside it
    sheet.addEventListener("close", () => {
      panel.append(content);
      panel.firstElementChild.focus();
    });
    matchMedia("(min-width: 60em)").onchange = () => sheet.open && sheet.close();
    form.append(sheet);
  }

  return {
    show,
    open() {
      if (!window.HTMLDialogElement) throw new Error("dialog");
      if (!sheet) build();
      count();
      sheet.insertBefore(content, done);
      sheet.showModal();
    },
  };
};
