/* The sheet that somebody works on: its states, one after another, and what the core says of the last one.

   A change is done at once to the form's data, and asked of the core in order. While the core is busy, typing in one
   field becomes one request. A state keeps the number of the core's version, so undoing needs no inverse of anything;
   and it keeps what was said when it came to be: that goes when it is undone or somebody has put it away, and not because
   somebody has typed on. */

import { applyLocally, withIds } from "./ubah.js";

const GROUP = 1500; // milliseconds within which typing in one field is one thing to undo

export class Sheet {
  constructor(helper, { path, published, form, heading, isNew }) {
    this.helper = helper;
    this.path = path;
    this.published = published; // the text that the site was built of; "" for a new SOP
    this.isNew = isNew;
    this.heading = heading;
    this.text = published; // of the state that is shown, once the core has said it
    this.made = published; // the newest that the core has made, though somebody has typed on since
    this.findings = [];
    this.understood = [];
    this.total = "";
    this.drawing = { kelas: "sop-alur", lajur: [], baris: [] };
    this.readable = true;
    this.listeners = new Set();
    this.version = 0;
    this.states = [{ version: 0, form: withIds(form), said: [], was: [] }];
    this.place = 0;
    this.queue = [];
    this.busy = false;
    this.answered = -1;
    this.changed = false;
  }

  get form() {
    return this.states[this.place].form;
  }

  // What there is to say of all that was done and is not undone, and of rows that are still there:
  // [{ teks, baris, jalur, lain, ditolak, isLast }].
  get said() {
    const rows = new Set(this.form.baris.map(({ id }) => id));
    const all = this.states.slice(0, this.place + 1).flatMap(({ said }, place) => said.map((item) => ({ ...item, isLast: place === this.place })));
    return all.filter(({ baris }) => !baris || rows.has(baris));
  }

  get canUndo() {
    return this.place > 0;
  }

  get canRedo() {
    return this.place < this.states.length - 1;
  }

  get pending() {
    return this.busy || this.queue.length > 0;
  }

  // Whether somebody has done what no text has yet: on its way to the core, or where the core has stumbled.
  get isAhead() {
    return this.changed && this.answered !== this.states[this.place].version;
  }

  listen(listener) {
    this.listeners.add(listener);
  }

  tell(what) {
    for (const listener of this.listeners) listener(what);
  }

  // --- What somebody does ---

  begin(text) {
    this.helper.ask({ do: "open", path: this.path, published: this.published }).catch(() => {});
    this.send({ do: "start", number: 0, text });
  }

  // `what` names it for the undo button; `key` joins typing in one field.
  change(operation, { what = "", key = "" } = {}) {
    this.changeAll([operation], { what, key });
  }

  changeAll(operations, { what = "", key = "" } = {}) {
    const before = this.states[this.place];
    const form = operations.reduce(applyLocally, before.form);
    const base = before.version;
    const version = (this.version += 1);
    const now = Date.now();
    const joins = key && before.key === key && now - before.time < GROUP && !this.canRedo;
    this.drop(this.states.splice(this.place + 1));
    if (joins) {
      this.states[this.place] = { version, form, key, time: now, what, said: before.said, was: [...before.was, base] };
      this.forget([base]);
    } else {
      this.states.push({ version, form, key, time: now, what, said: [], was: [] });
      this.place += 1;
    }
    this.changed = true;
    this.send({ do: "change", number: version, base, operations }, joins);
    this.tell({ local: true });
  }

  // A text of the whole file, as somebody has typed or opened it: the form waits for the core.
  replaceText(text, key = "") {
    this.change({ op: "whole", text }, { what: "teks berkas", key });
  }

  undo() {
    if (this.canUndo) this.go(this.place - 1);
  }

  redo() {
    if (this.canRedo) this.go(this.place + 1);
  }

  go(place) {
    this.states[this.place].key = "";
    this.place = place;
    this.send({ do: "restore", number: this.states[place].version });
    this.tell({ local: true, jump: true });
  }

  // Typing after leaving a field is another thing to undo.
  pause() {
    this.states[this.place].key = "";
  }

