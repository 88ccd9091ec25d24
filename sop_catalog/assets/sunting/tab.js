/* The views of one SOP as tabs: which is shown, and how far down each was left. */

import { attribute, h } from "./rupa.js";

const TABS = [["formulir", "Formulir"], ["cetak", "Cetak"], ["perubahan", "Perubahan"], ["yaml", "YAML"]];

export class Tabs {
  // panels: element by key; update(key): brings a view up to date; stuckAt(): the scroll position from which on the bar with
  // the tabs stays in view.
  constructor(panels, { update, stuckAt }) {
    this.update = update;
    this.stuckAt = stuckAt;
    this.shown = "formulir";
    this.left = new Map();
    this.tabs = TABS.map(([key, title]) => h("button", { type: "button", role: "tab", id: `sop-s-tab-${key}`, "aria-controls": `sop-s-panel-${key}`, "aria-selected": String(key === this.shown), tabindex: key === this.shown ? "0" : "-1", onclick: () => this.show(key) }, title));
    this.element = h("div", { class: "sop-s-tab", role: "tablist", "aria-label": "Tampilan", onkeydown: (event) => this.move(event) }, ...this.tabs);
    this.frames = TABS.map(([key]) => h("div", { id: `sop-s-panel-${key}`, role: "tabpanel", "aria-labelledby": `sop-s-tab-${key}`, hidden: key !== this.shown, tabindex: key === this.shown ? null : "0" }, panels[key]));
  }

  move(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = this.tabs[(this.tabs.indexOf(document.activeElement) + step + this.tabs.length) % this.tabs.length];
    next.focus();
    next.click();
  }

  focus(key) {
    this.tabs[TABS.findIndex(([other]) => other === key)].focus();
  }

  async show(key) {
    const goThere = key === this.shown ? null : this.turn(key);
    this.shown = key;
    this.tabs.forEach((tab, index) => {
      const on = TABS[index][0] === key;
      attribute(tab, "aria-selected", String(on));
      attribute(tab, "tabindex", on ? "0" : "-1");
      this.frames[index].hidden = !on;
    });
    if (goThere) goThere();
    const before = scrollY;
    await this.update(key);
    if (goThere && this.shown === key && scrollY === before) goThere(); // now as high as it is
  }

  // Each tab where it was left; one that is new, from its top, which the bar would hide where somebody has scrolled down.
  turn(key) {
    const stuck = this.stuckAt();
    this.left.set(this.shown, scrollY);
    const to = this.left.has(key) ? this.left.get(key) : Math.min(scrollY, stuck);
    return () => scrollTo({ top: to, behavior: "instant" });
  }
}
