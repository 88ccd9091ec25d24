/* The page's side of the worker: requests in order, one answer each. A worker that cannot start says why, once. */

export class Helper {
  constructor(engine) {
    this.ready = false;
    this.failed = "";
    this.waiting = new Map();
    this.number = 0;
    this.onready = () => {};
    this.onfail = () => {};
    this.engine = engine;
    this.early = []; // requests of before the worker was there
  }

  start(site) {
    try {
      this.worker = new Worker(new URL("inti.js", import.meta.url), { type: "module" });
    } catch (error) {
      this.fail(`Peramban menolak menjalankan pekerja latar (${error.message}).`);
      return;
    }
    this.worker.onmessage = ({ data }) => this.take(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.fail(event.message ? `Pemeriksa berhenti: ${event.message}` : "Peramban ini tidak dapat menjalankan pekerja latar sebagai modul.");
    };
    this.worker.postMessage({ engine: this.engine, site });
    for (const message of this.early.splice(0)) this.worker.postMessage(message);
  }

  take(data) {
    if (data.ready) {
      this.ready = true;
      this.onready();
    } else if (data.failed) this.fail(data.failed);
    else {
      const [done, refused] = this.waiting.get(data.number) || [];
      this.waiting.delete(data.number);
      if (!done) return;
      if (data.error) refused(new Error(data.error));
      else done(JSON.parse(data.answer));
    }
  }

  fail(reason) {
    if (this.failed) return;
    this.failed = reason;
    this.ready = false;
    for (const [, refused] of this.waiting.values()) refused(new Error(reason));
    this.waiting.clear();
    this.onfail(reason);
  }

  ask(request) {
    if (this.failed) return Promise.reject(new Error(this.failed));
    const number = (this.number += 1);
    return new Promise((done, refused) => {
      this.waiting.set(number, [done, refused]);
      const message = { number, request: JSON.stringify(request) };
      if (this.worker) this.worker.postMessage(message);
      else this.early.push(message);
    });
  }
}
