/* The activity table: heads, rows, the bar above them, drawing, pointing at a row, dragging one. */

import { announce, arrange, attribute, field, h, iconButton, say, words } from "./rupa.js";
import { suggest } from "./pilih.js";
import { RowView } from "./baris.js";
import { WAYS } from "./sel.js";
import { openMenu } from "./menu.js";

const NEW = "Kolom baru";

// As the core makes codes: the title's first word, the whole title where that is taken, else with a number.
function newCode(title, taken) {
  const whole = title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "kolom";
  const free = (code) => code && !taken.has(code) && !["lanjut", "selesai"].includes(code) && !/^\d+$/.test(code);
  for (const code of [whole.split("-")[0], whole]) if (free(code)) return code;
  let number = 2;
  while (taken.has(`${whole}-${number}`)) number += 1;
  return `${whole}-${number}`;
}

export class Activity {
  constructor(sheet, choices, { openPaste, keepsLines }) {
    this.sheet = sheet;
    this.choices = choices;
    this.openPaste = openPaste;
    this.keepsLines = keepsLines;
    this.rows = new Map();
    this.heads = new Map();
    this.mode = "ganti";
    this.picking = null;
    this.fresh = new Set();
    this.unasked = new Set(); // rows without a performer
    this.bar = this.makeBar();
    this.columns = h("colgroup");
    this.group = h("th", { scope: "colgroup" });
    this.top = h("tr");
    this.bottom = h("tr");
    this.body = h("tbody");
    this.total = h("td");
    this.foot = h("tbody", {}, h("tr", { class: "sop-norma-waktu" }, (this.totalHead = h("th", { scope: "row" }, "Norma Waktu:")), this.total));
    this.caption = h("caption", { class: "sop-tersembunyi" }, "Kegiatan, pelaksana, dan mutu baku");
    this.table = h("table", { class: "sop-kegiatan sop-alur sop-s-tabel" }, this.caption, this.columns, h("thead", {}, this.top, this.bottom), this.body, this.foot);
    this.more = h("button", { type: "button", class: "sop-s-tambah", onclick: () => this.insert(this.sheet.form.baris.length) }, "+ Tambah langkah");
    this.paste = h("button", { type: "button", class: "sop-s-tambah", onclick: () => this.openPaste(this.sheet.form.baris.length) }, "Tempel baris dari Word atau Excel");
    this.frame = h("div", { class: "sop-gulung sop-s-gulung", role: "region", "aria-label": "Tabel kegiatan", tabindex: "0" }, this.table);
    addEventListener("resize", () => ((this.shape = ""), this.fitHead("resized")));
    this.element = h("section", { class: "sop-s-kegiatan", "aria-label": "Kegiatan" }, h("h2", {}, "Kegiatan"), this.columnPanel(), this.bar, this.frame, h("p", { class: "sop-s-baris-tombol" }, this.more, this.paste));
  }

  makeBar() {
    const name = "sop-s-cara";
    const choices = WAYS.map(([value, label]) => h("label", {}, h("input", { type: "radio", name, value, checked: value === "ganti", onchange: () => (this.mode = value) }), h("span", {}, label)));
    this.pickText = h("span", { role: "status" });
    this.pickBar = h("div", { class: "sop-s-tunjuk", hidden: true }, this.pickText, h("button", { type: "button", class: "sop-s-kecil", onclick: () => this.stopPicking() }, "Batal"));
    return h("div", { class: "sop-s-bilah-tabel" }, h("fieldset", {}, h("legend", {}, "Klik pada kolom pelaksana:"), ...choices), this.pickBar);
  }

  // What the core has drawn of a row. Of one whose performer nobody has chosen yet paper will say that it cannot be read; here
  // its cells wait for a click.
  drawn(index) {
    return (!this.unasked.has(index) && this.sheet.drawing.baris[index]) || null;
  }

