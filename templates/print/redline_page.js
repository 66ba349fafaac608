"use strict";
const changes = [...document.querySelectorAll(".change")];
let at = -1;
const go = (step) => {
  if (!changes.length) return;
  const focused = changes.indexOf(document.activeElement);
  if (focused >= 0) at = focused;
  at = at < 0 ? (step > 0 ? 0 : changes.length - 1) : (at + step + changes.length) % changes.length;
  changes[at].focus({ preventScroll: true });
  changes[at].scrollIntoView({ block: "center" });
};
for (const [id, step] of [["next", 1], ["previous", -1]]) {
  document.getElementById(id)?.addEventListener("click", (event) => { event.preventDefault(); go(step); });
}
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") go(1);
  if (event.key === "p") go(-1);
});
