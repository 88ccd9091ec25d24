/* The draft of what somebody works on: written while they do, and those of before offered again. */

import { announce, h } from "./rupa.js";
import { download } from "./serah.js";

const PAUSE = 300; // milliseconds
const FILE = "draf-";

// How a file was called before somebody downloaded it as a draft.
export const withoutDraft = (name) => (name.startsWith(FILE) ? name.slice(FILE.length) : name);

export class Keeping {
  // drafts: the store; slug: of the SOP, "" for a new one; isUntouched(): whether the form is as it was opened; onkept():
  // a draft was written or could not be; heading: takes the focus of a box that goes.
  constructor({ sheet, helper, drafts, slug, isUntouched, onkept, heading }) {
    Object.assign(this, { sheet, helper, drafts, slug, isUntouched, onkept, heading });
    this.name = drafts.fresh(slug);
    this.timer = null;
    this.taken = null; // the draft of before that this one goes on with
    this.element = h("div", { class: "sop-s-draf" });
  }

  later() {
    this.timer = this.timer || setTimeout(() => this.now(), PAUSE); // also of who types on without a pause
  }

  now() {
    const { sheet, drafts } = this;
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = null;
    if (sheet.answered < 0) return; // of an opened file the core has not said yet what it is
    if (!sheet.changed || this.isUntouched() || (!sheet.isNew && sheet.made === sheet.published)) return drafts.drop(this.name);
    const base = sheet.isNew ? "" : sheet.published;
    if (drafts.set(this.name, { path: sheet.path, base, text: sheet.made, time: Date.now(), title: sheet.form.isian.nama || "SOP baru" }) && this.taken) {
      // Another tab may go on with the draft that was taken up here: what it has written since stays.
      const there = drafts.get(this.taken.name);
      if (there && there.text === this.taken.text) drafts.drop(this.taken.name);
      this.taken = null;
    }
    this.onkept();
  }

  // Whether closing the page would lose something.
  get isOwing() {
    const { sheet, helper, drafts } = this;
    return sheet.isAhead || (!helper.failed && sheet.pending) || (sheet.changed && !this.isUntouched() && !drafts.works);
  }

  // The drafts of before, but for those that say what is there anyway.
  offer(text) {
    for (const draft of this.drafts.of(this.slug)) if (draft.text !== text) this.element.append(this.box(draft));
  }

  box(draft) {
    const { isNew, published } = this.sheet;
    const old = !isNew && draft.base !== undefined && draft.base !== published;
    const when = new Date(draft.time).toLocaleString("id", { dateStyle: "long", timeStyle: "short" });
    const box = h("p", { class: "sop-s-pesan sop-s-peringatan" },
      h("strong", {}, `Ada draf${isNew && draft.title ? ` “${draft.title}”` : ""} dari ${when}. `),
      old ? "Draf itu dibuat dari versi terbit sebelumnya. " : "",
      h("button", { type: "button", class: "sop-s-utama", onclick: () => this.take(draft, old) }, old ? "Lanjutkan di atas versi terbit" : "Lanjutkan draf"),
      " ",
      h("button", { type: "button", onclick: () => (this.drafts.drop(draft.name), box.remove(), this.heading.focus()) }, "Buang draf"),
      " ",
      h("button", { type: "button", onclick: () => download(`${FILE}${draft.path.split("/").pop()}`, draft.text) }, "Unduh draf"),
    );
    return box;
  }

  async take(draft, merge) {
    const { sheet } = this;
    this.element.replaceChildren();
    this.heading.focus();
    this.taken = draft;
    if (merge) {
      const told = await this.helper.ask({ do: "merge", text: draft.text, theirs: sheet.published, base: draft.base });
      if (told.text !== null) return sheet.replaceText(told.text);
      announce("Draf menyentuh baris yang juga berubah pada versi terbit; draf dibuka apa adanya, periksa tab Perubahan");
    }
    sheet.replaceText(draft.text);
  }
}
