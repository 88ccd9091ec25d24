/* One row of the activity table: what is done, by whom, where it leads, with what and how long. */

import { arrange, attribute, field, h, iconButton, icon, ICONS, say, words } from "./rupa.js";
import { Cells } from "./sel.js";
import { Ways } from "./arah.js";

const CELLS = [
  ["kelengkapan", "Kelengkapan"],
  ["waktu", "Waktu"],
  ["output", "Output"],
  ["keterangan", "Keterangan"],
];
const UNREAD = "tidak terbaca";
const JOINS = new Set(["kelengkapan", "waktu", "output", "keterangan"]);

export class RowView {
  constructor(table, id) {
    this.table = table;
    this.sheet = table.sheet;
    this.id = id;
    this.number = h("span", { class: "sop-s-nomor" });
    this.grip = h("button", { type: "button", class: "sop-s-pegang" }, icon(ICONS.grip));
    this.here = h("button", { type: "button", class: "sop-s-ke-sini", hidden: true, onclick: () => table.picked(this.index) }, "Ke sini");
    this.up = iconButton("up", "Naik", () => this.move(-1));
    this.down = iconButton("down", "Turun", () => this.move(1));
    this.insert = iconButton("plus", "Sisipkan di bawah", () => table.insert(this.index + 1));
    this.menu = iconButton("menu", "Menu baris", () => table.openMenu(this), { "aria-haspopup": "menu", "aria-expanded": "false" });
    this.head = h("th", { class: "sop-no", scope: "row" }, h("div", { class: "sop-s-kendali" }, this.grip, this.number, this.here, this.up, this.down, this.insert, this.menu));
    this.kegiatan = this.text("kegiatan", "Kegiatan");
    this.symbols = h("div", { class: "sop-s-simbol-simbol" });
    this.first = h("td", { class: "sop-kegiatan-teks" }, h("div", {}, this.kegiatan.area), this.symbols);
    this.kegiatan.box = this.first.firstChild;
    this.cells = new Cells(this.sheet, () => table.mode);
    this.cells.onvertical = (place, step) => table.focusCell(this.index + step, place);
    this.fields = Object.fromEntries(CELLS.map(([key, label]) => [key, this.cellField(key, label)]));
    this.ways = [];
    this.element = h("tr", { class: "sop-langkah", onkeydown: (event) => this.key(event) });
    table.makeDraggable(this);
  }

  text(key, label) {
    const made = { key, label };
    made.area = field({ label, lines: this.table.keepsLines(key), onchange: (text) => this.sheet.change({ op: "text", path: ["langkah", this.index, key], text }, { what: label, key: `${this.id}/${key}` }), onleave: () => this.sheet.pause() });
    return made;
  }

  cellField(key, label) {
    const made = this.text(key, label);
    made.joined = h("button", { type: "button", class: "sop-s-kecil sop-s-gabung", hidden: true, onclick: () => this.sheet.change({ op: "join", row: this.index, field: key, joined: false }, { what: "pisahkan sel" }) });
    made.td = h("td", { class: `sop-${key}` }, h("span", { class: "sop-s-nama-sel", "aria-hidden": "true" }, label), made.area, made.joined);
    return made;
  }

  update(row, index, drawn, force) {
    this.index = index;
    this.row = row;
    const { form, heading } = this.sheet;
    const name = `Langkah ${index + 1}`;
    attribute(this.element, "id", `langkah-${index + 1}`);
    attribute(this.element, "class", `sop-langkah${drawn && drawn.kelas ? ` ${drawn.kelas}` : ""}`);
    attribute(this.element, "style", (drawn && drawn.gaya) || null);
    attribute(this.element, "data-jalur", `langkah/${index}`);
    words(this.number, String(index + 1));
    const controls = [[this.grip, "seret ke baris lain"], [this.up, "naikkan"], [this.down, "turunkan"], [this.insert, "sisipkan baris di bawahnya"], [this.menu, "menu baris"], [this.here, "pilih sebagai tujuan"]];
    for (const [button, label] of controls) attribute(button, "aria-label", `${name}: ${label}`);
    attribute(this.up, "disabled", index === 0);
    attribute(this.down, "disabled", index === form.baris.length - 1);
    attribute(this.kegiatan.box, "data-jalur", `langkah/${index}/kegiatan`);
    attribute(this.kegiatan.area, "aria-label", `${name}: kegiatan`);
    say(this.kegiatan.area, row.sel.kegiatan || "", force);
    this.updateSymbols(row, index, name, force);
    const tds = this.cells.update(row, index, drawn);
    if (!tds.length) tds.push((this.without = this.without || h("td", { class: "sop-s-tanpa-kolom" })));
    attribute(tds[0], "data-jalur", `langkah/${index}/pelaksana`);
    const shown = CELLS.filter(([key]) => key !== "keterangan" || heading.keterangan);
    for (const [key, label] of shown) this.updateCell(this.fields[key], row, index, `${name}: ${label.toLowerCase()}`, force);
    arrange(this.element, [this.head, this.first, ...tds, ...shown.map(([key]) => this.fields[key].td)]);
  }

