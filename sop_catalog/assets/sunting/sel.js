/* The performers' cells of one row: the drawing, and over it a button. One stop for Tab in each row; arrows go on. */

import { attribute, h } from "./rupa.js";

// How a click is meant, until somebody chooses otherwise; Shift means "together" for once.
export const WAYS = [
  ["ganti", "Ganti pelaksana"],
  ["bersama", "Bersama"],
  ["urut", "Berurutan"],
  ["sendiri", "Jalan sendiri"],
];

// A row has one or the other; a click takes nobody away who was not clicked at.
const MIXED = "Dalam satu baris, pelaksana yang bersama dan yang berurutan tidak dapat dicampur; pilih “Jalan sendiri”, atau sisipkan langkah lain";

const SYMBOLS = { kotak: '<b class="kotak"></b>', kapsul: '<b class="kapsul"></b>', "belah-ketupat": '<svg viewBox="0 0 40 22" preserveAspectRatio="none"><path d="M20 .8 38.6 11 20 21.2 1.4 11z"/></svg>' };

// What stands in a cell until the core has drawn it.
function sketch(row, index, count, code) {
  const symbol = row.simbol.find(({ pelaksana }) => pelaksana.includes(code));
  if (!symbol) return ["", ""];
  const ends = symbol.arah.some(({ ke }) => ke === "selesai");
  const shape = symbol.keputusan ? "belah-ketupat" : index === 0 || ends || (index === count - 1 && !symbol.arah.length) ? "kapsul" : "kotak";
  return [`sop-${shape}`, `<div class="sop-gambar" aria-hidden="true">${SYMBOLS[shape]}</div>`];
}

export class Cells {
  constructor(sheet, mode) {
    this.sheet = sheet;
    this.mode = mode;
    this.cells = [];
  }

  // Gives the cells back: one <td> a column.
  update(row, index, drawn) {
    this.row = row;
    this.index = index;
    const { form } = this.sheet;
    while (this.cells.length < form.kolom.length) this.cells.push(this.cell());
    this.cells.length = form.kolom.length;
    form.kolom.forEach((column, place) => {
      const cell = this.cells[place];
      const here = row.simbol.findIndex(({ pelaksana }) => pelaksana.includes(column.kode));
      const [classes, html] = drawn && drawn.sel[place] ? drawn.sel[place] : sketch(row, index, form.baris.length, column.kode);
      cell.place = place;
      attribute(cell.td, "class", `sop-sel ${classes}`.trim());
      if (cell.html !== html) cell.drawing.innerHTML = cell.html = html;
      const symbol = here < 0 ? null : row.simbol[here];
      const parts = [];
      if (symbol && symbol.keputusan) parts.push("keputusan");
      if (symbol && symbol.pelaksana.length > 1) parts.push("bersama");
      if (symbol && row.simbol.length > 1) parts.push(`simbol ${here + 1}`);
      attribute(cell.button, "aria-label", `Langkah ${index + 1}, ${column.judul || "kolom tanpa judul"}${parts.length ? `: ${parts.join(", ")}` : ""}`);
      attribute(cell.button, "title", column.judul || null);
      attribute(cell.button, "aria-pressed", String(here >= 0));
      if (cell.title.textContent !== column.judul) cell.title.textContent = column.judul;
    });
    this.stop();
    return this.cells.map(({ td }) => td);
  }

  // The button that Tab reaches: the performer's, else the first.
  stop(place) {
    if (place !== undefined) this.at = place;
    const active = this.cells.findIndex(({ button }) => button.getAttribute("aria-pressed") === "true");
    const wanted = this.at !== undefined && this.at < this.cells.length ? this.at : Math.max(active, 0);
    this.cells.forEach(({ button }, index) => attribute(button, "tabindex", index === wanted ? "0" : "-1"));
  }

  cell() {
    const cell = { place: 0, html: null };
    cell.drawing = h("div", { class: "sop-s-lukis" });
    cell.title = h("span", { class: "sop-s-nama-kolom" });
    cell.button = h("button", { type: "button", class: "sop-s-sel", "aria-pressed": "false", onclick: (event) => this.press(cell.place, event.shiftKey), onkeydown: (event) => this.key(event, cell.place), onfocus: () => this.stop(cell.place) }, cell.title);
    cell.td = h("td", { class: "sop-sel" }, cell.drawing, cell.button);
    return cell;
  }

  key(event, place) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -place, End: this.cells.length - 1 - place }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = this.cells[place + step];
      if (next) next.button.focus();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      this.onvertical(place, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      this.press(place, true);
    }
  }

  focus(place) {
    const cell = this.cells[Math.min(place, this.cells.length - 1)];
    if (cell) cell.button.focus();
  }

  press(place, together) {
    const { row, index } = this;
    const code = this.sheet.form.kolom[place].kode;
    const how = together ? "bersama" : this.mode();
    const here = row.simbol.findIndex(({ pelaksana }) => pelaksana.includes(code));
    const what = { what: "pelaksana" };
    if (row.daftar) {
      if (here >= 0) this.takeFromList(here, code, what);
      else if (how === "bersama") this.performers(0, [[...row.simbol[0].pelaksana, code]], what);
      else if (how === "ganti" && row.simbol.length === 1) this.performers(0, [[code]], what);
      else this.sheet.change({ op: "symbol-add", row: index, code }, what);
      return;
    }
    const groups = row.simbol.map(({ pelaksana }) => pelaksana).filter((codes) => codes.length);
    if (here >= 0) this.performers(null, groups.map((codes) => codes.filter((other) => other !== code)).filter((codes) => codes.length), what);
    else if (how === "sendiri" && groups.length) this.sheet.change({ op: "symbol-add", row: index, code }, what);
    else if (how === "urut" && groups.some((codes) => codes.length > 1)) this.sheet.refuse(MIXED);
    else if (how === "urut" && groups.length) this.performers(null, [...groups, [code]], what);
    else if (how === "bersama" && groups.length > 1) this.sheet.refuse(MIXED);
    else if (how === "bersama" && groups.length) this.performers(null, [[...groups[0], code]], what);
    else this.performers(null, [[code]], what);
  }

  takeFromList(here, code, what) {
    const left = this.row.simbol[here].pelaksana.filter((other) => other !== code);
    if (left.length || this.row.simbol.length === 1) this.performers(here, left.length ? [left] : [], what);
    else this.sheet.change({ op: "symbol-remove", row: this.index, symbol: here }, what);
  }

  performers(symbol, groups, what) {
    this.sheet.change({ op: "performers", row: this.index, symbol, groups }, what);
  }
}
