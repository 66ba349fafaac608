// autosave.js: keeps a private copy of what is written in the editor some seconds after each change, and says who else is
// editing. Without it the button "Keep a private copy" does the first. Only what differs from the version is sent.

const form = document.querySelector("[data-editor][data-copy]");
const AFTER_CHANGE = 3000;
const SIGN_OF_LIFE = 45000;
const AGAIN = 15000;
let turn = 0;
let kept = 0;
let waiting = 0;
let sending = false;
let leaving = false;
let shown = "";
const stop = new AbortController();

const field = (name) => form.querySelector(`input[name=${name}]`)?.value ?? "";
const same = (area) => area.value === area.defaultValue;
const words = (block, name) => block.querySelector(`textarea[name=${name}]`);

function row(block) {
  const kind = block.querySelector("select.kind");
  const untouched = "asSaved" in block.dataset;
  const said = (area) => (area && !(untouched && same(area)) ? area.value : null);
  return [block.querySelector("input[name=key]").value, kind.value, said(words(block, "text")), said(words(block, "also"))];
}

// What decides the numbers: they are asked for where it has changed.
const shape = () => [...form.querySelectorAll(".block")].map((block) => `${row(block).slice(0, 2).join(":")}${words(block, "text").value ? "" : "-"}`).join();

function written() {
  return {
    version: Number(field("version")),
    known: form.dataset.known,
    numbers: shape() !== shown,
    beside: field("beside"),
    reason: form.querySelector("#reason").value,
    same: [...form.querySelectorAll("input[name=same]:checked")].map((box) => box.value),
    blocks: [...form.querySelectorAll(".block")].map(row),
  };
}

async function post(data, keepalive = false) {
  const answer = await fetch(form.dataset.copy, {
    method: "POST",
    redirect: "manual",
    keepalive,
    signal: stop.signal,
    headers: { "Content-Type": "application/json", "X-CSRFToken": field("csrf_token"), "X-Requested-With": "fetch" },
    body: JSON.stringify(data),
  });
  if (answer.type === "opaqueredirect") throw new Error(form.dataset.signedOut);
  const json = answer.headers.get("Content-Type")?.includes("json");
  if (!json) throw new Error(answer.status === 409 ? form.dataset.signedOut : form.dataset.failed);
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.problem);
  return said;
}

function show(said) {
  const others = form.querySelector("[data-others]");
  const now = said.others.join("\n");
  if (others.dataset.now !== now) {
    others.dataset.now = now;
    others.replaceChildren(...said.others.map((one) => Object.assign(document.createElement("span"), { textContent: one })));
  }
}

function number(numbers, there) {
  if (!numbers) return;
  for (const name of ["text", "also"]) {
    for (const area of form.querySelectorAll(`textarea[name=${name}]`)) {
      const place = area.closest(".words").querySelector(".no");
      place.textContent = numbers[name][area.closest(".block").querySelector("input[name=key]").value] ?? "";
    }
  }
  shown = there;
}

function tell(words, failed = false) {
  const place = form.querySelector("[data-kept]");
  place.textContent = words;
  place.classList.toggle("failed", failed);
}

async function keep(keepalive = false) {
  clearTimeout(waiting);
  if (sending || leaving) return;
  sending = true;
  const at = turn;
  const now = shape();
  try {
    const said = await post(at === kept ? { version: Number(field("version")) } : written(), keepalive);
    show(said);
    if (at !== kept) {
      form.dataset.known = said.known;
      form.querySelector("input[name=known]").value = said.known;
      tell(said.kept);
    }
    if (now === shape()) number(said.numbers, now);
    kept = at;
    if (turn === at) form.dispatchEvent(new CustomEvent("kept"));
    waiting = setTimeout(keep, turn === at ? SIGN_OF_LIFE : AFTER_CHANGE);
  } catch (problem) {
    if (leaving) return;
    tell(problem instanceof TypeError ? form.dataset.failed : problem.message, true);
    waiting = setTimeout(keep, AGAIN);
  } finally {
    sending = false;
  }
}

function soon() {
  turn += 1;
  clearTimeout(waiting);
  waiting = setTimeout(keep, AFTER_CHANGE);
}

if (form) {
  form.addEventListener("touched", soon);
  form.querySelector("#reason").addEventListener("input", soon);
  form.addEventListener("submit", () => { leaving = true; clearTimeout(waiting); stop.abort(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && turn !== kept) keep(true);
  });
  shown = shape();
  if ("unkept" in form.dataset) turn = 1;
  keep();
}
