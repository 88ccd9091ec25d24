/* What the site gives this page: its addresses, the SOPs as data, the index of all, and where a file is changed by hand. */

import { Forge } from "./forge.js";

export const slugOf = (path) => path.split("/").pop().replace(/\.ya?ml$/, "");

async function getJson(address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${address.split("/").pop()}: ${response.status}`);
  return response.json();
}

// What every form needs is small; the other SOPs and the registers may come while somebody types.
export class Site {
  constructor(place, page) {
    const address = (name) => new URL(place.dataset[name], page).href;
    this.root = address("akar");
    this.engine = address("mesin");
    this.addresses = { sops: address("sop"), about: address("situs"), index: address("indeks"), words: address("kata") };
    this.guide = place.dataset.panduan || "";
    this.about = null; // { settings, kepala, templat, … } once it has come
    this.index = null; // { index: { sop: [[path, name, number, unit], …], … }, … } once it has come
    this.coming = {};
  }

  once(key, load) {
    return (this.coming[key] = this.coming[key] || load());
  }

  loadAbout() {
    return this.once("about", () => getJson(this.addresses.about).then((data) => (this.about = data)));
  }

  loadIndex() {
    return this.once("index", () => getJson(this.addresses.index).then((data) => (this.index = data)));
  }

  loadSop(slug) {
    return getJson(`${this.addresses.sops}${encodeURIComponent(slug)}.json`);
  }

  // Gives the catalogue's words to the core. Whether it has them; where not, the next call asks again.
  tellWords(helper) {
    const told = () => getJson(this.addresses.words).then((words) => helper.ask({ do: "words", words }));
    return this.once("words", () => told().then(() => true, () => {
      this.coming.words = null;
      return false;
    }));
  }

  get rows() {
    return this.index ? this.index.index.sop : [];
  }

  has(slug) {
    return this.rows.some(([path]) => slugOf(path) === slug);
  }

  pageOf(path) {
    return new URL(`sop/${slugOf(path)}${this.about.settings.directory_urls === false ? ".html" : "/"}`, this.root).href;
  }

  // Where the forge changes an SOP's file by hand; "" where that is not known.
  editUrlOf(slug) {
    const row = this.about && this.about.settings.forge && this.rows.find(([path]) => slugOf(path) === slug);
    if (!row) return "";
    const { forge, sops_dir: folder } = this.about.settings;
    return new Forge(forge).editUrl(`${folder === undefined ? "sops" : folder}/${row[0]}`);
  }
}