  // What cannot be: said, and nothing is changed.
  refuse(sentence) {
    this.note(this.states[this.place], [{ teks: sentence, ditolak: true }]);
    this.tell({ failed: true });
  }

  // Somebody has read it.
  putAway() {
    for (const state of this.states.slice(0, this.place + 1)) state.said = [];
    this.tell({ failed: true });
  }

  note(state, items) {
    state.said = [...state.said.filter(({ teks }) => !items.some((item) => item.teks === teks)), ...items];
  }

  // The state that a version was made for; typing may have gone on in it.
  stateOf(version) {
    return this.states.find((state) => state.version === version || state.was.includes(version));
  }

  rename(path) {
    this.path = path;
    this.helper.ask({ do: "rename", path }).catch(() => {});
    this.send({ do: "restore", number: this.states[this.place].version });
  }

  drop(states) {
    if (states.length) this.forget(states.map(({ version }) => version));
  }

  forget(numbers) {
    this.gone = (this.gone || []).concat(numbers);
  }

  // --- What the core does ---

  // `joins`: the version that it is made of is no state to which somebody can go back.
  send(request, joins = false) {
    const last = this.queue[this.queue.length - 1];
    if (joins && last && last.request.do === "change" && request.base === last.request.number) {
      last.request = { ...request, base: last.request.base }; // typed on while the core was busy: only the last text counts
    } else this.queue.push({ request });
    this.work();
  }

  async work() {
    if (this.busy || !this.queue.length) return;
    this.busy = true;
    const { request } = this.queue.shift();
    let stumbled = false;
    try {
      this.take(await this.helper.ask(request), request);
    } catch (error) {
      if (!this.helper.failed) this.note(this.stateOf(request.number) || this.states[this.place], [{ teks: `Pemeriksa tersandung: ${error.message}`, ditolak: true }]);
      stumbled = true;
    }
    this.busy = false; // before it is told: what stumbled is not on its way any more
    try {
      if (stumbled) this.tell({ failed: true });
    } finally {
      this.goOn();
    }
  }

  goOn() {
    if (this.queue.length) this.work();
    else if (this.gone && this.gone.length) this.helper.ask({ do: "forget", numbers: this.gone.splice(0) }).catch(() => {});
  }

  take(answer, request) {
    const state = this.states[this.place];
    this.made = answer.teks;
    this.drawing = this.draw(answer.gambar);
    this.findings = answer.temuan;
    this.understood = answer.paham;
    this.heading = answer.kepala;
    this.total = answer.norma_waktu;
    this.readable = answer.terbaca;
    if (request.do === "change") this.say(this.stateOf(answer.versi), answer);
    const isLast = answer.versi === state.version && !this.queue.some(({ request: { do: what } }) => what !== "forget");
    if (isLast) {
      this.text = answer.teks;
      this.changed = answer.berubah;
      this.answered = answer.versi;
      if (answer.formulir) state.form = withIds(answer.formulir, state.form);
    }
    // What was refused does not stay in a field as if it were in the file.
    this.tell({ answer: true, last: isLast, jump: isLast && Boolean(answer.ditolak) });
  }

  // A note is about a row, wherever that goes.
  say(state, { catatan, ditolak }) {
    if (!state) return;
    const rows = state.form.baris;
    const notes = catatan.map(({ teks, jalur, lain }) => ({ teks, jalur, lain, baris: jalur[0] === "langkah" && rows[jalur[1]] ? rows[jalur[1]].id : "" }));
    this.note(state, ditolak ? [{ teks: ditolak, ditolak: true }, ...notes] : notes);
  }

  draw(told) {
    if (!told) return { kelas: "sop-alur", lajur: [], baris: [] };
    const rows = this.drawing.baris.slice(0, told.jumlah);
    for (const [index, row] of Object.entries(told.baris)) rows[index] = row;
    return { kelas: told.kelas, lajur: told.lajur, baris: rows };
  }

  // When all that was asked has been answered.
  async settled() {
    while (this.pending && !this.helper.failed) await new Promise((done) => setTimeout(done, 15));
  }
}
