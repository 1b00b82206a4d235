// A sitting on a weak network: an answer that cannot leave is kept in the page and sent again by itself,
// with the time it has waited; and lists that others change are read anew while nobody touches them.

const AGAIN = 4000;
const LOOK = 10000;
// what a page asks by itself keeps no trainer's session awake
const BY_ITSELF = { cache: "no-store", headers: { "X-Unattended": "1" } };

function hold(box) {
  const form = box.querySelector("form");
  const told = box.querySelector("[role=status]");
  let sending = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    send(new FormData(form, event.submitter), performance.now());
  });

  async function send(body, since) {
    body.set("waited", Math.round(performance.now() - since));
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    if (!answer || answer.status >= 500) {
      told.textContent = box.dataset.wait;
      setTimeout(() => send(body, since), AGAIN);
    } else if (answer.redirected) {
      location.assign(answer.url);
    } else {
      show(await answer.text());
    }
  }
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  document.querySelectorAll("[data-hold]").forEach(hold);
  document.querySelector(".summary")?.focus();
}

// The count holds nobody's name; the list itself is read again, and written down as seen, only when it changed.
async function look(part) {
  if (document.hidden || part.contains(document.activeElement) || part.querySelector("details[open]")) return;
  try {
    if (part.dataset.live && !(await hasChanged(part))) return;
    const answer = await fetch(location.href, BY_ITSELF);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (fresh) part.innerHTML = fresh.innerHTML;
  } catch {
    // the next look is soon
  }
}

async function hasChanged(part) {
  const answer = await fetch(part.dataset.live, BY_ITSELF);
  // nobody was here for a quarter of an hour: the names leave the screen with the lock
  if (answer.redirected) location.reload();
  if (!answer.ok || answer.redirected) return false;
  const { said, mark } = await answer.json();
  if (said) part.querySelector("[data-count]").textContent = said;
  const before = part.dataset.mark ?? mark;
  part.dataset.mark = mark;
  return before !== mark;
}

document.querySelectorAll("[data-hold]").forEach(hold);
document.querySelectorAll("[data-live]").forEach((part) => setInterval(() => look(part), LOOK));
