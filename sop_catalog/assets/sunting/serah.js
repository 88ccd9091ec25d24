/* Handing over: the way that the forge offers, and always a file, a copy, a print. */

import { announce, coded, h, unique } from "./rupa.js";
import { Forge, ForgeError, plainLines } from "./forge.js";
import { whereOf } from "./temuan.js";

const DOT = "•";
const HIDDEN = new RegExp(`${DOT}[ .\\-/]?${DOT}`);
const STILL_HIDDEN = "Berkas ini masih memuat NIP yang disamarkan, yang angkanya tidak ada pada berkas asli; ketik NIP itu lengkap pada formulir";

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* a page without a certificate has no clipboard of that kind */ }
  const area = h("textarea", { class: "sop-tersembunyi", "aria-hidden": "true" });
  area.value = text;
  (document.querySelector("dialog[open]") || document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

const picture = (parts) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 96 48");
  svg.setAttribute("class", "sop-s-gambar-cara");
  svg.setAttribute("aria-hidden", "true");
  for (const [name, attributes, text] of parts) {
    const part = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    if (text) part.textContent = text;
    svg.append(part);
  }
  return svg;
};
const WINDOW = [["rect", { x: 2, y: 2, width: 92, height: 44, rx: 3 }], ["path", { d: "M2 11h92" }]];
const LINES = ["M10 18h44", "M10 25h60", "M10 32h36"];
const PICTURES = {
  copy: () => picture([["rect", { x: 30, y: 6, width: 26, height: 32, rx: 2 }], ["rect", { x: 40, y: 12, width: 26, height: 32, rx: 2, class: "isi" }], ["path", { d: "M45 20h16M45 26h16M45 32h10" }]]),
  open: () => picture([...WINDOW, ...LINES.map((d) => ["path", { d }]), ["path", { d: "M76 16l8 8-10 10-8 1 1-8z", class: "isi" }]]),
  paste: () => picture([...WINDOW, ["rect", { x: 8, y: 14, width: 66, height: 22, class: "pilih" }], ...LINES.map((d) => ["path", { d }]), ["text", { x: 48, y: 44 }, "Ctrl+A  Ctrl+V"]]),
  mail: () => picture([["rect", { x: 14, y: 6, width: 68, height: 38, rx: 3 }], ["path", { d: "M14 9l34 22 34-22" }]]),
  save: () => picture([...WINDOW, ["rect", { x: 50, y: 20, width: 38, height: 16, rx: 3, class: "hijau" }], ["path", { d: "M60 28l5 5 10-10", class: "putih" }]]),
};

const step = (image, ...content) => h("li", {}, PICTURES[image](), h("div", {}, ...content));

export class HandOver {
  constructor({ sheet, helper, settings, changes, source, onmerge, print, drafts }) {
    Object.assign(this, { sheet, helper, changes, source, onmerge, print, drafts });
    this.forge = settings.forge ? new Forge(settings.forge) : null;
    this.folder = settings.sops_dir === undefined ? "sops" : settings.sops_dir;
    this.original = ""; // the file with its NIPs, once somebody has brought it
    this.body = h("div");
    this.dialog = h(
      "dialog",
      { class: "sop-s-dialog sop-s-serah", "aria-labelledby": "sop-s-serah-judul" },
      h("h2", { id: "sop-s-serah-judul", tabindex: "-1" }, "Serahkan suntingan"),
      this.body,
      h("p", { class: "sop-s-baris-tombol" }, h("button", { type: "button", onclick: () => this.dialog.close() }, "Tutup")),
    );
    this.dialog.addEventListener("close", () => this.back && this.back.isConnected && this.back.focus());
  }

  get path() {
    return this.folder ? `${this.folder}/${this.sheet.path}` : this.sheet.path;
  }

  get file() {
    return this.sheet.path.split("/").pop();
  }

  get bom() {
    return this.source && this.source.bom ? "\ufeff" : "";
  }

  get hides() {
    return !this.original && HIDDEN.test(this.sheet.text);
  }

  // The text with its NIPs, of the file as somebody has brought it, or as the forge gives it.
  async whole(original = this.original) {
    if (!original || !this.sheet.text.includes(DOT)) return this.bom + this.sheet.text;
    return this.bom + (await this.helper.ask({ do: "show", text: this.sheet.text, original: plainLines(original) })).text;
  }

