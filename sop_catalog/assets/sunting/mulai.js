/* The page /sunting/: finds out what somebody wants to change, shows its form, and brings everything together. */

import { announce, attribute, fit, h, iconButton, words } from "./rupa.js";
import { BLANK, BLANK_FORM, copying, pathFor } from "./baru.js";
import { Site, slugOf } from "./situs.js";
import { Helper } from "./pekerja.js";
import { Sheet } from "./lembar.js";
import { Choices } from "./pilih.js";
import { Form } from "./formulir.js";
import { Findings, lead } from "./temuan.js";
import { News } from "./kabar.js";
import { Paper } from "./cetak.js";
import { Changes } from "./perubahan.js";
import { Script } from "./naskah.js";
import { Tabs } from "./tab.js";
import { Drafts } from "./draf.js";
import { Keeping } from "./simpanan.js";
import { Opener } from "./pembuka.js";
import { Paste } from "./tempel.js";
import { HandOver, download } from "./serah.js";

const place = document.getElementById("sop-sunting");
const page = new URL(location.href);
const site = new Site(place, page);
const asked = page.searchParams;
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

// Where the page cannot work, it says so and leads the old way.
function oldWay(reason, slug) {
  const box = place.querySelector(".sop-s-lama");
  box.hidden = false;
  box.querySelector(".sop-s-sebab").textContent = reason;
  const link = box.querySelector("a[data-berkas]");
  const address = link && slug && site.editUrlOf(slug);
  if (address) link.href = address;
}

async function begin() {
  place.querySelector(".sop-s-lama").hidden = true;
  if (location.protocol === "file:") return oldWay("Halaman ini tidak dapat bekerja dari berkas di komputer; buka katalog lewat alamat situsnya.");
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") return oldWay("Peramban ini terlalu lama: tidak mengenal WebAssembly.");
  const slug = asked.get("sop") || asked.get("salin");
  site.loadAbout().catch(() => {});
  site.loadIndex().catch(() => {});
  if (!slug && !asked.has("baru")) return choose();
  try {
    const source = slug ? await site.loadSop(slug) : null;
    await work(source, asked.has("salin") ? "salin" : slug ? "ubah" : "baru");
  } catch (error) {
    await Promise.all([site.loadAbout(), site.loadIndex()]).catch(() => {});
    oldWay(slug && /404/.test(error.message) ? `SOP “${slug}” tidak ada di katalog ini.` : `Halaman ini tidak dapat dimuat (${error.message}).`, slug);
    if (slug) place.append(h("p", {}, h("a", { href: page.pathname }, "Pilih SOP lain atau buat SOP baru")));
  }
}

async function choose() {
  const opener = new Opener(site, {
    onfail: oldWay,
    onopen(source, text, name) {
      place.querySelector(".sop-s-lama").hidden = true;
      return work(source, source ? "ubah" : "baru", text, name);
    },
  });
  place.append(opener.element);
  await opener.begin();
}

// --- One SOP ---

