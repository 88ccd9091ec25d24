/* The catalogue's facets and its search. Rows are the data: data-f holds the places of a row's values in each facet,
 * "4 0;1 2;0;;7". A query is answered by the site's search: same hits, same order, same words marked as in its box. */
(async (root) => {
  "use strict";
  // Rows in the layout at once: what lets 1,500 be filtered on an old PC.
  const PAGE = 30;
  const RANK = "sesuai"; // the order of a query's hits
  const COLUMNS = ["nomor", "nama", "unit", "status", "tahun"];
  const collator = new Intl.Collator("id", { numeric: true, sensitivity: "base" });
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const format = (number) => number.toLocaleString("id");
  const make = (tag, text, properties) => Object.assign(document.createElement(tag), { textContent: text, ...properties });

  // Runs before the table is read, so that the rows that wait are never laid out.
  root.classList.add("sop-hidup");
  if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));

  const find = (selector) => root.querySelector(selector);
  const form = find("form"), table = find("table"), panel = find(".sop-saring-panel"), more = find(".sop-lebih");
  const WIDE = matchMedia("(min-width: 60em)");
  const { cari, urut } = form.elements;
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const keys = [...new Set(boxes.map((box) => box.name))];
  const facets = keys.map((key) => boxes.filter((box) => box.name === key));
  const every = [...keys.keys()];
  const nameOf = (box) => box.nextElementSibling.textContent;
  const bodies = [...table.tBodies], heads = [...table.tHead.rows[0].cells];
  const rows = bodies.flatMap((body) => [...body.querySelectorAll("[data-f]")].map((tr) => {
    const link = tr.querySelector("a");
    const values = tr.dataset.f.split(";").map((text) => (text ? text.split(" ") : []));
    return { tr, body, link, nama: link.textContent, values, slug: link.pathname.replace(/\/$|\.html$/, "").split("/").pop(), shown: true, late: tr.className === "sop-nanti" };
  }));
  const cell = (row, column) => row.tr.cells[column].textContent;
  const labels = (row, facet) => (row.values[facet] || []).map((place) => nameOf(facets[facet][place])).join(", ");
  const jabatan = keys.indexOf("jabatan"), hukum = keys.indexOf("hukum");
  const words = (row) => row.words || (row.words = fold(`${row.tr.textContent} ${labels(row, jabatan)} ${labels(row, hukum)}`));
  let order = rows, sorted = "", limit = PAGE, hits = rows, found = null, asked = "";

  // The site's own search knows word forms, abbreviations and typing mistakes; without it every word must occur.
  async function search(query) {
    const wanted = fold(query).split(/\s+/).filter(Boolean);
    if (!wanted.length) return null;
    try {
      await SopCari.muat();
      return SopCari.saring(query);
    } catch {
      const fits = rows.filter((row) => wanted.every((word) => words(row).includes(word)));
      return { urutan: new Map(fits.map((row, place) => [row.slug, place])) };
    }
  }

  function take(answer) {
    found = answer;
    urut.options[0].textContent = found ? "Paling sesuai" : "Menurut unit kerja";
    sort();
    apply();
  }

  function apply() {
    const chosen = facets.map((list) => list.some((box) => box.checked) && list.map((box) => box.checked));
    const counts = facets.map((list) => list.map(() => 0));
    const tally = (row, facet) => row.values[facet].forEach((place) => counts[facet][place]++);
    hits = [];
    for (const row of order) {
      const heard = !found || found.urutan.has(row.slug);
      const missed = heard ? every.filter((facet) => chosen[facet] && !row.values[facet].some((place) => chosen[facet][place])) : every;
      const shown = heard && !missed.length;
      if (shown) hits.push(row), every.forEach((facet) => tally(row, facet));
      else if (heard && missed.length < 2) tally(row, missed[0]); // what another value of that facet would add
      if (row.shown !== shown) row.tr.hidden = !(row.shown = shown);
    }
    if (sorted) place(limit);
    if (window.SopCari && SopCari.jelaskan) SopCari.jelaskan(hits.slice(0, limit), found);
    const alive = new Set();
    hits.forEach((row, index) => {
      const late = index >= limit;
      if (row.late !== late) row.tr.classList.toggle("sop-nanti", (row.late = late));
      if (!late) alive.add(row.body);
    });
    bodies.forEach((body) => body.classList.toggle("sop-sepi", !sorted && !alive.has(body)));
    facets.forEach((list, facet) => list.forEach((box, index) => {
      const number = counts[facet][index], label = box.parentNode;
      if (box.count !== number) label.lastElementChild.textContent = format((box.count = number));
      label.classList.toggle("sop-nol", !number && !box.checked);
      if (!index) label.closest(".sop-faset").hidden = !list.some(({ checked }, at) => checked || counts[facet][at]);
    }));
    const all = hits.length < rows.length ? ` dari ${format(rows.length)} SOP` : " SOP";
    const partly = found && found.sebagian && hits.length ? "; tidak ada yang memuat semua kata" : "";
    find("[role=status]").replaceChildren(make("strong", format(hits.length)), all + partly);
    find(".sop-kosong").hidden = hits.length > 0;
    more.hidden = hits.length <= limit;
    more.firstChild.textContent = `Tampilkan ${Math.min(PAGE, hits.length - limit)} SOP berikutnya`;
    showChips();
  }

  const place = (count) => bodies[0].append(...hits.slice(0, count).map((row) => row.tr)); // hidden rows may stand anywhere

  function showChips() {
    const button = (text, title, clear) => make("button", text, { type: "button", title, onclick: () => (clear(), change(), cari.focus()) });
    const active = boxes.filter((box) => box.checked);
    const chips = active.map((box) => button(`${nameOf(box)} ×`, `Hapus saringan ${nameOf(box)}`, () => (box.checked = false)));
    if (active.length || cari.value) {
      chips.push(button("Hapus saringan", "", () => (boxes.forEach((box) => (box.checked = false)), (cari.value = ""))));
    }
    find(".sop-aktif").replaceChildren(...chips);
    panel.firstElementChild.textContent = active.length ? `Saringan (${active.length})` : "Saringan";
  }

  function sort() {
    const wanted = urut.value || (found ? RANK : "");
    if (wanted === sorted && wanted !== RANK) return;
    sorted = wanted;
    const column = COLUMNS.indexOf(sorted.replace("-", "")), sign = sorted[0] === "-" ? -1 : 1;
    order = rows;
    if (sorted === RANK) {
      const rank = (row) => (found.urutan.has(row.slug) ? found.urutan.get(row.slug) : rows.length);
      order = [...rows].sort((a, b) => rank(a) - rank(b));
    } else if (sorted) {
      const keyed = rows.map((row) => [row, column === 1 ? row.nama : cell(row, column)]);
      // What is missing stands last in either order.
      keyed.sort(([, a], [, b]) => !a - !b || sign * collator.compare(a, b));
      order = keyed.map(([row]) => row);
    } else rows.forEach((row) => row.body.append(row.tr));
    table.classList.toggle("sop-menurut-unit", !sorted);
    heads.forEach((head, place) => head.setAttribute("aria-sort", place !== column ? "none" : sign > 0 ? "ascending" : "descending"));
  }

  // The state in the address. Not "q": with that Material opens its own search.
  function read() {
    const state = new URLSearchParams(location.search);
    cari.value = state.get("cari") || state.get("q") || "";
    urut.value = state.get("urut") || "";
    if (urut.selectedIndex < 0) urut.value = "";
    boxes.forEach((box) => (box.checked = (state.get(box.name) || "").split(",").includes(box.value)));
  }

  function write(replace) {
    const codes = facets.map((list, facet) => [keys[facet], list.filter((box) => box.checked).map((box) => box.value).join()]);
    const state = new URLSearchParams([["cari", cari.value.trim()], ...codes, ["urut", urut.value]].filter(([, value]) => value));
    const query = String(state).replace(/%2C/g, ",");
    try {
      if (query !== location.search.slice(1)) history[replace ? "replaceState" : "pushState"](null, "", location.pathname + (query && `?${query}`));
    } catch { /* some browsers keep no state on file:// */ }
  }

  async function change(typing) {
    const query = cari.value;
    limit = PAGE;
    write(typing && asked);
    asked = query;
    const answer = await search(query);
    if (asked === query) take(answer); // else the reader typed on
  }

  form.oninput = ({ target }) => {
    if (target === cari) change(true);
    else if (target.matches(".sop-faset-cari")) {
      for (const label of target.nextElementSibling.children) label.hidden = !fold(label.textContent).includes(fold(target.value));
    }
  };
  form.onchange = ({ target }) => target.type !== "search" && change();
  form.onsubmit = () => false;
  addEventListener("beforeprint", () => {
    if (sorted) place();
    find(".sop-tanggal-cetak").textContent = new Date().toLocaleDateString("id", { dateStyle: "long" });
  });
  addEventListener("popstate", () => root.isConnected && (read(), change(true)));
  heads.forEach((head, place) => {
    const name = COLUMNS[place], onclick = () => ((urut.value = sorted === name ? `-${name}` : name), change());
    head.replaceChildren(make("button", head.textContent, { type: "button", onclick }));
  });
  more.firstChild.onclick = () => {
    const next = hits[limit];
    limit += PAGE;
    apply();
    next.link.focus();
  };

  // What is shown, as a file; without the script the link's own: everything.
  root.querySelectorAll(".sop-unduh a").forEach((link) => link.onclick = (event) => {
    if (!window.SopCari) return;
    event.preventDefault();
    SopCari.ambil("sop-unduh.js").then(() => SopUnduh(link, hits, heads, (row, key) => labels(row, keys.indexOf(key))), () => open(link.href));
  });

  // On a narrow screen the facets are a sheet above the page; where that does not come they unfold in the page.
  let sheet = null;
  find(".sop-telusuri details").open = panel.open = WIDE.matches;
  panel.firstElementChild.onclick = (event) => {
    if (WIDE.matches || panel.open || !window.SopCari || !window.HTMLDialogElement) return;
    event.preventDefault();
    SopCari.ambil("sop-lembar.js").then(() => (sheet = sheet || SopLembar(form, panel, WIDE)).open(), () => (panel.open = true));
  };
  if (WIDE.addEventListener) WIDE.addEventListener("change", () => (panel.open = WIDE.matches));
  form.hidden = false;
  read();
  search((asked = cari.value)).then(take);
  cari.addEventListener("focus", () => window.SopCari ? SopCari.muat().catch(() => {}) : rows.forEach(words), { once: true });
})(document.currentScript.parentNode);
