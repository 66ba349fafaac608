// compare.js: from change to change. Without it the two links lead to the first and the last one.

const changes = [...document.querySelectorAll(".redline .change")];
const shortcuts = document.documentElement.dataset.shortcuts === "on";
const typing = (el) => el.closest("input:not([type=radio]), textarea, select, [contenteditable], dialog");
let at = -1;

function jump(step) {
  const focused = changes.indexOf(document.activeElement);
  if (focused >= 0) at = focused;
  at = at < 0 ? (step > 0 ? 0 : changes.length - 1) : (at + step + changes.length) % changes.length;
  changes[at].focus({ preventScroll: true });
  changes[at].scrollIntoView({ block: "center" });
}

if (changes.length) {
  for (const link of document.querySelectorAll("[data-jump]")) {
    link.addEventListener("click", (e) => {
      e.preventDefault();
      jump(Number(link.dataset.jump));
    });
  }
  if (shortcuts) {
    addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
      if (e.key === "n") jump(1);
      if (e.key === "p") jump(-1);
    });
  }
}
