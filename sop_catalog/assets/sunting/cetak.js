/* The paper as it would print: the published page's own HTML and styles, on sheets; and a print of it. */

import { coded, h } from "./rupa.js";

// Those that this page has loaded itself, whatever sum stands in their names.
const STYLE = /\/assets\/sop(?:-flowchart)?(?:\.[0-9a-f]+)?\.css$/;
const styles = () => [...document.querySelectorAll("link[rel=stylesheet]")].map(({ href }) => href).filter((href) => STYLE.test(new URL(href).pathname));

// A document with the site's styles; the screen's rules are turned off in the one that shows sheets.
async function write(frame, html, root, asPaper) {
  const inner = frame.contentDocument;
  inner.open();
  inner.write("<!doctype html><html lang='id'><head><meta charset='utf-8'><title>SOP</title></head><body class='md-typeset'></body></html>");
  inner.close();
  const links = styles().map((address) => {
    const link = inner.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    const done = new Promise((yes) => (link.onload = link.onerror = yes));
    inner.head.append(link);
    return done;
  });
  inner.body.innerHTML = html;
  inner.querySelectorAll("img").forEach((image) => (image.loading = "eager"));
  inner.querySelectorAll(".sop-tanggal-cetak").forEach((place) => (place.textContent = new Date().toLocaleDateString("id", { dateStyle: "long" })));
  await Promise.all(links);
  if (asPaper) for (const sheet of inner.styleSheets) turn(sheet);
  return inner;
}

function turn(sheet) {
  let rules;
  try {
    rules = sheet.cssRules;
  } catch {
    return; // a style sheet of another host, which is none of ours
  }
  for (const rule of rules) {
    if (!(rule.media && rule.cssRules)) continue;
    if (/^print$/i.test(rule.media.mediaText)) rule.media.mediaText = "all";
    else if (/screen/i.test(rule.media.mediaText) && !/not\s+screen/i.test(rule.media.mediaText)) rule.media.mediaText = "not all";
  }
}

// The parts of the page, cut where sheets end.
function cut(inner, { kertas, tepi, cap }) {
  const article = inner.querySelector("article.sop");
  const form = article.querySelector(".sop-formulir");
  const frame = form.querySelector(".sop-gulung"), table = frame.querySelector("table"), foot = article.querySelector(".sop-kaki");
  const sheets = [];
  const shell = () => {
    const sheet = inner.createElement("section");
    sheet.className = "sop-s-lembar";
    sheet.setAttribute("aria-label", `Lembar ${sheets.length + 1}`);
    const piece = article.cloneNode(false), body = form.cloneNode(false);
    piece.append(body);
    sheet.append(piece);
    sheets.push({ sheet, piece, body });
    return sheets[sheets.length - 1];
  };
  let here = shell();
  here.body.append(...[...form.children].filter((child) => child !== frame && !child.matches("h2, .sop-geser")));
  let rows = null;
  const newTable = () => {
    const copy = table.cloneNode(false);
    for (const part of table.children) if (part.matches("caption, colgroup, thead")) copy.append(part.cloneNode(true));
    const holder = frame.cloneNode(false);
    holder.classList.remove("sop-lembar-baru");
    holder.removeAttribute("tabindex");
    rows = inner.createElement("tbody");
    copy.append(rows);
    holder.append(copy);
    here.body.append(holder);
  };
  if (frame.classList.contains("sop-lembar-baru")) here = shell();
  newTable();
  for (const part of [...table.tBodies]) {
    for (const row of [...part.rows]) {
      if (row.classList.contains("sop-lembar-baru")) (here = shell()), newTable(), row.classList.remove("sop-lembar-baru");
      rows.append(row);
    }
  }
  if (foot) here.piece.append(foot);
  sheets.forEach(({ sheet }, index) => {
    const mark = inner.createElement("p"), edge = inner.createElement("p");
    mark.className = "sop-s-cap-lembar";
    mark.textContent = cap;
    edge.className = "sop-s-tepi-lembar";
    edge.append(Object.assign(inner.createElement("span"), { textContent: tepi }), Object.assign(inner.createElement("span"), { textContent: `Halaman ${index + 1} dari ${sheets.length}` }));
    sheet.prepend(mark);
    sheet.append(edge);
  });
  const style = inner.createElement("style");
  style.textContent = `html,body{margin:0;background:#8a8f98}body{padding:4mm;display:flex;flex-direction:column;gap:4mm;align-items:flex-start}
.sop-s-lembar{box-sizing:border-box;position:relative;width:${kertas[0]}mm;min-height:${kertas[1]}mm;padding:9mm 9mm 13mm;background:#fff;color:#000;box-shadow:0 1px 4px #0006}
.sop-s-cap-lembar{position:absolute;top:2mm;right:9mm;margin:0;font:700 8pt Arial,sans-serif}
.sop-s-tepi-lembar{position:absolute;left:9mm;right:9mm;bottom:4mm;margin:0;display:flex;justify-content:space-between;font:7pt Arial,sans-serif}
.sop-cap{display:none}`;
  const styles = [...article.querySelectorAll("style")];
  inner.body.replaceChildren(...styles, style, ...sheets.map(({ sheet }) => sheet));
  for (const { sheet } of styles) turn(sheet); // read anew where it stands now
  return sheets.length;
}

