/* CSV and JSON of what the catalogue shows. Loaded by sop-katalog.js at the first click.
 *
 *   SopUnduh(link, hits, heads, labels)   link: the one that was clicked, its address ends in .csv or .json; hits: the
 *                                         rows of sop-katalog.js; labels(row, facet): a row's values of a facet, as text
 */
window.SopUnduh = async (link, hits, heads, labels) => {
  "use strict";
  const record = ({ tr: { cells }, ...row }) => ({
    nomor: cells[0].textContent,
    nama: row.link.textContent,
    unit: cells[2].textContent,
    status: [...cells[3].children].map((badge) => badge.textContent).join(", "),
    tahun: cells[4].textContent,
    jabatan: labels(row, "jabatan"),
    dasar_hukum: labels(row, "hukum"),
    url: row.link.href,
  });
  // No cell becomes a formula.
  const quote = (value) => `"${value.replace(/^[=+\-@\t\r\n]/, "'$&").replace(/"/g, '""')}"`;

  function csv() {
    const titles = [...heads.map((head) => head.textContent), "Jabatan", "Dasar hukum", "Halaman"];
    const lines = [titles, ...hits.map((row) => Object.values(record(row)))];
    return "\ufeff" + lines.map((line) => line.map(quote).join(";") + "\r\n").join("");
  }

  async function json() {
    const rank = new Map(hits.map((row, index) => [row.slug, index]));
    const list = await fetch(link.href).then((answer) => answer.json()).then(
      (all) => all.filter((item) => rank.has(item.slug)).sort((a, b) => rank.get(a.slug) - rank.get(b.slug)),
      () => hits.map(record), // file:// allows no fetch
    );
    return JSON.stringify(list, null, 1);
  }

  const isCsv = link.pathname.endsWith(".csv");
  const content = isCsv ? csv() : await json();
  const href = URL.createObjectURL(new Blob([content], { type: isCsv ? "text/csv" : "application/json" }));
  Object.assign(document.createElement("a"), { href, download: link.download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 9000);
};
