/* Drafts in this browser: the text, and of which published text it was made. Each time that somebody begins has a draft of
   its own, so that a draft not taken up yet, or another new SOP, is never written over. A name is "<slug>:<when begun>";
   new SOPs and copies have no slug. */

const PREFIX = "sop-sunting:";
const MOST = 60;

export class Drafts {
  constructor(root) {
    this.prefix = `${PREFIX}${new URL(root).pathname}:`;
    this.works = true;
  }

  fresh(slug) {
    return `${slug}:${Date.now().toString(36)}`;
  }

  // What is kept of one SOP, the latest first.
  of(slug) {
    return this.list().filter(({ name }) => name.split(":")[0] === slug);
  }

  get(name) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + name));
    } catch {
      return null;
    }
  }

  // draft: { path, base, text, time, title }
  set(name, draft) {
    const text = JSON.stringify(draft);
    try {
      localStorage.setItem(this.prefix + name, text);
      this.works = true;
    } catch {
      this.works = this.makeRoom(name, text);
    }
    return this.works;
  }

  drop(name) {
    try {
      localStorage.removeItem(this.prefix + name);
    } catch { /* a browser that keeps nothing has nothing to forget */ }
  }

  list() {
    const found = [];
    try {
      for (let index = 0; index < localStorage.length; index += 1) {
        const key = localStorage.key(index);
        if (key.startsWith(this.prefix)) found.push({ name: key.slice(this.prefix.length), ...this.get(key.slice(this.prefix.length)) });
      }
    } catch { /* as above */ }
    return found.filter(({ text }) => text).sort((one, other) => other.time - one.time);
  }

  // The store is full: the oldest drafts of other SOPs go, never this one.
  makeRoom(name, text) {
    const others = this.list().filter((draft) => draft.name !== name).reverse();
    for (const other of others.length > MOST ? others : others.slice(0, Math.ceil(others.length / 2))) {
      this.drop(other.name);
      try {
        localStorage.setItem(this.prefix + name, text);
        return true;
      } catch { /* not enough yet */ }
    }
    return false;
  }
}
