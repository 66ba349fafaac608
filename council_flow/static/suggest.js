// suggest.js: shows at once what the button "Show the result" shows. Without it the buttons do the same.

const form = document.querySelector("[data-layers]");
const place = form?.querySelector("[data-result]");
let asked = 0;
let timer = 0;

async function show() {
  const mine = (asked += 1);
  const data = new FormData(form);
  data.set("do", "show");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
    const shown = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    if (mine === asked && answer.ok) place.replaceChildren(...shown.childNodes);
  } catch {
    // The button is still there.
  }
}

if (place) {
  form.addEventListener("input", (event) => {
    if (event.target.name === "reason" || event.target.name?.startsWith("response-")) return;
    clearTimeout(timer);
    timer = setTimeout(show, event.target.type === "radio" ? 50 : 600);
  });
}
