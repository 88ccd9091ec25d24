/* What there is to say of what somebody has done: what was done besides, what was refused, and why the form stands still. */

import { capital, coded, h, words } from "./rupa.js";
import { lead } from "./temuan.js";

const UNREADABLE = "Teks berkas belum terbaca sebagai SOP, jadi formulir menampilkan keadaan terakhir yang terbaca. Perbaiki pada tab YAML, atau urungkan.";
const small = (text, onclick) => h("button", { type: "button", class: "sop-s-kecil", onclick }, ...coded(text));

export class News {
  // form: the element in which "Tunjukkan" shows a place; heading: takes the focus when all has been read.
  constructor(sheet, form, heading) {
    this.sheet = sheet;
    this.form = form;
    this.heading = heading;
    this.element = h("div", { class: "sop-s-kabar-inti", role: "status" });
    // Who works far below the notes sees the last of them at the window's edge.
    this.below = h("p", { class: "sop-s-kabar-bawah", hidden: true }, h("span", { "aria-hidden": "true" }), small("Lihat semua kabar", () => this.show()));
    this.isInView = true;
    this.key = "";
    const watcher = new IntersectionObserver((seen) => {
      this.isInView = seen[seen.length - 1].isIntersecting;
      this.updateBelow();
    }, { rootMargin: "-90px 0px 0px" });
    watcher.observe(this.element);
  }

  update() {
    const { said, readable } = this.sheet;
    this.updateBelow();
    const key = JSON.stringify([readable, said]);
    if (key === this.key) return;
    this.key = key;
    this.element.replaceChildren(
      ...(readable ? [] : [h("p", { class: "sop-s-pesan sop-s-galat" }, UNREADABLE)]),
      ...said.map((item) => this.sentence(item)),
      ...(said.length ? [h("p", { class: "sop-s-baris-tombol" }, small("Sudah dibaca", () => (this.sheet.putAway(), this.heading.focus())))] : []),
    );
  }

  updateBelow() {
    const { said } = this.sheet, last = said[said.length - 1];
    this.below.hidden = this.isInView || !last;
    if (last) words(this.below.firstChild, `${capital(last.teks).replace(/`/g, "")}.`);
  }

  show() {
    this.element.scrollIntoView({ block: "center", behavior: "instant" });
    this.element.querySelector("button").focus({ preventScroll: true });
  }

  // Of an earlier change a sentence speaks in the numbers of then, and what would be otherwise now nobody knows.
  sentence({ teks, jalur, lain, baris, ditolak, isLast }) {
    if (ditolak) return h("p", { class: "sop-s-pesan sop-s-galat" }, ...coded(`${capital(teks)}.`));
    const path = () => (baris ? ["langkah", this.sheet.form.baris.findIndex(({ id }) => id === baris), ...jalur.slice(2)] : jalur);
    return h(
      "p",
      { class: "sop-s-pesan sop-s-peringatan" },
      isLast ? "" : h("strong", {}, "Pada perubahan sebelumnya: "),
      ...coded(`${capital(teks)}. `),
      small("Tunjukkan", () => lead(this.form, path())),
      lain && isLast ? small(capital(lain.label), () => this.sheet.change(lain.op, { what: "tujuan" })) : null,
    );
  }
}
