/* A menu below a button: arrows, first letters, Escape; the focus goes back to where it came from. */

import { attribute, h } from "./rupa.js";

let open = null;

export function closeMenu(back = true) {
  if (!open) return;
  const { button, menu } = open;
  open = null;
  menu.remove();
  attribute(button, "aria-expanded", "false");
  if (back && button.isConnected) button.focus();
}

// items: [text, what to do]
export function openMenu(button, items) {
  if (open && open.button === button) return closeMenu();
  closeMenu(false);
  const entries = items.map(([text, act]) =>
    h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => (closeMenu(), act()) }, text),
  );
  const menu = h("div", { class: "sop-s-menu", role: "menu", "aria-label": button.getAttribute("aria-label") }, ...entries);
  document.getElementById("sop-sunting").append(menu);
  const box = button.getBoundingClientRect(), frame = menu.offsetParent.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - menu.offsetWidth - 8);
  const below = box.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.left = `${Math.max(left, 8) - frame.left}px`;
  menu.style.top = `${(below ? box.bottom + 2 : Math.max(box.top - menu.offsetHeight - 2, 8)) - frame.top}px`;
  attribute(button, "aria-expanded", "true");
  open = { button, menu };
  const at = () => entries.indexOf(document.activeElement);
  const go = (index) => entries[(index + entries.length) % entries.length].focus();
  menu.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") go(at() + 1);
    else if (event.key === "ArrowUp") go(at() - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(entries.length - 1);
    else if (event.key === "Escape") closeMenu();
    else if (event.key === "Tab") return closeMenu(false);
    else if (event.key.length === 1 && event.key !== " ") {
      const found = entries.findIndex(({ textContent }, index) => index > at() && textContent.toLowerCase().startsWith(event.key.toLowerCase()));
      if (found >= 0) go(found);
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  go(0);
}

addEventListener("pointerdown", (event) => open && !open.menu.contains(event.target) && !open.button.contains(event.target) && closeMenu(false));