  update(force) {
    const { form, heading, drawing } = this.sheet;
    const titles = heading.kolom;
    const lacking = this.sheet.findings.filter(({ kode, jalur }) => kode === "SOP204" && jalur.length === 3 && jalur[0] === "langkah" && jalur[2] === "pelaksana");
    this.unasked = new Set(lacking.map(({ jalur }) => jalur[1]).filter((index) => form.baris[index] && form.baris[index].simbol.every(({ pelaksana }) => !pelaksana.length)));
    attribute(this.table, "class", `sop-kegiatan ${drawing.kelas || "sop-alur"} sop-s-tabel${heading.keterangan ? " sop-berketerangan" : ""}`);
    attribute(this.table, "style", `--sop-lajur:${(Math.max(form.kolom.length, 1) * 3.4).toFixed(1)}rem`);
    const cols = ["sop-kol-no", "sop-kol-kegiatan", ...(form.kolom.length ? form.kolom.map(() => "sop-lajur") : ["sop-lajur"]), "sop-kol-kelengkapan", "sop-kol-waktu", "sop-kol-output", ...(heading.keterangan ? ["sop-kol-keterangan"] : [])];
    while (this.columns.children.length > cols.length) this.columns.lastChild.remove();
    while (this.columns.children.length < cols.length) this.columns.append(h("col"));
    cols.forEach((name, index) => {
      attribute(this.columns.children[index], "class", name);
      attribute(this.columns.children[index], "style", name === "sop-lajur" ? drawing.lajur[index - 2] || null : null);
    });
    this.updateHead(titles, form, heading, force);
    this.updateRows(form, force);
    this.fitHead(`${form.kolom.map(({ judul }) => judul).join("|")} ${Boolean(heading.keterangan)}`);
    this.foot.hidden = !heading.norma_waktu;
    attribute(this.totalHead, "colspan", 3 + Math.max(form.kolom.length, 1));
    attribute(this.total, "colspan", 2 + Boolean(heading.keterangan));
    words(this.total, this.sheet.total || "");
    this.updatePanel(form, force);
  }

  // Where the whole table fits, if need be with narrower columns, its head stays in view: whose column five is, twenty rows
  // down. A head that would hide the rows does not.
  fitHead(shape) {
    if (shape === this.shape || !this.frame.clientWidth) return;
    this.shape = shape;
    this.frame.classList.add("sop-muat");
    const fits = this.table.offsetWidth <= this.frame.clientWidth + 1 && this.table.tHead.offsetHeight < 0.4 * innerHeight;
    this.frame.classList.toggle("sop-muat", fits);
  }

  // --- Rows ---

  updateRows(form, force) {
    const kept = new Set(form.baris.map(({ id }) => id));
    for (const id of this.rows.keys()) if (!kept.has(id)) this.rows.delete(id);
    const views = form.baris.map((row, index) => {
      const view = this.rows.get(row.id) || new RowView(this, row.id);
      this.rows.set(row.id, view);
      view.update(row, index, this.drawn(index), force);
      return view;
    });
    arrange(this.body, views.map(({ element }) => element));
  }

  view(index) {
    const row = this.sheet.form.baris[index];
    return row ? this.rows.get(row.id) : null;
  }

  insert(index) {
    this.sheet.change({ op: "step-insert", index, rows: [{}] }, { what: "sisipkan langkah" });
    const view = this.view(index);
    if (view) view.kegiatan.area.focus(), view.element.scrollIntoView({ block: "nearest" });
    announce(`Langkah ${index + 1} disisipkan`);
  }

  copy(index) {
    this.sheet.change({ op: "step-copy", row: index }, { what: "salin langkah" });
    const view = this.view(index + 1);
    if (view) view.kegiatan.area.focus();
    announce(`Langkah ${index + 1} disalin menjadi langkah ${index + 2}`);
  }

  remove(index) {
    this.sheet.change({ op: "step-remove", row: index }, { what: "hapus langkah" });
    const view = this.view(Math.min(index, this.sheet.form.baris.length - 1));
    if (view) view.menu.focus();
    announce(`Langkah ${index + 1} dihapus; Urungkan mengembalikannya`);
  }

  move(from, to, focused) {
    const { form } = this.sheet;
    if (from === to || to < 0 || to >= form.baris.length) return;
    const row = form.baris[from];
    this.sheet.change({ op: "step-move", from, to }, { what: "pindahkan langkah" });
    const view = this.rows.get(row.id);
    if (focused && view && view.element.contains(focused)) focused.disabled ? view.menu.focus() : focused.focus();
    if (view) view.element.scrollIntoView({ block: "nearest" });
    announce(`Langkah ${from + 1} menjadi langkah ${to + 1}`);
  }