  async open() {
    this.back = document.activeElement;
    this.body.replaceChildren(h("p", { role: "status" }, "Menyiapkan …"));
    this.dialog.showModal();
    await this.sheet.settled();
    const wrong = this.sheet.findings.filter(({ tingkat }) => tingkat === "galat");
    if (!this.sheet.changed && !this.sheet.isNew) this.body.replaceChildren(h("p", {}, "Belum ada perubahan untuk diserahkan."), this.always());
    else if (wrong.length && !this.helper.failed) this.askOnce(wrong);
    else await this.offer();
    this.dialog.querySelector("h2").focus();
  }

  askOnce(wrong) {
    const again = h("button", { type: "button", onclick: () => this.offer() }, "Serahkan juga");
    this.body.replaceChildren(
      h("p", { class: "sop-s-pesan sop-s-galat" }, h("strong", {}, `Masih ada ${wrong.length} galat. `), "Usulan dengan galat ditolak pemeriksaan otomatis dan tidak terbit. Mengunduh tetap boleh."),
      h("ul", {}, ...wrong.slice(0, 8).map((finding) => h("li", {}, h("button", { type: "button", class: "sop-s-tautan", onclick: () => this.leadTo(finding) }, ...coded(`${whereOf(finding)}${finding.pesan}`))))),
      h("p", { class: "sop-s-baris-tombol" }, h("button", { type: "button", class: "sop-s-utama", onclick: () => this.leadTo(wrong[0]) }, "Perbaiki dahulu"), again),
      this.always(),
    );
  }

  leadTo(finding) {
    this.back = null;
    this.dialog.close();
    this.onlead(finding);
  }

  async offer() {
    const parts = [];
    if (this.hides) parts.push(this.bringNips());
    else if (this.forge) parts.push(await this.byHand());
    else parts.push(await this.byMail());
    if (this.original && HIDDEN.test(await this.whole()) && !HIDDEN.test(this.original)) parts.unshift(h("p", { class: "sop-s-pesan sop-s-peringatan" }, `${STILL_HIDDEN}.`));
    if (this.forge && !this.helper.failed) parts.push(this.byToken());
    parts.push(this.always());
    this.body.replaceChildren(...parts);
  }

  // Whether a file of the repository is what the SOP on this page was made of; NIPs, hidden here, are left out of that.
  async isPublished(text) {
    const hidden = (await this.helper.ask({ do: "hide", text: plainLines(text) })).text;
    return hidden.trimEnd() === plainLines(this.sheet.published).trimEnd();
  }

  // --- NIPs that the site hides ---

  bringNips() {
    const said = h("p", { role: "status" });
    const area = h("textarea", { class: "sop-s-isi", rows: 3, "aria-label": "Isi berkas dari repositori", oninput: async () => said.append(...(await this.bring(area.value, said))) });
    const link = this.forge ? h("a", { href: this.forge.editUrl(this.path), target: "_blank", rel: "noopener" }, `Buka berkas di ${this.forge.name}`) : "Minta berkasnya kepada pengelola";
    return h(
      "section",
      {},
      h("p", {}, "Berkas ini memuat NIP yang disamarkan pada situs. Supaya angkanya tidak hilang, ambil dahulu isi berkas aslinya:"),
      h("ol", { class: "sop-s-cara" }, step("open", link, "."), step("paste", "Pilih semua (Ctrl+A), salin (Ctrl+C), lalu tempel di sini:", area)),
      said,
    );
  }

  async bring(text, said) {
    said.textContent = "";
    if (!text.trim()) return [];
    if (!(await this.isPublished(text))) {
      const merge = h("button", { type: "button", onclick: () => this.merge(text) }, "Gabungkan dengan versi itu");
      return ["Isi itu berbeda dari versi yang diterbitkan di katalog ini. ", merge];
    }
    this.original = text;
    await this.offer();
    announce("Isi berkas asli diterima");
    return [];
  }

  // --- Copy, open, paste ---

