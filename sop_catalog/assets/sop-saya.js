/* "Jabatan saya": a role that this browser remembers. Its column and its steps are marked on every SOP page, and its duty
 * sheet is one click away. Chosen on the page of a role or on the catalogue; nothing leaves the browser, no cookie is set.
 * sop-cetak.js loads it once a page is there, and only where a role is remembered or can be chosen. */
(() => {
  "use strict";
  const KEY = "sopJabatan";
  const root = new URL("..", document.currentScript.src);
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  const sheetOf = (kode) => new URL(`jabatan/${encodeURIComponent(kode)}/${/^file/.test(root.protocol) ? "index.html" : ""}`, root).href;
  const isRole = (role) => Boolean(role) && typeof role.kode === "string" && typeof role.nama === "string" && Array.isArray(role.sebutan);

  // Storage may be forbidden, full, or hold what somebody else wrote: then no role is remembered.
  function read() {
    try {
      const role = JSON.parse(localStorage.getItem(KEY));
      return isRole(role) ? role : null;
    } catch (error) {
      return null;
    }
  }

  function keep(role) {
    try {
      if (role) localStorage.setItem(KEY, JSON.stringify(role));
      else localStorage.removeItem(KEY);
    } catch (error) {
      return false;
    }
    return true;
  }

  const make = (tag, properties, ...inner) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inner);
    return element;
  };
  const link = (role) => make("a", { href: sheetOf(role.kode) }, role.nama);
  const button = (text, onclick) => make("button", { type: "button", className: "sop-tombol-salin", textContent: text, onclick });

  function clear() {
    for (const line of document.querySelectorAll(".sop-saya-baris")) line.remove();
    for (const name of ["sop-saya", "sop-langkah-saya"]) {
      for (const cell of document.querySelectorAll(`.${name}`)) cell.classList.remove(name);
    }
  }

  // The page of a role: the button that makes it mine, or lets it go.
  function onRole(article, mine) {
    const role = JSON.parse(article.dataset.peran);
    const is = Boolean(mine) && mine.kode === role.kode;
    const said = make("span", { role: "status" });
    const toggle = button(is ? "Lepas dari jabatan saya" : "Jadikan jabatan saya", () => {
      if (keep(is ? null : role)) show(".sop-saya-baris button");
      else said.textContent = " Peramban ini tidak mengizinkan situs mengingat pilihan.";
    });
    const words = is ? "Ini jabatan Anda: kolom dan langkahnya ditandai pada setiap SOP. " : "";
    article.querySelector("h1").after(make("p", { className: "sop-saya-baris sop-layar" }, words, toggle, said));
  }

  // The catalogue: any role that its facet lists.
  function onCatalogue(place, mine) {
    const options = [...document.querySelectorAll(".sop-saring input[name=jabatan]")].map((input) =>
      [input.value, input.parentNode.querySelector("span").textContent]);
    if (!options.length && !mine) return;
    if (mine && !options.some(([kode]) => kode === mine.kode)) options.unshift([mine.kode, mine.nama]);
    const select = make("select", {}, make("option", { value: "" }, "belum dipilih"), ...options.map(([value, text]) => make("option", { value }, text)));
    select.value = mine ? mine.kode : "";
    select.onchange = async () => {
      const option = select.selectedOptions[0];
      let role = select.value ? { kode: select.value, nama: option.textContent, sebutan: [] } : null;
      if (role) {
        try { // its page knows by what other names columns call it
          const answer = await fetch(sheetOf(role.kode));
          const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-peran]");
          if (page) role = JSON.parse(page.dataset.peran);
        } catch (error) { /* from file://, or away from the network: by its name alone */ }
      }
      keep(role);
      show(".sop-saya-baris select");
    };
    const line = make("p", { className: "sop-saya-baris" }, make("label", {}, "Jabatan saya ", select));
    if (mine) line.append(" ", make("a", { href: sheetOf(mine.kode) }, "Buka lembar tugas"));
    place.append(line);
  }

  // An SOP: the role's columns, its steps, and the way to its sheet.
  function onSop(table, mine) {
    const names = new Set([mine.nama, ...mine.sebutan].map(fold));
    const isMine = (title) => names.has(fold(title));
    const heads = [...table.querySelectorAll("thead .sop-peran")].filter((head) => isMine(head.textContent));
    if (!heads.length) return;
    for (const head of heads) head.classList.add("sop-saya");
    const steps = [];
    const columns = new Set();
    const rows = [...table.querySelectorAll(".sop-langkah")];
    for (const row of rows) {
      for (const words of row.querySelectorAll(".sop-sel > .sop-teks")) {
        if (!isMine(words.textContent.split(/: | “|:$/)[0])) continue;
        columns.add(words.parentNode.cellIndex);
        row.classList.add("sop-langkah-saya");
        if (!steps.includes(row)) steps.push(row);
      }
    }
    for (const row of rows) for (const column of columns) row.cells[column].classList.add("sop-saya");
    const line = make("p", { className: "sop-saya-baris sop-layar" }, "Jabatan saya: ", link(mine), steps.length ? ", langkah " : ", tanpa langkah yang terbaca ");
    steps.forEach((row, index) => line.append(index ? ", " : "", make("a", { href: `#${row.id}` }, row.id.replace("langkah-", ""))));
    line.append(" ", button("Lepas", () => { keep(null); show(".sop-ringkas a"); }));
    (document.querySelector(".sop-fakta") || document.querySelector(".sop-ringkas")).after(line);
  }

  function show(focus) {
    clear();
    const mine = read();
    const role = document.querySelector("article[data-peran]");
    const place = document.querySelector(".sop-saring ~ .sop-hasil > .sop-hasil-atas");
    const table = document.querySelector(".sop-kegiatan");
    if (role) onRole(role, mine);
    if (place) onCatalogue(place, mine);
    if (table && mine) onSop(table, mine);
    const next = typeof focus === "string" && document.querySelector(focus);
    if (next) next.focus();
  }

  if (window.document$ && window.document$.subscribe) window.document$.subscribe(show);
  else show();
})();
