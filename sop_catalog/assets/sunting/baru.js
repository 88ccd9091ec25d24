/* What a new SOP begins as: an empty one, or a copy of one; and what its file is called. */

import { slugOf } from "./situs.js";

export const BLANK = "nama:\nunit:\nstatus: draf\n\npelaksana:\n\nlangkah:\n  - pelaksana:\n    kegiatan:\n";
export const BLANK_FORM = { isian: { status: "draf" }, kolom: [], baris: [{ sel: {}, gabung: {}, rantai: false, daftar: false, simbol: [{ pelaksana: [], isi: "", keputusan: false, arah: [] }] }], asing: [] };

// A copy has not been numbered, signed or revised yet.
const TEXTS = ["nomor", "tanggal_pembuatan", "tanggal_pengesahan", "tanggal_revisi", "tanggal_efektif", "tinjau_sebelum", "digantikan_oleh", "contoh"];
const LISTS = ["naskah_sah", "riwayat", "evaluasi", "slug_lama", "catatan_sumber"];

export const copying = (isian) => [
  { op: "text", path: ["nama"], text: `${isian.nama} (salinan)` },
  { op: "text", path: ["status"], text: "draf" },
  ...TEXTS.filter((key) => isian[key]).map((key) => ({ op: "text", path: [key], text: "" })),
  ...LISTS.filter((key) => isian[key]).map((key) => ({ op: "items", path: [key], texts: [] })),
];

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

// A new SOP's file is named after it, in the folder where most of its unit's are; the name of another SOP's file would take
// that one's place. rows: [path, name, number, unit] of every SOP.
export function pathFor({ nama = "", unit = "" }, rows) {
  const stem = fold(nama.replace(/^sop\s+/i, "")).slice(0, 80).replace(/-$/, "") || "baru";
  const taken = new Set(rows.map(([path]) => slugOf(path)));
  let free = stem, number = 1;
  while (taken.has(free)) free = `${stem}-${(number += 1)}`;
  const folders = new Map();
  for (const [path, , , owner] of rows) {
    const folder = path.split("/").slice(0, -1).join("/");
    if (owner === unit) folders.set(folder, (folders.get(folder) || 0) + 1);
  }
  const [home] = [...folders].sort((one, other) => other[1] - one[1]);
  return [home ? home[0] : fold(unit), `${free}.yml`].filter(Boolean).join("/");
}
