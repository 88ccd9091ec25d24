/* What every page carries of the search: it fetches the rest (sop-cari-*.js) once somebody searches.
 * Why it is ours: docs/pengembang/pencarian.md. A classic script in ES2017: runs from file:// too.
 *
 *   SopCari.muat()        Promise: engine and index are here, and with them cari, saring, cocok (sop-cari-mesin.js)
 *   SopCari.ambil(path)   Promise: a script of the assets has run, by the sum that the box says; asked for again after a failure
 */
(() => {
  "use strict";
  const assets = new URL(".", document.currentScript.src).href;
  const box = document.querySelector("[data-sop-cari]");
  const scripts = {};
  const ambil = (path) => scripts[path] || (scripts[path] = new Promise((done, failed) => {
    const src = assets + path.replace(/\.js$/, `.${box ? box.dataset.sopCari : ""}.js`);
    const onerror = () => { delete scripts[path]; failed(); };
    // Not async: in the order of asking, for the index is handed to the engine.
    document.head.append(Object.assign(document.createElement("script"), { src, async: false, onload: done, onerror }));
  }));
  const parts = ["sop-cari-mesin.js", "sop-cari-hasil.js", "cari/indeks.js"];
  const muat = () => Promise.all(parts.map(ambil)).catch((error) => {
    parts.forEach((path) => { delete scripts[path]; }); // an index without the engine was handed to nobody
    throw error;
  });
  const gagal = () => {
    box.querySelector("[role=status]").textContent = "Indeks pencarian tidak dapat dimuat. Buka halaman katalog untuk melihat semua SOP.";
    box.querySelector("[data-sop-semua]").hidden = false;
  };
  window.SopCari = { muat, ambil, gagal };
  if (!box) return;
  const input = box.querySelector("input");
  const toggle = document.getElementById("__search"); // Material's own: opens the box on a phone
  const wake = () => Promise.all([parts[1], "sop-cari-kotak.js"].map(ambil)).catch(gagal);
  ["focus", "input"].forEach((name) => input.addEventListener(name, wake));
  box.querySelector("form").onsubmit = () => false;
  if (toggle) toggle.addEventListener("change", () => { if (toggle.checked) input.focus(); });
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const typing = target.isContentEditable || /^(?:input|select|textarea)$/i.test(target.tagName);
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey || (typing && !command) || !(command ? /^k$/i : /^[/sf]$/).test(event.key)) return;
    event.preventDefault();
    input.focus();
  });
})();
