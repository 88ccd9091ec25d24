/* Findings beside their fields, in the words of `sop periksa`; what was understood; and a list that leads to each. */

import { announce, attribute, capital, coded, h, unique, words } from "./rupa.js";

const NAMES = { galat: "galat", peringatan: "peringatan", saran: "saran", belum: "wajib diisi" };
const FIELDS = "textarea, input, select, button";
const NARROW = 130; // px: in a narrower cell a sentence would stand one word below the other

const isCard = () => matchMedia("(max-width: 44.9375em)").matches; // where a row is a card, as in the style sheet

// The element of the form that a path belongs to: its own, or that of what holds it.
export function placeOf(places, path) {
  for (let length = path.length; length; length -= 1) {
    const place = places.get(path.slice(0, length).join("/"));
    if (place) return place;
  }
  return null;
}

export function collectPlaces(root) {
  const places = new Map();
  for (const element of root.querySelectorAll("[data-jalur]")) if (!places.has(element.dataset.jalur)) places.set(element.dataset.jalur, element);
  return places;
}

// Where a finding stands. A column's head stays in view: a sentence in it, word below word, would hide the rows, so what
// concerns a column stands in the list of the columns, which narrow screens have as well.
const spotOf = (root, place) => (place && place.matches("th.sop-peran") && root.querySelector(`[data-kolom="${CSS.escape(place.dataset.jalur)}"]`)) || place;

