/* The page of a role with many steps: filter by word and unit, and an SOP's steps opened where they are asked for.
 * Without this script, and from file://, each name leads to the unit's sheet, which tells the same. */
(async (root) => {
  "use strict";
  if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const form = root.querySelector("form"), status = root.querySelector("[role=status]");
  const { kata, unit } = form.elements;
  const sections = [...root.querySelectorAll("section")].map((section) => ({
    section, unit: section.dataset.unit, items: [...section.querySelectorAll("li")].map((item) => ({ item, words: fold(item.textContent) })),
  }));
  const count = sections.reduce((sum, { items }) => sum + items.length, 0);

  function filter() {
    const words = fold(kata.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { section, unit: own, items } of sections) {
      const isMeant = !unit.value || unit.value === own;
      let found = 0;
      for (const { item, words: text } of items) {
        item.hidden = !words.every((word) => text.includes(word));
        if (!item.hidden) found += 1;
      }
      section.hidden = !isMeant || (words.length > 0 && !found);
      if (!section.hidden) shown += found;
    }
    status.textContent = words.length || unit.value ? `${shown} dari ${count} SOP` : "";
  }

  const sheets = {}; // address → promise of a document
  const fetchSheet = (address) => sheets[address] || (sheets[address] = fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(address);
    return answer.text();
  }).then((text) => new DOMParser().parseFromString(text, "text/html")));

  // The table of an SOP, from the unit's sheet; its links lead where they led there.
  async function steps(link) {
    const sheet = await fetchSheet(link.href.split("#")[0]);
    const head = sheet.getElementById(decodeURIComponent(link.hash.slice(1)));
    const table = document.importNode(head.nextElementSibling, true);
    for (const inner of table.querySelectorAll("a[href]")) inner.href = new URL(inner.getAttribute("href"), link.href).href;
    const line = Object.assign(document.createElement("p"), { className: "sop-layar" });
    const whole = document.importNode(head.querySelector("a"), true);
    whole.href = new URL(whole.getAttribute("href"), link.href).href;
    whole.textContent = "Buka SOP ini";
    line.append(whole);
    const box = document.createElement("div");
    box.append(line, table);
    return box;
  }

  root.addEventListener("click", async (event) => {
    const link = event.target.closest("li > a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !/^http/.test(location.protocol)) return;
    event.preventDefault();
    const open = link.parentNode.querySelector(":scope > div");
    if (open) open.hidden = !open.hidden;
    else {
      try {
        const box = await steps(link);
        if (!link.parentNode.querySelector(":scope > div")) link.parentNode.append(box);
      } catch (error) {
        location.href = link.href; // the sheet itself says what is wrong
        return;
      }
    }
    link.setAttribute("aria-expanded", String(!open || !open.hidden));
  });

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  if (/^http/.test(location.protocol)) {
    for (const link of root.querySelectorAll("li > a")) {
      link.setAttribute("role", "button");
      link.setAttribute("aria-expanded", "false");
    }
  }
  root.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("li > a[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
  });
  form.hidden = !count;
  filter();
})(document.currentScript.parentNode);