  focusCell(index, place) {
    const view = this.view(index);
    if (view) view.cells.focus(place);
  }

  openMenu(view) {
    openMenu(view.menu, view.menuItems());
  }

  // --- Pointing at a row ---

  pick(done, what) {
    this.picking = done;
    this.back = document.activeElement;
    words(this.pickText, `${what}: pilih “Ke sini” pada barisnya.`);
    this.showPicking();
    const first = [...this.rows.values()].find(({ index }) => index === 0);
    if (first) first.here.focus();
  }

  picked(index) {
    const done = this.picking;
    this.stopPicking();
    if (done) done([index, 0]);
  }

  stopPicking() {
    this.picking = null;
    this.showPicking();
    if (this.back && this.back.isConnected) this.back.focus();
  }

  showPicking() {
    const on = Boolean(this.picking);
    this.pickBar.hidden = !on;
    this.element.classList.toggle("sop-s-menunjuk", on);
    for (const view of this.rows.values()) view.here.hidden = !on;
    this.element.onkeydown = on ? (event) => event.key === "Escape" && (event.preventDefault(), this.stopPicking()) : null;
  }

  // --- Dragging ---

  makeDraggable(view) {
    const { grip } = view;
    let line = null, to = null, moved = false;
    const over = (y) => {
      const views = [...this.rows.values()].filter(({ element }) => element.isConnected).sort((one, other) => one.index - other.index);
      const target = views.find(({ element }) => y < element.getBoundingClientRect().bottom) || views[views.length - 1];
      const box = target.element.getBoundingClientRect();
      const below = y > box.top + box.height / 2;
      const gap = target.index + below;
      to = gap > view.index ? gap - 1 : gap;
      const top = (below ? box.bottom : box.top) - this.frame.getBoundingClientRect().top + this.frame.scrollTop;
      line.style.top = `${top}px`;
    };
    const stop = () => {
      if (line) line.remove();
      line = null;
      view.element.classList.remove("sop-s-diseret");
    };
    grip.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      grip.focus();
      grip.setPointerCapture(event.pointerId);
      line = h("div", { class: "sop-s-garis-seret" });
      this.frame.append(line);
      view.element.classList.add("sop-s-diseret");
      moved = false;
      over(event.clientY);
    });
    grip.addEventListener("pointermove", (event) => {
      if (!line) return;
      moved = true;
      over(event.clientY);
      if (event.clientY < 90) scrollBy(0, -14);
      else if (event.clientY > innerHeight - 50) scrollBy(0, 14);
    });
    grip.addEventListener("pointerup", () => {
      if (!line) return;
      stop();
      if (moved && to !== null) this.move(view.index, to, grip);
    });
    grip.addEventListener("pointercancel", stop);
    grip.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      event.stopPropagation();
      this.move(view.index, view.index + (event.key === "ArrowUp" ? -1 : 1), grip);
    });
  }

  // --- Columns ---

  updateHead(titles, form, heading, force) {
    const rows = this.headCells || (this.headCells = {
      no: h("th", { scope: "col", rowspan: 2 }), kegiatan: h("th", { scope: "col", rowspan: 2 }), mutu: h("th", { scope: "colgroup", colspan: 3 }),
      kelengkapan: h("th", { scope: "col" }), waktu: h("th", { scope: "col" }), output: h("th", { scope: "col" }), keterangan: h("th", { scope: "col", rowspan: 2 }),
    });
    words(rows.no, titles.no);
    words(rows.kegiatan, titles.kegiatan);
    words(rows.mutu, titles.mutu_baku);
    for (const key of ["kelengkapan", "waktu", "output", "keterangan"]) words(rows[key], titles[key]);
    attribute(this.group, "colspan", Math.max(form.kolom.length, 1));
    if (!this.addColumnButton) {
      this.groupText = h("span");
      this.addColumnButton = iconButton("plus", "Tambah kolom pelaksana", () => this.addColumn(this.sheet.form.kolom.length));
      this.group.append(this.groupText, this.addColumnButton);
    }
    words(this.groupText, titles.pelaksana);
    const kept = new Set(form.kolom.map(({ kode }) => kode));
    this.followCodes(form.kolom, kept);
    for (const code of this.heads.keys()) if (!kept.has(code)) this.heads.delete(code);
    const heads = form.kolom.map((column, index) => {
      const head = this.heads.get(column.kode) || this.makeHead(column.kode);
      this.heads.set(column.kode, head);
      this.updateColumn(head, column, index, force);
      words(head.group, column.grup && (!index || form.kolom[index - 1].grup !== column.grup) ? column.grup : "");
      return head.element;
    });
    arrange(this.top, [rows.no, rows.kegiatan, ...(form.kolom.length ? [this.group] : [this.group]), rows.mutu, ...(heading.keterangan ? [rows.keterangan] : [])]);
    arrange(this.bottom, [...(heads.length ? heads : [this.noColumn()]), rows.kelengkapan, rows.waktu, rows.output]);
  }

  // A column that has got another code keeps its head, and with it the focus.
  followCodes(columns, kept) {
    const gone = [...this.heads.keys()].filter((code) => !kept.has(code)), fresh = columns.filter(({ kode }) => !this.heads.has(kode));
    if (gone.length !== 1 || fresh.length !== 1 || this.heads.size !== columns.length) return;
    const head = this.heads.get(gone[0]);
    this.heads.delete(gone[0]);
    head.code = fresh[0].kode;
    this.heads.set(head.code, head);
  }

  noColumn() {
    return (this.empty = this.empty || h("th", { scope: "col" }, "—"));
  }

  makeHead(code) {
    const head = { code };
    head.area = field({ label: "", lines: false, onchange: (text) => this.renameColumn(head.code, text), onleave: () => this.settle(head.code) });
    head.menu = iconButton("menu", "Menu kolom", () => openMenu(head.menu, this.columnItems(head.code)), { "aria-haspopup": "menu", "aria-expanded": "false" });
    head.group = h("small", { class: "sop-s-grup" });
    head.element = h("th", { scope: "col", class: "sop-peran" }, head.group, head.area, head.menu);
    suggest(head.area, () => this.choices.get("jabatan"));
    return head;
  }

  updateColumn(head, column, index, force) {
    const name = column.judul || `kolom ${index + 1}`;
    attribute(head.element, "data-jalur", `pelaksana/${column.kode}`);
    attribute(head.area, "aria-label", `Judul kolom pelaksana ${index + 1}`);
    attribute(head.menu, "aria-label", `Menu kolom ${name}`);
    say(head.area, column.judul, force);
  }

  renameColumn(code, title) {
    this.sheet.change({ op: "column-rename", code, title }, { what: "judul kolom", key: `kolom/${code}` });
  }

  // A new column gets its code, which nobody sees here, from the title that somebody has given it.
  settle(code) {
    this.sheet.pause();
    const column = this.sheet.form.kolom.find(({ kode }) => kode === code);
    if (!this.fresh.has(code) || !column || column.judul === NEW) return;
    this.fresh.delete(code);
    const taken = new Set(this.sheet.form.kolom.map(({ kode }) => kode));
    this.sheet.change({ op: "column-code", code, new: newCode(column.judul, taken) }, { what: "judul kolom" });
  }

  addColumn(index) {
    const known = new Set(this.sheet.form.kolom.map(({ kode }) => kode));
    let kode = "kolom", number = 1;
    while (known.has(kode)) kode = `kolom-${(number += 1)}`;
    this.fresh.add(kode);
    this.sheet.change({ op: "column-add", index, title: NEW, code: kode }, { what: "tambah kolom" });
    const head = this.heads.get(kode);
    const area = head && head.area.offsetParent ? head.area : this.panelRows[index] && this.panelRows[index].area;
    if (area) area.focus(), area.select();
  }

  moveColumn(code, step, focused) {
    const index = this.sheet.form.kolom.findIndex(({ kode }) => kode === code) + step;
    if (index < 0 || index >= this.sheet.form.kolom.length) return;
    this.sheet.change({ op: "column-move", code, index }, { what: "geser kolom" });
    if (focused) focused.focus();
    announce(`Kolom menjadi nomor ${index + 1}`);
  }

  // In the list of columns the focus stays there: on narrow screens the table's head is out of sight.
  removeColumn(code, row = null) {
    const place = this.panelRows.indexOf(row);
    const { judul } = this.sheet.form.kolom.find(({ kode }) => kode === code);
    this.sheet.change({ op: "column-remove", code }, { what: "hapus kolom" });
    const left = row && this.panelRows[Math.min(place, this.panelRows.length - 1)];
    (left ? left.away : row ? this.panelAdd : this.addColumnButton).focus();
    announce(`Kolom ${judul} dihapus; Urungkan mengembalikannya`);
  }

  columnItems(code) {
    const { kolom } = this.sheet.form;
    const index = kolom.findIndex(({ kode }) => kode === code);
    const column = kolom[index];
    const head = this.heads.get(code);
    const ask = (text, value) => prompt(text, value);
    return [
      ["Sisipkan kolom di kiri", () => this.addColumn(index)],
      ["Sisipkan kolom di kanan", () => this.addColumn(index + 1)],
      index ? ["Geser ke kiri", () => this.moveColumn(code, -1, head.menu)] : null,
      index < kolom.length - 1 ? ["Geser ke kanan", () => this.moveColumn(code, 1, head.menu)] : null,
      index < kolom.length - 1 ? ["Satukan dengan kolom di kanan dalam satu grup …", () => this.group_(code, kolom[index + 1].kode, ask)] : null,
      column.grup ? ["Keluarkan dari grup", () => this.sheet.change({ op: "column-group", codes: [code], title: "" }, { what: "grup kolom" })] : null,
      ["Hapus kolom ini", () => this.removeColumn(code)],
    ].filter(Boolean);
  }

  group_(code, other, ask) {
    const { kolom } = this.sheet.form;
    const [one, two] = [code, other].map((wanted) => kolom.find(({ kode }) => kode === wanted));
    const title = ask("Judul grup di atas kedua kolom:", one.grup || two.grup || "");
    if (!title || !title.trim()) return;
    const codes = kolom.filter(({ kode, grup }) => kode === code || kode === other || (grup && (grup === one.grup || grup === two.grup))).map(({ kode }) => kode);
    this.sheet.change({ op: "column-group", codes, title: title.trim() }, { what: "grup kolom" });
  }

  // The same columns as a list, for narrow screens, where the table has no heads.
  columnPanel() {
    this.panelRows = [];
    this.panelList = h("ol", { class: "sop-s-butir" });
    this.panelCount = h("span");
    const add = (this.panelAdd = h("button", { type: "button", class: "sop-s-tambah", onclick: () => this.addColumn(this.sheet.form.kolom.length) }, "+ Tambah kolom"));
    this.panel = h("details", { class: "sop-s-kolom-kolom", "data-jalur": "pelaksana" }, h("summary", {}, this.panelCount, h("span", { class: "sop-s-jumlah-temuan" })), this.panelList, add);
    return this.panel;
  }

  updatePanel(form, force) {
    words(this.panelCount, `Kolom pelaksana (${form.kolom.length})`);
    while (this.panelRows.length < form.kolom.length) this.panelRows.push(this.panelRow());
    this.panelRows.length = form.kolom.length;
    form.kolom.forEach((column, index) => {
      const row = this.panelRows[index];
      row.code = column.kode;
      attribute(row.element, "data-kolom", `pelaksana/${column.kode}`);
      attribute(row.area, "aria-label", `Judul kolom ${index + 1}`);
      for (const [button, label] of [[row.up, "geser ke kiri"], [row.down, "geser ke kanan"], [row.away, "hapus"]]) attribute(button, "aria-label", `Kolom ${column.judul || index + 1}: ${label}`);
      attribute(row.up, "disabled", index === 0);
      attribute(row.down, "disabled", index === form.kolom.length - 1);
      say(row.area, column.judul, force);
    });
    arrange(this.panelList, this.panelRows.map(({ element }) => element));
  }

  panelRow() {
    const row = { code: "" };
    row.area = field({ label: "", lines: false, onchange: (text) => this.renameColumn(row.code, text), onleave: () => this.settle(row.code) });
    row.up = iconButton("up", "", () => this.moveColumn(row.code, -1));
    row.down = iconButton("down", "", () => this.moveColumn(row.code, 1));
    row.away = iconButton("close", "", () => this.removeColumn(row.code, row));
    row.element = h("li", {}, h("div", { class: "sop-s-sebaris" }, row.area, row.up, row.down, row.away));
    suggest(row.area, () => this.choices.get("jabatan"));
    return row;
  }
}