  updateCell(made, row, index, label, force) {
    const from = row.gabung[made.key];
    attribute(made.td, "data-jalur", `langkah/${index}/${made.key}`);
    attribute(made.area, "aria-label", label);
    made.area.hidden = Boolean(from);
    made.joined.hidden = !from;
    if (from) words(made.joined, `Satu sel dengan langkah ${from}. Pisahkan`), attribute(made.joined, "aria-label", `${label} satu sel dengan langkah ${from}; pisahkan`);
    say(made.area, row.sel[made.key] || "", force);
  }

  updateSymbols(row, index, name, force) {
    const shown = row.daftar ? row.simbol : [row.simbol[row.simbol.length - 1]];
    while (this.ways.length < shown.length) this.ways.push(this.symbol());
    this.ways.length = shown.length;
    const titles = new Map(this.sheet.form.kolom.map(({ kode, judul }) => [kode, judul]));
    shown.forEach((symbol, place) => {
      const view = this.ways[place];
      view.place = row.daftar ? place : null;
      const who = symbol.pelaksana.map((code) => titles.get(code) || code).join(", ");
      const title = row.daftar ? `${name}, simbol ${place + 1}${who ? ` ${who}` : ""}` : name;
      view.head.hidden = !row.daftar;
      words(view.who, row.daftar ? `Simbol ${place + 1}${who ? `: ${who}` : ""}` : "");
      view.path = ["langkah", index, ...(row.daftar ? ["simbol", place] : []), "isi"];
      view.box.hidden = !row.daftar && !symbol.isi && !this.withWords;
      attribute(view.box, "data-jalur", view.path.join("/"));
      attribute(view.isi, "aria-label", `${title}: kata di dalam simbol`);
      say(view.isi, symbol.isi || "", force);
      view.ways.update(index, symbol, view.place, title);
    });
    arrange(this.symbols, this.ways.map(({ element }) => element));
  }

  symbol() {
    const view = { place: null };
    view.who = h("span", { class: "sop-s-siapa" });
    view.away = h("button", { type: "button", class: "sop-s-kecil", onclick: () => this.sheet.change({ op: "symbol-remove", row: this.index, symbol: view.place }, { what: "simbol" }) }, "Hapus simbol");
    view.head = h("div", { class: "sop-s-kepala-simbol" }, view.who, view.away);
    view.isi = field({ label: "", lines: false, onchange: (text) => this.sheet.change({ op: "text", path: view.path, text }, { what: "kata dalam simbol", key: view.path.join("/") }), onleave: () => this.sheet.pause() });
    view.box = h("div", { class: "sop-s-dalam" }, h("span", { class: "sop-s-kata" }, "Kata dalam simbol"), view.isi);
    view.ways = new Ways(this.sheet, (done, what) => this.table.pick(done, what));
    view.element = h("div", { class: "sop-s-simbol" }, view.head, view.box, view.ways.element);
    return view;
  }

  move(step) {
    this.table.move(this.index, this.index + step, document.activeElement);
  }

  key(event) {
    if (event.isComposing) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      event.stopPropagation();
      this.move(event.key === "ArrowUp" ? -1 : 1);
    } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      this.table.insert(this.index + 1);
    }
  }

  menuItems() {
    const { table, index, row, sheet } = this;
    const last = sheet.form.baris.length - 1;
    const joins = index
      ? CELLS.filter(([key]) => JOINS.has(key) && !row.gabung[key] && (key !== "keterangan" || sheet.heading.keterangan)).map(([key, label]) => [`Satukan sel ${label} dengan baris di atas`, () => sheet.change({ op: "join", row: index, field: key, joined: true }, { what: "satukan sel" })])
      : [];
    return [
      ["Sisipkan di atas", () => table.insert(index)],
      ["Sisipkan di bawah", () => table.insert(index + 1)],
      ["Salin baris ini", () => table.copy(index)],
      index ? ["Naikkan", () => this.move(-1)] : null,
      index < last ? ["Turunkan", () => this.move(1)] : null,
      ["Pindahkan ke …", () => table.pick((to) => table.move(index, to[0], this.menu), `Pindahkan langkah ${index + 1}`)],
      row.simbol[row.simbol.length - 1].isi || row.daftar ? null : ["Tulis kata di dalam simbol", () => this.openWords()],
      ["Pelaksana tidak terbaca pada naskah", () => sheet.change({ op: "performers", row: index, symbol: row.daftar ? 0 : null, groups: [[UNREAD]] }, { what: "pelaksana" })],
      ["Tempel baris dari Word atau Excel di bawahnya", () => table.openPaste(index + 1)],
      ...joins,
      ["Hapus baris ini", () => table.remove(index)],
    ].filter(Boolean);
  }

  openWords() {
    this.withWords = true;
    this.update(this.row, this.index, this.table.drawn(this.index));
    this.ways[0].isi.focus();
  }
}
