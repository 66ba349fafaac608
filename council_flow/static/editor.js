// editor.js: the keyboard of the text editor. Everything it does, the buttons of the form do without it.
// Enter makes the next block (in a table the next row), Tab and Shift+Tab change the level (Escape first leaves the
// field), Alt and an arrow move the block. It also warns before leaving with words of which no private copy is kept.

const form = document.querySelector("[data-editor]");
const rows = form?.querySelector(".blocks");
const deepest = { heading: 2, subparagraph: 3 };
let changed = form !== null && "unkept" in form.dataset;
let saving = false;

const blockOf = (element) => element.closest(".block");
const blocks = () => [...rows.querySelectorAll(".block")];
const words = (block) => block.querySelector("textarea[name=text]");
const kind = (block) => block.querySelector("select.kind");

function grow(field) {
  field.rows = 1;
  while (field.scrollHeight > field.clientHeight + 2 && field.rows < 60) field.rows += 1;
}

function show(block) {
  const [name, level] = kind(block).value.split("-");
  block.dataset.kind = name === "subparagraph" ? "sub-paragraph" : name === "heading" && level === "2" ? "subheading" : name;
  block.dataset.level = name === "subparagraph" ? level : "0";
}

function level(block, step) {
  const select = kind(block);
  const [name, at] = select.value.split("-");
  const now = Number(at ?? 0) || 0;
  const bis = select.value.endsWith("-bis") ? "-bis" : "";
  if (name === "operative" && step > 0) select.value = `subparagraph-1${bis}`;
  else if (name === "subparagraph" && now + step < 1) select.value = `operative${bis}`;
  else if (deepest[name]) select.value = `${name}-${Math.min(Math.max(now + step, 1), deepest[name])}${bis}`;
  show(block);
  touched();
}

function move(block, step) {
  const all = blocks();
  const at = all.indexOf(block);
  const to = at + step;
  if (at < 1 || to < 1 || to >= all.length) return;
  if (step < 0) all[to].before(block);
  else all[to].after(block);
  touched();
  words(block).focus();
}

function after(block, tail) {
  const fresh = block.cloneNode(true);
  delete fresh.dataset.asSaved;
  const key = [...crypto.getRandomValues(new Uint8Array(9))].map((n) => (n % 36).toString(36)).join("");
  fresh.id = `b-${key}`;
  fresh.querySelector("input[name=key]").value = key;
  fresh.classList.remove("at");
  fresh.querySelectorAll(".tag, .side a, .behind, .error").forEach((part) => part.remove());
  fresh.querySelectorAll(".no").forEach((number) => { number.textContent = ""; });
  fresh.querySelectorAll("textarea").forEach((field) => { field.value = ""; field.removeAttribute("aria-invalid"); field.removeAttribute("aria-describedby"); });
  fresh.querySelectorAll("button[name=do]").forEach((button) => { button.value = button.value.replace(/:.*/, `:${key}`); });
  kind(fresh).value = /^(operative|preambular|subparagraph)/.test(kind(block).value) ? kind(block).value.replace(/-bis$/, "") : "operative";
  words(fresh).value = tail;
  block.after(fresh);
  show(fresh);
  const field = words(fresh);
  grow(field);
  field.focus();
  field.setSelectionRange(0, 0);
  touched();
}

function touched() {
  changed = true;
  form.dispatchEvent(new CustomEvent("touched"));
}

const marks = (text) => [...text.matchAll(/\[\^([a-z0-9]{1,24})\]/gi)].map((found) => found[1]);
const keyOf = (block) => block.querySelector("input[name=key]").value;

// A footnote goes with its marks, and with the last block that calls it.
function remove(block) {
  const before = block.previousElementSibling;
  const called = [...block.querySelectorAll("textarea")].flatMap((field) => marks(field.value));
  const own = keyOf(block);
  block.remove();
  const left = [...rows.querySelectorAll("textarea")];
  if (kind(block).value === "footnote") left.forEach((field) => { field.value = field.value.replaceAll(`[^${own}]`, ""); });
  const still = new Set(left.flatMap((field) => marks(field.value)));
  blocks().filter((one) => kind(one).value === "footnote" && called.includes(keyOf(one)) && !still.has(keyOf(one))).forEach((one) => one.remove());
  if (before?.matches(".block")) words(before).focus();
  touched();
}

function pressed(event) {
  const field = event.target;
  const block = field.matches?.("textarea[name=text]") && blockOf(field);
  if (!block || event.isComposing) return;
  if (event.key === "Enter" && kind(block).value === "table") return;
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (event.shiftKey) return;
    const tail = field.value.slice(field.selectionEnd);
    field.value = field.value.slice(0, field.selectionStart).trimEnd();
    grow(field);
    after(block, tail.trimStart());
  } else if (event.key === "Tab" && !field.dataset.left) {
    event.preventDefault();
    level(block, event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape") {
    field.dataset.left = "yes";
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    move(block, event.key === "ArrowUp" ? -1 : 1);
  } else if (event.key === "Backspace" && !field.value && blocks().length > 2) {
    if (!block.previousElementSibling?.matches(".block")) return;
    event.preventDefault();
    remove(block);
  }
}

function clicked(event) {
  const button = event.target.closest("button[name=do]");
  if (!button || !rows.contains(button)) return;
  const [verb] = button.value.split(":");
  const block = blockOf(button);
  const act = {
    up: () => move(block, -1),
    down: () => move(block, 1),
    in: () => level(block, 1),
    out: () => level(block, -1),
    after: () => after(block, ""),
    remove: () => { if (blocks().indexOf(block) > 0) remove(block); },
  }[verb];
  if (!act) return;
  event.preventDefault();
  act();
}

if (form && rows) {
  rows.querySelectorAll("textarea").forEach(grow);
  rows.addEventListener("keydown", pressed);
  rows.addEventListener("click", clicked);
  rows.addEventListener("input", (event) => { touched(); if (event.target.matches("textarea")) grow(event.target); });
  rows.addEventListener("focusin", (event) => { delete event.target.dataset.left; });
  rows.addEventListener("change", (event) => { if (event.target.matches("select.kind")) show(blockOf(event.target)); touched(); });
  form.addEventListener("submit", () => { saving = true; });
  form.addEventListener("kept", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed && !saving) event.preventDefault(); });
}
