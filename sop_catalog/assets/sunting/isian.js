/* Single fields of the form, each by its kind: text, date, choice, tick, code, person, list of records. */

import { arrange, attribute, field, h, iconButton, say, unique } from "./rupa.js";
import { ListBox } from "./daftar.js";
import { suggest } from "./pilih.js";

const RECORDS = {
  disahkan_oleh: [["jabatan", "Jabatan"], ["nama", "Nama"], ["pangkat", "Pangkat/golongan"], ["nip", "NIP"], ["tte", "Ditandatangani elektronik"]],
  evaluasi: [["tanggal", "Tanggal"], ["hasil", "Hasil"], ["catatan", "Catatan"], ["tindakan", "Tindakan"]],
  riwayat: [["tanggal", "Tanggal"], ["perubahan", "Perubahan"], ["revisi", "Revisi ke-"]],
};
const TICKS = new Set(["tte"]);

export class FieldView {
  constructor(sheet, choices, { kunci, jenis, label }) {
    Object.assign(this, { sheet, choices, key: kunci, kind: jenis, label });
    this.element = h("div", { class: "sop-s-satu", "data-jalur": kunci });
    this.make();
  }

  get value() {
    return this.sheet.form.isian[this.key];
  }

  set(text, path = [this.key]) {
    this.sheet.change({ op: "text", path, text }, { what: this.label, key: path.join("/") });
  }

  make() {
    const shapes = { STATUS: "choice", YA_TIDAK: "tick", DAFTAR: "list", PENGESAH: "person", RIWAYAT: "records", EVALUASI: "records", NASKAH: "signed", LAMPIRAN: "pairs" };
    this.shape = shapes[this.kind] || "text";
    this[this.shape]();
  }

  text() {
    const { key, kind, label } = this;
    this.area = field({ label, lines: false, onchange: (text) => this.set(text), onleave: () => this.sheet.pause(), placeholder: kind === "TANGGAL" ? "mis. 5 Januari 2026" : null });
    this.element.append(this.area);
    if (key === "unit") suggest(this.area, () => this.choices.get("unit"));
    if (key === "digantikan_oleh") suggest(this.area, () => this.choices.get("slug"));
    this.refresh = (force) => say(this.area, typeof this.value === "string" ? this.value : "", force);
  }

  choice() {
    this.select = h("select", { "aria-label": this.label, onchange: () => this.set(this.select.value) }, ...["draf", "berlaku", "dicabut"].map((value) => h("option", { value }, value[0].toUpperCase() + value.slice(1))));
    this.element.append(this.select);
    this.refresh = () => {
      const wanted = String(this.value || "draf").toLowerCase();
      if (this.select.value !== wanted) this.select.value = wanted;
    };
  }

  tick() {
    const id = unique("sop-s-ya");
    this.box = h("input", { type: "checkbox", id, onchange: () => this.set(this.box.checked ? "ya" : "") });
    this.element.append(h("label", { for: id, class: "sop-s-centang" }, this.box, h("span", {}, this.label)));
    this.refresh = () => (this.box.checked = /^(ya|yes|true|benar)$/i.test(this.value || ""));
  }

  list() {
    const options = { dasar_hukum: "peraturan", keterkaitan: "sop", slug_lama: "" }[this.key];
    this.box = new ListBox(this.sheet, this.key, this.label, { options: options ? () => this.choices.get(options) : null });
    this.element = this.box.element;
    this.refresh = (force) => this.box.update(force);
  }

  // A position, and more of the person where somebody needs it; people who do it together stand one below the other.
  person() {
    this.people = [];
    this.extra = 0; // somebody who is no part of the file before a position is typed
    this.peopleList = h("div", { class: "sop-s-orang-orang" });
    this.add = h("button", { type: "button", class: "sop-s-tambah", "aria-label": `Tambah orang: ${this.label}`, onclick: () => this.addPerson() }, "+ Tambah orang");
    this.element.append(this.peopleList, this.add);
    this.refresh = (force) => {
      if (this.isBlank) this.extra = 0; // the blank one that stands there is the one to fill
      const values = [...this.inFile, ...Array(this.extra).fill("")];
      while (this.people.length < values.length) this.people.push(this.onePerson());
      this.people.length = values.length;
      values.forEach((value, index) => this.showPerson(this.people[index], index, value, force));
      arrange(this.peopleList, this.people.map(({ element }) => element));
    };
  }