export function lead(root, path) {
  const place = spotOf(root, placeOf(collectPlaces(root), path));
  if (!place) return false;
  for (let details = place.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
  const target = place.matches(FIELDS) ? place : place.querySelector(FIELDS);
  place.scrollIntoView({ block: "center", behavior: "auto" });
  if (target) target.focus({ preventScroll: true });
  return true;
}

// A finding away from its field says which step it is about, unless its words do.
export const whereOf = ({ jalur, pesan }) => (jalur[0] === "langkah" && jalur.length > 1 && !/langkah \d/i.test(pesan) ? `Langkah ${jalur[1] + 1}: ` : "");

// What to do, for somebody who sees the form: in words of the core's own where those about the file would not do, and here
// where it is this page's buttons that do it.
function remedy({ kode, jalur, saran, saran_formulir: inForm }, { kolom }) {
  const usual = inForm ? inForm : `perbaiki: ${saran}`;
  if (kode !== "SOP204") return usual;
  if (jalur.length === 1 && jalur[0] === "pelaksana") return isCard() ? "buka Kolom pelaksana, pilih + Tambah kolom, lalu ketik judulnya" : "tambah kolom dengan tombol + di kepala tabel, lalu ketik judulnya";
  if (jalur[jalur.length - 1] === "pelaksana" && !kolom.length) return "tambah dahulu kolom pelaksananya";
  if (jalur[jalur.length - 1] === "pelaksana") return isCard() ? "ketuk jabatannya" : "klik selnya di bawah kolom pelaksana";
  return usual;
}

// Who begins a form has done nothing wrong: what an SOP that is not there yet still lacks is named, and not held against them.
const levelOf = (finding, isNew) => (isNew && finding.kode === "SOP204" ? "belum" : finding.tingkat);

export class Findings {
  constructor(sheet, root, { onfix }) {
    this.sheet = sheet;
    this.root = root;
    this.onfix = onfix;
    this.shown = new Map();
    this.list = h("ol", { class: "sop-s-temuan" });
    this.count = h("span");
    this.panel = h("details", { class: "sop-s-panel-temuan", hidden: true }, h("summary", {}, this.count), this.list);
    this.said = "";
  }

  update() {
    const { findings, understood } = this.sheet;
    const places = collectPlaces(this.root);
    const wanted = new Map();
    const add = (place, item) => place && wanted.set(place, [...(wanted.get(place) || []), item]);
    for (const [path, text, kind] of understood) {
      const place = places.get(path.join("/"));
      if (place) add(place, { paham: kind, teks: text });
    }
    findings.forEach((finding, index) => add(spotOf(this.root, placeOf(places, finding.jalur)), { finding, index }));
    for (const place of this.shown.keys()) if (!wanted.has(place)) this.write(place, []);
    for (const [place, items] of wanted) this.write(place, items);
    for (const place of this.root.querySelectorAll(".sop-s-jumlah-temuan")) {
      const inside = findings.filter((finding) => { const spot = spotOf(this.root, placeOf(places, finding.jalur)); return spot && spot.matches("[data-kolom]") && place.closest("details").contains(spot); });
      words(place, this.countOf(inside).map((text) => ` · ${text}`).join(""));
      attribute(place, "class", `sop-s-jumlah-temuan${inside.some((finding) => this.level(finding) === "galat") ? " sop-s-galat" : ""}`);
    }
    this.summarize(findings);
  }

  write(place, items) {
    const row = place.closest("tr.sop-langkah");
    const isCell = row && place.matches("td") && items.some(({ finding }) => finding) && getComputedStyle(place).display === "table-cell";
    const narrow = isCell && !place.matches(".sop-s-tanpa-kolom, .sop-sel") && place.clientWidth < NARROW;
    const key = JSON.stringify([items, narrow]);
    const old = this.shown.get(place);
    if (old && old.key === key && old.slot.isConnected) return;
    const target = place.matches(FIELDS) ? place : place.querySelector(FIELDS);
    if (!items.length) {
      if (old) old.slot.remove();
      this.shown.delete(place);
      if (target) attribute(target, "aria-describedby", null), attribute(target, "aria-invalid", null);
      place.classList.remove("sop-s-galat");
      return;
    }
    const slot = old && old.slot.isConnected ? old.slot : h("div", { class: "sop-s-di-sini", id: unique("sop-s-pesan") });
    // A performer's cell has no room, nor has a narrow one: what concerns it stands below what is done, and says of what it speaks.
    const of = narrow ? target.getAttribute("aria-label").split(": ").pop() : "";
    slot.replaceChildren(...items.map((item) => (item.finding ? this.note(item.finding, item.index, of) : h("p", { class: `sop-s-paham sop-s-paham-${item.paham}` }, of ? `${of}: ` : "", item.teks))));
    const home = row && (narrow || place.matches("tr, td.sop-sel, td.sop-s-tanpa-kolom")) ? row.querySelector(".sop-kegiatan-teks") : place.matches(`details, ${FIELDS}`) ? place.parentElement : place;
    if (slot.parentElement !== home) place.matches("details") ? place.after(slot) : home.append(slot);
    const isWrong = items.some(({ finding }) => finding && this.level(finding) === "galat");
    if (target) attribute(target, "aria-describedby", slot.id), attribute(target, "aria-invalid", isWrong ? "true" : null);
    place.classList.toggle("sop-s-galat", isWrong);
    this.shown.set(place, { key, slot });
  }

  // "1 galat", "2 saran": how many there are of each kind, worst first.
  countOf(findings) {
    return Object.keys(NAMES)
      .map((level) => [level, findings.filter((finding) => this.level(finding) === level).length])
      .filter(([, count]) => count)
      .map(([level, count]) => `${count} ${NAMES[level]}`);
  }

  level(finding) {
    return levelOf(finding, this.sheet.isNew);
  }

  note(finding, index, of) {
    if (this.level(finding) === "belum") {
      const how = finding.jalur[finding.jalur.length - 1] === "pelaksana" ? `: ${remedy(finding, this.sheet.form)}` : "";
      return h("p", { class: "sop-s-pesan sop-s-belum" }, of ? `${of}: wajib diisi${how}` : `Wajib diisi${how}`);
    }
    // What is empty is for people to fill; a button that writes "tidak terbaca" there is for whoever copies an old paper.
    const offered = finding.kode === "SOP204" ? [] : finding.perbaikan;
    const fixes = offered.map((fix, number) => h("button", { type: "button", class: "sop-s-perbaiki", onclick: () => this.onfix(index, number) }, ...coded(fix.label)));
    return h(
      "p",
      { class: `sop-s-pesan sop-s-${finding.tingkat}` },
      h("strong", {}, `${NAMES[finding.tingkat]}${of && `, ${of}`}: `),
      ...coded(`${finding.pesan}. `),
      h("span", {}, ...(offered.length ? ["Perbaiki: "] : coded(`${capital(remedy(finding, this.sheet.form))}. `))),
      ...fixes,
      " ",
      h("small", {}, finding.kode),
    );
  }

  summarize(findings) {
    this.panel.hidden = false; // until the first answer there is nothing to say
    const text = this.countOf(findings).join(" · ") || "Tidak ada temuan";
    if (this.count.textContent !== text) {
      this.count.textContent = text;
      this.panel.classList.toggle("sop-s-ada-galat", findings.some((finding) => this.level(finding) === "galat"));
      if (this.said) announce(text);
      this.said = text;
    }
    const key = JSON.stringify(findings);
    if (key === this.key) return;
    this.key = key;
    this.list.replaceChildren(
      ...findings.map((finding, index) =>
        h("li", { class: `sop-s-${this.level(finding)}` }, h("button", { type: "button", class: "sop-s-tautan", onclick: () => this.go(index) }, ...coded(`${this.level(finding) === "belum" ? "" : `${finding.tingkat}: `}${whereOf(finding)}${finding.pesan}`)), " ", h("small", {}, finding.jalur.length ? finding.kode : `${finding.kode}, baris ${finding.baris} berkas`)),
      ),
    );
  }

  go(index) {
    const finding = this.sheet.findings[index];
    if (!finding) return;
    this.onshow(finding);
  }
}
