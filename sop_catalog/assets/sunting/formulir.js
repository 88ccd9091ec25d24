/* The form: head with the agency and the table of labels, the boxes, the activity table, and what paper does not show. */

import { arrange, attribute, h, words } from "./rupa.js";
import { FieldView } from "./isian.js";
import { Activity } from "./kegiatan.js";

const LABELS = {
  unit: "Unit kerja", status: "Status", contoh: "SOP contoh (karangan)", digantikan_oleh: "Digantikan oleh", tanggal_pembuatan: "Tanggal pembuatan",
  tanggal_pengesahan: "Tanggal pengesahan", tanggal_revisi: "Tanggal revisi", tanggal_efektif: "Tanggal efektif", disahkan_oleh: "Disahkan oleh",
  nama: "Nama SOP", nomor: "Nomor", catatan_sumber: "Catatan sumber", riwayat: "Riwayat", tinjau_sebelum: "Tinjau sebelum", slug_lama: "Nama berkas lama",
  catatan_tabel: "Catatan di bawah tabel", kata_kunci: "Kata kunci pencarian", disusun_oleh: "Disusun oleh", diperiksa_oleh: "Diperiksa oleh",
};
// What a field is for, where the words about the file would speak of codes and folders.
const HINTS = {
  unit: "Ketik namanya, lalu pilih dari daftar yang muncul.",
  contoh: "Centang bila SOP ini karangan untuk contoh; halaman dan cetakannya ditandai CONTOH.",
  digantikan_oleh: "SOP penggantinya: ketik namanya, lalu pilih dari daftar yang muncul.",
  lampiran: "Formulir dan berkas lain yang diterbitkan bersama SOP ini. Berkasnya dikirim kepada pengelola; di sini nama berkas atau alamatnya.",
  naskah_sah: "Naskah yang ditandatangani dan tanggalnya. Dicatat oleh pengelola katalog sesudah pengesahan.",
  riwayat: "Revisi yang disahkan: tanggal dan perubahannya.",
  slug_lama: "Bila nama berkas SOP ini pernah diganti: nama lamanya, supaya alamat lama tetap sampai ke sini.",
};
const IN_TABLE = new Set(["pelaksana", "langkah"]);
const label = (key) => LABELS[key] || key[0].toUpperCase() + key.slice(1).replace(/_/g, " ");

export class Form {
  constructor(sheet, choices, site, { openPaste, root }) {
    this.sheet = sheet;
    this.choices = choices;
    this.fields = site.isian;
    this.root = root;
    this.views = new Map();
    this.office = h("div");
    this.owner = h("div", { class: "sop-s-pemilik" });
    this.agency = h("td", { class: "sop-instansi" }, this.office, this.owner);
    this.identity = h("table", { class: "sop-identitas sop-s-identitas" }, h("caption", { class: "sop-tersembunyi" }, "Identitas SOP"), (this.identityBody = h("tbody")));
    this.boxes = h("div", { class: "sop-kotak-kotak" });
    this.boxViews = new Map();
    this.activity = new Activity(sheet, choices, { openPaste, keepsLines: (key) => site.berbaris.includes(key) });
    this.below = h("section", { class: "sop-s-lain" });
    this.others = h("div", { class: "sop-s-isian-lain" });
    this.strange = h("p", { class: "sop-s-pesan sop-s-saran", hidden: true });
    this.otherPart = h("section", { class: "sop-s-lain", "aria-label": "Isian lain" }, h("h2", {}, "Isian lain"), this.others, this.strange);
    this.element = h("div", { class: "sop sop-formulir sop-s-formulir" }, this.identity, this.boxes, this.activity.element, this.below, this.otherPart);
    this.rowElements = new Map();
  }

  view(key, title = label(key), kind = "TEKS") {
    let view = this.views.get(key);
    if (!view) {
      const field = this.fields.find(({ kunci }) => kunci === key) || { kunci: key, jenis: kind };
      view = new FieldView(this.sheet, this.choices, { ...field, label: title });
      this.views.set(key, view);
    }
    return view;
  }

  update(force) {
    const { heading, form } = this.sheet;
    this.updateAgency(heading);
    const printed = heading.identitas.map(([key]) => key);
    // Paper names the office and its unit beside the table: there the unit is chosen, unless a profile has a row for it.
    const beside = !printed.includes("unit") && "unit";
    arrange(this.owner, beside ? [this.other(beside)] : []);
    const rows = heading.identitas.map(([key, title]) => this.row(key, title));
    rows.forEach((row, index) => arrange(row.element, index ? [row.head, row.cell] : [this.agency, row.head, row.cell]));
    attribute(this.agency, "rowspan", rows.length);
    arrange(this.identityBody, rows.map(({ element }) => element));
    const boxes = heading.kotak.map(([key, title]) => this.box(key, title));
    arrange(this.boxes, boxes);
    const boxed = new Set(heading.kotak.map(([key]) => key));
    const rest = this.fields.map(({ kunci }) => kunci).filter((key) => key !== beside && !printed.includes(key) && !boxed.has(key) && !IN_TABLE.has(key));
    const under = rest.filter((key) => key === "catatan_tabel");
    arrange(this.below, under.map((key) => this.other(key)));
    arrange(this.others, rest.filter((key) => !under.includes(key) && (key !== "digantikan_oleh" || form.isian.status === "dicabut" || form.isian[key])).map((key) => this.other(key)));
    for (const view of this.views.values()) if (view.element.isConnected || !this.element.isConnected) view.refresh(force);
    const strange = form.asing.filter((key) => !boxed.has(key));
    this.strange.hidden = !strange.length;
    words(this.strange, strange.length ? `Isian yang tidak dikenal formulir, lihat tab YAML: ${strange.join(", ")}` : "");
    this.activity.update(force);
  }

  updateAgency(heading) {
    const key = JSON.stringify([heading.instansi, heading.logo]);
    if (key === this.agencyKey) return;
    this.agencyKey = key;
    this.office.replaceChildren(
      ...(heading.logo ? [h("img", { class: "sop-logo", src: new URL(heading.logo, this.root).href, alt: "", width: 64, height: 64 })] : []),
      ...heading.instansi.map((name) => h("div", {}, name)),
    );
  }

  row(key, title) {
    let row = this.rowElements.get(key);
    if (!row) {
      const view = this.view(key, title);
      row = { head: h("th", { scope: "row" }), cell: h("td", {}, view.element) };
      row.element = h("tr");
      this.rowElements.set(key, row);
    }
    words(row.head, title);
    return row;
  }

  box(key, title) {
    let box = this.boxViews.get(key);
    if (!box) {
      const head = h("h2", {}, title);
      const view = this.view(key, title, "DAFTAR");
      // As in Word: a click into the box, not at a field or button of it, goes on writing there.
      const write = ({ target }) => target.closest("textarea, button, a, input, li, p, h2") || (view.box && view.box.goOn());
      box = h("section", { class: `sop-kotak sop-${key.replace(/_/g, "-")}`, "aria-label": title, onclick: write }, head, view.element);
      this.boxViews.set(key, box);
    }
    words(box.firstChild, title);
    return box;
  }

  other(key) {
    let box = this.boxViews.get(key);
    if (!box) {
      const view = this.view(key);
      const hint = HINTS[key] || (this.fields.find(({ kunci }) => kunci === key) || {}).arti || "";
      box = h("div", { class: "sop-s-isian" }, view.shape === "tick" ? null : h("span", { class: "sop-s-label-isian" }, view.label), view.element, hint ? h("small", {}, hint.replace(/`/g, "")) : null);
      this.boxViews.set(key, box);
    }
    return box;
  }
}
