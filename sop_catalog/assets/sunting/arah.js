/* Where a symbol leads: its branches, or its way on; chosen from a list or by pointing at a row. */

import { arrange, attribute, field, h, iconButton, say, words } from "./rupa.js";

const code = (to) => (Array.isArray(to) ? to.join(".") : to);
const decode = (text) => (text === "selesai" || text === "?" ? text : text.split(".").map(Number));
export const same = (one, other) => String(one) === String(other);

export function describe(form, to, row) {
  if (to === "selesai") return "Selesai";
  if (to === "?") return "Tidak terbaca";
  const step = form.baris[to[0]];
  if (!step) return "Tidak ada";
  const symbol = step.simbol[to[1]];
  const titles = symbol ? symbol.pelaksana.map((kode) => (form.kolom.find((column) => column.kode === kode) || { judul: kode }).judul) : [];
  const who = step.simbol.length > 1 && titles.length ? ` (${titles.join(", ")})` : "";
  const next = to[0] === row + 1 && to[1] === 0 ? " — berikutnya" : to[0] === row ? " — baris ini" : "";
  return `Langkah ${to[0] + 1}${who}${next}`;
}

// A list of all that an arrow can lead to. It is filled when somebody opens it: forty rows have many arrows.
class Target {
  constructor(label, onpick) {
    this.select = h("select", { class: "sop-s-tujuan", "aria-label": label, onpointerdown: () => this.fill(), onfocus: () => this.fill(), onchange: () => onpick(decode(this.select.value)) });
    this.full = false;
  }

  update(form, row, to) {
    this.form = form;
    this.row = row;
    this.to = to;
    const text = describe(form, to, row);
    const first = this.select.options[0];
    if (!this.full && (!first || first.value !== code(to) || first.textContent !== text)) this.select.replaceChildren(h("option", { value: code(to) }, text));
    else if (this.full) this.full = false, this.fill(true);
    if (this.select.value !== code(to)) this.select.value = code(to);
  }

  fill(force) {
    if (this.full && !force) return;
    const { form, row, to } = this;
    const rows = form.baris.flatMap((step, index) =>
      (step.daftar ? step.simbol : [step.simbol[0]]).map((_, symbol) => {
        const words = (step.sel.kegiatan || "").split(/\s+/).slice(0, 7).join(" ");
        return h("option", { value: `${index}.${symbol}` }, `${describe(form, [index, symbol], row)}${words ? `: ${words}` : ""}`);
      }),
    );
    const known = rows.some((option) => option.value === code(to)) || typeof to === "string";
    this.select.replaceChildren(
      ...(known ? [] : [h("option", { value: code(to) }, describe(form, to, row))]),
      ...rows,
      h("option", { value: "selesai" }, "Selesai"),
      h("option", { value: "?" }, "Tidak terbaca"),
    );
    this.select.value = code(to);
    this.full = true;
  }
}

export class Ways {
  // symbol: its place in the row's list of symbols; null for a row without such a list.
  constructor(sheet, pick) {
    this.sheet = sheet;
    this.pick = pick;
    this.lines = [];
    this.element = h("div", { class: "sop-s-arah" });
    this.decide = h("button", { type: "button", class: "sop-s-kecil", onclick: () => this.makeDecision() }, "Jadikan keputusan");
    this.plain = h("button", { type: "button", class: "sop-s-kecil", onclick: () => this.makePlain() }, "Bukan keputusan");
    this.add = h("button", { type: "button", class: "sop-s-kecil", onclick: () => this.addBranch() }, "+ Cabang");
    this.onward = h("button", { type: "button", class: "sop-s-kecil", onclick: () => this.showOnward() }, "Ubah lanjutan");
    this.opened = false;
  }

  update(row, symbol, place, title) {
    Object.assign(this, { row, symbol, place, title });
    const { form } = this.sheet;
    const usual = symbol.arah[0] && same(symbol.arah[0].ke, row + 1 < form.baris.length ? [row + 1, 0] : "selesai");
    const ways = symbol.keputusan ? symbol.arah : symbol.arah.filter(() => this.opened || !usual);
    while (this.lines.length < ways.length) this.lines.push(this.line());
    this.lines.length = ways.length;
    ways.forEach((way, index) => {
      const line = this.lines[index];
      line.index = index;
      line.way = way;
      attribute(line.element, "data-jalur", way.jalur.join("/"));
      const name = way.label || "Lanjut";
      attribute(line.target.select, "aria-label", `${title}: ${name} ke`);
      attribute(line.aim, "aria-label", `${title}: ${name} ke, tunjuk barisnya`);
      line.target.update(form, row, way.ke);
      line.label.hidden = !symbol.keputusan;
      words(line.word, symbol.keputusan ? "ke" : "Lanjut ke");
      attribute(line.label, "aria-label", `${title}: kata pada cabang ${index + 1}`);
      say(line.label, way.label);
      line.away.hidden = !symbol.keputusan ? !this.opened && usual : symbol.arah.length < 3;
      attribute(line.away, "aria-label", symbol.keputusan ? `Hapus cabang ${name}` : "Kembali ke langkah berikutnya");
    });
    const buttons = symbol.keputusan ? [this.add, this.plain] : [this.decide, ...(usual && !this.opened && symbol.arah.length ? [this.onward] : [])];
    for (const button of buttons) attribute(button, "aria-label", `${title}: ${button.textContent}`);
    arrange(this.element, [...this.lines.map(({ element }) => element), ...buttons]);
  }