  async byHand() {
    const text = await this.whole();
    const { forge } = this;
    const open = (url, words) => h("a", { class: "sop-s-utama sop-s-buka", href: url, target: "_blank", rel: "noopener" }, words);
    const said = h("span", { role: "status", class: "sop-s-kata" });
    const copyButton = h("button", { type: "button", class: "sop-s-utama", onclick: async () => (said.textContent = (await copy(text)) ? " Tersalin." : " Peramban menolak menyalin; pakai tombol Unduh.") }, "Salin isi berkas");
    const last = step("save", forge.savingWords);
    const signIn = h("p", {}, "Masuk dengan akun Anda bila diminta.");
    if (this.sheet.isNew) {
      const { url, filled } = forge.newUrl(this.path, text);
      if (filled) {
        return h("section", {}, h("h3", {}, `Lewat ${forge.name}`), h("ol", { class: "sop-s-cara" }, step("open", open(url, `Buka berkas baru di ${forge.name}`), signIn, h("p", {}, "Isinya sudah terisi; tidak ada yang perlu diketik.")), last));
      }
      return h("section", {}, h("h3", {}, `Lewat ${forge.name}`), h("ol", { class: "sop-s-cara" }, step("copy", copyButton, said), step("open", open(url, `Buka berkas baru di ${forge.name}`), signIn), step("paste", "Klik di dalam kotak teks, lalu tempel (Ctrl+V; di ponsel: tekan lama)."), last));
    }
    return h(
      "section",
      {},
      h("h3", {}, `Lewat ${forge.name}`),
      h("ol", { class: "sop-s-cara" }, step("copy", copyButton, said), step("open", open(forge.editUrl(this.path), `Buka berkas di ${forge.name}`), signIn), step("paste", "Klik di dalam teks, pilih semua (Ctrl+A), lalu tempel (Ctrl+V). Di ponsel: tekan lama pada teksnya."), last),
    );
  }

  async byMail() {
    const words = await this.describe("teks");
    const name = this.sheet.form.isian.nama || this.file;
    const text = `Yth. pengelola katalog SOP,\n\nTerlampir ${this.sheet.isNew ? "SOP baru" : "perubahan SOP"} “${name}”, berkas ${this.file} (${this.path}).\n\n${words}\n`;
    const area = h("textarea", { class: "sop-s-isi", rows: 8, readonly: true, "aria-label": "Teks surat" });
    area.value = text;
    const said = h("span", { role: "status", class: "sop-s-kata" });
    const subject = encodeURIComponent(`SOP ${name}`), short = encodeURIComponent(text.length > 1500 ? `${text.slice(0, 1500).replace(/\n[^\n]*$/, "")}\n\n(Terpotong; selengkapnya: Salin teks surat, lalu tempel di sini.)\n` : text);
    return h(
      "section",
      {},
      h("h3", {}, "Kirim kepada pengelola katalog"),
      h("ol", { class: "sop-s-cara" },
        step("copy", h("button", { type: "button", class: "sop-s-utama", onclick: async () => download(this.file, await this.whole()) }, `Unduh ${this.file}`)),
        step("mail", "Kirim berkas itu sebagai lampiran, dengan surat ini:", area, h("button", { type: "button", onclick: async () => (said.textContent = (await copy(text)) ? " Tersalin." : "") }, "Salin teks surat"), " ", h("a", { href: `mailto:?subject=${subject}&body=${short}` }, "Buka program surel"), said),
      ),
    );
  }

  async describe(shape = "markdown") {
    try {
      return (await this.changes.read(shape)).isi.replace(/<!--.*?-->\s*/g, "");
    } catch {
      return "";
    }
  }

  // --- With a token ---

