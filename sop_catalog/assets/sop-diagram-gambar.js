/* One drawing of the engine and what a reader can do with it: sop-diagram.js loads this when a diagram comes into view.
 * Needs sop-diagram-ukur.js. A classic script, so that it also runs from file://. */
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
  let count = 0;

  const create = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const isDark = () =>
    [document.body, document.documentElement].some((e) => e.getAttribute("data-md-color-scheme") === "slate");

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

  // --- Attempts: the engine's router is led by the order of lines, by spacings and by invisible lines. Found by
  // trial over a thousand flows: what one way draws wrong, another mostly draws right, and none is right for all.

  const isLine = (text) => /^\s*\w+ (-->|-\.->)/.test(text);

  // The same source with its lines in another order.
  function withLines(source, arrange) {
    const all = source.split("\n");
    const lines = arrange(all.filter(isLine));
    return all.map((text) => (isLine(text) ? lines.shift() : text)).join("\n");
  }

  // The same source with an invisible line from each step to the next, where there is none.
  function chained(source) {
    const steps = [...source.matchAll(/^ {2}(s\d\w*)[[({]/gm)].map((match) => match[1]);
    const wanted = steps.slice(1).map((step, index) => `  ${steps[index]} ~~~ ${step}`);
    return source.replace(/^ {2}\w+ -/m, (first) => `${wanted.filter((text) => !source.includes(`${text}\n`)).join("\n")}\n${first}`);
  }

  const isReturn = (text) => (text.includes("-.->") ? 0 : 1);
  const ROOMY = { flowchart: { nodeSpacing: 80, rankSpacing: 140 } };
  const ATTEMPTS = [
    { source: (text) => text },
    { source: (text) => withLines(text, (lines) => lines.reverse()) },
    { source: (text) => text, settings: ROOMY },
    { source: chained },
    { source: (text) => withLines(text, (lines) => lines.sort((one, other) => isReturn(one) - isReturn(other))) },
    { source: (text) => withLines(chained(text), (lines) => lines.reverse()), settings: ROOMY },
    { source: (text) => text, settings: { flowchart: { nodeSpacing: 40, rankSpacing: 140 } } },
  ];

  const REASONS = {
    urutan: "urutan langkahnya terbalik", lajur: "langkah keluar dari lajurnya", tumpuk: "bagian-bagiannya bertumpuk",
    tembus: "garis melewati langkah lain", ujung: "garis tidak sampai di langkahnya", label: "label jauh dari garisnya",
    rapat: "garis berimpit",
  };

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

  const rowOf = (number) => document.getElementById(`langkah-${number}`);
  const textOf = (number) => {
    const cell = rowOf(number) && rowOf(number).querySelector(".sop-kegiatan-teks");
    return cell ? cell.textContent.trim() : "";
  };

  class Drawing {
    constructor(host, data, { judul, sumber }, loadEngine) {
      Object.assign(this, { host, data, source: sumber, loadEngine, zoom: 0, pictures: {}, wrong: "" });
      this.attempt = 0; // the one that drew right
      this.isLanes = sumber.startsWith("swimlane-beta");
      this.canvas = create("div", { class: "mermaid", "data-processed": "true" });
      this.heads = create("div", { class: "sop-diagram-kepala", "aria-hidden": "true" });
      this.region = create("div", {
        class: "sop-diagram-bingkai", tabindex: "0", role: "region",
        "aria-label": `${judul || "Diagram"}: geser untuk melihat seluruhnya`,
      }, this.heads, this.canvas);
      this.scale = create("output", { class: "sop-diagram-skala" });
      this.hint = create("p", { class: "sop-diagram-petunjuk", hidden: "" }, "Geser ke samping untuk lajur lainnya →");
      this.tip = create("div", { class: "sop-diagram-isi", role: "tooltip", hidden: "" });
      this.figure = create("figure", { class: "sop-diagram-gambar", hidden: "" },
        this.tools(), this.hint, this.region, this.tip);
      if (judul) this.figure.prepend(create("figcaption", {}, judul));
      this.listen();
    }

    tools() {
      const button = (text, label, action) => {
        const element = create("button", { type: "button", "aria-label": label, title: label }, text);
        element.addEventListener("click", () => action(element));
        return element;
      };
      this.full = button("Layar penuh", "Layar penuh", () => this.toggleFull());
      return create("div", { class: "sop-diagram-alat", role: "group", "aria-label": "Alat diagram" },
        button("−", "Perkecil", () => this.zoomTo(this.zoom / ZOOM_STEP)), this.scale,
        button("+", "Perbesar", () => this.zoomTo(this.zoom * ZOOM_STEP)),
        button("Pas lebar", "Pas lebar", () => this.zoomTo(this.fitting())),
        button("Pas layar", "Pas layar: seluruh diagram", () => this.zoomTo(this.fittingWhole())),
        button("Ukuran asli", "Ukuran asli", () => this.zoomTo(1)),
        this.full,
        button("Salin kode", "Salin kode diagram", (element) => this.copy(element)));
    }

    // --- Drawing -----------------------------------------------------------------------------------------------------

    /** Draws, or gives up: `wrong` then says why a drawing would mislead. */
    async draw() {
      const dark = isDark();
      if (!this.pictures[dark]) await this.make(dark);
      this.figure.hidden = Boolean(this.wrong);
      this.isDark = dark;
      if (this.wrong) return;
      this.canvas.replaceChildren(this.pictures[dark]);
      this.svg = this.pictures[dark];
      this.size = this.svg.viewBox.baseVal;
      this.lanes = lanesOf(this.svg);
      if (this.isLanes) this.connectRows();
      const fontSize = parseFloat(getComputedStyle(this.svg).fontSize) || 16;
      // A wide screen shows the whole width at once while that can be read at all; a phone shows words and scrolls.
      const [fit, readable] = [this.fitting(), MIN_TEXT / fontSize];
      const whole = fit >= MIN_FIT && this.region.clientWidth >= WIDE;
      const again = this.zoom;
      this.zoomTo(again || Math.min(1, whole ? fit : Math.max(fit, readable)));
      if (!again) this.showFirst();
    }

    async make(dark) {
      const engine = await this.loadEngine(this.data);
      const settings = themed(this.data.atur, dark);
      const attempts = this.isLanes ? ATTEMPTS.slice(this.attempt).concat(ATTEMPTS.slice(0, this.attempt)) : ATTEMPTS.slice(0, 1);
      const begun = performance.now();
      for (const attempt of attempts) {
        const tried = attempt.source(this.source);
        if (attempt !== attempts[0]) {
          if (performance.now() - begun > window.SopGambar.patience) break;
          if (tried === this.source && !attempt.settings) continue; // nothing to arrange differently
        }
        const { svg, faults } = await this.render(engine, Object.assign({}, settings, attempt.settings), tried);
        if (!faults.length) {
          this.attempt = ATTEMPTS.indexOf(attempt);
          this.pictures[dark] = svg;
          this.wrong = "";
          return;
        }
        this.wrong = this.wrong || REASONS[faults[0].jenis];
        this.tries = (this.tries || 0) + 1;
      }
    }

    async render(engine, settings, source) {
      // Measured where it will stand, so that the page's fonts and styles are the same there and here.
      const workshop = create("div", { class: "sop-diagram-bengkel", "aria-hidden": "true" });
      this.host.append(workshop);
      try {
        engine.initialize(settings);
        workshop.innerHTML = (await engine.render(`sop-gambar-${(count += 1)}`, source, workshop)).svg;
        const svg = workshop.querySelector("svg");
        svg.style.maxWidth = "none";
        svg.setAttribute("width", svg.viewBox.baseVal.width);
        svg.setAttribute("height", svg.viewBox.baseVal.height);
        // The engine numbers labels per drawing only; everything else already carries the drawing's own id.
        for (const element of svg.querySelectorAll("[id]")) if (!element.id.includes(svg.id)) element.id += `-${svg.id}`;
        if (!this.isLanes) return { svg, faults: [] };
        window.sopUkur.closeGaps(svg);
        window.sopUkur.placeLabels(svg, source);
        return { svg, faults: window.sopUkur.faults(svg, source) };
      } finally {
        workshop.remove();
      }
    }

    // --- Steps and their rows ----------------------------------------------------------------------------------------

    connectRows() {
      if (this.svg.dataset.tersambung) return;
      this.svg.dataset.tersambung = "ya";
      for (const node of this.svg.querySelectorAll("g.node")) {
        const name = /flowchart-s(\d+)\w*-\d+/.exec(node.id);
        const number = name && Number(name[1]); // "s03b" is the second symbol of row 3
        if (!number || !rowOf(number)) continue;
        node.dataset.langkah = number;
        node.setAttribute("tabindex", "0");
        node.setAttribute("role", "link");
        node.setAttribute("aria-label", `Langkah ${number}: ${textOf(number)} Ke baris tabel.`);
        const head = rowOf(number).querySelector(".sop-no");
        if (!head || head.querySelector("a")) continue;
        const link = create("a", { href: `#${this.host.id || "diagram"}`, "aria-label": `${number}, ke gambarnya` }, ...head.childNodes);
        link.addEventListener("click", (event) => {
          event.preventDefault();
          const target = document.querySelector(`.sop-diagram-gambar:not([hidden]) g.node[data-langkah="${number}"]`);
          if (!target) return;
          target.scrollIntoView({ block: "center", inline: "center" });
          target.focus({ preventScroll: true });
        });
        head.append(link);
      }
    }

    listen() {
      const step = ({ target }) => (target.closest ? target.closest("g.node[data-langkah]") : null);
      this.canvas.addEventListener("pointerover", (event) => event.pointerType === "mouse" && this.light(step(event)));
      this.region.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.light(null));
      this.canvas.addEventListener("focusin", (event) => this.light(step(event)));
      this.canvas.addEventListener("focusout", () => this.light(null));
      this.canvas.addEventListener("click", (event) => {
        const node = step(event);
        if (!node) return void this.light(null);
        // A finger's first tap shows, the second goes; a mouse has shown already.
        if (this.pointer === "touch" && this.lit !== node) return void this.light(node);
        this.toRow(node);
      });
      this.canvas.addEventListener("pointerdown", ({ pointerType }) => (this.pointer = pointerType));
      this.figure.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.figure.classList.contains("sop-penuh")) this.toggleFull();
        else if (event.key === "Escape" && this.lit) this.light(null);
        else if ((event.key === "Enter" || event.key === " ") && step(event)) {
          event.preventDefault();
          this.toRow(step(event));
        }
      });
      this.region.addEventListener("wheel", (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        this.zoomTo(this.zoom * (event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP), [event.clientX, event.clientY]);
      }, { passive: false });
      this.pinch();
      // The frame is as high as its drawing and does not scroll up and down: the titles follow the page.
      const follow = () => requestAnimationFrame(() => this.followHeads());
      addEventListener("scroll", follow, { passive: true });
      this.region.addEventListener("scroll", follow, { passive: true });
      document.addEventListener("fullscreenchange", () => this.setFull(document.fullscreenElement === this.figure));
    }

    // Two fingers zoom the drawing, one scrolls the page.
    pinch() {
      const fingers = new Map();
      let apart = 0;
      const spread = () => {
        const [one, other] = [...fingers.values()];
        return Math.hypot(one[0] - other[0], one[1] - other[1]);
      };
      this.region.addEventListener("touchstart", ({ touches }) => {
        fingers.clear();
        for (const touch of touches) fingers.set(touch.identifier, [touch.clientX, touch.clientY]);
        apart = fingers.size === 2 ? spread() : 0;
      }, { passive: true });
      this.region.addEventListener("touchmove", (event) => {
        if (event.touches.length !== 2 || !apart) return;
        event.preventDefault();
        for (const touch of event.touches) fingers.set(touch.identifier, [touch.clientX, touch.clientY]);
        const [one, other] = [...fingers.values()];
        const now = spread();
        this.zoomTo((this.zoom * now) / apart, [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2]);
        apart = now;
      }, { passive: false });
      this.region.addEventListener("touchend", () => (apart = 0), { passive: true });
    }

    toRow(node) {
      const row = rowOf(node.dataset.langkah);
      if (this.figure.classList.contains("sop-penuh")) this.toggleFull();
      row.scrollIntoView({ block: "center" });
      const link = row.querySelector(".sop-no a");
      if (link) link.focus({ preventScroll: true });
      row.classList.add("sop-dituju");
      setTimeout(() => row.classList.remove("sop-dituju"), 2500);
    }

    /** Lights a step with its ways in and out, and shows its whole text; null: nothing more. */
    light(node) {
      if (this.lit === node) return;
      this.lit = node;
      this.figure.classList.toggle("sop-sorot", Boolean(node));
      for (const element of this.figure.querySelectorAll(".sop-terang")) element.classList.remove("sop-terang");
      this.tip.hidden = !node;
      if (!node) return;
      const own = /flowchart-(\w+)-\d+/.exec(node.id)[1];
      const names = new Set([own]);
      for (const path of this.svg.querySelectorAll("path.flowchart-link")) {
        const ends = /L_([a-z0-9]+)_([a-z0-9]+)_\d+/.exec(path.id);
        if (!ends || (ends[1] !== own && ends[2] !== own)) continue;
        names.add(ends[1]).add(ends[2]);
        path.classList.add("sop-terang");
        const label = this.svg.querySelector(`[id*="${ends[0]}"].edgeLabel`);
        if (label) label.classList.add("sop-terang");
      }
      for (const other of this.svg.querySelectorAll("g.node")) {
        const name = /flowchart-(\w+)-\d+/.exec(other.id);
        if (name && names.has(name[1])) other.classList.add("sop-terang");
      }
      this.showTip(node);
    }

    showTip(node) {
      const number = node.dataset.langkah;
      this.tip.textContent = `${number}. ${textOf(number)}`;
      const frame = this.figure.getBoundingClientRect();
      const box = node.getBoundingClientRect();
      const width = Math.min(360, frame.width - 16);
      this.tip.style.width = `${width}px`;
      this.tip.style.left = `${Math.max(8, Math.min(box.left - frame.left, frame.width - width - 8))}px`;
      const below = box.bottom - frame.top + 8;
      const room = frame.bottom - box.bottom > this.tip.offsetHeight + 16 || box.top - frame.top < this.tip.offsetHeight + 16;
      this.tip.style.top = `${room ? below : box.top - frame.top - this.tip.offsetHeight - 8}px`;
    }

    // --- Size --------------------------------------------------------------------------------------------------------

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

    fittingWhole() {
      const isFull = this.figure.classList.contains("sop-penuh");
      const height = isFull ? this.region.clientHeight : Math.max(240, innerHeight * 0.85);
      return Math.min(this.fitting(), (height - 2) / this.size.height);
    }

    /** Draws at a size; `around` (of the window) stays where it is, else the middle of the frame. */
    zoomTo(wanted, around) {
      const { region, size, svg } = this;
      const least = Math.min(ZOOM_RANGE[0], this.fitting(), this.fittingWhole());
      const zoom = Math.min(ZOOM_RANGE[1], Math.max(least, wanted));
      const ratio = this.zoom ? zoom / this.zoom : 0;
      const { left, top } = region.getBoundingClientRect();
      const [x, y] = around ? [around[0] - left, around[1] - top] : [region.clientWidth / 2, region.clientHeight / 2];
      const place = [region.scrollLeft + x, region.scrollTop + y];
      svg.setAttribute("width", size.width * zoom);
      svg.setAttribute("height", size.height * zoom);
      if (ratio) {
        region.scrollLeft = place[0] * ratio - x;
        region.scrollTop = place[1] * ratio - y;
      }
      this.heads.style.width = `${size.width * zoom}px`;
      this.heads.replaceChildren(...this.lanes.map(({ text, left: begin, width, bottom }) => {
        const head = create("span", {}, text);
        Object.assign(head.style, { left: `${begin * zoom}px`, width: `${width * zoom}px`, height: `${bottom * zoom}px`,
          lineHeight: `${bottom * zoom}px`, fontSize: `${HEAD_SIZE * zoom}px` });
        return head;
      }));
      this.zoom = zoom;
      this.hint.hidden = size.width * zoom <= region.clientWidth + 2;
      this.scale.textContent = `${Math.round(zoom * 100)}%`;
      this.followHeads();
    }

    // The titles of the lanes stay in view while the steps scroll past.
    followHeads() {
      if (!this.svg || this.figure.hidden) return;
      const { top, bottom } = this.region.getBoundingClientRect();
      const header = document.querySelector(".md-header");
      const edge = this.figure.classList.contains("sop-penuh") || !header ? 0 : Math.max(0, header.getBoundingClientRect().bottom);
      const height = this.lanes.length ? this.lanes[0].bottom * this.zoom : 0;
      const down = Math.max(0, Math.min(edge - top, bottom - top - 2 * height));
      this.heads.style.transform = down ? `translateY(${down}px)` : "";
    }

    async toggleFull() {
      const isFull = this.figure.classList.contains("sop-penuh");
      if (isFull && document.fullscreenElement) return void document.exitFullscreen();
      if (!isFull && this.figure.requestFullscreen) {
        try {
          return void (await this.figure.requestFullscreen());
        } catch (error) {
          // refused (a frame of another page, an old phone): the window is filled instead
        }
      }
      this.setFull(!isFull);
    }

    setFull(wanted) {
      if (this.figure.classList.contains("sop-penuh") === wanted) return;
      this.figure.classList.toggle("sop-penuh", wanted);
      document.documentElement.classList.toggle("sop-ada-penuh", wanted);
      this.full.textContent = wanted ? "Tutup layar penuh" : "Layar penuh";
      this.full.setAttribute("aria-label", this.full.textContent);
      this.full.title = wanted ? "Tutup layar penuh (Esc)" : "Layar penuh";
      this.full.focus({ preventScroll: true });
      this.before = wanted ? this.zoom : this.before;
      requestAnimationFrame(() => this.zoomTo(wanted ? this.fittingWhole() : this.before)); // the frame has its new size then
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

  // patience, ms: no further attempt begins later than this after the first.
  window.SopGambar = { Drawing, create, isDark, patience: 2500 };
})();
