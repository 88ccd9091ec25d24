/* The catalogue's facets and its search. Rows are the data: data-f holds the places of a row's values in each facet,
 * "4 0;1 2;0;;7". A query is answered by the site's search: same hits, same order, same words marked as in its box. */
(async (root) => {
  "use strict";
  // Rows in the layout at once: what lets 1,500 be filtered on an old PC.
  const PAGE = 30;
  const RANK = "sesuai"; // the order of hits
  const COLUMNS = ["nomor", "nama", "unit", "status", "tahun"];
  const collator = new Intl.Collator("id", { numeric: true, sensitivity: "base" });
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const format = (number) => number.toLocaleString("id");
  const make = (tag, text, properties) => Object.assign(document.createElement(tag), { textContent: text, ...properties });

  // Runs before the table is read, so that the rows that wait are never laid out.
  root.classList.add("sop-hidup");
  if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));

  const find = (selector) => root.querySelector(selector);
  const form = find("form"), table = find("table"), panel = find(".sop-saring-panel"), next = find(".sop-lebih");
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
  const words = (row) => row.words || (row.words = fold(`${row.tr.textContent} ${every.map((facet) => labels(row, facet))}`));
  let order = rows, sorted = "", limit = PAGE, hits = rows, found = null, asked = "", tools = null;

  // The site's own search knows word forms, abbreviations and typing mistakes; without it every word must occur.
  async function search(query) {
    const wanted = fold(query).split(/\s+/).filter(Boolean);
    if (!wanted.length) return null;
    try {
      await SopCari.muat();
      return SopCari.saring(query);
    } catch {
      return { urutan: new Map(rows.filter((row) => wanted.every((word) => words(row).includes(word))).map(({ slug }, place) => [slug, place])) };
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
    if (self.SopCari && SopCari.jelaskan) SopCari.jelaskan(hits.slice(0, limit), found);
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
    find("[role=status]").replaceChildren(make("strong", format(hits.length)), all + ((hits.length && found && found.catatan) || ""));
    find(".sop-kosong").hidden = hits.length;
    next.hidden = hits.length <= limit;
    next.firstChild.textContent = `Tampilkan ${Math.min(PAGE, hits.length - limit)} SOP berikutnya`;
    if (tools || cari.value || boxes.some((box) => box.checked)) more().then(({ show }) => show(), () => {});
  }

  const place = (count) => bodies[0].append(...hits.slice(0, count).map((row) => row.tr)); // hidden rows may stand anywhere

  function sort() {
    const wanted = urut.value || (found ? RANK : "");
    if (wanted === sorted && wanted !== RANK) return;
    sorted = wanted;
    const column = COLUMNS.indexOf(sorted.replace("-", "")), sign = sorted[0] === "-" ? -1 : 1;
    order = rows;
    if (sorted === RANK) {
      const rank = ({ slug }) => found.urutan.has(slug) ? found.urutan.get(slug) : 1e9;
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
    // Some browsers keep no state on file://.
    try {
      if (query !== location.search.slice(1)) history[replace ? "replaceState" : "pushState"](null, "", location.pathname + (query && `?${query}`));
    } catch {}
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
  next.firstChild.onclick = () => {
    const { link } = hits[limit];
    limit += PAGE;
    apply();
    link.focus();
  };

  // What is shown, as a file; without the script the link's own: everything.
  root.querySelectorAll(".sop-unduh a").forEach((link) => link.onclick = (event) => {
    if (!self.SopCari) return;
    event.preventDefault();
    SopCari.ambil("sop-unduh.js").then(() => SopUnduh(link, hits, heads, (row, key) => labels(row, keys.indexOf(key))), () => open(link.href));
  });

  // Chips for what is chosen, and on a narrow screen the facets as a sheet; without it they unfold in the page.
  async function more() {
    await SopCari.ambil("sop-saring.js");
    return tools = tools || SopSaring(root, boxes, nameOf, change);
  }
  find(".sop-telusuri details").open = panel.open = WIDE.matches;
  panel.firstElementChild.onclick = (event) => {
    if (WIDE.matches || panel.open) return;
    event.preventDefault();
    more().then(({ open }) => open()).catch(() => panel.open = true);
  };
  WIDE.onchange = () => panel.open = WIDE.matches;
  form.hidden = false;
  read();
  search(asked = cari.value).then(take);
  cari.addEventListener("focus", () => self.SopCari ? SopCari.muat().catch(() => {}) : rows.forEach(words), { once: true });
  self.SopCari && SopCari.ambil("sop-saya.js");
})(document.currentScript.parentNode);