  byToken() {
    const { forge } = this;
    const token = h("input", { type: "password", id: unique("sop-s-token"), autocomplete: "off", spellcheck: "false", class: "sop-s-token" });
    const said = h("div", { role: "status", class: "sop-s-kirim" });
    const send = h("button", { type: "button", class: "sop-s-utama" }, `Kirim sebagai ${forge.requestName}`);
    send.addEventListener("click", async () => {
      if (!token.value.trim()) return void (said.textContent = "Isi tokennya lebih dahulu."), token.focus();
      send.disabled = true;
      try {
        const { url } = await this.send(token.value.trim(), (text) => (said.textContent = text));
        said.replaceChildren("Terkirim. ", h("a", { href: url, target: "_blank", rel: "noopener" }, `Lihat ${forge.requestName}`), ". Draf di peramban ini tetap ada sampai Anda membuangnya.");
      } catch (error) {
        said.replaceChildren(...this.explain(error));
      }
      send.disabled = false;
      said.scrollIntoView({ block: "nearest" });
    });
    return h(
      "details",
      { class: "sop-s-lewat-token" },
      h("summary", {}, `Atau kirim langsung dengan token ${forge.name}`),
      h("p", {}, h("label", { for: token.id }, "Token akses pribadi"), token, h("small", {}, "Hanya diingat selama halaman ini terbuka dan hanya dikirim ke ", new URL(forge.api).host, ".")),
      h("p", {}, send),
      said,
    );
  }

  async send(token, ontell) {
    const name = this.sheet.form.isian.nama || this.file;
    return this.forge.propose({
      path: this.path,
      text: async (there) => {
        const original = there || this.original, text = await this.whole(original);
        if (HIDDEN.test(text) && !HIDDEN.test(original)) throw new ForgeError(STILL_HIDDEN);
        return text;
      },
      isSame: (there) => this.isPublished(there),
      title: this.sheet.isNew ? `SOP baru: ${name}` : `Ubah SOP ${name}`,
      body: await this.describe(),
      slug: this.file.replace(/\.ya?ml$/, ""),
      isNew: this.sheet.isNew,
      token,
      ontell,
    });
  }

  explain(error) {
    if (!(error instanceof ForgeError)) return [`${error.message}. Suntingan Anda tetap ada di halaman ini.`];
    const parts = [h("p", { class: "sop-s-pesan sop-s-galat" }, `${error.message}. Suntingan Anda tetap ada di halaman ini.`)];
    if (error.theirs !== null) {
      parts.push(
        h("p", {}, "Gabungkan perubahan Anda dengan versi itu; bila menyentuh baris yang sama, Anda diberi tahu dan tidak ada yang ditimpa."),
        h("p", { class: "sop-s-baris-tombol" }, h("button", { type: "button", class: "sop-s-utama", onclick: () => this.merge(error.theirs) }, "Gabungkan"), h("button", { type: "button", onclick: async () => download(this.file, await this.whole(error.theirs)) }, "Unduh versi saya")),
      );
    }
    return parts;
  }

  async merge(theirs) {
    const told = await this.helper.ask({ do: "merge", text: this.sheet.text, theirs: plainLines(theirs) });
    const said = h("p", { role: "status", class: "sop-s-pesan" });
    if (told.text === null) {
      said.classList.add("sop-s-peringatan");
      said.textContent = `Tidak dapat digabung sendiri: versi di repositori mengubah baris yang sama (${told.lines.map((line) => `“${line.trim().slice(0, 60)}”`).join(", ")}). Unduh versi Anda, muat ulang halaman setelah katalog terbit, lalu ulangi perubahan itu.`;
      this.body.prepend(said);
      return;
    }
    this.original = theirs;
    this.onmerge(told.published, told.text);
    await this.sheet.settled();
    await this.offer();
    said.textContent = "Sudah digabung dengan versi di repositori. Periksa tab Perubahan, lalu serahkan.";
    this.body.prepend(said);
    announce(said.textContent);
  }

  // --- Always ---

  always() {
    const said = h("span", { role: "status", class: "sop-s-kata" });
    return h(
      "section",
      { class: "sop-s-selalu" },
      h("h3", {}, "Selalu bisa"),
      h("p", { class: "sop-s-baris-tombol" },
        h("button", { type: "button", onclick: async () => download(this.file, await this.whole()) }, `Unduh ${this.file}`),
        h("button", { type: "button", onclick: async () => (said.textContent = (await copy(await this.whole())) ? "Tersalin." : "Peramban menolak menyalin.") }, "Salin isi berkas"),
        h("button", { type: "button", onclick: () => (this.dialog.close(), this.print()) }, "Cetak"),
        said,
      ),
      this.hides ? h("p", {}, h("small", {}, "Pada unduhan dan salinan, NIP tetap disamarkan.")) : null,
    );
  }
}
