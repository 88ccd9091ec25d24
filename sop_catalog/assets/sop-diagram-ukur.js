/* Measures what the engine has drawn: whether a reader could take the drawing for another flow than the one that it
 * was made from. sop-diagram.js shows no drawing in which this finds a fault. A classic script, so that it also runs
 * from file://; lengths are the drawing's own pixels.
 *
 *   sopUkur.faults(svg, source)   [{jenis, garis, lain}], empty when the drawing is right:
 *
 *     urutan    a step does not stand below the one before it
 *     lajur     a node stands outside its lane
 *     tumpuk    a node, a label or a lane's head lies on another
 *     tembus    a line runs through, or along the edge of, a node that it has nothing to do with, or through a head
 *     ujung     a line does not begin at its source or end at its target
 *     label     a label is not at its own line, or another line runs through it
 *     rapat     two lines that lead to different steps run on, or nearly on, each other
 *
 *   sopUkur.closeGaps(svg)        lengthens lines that end before their symbol
 *   sopUkur.placeLabels(svg, source)   moves labels to where each is read with its own line
 */
(() => {
  "use strict";

  const TOUCH = 3; // px: lines nearer than this to a foreign node seem to belong to it
  const INSIDE = 2; // px: what overlaps by less is a matter of rounding
  const REACH = 10; // px between a line's end and the box of its node: an arrowhead, a diamond's slope
  const NEAR = 4; // px: two parallel lines nearer than this are one to the eye
  const LONG = 14; // px that two lines must run together to be taken for one
  const AWAY = 8; // px between a label and its line
  const AIR = 5; // px between a label and what is not its own
  const STEP = 8; // px between the places that are tried for a label
  const TRIED = 60; // places along a line

  const grown = ([a, b, c, d], by) => [a - by, b - by, c + by, d + by];
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const around = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
  const moved = ([a, b, c, d], x, y) => [a + x, b + y, c + x, d + y];
  const middle = ([a, b, c, d]) => [(a + c) / 2, (b + d) / 2];
  const distance = (box, [x, y]) =>
    Math.hypot(Math.max(box[0] - x, 0, x - box[2]), Math.max(box[1] - y, 0, y - box[3]));

  function boxOf(element, toDrawing) {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const one = new DOMPoint(left, top).matrixTransform(toDrawing);
    const other = new DOMPoint(right, bottom).matrixTransform(toDrawing);
    return [one.x, one.y, other.x, other.y];
  }

  // The corners of a line. A rounded corner is a curve around the corner itself, an arc the bridge over another line.
  function cornersOf(path, toDrawing) {
    const matrix = toDrawing.multiply(path.getScreenCTM());
    const corners = [];
    for (const [, command, rest] of path.getAttribute("d").matchAll(/([MLQCA])([^A-Za-z]*)/g)) {
      const numbers = (rest.match(/-?\d*\.?\d+/g) || []).map(Number);
      for (let at = command === "A" ? 5 : 0; at + 1 < numbers.length; at += 2) {
        const { x, y } = new DOMPoint(numbers[at], numbers[at + 1]).matrixTransform(matrix);
        const last = corners[corners.length - 1];
        if (!last || Math.hypot(last[0] - x, last[1] - y) > 0.5) corners.push([x, y]);
      }
    }
    return corners;
  }

  // Which lane each node is to stand in, as the source says it: "subgraph r0[…]", names of nodes, "end".
  function lanesIn(source) {
    const lanes = new Map();
    let lane = "";
    for (const line of source.split("\n")) {
      const head = /^\s*subgraph (r\d+)/.exec(line);
      if (head) lane = head[1];
      else if (/^\s*end$/.test(line)) lane = "";
      else if (lane) lanes.set(line.trim(), lane);
    }
    return lanes;
  }

  const lineName = /L_([a-z0-9]+)_([a-z0-9]+)_\d+/;

  function read(svg, source) {
    const toDrawing = svg.getScreenCTM().inverse();
    const wanted = lanesIn(source);
    const nodes = [...svg.querySelectorAll("g.node")].flatMap((element) => {
      const name = /flowchart-([a-z]\w*)-\d+/.exec(element.id);
      if (!name || element.classList.contains("kosong")) return [];
      const box = boxOf(element.querySelector(".label-container") || element, toDrawing);
      return [{ name: name[1], row: Number((/^s(\d+)/.exec(name[1]) || [])[1] || 0), box, lane: wanted.get(name[1]) }];
    });
    const lines = [...svg.querySelectorAll("path.flowchart-link:not(.edge-thickness-invisible)")].flatMap((path) => {
      const ends = lineName.exec(path.id);
      if (!ends) return [];
      const corners = cornersOf(path, toDrawing);
      const pieces = corners.slice(1).map((corner, index) => around(corners[index], corner));
      return [{ name: ends[0], from: ends[1], to: ends[2], corners, pieces }];
    });
    const labels = [...svg.querySelectorAll("g.edgeLabel")].flatMap((element) => {
      const text = element.textContent.trim();
      const carrier = element.querySelector("[data-id]");
      const name = (lineName.exec(element.id || (carrier ? carrier.dataset.id : "")) || [""])[0];
      const box = boxOf(element.querySelector("foreignObject") || element, toDrawing);
      return text ? [{ element, text, box, line: lines.find((line) => line.name === name) }] : [];
    });
    const lanes = [...svg.querySelectorAll("g.swimlane")].map((element) => ({
      name: (/\br\d+\b/.exec(element.getAttribute("data-id") || element.id.replace(/[-_]/g, " ")) || [""])[0],
      body: boxOf(element.querySelector(".swimlane-body") || element, toDrawing),
      head: boxOf(element.querySelector(".swimlane-title") || element, toDrawing),
    }));
    return { nodes, lines, labels, lanes };
  }

  function faults(svg, source) {
    const drawing = read(svg, source);
    const found = [];
    const note = (jenis, garis, lain = "") => found.push({ jenis, garis, lain });
    checkPlaces(drawing, note);
    checkLines(drawing, note);
    checkLabels(drawing, note);
    return found;
  }

  function checkPlaces({ nodes, labels, lanes }, note) {
    const rows = new Map(); // number of a row → the middles of its symbols
    for (const { row, box } of nodes) if (row) rows.set(row, [...(rows.get(row) || []), middle(box)[1]]);
    const numbers = [...rows.keys()].sort((one, other) => one - other);
    numbers.slice(1).forEach((row, index) => {
      if (Math.min(...rows.get(row)) <= Math.max(...rows.get(numbers[index])) + INSIDE) note("urutan", `s${row}`);
    });
    for (const { name, lane, box } of nodes) {
      const own = lanes.find((item) => lane && item.name === lane);
      if (own && (box[0] < own.body[0] - INSIDE || box[2] > own.body[2] + INSIDE)) note("lajur", name, lane);
    }
    const solid = [...nodes, ...labels.map(({ text, box }) => ({ name: text, box }))];
    solid.forEach((one, index) => {
      const inner = grown(one.box, -INSIDE);
      for (const other of solid.slice(index + 1)) if (overlap(inner, other.box)) note("tumpuk", one.name, other.name);
      for (const { name, head } of lanes) if (overlap(inner, head)) note("tumpuk", one.name, name);
    });
  }

  function checkLines({ nodes, lines, lanes }, note) {
    for (const { name, from, to, corners, pieces } of lines) {
      for (const node of nodes) {
        if (node.name === from && distance(node.box, corners[0]) > REACH) note("ujung", name, from);
        else if (node.name === to && distance(node.box, corners[corners.length - 1]) > REACH) note("ujung", name, to);
        if (node.name === from || node.name === to) continue;
        const near = grown(node.box, TOUCH);
        if (pieces.some((part) => overlap(near, part))) note("tembus", name, node.name);
      }
      for (const lane of lanes) {
        const inner = grown(lane.head, -INSIDE);
        if (pieces.some((part) => overlap(inner, part))) note("tembus", name, lane.name);
      }
    }
    lines.forEach((one, index) => {
      for (const other of lines.slice(index + 1)) {
        if (one.to !== other.to && runTogether(one.pieces, other.pieces)) note("rapat", one.name, other.name);
      }
    });
  }

  function checkLabels({ lines, labels }, note) {
    for (const { line, text, box } of labels) {
      if (line && !line.pieces.some((part) => overlap(grown(box, AWAY), part))) note("label", line.name, text);
      const inner = grown(box, -INSIDE);
      for (const other of lines) {
        if (other !== line && other.pieces.some((part) => overlap(inner, part))) note("label", other.name, text);
      }
    }
  }

  function runTogether(some, others) {
    return some.some((a) => others.some((b) => {
      const across = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
      const down = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
      const flat = a[3] - a[1] < 1 && b[3] - b[1] < 1;
      const upright = a[2] - a[0] < 1 && b[2] - b[0] < 1;
      return (flat && across >= LONG && -down < NEAR) || (upright && down >= LONG && -across < NEAR);
    }));
  }

  // Places for a label along its line, from its beginning on: upon the line, then beside it.
  function* placesAlong({ corners }, width, height) {
    let tried = 0;
    for (let index = 1; index < corners.length; index += 1) {
      const [a, b] = [corners[index - 1], corners[index]];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const upright = Math.abs(b[0] - a[0]) < Math.abs(b[1] - a[1]);
      const half = (upright ? height : width) / 2;
      for (let at = half + AIR; at <= length - half - AIR && tried < TRIED; at += STEP, tried += 1) {
        const x = a[0] + ((b[0] - a[0]) * at) / length;
        const y = a[1] + ((b[1] - a[1]) * at) / length;
        yield [x, y];
        const aside = (upright ? width : height) / 2 + AIR;
        yield* upright ? [[x + aside, y], [x - aside, y]] : [[x, y - aside], [x, y + aside]];
      }
    }
  }

  function placeLabels(svg, source) {
    const { nodes, lines, labels, lanes } = read(svg, source);
    const isFree = (label, box) => {
      const wide = grown(box, AIR);
      return !nodes.some((node) => overlap(box, grown(node.box, 1)))
        && !lanes.some(({ head }) => overlap(wide, head))
        && !labels.some((other) => other !== label && overlap(wide, other.box))
        && !lines.some((line) => line !== label.line && line.pieces.some((part) => overlap(wide, part)));
    };
    for (const label of labels) {
      if (!label.line) continue;
      const [width, height] = [label.box[2] - label.box[0], label.box[3] - label.box[1]];
      const [x, y] = middle(label.box);
      for (const place of placesAlong(label.line, width, height)) {
        const box = moved(label.box, place[0] - x, place[1] - y);
        if (!isFree(label, box)) continue;
        const now = label.element.transform.baseVal.consolidate();
        const [left, top] = now ? [now.matrix.e, now.matrix.f] : [0, 0];
        label.element.setAttribute("transform", `translate(${left + place[0] - x}, ${top + place[1] - y})`);
        label.box = box;
        break;
      }
    }
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

  window.sopUkur = { faults, placeLabels, closeGaps };
})();