// source: what the site has of it, null for a new one; how: "ubah", "salin", "baru"; opened: a file's text, its name.
async function work(source, how, opened = null, name = "") {
  const isNew = how !== "ubah";
  await site.loadAbout();
  const { settings, kepala, templat } = site.about;
  const form = source ? source.formulir : BLANK_FORM;
  const first = opened !== null ? opened : source ? source.teks : BLANK;
  const title = place.querySelector("h1");

  const helper = new Helper(site.engine);
  const sheet = new Sheet(helper, { path: isNew ? name || "baru.yml" : source.path, published: isNew ? "" : source.teks, form, heading: source ? source.kepala : kepala, isNew });
  const drafts = new Drafts(site.root);
  let untouched = isNew && opened === null ? 0 : -1; // the version that is a form as it was opened: no draft yet
  const isUntouched = () => sheet.states[sheet.place].version === untouched;
  const keeping = new Keeping({ sheet, helper, drafts, slug: isNew ? "" : slugOf(sheet.path), isUntouched, onkept: showState, heading: title });

  const choices = new Choices();
  const view = new Form(sheet, choices, site.about, { openPaste: (index) => paste.open(index), root: site.root });
  const paste = new Paste(sheet, helper, view.activity);
  const changes = new Changes(sheet, helper, () => site.tellWords(helper));
  const paper = new Paper(sheet, helper, site.root);
  const script = new Script(sheet);
  const news = new News(sheet, view.element, title);
  const findings = new Findings(sheet, view.element, { onfix: fix });
  const handOver = new HandOver({ sheet, helper, settings, changes, source: isNew ? null : source, drafts, print: () => tabs.show("cetak").then(() => paper.print()), onmerge: merged });
  handOver.onlead = (finding) => findings.onshow(finding);
  findings.onshow = async (finding) => {
    if (sheet.readable) await tabs.show("formulir");
    if (!sheet.readable || !finding.jalur.length || !lead(view.element, finding.jalur)) await tabs.show("yaml").then(() => script.show(finding.baris));
  };

  // --- What is there to see ---

  const status = h("span", { class: "sop-s-keadaan", role: "status", title: "Ketikan disimpan sebagai draf di peramban ini" }, "Memuat pemeriksa …");
  const undo = iconButton("undo", "Urungkan (Ctrl+Z)", () => sheet.undo());
  const redo = iconButton("redo", "Ulangi (Ctrl+Y)", () => sheet.redo());
  const save = h("button", { type: "button", onclick: async () => download(handOver.file, await handOver.whole()) }, "Unduh");
  const give = h("button", { type: "button", class: "sop-s-utama", onclick: () => handOver.open() }, "Serahkan");
  const tabs = new Tabs(
    { formulir: view.element, cetak: paper.element, perubahan: changes.element, yaml: script.element },
    { update: look, stuckAt: () => keeping.element.getBoundingClientRect().bottom + scrollY - parseFloat(getComputedStyle(bar).top) },
  );
  const bar = h("div", { class: "sop-s-bilah" }, h("div", { class: "sop-s-bilah-kiri" }, undo, redo, tabs.element), h("div", { class: "sop-s-bilah-kanan" }, status, save, give));
  const guide = site.guide && h("a", { href: site.guide, target: "_blank", rel: "noopener" }, "Panduan (tab baru)");
  const shownAt = isNew ? [] : [h("a", { href: site.pageOf(sheet.path) }, "Lihat halaman SOP"), " · ", h("code", {}, source.path)];
  place.append(
    h("div", { class: "sop-s-atas" }, title, shownAt.length || guide ? h("p", { class: "sop-s-sumber" }, ...shownAt, shownAt.length && guide ? " · " : "", guide || "") : null),
    keeping.element,
    bar,
    news.element,
    news.below,
    findings.panel,
    ...tabs.frames,
    paste.dialog,
    handOver.dialog,
    h("p", { id: "sop-s-kabar", class: "sop-tersembunyi", role: "status" }),
  );

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

  function refresh(what) {
    view.update(Boolean(what && what.jump));
    showReadable();
    if (what && what.answer) findings.update();
    attribute(undo, "disabled", !sheet.canUndo);
    attribute(redo, "disabled", !sheet.canRedo);
    retitle();
    if (what) news.update();
    if (what && (what.answer || what.failed)) {
      showState();
      if (tabs.shown === "yaml") script.update();
    }
    if (what && what.answer) keeping.later();
    if (what && what.last && (tabs.shown === "cetak" || tabs.shown === "perubahan")) look(tabs.shown);
    if (isNew && what && (what.local || what.last)) nameFile();
  }

  function retitle() {
    const named = sheet.form.isian.nama;
    words(title, isNew ? `SOP baru${named ? `: ${named}` : ""}` : `Sunting: ${named || sheet.path}`);
    document.title = `${title.textContent} - ${document.title.split(" - ").pop()}`;
  }

  // A form that shows another text than the file's is no place to type.
  function showReadable() {
    if (!sheet.readable && view.element.contains(document.activeElement)) tabs.focus("yaml");
    attribute(view.element, "inert", sheet.readable ? null : "");
  }

  function showState() {
    const state = sheet.isAhead && !sheet.pending ? "Perubahan terakhir belum tersimpan" : drafts.works ? "Draf tersimpan" : "Draf tidak tersimpan; unduh sebelum menutup";
    words(status, helper.failed ? "Tanpa pemeriksa" : sheet.changed && !isUntouched() ? state : "Belum ada perubahan");
  }

  let naming = null, named = sheet.path; // as the core knows it
  function nameFile() {
    if (sheet.answered < 0) return; // of an opened file or a draft the core has not said yet what it is called
    sheet.path = pathFor(sheet.form.isian, site.rows);
    clearTimeout(naming);
    if (sheet.path !== named) naming = setTimeout(() => sheet.rename((named = sheet.path)), 600);
  }

  function fix(index, number) {
    const { edits } = sheet.findings[index].perbaikan[number];
    sheet.change({ op: "edits", edits }, { what: "perbaikan" });
    announce("Diperbaiki");
  }

  function merged(published, text) {
    sheet.published = published;
    helper.ask({ do: "base", published }).catch(() => {});
    sheet.replaceText(text);
    changes.shown = -1;
  }

  // --- Start ---

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
  const startHelper = () => helper.start({ settings, index: site.index.index, templates: templat, today: asked.get("hari") || today() });
  site.loadIndex().then(() => ((choices.site = site.index), startHelper()), (error) => helper.fail(`Daftar SOP tidak dapat dimuat (${error.message}).`));
  sheet.begin(first);
  if (how === "salin") {
    sheet.changeAll(copying(form.isian), { what: "salinan" });
    untouched = sheet.version;
  }
  if (opened !== null) (sheet.changed = true), keeping.later();
  if (opened === null && how !== "salin") keeping.offer(first);

  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (event.target.closest && event.target.closest(".sop-s-naskah, input[type=search], .md-search")) return;
    if (key === "z" && !event.shiftKey) event.preventDefault(), sheet.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) event.preventDefault(), sheet.redo();
  });
  // A phone ends a page that is out of sight without asking: what is known is kept before.
  document.addEventListener("visibilitychange", () => document.hidden && keeping.now());
  addEventListener("pagehide", () => keeping.now());
  addEventListener("beforeunload", (event) => {
    keeping.now();
    if (keeping.isOwing) event.preventDefault();
  });
  // For tests and for those who look: what the page holds.
  window.SopSunting = { sheet, helper, show: (key) => tabs.show(key) };
}

begin();
