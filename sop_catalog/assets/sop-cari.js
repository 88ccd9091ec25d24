/* The search box in the page's head, and the loading of index and engine (sop-cari-mesin.js) once somebody searches.
 * Why the search is ours, and this API: docs/pengembang/pencarian.md. A classic script in ES2017: runs from file:// too.
 *
 *   SopCari.muat()               Promise: index and engine are here (loads them once). The next three need it.
 *   SopCari.cari(query, limit)   {jumlah, sebagian, sorot, hasil: [{judul, nomor, unit, tanda, langkah, url, …}]}
 *   SopCari.saring(query)        Map slug → rank from 0, or null when the query says nothing: for filters
 *   SopCari.cocok(query, text)   whether a text holds every word of the query, in any form
 *   SopCari.kalimat(hit)         Promise of the sentence of a hit's step; "" when it has no step
 */
(() => {
  "use strict";

  const LIMIT = 12; // hits in the list; the rest is in the catalogue
  const PAUSE = 120; // ms
  const MARKS = [[2, "dicabut", "Dicabut"], [1, "draf", "Draf"], [4, "contoh", "Contoh"]];
  const assets = new URL(".", document.currentScript.src).href;
  const root = new URL("..", assets).href;
  const box = document.querySelector("[data-sop-cari]");
  const version = box ? `?v=${box.dataset.sopCari}` : "";

  // --- Loading ---

  let loading = null;
  const texts = {}; // block → promise of its sentences
  const waiting = {}; // block → the function that takes them

  const addScript = (path) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.async = false; // in the order of asking: the index is handed to the engine
    script.src = assets + path + version;
    script.onload = done;
    script.onerror = () => failed(new Error(script.src));
    document.head.append(script);
  });

  function muat() {
    if (!loading) {
      loading = Promise.all([addScript("sop-cari-mesin.js"), addScript("cari/indeks.js")]);
      loading.catch(() => { loading = null; }); // the next key tries again
    }
    return loading;
  }

  function kalimat({ blok, baris, langkah }) {
    if (!langkah) return Promise.resolve("");
    if (!texts[blok]) {
      texts[blok] = new Promise((done, failed) => {
        waiting[blok] = done;
        addScript(`cari/teks-${blok}.js`).catch(failed);
      });
      texts[blok].catch(() => { delete texts[blok]; });
    }
    return texts[blok].then((rows) => rows[baris][langkah - 1] || "");
  }

  window.SopCari = { muat, kalimat, terimaTeks: (block, rows) => waiting[block](rows) };
  if (!box) return;

  // --- The box: a combobox with a list below it (ARIA APG, "list autocomplete with manual selection") ---

  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[role=status]");
  const more = box.querySelector("[data-sop-semua]");
  const toggle = document.getElementById("__search"); // Material's own: opens the box on a phone, dims the page
  const home = more.href;
  let active = -1;
  let shown = null; // the query whose hits are in the list

  const create = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children); // strings become text, never markup
    return element;
  };

  // A text with the words that were found in <mark>, cut to a length; a sentence around the first of them.
  function marked(text, words, length, whole) {
    const pieces = text.split(/([A-Za-z0-9\u00c0-\u024f]+)/);
    const hit = (piece) => SopCari.split(piece).some((word) => words.has(word));
    const first = pieces.findIndex((piece, i) => i % 2 && hit(piece));
    const before = first > 0 ? pieces.slice(0, first).join("").length : 0;
    let start = 0;
    let skipped = 0;
    while (!whole && before - skipped > length / 2 && text.length - skipped > length) skipped += pieces[start++].length;
    const out = create("span", "", start ? "… " : "");
    let used = 0;
    for (let i = start; i < pieces.length && used < length; i += 1) {
      out.append(i % 2 && hit(pieces[i]) ? create("mark", "", pieces[i]) : pieces[i]);
      used += pieces[i].length;
    }
    if (skipped + used < text.length) out.append(" …");
    return out;
  }

  function option(hit, words, number) {
    const title = create("span", "sop-cari-judul", marked(hit.judul, words, 200, true));
    for (const [bit, name, text] of MARKS) {
      if (hit.tanda & bit) title.append(" ", create("span", `sop-lencana sop-lencana-${name}`, text));
    }
    const facts = hit.jenis === "sop" ? [hit.nomor, hit.unit] : [hit.jenis];
    const where = hit.langkah ? `Langkah ${hit.langkah}` : hit.bagian && `Pada ${hit.bagian}`;
    const link = create("a", "sop-cari-hasil", title, create("span", "sop-cari-fakta", facts.filter(Boolean).join(" · ")));
    link.id = `sop-cari-${number}`;
    link.href = root + hit.url;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    const place = create("span", "sop-cari-tempat", where || "");
    if (where) link.append(place);
    link.fill = () => kalimat(hit).then((text) => { if (text) place.append(": ", marked(text, words, 110)); }, () => {});
    return link;
  }

  function select(number) {
    const options = list.children;
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = options.length ? (number + options.length + 1) % (options.length + 1) : options.length;
    const chosen = options[active];
    if (!chosen) {
      active = -1; // back in the box
      input.removeAttribute("aria-activedescendant");
      return;
    }
    chosen.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  function open(wanted) {
    if (toggle && toggle.checked !== wanted) toggle.click();
    input.setAttribute("aria-expanded", String(wanted && list.children.length > 0));
  }

  const say = ({ jumlah, sebagian }, query) => {
    if (!query) return "Ketik nama, kata, jabatan, nomor SOP, atau peraturan";
    if (!jumlah) return `Tidak ada yang cocok dengan “${query}”`;
    const count = jumlah > LIMIT ? `${jumlah} hasil, ${LIMIT} teratas` : `${jumlah} hasil`;
    return sebagian ? `${count}; tidak ada yang memuat semua kata` : count;
  };

  function show() {
    const query = input.value.trim();
    if (!SopCari.cari || query === shown) return;
    shown = query;
    const found = SopCari.cari(query, LIMIT);
    list.replaceChildren(...found.hasil.map((hit, number) => option(hit, found.sorot, number)));
    list.scrollTop = 0;
    select(-1);
    status.textContent = say(found, query);
    more.hidden = found.jumlah <= LIMIT;
    more.href = `${home}?cari=${encodeURIComponent(query)}`;
    input.setAttribute("aria-expanded", String(found.hasil.length > 0));
    // Sentences are fetched for those hits only at which the reader has stopped typing.
    setTimeout(() => { if (shown === query) for (const link of list.children) link.fill(); }, PAUSE);
  }

  const search = () => muat().then(show, () => {
    status.textContent = "Indeks pencarian tidak dapat dimuat. Buka halaman katalog untuk melihat semua SOP.";
    more.hidden = false;
  });

  input.addEventListener("focus", () => { open(true); search(); });
  input.addEventListener("input", search);
  box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  box.querySelector("form").addEventListener("reset", () => setTimeout(() => { input.focus(); search(); }));
  if (toggle) toggle.addEventListener("change", () => { if (toggle.checked) input.focus(); });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => { if (event.target.closest("a")) open(false); });
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "ArrowDown") select(active + 1);
    else if (key === "ArrowUp") select(active < 0 ? list.children.length - 1 : active - 1);
    else if (key === "Enter") {
      show();
      const chosen = list.children[Math.max(active, 0)];
      if (chosen) chosen.click();
    } else if (key === "Escape") {
      open(false);
      input.blur();
    } else {
      if (key === "Tab") open(false);
      return;
    }
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const typing = target.isContentEditable || /^(?:input|select|textarea)$/i.test(target.tagName);
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[/sf]$/.test(event.key)) return;
    event.preventDefault();
    input.focus();
  });
})();
