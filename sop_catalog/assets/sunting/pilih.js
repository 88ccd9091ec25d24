/* Suggestions below a field of free text (a list that the arrows reach): what the registers and the catalogue know. */

import { announce, attribute, h, unique } from "./rupa.js";

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const SHOWN = 8;

// options(): [{ nilai, teks, catatan }]; onpick(option) when one is taken.
export function suggest(area, options, onpick) {
  const id = unique("sop-s-usul");
  const list = h("ul", { id, class: "sop-s-usul", role: "listbox", "aria-label": "Usulan", hidden: true });
  area.after(list);
  // A field of several lines may have no other role than its own, so whether the list is open is said (`announce`).
  attribute(area, "aria-autocomplete", "list");
  attribute(area, "aria-haspopup", "listbox");
  let found = [], active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    attribute(area, "aria-controls", null);
    attribute(area, "aria-activedescendant", null);
  }

  function show() {
    const wanted = fold(area.value).split(/\s+/).filter(Boolean);
    const all = options();
    found = all.filter((option) => wanted.every((word) => fold(`${option.teks} ${option.catatan || ""} ${option.nilai}`).includes(word))).slice(0, SHOWN);
    if (!found.length || (found.length === 1 && found[0].nilai === area.value)) return close();
    list.replaceChildren(
      ...found.map((option, index) =>
        h("li", { id: `${id}-${index}`, role: "option", "aria-selected": "false", onpointerdown: (event) => (event.preventDefault(), take(index)) }, option.teks, option.catatan ? h("small", {}, option.catatan) : null),
      ),
    );
    list.hidden = false;
    active = -1;
    attribute(area, "aria-controls", id);
    announce(`${found.length} usulan; panah bawah memilih`);
  }

  function mark(index) {
    active = (index + found.length) % found.length;
    [...list.children].forEach((item, place) => attribute(item, "aria-selected", String(place === active)));
    attribute(area, "aria-activedescendant", `${id}-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const option = found[index];
    close();
    area.value = option.nilai;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    if (onpick) onpick(option);
  }

  area.addEventListener("input", show);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key === "ArrowDown" && event.altKey) event.preventDefault(), show();
      return;
    }
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active < 0 ? -1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) take(active);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  return { show, close, get open() { return !list.hidden; } };
}

// What there is to pick from, out of the index of the site; each list is made when it is first asked for.
export class Choices {
  constructor(site) {
    this.site = site;
    this.made = {};
  }

  get(name) {
    if (!this.site) return [];
    return (this.made[name] = this.made[name] || this[name]());
  }

  unit() {
    return Object.entries(this.site.index.daftar.unit || {}).map(([nilai, { nama }]) => ({ nilai, teks: nama, catatan: nilai }));
  }

  jabatan() {
    return Object.values(this.site.index.daftar.jabatan || {}).flatMap(({ nama, alias = [] }) => [{ nilai: nama, teks: nama }, ...alias.map((other) => ({ nilai: other, teks: other, catatan: nama }))]);
  }

  peraturan() {
    return Object.entries(this.site.peraturan || {}).map(([kode, teks]) => ({ nilai: teks, teks, catatan: kode }));
  }

  sop() {
    return this.site.index.sop.map(([path, nama, nomor]) => ({ nilai: /^sop\b/i.test(nama) ? nama : `SOP ${nama}`, teks: nama, catatan: nomor || path }));
  }

  slug() {
    return this.site.index.sop.map(([path, nama]) => ({ nilai: path.split("/").pop().replace(/\.ya?ml$/, ""), teks: nama, catatan: path }));
  }
}
