/* Draws the swimlanes of `.sop-diagram` (pages/diagram.py says what such an element holds) when they come into view.
 * Whatever fails, and where a drawing would mislead, the flow as text stays where it is. What draws is loaded then:
 * the engine, and sop-diagram-ukur.js with sop-diagram-gambar.js in one file. A classic script: it also runs from file://. */
(() => {
  "use strict";

  const PHONE = matchMedia("(max-width: 44.9375em)");
  const drawn = new Map(); // host → its drawings
  const loaded = {}; // address → promise of what it gives
  let queue = Promise.resolve();

  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  // Only one engine at a time may draw, and the page must have a chance to show what it says meanwhile.
  const enqueue = (task) => (queue = queue.then(() => new Promise((done) => setTimeout(done, 30))).then(task, task));

  // What a drawing above it pushes away stays where the reader went to see it, until the reader scrolls.
  let place = null;
  const hold = () => {
    place = document.getElementById(location.hash.slice(1));
    if (place && place.closest(".sop-kegiatan")) place = null; // above all drawings, and in a frame of its own (sop-sorot.js)
  };
  const keep = () => requestAnimationFrame(() => place && place.scrollIntoView());
  for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(name, () => (place = null), { capture: true, passive: true });
  }
  addEventListener("hashchange", hold);
  addEventListener("click", ({ target }) => target.closest && target.closest('a[href*="#"]') && setTimeout(hold));
  hold();

  function once(address, load) {
    if (!loaded[address]) {
      loaded[address] = load();
      loaded[address].catch(() => delete loaded[address]); // the next diagram asks again
    }
    return loaded[address];
  }

  const loadScript = (address) => once(address, () => new Promise((resolve, reject) => {
    const script = element("script", { src: address });
    script.onload = resolve;
    script.onerror = () => reject(new Error(address));
    document.head.append(script);
  }));

  function loadEngine({ mesin, offline }) {
    const address = new URL(mesin, document.baseURI).href;
    if (!offline) return once(address, () => import(address).then((module) => module.default));
    return loadScript(address).then(() => {
      if (!window.mermaid) throw new Error(address);
      return window.mermaid;
    });
  }

  const loadTools = ({ alat }) => loadScript(new URL(alat, document.baseURI).href);

  async function open(host) {
    const data = JSON.parse(host.dataset.gambar);
    const text = host.querySelector(".sop-diagram-teks");
    const status = element("p", { class: "sop-diagram-kabar", role: "status" }, "Menggambar diagram…");
    host.dataset.keadaan = "menggambar";
    host.prepend(status);
    const parts = [];
    try {
      await loadTools(data);
      for (const part of data.bagian) parts.push(new window.SopGambar.Drawing(host, data, part, loadEngine));
    } catch (error) {
      status.remove();
      host.dataset.keadaan = "gagal";
      fold(text, true);
      return;
    }
    for (const part of parts) host.insertBefore(part.figure, text);
    const done = [];
    for (const part of parts) {
      enqueue(() => part.draw()).then(() => {
        keep();
        done.push(part);
      }, () => part.figure.remove());
    }
    enqueue(() => finish(host, text, status, done, parts.length));
  }

  // The flow as text is folded where there is a drawing, because that and the table say it, too. In the place of one it is
  // what there is to see, so it stands open in the page.
  function fold(text, isOpen) {
    const details = text.querySelector(".sop-diagram-lipatan");
    if (details) details.open = isOpen;
  }

  function finish(host, text, status, done, wanted) {
    const wrong = done.find((part) => part.wrong);
    drawn.set(host, done.filter((part) => !part.wrong));
    if (wrong) {
      for (const part of done) if (part.wrong) part.figure.remove();
      status.removeAttribute("role");
      status.className = "sop-diagram-alasan";
      status.textContent = `${wanted > 1 ? "Sebagian diagram" : "Diagram"} tidak ditampilkan karena dapat terbaca keliru `
        + `(${wrong.wrong}). Alur yang benar ada pada teks di bawah ini dan pada tabel kegiatan.`;
      host.insertBefore(status, text);
      host.dataset.keadaan = "keliru";
    } else {
      status.remove();
      host.dataset.keadaan = done.length === wanted ? "tergambar" : "gagal";
    }
    watcher.observe(host); // the colours may have changed meanwhile
    if (wrong || done.length !== wanted) fold(text, true);
    else if (text.classList.contains("sop-diagram-ganti")) text.remove();
    keep();
  }

  // A phone has room for a corner of a drawing: there the cards say it all, and the drawing comes when it is asked for.
  function offer(host) {
    const button = element("button", { type: "button" }, "Tampilkan sebagai gambar");
    const tools = element("div", { class: "sop-diagram-alat" }, button);
    button.addEventListener("click", () => {
      tools.remove();
      host.tabIndex = -1; // the focus stays where the button was
      host.focus({ preventScroll: true });
      watcher.observe(host);
    });
    host.dataset.keadaan = "ditawarkan";
    host.prepend(tools);
  }

  function redraw(host) {
    for (const part of drawn.get(host)) {
      enqueue(() => part.isDark !== window.SopGambar.isDark() && part.draw()).catch(() => {});
    }
  }

  // Drawing needs the measures of what is visible, so the first time and each time after, it waits until it is.
  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      if (drawn.has(target)) redraw(target);
      else open(target);
    }
  }, { rootMargin: "300px" });

  function start() {
    for (const host of document.querySelectorAll(".sop-diagram[data-gambar]:not([data-keadaan])")) {
      const optional = PHONE.matches && !host.querySelector(".sop-diagram-ganti");
      host.dataset.keadaan = "menunggu";
      fold(host, false);
      if (optional) offer(host);
      else watcher.observe(host);
    }
  }

  const repaint = new MutationObserver(() => {
    for (const host of drawn.keys()) {
      if (host.isConnected) watcher.observe(host);
      else drawn.delete(host);
    }
  });
  for (const painted of [document.documentElement, document.body]) {
    repaint.observe(painted, { attributeFilter: ["data-md-color-scheme"] });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  // Material exchanges the page's content without loading it anew (navigation.instant) and says so by document$,
  // which stays silent on file://.
  if (window.document$) window.document$.subscribe(start);
})();
