/* What an operation does to the form's data, at once and without Python. The core does the same to the file and has the
   last word; this is what lets somebody type before it is there. Data is never changed in place: a state stays a state. */

const at = (list, index, ...items) => [...list.slice(0, index), ...items, ...list.slice(index)];
const without = (list, index) => [...list.slice(0, index), ...list.slice(index + 1)];
const put = (list, index, item) => list.map((old, place) => (place === index ? item : old));
const moved = (list, from, to) => at(without(list, from), to, list[from]);

let ids = 0;
export const freshId = () => `b${(ids += 1)}`;

export function withIds(form, before) {
  const old = before ? before.baris : [];
  const same = old.length === form.baris.length;
  return { ...form, baris: form.baris.map((row, index) => ({ ...row, id: (same && old[index].id) || freshId() })) };
}

const emptyRow = (record) => {
  const { pelaksana, ...cells } = record;
  const codes = Array.isArray(pelaksana) ? pelaksana : pelaksana ? [pelaksana] : [];
  return { id: freshId(), sel: cells, gabung: {}, rantai: false, daftar: false, simbol: [{ pelaksana: codes, isi: "", keputusan: false, arah: [] }] };
};

// Arrows keep to their rows when rows move; `row` says where each went, null for one that is gone.
function turn(rows, row) {
  const to = (way) => {
    if (!Array.isArray(way.ke)) return way;
    const target = row(way.ke[0]);
    return { ...way, ke: target === null ? "?" : [target, way.ke[1]] };
  };
  return rows.map((item, index) => ({
    ...item,
    simbol: item.simbol.map((symbol) => ({ ...symbol, arah: symbol.arah.map((way) => ({ ...to(way), jalur: ["langkah", index, ...way.jalur.slice(2)] })) })),
  }));
}

const inRow = (form, index, change) => ({ ...form, baris: put(form.baris, index, change(form.baris[index])) });
const inSymbol = (row, symbol, change) => ({ ...row, simbol: put(row.simbol, symbol, change(row.simbol[symbol])) });

function setText(form, { path, text }) {
  const [key, index, name] = path;
  if (key === "langkah") {
    const row = form.baris[index];
    if (path.length === 3 && row && name !== "isi" && !name.startsWith("ji") && name !== "lanjut_ke") {
      const gabung = { ...row.gabung };
      delete gabung[name];
      return inRow(form, index, (old) => ({ ...old, sel: { ...old.sel, [name]: text }, gabung }));
    }
    const symbol = name === "simbol" ? path[3] : row ? row.simbol.length - 1 : 0;
    if (path[path.length - 1] === "isi") return inRow(form, index, (old) => inSymbol(old, symbol, (item) => ({ ...item, isi: text })));
    return form;
  }
  if (key === "pelaksana") return { ...form, kolom: form.kolom.map((column) => (column.kode === path[path.length - 1] ? { ...column, judul: text } : column)) };
  const isian = { ...form.isian };
  if (path.length === 1) isian[key] = text;
  else if (typeof index === "number" && path.length === 2) {
    const list = Array.isArray(isian[key]) ? isian[key] : [];
    isian[key] = index < list.length ? put(list, index, text) : [...list, text];
  } else if (typeof index === "number") isian[key] = put(isian[key] || [], index, { ...(isian[key] || [])[index], [name]: text });
  else isian[key] = { ...(typeof isian[key] === "object" ? isian[key] : { jabatan: isian[key] || "" }), [index]: text };
  return { ...form, isian };
}

const inList = (form, key, change) => ({ ...form, isian: { ...form.isian, [key]: change(Array.isArray(form.isian[key]) ? form.isian[key] : form.isian[key] ? [form.isian[key]] : []) } });

