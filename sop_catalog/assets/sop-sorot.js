/* Lights a step's ways in the activity table: where its work comes from and where it goes; the rest of the drawing dims.
 * A mouse over a row, the focus in it, or a tap on its drawing. Pieces of lines say which rows they lead from and to:
 * data-l="3 5-7". Maps and swimlanes follow the focus, too. Without this script the table is as it is on paper.
 * A classic script: it also runs from file://. */
(() => {
  "use strict";

  const LIT = "sop-terang";
  let lit = null;

  const rowOf = (number) => document.getElementById(`langkah-${number}`);

  function light(row) {
    if (lit && !lit.isConnected) lit = null; // the form editor has taken the row away
    if (row === lit) return;
    const table = (row || lit).closest(".sop-alur");
    for (const element of [...table.getElementsByClassName(LIT)]) element.classList.remove(LIT);
    table.classList.toggle("sop-sorot", Boolean(row));
    lit = row;
    if (!row) return;
    const number = row.id.replace("langkah-", "");
    const rows = new Set([number]);
    for (const piece of table.querySelectorAll("[data-l]")) {
      const [from, to] = piece.dataset.l.split("-");
      const sources = from.split(" ");
      if (to !== number && !sources.includes(number)) continue;
      piece.classList.add(LIT);
      if (to) rows.add(to);
      if (to === number) for (const source of sources) rows.add(source);
    }
    for (const one of rows) {
      const other = rowOf(one);
      if (other) for (const drawing of other.querySelectorAll(".sop-gambar")) drawing.classList.add(LIT);
    }
  }

  const found = ({ target }) => {
    const row = target.closest ? target.closest(".sop-alur .sop-langkah") : null;
    return row && row.querySelector("[data-l]") ? row : null;
  };
  const move = (event) => { if (found(event) || lit) light(found(event)); };

  document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") move(event); }, { passive: true });
  document.addEventListener("focusin", move);

  // A box of a map or swimlane that has the focus is seen whole: a browser is content with its edge.
  document.addEventListener("focusin", ({ target }) => {
    const isBox = target.closest && target.closest(".sop-peta-bingkai svg, .sop-diagram-bingkai svg");
    if (isBox && target.matches(":focus-visible")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  document.addEventListener("pointerup", (event) => {
    if (event.pointerType === "mouse") return;
    const row = event.target.closest && event.target.closest(".sop-sel") ? found(event) : null;
    if (row || lit) light(row === lit ? null : row); // a tap beside it, or once more, puts it out
  }, { passive: true });
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape" && lit) light(null); });

  // A row that a link leads to stands below the table's head; in a frame that scrolls by itself the last rows come so far
  // only when the page moves the frame's head out of the window. Then the frame comes back.
  const settle = () => {
    const row = document.getElementById(location.hash.slice(1));
    const frame = row && row.closest(".sop-gulung");
    if (frame && getComputedStyle(frame).maxHeight !== "none") frame.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", settle);
  addEventListener("load", () => setTimeout(settle));
})();