  get isSeveral() {
    return Array.isArray(this.value) && this.value.length > 0;
  }

  get isBlank() {
    return !this.value || (typeof this.value === "object" && !Object.values(this.value).some(Boolean));
  }

  get inFile() {
    return this.isSeveral ? this.value : [this.isBlank ? "" : this.value];
  }

  onePerson() {
    const person = { index: 0 };
    const path = (name) => () => (this.isSeveral ? [this.key, person.index, name] : [this.key, name]);
    person.parts = (RECORDS[this.key] || RECORDS.disahkan_oleh).map(([name, label]) => [name, label, this.part(name, label, path(name), name === "jabatan" ? (text) => this.setPosition(person, text) : null)]);
    const [[, , first], ...rest] = person.parts;
    suggest(first.input, () => this.choices.get("jabatan"));
    person.up = iconButton("up", `Naikkan orang: ${this.label}`, () => this.movePerson(person));
    person.away = iconButton("close", `Hapus orang: ${this.label}`, () => this.removePerson(person));
    person.more = h("details", { class: "sop-s-rincian" }, h("summary", {}, "Nama, pangkat, NIP"), ...rest.map(([, , part]) => part.element));
    person.element = h("div", { class: "sop-s-orang" }, h("div", { class: "sop-s-sebaris" }, first.element, person.up, person.away), person.more);
    return person;
  }

  showPerson(person, index, value, force) {
    const isNew = index >= this.inFile.length, many = this.people.length > 1;
    person.index = index;
    attribute(person.element, "data-jalur", this.isSeveral && !isNew ? `${this.key}/${index}` : null);
    person.up.hidden = person.away.hidden = !many;
    attribute(person.up, "disabled", !index || isNew);
    person.more.hidden = isNew;
    const shown = typeof value === "object" ? value : { jabatan: value };
    for (const [name, label, part] of person.parts) {
      part.show(shown[name] || "", force);
      if (!TICKS.has(name)) attribute(part.input, "aria-label", `${this.label}${many ? ` ${index + 1}` : ""}: ${label}`);
    }
    if (!person.opened && person.parts.some(([name]) => name !== "jabatan" && shown[name])) person.more.open = person.opened = true;
  }

  setPosition(person, text) {
    if (person.index < this.inFile.length) return this.set(text, this.isSeveral ? [this.key, person.index, "jabatan"] : [this.key, "jabatan"]);
    if (!text.trim()) return;
    this.extra = 0;
    this.sheet.change({ op: "insert", path: [this.key], index: this.inFile.length, item: text }, { what: this.label });
  }

  addPerson() {
    this.extra = 1;
    this.refresh();
    this.people[this.people.length - 1].parts[0][2].input.focus();
  }

  removePerson(person) {
    if (person.index < this.inFile.length) this.sheet.change({ op: "remove", path: [this.key, person.index] }, { what: this.label });
    else this.extra = 0;
    this.refresh(true);
    this.people[Math.min(person.index, this.people.length - 1)].parts[0][2].input.focus();
  }

  movePerson(person) {
    const to = person.index - 1;
    this.sheet.change({ op: "move", path: [this.key], from: person.index, to }, { what: this.label });
    this.refresh(true);
    this.people[to].parts[0][2].input.focus();
  }

  part(name, label, path, set = null) {
    if (TICKS.has(name)) {
      const input = h("input", { type: "checkbox", onchange: () => this.set(input.checked ? "ya" : "", path()) });
      return { input, element: h("label", { class: "sop-s-centang" }, input, h("span", {}, label)), show: (text) => (input.checked = /^ya$/i.test(text)) };
    }
    const input = field({ label: `${this.label}: ${label}`, lines: false, onchange: set || ((text) => this.set(text, path())), onleave: () => this.sheet.pause() });
    const box = h("div", { class: "sop-s-bagian" }, h("span", { class: "sop-s-kata" }, label), input);
    return { input, element: box, show: (text, force) => (attribute(box, "data-jalur", path().join("/")), say(input, text, force)) };
  }

  // What was signed is noted by a command that has the file in its hands; here one only reads it.
  signed() {
    this.list = h("ul");
    this.element.append(this.list, (this.none = h("p", { class: "sop-s-kata" }, "Belum ada.")));
    this.refresh = () => {
      const value = this.value || [];
      const all = Array.isArray(value) ? value : [value];
      this.none.hidden = all.length > 0;
      this.list.replaceChildren(...all.map((one) => h("li", {}, [one.tanggal, one.berkas].filter(Boolean).join(": "))));
    };
  }

