/* The page that a server sends for an address that leads nowhere: it finds the site's root where the site does not know it
 * itself (without site_url, in a sub-folder), and what the reader may have meant. Inline, because until then no address is
 * right; site/not_found.py says so in the page's policy. Without it: styled at the root of a server, with a link to the catalogue. */
(() => {
  "use strict";
  const known = document.currentScript.dataset.akar;
  const holds = (root) => fetch(`${root}katalog.json`, { method: "HEAD" }).then(
    (answer) => answer.ok && /json/.test(answer.headers.get("content-type")), () => false);

  async function find() {
    const parts = location.pathname.split("/");
    for (let length = parts.length - 1; length > 1; length--) {
      const root = `${parts.slice(0, length).join("/")}/`;
      if (await holds(root)) return root;
    }
    return "/";
  }

  const isLocal = (value) => value[0] === "/" && value[1] !== "/";

  function move(root) {
    for (const name of ["href", "action"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        const value = element.getAttribute(name);
        if (isLocal(value)) element.setAttribute(name, root + value.slice(1));
      }
    }
    const config = document.getElementById("__config");
    if (config) config.textContent = config.textContent.replace('"base": "/"', `"base": "${root}"`).replace('"search": "/', `"search": "${root}`);
    const scripts = [...document.querySelectorAll("script[src]")].filter((script) => isLocal(script.getAttribute("src")));
    return scripts.reduce((before, old) => before.then(() => new Promise((done) => {
      const src = root + old.getAttribute("src").slice(1);
      old.replaceWith(Object.assign(document.createElement("script"), { src, onload: done, onerror: done }));
    })), Promise.resolve());
  }

  async function suggest(root) {
    let path = location.pathname.slice(root.length);
    try { path = decodeURIComponent(path); } catch (error) { /* as it is */ }
    const words = path.replace(/^(?:sop|unit|jabatan|peraturan|n)\/|\.html$/g, " ").split(/[^\p{L}\p{N}]+/u).join(" ").trim();
    const place = document.querySelector("h1");
    if (!words || !place || !window.SopCari) return;
    await SopCari.muat();
    // All words; else the longest of them, for a slip of the pen is in one.
    const queries = [words, ...words.split(" ").sort((one, other) => other.length - one.length)];
    const list = document.createElement("ul");
    for (const query of queries) {
      const hits = SopCari.cari(query, 20).hasil.filter(({ jenis }) => jenis === "sop").slice(0, 5);
      for (const { url, judul } of hits) {
        const link = Object.assign(document.createElement("a"), { href: root + url, textContent: judul });
        list.appendChild(document.createElement("li")).append(link);
      }
      if (hits.length) break;
    }
    if (!list.children.length) return;
    const said = Object.assign(document.createElement("p"), { textContent: "Mungkin yang dicari:" });
    (place.parentNode.querySelector("h1 ~ p:last-of-type") || place).after(said, list);
  }

  addEventListener("load", async () => {
    const sheet = document.querySelector('link[rel="stylesheet"]');
    let root = known;
    const isStyled = !sheet || (sheet.sheet && sheet.sheet.cssRules.length);
    if (root === "/" && !isStyled) {
      root = await find();
      if (root !== "/") await move(root);
    }
    suggest(root).catch(() => {});
  });
})();
