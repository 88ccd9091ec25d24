/* Rows out of Word or Excel: what is pasted is shown as it was understood, with every doubt, before it becomes rows. */

import { announce, capital, h } from "./rupa.js";

const JOINED = "^"; // what the file says of a cell that is one with the cell above it

// The cells of a pasted table, joined ones blank beside and marked below; of plain text its tabs and lines. `left`: how many
// other tables were copied with it, and are not read.
export function readGrid(data) {
  const html = data.getData("text/html");
  if (/<table/i.test(html)) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const tables = [...page.querySelectorAll("table")].sort((one, other) => other.rows.length - one.rows.length);
    const [table] = tables;
    if (table) return { rows: readTable(table), left: tables.filter((other) => !other.contains(table) && !table.contains(other) && other.textContent.trim()).length };
  }
  return { rows: readText(data.getData("text/plain")), left: 0 };
}

// The same as a text that is read back as these cells.
const writeText = (rows) => rows.map((row) => row.map((cell) => (row.length > 1 && /[\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell.replace(/\s*\n\s*/g, " "))).join("\t")).join("\n");

export const readText = (text) => splitQuoted(text).filter((row) => row.some((cell) => cell.trim()));

// Excel puts a cell of several lines in quotes.
function splitQuoted(text) {
  const rows = [[""]];
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const row = rows[rows.length - 1], sign = text[index];
    if (quoted) {
      if (sign === '"' && text[index + 1] === '"') (row[row.length - 1] += '"'), (index += 1);
      else if (sign === '"') quoted = false;
      else row[row.length - 1] += sign;
    } else if (sign === '"' && !row[row.length - 1] && /\t/.test(text)) quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  return rows;
}

const textOf = (cell) => {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
  copy.querySelectorAll("p, div, li").forEach((block) => block.append("\n"));
  return copy.textContent.replace(/[ \t\u00a0]+/g, " ").replace(/ *\n */g, "\n").trim();
};

function readTable(table) {
  const grid = [];
  [...table.rows].forEach((row, number) => {
    grid[number] = grid[number] || [];
    let column = 0;
    for (const cell of row.cells) {
      while (grid[number][column] !== undefined) column += 1;
      const text = textOf(cell);
      for (let down = 0; down < (cell.rowSpan || 1); down += 1)
        for (let right = 0; right < (cell.colSpan || 1); right += 1) {
          grid[number + down] = grid[number + down] || [];
          grid[number + down][column + right] = right ? "" : down ? text && JOINED : text;
        }
      column += cell.colSpan || 1;
    }
  });
  return grid.filter((row) => row && row.some(Boolean)).map((row) => Array.from(row, (cell) => cell || ""));
}

export class Paste {
  constructor(sheet, helper, activity) {
    Object.assign(this, { sheet, helper, activity });
    this.area = h("textarea", { class: "sop-s-isi sop-s-tempelan", rows: 4, "aria-label": "Tempel baris tabel di sini", placeholder: "Salin baris tabel di Word atau Excel, lalu tempel di sini: Ctrl+V, di ponsel tekan lama" });
    this.result = h("div", { "aria-live": "polite" });
    this.take = h("button", { type: "button", class: "sop-s-utama", disabled: true, onclick: () => this.insert() }, "Sisipkan");
    this.dialog = h(
      "dialog",
      { class: "sop-s-dialog", "aria-labelledby": "sop-s-tempel-judul" },
      h("h2", { id: "sop-s-tempel-judul" }, "Tempel baris dari Word atau Excel"),
      this.area,
      this.result,
      h("p", { class: "sop-s-baris-tombol" }, this.take, h("button", { type: "button", onclick: () => this.dialog.close() }, "Batal")),
    );
    this.area.addEventListener("paste", (event) => {
      event.preventDefault();
      const { rows, left } = readGrid(event.clipboardData);
      this.area.value = writeText(rows);
      this.read(rows, left);
    });
    this.area.addEventListener("input", () => this.read(readText(this.area.value), 0));
    this.dialog.addEventListener("close", () => this.back && this.back.isConnected && this.back.focus());
  }

  open(index) {
    this.index = index;
    this.back = document.activeElement;
    this.area.value = "";
    this.result.replaceChildren();
    this.take.disabled = true;
    this.dialog.showModal();
    this.area.focus();
  }

  async read(rows, left) {
    this.take.disabled = true; // what was read of another text
    const asked = (this.asked = {});
    if (!rows.length) {
      return this.result.replaceChildren(h("p", {}, this.area.value.trim() ? "" : "Tidak ada teks yang ditempel. Salin baris tabelnya dahulu di Word atau Excel."));
    }
    if (!this.helper.ready) this.result.replaceChildren(h("p", {}, "Sebentar, pemeriksa sedang dimuat …"));
    const told = await this.helper.ask({ do: "paste", rows, columns: this.sheet.form.kolom });
    if (asked !== this.asked) return;
    this.told = told;
    if (left) told.ragu.unshift({ teks: `yang disalin memuat ${left + 1} tabel, dan hanya yang barisnya terbanyak dibaca; salin dan tempel tabel yang lain sesudahnya`, baris: -1 });
    this.take.disabled = !told.baris.length;
    this.take.textContent = told.baris.length ? `Sisipkan ${told.baris.length} baris` : "Sisipkan";
    const titles = new Map([...this.sheet.form.kolom, ...told.kolom_baru].map(({ kode, judul }) => [kode, judul]));
    const shown = (text) => (text === JOINED ? "″" : text || "");
    const cells = ["kegiatan", "pelaksana", "kelengkapan", "waktu", "output", ...(told.baris.some(({ keterangan }) => keterangan) ? ["keterangan"] : [])];
    const who = ({ pelaksana }) => [].concat(pelaksana || []).map((code) => titles.get(code) || code).join(", ");
    this.result.replaceChildren(
      h("p", {}, told.baris.length ? `Terbaca ${told.baris.length} baris. Kolom: ${told.arti.join(" · ")}.` : "Tidak ada baris yang terbaca."),
      ...(told.ragu.length ? [h("p", {}, h("strong", {}, "Periksa:")), h("ul", { class: "sop-s-ragu" }, ...told.ragu.map(({ teks, baris }) => h("li", {}, baris >= 0 ? `Baris ${baris + 1}: ${teks}` : capital(teks))))] : []),
      h("div", { class: "sop-s-gulung-kecil", tabindex: "0", role: "region", "aria-label": "Baris yang terbaca" }, h("table", {}, h("thead", {}, h("tr", {}, ...["no.", ...cells].map((title) => h("th", { scope: "col" }, capital(title))))), h("tbody", {}, ...told.baris.map((row, index) => h("tr", {}, h("td", {}, String(index + 1)), ...cells.map((key) => h("td", {}, key === "pelaksana" ? who(row) : shown(row[key]))))))),
      ),
    );
  }

  insert() {
    const { baris, kolom_baru: columns } = this.told;
    const count = this.sheet.form.kolom.length;
    const { form } = this.sheet;
    const only = form.baris.length === 1 && !Object.keys(form.baris[0].sel).length && !form.baris[0].simbol[0].pelaksana.length;
    this.sheet.changeAll(
      [
        ...columns.map(({ kode, judul }, index) => ({ op: "column-add", index: count + index, title: judul, code: kode })),
        { op: "step-insert", index: this.index, rows: baris },
        ...(only ? [{ op: "step-remove", row: this.index ? 0 : baris.length }] : []),
      ],
      { what: "tempel baris" },
    );
    this.back = null;
    this.dialog.close();
    const view = this.activity.view(only ? 0 : this.index);
    if (view) view.kegiatan.area.focus();
    announce(`${baris.length} baris disisipkan`);
  }
}
