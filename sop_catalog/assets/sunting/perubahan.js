/* What has changed against the published SOP, in the sentences of `sop bandingkan`. */

import { capital, h } from "./rupa.js";

const NAMES = { substantif: "Substantif", redaksional: "Redaksional" };

function wording(words) {
  if (!words.some(({ kind }) => kind === "sama")) return null;
  return h("p", { class: "sop-s-kalimat" }, ...words.flatMap(({ kind, teks }) => [kind === "dihapus" ? h("del", {}, teks) : kind === "ditambahkan" ? h("ins", {}, teks) : teks, " "]));
}

export class Changes {
  constructor(sheet, helper, loadWords) {
    Object.assign(this, { sheet, helper, loadWords });
    this.element = h("div", { class: "sop-s-perubahan", "aria-live": "polite" });
    this.shown = -1;
  }

  async read(shape = "json") {
    await this.sheet.settled();
    this.isSure = await this.loadWords();
    return this.helper.ask({ do: "compare", number: this.sheet.states[this.sheet.place].version, shape });
  }

  async update() {
    await this.sheet.settled();
    const { version } = this.sheet.states[this.sheet.place];
    if (version === this.shown) return;
    const told = await this.read();
    this.shown = this.isSure ? version : -1;
    const [diff] = JSON.parse(told.isi).sops;
    if (!diff) {
      this.element.replaceChildren(h("p", {}, this.sheet.isNew ? "SOP baru ini belum berisi." : "Belum ada perubahan terhadap versi terbit."));
      return;
    }
    // What is still being filled in has nothing wrong with it; what is missing is told at its fields.
    if (this.sheet.isNew && diff.changes.some(({ kind }) => kind === "berkas-rusak")) return void this.element.replaceChildren(h("p", {}, "SOP baru ini belum lengkap; yang masih harus diisi ada dalam daftar di atas."));
    const items = diff.changes.map(({ weight, sentence, words }) =>
      h("li", { class: `sop-s-${weight}` }, h("span", { class: "sop-s-bobot" }, NAMES[weight]), h("p", {}, `${sentence}.`), wording(words)),
    );
    const norm = diff.norma_waktu ? h("p", {}, `Norma waktu semula ${diff.norma_waktu.before || "—"}, kini ${diff.norma_waktu.after || "—"}.`) : null;
    const approval = diff.perlu_pengesahan ? "Perubahan ini memerlukan pengesahan baru." : "Perubahan ini tidak memerlukan pengesahan baru.";
    this.element.replaceChildren(
      h("p", { class: "sop-s-ringkas-perubahan" }, h("strong", {}, approval)),
      h("ol", {}, ...items),
      ...(this.isSure ? [] : [h("p", { class: "sop-s-pesan sop-s-peringatan" }, "Daftar kata katalog belum dapat dimuat, jadi pembedaan substantif dan redaksional di sini belum pasti. Periksa sambungan, lalu buka tab ini lagi.")]),
      ...[norm, ...diff.warnings.map((text) => h("p", { class: "sop-s-pesan sop-s-peringatan" }, `${capital(text)}.`))].filter(Boolean),
    );
  }
}
