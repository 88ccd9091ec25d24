/* The search box in the page's head: a combobox with a list below it (ARIA APG, "list autocomplete with manual selection").
 * Loaded by sop-cari.js, after sop-cari-hasil.js, when the box gets the focus for the first time. */
(() => {
  "use strict";

  const LIMIT = 12; // hits in the list; the rest is in the catalogue
  const PAUSE = 120; // ms
  const MARKS = [[2, "dicabut", "Dicabut"], [1, "draf", "Draf"], [8, "verifikasi", "Perlu verifikasi"], [4, "contoh", "Contoh"]];
  const root = new URL("..", document.currentScript.src).href;
  const box = document.querySelector("[data-sop-cari]");
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[role=status]");
  const none = box.querySelector(".sop-cari-kosong");
  const more = box.querySelector("[data-sop-semua]");
  const toggle = document.getElementById("__search"); // Material's own: opens the box on a phone, dims the page
  const home = more.href;
  const { create, marked, tempat } = SopCari;
  let active = -1;
  let shown = null; // the query whose hits are in the list

  // --- The list ---

  function option(hit, words, number) {
    const title = create("span", "sop-cari-judul", marked(hit.judul, words, 200, true));
    for (const [bit, name, text] of MARKS) {
      if (hit.tanda & bit) title.append(" ", create("span", `sop-lencana sop-lencana-${name}`, text));
    }
    const facts = hit.jenis === "sop" ? [hit.nomor, hit.unit] : [hit.jenis];
    const link = create("a", "sop-cari-hasil", title, create("span", "sop-cari-fakta", facts.filter(Boolean).join(" · ")));
    link.id = `sop-cari-${number}`;
    link.href = root + hit.url;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    const place = tempat(hit, words);
    link.append(place || "");
    link.fill = place ? place.fill : () => {};
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
    none.hidden = !query || found.jumlah > 0;
    more.hidden = found.jumlah <= LIMIT;
    more.href = `${home}?cari=${encodeURIComponent(query)}`;
    input.setAttribute("aria-expanded", String(found.hasil.length > 0));
    // Sentences are fetched for those hits only at which the reader has stopped typing.
    setTimeout(() => { if (shown === query) for (const link of list.children) link.fill(); }, PAUSE);
  }

  const search = () => SopCari.muat().then(show, SopCari.gagal);

  input.addEventListener("focus", () => { open(true); search(); });
  input.addEventListener("input", search);
  box.querySelector("form").addEventListener("reset", () => setTimeout(() => { input.focus(); search(); }));
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
      if (key === "Tab" && none.hidden) open(false);
      return;
    }
    event.preventDefault();
  });
  box.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !box.contains(relatedTarget)) open(false); });
  box.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape" || target === input) return;
    open(false);
    target.blur();
  });
  if (document.activeElement === input) { // what was typed while this script came
    open(true);
    search();
  }
})();