export class Paper {
  constructor(sheet, helper, root) {
    Object.assign(this, { sheet, helper, root });
    this.note = h("p", { class: "sop-s-catatan-tab", role: "status" });
    this.frame = h("iframe", { class: "sop-s-kertas", title: "SOP seperti yang akan tercetak" });
    this.printer = h("iframe", { class: "sop-s-pencetak", title: "Salinan untuk dicetak", "aria-hidden": "true", tabindex: "-1" });
    this.button = h("button", { type: "button", class: "sop-s-utama", onclick: () => this.print() }, "Cetak");
    this.element = h("div", {}, h("p", { class: "sop-s-baris-tombol" }, this.button, this.note), this.frame, this.printer);
    this.shown = -1;
  }

  // One after another: a frame can be written by one only.
  update() {
    return (this.updating = (this.updating || Promise.resolve()).catch(() => {}).then(() => this.draw()));
  }

  async draw() {
    await this.sheet.settled();
    const { version } = this.sheet.states[this.sheet.place];
    if (version === this.shown) return;
    this.html = "";
    let told;
    try {
      told = await this.helper.ask({ do: "print", number: version });
      this.shown = version;
    } catch (error) {
      told = { html: "", galat: [`pemeriksa tersandung (${error.message})`] };
      this.shown = -1;
    }
    this.button.disabled = !told.html;
    this.frame.hidden = !told.html;
    if (!told.html) {
      const wrong = this.sheet.findings.filter(({ tingkat }) => tingkat === "galat");
      const isLacking = this.shown === version && wrong.length && wrong.every(({ kode }) => kode === "SOP204");
      const why = isLacking ? `${wrong.length} isian masih wajib diisi; daftarnya pada tombol di atas` : told.galat.join("; ") || "SOP belum lengkap";
      this.note.replaceChildren(...coded(`Belum dapat dicetak: ${why}.`));
      return;
    }
    this.told = told;
    // Addresses in it are those of the SOP's own page.
    const html = told.html.replace(/(src|href)="(\.\.\/)+/g, (_, name) => `${name}="${this.root}`);
    this.html = html;
    const inner = await write(this.frame, html, this.root, true);
    const cap = [told.cap, this.sheet.changed ? "PRATINJAU SUNTINGAN" : ""].filter(Boolean).join(" · ");
    const count = cut(inner, { ...told, cap });
    this.note.textContent = `${count} lembar, ${told.kertas[0]} × ${told.kertas[1]} mm.${this.sheet.isNew ? " Kode QR dibuat setelah SOP terbit." : ""}`;
    this.fit(inner);
  }

  // As wide as the window allows, never larger than life.
  fit(inner) {
    const place = inner.documentElement;
    place.style.zoom = "1";
    const scale = Math.min(1, (this.frame.clientWidth - 4) / place.scrollWidth);
    place.style.zoom = String(scale);
    this.frame.style.height = `${Math.min(place.scrollHeight * 1.02, innerHeight * 0.82)}px`;
  }

  async print() {
    await this.update();
    if (!this.html) return;
    const inner = await write(this.printer, this.html, this.root, false);
    if (this.sheet.changed) {
      const style = inner.createElement("style");
      const mark = "PRATINJAU SUNTINGAN, BELUM DITERBITKAN";
      const cap = [mark, this.told.cap].filter(Boolean).join(" · ");
      // Firefox has no such edge of a sheet: there the page's own foot says it.
      style.textContent = `@page{@top-left{content:"${mark}";font:700 8pt Arial;color:#000}} .sop .sop-tepi{--sop-tepi-cap:${JSON.stringify(cap)}}`;
      inner.body.append(style);
    }
    this.printer.contentWindow.focus();
    this.printer.contentWindow.print();
  }
}
