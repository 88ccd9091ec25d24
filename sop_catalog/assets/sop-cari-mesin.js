/* The engine of the search: which words belong together, and which SOPs a query finds. Loaded with the index when
 * somebody searches (sop-cari.js). The index and its format: sop_catalog/search/index.py; the rules of words:
 * sop_catalog/search/morfologi.py, whose table comes with the index. Touches no document; ES2017, classic script.
 */
(() => {
  "use strict";

  const PLACE_WEIGHTS = [6, 6, 1.5, 1.5, 0.8, 0.5]; // nama, nomor, unit, pelaksana, dasar hukum, other boxes
  const PLACE_NAMES = ["", "nomor", "unit kerja", "pelaksana", "dasar hukum", "uraian"];
  const HEAD = PLACE_WEIGHTS.length;
  const STEP_WEIGHTS = [1.2, 1, 0.5]; // who, what, the rest
  const STEP = STEP_WEIGHTS.length;
  const EXACT = 1, ALIAS = 0.95, FAMILY = 0.8, WEAK = 0.4, PREFIX = 0.7, LONGER = 0.3, TYPO = 0.5;
  const NAME_IS_ENOUGH = 0.6; // of a query's rarity
  const SWALLOWED = { k: "[kg]", p: "[pm]", s: "[sy]", t: "[tn]" }; // kirim, mengirim; periksa, memeriksa; …
  const DRAFT_OR_EXAMPLE = 5;
  const REVOKED = 2; // bits of `tanda`

  let D = null; // the index, with what is worked out of it

  // --- Words: the same as morfologi.py, by the same table ---

  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f'`\u2018\u2019\u02bc]/g, "").toLowerCase();
  const split = (text) => (fold(text).match(/[a-z0-9]+/g) || []).map((word) => word.replace(/^0+(?=\d+$)/, ""));
  const lookup = (text) => new Set(text.split(" "));

  const isRoot = (word) => /[aeiou]/.test(word)
    && (word.length > 3 || D.short.has(word) || /^[aeiou][^aeiou][aeiou]$/.test(word));

  function keep(roots, word, penalty) {
    if (isRoot(word) && !(roots.get(word) <= penalty)) roots.set(word, penalty);
  }

  function strip(roots, body, penalty, layer) {
    for (const [pattern, letter, cost, innermost] of D.prefixes) {
      const match = layer <= innermost && pattern.exec(body);
      if (!match) continue;
      keep(roots, letter + match[1], penalty + cost);
      if (layer === 1) strip(roots, letter + match[1], penalty + cost, 2);
    }
  }

  function findRoots(word) {
    if (D.roots.has(word)) return D.roots.get(word);
    const fixed = Object.prototype.hasOwnProperty.call(D.aturan.tetap, word) && D.aturan.tetap[word];
    const roots = new Map([[fixed || word, 0]]);
    if (!fixed && word.length > 4 && !/^\d/.test(word)) {
      const bodies = [[word, ""]];
      if (word.endsWith("nya")) bodies.push([word.slice(0, -3), ""]);
      for (const [body] of bodies.slice()) {
        for (const [ending, condition] of D.aturan.akhiran.slice(1)) {
          if (body.endsWith(ending)) bodies.push([body.slice(0, -ending.length), condition]);
        }
      }
      for (const [body, condition] of bodies) {
        if (!condition) keep(roots, body, 0);
        strip(roots, body, 0, 1);
      }
    }
    for (const [one, penalty] of [...roots]) {
      for (const other of D.same.get(one) || []) if (!(roots.get(other) <= penalty)) roots.set(other, penalty);
    }
    D.roots.set(word, roots);
    return roots;
  }

  // The least penalty of a root that two words share; 99 when they share none.
  function distance(roots, others) {
    let least = 99;
    for (const [word, penalty] of roots) if (others.has(word)) least = Math.min(least, penalty + others.get(word));
    return least;
  }

  // One mistake: a letter too many, too few, another, or two swapped.
  function isTypo(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i += 1;
    const [x, y] = [a.slice(i), b.slice(i)];
    return x.slice(1) === y || x === y.slice(1) || x.slice(1) === y.slice(1)
      || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }

  // --- The index ---

  function terima(data) {
    const { aturan } = data;
    const steps = data.langkah.concat(data.halaman.map((page) => page[3].length));
    D = Object.assign(data, {
      words: data.kata ? data.kata.split(" ") : [], lists: data.letak.split(" "),
      slugs: data.slug ? data.slug.split(" ") : [],
      titles: data.nama.concat(data.halaman.map((page) => page[1])),
      short: lookup(aturan.pendek), stop: lookup(aturan.abaikan), pairs: new Set(aturan.majemuk),
      prefixes: aturan.awalan.map(([pattern, ...rest]) => [new RegExp(pattern), ...rest]),
      same: new Map(), roots: new Map(), expanded: new Map(), names: [], phrases: new Map(), count: steps.length, longest: 1,
    });
    for (const group of aturan.sama) for (const one of group.split(" ")) D.same.set(one, group.split(" "));
    for (const group of Object.keys(data.frasa)) {
      for (const phrase of data.frasa[group]) {
        D.phrases.set(phrase, `=${group}`);
        D.longest = Math.max(D.longest, phrase.split(" ").length);
      }
    }
    D.index = new Map(D.words.map((word, i) => [word, i]));
    D.aliases = [...D.phrases.keys()].filter((phrase) => !phrase.includes(" ") && !D.index.has(phrase));
    D.starts = new Int32Array(steps.length + 1);
    steps.forEach((n, doc) => { D.starts[doc + 1] = D.starts[doc] + HEAD + STEP * n; });
    D.docs = new Int32Array(D.starts[steps.length]);
    for (let doc = 0; doc < steps.length; doc += 1) D.docs.fill(doc, D.starts[doc], D.starts[doc + 1]);
  }

  // The places of a word, as search.py encodes them.
  function eachPlace(text, use) {
    let place = -1, value = 0, shift = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      const bits = code - (code > 92 ? 36 : 35);
      value |= (bits & 31) << shift;
      shift += 5;
      if (bits > 31) continue;
      use(place += value + 1);
      value = shift = 0;
    }
  }

  // Which words of the catalogue a typed word means: word's number → weight.
  function expand(typed) {
    if (D.expanded.has(typed)) return D.expanded.get(typed);
    const hits = new Map();
    const add = (i, weight) => { if (!(hits.get(i) >= weight)) hits.set(i, weight); };
    const roots = findRoots(typed);
    const every = (use) => D.words.forEach((word, i) => { if (word[0] !== "=") use(word, i); });
    // Taking a word apart costs; only those are that hold a root, its first letter swallowed or not.
    const inside = new RegExp([...roots.keys()].filter(isRoot)
      .map((word) => word.replace(/^[kpst]/, (letter) => SWALLOWED[letter])).join("|") || "^$");
    const family = (from, top) => every((word, i) => {
      const apart = word === from ? 0 : inside.test(word) ? distance(roots, findRoots(word)) : 99;
      if (apart < 99) add(i, word === from ? EXACT : top * Math.pow(WEAK, apart));
    });
    family(typed, FAMILY);
    const concept = (phrase, weight) => add(D.index.get(D.phrases.get(phrase)), weight * ALIAS);
    if (D.phrases.has(typed)) concept(typed, EXACT);
    const known = hits.size > 0;
    // A word that is known is not the beginning of any other, unless it is long: dokumen, dokumentasi; but kas, kasubag.
    const beginnings = known ? [...roots].filter(([word, p]) => !p && word.length > 4).map(([word]) => word) : [typed];
    for (const start of beginnings) {
      every((word, i) => { if (word.startsWith(start)) add(i, known ? LONGER : PREFIX); });
      if (!known) for (const word of D.aliases) if (word.startsWith(start)) concept(word, PREFIX);
    }
    if (!hits.size && typed.length > 3 && !/\d/.test(typed)) {
      every((word, i) => { if (word.length > 2 && isTypo(typed, word)) add(i, TYPO); });
      for (const word of D.aliases) if (word.length > 3 && isTypo(typed, word)) concept(word, TYPO);
      for (const i of [...hits.keys()]) for (const [j] of expand(D.words[i])) add(j, TYPO * 0.6);
      if (!hits.size && typed.length > 4) {
        every((word, i) => {
          const n = typed.length;
          if (word.length > n && [n - 1, n, n + 1].some((end) => isTypo(typed, word.slice(0, end)))) add(i, LONGER);
        });
      }
    }
    for (const [i, weight] of [...hits]) if (D.phrases.has(D.words[i])) concept(D.words[i], weight);
    D.expanded.set(typed, hits);
    return hits;
  }

  // A query as units, each a word or a known phrase: [{typed, hits}]. Phrases win, the longest first.
  function parse(query) {
    const all = split(query);
    let words = all.filter((word) => !D.stop.has(word));
    if (!words.length) words = all.slice(-1);
    const units = [];
    for (let i = 0; i < words.length;) {
      let size = Math.min(D.longest, words.length - i);
      while (size > 1 && !D.phrases.has(words.slice(i, i + size).join(" "))) size -= 1;
      const typed = words.slice(i, i + size);
      const pair = words.slice(i, i + 2);
      if (size > 1) {
        units.push({ typed, hits: new Map([[D.index.get(D.phrases.get(typed.join(" "))), EXACT]]) });
      } else if (D.pairs.has(pair.join(" "))) {
        units.push({ typed: pair, hits: expand(pair.join("")) });
        size = 2;
      } else {
        units.push({ typed, hits: expand(words[i]) });
      }
      i += size;
    }
    return addUnfinished(units);
  }

  // "kepala subb": each of the last words also means what the phrases mean that they begin.
  function addUnfinished(units) {
    for (let from = 0; from < units.length - 1; from += 1) {
      const tail = units.slice(from);
      const typed = tail.map((unit) => unit.typed.join(" ")).join(" ");
      const begun = [...D.phrases.keys()].filter((phrase) => phrase.startsWith(typed) && phrase !== typed);
      if (!begun.length) continue;
      const meant = begun.map((phrase) => [D.index.get(D.phrases.get(phrase)), PREFIX]);
      return units.slice(0, from).concat(tail.map(({ typed: own, hits }) => ({ typed: own, hits: new Map([...meant, ...hits]) })));
    }
    return units;
  }

  const weigh = (place, doc) => {
    const local = place - D.starts[doc];
    return local < HEAD ? PLACE_WEIGHTS[local] : STEP_WEIGHTS[(local - HEAD) % STEP];
  };

  // [number of the step with most of the query, how much that is]; [0, 0] when no step has any.
  function bestStep(doc, sums) {
    let [best, most] = [0, 0];
    for (let place = D.starts[doc] + HEAD, step = 1; place < D.starts[doc + 1]; place += STEP, step += 1) {
      const value = sums[place] + sums[place + 1] + sums[place + 2];
      if (value > most) [best, most] = [step, value];
    }
    return [best, most];
  }

  // Where one unit stands: its places with their values, its documents with the best value of each.
  function gather(hits, sorot) {
    const values = new Float32Array(D.docs.length);
    const best = new Float32Array(D.count);
    const places = [], docs = [];
    for (const [word, weight] of [...hits].sort((a, b) => b[1] - a[1])) {
      sorot.add(D.words[word]);
      if (D.words[word][0] === "=") for (const phrase of D.frasa[D.words[word].slice(1)]) sorot.add(phrase); // one-word names
      eachPlace(D.lists[word], (place) => {
        if (values[place]) return;
        const doc = D.docs[place];
        const value = weight * weigh(place, doc);
        values[place] = value;
        places.push(place);
        if (!best[doc]) docs.push(doc);
        if (best[doc] < value) best[doc] = value;
      });
    }
    return { places, values, docs, best };
  }

  // Every document that has most of the query's units: {docs best first, scores, …}.
  function rank(query) {
    const units = parse(query);
    const sums = new Float32Array(D.docs.length); // what a place has of the query
    const score = new Float32Array(D.count);
    const matched = new Uint8Array(D.count);
    const named = new Uint8Array(D.count); // units in the name
    const weight = new Float32Array(D.count); // how much of the query's rarity they are
    const sorot = new Set();
    let known = 0;
    let total = 0;
    for (const { typed, hits } of units) {
      typed.forEach((word) => sorot.add(word));
      const { places, values, docs, best } = gather(hits, sorot);
      if (!docs.length) continue;
      known += 1;
      const rarity = Math.log(1 + D.count / docs.length);
      total += rarity;
      for (const place of places) sums[place] += values[place] * rarity;
      for (const doc of docs) {
        score[doc] += best[doc] * rarity;
        matched[doc] += 1;
        if (!values[D.starts[doc]]) continue;
        named[doc] += 1;
        weight[doc] += rarity;
      }
    }
    const numbers = matchNumbers(query);
    for (const [doc, value] of numbers) {
      score[doc] += value;
      matched[doc] = Math.max(known, 1);
    }
    const need = matched.reduce((most, n) => Math.max(most, n), 0);
    const literal = split(query).join(" ");
    const docs = [];
    for (let doc = 0; need && doc < D.count; doc += 1) {
      // All words, or those that count in the name: "buat akta kelahiran" means Penerbitan Akta Kelahiran.
      if (matched[doc] < need && weight[doc] < total * NAME_IS_ENOUGH) continue;
      docs.push(doc);
      score[doc] += Math.max(sums[D.starts[doc]], bestStep(doc, sums)[1]) / 2; // what stands together belongs together
      if (doc >= D.slugs.length) score[doc] /= 2; // first the SOPs, then what is written about them
      else if (D.tanda[doc] & DRAFT_OR_EXAMPLE) score[doc] *= 0.95;
      if (!named[doc]) continue;
      const name = D.names[doc] || (D.names[doc] = split(D.titles[doc]));
      score[doc] *= 1 + (named[doc] / units.length) * Math.min(1, named[doc] / name.length) / 2;
      if (name.join(" ").includes(literal)) score[doc] *= 1.2;
    }
    const revoked = (doc) => D.tanda[doc] & REVOKED;
    // A page of the guide that is not meant by its name is no answer where SOPs are.
    const aside = (doc) => doc >= D.slugs.length && D.halaman[doc - D.slugs.length][2] === "Halaman" && named[doc] < units.length;
    docs.sort((a, b) => revoked(a) - revoked(b) || aside(a) - aside(b) || score[b] - score[a] || a - b);
    return { docs, sums, named, known, sorot, sebagian: need < units.length && !numbers.size, numbers };
  }

  // Parts of SOP numbers, whatever stands between their digits: "061.1", "disnaker-101", "disnaker101".
  function matchNumbers(query) {
    const found = new Map();
    const wanted = (fold(query).match(/[a-z0-9]+/g) || []).filter((word) => !D.stop.has(word));
    const spaced = ` ${wanted.join(" ")}`;
    const tight = wanted.join("");
    if (!/\d/.test(tight) || tight.length < 2) return found;
    if (!D.spaced) D.spaced = D.nomor.map((nomor) => ` ${(fold(nomor).match(/[a-z0-9]+/g) || []).join(" ")} `);
    D.spaced.forEach((nomor, doc) => {
      const whole = nomor.includes(`${spaced} `);
      if (whole || nomor.includes(spaced)) found.set(doc, 40 + (whole ? 20 : 0) + (nomor.startsWith(spaced) ? 10 : 0));
      else if (tight.length > 2 && nomor.replace(/ /g, "").includes(tight)) found.set(doc, 15);
    });
    return found;
  }

  function describe(doc, found) {
    // A name that has all of the query is the hit itself, not one of its steps.
    const step = found.named[doc] < found.known && !found.numbers.has(doc) ? bestStep(doc, found.sums)[0] : 0;
    if (doc >= D.slugs.length) {
      const [url, judul, jenis, sections] = D.halaman[doc - D.slugs.length];
      const [anchor, bagian] = step ? sections[step - 1] : ["", ""];
      return { jenis, judul, bagian, url: url + (anchor && `#${encodeURIComponent(anchor)}`), langkah: 0, tanda: 0 };
    }
    const slug = D.slugs[doc];
    const url = D.alamat.replace("*", encodeURIComponent(slug)) + (step ? `#langkah-${step}` : "");
    return { jenis: "sop", blok: Math.floor(doc / D.blok), baris: doc % D.blok, slug, judul: D.nama[doc], nomor: D.nomor[doc], unit: D.unit[D.milik[doc]],
      tanda: D.tanda[doc], langkah: step, bagian: step || found.named[doc] ? "" : headPlace(doc, found), url };
  }

  function headPlace(doc, { sums }) {
    const values = Array.from(sums.subarray(D.starts[doc], D.starts[doc] + HEAD));
    return PLACE_NAMES[values.indexOf(Math.max(...values))];
  }

  function cari(query, limit = 20) {
    const found = rank(query);
    return { jumlah: found.docs.length, sebagian: found.sebagian, sorot: found.sorot,
      hasil: found.docs.slice(0, limit).map((doc) => describe(doc, found)) };
  }

  function saring(query) {
    const found = rank(query);
    if (!found.docs.length && split(query).every((word) => D.stop.has(word))) return null; // it asks for nothing
    const docs = found.docs.filter((doc) => doc < D.slugs.length);
    const urutan = new Map(docs.map((doc, i) => [D.slugs[doc], i]));
    return { urutan, sorot: found.sorot, catatan: found.sebagian ? "; tidak ada yang memuat semua kata" : "", hasil: (slug) => describe(docs[urutan.get(slug)], found) };
  }

  function cocok(query, text) {
    const words = split(text);
    const line = ` ${words.filter((word) => !D.stop.has(word)).join(" ")} `;
    return parse(query).every(({ typed }) => {
      const group = D.phrases.get(typed.join(" "));
      if (group && D.frasa[group.slice(1)].some((phrase) => line.includes(` ${phrase} `))) return true;
      return typed.every((one) => words.some((word) =>
        word.startsWith(one) || distance(findRoots(one), findRoots(word)) < 99));
    });
  }

  Object.assign(window.SopCari, { terima, cari, saring, cocok, split, findRoots });
})();
