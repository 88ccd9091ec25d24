/* The page /sunting/: finds out what somebody wants to change, shows its form, and brings everything together. */

import { announce, attribute, capital, coded, fit, h, iconButton, words } from "./rupa.js";
import { Helper } from "./pekerja.js";
import { Sheet } from "./lembar.js";
import { Choices } from "./pilih.js";
import { Form } from "./formulir.js";
import { Findings, lead } from "./temuan.js";
import { Paper } from "./cetak.js";
import { Changes } from "./perubahan.js";
import { Script } from "./naskah.js";
import { Drafts } from "./draf.js";
import { Paste } from "./tempel.js";
import { HandOver, download } from "./serah.js";
import { Forge } from "./forge.js";

const place = document.getElementById("sop-sunting");
const page = new URL(location.href);
const root = new URL(place.dataset.akar, page).href;
const [engine, sopFolder, siteFile, indexFile, wordsFile] = ["mesin", "sop", "situs", "indeks", "kata"].map((name) => new URL(place.dataset[name], page).href);
const asked = page.searchParams;
const BLANK = "nama:\nunit:\nstatus: draf\n\npelaksana:\n\nlangkah:\n  - pelaksana:\n    kegiatan:\n";
const DRAFT_NAME = "draf-", DRAFT = new RegExp(`^${DRAFT_NAME}`); // how a draft is called that somebody downloads
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

// --- Where the page cannot work, it says so and leads the old way ---

function oldWay(reason, slug) {
  const box = place.querySelector(".sop-s-lama");
  box.hidden = false;
  box.querySelector(".sop-s-sebab").textContent = reason;
  const link = box.querySelector("a[data-berkas]");
  if (link && slug && site && index && site.settings.forge) {
    const row = index.index.sop.find(([path]) => slugOf(path) === slug);
    if (row) link.href = new Forge(site.settings.forge).editUrl(`${site.settings.sops_dir === undefined ? "sops" : site.settings.sops_dir}/${row[0]}`);
  }
}

const slugOf = (path) => path.split("/").pop().replace(/\.ya?ml$/, "");