  line() {
    const line = { index: 0 };
    line.label = field({ label: "", lines: false, class: "sop-s-isi sop-s-label", onchange: (text) => this.rename(line.index, text), onleave: () => this.leave(line) });
    line.target = new Target("", (to) => this.lead(line.way, to));
    line.word = h("span", { class: "sop-s-kata" });
    line.aim = iconButton("aim", "Tunjuk barisnya", () => this.pick((to) => this.lead(line.way, to), `${line.way.label || "Lanjut"} pada langkah ${this.row + 1}`));
    line.away = iconButton("close", "Hapus cabang", () => this.removeBranch(line.index));
    line.element = h("div", { class: "sop-s-cabang" }, line.label, line.word, line.target.select, line.aim, line.away);
    return line;
  }

  lead(way, to) {
    this.sheet.change({ op: "target", path: way.jalur, ke: to }, { what: "tujuan" });
  }

  branches(change, key = "") {
    const branches = change(this.symbol.arah.map(({ label, ke }) => ({ label, ke })));
    this.sheet.change({ op: "branches", row: this.row, symbol: this.place, branches }, { what: "cabang", key });
  }

  // Two branches with one word would be one: who types “Ya, lengkap” beside “Ya” passes that on the way.
  isTaken(index, label) {
    return this.symbol.arah.some((way, place) => place !== index && way.label === label);
  }

  rename(index, text) {
    const label = text.trim().replace(/\s+/g, " ");
    if (!label || this.isTaken(index, label)) return;
    this.branches((ways) => ways.map((way, place) => (place === index ? { ...way, label } : way)), `cabang/${this.row}/${this.place}/${index}`);
  }

  leave(line) {
    this.sheet.pause();
    const way = this.symbol.arah[line.index], label = line.label.value.trim().replace(/\s+/g, " ");
    if (!way || !line.label.isConnected || label === way.label) return;
    if (label && this.isTaken(line.index, label)) this.sheet.refuse(`Kata “${label}” sudah dipakai cabang lain; cabang ini tetap “${way.label}”`);
    say(line.label, way.label, true);
  }

  // What an editor usually means: yes goes on, no goes back to the row before.
  makeDecision() {
    const { form } = this.sheet;
    const next = this.symbol.arah[0] ? this.symbol.arah[0].ke : this.row + 1 < form.baris.length ? [this.row + 1, 0] : "selesai";
    this.opened = false;
    this.sheet.change({ op: "branches", row: this.row, symbol: this.place, branches: [{ label: "Ya", ke: next }, { label: "Tidak", ke: this.row ? [this.row - 1, 0] : "selesai" }] }, { what: "keputusan" });
    if (this.lines[1]) this.lines[1].target.select.focus();
  }

  makePlain() {
    this.sheet.change({ op: "branches", row: this.row, symbol: this.place, branches: [] }, { what: "bukan keputusan" });
    this.decide.focus();
  }

  addBranch() {
    const labels = new Set(this.symbol.arah.map(({ label }) => label));
    let number = this.symbol.arah.length + 1;
    while (labels.has(`Pilihan ${number}`)) number += 1;
    this.branches((ways) => [...ways, { label: `Pilihan ${number}`, ke: "selesai" }]);
    const line = this.lines[this.lines.length - 1];
    if (line) line.label.focus(), line.label.select();
  }

  removeBranch(index) {
    if (this.symbol.keputusan) this.branches((ways) => ways.filter((_, place) => place !== index));
    else {
      this.opened = false;
      this.lead(this.lines[index].way, this.row + 1 < this.sheet.form.baris.length ? [this.row + 1, 0] : "selesai");
      this.sheet.tell({ local: true });
    }
    const line = this.lines[Math.min(index, this.lines.length - 1)];
    (line ? line.target.select : this.decide).focus();
  }

  showOnward() {
    this.opened = true;
    this.update(this.row, this.symbol, this.place, this.title);
    if (this.lines[0]) this.lines[0].target.select.focus();
  }
}
