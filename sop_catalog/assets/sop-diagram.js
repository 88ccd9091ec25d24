/* Draws the swimlanes of `.sop-diagram` (pages/diagram.py says what such an element holds) when they come into view.
 * Whatever fails, the flow as text stays where it is. A classic script, so that it also runs from file://. */
(() => {
  "use strict";

  const MIN_FIT = 0.65;
  const WIDE = 900; // px
  const MIN_TEXT = 11; // px: below this a label is not readable; the diagram scrolls instead of shrinking further
  const HEAD_SIZE = 14; // px of a lane's title in the drawing
  const ZOOM_STEP = 1.25;
  const ZOOM_RANGE = [0.2, 4];
  const DARK = {
    mainBkg: "#2b303b", nodeBorder: "#aab2c0", clusterBkg: "#1e2129", clusterBorder: "#7a8290", lineColor: "#c3cad6",
    edgeLabelBackground: "#1e2129", textColor: "#e2e4e9", nodeTextColor: "#e2e4e9", titleColor: "#e2e4e9",
  };
  const PHONE = matchMedia("(max-width: 44.9375em)");
  const drawn = new Map(); // host → its drawings
  const engines = {};
  let queue = Promise.resolve();
  let count = 0;

  const create = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const isDark = () =>
    [document.body, document.documentElement].some((e) => e.getAttribute("data-md-color-scheme") === "slate");

  // Only one engine at a time may draw, and the page must have a chance to show what it says meanwhile.
  const enqueue = (task) => (queue = queue.then(() => new Promise((done) => setTimeout(done, 30))).then(task, task));

  // What a drawing above it pushes away stays where the reader went to see it, until the reader scrolls.
  let place = null;
  const hold = () => { place = document.getElementById(location.hash.slice(1)); };
  const keep = () => requestAnimationFrame(() => place && place.scrollIntoView());
  for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(name, () => (place = null), { capture: true, passive: true });
  }
  addEventListener("hashchange", hold);
  addEventListener("click", ({ target }) => target.closest && target.closest('a[href*="#"]') && setTimeout(hold));
  hold();

  function loadEngine({ mesin, offline }) {
    const address = new URL(mesin, document.baseURI).href;
    const load = () => offline
      ? new Promise((resolve, reject) => {
        const script = create("script", { src: address });
        script.onload = () => (window.mermaid ? resolve(window.mermaid) : reject(new Error(address)));
        script.onerror = () => reject(new Error(address));
        document.head.append(script);
      })
      : import(address).then((module) => module.default);
    if (!engines[address]) {
      engines[address] = load();
      engines[address].catch(() => delete engines[address]); // the next diagram asks again
    }
    return engines[address];
  }

  function themed(settings, dark) {
    const fixed = { startOnLoad: false, suppressErrorRendering: true, securityLevel: "strict" };
    if (!dark) return Object.assign({}, settings, fixed);
    const { fontSize } = settings.themeVariables || {};
    return Object.assign({}, settings, fixed, {
      theme: "dark",
      themeVariables: Object.assign({}, DARK, fontSize && { fontSize }),
      swimlane: Object.assign({}, settings.swimlane, { theme: "dark" }),
    });
  }

  // In a swimlane an arrow ends at the box around a symbol, which for a diamond's corner is far from its line:
  // lengthen such a line until it meets the symbol. `gap` keeps what the engine leaves for the arrowhead.
  function closeGaps(svg) {
    const symbols = new Map();
    for (const node of svg.querySelectorAll("g.node")) {
      const id = /flowchart-([a-z]\w*)-\d+$/.exec(node.id);
      if (id) symbols.set(id[1], node.querySelectorAll(".label-container, .label-container path"));
    }
    for (const path of svg.querySelectorAll("path.flowchart-link")) {
      const ends = /L_([a-z0-9]+)_([a-z0-9]+)_\d+$/.exec(path.id);
      if (!ends) continue;
      const length = path.getTotalLength();
      const reach = (id, at, before, gap) => {
        const point = path.getPointAtLength(at);
        const inner = path.getPointAtLength(before);
        const [dx, dy] = [Math.sign(Math.round(point.x - inner.x)), Math.sign(Math.round(point.y - inner.y))];
        const shapes = [...(symbols.get(id) || [])].filter((shape) => shape.isPointInFill);
        for (let step = 0; step < 300 && (dx || dy) && !(dx && dy); step += 1) {
          const x = point.x + dx * step;
          const y = point.y + dy * step;
          for (const shape of shapes) {
            const matrix = shape.getScreenCTM().inverse().multiply(path.getScreenCTM());
            if (!shape.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix))) continue;
            return step > gap + 2 ? [x - dx * gap, y - dy * gap].join() : "";
          }
        }
        return "";
      };
      const start = reach(ends[1], 0, Math.min(4, length), 0);
      const end = reach(ends[2], length, Math.max(0, length - 4), 5);
      let d = path.getAttribute("d");
      if (start) d = d.replace(/^M/, `M${start}L`);
      path.setAttribute("d", end ? `${d}L${end}` : d);
    }
  }

  // Titles of a swimlane's columns with their places in the drawing's own pixels.
  function lanesOf(svg) {
    const box = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / box.width;
    return [...svg.querySelectorAll("g.swimlane")].map((lane) => {
      const { left, width, bottom } = lane.querySelector(".swimlane-title").getBoundingClientRect();
      return { text: lane.textContent.trim(), left: (left - box.left) * scale, width: width * scale,
        bottom: (bottom - box.top) * scale };
    }).sort((one, other) => one.left - other.left);
  }

  class Drawing {
    constructor(host, data, { judul, sumber }) {
      Object.assign(this, { host, data, source: sumber, zoom: 0, pictures: {} });
      this.canvas = create("div", { class: "mermaid", "data-processed": "true" });
      this.heads = create("div", { class: "sop-diagram-kepala", "aria-hidden": "true" });
      this.region = create("div", {
        class: "sop-diagram-bingkai", tabindex: "0", role: "region",
        "aria-label": `${judul || "Diagram"}: geser untuk melihat seluruhnya`,
      }, this.heads, this.canvas);
      this.scale = create("output", { class: "sop-diagram-skala" });
      this.hint = create("p", { class: "sop-diagram-petunjuk", hidden: "" }, "Geser ke samping untuk lajur lainnya →");
      this.figure = create("figure", { class: "sop-diagram-gambar", hidden: "" }, this.tools(), this.hint, this.region);
      if (judul) this.figure.prepend(create("figcaption", {}, judul));
    }

    tools() {
      const button = (text, label, action) => {
        const element = create("button", { type: "button", "aria-label": label, title: label }, text);
        element.addEventListener("click", () => action(element));
        return element;
      };
      return create("div", { class: "sop-diagram-alat", role: "group", "aria-label": "Alat diagram" },
        button("−", "Perkecil", () => this.zoomTo(this.zoom / ZOOM_STEP)), this.scale,
        button("+", "Perbesar", () => this.zoomTo(this.zoom * ZOOM_STEP)),
        button("Pas lebar", "Pas lebar", () => this.zoomTo(this.fitting())),
        button("Ukuran asli", "Ukuran asli", () => this.zoomTo(1)),
        button("Salin kode", "Salin kode diagram", (element) => this.copy(element)));
    }

    async draw() {
      const dark = isDark();
      if (!this.pictures[dark]) {
        const engine = await loadEngine(this.data);
        const settings = themed(this.data.atur, dark);
        const name = `sop-gambar-${(count += 1)}`;
        // Measured where it will stand, so that the page's fonts and styles are the same there and here.
        const workshop = create("div", { class: "sop-diagram-bengkel", "aria-hidden": "true" });
        this.host.append(workshop);
        try {
          engine.initialize(settings);
          this.pictures[dark] = (await engine.render(name, this.source, workshop)).svg;
        } finally {
          workshop.remove();
        }
      }
      this.figure.hidden = false;
      this.canvas.innerHTML = this.pictures[dark];
      this.svg = this.canvas.querySelector("svg");
      this.size = this.svg.viewBox.baseVal;
      this.svg.style.maxWidth = "none";
      // The engine numbers labels per drawing only; everything else already carries the drawing's own id.
      const { id } = this.svg;
      for (const element of this.svg.querySelectorAll("[id]")) if (!element.id.includes(id)) element.id += `-${id}`;
      closeGaps(this.svg);
      this.lanes = lanesOf(this.svg);
      this.isDark = dark;
      const fontSize = parseFloat(getComputedStyle(this.svg).fontSize) || 16;
      // A wide screen shows the whole width at once while that can be read at all; a phone shows words and scrolls.
      const [fit, readable] = [this.fitting(), MIN_TEXT / fontSize];
      const whole = fit >= MIN_FIT && this.region.clientWidth >= WIDE;
      const again = this.zoom;
      this.zoomTo(again || Math.min(1, whole ? fit : Math.max(fit, readable)));
      if (!again) this.showFirst();
      keep();
    }

    // The first step stands in the frame, however far to the right its lane lies.
    showFirst() {
      const nodes = [...this.svg.querySelectorAll("g.node .label-container")].map((node) => node.getBoundingClientRect());
      const [first] = nodes.filter(({ width }) => width).sort((one, other) => one.top - other.top);
      const { left, right } = this.region.getBoundingClientRect();
      if (first && first.right > right) this.region.scrollLeft += first.left - left - 16;
    }

    fitting() {
      return Math.max(1, this.region.clientWidth - 2) / this.size.width;
    }

    zoomTo(wanted) {
      const { region, size, svg } = this;
      const zoom = Math.min(ZOOM_RANGE[1], Math.max(ZOOM_RANGE[0], wanted));
      const ratio = this.zoom ? zoom / this.zoom : 0;
      const middle = [region.scrollLeft + region.clientWidth / 2, region.scrollTop + region.clientHeight / 2];
      svg.setAttribute("width", size.width * zoom);
      svg.setAttribute("height", size.height * zoom);
      if (ratio) {
        region.scrollLeft = middle[0] * ratio - region.clientWidth / 2;
        region.scrollTop = middle[1] * ratio - region.clientHeight / 2;
      }
      // The titles of the lanes stay in view while the steps scroll past.
      this.heads.style.width = `${size.width * zoom}px`;
      this.heads.replaceChildren(...this.lanes.map(({ text, left, width, bottom }) => {
        const head = create("span", {}, text);
        Object.assign(head.style, { left: `${left * zoom}px`, width: `${width * zoom}px`, height: `${bottom * zoom}px`,
          lineHeight: `${bottom * zoom}px`, fontSize: `${HEAD_SIZE * zoom}px` });
        return head;
      }));
      this.zoom = zoom;
      this.hint.hidden = size.width * zoom <= region.clientWidth + 2;
      this.scale.textContent = `${Math.round(zoom * 100)}%`;
    }

    async copy(button) {
      let done = true;
      try {
        await navigator.clipboard.writeText(this.source);
      } catch (error) {
        // Without https there is no clipboard object; the old way still works.
        const area = create("textarea", { class: "sop-diagram-bengkel", "aria-hidden": "true" });
        area.value = this.source;
        this.figure.append(area);
        area.select();
        done = document.execCommand("copy");
        area.remove();
        button.focus();
      }
      const text = button.textContent;
      button.textContent = done ? "Tersalin" : "Gagal menyalin";
      setTimeout(() => (button.textContent = text), 2000);
    }
  }

  function open(host) {
    const data = JSON.parse(host.dataset.gambar);
    const text = host.querySelector(".sop-diagram-teks");
    const status = create("p", { class: "sop-diagram-kabar", role: "status" }, "Menggambar diagram…");
    host.dataset.keadaan = "menggambar";
    host.prepend(status);
    const parts = data.bagian.map((part) => new Drawing(host, data, part));
    for (const part of parts) host.insertBefore(part.figure, text);
    const done = [];
    for (const part of parts) {
      enqueue(() => part.draw()).then(() => done.push(part), () => part.figure.remove());
    }
    enqueue(() => {
      status.remove();
      drawn.set(host, done);
      host.dataset.keadaan = done.length === parts.length ? "tergambar" : "gagal";
      watcher.observe(host); // the colours may have changed meanwhile
      if (done.length !== parts.length) return;
      if (text.classList.contains("sop-diagram-ganti")) return void text.remove();
      const details = create("details", { class: "sop-diagram-lipatan" }, create("summary", {}, "Alur sebagai teks"));
      for (const title of text.querySelectorAll(".sop-alur-judul")) title.remove();
      text.replaceWith(details);
      details.append(text);
      keep();
    });
  }

  // A phone has room for a corner of a drawing: there the text comes first and the drawing when it is asked for.
  function offer(host) {
    const button = create("button", { type: "button" }, "Tampilkan sebagai gambar");
    const tools = create("div", { class: "sop-diagram-alat" }, button);
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
      enqueue(() => part.isDark !== isDark() && part.draw()).catch(() => {});
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
  for (const element of [document.documentElement, document.body]) {
    repaint.observe(element, { attributeFilter: ["data-md-color-scheme"] });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  // Material exchanges the page's content without loading it anew (navigation.instant) and says so by document$,
  // which stays silent on file://.
  if (window.document$) window.document$.subscribe(start);
})();
