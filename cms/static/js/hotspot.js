// Practice: where does one tap? On the picture itself, or on the same places in words.
import { line, register, say, step, titled } from "./items.js";

const games = new WeakMap();

const places = (form) => [...form.querySelectorAll(".place")];
const boxOf = (place) => place.dataset.box.split(" ").map(Number);
const isRight = (place) => place.hasAttribute("data-right");

function placeAt(form, event) {
  const frame = form.querySelector(".places img").getBoundingClientRect();
  const across = (100 * (event.clientX - frame.left)) / frame.width;
  const down = (100 * (event.clientY - frame.top)) / frame.height;
  return places(form).find((place) => {
    const [x, y, w, h] = boxOf(place);
    return across >= x && across <= x + w && down >= y && down <= y + h;
  });
}

function frame(form, place) {
  const [x, y, w, h] = boxOf(place);
  const ring = document.createElement("span");
  ring.className = isRight(place) ? "ring ring-right" : "ring";
  Object.assign(ring.style, { left: `${x}%`, top: `${y}%`, width: `${w}%`, height: `${h}%` });
  form.querySelector(".places").append(ring);
}

function begin(form) {
  games.set(form, { tapped: [], since: Date.now() });
  form.classList.remove("over");
  for (const ring of form.querySelectorAll(".ring")) ring.remove();
  say(form, "plain", []);
  form.querySelector("h2").focus({ preventScroll: true });
  form.querySelector(".phone").scrollIntoView({ block: "nearest" });
}

// A wrong place says why and may be followed by another, until the tries are used up.
function tap(form, place) {
  const { tapped, since } = games.get(form);
  if (!tapped.includes(place)) {
    tapped.push(place);
    frame(form, place);
  }
  const tries = tapped.length;
  step(form, { step: form.dataset.item, choice: place.value, ok: isRight(place), tries, ms: Date.now() - since });
  if (isRight(place) || tries >= Number(form.dataset.tries)) return { steps: tapped.map((each) => each.value) };
  say(form, "wrong", [remark(place)]);
  return undefined;
}

function answer(form, pressed) {
  if (pressed?.name === "again") return begin(form);
  if (form.classList.contains("over")) return undefined;
  return pressed?.name === "area" ? tap(form, pressed) : null;
}

const remark = (place) => titled(place.textContent, place.dataset.say);

function teach(form) {
  const words = form.querySelector(".feedback").dataset;
  const { tapped } = games.get(form);
  const critical = tapped.filter((place) => place.hasAttribute("data-critical"));
  const found = tapped.find(isRight);
  const isWell = found && tapped.length < 3 && !critical.length;
  const right = found || places(form).find(isRight);
  if (!found && right) frame(form, right);
  const costly = critical.length ? [line(words.critical, { strong: true }), ...critical.map(remark)] : [];
  say(form, isWell ? "right" : "wrong", [line(isWell ? words.right : words.wrong, { strong: true }), line(isWell ? words.yes : words.no), right && remark(right), ...costly]);
  form.classList.add("over");
}

function mount(form) {
  games.set(form, { tapped: [], since: Date.now() });
  form.classList.add("acting");
  form.querySelector(".in-words").open = false;
  const picture = form.querySelector(".places");
  picture.addEventListener("click", (event) => {
    if (form.classList.contains("over")) return;
    const place = placeAt(form, event);
    if (place) form.requestSubmit(place);
    else say(form, "plain", [line(picture.dataset.missed)]);
  });
}

register("hotspot", { answer, teach, mount });