const OPERATIONS = {
  text: setText,
  insert: (form, { path, index, item }) => inList(form, path[0], (list) => at(list, index, item)),
  remove: (form, { path }) => inList(form, path[0], (list) => without(list, path[1])),
  move: (form, { path, from, to }) => inList(form, path[0], (list) => moved(list, from, to)),
  items: (form, { path, texts }) => inList(form, path[0], () => texts.filter((text) => text.trim())),
  attachments: (form, { items }) => ({ ...form, isian: { ...form.isian, lampiran: items.map(([nama, sumber]) => ({ nama: nama.trim() || sumber.trim(), sumber: sumber.trim() })) } }),
  "step-insert": (form, { index, rows }) => {
    const fresh = rows.map(emptyRow);
    return { ...form, baris: turn(at(form.baris, index, ...fresh), (row) => (row >= index ? row + fresh.length : row)) };
  },
  "step-copy": (form, { row }) => {
    const copy = { ...form.baris[row], id: freshId() };
    return { ...form, baris: turn(at(form.baris, row + 1, copy), (index) => (index > row ? index + 1 : index)) };
  },
  "step-remove": (form, { row }) => {
    if (form.baris.length === 1) return { ...form, baris: [emptyRow({})] };
    return { ...form, baris: turn(without(form.baris, row), (index) => (index === row ? null : index > row ? index - 1 : index)) };
  },
  "step-move": (form, { from, to }) => {
    const order = moved(form.baris.map((_, index) => index), from, to);
    return { ...form, baris: turn(moved(form.baris, from, to), (index) => order.indexOf(index)) };
  },
  performers: (form, { row, symbol, groups }) =>
    inRow(form, row, (old) => {
      if (symbol !== null && symbol !== undefined) return inSymbol(old, symbol, (item) => ({ ...item, pelaksana: groups[0] || [] }));
      const last = old.simbol[old.simbol.length - 1];
      const known = groups.length ? groups : [[]];
      const simbol = known.map((codes, index) => (index === known.length - 1 ? { ...last, pelaksana: codes } : { pelaksana: codes, isi: "", keputusan: false, arah: [] }));
      return { ...old, rantai: known.length > 1, simbol };
    }),
  "symbol-add": (form, { row, code }) => inRow(form, row, (old) => ({ ...old, rantai: false, daftar: true, simbol: [...old.simbol, { pelaksana: [code], isi: "", keputusan: false, arah: [] }] })),
  "symbol-remove": (form, { row, symbol }) => inRow(form, row, (old) => ({ ...old, daftar: old.simbol.length > 2, simbol: without(old.simbol, symbol) })),
  branches: (form, { row, symbol, branches }) =>
    inRow(form, row, (old) => {
      const place = symbol === null || symbol === undefined ? old.simbol.length - 1 : symbol;
      const base = ["langkah", row, ...(symbol === null || symbol === undefined ? [] : ["simbol", symbol])];
      const keys = { Ya: "jika_ya", Tidak: "jika_tidak" };
      const usual = branches.length === 2 && branches[0].label === "Ya" && branches[1].label === "Tidak";
      const arah = branches.map(({ label, ke }) => ({ label, ke: ke.tulis === undefined ? ke : "?", tulis: "", jalur: [...base, ...(usual ? [keys[label]] : ["jika", label])] }));
      return inSymbol(old, place, (item) => ({ ...item, keputusan: branches.length > 0, arah }));
    }),
  target: (form, { path, ke }) =>
    inRow(form, path[1], (old) => ({
      ...old,
      simbol: old.simbol.map((symbol) => ({ ...symbol, arah: symbol.arah.map((way) => (String(way.jalur) === String(path) ? { ...way, ke } : way)) })),
    })),
  join: (form, { row, field, joined }) =>
    inRow(form, row, (old) => {
      const gabung = { ...old.gabung }, sel = { ...old.sel };
      if (joined) (gabung[field] = row), delete sel[field];
      else delete gabung[field];
      return { ...old, gabung, sel };
    }),
  "column-add": (form, { index, title, code }) => ({ ...form, kolom: at(form.kolom, index, { kode: code || freshId(), judul: title, grup: "" }) }),
  "column-rename": (form, { code, title }) => ({ ...form, kolom: form.kolom.map((column) => (column.kode === code ? { ...column, judul: title } : column)) }),
  "column-code": (form, { code, new: other }) => {
    const named = (known) => (known === code ? other : known);
    return {
      ...form,
      kolom: form.kolom.map((column) => ({ ...column, kode: named(column.kode) })),
      baris: form.baris.map((row) => ({ ...row, simbol: row.simbol.map((symbol) => ({ ...symbol, pelaksana: symbol.pelaksana.map(named) })) })),
    };
  },
  "column-move": (form, { code, index }) => ({ ...form, kolom: moved(form.kolom, form.kolom.findIndex((column) => column.kode === code), index) }),
  "column-remove": (form, { code }) => ({
    ...form,
    kolom: form.kolom.filter((column) => column.kode !== code),
    baris: form.baris.map((row) => ({ ...row, simbol: row.simbol.map((symbol) => ({ ...symbol, pelaksana: symbol.pelaksana.filter((other) => other !== code) })) })),
  }),
  "column-group": (form, { codes, title }) => ({ ...form, kolom: form.kolom.map((column) => (codes.includes(column.kode) ? { ...column, grup: title } : column)) }),
};

// Operations that only the core can do (whole texts, fixes) leave the form as it is until it answers.
export function applyLocally(form, operation) {
  const change = OPERATIONS[operation.op];
  return change ? change(form, operation) : form;
}
