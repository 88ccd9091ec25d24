/* Saringan katalog. Baris tabel adalah datanya: data-f memuat letak nilai tiap saringan, "4 0;1 2;0 3;;7". */
(() => {
  "use strict";
  const PAGE = 100; // rows in the layout at once: what lets 1,500 be filtered on an old PC
  const COLUMNS = ["nomor", "nama", "unit", "status", "tahun"];
  const collator = new Intl.Collator("id", { numeric: true, sensitivity: "base" });
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const format = (number) => number.toLocaleString("id");
  const make = (tag, text, properties) => Object.assign(document.createElement(tag), { textContent: text, ...properties });

  function start(root) {
    if (!root || root.dataset.siap) return;
    root.dataset.siap = "1";
    const find = (selector) => root.querySelector(selector);
    const form = find("form"), table = find("table"), panel = find(".sop-saring-panel"), more = find(".sop-lebih");
    const { cari, urut } = form.elements;
    const boxes = [...form.querySelectorAll("[type=checkbox]")];
    const keys = [...new Set(boxes.map((box) => box.name))];
    const facets = keys.map((key) => boxes.filter((box) => box.name === key));
    const nameOf = (box) => box.nextElementSibling.textContent;
    const bodies = [...table.tBodies], heads = [...table.tHead.rows[0].cells];
    const rows = bodies.flatMap((body) => [...body.querySelectorAll("[data-f]")].map((tr) => {
      const link = tr.querySelector("a");
      const values = tr.dataset.f.split(";").map((text) => (text ? text.split(" ") : []));
      return { tr, body, link, values, slug: link.pathname.replace(/\/$|(\/index)?\.html$/, "").split("/").pop(), shown: true, late: false };
    }));
    const cell = (row, column) => row.tr.cells[column].textContent;
    const labels = (row, key) => (row.values[keys.indexOf(key)] || []).map((place) => nameOf(facets[keys.indexOf(key)][place])).join(", ");
    const words = (row) => (row.words ??= fold(`${row.tr.textContent} ${labels(row, "jabatan")} ${labels(row, "hukum")}`));
    let order = rows, sorted = "", limit = PAGE, hits = rows, found = null, asked = "";

    function search(query) {
      const wanted = fold(query).split(/\s+/).filter(Boolean);
      return wanted.length ? new Set(rows.filter((row) => wanted.every((word) => words(row).includes(word))).map((row) => row.slug)) : null;
    }

    function apply() {
      const chosen = facets.map((list) => list.some((box) => box.checked) && list.map((box) => box.checked));
      const counts = facets.map((list) => list.map(() => 0));
      const tally = (row, facet) => row.values[facet].forEach((place) => counts[facet][place]++);
      hits = [];
      for (const row of order) {
        const heard = !found || found.has(row.slug);
        const missed = heard ? keys.map((_, facet) => facet).filter((facet) => chosen[facet] && !row.values[facet].some((place) => chosen[facet][place])) : [0, 0];
        const shown = !missed.length;
        if (shown) hits.push(row), keys.forEach((_, facet) => tally(row, facet));
        else if (missed.length < 2) tally(row, missed[0]); // what another value of that facet would add
        if (row.shown !== shown) row.tr.hidden = !(row.shown = shown);
      }
      if (sorted) place(limit);
      const alive = new Set();
      hits.forEach((row, index) => {
        const late = index >= limit;
        if (row.late !== late) row.tr.classList.toggle("sop-nanti", (row.late = late));
        if (!late) alive.add(row.body);
      });
      bodies.forEach((body) => body.classList.toggle("sop-sepi", !sorted && !alive.has(body)));
      facets.forEach((list, facet) => list.forEach((box, index) => {
        const number = counts[facet][index];
        box.parentNode.lastElementChild.textContent = format(number);
        box.parentNode.classList.toggle("sop-nol", !number && !box.checked);
      }));
      find("[role=status]").replaceChildren(make("strong", format(hits.length)), hits.length < rows.length ? ` dari ${format(rows.length)} SOP` : " SOP");
      find(".sop-kosong").hidden = hits.length > 0;
      more.hidden = hits.length <= limit;
      more.firstChild.textContent = `Tampilkan ${Math.min(PAGE, hits.length - limit)} SOP berikutnya`;
      showChips();
    }

    const place = (count) => bodies[0].append(...hits.slice(0, count).map((row) => row.tr)); // hidden rows may stand anywhere

    function showChips() {
      const button = (text, title, clear) => make("button", text, { type: "button", ariaLabel: title, title, onclick: () => (clear(), change(), cari.focus()) });
      const active = boxes.filter((box) => box.checked);
      const chips = active.map((box) => button(`${nameOf(box)} ×`, `Hapus saringan ${nameOf(box)}`, () => (box.checked = false)));
      if (active.length || cari.value) {
        chips.push(button("Hapus saringan", "Hapus semua saringan", () => (boxes.forEach((box) => (box.checked = false)), (cari.value = ""))));
      }
      find(".sop-aktif").replaceChildren(...chips);
      panel.firstElementChild.textContent = active.length ? `Saringan (${active.length})` : "Saringan";
    }

    function sort() {
      if (urut.value === sorted) return;
      sorted = urut.value;
      const column = COLUMNS.indexOf(sorted.replace("-", "")), sign = sorted[0] === "-" ? -1 : 1;
      order = rows;
      if (sorted) {
        const keyed = rows.map((row) => [row, column === 1 ? row.link.textContent : cell(row, column)]);
        // What is missing stands last in either order.
        keyed.sort(([, a], [, b]) => !a - !b || sign * collator.compare(a, b));
        order = keyed.map(([row]) => row);
      }
      if (!sorted) rows.forEach((row) => row.body.append(row.tr));
      table.classList.toggle("sop-menurut-unit", !sorted);
      heads.forEach((head, place) => (head.ariaSort = place !== column ? null : sign > 0 ? "ascending" : "descending"));
    }

    // The state in the address. Not "q": with that Material opens its own search.
    function read() {
      const state = new URLSearchParams(location.search);
      cari.value = state.get("cari") || "";
      urut.value = state.get("urut") || "";
      if (urut.selectedIndex < 0) urut.value = "";
      boxes.forEach((box) => (box.checked = (state.get(box.name) || "").split(",").includes(box.value)));
    }

    function write(replace) {
      const state = [["cari", cari.value.trim()], ...facets.map((list, facet) => [keys[facet], list.filter((box) => box.checked).map((box) => box.value).join()]), ["urut", urut.value]];
      const query = state.filter(([, value]) => value).map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%2C/g, ",")}`).join("&");
      try {
        if (query !== location.search.slice(1)) history[replace ? "replaceState" : "pushState"](null, "", location.pathname + (query && `?${query}`));
      } catch { /* a browser that keeps no state on file:// filters without it */ }
    }

    async function change(typing) {
      const query = cari.value;
      limit = PAGE;
      sort();
      write(typing && asked);
      asked = query;
      const answer = await search(query);
      if (asked === query) (found = answer), apply(); // else the reader typed on
    }

    form.addEventListener("input", ({ target }) => {
      if (target === cari) change(true);
      else if (target.className === "sop-faset-cari") {
        for (const label of target.nextElementSibling.children) label.hidden = !fold(label.textContent).includes(fold(target.value));
      }
    });
    form.addEventListener("change", ({ target }) => target.matches("select, [type=checkbox]") && change());
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("beforeprint", () => sorted && place());
    addEventListener("popstate", () => root.isConnected && (read(), change(true)));
    heads.forEach((head, place) => {
      const name = COLUMNS[place];
      head.replaceChildren(make("button", head.textContent, {
        type: "button", onclick: () => ((urut.value = sorted === name ? `-${name}` : sorted === `-${name}` ? "" : name), change()),
      }));
    });
    more.firstChild.onclick = () => {
      const next = hits[limit];
      limit += PAGE;
      apply();
      next.link.focus();
    };

    const record = (row) => ({
      nomor: cell(row, 0), nama: row.link.textContent, unit: cell(row, 2), status: cell(row, 3).replace(/ (?=Perlu|Contoh)/g, ", "),
      tahun: cell(row, 4), jabatan: labels(row, "jabatan"), dasar_hukum: labels(row, "hukum"), url: row.link.href,
    });
    const save = (type, content, { download }) => {
      const href = URL.createObjectURL(new Blob([content], { type }));
      make("a", "", { href, download }).click();
      setTimeout(() => URL.revokeObjectURL(href), 9000);
    };
    // No cell becomes a formula.
    const quote = (value) => `"${value.replace(/^[=+\-@\t\r\n]/, "'$&").replace(/"/g, '""')}"`;
    const [csv, json] = root.querySelectorAll(".sop-unduh a");
    csv.onclick = (event) => {
      event.preventDefault();
      const lines = [["Nomor", "Nama SOP", "Unit kerja", "Status", "Tahun", "Jabatan", "Dasar hukum", "Halaman"], ...hits.map((row) => Object.values(record(row)))];
      save("text/csv", "\ufeff" + lines.map((line) => line.map(quote).join(";") + "\r\n").join(""), csv);
    };
    json.onclick = async (event) => {
      event.preventDefault();
      const rank = new Map(hits.map((row, index) => [row.slug, index]));
      const list = await fetch(json.href).then((answer) => answer.json()).then(
        (all) => all.filter((item) => rank.has(item.slug)).sort((a, b) => rank.get(a.slug) - rank.get(b.slug)),
        () => hits.map(record), // file:// allows no fetch
      );
      save("application/json", JSON.stringify(list, null, 1), json);
    };

    panel.open = matchMedia("(min-width: 60em)").matches;
    form.hidden = false;
    root.classList.add("sop-hidup");
    read();
    sort();
    Promise.resolve(search((asked = cari.value))).then((answer) => ((found = answer), apply()));
    (window.requestIdleCallback || setTimeout)(() => rows.forEach(words));
  }

  const begin = () => start(document.querySelector(".sop-katalog"));
  if (window.document$) window.document$.subscribe(begin); // Material's instant navigation
  else begin();
})();
