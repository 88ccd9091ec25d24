/* A box of the form: a list of texts. Enter adds an item, Backspace at the start of one joins it with the one before;
   what is pasted in several lines becomes several items. */

import { arrange, attribute, field, h, iconButton, say } from "./rupa.js";
import { suggest } from "./pilih.js";

const BULLET = /^\s*(?:\(?(?:\d{1,3}|[a-zA-Z])[.)]|[-•●▪■◦‣*·])\s+/;

export class ListBox {
  // options: suggestions for an item, if there are any.
  constructor(sheet, key, title, { options = null } = {}) {
    this.sheet = sheet;
    this.key = key;
    this.title = title;
    this.options = options;
    this.rows = [];
    this.list = h("ol", { class: "sop-s-butir", role: "list" });
    this.more = h("button", { type: "button", class: "sop-s-tambah", onclick: () => this.insert(this.items.length, "") }, `+ Tambah butir`);
    attribute(this.more, "aria-label", `Tambah butir ${title}`);
    this.element = h("div", { class: "sop-s-daftar", "data-jalur": key }, this.list, this.more);
    this.extra = 0; // blank items at the end that are no part of the file yet
  }

  get items() {
    const value = this.sheet.form.isian[this.key];
    const items = Array.isArray(value) ? value : value ? [value] : [];
    return [...items, ...Array(this.extra).fill("")];
  }

  get written() {
    return this.items.length - this.extra;
  }

  update(force) {
    const items = this.items;
    while (this.rows.length < items.length) this.rows.push(this.row());
    this.rows.length = items.length;
    items.forEach((text, index) => {
      const row = this.rows[index];
      row.index = index;
      say(row.area, text, force);
      attribute(row.area, "aria-label", `${this.title}, butir ${index + 1}`);
      attribute(row.element, "data-jalur", index < this.written ? `${this.key}/${index}` : null);
      attribute(row.up, "disabled", index === 0 || index >= this.written);
    });
    arrange(this.list, this.rows.map(({ element }) => element));
  }

  row() {
    const row = { index: 0 };
    row.area = field({ label: this.title, lines: false, onchange: (text) => this.type(row.index, text), onleave: () => this.leave(row) });
    row.up = iconButton("up", "Naikkan butir", () => this.move(row.index, row.index - 1));
    const away = iconButton("close", "Hapus butir", () => this.remove(row.index));
    row.element = h("li", {}, h("div", { class: "sop-s-sebaris" }, row.area, row.up, away));
    if (this.options) suggest(row.area, this.options);
    row.area.addEventListener("keydown", (event) => this.key_(event, row));
    row.area.addEventListener("paste", (event) => this.paste(event, row));
    return row;
  }

  type(index, text) {
    if (index >= this.written) {
      if (!text.trim()) return;
      this.extra = 0;
      this.sheet.change({ op: "insert", path: [this.key], index: this.written, item: text }, { what: this.title });
    } else this.sheet.change({ op: "text", path: [this.key, index], text }, { what: this.title, key: `${this.key}/${index}` });
  }

  leave(row) {
    this.sheet.pause();
    if (row.index >= this.written && this.extra) (this.extra = 0), this.update();
    else if (row.index < this.written && !row.area.value.trim()) this.remove(row.index, false);
  }

  key_(event, row) {
    if (event.isComposing) return;
    const { area, index } = row;
    if (event.key === "Enter") {
      const rest = area.value.slice(area.selectionEnd), text = area.value.slice(0, area.selectionStart);
      if (!text.trim() && !rest.trim()) return;
      if (rest.trim() && index < this.written) {
        area.value = text.trim();
        this.sheet.changeAll([{ op: "text", path: [this.key, index], text: text.trim() }, { op: "insert", path: [this.key], index: index + 1, item: rest.trim() }], { what: this.title });
        this.update();
        this.focus(index + 1, 0);
      } else this.insert(index + 1, "");
    } else if (event.key === "Backspace" && index && !area.selectionStart && !area.selectionEnd) {
      event.preventDefault();
      const before = this.items[index - 1], text = `${before} ${area.value}`.trim();
      if (index >= this.written) this.extra = 0;
      else this.sheet.changeAll([{ op: "text", path: [this.key, index - 1], text }, { op: "remove", path: [this.key, index] }], { what: this.title });
      this.update(true);
      this.focus(index - 1, before.length);
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.move(index, index + (event.key === "ArrowUp" ? -1 : 1));
    }
  }

  paste(event, row) {
    const text = event.clipboardData.getData("text/plain");
    const lines = text.split(/\r?\n/).map((line) => line.replace(BULLET, "").trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const items = this.items.slice(0, this.written);
    const { area } = row;
    const isOver = !area.value.trim() || (!area.selectionStart && area.selectionEnd === area.value.length); // blank, or all of it chosen
    const texts = [...items.slice(0, row.index + !isOver), ...lines, ...items.slice(row.index + 1)];
    this.extra = 0;
    this.sheet.change({ op: "items", path: [this.key], texts }, { what: this.title });
    this.update(true);
    this.focus(row.index + lines.length - isOver, -1);
  }

  insert(index, text) {
    if (index >= this.written) this.extra = 1;
    else this.sheet.change({ op: "insert", path: [this.key], index, item: text }, { what: this.title });
    this.update();
    this.focus(Math.min(index, this.rows.length - 1), 0);
  }

  remove(index, follow = true) {
    if (index >= this.written) this.extra = 0;
    else this.sheet.change({ op: "remove", path: [this.key, index] }, { what: this.title });
    this.update(true);
    if (follow) this.rows.length ? this.focus(Math.min(index, this.rows.length - 1), -1) : this.more.focus();
  }

  move(from, to) {
    if (to < 0 || to >= this.written || from >= this.written) return;
    this.sheet.change({ op: "move", path: [this.key], from, to }, { what: this.title });
    this.update(true);
    this.focus(to, -1);
  }

  // Somebody means to write here: a first item, or the last one further.
  goOn() {
    if (this.rows.length) this.focus(this.rows.length - 1, -1);
    else this.insert(0, "");
  }

  focus(index, at) {
    const row = this.rows[index];
    if (!row) return;
    row.area.focus();
    const place = at < 0 ? row.area.value.length : at;
    row.area.setSelectionRange(place, place);
  }
}
