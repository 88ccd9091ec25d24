/* Without an SOP in the address: begin a new one, open a file, go on with a draft, or find the one to change or to copy. */

import { Drafts } from "./draf.js";
import { h } from "./rupa.js";
import { withoutDraft } from "./simpanan.js";
import { slugOf } from "./situs.js";

const MOST = 30;

export class Opener {
  // onopen(source, text, name): a file's text, and what the catalogue has of that SOP, null for one that it does not know;
  // onfail(reason, slug): what cannot be, said.
  constructor(site, { onopen, onfail }) {
    this.site = site;
    this.onopen = onopen;
    this.onfail = onfail;
    this.list = h("ul", { class: "sop-s-pilihan" });
    this.search = h("input", { type: "search", id: "sop-s-cari", autocomplete: "off", oninput: () => this.show() });
    const file = h("input", { type: "file", accept: ".yml,.yaml,text/yaml", id: "sop-s-berkas", class: "sop-s-berkas", onchange: () => file.files[0] && this.open(file.files[0]) });
    this.said = h("p", { class: "sop-s-pesan sop-s-galat sop-s-salah-berkas", role: "alert", hidden: true });
    this.element = h("section", { class: "sop-s-mulai" },
      h("div", {}, h("h2", {}, "SOP baru"), h("p", {}, "Ketik langsung pada formulir kosong."), h("p", {}, h("a", { class: "sop-s-utama", href: "?baru" }, "Mulai SOP baru"))),
      h("div", {}, h("h2", {}, "Berkas di komputer"), h("p", {}, "Lanjutkan berkas .yml yang pernah diunduh."), h("label", { for: "sop-s-berkas" }, "Buka berkas "), file, this.said),
      this.drafts(),
      h("div", {}, h("h2", {}, "Ubah atau salin SOP yang ada"), h("label", { for: "sop-s-cari" }, "Cari SOP"), this.search, this.list),
    );
  }

  async begin() {
    try {
      await this.site.loadIndex();
      this.show();
    } catch (error) {
      this.onfail(`Daftar SOP tidak dapat dimuat (${error.message}).`);
    }
  }

  drafts() {
    const kept = new Drafts(this.site.root).list();
    const address = (name) => (name.startsWith(":") ? "?baru" : `?sop=${encodeURIComponent(name.split(":")[0])}`);
    const items = kept.map(({ name, title, time }) => h("li", {}, h("a", { href: address(name) }, title || name), ` ${new Date(time).toLocaleString("id")}`));
    return items.length ? h("div", {}, h("h2", {}, "Draf di peramban ini"), h("ul", {}, ...items)) : null;
  }

  show() {
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.site.rows.filter(([path, nama, nomor]) => wanted.every((word) => `${nama} ${nomor || ""} ${path}`.toLowerCase().includes(word)));
    this.list.replaceChildren(
      ...found.slice(0, MOST).map(([path, nama, nomor]) => {
        const slug = encodeURIComponent(slugOf(path));
        return h("li", {}, h("a", { href: `?sop=${slug}` }, nama), nomor ? h("small", {}, ` ${nomor}`) : null, " ", h("a", { href: `?salin=${slug}`, "aria-label": `Salin ${nama} sebagai SOP baru` }, "Salin"));
      }),
      ...(found.length > MOST ? [h("li", {}, `… dan ${found.length - MOST} lagi; ketik namanya.`)] : []),
    );
  }

  async open(file) {
    const { site } = this;
    let slug = file.name.replace(/(?: \(\d+\))?\.ya?ml$/i, "");
    let text, source = null;
    try {
      text = (await file.text()).replace(/^\ufeff/, "");
      this.said.hidden = !/[\u0000\ufffd]/.test(text);
      if (!this.said.hidden) return void (this.said.textContent = `${file.name} bukan berkas SOP dari katalog (.yml). Naskah Word atau Excel: pilih Mulai SOP baru, lalu Tempel baris dari Word atau Excel.`);
      await Promise.all([site.loadIndex(), site.loadAbout()]);
      if (!site.has(slug) && site.has(withoutDraft(slug))) slug = withoutDraft(slug);
      // Of an SOP that the catalogue has, the published text is what the file is held against: without it nothing is right.
      if (site.has(slug)) source = await site.loadSop(slug);
    } catch (error) {
      return this.onfail(`Berkas ${file.name} belum dapat dibuka (${error.message}). Muat ulang halaman ini, lalu buka lagi.`, slug);
    }
    this.element.remove();
    await this.onopen(source, text, `${slug}.yml`);
  }
}