  records() {
    const names = RECORDS[this.key] || [];
    this.rows = [];
    this.rowList = h("ol", { class: "sop-s-butir" });
    this.add = h("button", { type: "button", class: "sop-s-tambah", "aria-label": `Tambah ${this.label}`, onclick: () => this.addRecord(names) }, "+ Tambah");
    this.element.append(this.rowList, this.add);
    this.refresh = (force) => {
      const records = Array.isArray(this.value) ? this.value : [];
      while (this.rows.length < records.length) this.rows.push(this.record(names));
      this.rows.length = records.length;
      records.forEach((record, index) => {
        const row = this.rows[index];
        row.index = index;
        attribute(row.element, "data-jalur", `${this.key}/${index}`);
        for (const [name, part] of row.parts) part.show((record && record[name]) || "", force);
      });
      arrange(this.rowList, this.rows.map(({ element }) => element));
    };
  }

  record(names) {
    const row = { index: 0 };
    row.parts = names.map(([name, label]) => [name, this.part(name, label, () => [this.key, row.index, name])]);
    const away = iconButton("close", `Hapus ${this.label}`, () => this.sheet.change({ op: "remove", path: [this.key, row.index] }, { what: this.label }));
    row.element = h("li", {}, h("div", { class: "sop-s-sebaris" }, ...row.parts.map(([, part]) => part.element), away));
    return row;
  }

  addRecord(names) {
    const index = this.rows.length;
    this.sheet.change({ op: "insert", path: [this.key], index, item: Object.fromEntries(names.slice(0, 2).map(([name]) => [name, ""])) }, { what: this.label });
    const row = this.rows[index];
    if (row) row.parts[0][1].input.focus();
  }

  // Attachments: what each is called, and its file or address.
  pairs() {
    this.rows = [];
    this.rowList = h("ol", { class: "sop-s-butir" });
    this.add = h("button", { type: "button", class: "sop-s-tambah", "aria-label": `Tambah ${this.label}`, onclick: () => this.addPair() }, "+ Tambah");
    this.element.append(this.rowList, this.add);
    this.extra = 0;
    this.refresh = (force) => {
      const pairs = [...(Array.isArray(this.value) ? this.value : []), ...Array(this.extra).fill({ nama: "", sumber: "" })];
      while (this.rows.length < pairs.length) this.rows.push(this.pair());
      this.rows.length = pairs.length;
      pairs.forEach(({ nama, sumber }, index) => {
        const row = this.rows[index];
        row.index = index;
        attribute(row.element, "data-jalur", `${this.key}/${index}`);
        say(row.name, nama === sumber ? "" : nama, force);
        say(row.source, sumber, force);
      });
      arrange(this.rowList, this.rows.map(({ element }) => element));
    };
  }

  pair() {
    const row = { index: 0 };
    const input = (title) => field({ label: `${this.label}: ${title}`, lines: false, onchange: () => this.setPairs(row), onleave: () => this.sheet.pause() });
    const part = (title, area) => h("div", { class: "sop-s-bagian" }, h("span", { class: "sop-s-kata" }, title), area);
    row.name = input("nama");
    row.source = input("berkas atau alamat");
    const away = iconButton("close", `Hapus ${this.label}`, () => this.removePair(row));
    row.element = h("li", {}, h("div", { class: "sop-s-sebaris" }, part("Nama", row.name), part("Berkas atau alamat", row.source), away));
    return row;
  }

  setPairs(row) {
    if (!row.source.value.trim()) return; // a name alone is no attachment yet
    const items = this.rows.filter(({ source }) => source.value.trim()).map(({ name, source }) => [name.value, source.value]);
    this.extra = 0;
    this.sheet.change({ op: "attachments", items }, { what: this.label, key: `${this.key}/${row.index}` });
  }

  removePair(row) {
    const items = this.rows.filter((other) => other !== row && other.source.value.trim()).map(({ name, source }) => [name.value, source.value]);
    this.extra = 0;
    this.sheet.change({ op: "attachments", items }, { what: this.label });
    this.refresh(true);
    this.add.focus();
  }

  addPair() {
    this.extra = 1;
    this.refresh();
    this.rows[this.rows.length - 1].name.focus();
  }
}