async function getJson(address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${address.split("/").pop()}: ${response.status}`);
  return response.json();
}

// What every form needs is small; the other SOPs and the registers may come while somebody types.
let site = null, index = null;
let siteLoading = null, indexLoading = null;
const loadSite = () => (siteLoading = siteLoading || getJson(siteFile).then((data) => (site = data)));
const loadIndex = () => (indexLoading = indexLoading || getJson(indexFile).then((data) => (index = data)));

async function begin() {
  place.querySelector(".sop-s-lama").hidden = true;
  if (location.protocol === "file:") return oldWay("Halaman ini tidak dapat bekerja dari berkas di komputer; buka katalog lewat alamat situsnya.");
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") return oldWay("Peramban ini terlalu lama: tidak mengenal WebAssembly.");
  const slug = asked.get("sop") || asked.get("salin");
  loadSite().catch(() => {});
  loadIndex().catch(() => {});
  if (!slug && !asked.has("baru")) return choose();
  try {
    const source = slug ? await getJson(`${sopFolder}${encodeURIComponent(slug)}.json`) : null;
    await work(source, asked.has("salin") ? "salin" : slug ? "ubah" : "baru");
  } catch (error) {
    await Promise.all([loadSite(), loadIndex()]).catch(() => {});
    oldWay(slug && /404/.test(error.message) ? `SOP “${slug}” tidak ada di katalog ini.` : `Halaman ini tidak dapat dimuat (${error.message}).`, slug);
    if (slug) place.append(h("p", {}, h("a", { href: page.pathname }, "Pilih SOP lain atau buat SOP baru")));
  }
}

// --- Without an SOP in the address ---

async function choose() {
  const drafts = new Drafts(root);
  const list = h("ul", { class: "sop-s-pilihan" });
  const search = h("input", { type: "search", id: "sop-s-cari", autocomplete: "off", oninput: () => show() });
  const file = h("input", { type: "file", accept: ".yml,.yaml,text/yaml", id: "sop-s-berkas", class: "sop-s-berkas", onchange: () => file.files[0] && openFile(file.files[0]) });
  const kept = drafts.list();
  const named = (name) => (name.startsWith(":") ? "?baru" : `?sop=${encodeURIComponent(name.split(":")[0])}`);
  place.append(
    h("section", { class: "sop-s-mulai" },
      h("div", {}, h("h2", {}, "SOP baru"), h("p", {}, "Ketik langsung pada formulir kosong."), h("p", {}, h("a", { class: "sop-s-utama", href: "?baru" }, "Mulai SOP baru"))),
      h("div", {}, h("h2", {}, "Berkas di komputer"), h("p", {}, "Lanjutkan berkas .yml yang pernah diunduh."), h("label", { for: "sop-s-berkas" }, "Buka berkas "), file, h("p", { class: "sop-s-pesan sop-s-galat sop-s-salah-berkas", role: "alert", hidden: true })),
      kept.length ? h("div", {}, h("h2", {}, "Draf di peramban ini"), h("ul", {}, ...kept.map(({ name, title, time }) => h("li", {}, h("a", { href: named(name) }, title || name), ` ${new Date(time).toLocaleString("id")}`)))) : null,
      h("div", {}, h("h2", {}, "Ubah atau salin SOP yang ada"), h("label", { for: "sop-s-cari" }, "Cari SOP"), search, list),
    ),
  );
  const show = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = (index ? index.index.sop : []).filter(([path, nama, nomor]) => wanted.every((word) => `${nama} ${nomor || ""} ${path}`.toLowerCase().includes(word)));
    list.replaceChildren(
      ...found.slice(0, 30).map(([path, nama, nomor]) => {
        const slug = encodeURIComponent(slugOf(path));
        return h("li", {}, h("a", { href: `?sop=${slug}` }, nama), nomor ? h("small", {}, ` ${nomor}`) : null, " ", h("a", { href: `?salin=${slug}`, "aria-label": `Salin ${nama} sebagai SOP baru` }, "Salin"));
      }),
      ...(found.length > 30 ? [h("li", {}, `… dan ${found.length - 30} lagi; ketik namanya.`)] : []),
    );
  };
  try {
    await loadIndex();
    show();
  } catch (error) {
    oldWay(`Daftar SOP tidak dapat dimuat (${error.message}).`);
  }
}

async function openFile(file) {
  const said = place.querySelector(".sop-s-salah-berkas");
  let slug = file.name.replace(/(?: \(\d+\))?\.ya?ml$/i, "");
  let text, source = null;
  try {
    text = (await file.text()).replace(/^\ufeff/, "");
    said.hidden = !/[\u0000\ufffd]/.test(text);
    if (!said.hidden) return void (said.textContent = `${file.name} bukan berkas SOP dari katalog (.yml). Naskah Word atau Excel: pilih Mulai SOP baru, lalu Tempel baris dari Word atau Excel.`);
    await Promise.all([loadIndex(), loadSite()]);
    // Of an SOP that the catalogue has, the published text is what the file is held against: without it nothing is right.
    const isKnown = (name) => index.index.sop.some(([path]) => slugOf(path) === name);
    if (!isKnown(slug) && isKnown(slug.replace(DRAFT, ""))) slug = slug.replace(DRAFT, "");
    if (isKnown(slug)) source = await getJson(`${sopFolder}${encodeURIComponent(slug)}.json`);
  } catch (error) {
    return oldWay(`Berkas ${file.name} belum dapat dibuka (${error.message}). Muat ulang halaman ini, lalu buka lagi.`, slug);
  }
  place.querySelector(".sop-s-lama").hidden = true;
  place.querySelector(".sop-s-mulai").remove();
  await work(source, source ? "ubah" : "baru", text, `${slug}.yml`);
}

// --- One SOP ---

async function work(source, how, opened = null, name = "") {
  const isNew = how !== "ubah";
  const helper = new Helper(engine);
  const form = source ? source.formulir : { isian: { status: "draf" }, kolom: [], baris: [{ sel: {}, gabung: {}, rantai: false, daftar: false, simbol: [{ pelaksana: [], isi: "", keputusan: false, arah: [] }] }], asing: [] };
  await loadSite();
  const heading = source ? source.kepala : site.kepala;
  const sheet = new Sheet(helper, { path: isNew ? name || "baru.yml" : source.path, published: isNew ? "" : source.teks, form, heading, isNew });
  const choices = new Choices();
  const drafts = new Drafts(root);
  const draftsOf = isNew ? "" : slugOf(sheet.path);
  const draftName = drafts.fresh(draftsOf);
  let untouched = isNew && opened === null ? 0 : -1; // the version that is a form as it was opened: no draft yet
  const isUntouched = () => sheet.states[sheet.place].version === untouched;
  const view = new Form(sheet, choices, site, { openPaste: (index) => paste.open(index), root });
  const paste = new Paste(sheet, helper, view.activity);
  let wordsLoading = null;
  const loadWords = () => (wordsLoading = wordsLoading || getJson(wordsFile).then((told) => helper.ask({ do: "words", words: told })).then(() => true, () => (wordsLoading = null) !== null));
  const changes = new Changes(sheet, helper, loadWords);
  const paper = new Paper(sheet, helper, root);
  const script = new Script(sheet);
  const findings = new Findings(sheet, view.element, { onfix: fix });
  const handOver = new HandOver({ sheet, helper, settings: site.settings, changes, source: isNew ? null : source, drafts, print: () => show("cetak").then(() => paper.print()), onmerge: merged });
  handOver.onlead = (finding) => findings.onshow(finding);
  findings.onshow = async (finding) => {
    if (sheet.readable) await show("formulir");
    if (!sheet.readable || !finding.jalur.length || !lead(view.element, finding.jalur)) await show("yaml").then(() => script.show(finding.baris));
  };

  // --- The bar ---

  const status = h("span", { class: "sop-s-keadaan", role: "status", title: "Ketikan disimpan sebagai draf di peramban ini" }, "Memuat pemeriksa …");
  const undo = iconButton("undo", "Urungkan (Ctrl+Z)", () => sheet.undo());
  const redo = iconButton("redo", "Ulangi (Ctrl+Y)", () => sheet.redo());
  const TABS = [["formulir", "Formulir"], ["cetak", "Cetak"], ["perubahan", "Perubahan"], ["yaml", "YAML"]];
  const panels = { formulir: view.element, cetak: paper.element, perubahan: changes.element, yaml: script.element };
  const tabs = TABS.map(([key, title]) => h("button", { type: "button", role: "tab", id: `sop-s-tab-${key}`, "aria-controls": `sop-s-panel-${key}`, "aria-selected": String(key === "formulir"), tabindex: key === "formulir" ? "0" : "-1", onclick: () => show(key) }, title));
  const tablist = h("div", { class: "sop-s-tab", role: "tablist", "aria-label": "Tampilan", onkeydown: (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  } }, ...tabs);
  const save = h("button", { type: "button", onclick: async () => download(handOver.file, await handOver.whole()) }, "Unduh");
  const give = h("button", { type: "button", class: "sop-s-utama", onclick: () => handOver.open() }, "Serahkan");
  const bar = h("div", { class: "sop-s-bilah" }, h("div", { class: "sop-s-bilah-kiri" }, undo, redo, tablist), h("div", { class: "sop-s-bilah-kanan" }, status, save, give));
  const notes = h("div", { class: "sop-s-kabar-inti", role: "status" });
  // Who works far below the notes sees the last of them at the window's edge.
  const below = h("p", { class: "sop-s-kabar-bawah", hidden: true }, h("span", { "aria-hidden": "true" }), h("button", { type: "button", class: "sop-s-kecil", onclick: () => (notes.scrollIntoView({ block: "center", behavior: "instant" }), notes.querySelector("button").focus({ preventScroll: true })) }, "Lihat semua kabar"));
  let isInView = true;
  new IntersectionObserver((seen) => ((isInView = seen[seen.length - 1].isIntersecting), showBelow()), { rootMargin: "-90px 0px 0px" }).observe(notes);
  const draftBox = h("div", { class: "sop-s-draf" });
  const title = place.querySelector("h1");
  const guide = place.dataset.panduan && h("a", { href: place.dataset.panduan, target: "_blank", rel: "noopener" }, "Panduan (tab baru)");
  const shownAt = source && !isNew ? [h("a", { href: new URL(`sop/${slugOf(sheet.path)}${site.settings.directory_urls === false ? ".html" : "/"}`, root).href }, "Lihat halaman SOP"), " · ", h("code", {}, source.path)] : [];
  const frames = TABS.map(([key]) => h("div", { id: `sop-s-panel-${key}`, role: "tabpanel", "aria-labelledby": `sop-s-tab-${key}`, hidden: key !== "formulir", tabindex: key === "formulir" ? null : "0" }, panels[key]));
  let shown = "formulir";

  // Each tab where it was left; one that is new, from its top, which the bar would hide where somebody has scrolled down.
  const left = new Map();
  function turn(key) {
    const stuck = draftBox.getBoundingClientRect().bottom + scrollY - parseFloat(getComputedStyle(bar).top); // from here on it stays in view
    left.set(shown, scrollY);
    const to = left.has(key) ? left.get(key) : Math.min(scrollY, stuck);
    return () => scrollTo({ top: to, behavior: "instant" });
  }

  async function show(key) {
    const goThere = key === shown ? null : turn(key);
    shown = key;
    tabs.forEach((tab, index) => {
      const on = TABS[index][0] === key;
      attribute(tab, "aria-selected", String(on));
      attribute(tab, "tabindex", on ? "0" : "-1");
      frames[index].hidden = !on;
    });
    if (goThere) goThere();
    const before = scrollY;
    await look(key);
    if (goThere && shown === key && scrollY === before) goThere(); // now as high as it is
  }

  async function look(key) {
    try {
      if (key === "cetak") await paper.update();
      else if (key === "perubahan") await changes.update();
      else if (key === "yaml") script.update();
    } catch (error) {
      words(status, `Tab ini belum dapat ditampilkan (${error.message})`);
    }
  }

  // --- What changes when something has changed ---

  function retitle() {
    const named = sheet.form.isian.nama;
    words(title, isNew ? `SOP baru${named ? `: ${named}` : ""}` : `Sunting: ${named || sheet.path}`);
    document.title = `${title.textContent} - ${document.title.split(" - ").pop()}`;
  }

  function refresh(what) {
    view.update(Boolean(what && what.jump));
    showReadable();
    if (what && what.answer) findings.update();
    attribute(undo, "disabled", !sheet.canUndo);
    attribute(redo, "disabled", !sheet.canRedo);
    retitle();
    if (what) showNotes();
    if (what && (what.answer || what.failed)) {
      showState();
      if (shown === "yaml") script.update();
    }
    if (what && what.answer) keepDraft();
    if (what && what.last && (shown === "cetak" || shown === "perubahan")) look(shown);
    if (isNew && what && (what.local || what.last)) nameFile();
  }

  // A form that shows another text than the file's is no place to type.
  function showReadable() {
    if (!sheet.readable && view.element.contains(document.activeElement)) tabs[TABS.length - 1].focus();
    attribute(view.element, "inert", sheet.readable ? null : "");
  }

  function showState() {
    const state = sheet.isAhead && !sheet.pending ? "Perubahan terakhir belum tersimpan" : drafts.works ? "Draf tersimpan" : "Draf tidak tersimpan; unduh sebelum menutup";
    words(status, helper.failed ? "Tanpa pemeriksa" : sheet.changed && !isUntouched() ? state : "Belum ada perubahan");
  }

  function showNotes() {
    const items = [
      ...(!sheet.readable ? [h("p", { class: "sop-s-pesan sop-s-galat" }, "Teks berkas belum terbaca sebagai SOP, jadi formulir menampilkan keadaan terakhir yang terbaca. Perbaiki pada tab YAML, atau urungkan.")] : []),
      ...sheet.said.map(saying),
      ...(sheet.said.length ? [h("p", { class: "sop-s-baris-tombol" }, h("button", { type: "button", class: "sop-s-kecil", onclick: () => (sheet.putAway(), title.focus()) }, "Sudah dibaca"))] : []),
    ];
    showBelow();
    const key = JSON.stringify([sheet.readable, sheet.said]);
    if (key === notes.dataset.kunci) return;
    notes.dataset.kunci = key;
    notes.replaceChildren(...items);
  }

  function showBelow() {
    const { said } = sheet, last = said[said.length - 1];
    below.hidden = isInView || !last;
    if (last) words(below.firstChild, `${capital(last.teks).replace(/`/g, "")}.`);
  }

  // One sentence of what was done besides, or was not done. Of an earlier change it speaks in the numbers of then, and what
  // would be otherwise now nobody knows.
  function saying({ teks, jalur, lain, baris, ditolak, isLast }) {
    if (ditolak) return h("p", { class: "sop-s-pesan sop-s-galat" }, ...coded(`${capital(teks)}.`));
    const path = () => (baris ? ["langkah", sheet.form.baris.findIndex(({ id }) => id === baris), ...jalur.slice(2)] : jalur);
    const button = (text, onclick) => h("button", { type: "button", class: "sop-s-kecil", onclick }, ...coded(text));
    return h(
      "p",
      { class: "sop-s-pesan sop-s-peringatan" },
      isLast ? "" : h("strong", {}, "Pada perubahan sebelumnya: "),
      ...coded(`${capital(teks)}. `),
      button("Tunjukkan", () => lead(view.element, path())),
      lain && isLast ? button(capital(lain.label), () => sheet.change(lain.op, { what: "tujuan" })) : null,
    );
  }

  function fix(index, number) {
    const { edits } = sheet.findings[index].perbaikan[number];
    sheet.change({ op: "edits", edits }, { what: "perbaikan" });
    announce("Diperbaiki");
  }

  // A new SOP's file is named after it, below the folder of its unit.
  let naming = null, named = sheet.path; // as the core knows it
  function nameFile() {
    if (sheet.answered < 0) return; // of an opened file or a draft the core has not said yet what it is called
    const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    const { nama = "", unit = "" } = sheet.form.isian;
    const stem = fold(nama.replace(/^sop\s+/i, "")).slice(0, 80).replace(/-$/, "") || "baru";
    const folders = new Map();
    for (const [path, , , owner] of index ? index.index.sop : []) if (owner === unit) folders.set(path.split("/").slice(0, -1).join("/"), (folders.get(path.split("/").slice(0, -1).join("/")) || 0) + 1);
    const home = [...folders].sort((one, other) => other[1] - one[1])[0];
    // The name of another SOP's file would take its place.
    const taken = new Set((index ? index.index.sop : []).map(([other]) => slugOf(other)));
    let free = stem, number = 1;
    while (taken.has(free)) free = `${stem}-${(number += 1)}`;
    sheet.path = [home ? home[0] : fold(unit), `${free}.yml`].filter(Boolean).join("/");
    clearTimeout(naming);
    if (sheet.path !== named) naming = setTimeout(() => sheet.rename((named = sheet.path)), 600);
  }

  let keeping = null, taken = null;
  function keepDraft() {
    keeping = keeping || setTimeout(keepNow, 300); // also of who types on without a pause
  }

  function keepNow() {
    if (!keeping) return;
    clearTimeout(keeping);
    keeping = null;
    if (sheet.answered < 0) return; // of an opened file the core has not said yet what it is
    if (!sheet.changed || isUntouched() || (!isNew && sheet.made === sheet.published)) return drafts.drop(draftName);
    const base = isNew ? "" : sheet.published;
    if (drafts.set(draftName, { path: sheet.path, base, text: sheet.made, time: Date.now(), title: sheet.form.isian.nama || "SOP baru" }) && taken) {
      // Another tab may go on with the draft that was taken up here: what it has written since stays.
      const there = drafts.get(taken.name);
      if (there && there.text === taken.text) drafts.drop(taken.name);
      taken = null;
    }
    showState();
  }

  function merged(published, text) {
    sheet.published = published;
    helper.ask({ do: "base", published }).catch(() => {});
    sheet.replaceText(text);
    changes.shown = -1;
  }

  // --- A draft of before ---

  function offerDraft(draft) {
    const old = !isNew && draft.base !== undefined && draft.base !== sheet.published;
    const when = new Date(draft.time).toLocaleString("id", { dateStyle: "long", timeStyle: "short" });
    const take = async (merge) => {
      draftBox.replaceChildren();
      title.focus();
      taken = draft;
      if (merge) {
        const told = await helper.ask({ do: "merge", text: draft.text, theirs: sheet.published, base: draft.base });
        if (told.text !== null) return sheet.replaceText(told.text);
        announce("Draf menyentuh baris yang juga berubah pada versi terbit; draf dibuka apa adanya, periksa tab Perubahan");
      }
      sheet.replaceText(draft.text);
    };
    const box = h("p", { class: "sop-s-pesan sop-s-peringatan" },
        h("strong", {}, `Ada draf${isNew && draft.title ? ` “${draft.title}”` : ""} dari ${when}. `),
        old ? "Draf itu dibuat dari versi terbit sebelumnya. " : "",
        h("button", { type: "button", class: "sop-s-utama", onclick: () => take(old) }, old ? "Lanjutkan di atas versi terbit" : "Lanjutkan draf"),
        " ",
        h("button", { type: "button", onclick: () => (drafts.drop(draft.name), box.remove(), title.focus()) }, "Buang draf"),
        " ",
        h("button", { type: "button", onclick: () => download(`${DRAFT_NAME}${draft.path.split("/").pop()}`, draft.text) }, "Unduh draf"),
    );
    draftBox.append(box);
  }

  // --- Start ---

  place.append(
    h("div", { class: "sop-s-atas" }, title, shownAt.length || guide ? h("p", { class: "sop-s-sumber" }, ...shownAt, shownAt.length && guide ? " · " : "", guide || "") : null),
    draftBox,
    bar,
    notes,
    below,
    findings.panel,
    ...frames,
    paste.dialog,
    handOver.dialog,
    h("p", { id: "sop-s-kabar", class: "sop-tersembunyi", role: "status" }),
  );
  sheet.listen(refresh);
  refresh({ local: true });
  place.querySelectorAll("textarea").forEach(fit);
  place.dataset.siap = "ketik";
  performance.mark("sop-ketik");

  helper.onready = () => {
    place.dataset.siap = "periksa";
    performance.mark("sop-siap");
  };
  helper.onfail = (reason) => {
    words(status, "Tanpa pemeriksa");
    const hasStopped = place.dataset.siap === "periksa";
    const next = hasStopped ? "Muat ulang halaman ini, lalu pilih Lanjutkan draf; yang diketik sesudah draf terakhir perlu diketik lagi." : "Formulir ini tidak dapat menyimpan tanpa pemeriksa.";
    oldWay(`${reason} ${next}`, isNew ? "" : slugOf(sheet.path));
    place.classList.add("sop-s-mati");
    if (!hasStopped) return;
    const again = h("button", { type: "button", class: "sop-s-utama", onclick: () => location.reload() }, "Muat ulang");
    place.querySelector(".sop-s-sebab").parentElement.after(h("p", {}, again));
    again.focus(); // whoever types on would type for nothing
  };
  const startHelper = () => helper.start({ settings: site.settings, index: index.index, templates: site.templat, today: asked.get("hari") || today() });
  loadIndex().then(() => ((choices.site = index), startHelper()), (error) => helper.fail(`Daftar SOP tidak dapat dimuat (${error.message}).`));
  const first = opened !== null ? opened : how === "salin" ? source.teks : isNew ? BLANK : source.teks;
  sheet.begin(first);
  if (how === "salin") {
    const clear = ["nomor", "tanggal_pembuatan", "tanggal_pengesahan", "tanggal_revisi", "tanggal_efektif", "tinjau_sebelum", "digantikan_oleh", "contoh"].filter((key) => form.isian[key]);
    sheet.changeAll(
      [
        { op: "text", path: ["nama"], text: `${form.isian.nama} (salinan)` },
        { op: "text", path: ["status"], text: "draf" },
        ...clear.map((key) => ({ op: "text", path: [key], text: "" })),
        ...["naskah_sah", "riwayat", "evaluasi", "slug_lama", "catatan_sumber"].filter((key) => form.isian[key]).map((key) => ({ op: "items", path: [key], texts: [] })),
      ],
      { what: "salinan" },
    );
    untouched = sheet.version;
  }
  if (opened !== null) (sheet.changed = true), keepDraft();
  if (opened === null && how !== "salin") for (const draft of drafts.of(draftsOf)) if (draft.text !== first) offerDraft(draft);

  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (event.target.closest && event.target.closest(".sop-s-naskah, input[type=search], .md-search")) return;
    if (key === "z" && !event.shiftKey) event.preventDefault(), sheet.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) event.preventDefault(), sheet.redo();
  });
  // A phone ends a page that is out of sight without asking: what is known is kept before.
  document.addEventListener("visibilitychange", () => document.hidden && keepNow());
  addEventListener("pagehide", keepNow);
  addEventListener("beforeunload", (event) => {
    keepNow();
    if (sheet.isAhead || (!helper.failed && sheet.pending) || (sheet.changed && !isUntouched() && !drafts.works)) event.preventDefault();
  });
  // For tests and for those who look: what the page holds.
  window.SopSunting = { sheet, helper, show };
}

begin();
