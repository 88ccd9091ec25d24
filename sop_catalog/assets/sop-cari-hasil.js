/* How a hit of the search is shown, wherever it is: its words marked, and the sentence in which they stand. Loaded with
 * the engine, before the box in the page's head; used by that and by the catalogue. */
(() => {
  "use strict";

  const PAUSE = 120; // ms
  const LONGEST = 110; // characters of a sentence
  const texts = {}; // block → promise of its sentences
  const waiting = {}; // block → the function that takes them

  // The sentence of a hit's step; the sentences of 32 SOPs come in one block.
  function kalimat({ blok, baris, langkah }) {
    if (!langkah) return Promise.resolve("");
    texts[blok] = texts[blok] || new Promise((done, failed) => {
      waiting[blok] = done;
      SopCari.ambil(`cari/teks-${blok}.js`).catch(failed);
    });
    texts[blok].catch(() => { delete texts[blok]; }); // the next query tries again
    return texts[blok].then((rows) => rows[baris][langkah - 1] || "");
  }

  const create = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children); // strings become text, never markup
    return element;
  };

  // A text with the words that were found in <mark>, cut to a length; a sentence around the first of them.
  function marked(text, words, length, whole) {
    const pieces = text.split(/([A-Za-z0-9\u00c0-\u024f]+)/);
    const hit = (piece) => SopCari.split(piece).some((word) => words.has(word));
    const first = pieces.findIndex((piece, i) => i % 2 && hit(piece));
    const before = first > 0 ? pieces.slice(0, first).join("").length : 0;
    let start = 0;
    let skipped = 0;
    while (!whole && before - skipped > length / 2 && text.length - skipped > length) skipped += pieces[start++].length;
    const out = create("span", "", start ? "… " : "");
    let used = 0;
    for (let i = start; i < pieces.length && used < length; i += 1) {
      out.append(i % 2 && hit(pieces[i]) ? create("mark", "", pieces[i]) : pieces[i]);
      used += pieces[i].length;
    }
    if (skipped + used < text.length) out.append(" …");
    return out;
  }

  // Where in an SOP the words stand, null where its name says it all. `fill` fetches the sentence.
  function tempat(hit, words) {
    const where = hit.langkah ? `Langkah ${hit.langkah}` : hit.bagian && `Pada ${hit.bagian}`;
    if (!where) return null;
    const fill = () => kalimat(hit).then((text) => { if (text) place.append(": ", marked(text, words, LONGEST)); }, () => {});
    const place = Object.assign(create("span", "sop-cari-tempat", where), { fill });
    return place;
  }

  let told = []; // rows of the catalogue that say why they are hits

  // Why rows of the catalogue {link, nama, slug} are hits (saring): words marked in the name, the sentence below it.
  function jelaskan(rows, found) {
    for (const row of told) {
      row.link.textContent = row.nama;
      if (row.note) row.note.remove();
      row.note = null;
    }
    told = found && found.hasil ? rows : [];
    for (const row of told) {
      row.link.replaceChildren(marked(row.nama, found.sorot, Infinity, true));
      row.note = tempat(found.hasil(row.slug), found.sorot);
      if (row.note) row.link.parentNode.append(row.note);
    }
    // Sentences are fetched for those hits only at which the reader has stopped typing.
    setTimeout(() => { if (told === rows) for (const row of rows) if (row.note) row.note.fill(); }, PAUSE);
  }

  Object.assign(SopCari, { create, marked, tempat, jelaskan, terimaTeks: (block, rows) => waiting[block](rows) });
})();
