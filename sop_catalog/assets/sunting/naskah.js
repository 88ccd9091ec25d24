/* The text of the file, for those who know it; what is typed here is in the form at once. */

import { h } from "./rupa.js";

// Lines of `now` that `then` does not have in this order.
export function changedLines(then, now) {
  let head = 0;
  while (head < then.length && head < now.length && then[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < then.length - head && tail < now.length - head && then[then.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const one = then.slice(head, then.length - tail), two = now.slice(head, now.length - tail);
  const changed = new Set();
  if (one.length * two.length > 400000) {
    const known = new Set(one);
    two.forEach((line, index) => known.has(line) || changed.add(head + index));
    return changed;
  }
  const table = Array.from({ length: one.length + 1 }, () => new Uint16Array(two.length + 1));
  for (let i = one.length - 1; i >= 0; i -= 1) for (let j = two.length - 1; j >= 0; j -= 1) table[i][j] = one[i] === two[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  let i = 0, j = 0;
  while (j < two.length) {
    if (i < one.length && one[i] === two[j]) (i += 1), (j += 1);
    else if (i < one.length && table[i + 1][j] >= table[i][j + 1]) i += 1;
    else changed.add(head + j), (j += 1);
  }
  return changed;
}

export class Script {
  constructor(sheet) {
    this.sheet = sheet;
    this.area = h("textarea", { class: "sop-s-naskah", spellcheck: "false", wrap: "off", autocomplete: "off", "aria-label": "Teks berkas YAML" });
    this.gutter = h("pre", { class: "sop-s-nomor-baris", "aria-hidden": "true" });
    this.count = h("p", { class: "sop-s-catatan-tab", role: "status" });
    this.element = h("div", {}, this.count, h("div", { class: "sop-s-naskah-bingkai" }, this.gutter, this.area));
    this.area.addEventListener("input", () => {
      this.mark();
      sheet.replaceText(this.area.value.replace(/\r?\n/g, sheet.text.includes("\r\n") ? "\r\n" : "\n"), "naskah");
    });
    this.area.addEventListener("scroll", () => (this.gutter.scrollTop = this.area.scrollTop));
    this.area.addEventListener("blur", () => sheet.pause());
  }

  update() {
    const text = this.sheet.text.replace(/\r\n/g, "\n");
    if (this.area.value !== text && (document.activeElement !== this.area || !this.sheet.pending)) this.area.value = text;
    this.mark();
  }

  mark() {
    const now = this.area.value.split("\n");
    const then = this.sheet.published.replace(/\r\n/g, "\n").split("\n");
    const changed = changedLines(then, now);
    const levels = new Map();
    for (const { baris, tingkat } of this.sheet.findings) if (!levels.has(baris)) levels.set(baris, tingkat);
    this.gutter.replaceChildren(
      ...now.map((_, index) => h("span", { class: [changed.has(index) ? "sop-s-baris-berubah" : "", levels.has(index + 1) ? `sop-s-${levels.get(index + 1)}` : ""].join(" ") }, `${changed.has(index) ? "● " : ""}${index + 1}\n`)),
    );
    // Lines that are gone stand nowhere here: they are counted.
    const gone = Math.max(0, then.length - now.length);
    this.count.textContent = this.sheet.isNew ? "SOP baru." : `${changed.size} baris berbeda dari versi terbit${gone ? `, ${gone} baris lebih sedikit` : ""}.`;
    this.area.rows = Math.min(Math.max(now.length + 1, 12), 40);
  }

  show(line) {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[line - 1] || "").length);
    this.area.scrollTop = Math.max(0, (line - 6) * (this.area.scrollHeight / Math.max(lines.length, 1)));
  }
}
