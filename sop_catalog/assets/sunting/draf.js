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

  // Of what another program, or somebody, has put there, only what looks like a draft is one.
  get(name) {
    const words = (value, otherwise) => (typeof value === "string" ? value : otherwise);
    try {
      const { path, base, text, time, title } = JSON.parse(localStorage.getItem(this.prefix + name));
      if (!words(text)) return null;
      return { name, path: words(path, `${name.split(":")[0] || "baru"}.yml`), base: words(base), text, time: new Date(time).getTime() || 0, title: words(title, "") };
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
        if (key.startsWith(this.prefix)) found.push(this.get(key.slice(this.prefix.length)));
      }
    } catch { /* as above */ }
    return found.filter(Boolean).sort((one, other) => other.time - one.time);
  }

  // The store is full: the oldest drafts of other SOPs go, never this one; where even that is not enough, they stay.
  makeRoom(name, text) {
    const others = this.list().filter((draft) => draft.name !== name).reverse();
    const gone = [];
    for (const { name: other } of others.length > MOST ? others : others.slice(0, Math.ceil(others.length / 2))) {
      gone.push([other, localStorage.getItem(this.prefix + other)]);
      this.drop(other);
      try {
        localStorage.setItem(this.prefix + name, text);
        return true;
      } catch { /* not enough yet */ }
    }
    for (const [other, kept] of gone) {
      try {
        localStorage.setItem(this.prefix + other, kept);
      } catch { /* another tab has taken the room */ }
    }
    return false;
  }
}
