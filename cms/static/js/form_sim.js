// Practice: an application on an invented portal. Each sending is a step; what comes back is mended and sent again.
import { line, register, say, step } from "./items.js";
import { guard } from "./realness.js";
import { echo, fits, quietEnter, remarkField, scene, scenes, show } from "./scenes.js";

const MOST_BYTES = 3500;
const plays = new WeakMap();

const all = (place, what) => [...place.querySelectorAll(what)];
const valueOf = (field) => (field.querySelector("input:checked") || field.querySelector("input[type=text]"))?.value.trim() || "";
const nameOf = (field) => field.querySelector("label, legend").textContent.trim();
const part = (form, name) => form.querySelector(`.scene.${name}`);
const pages = (form) => scenes(form).filter((each) => !each.matches(".later"));
const attached = (form) => all(form, ".papers input:checked");

function begin(form, options) {
  plays.set(form, { steps: [], typed: {}, critical: new Set(), since: Date.now() });
  for (const input of all(form, ".scene input")) {
    if (input.type === "text") input.value = "";
    else input.checked = false;
  }
  remarkAll(form, []);
  form.classList.remove("over");
  say(form, "plain", []);
  echo(form);
  show(form, pages(form)[0], options);
}

function row(name, text) {
  const pair = document.createElement("div");
  pair.append(Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: text }));
  return pair;
}

function lookOver(form) {
  const list = part(form, "review").querySelector("dl");
  const { empty, papers } = list.dataset;
  const names = attached(form).map((input) => input.nextElementSibling.textContent.trim());
  list.replaceChildren(...all(form, ".field").map((field) => row(nameOf(field), valueOf(field) || empty)), row(papers, names.join("; ") || empty));
  show(form, part(form, "review"));
}

// Each thing to be mended: where it stands, and what is said to it.
function faults(form) {
  const fields = all(form, ".field").filter((field) => !fits(valueOf(field), field.dataset.wanted, field.dataset.rule));
  const papers = all(form, ".papers .choice").filter((each) => each.querySelector("input").checked !== (each.dataset.quality === "right"));
  return [...fields, ...papers];
}

// One sending, with what was changed since the one before.
function record(form, play, found) {
  const now = Object.fromEntries(all(form, ".field").map((field) => [field.dataset.field, valueOf(field)]));
  const typed = Object.fromEntries(Object.entries(now).filter(([name, text]) => play.typed[name] !== text));
  play.typed = now;
  play.steps.push({ typed, attached: attached(form).map((input) => input.value) });
  for (const paper of all(form, ".papers [data-critical]:has(:checked)")) play.critical.add(paper);
  step(form, { step: "send", ok: !found.length, tries: play.steps.length, ms: Date.now() - play.since });
}

function lineTo(form, fault, isShown) {
  const list = part(form, "returned").querySelector("ul");
  const { say: text, wanted } = fault.dataset;
  const link = Object.assign(document.createElement("button"), { type: "button", className: "button button-link", textContent: text });
  if (isShown && wanted) link.append(` ${list.dataset.card} ${wanted}`);
  link.addEventListener("click", () => goTo(form, fault));
  const place = document.createElement("li");
  place.append(link);
  return place;
}

const remarkAll = (form, found) => {
  for (const one of all(form, ".field, .papers .choice")) remarkField(one, found.includes(one) ? one.dataset.say : "");
};

function goTo(form, fault) {
  show(form, fault.closest(".scene"), { move: false });
  fault.querySelector("input").focus();
}

function comeBack(form, play, found) {
  const isShown = play.steps.length >= Number(form.dataset.tries);
  part(form, "returned").querySelector("ul").replaceChildren(...found.map((fault) => lineTo(form, fault, isShown)));
  remarkAll(form, found);
  echo(form, [form.querySelector(".feedback").dataset.returned.replace("{n}", found.length)]);
  show(form, part(form, "returned"));
}

function send(form) {
  const play = plays.get(form);
  const found = faults(form);
  record(form, play, found);
  if (found.length && JSON.stringify(play.steps).length < MOST_BYTES) return comeBack(form, play, found);
  play.isTaken = !found.length;
  echo(form);
  if (play.isTaken) show(form, part(form, "accepted"));
  return { steps: play.steps };
}

function turn(form, by) {
  const at = pages(form).indexOf(scene(form));
  const next = at < 0 ? pages(form).at(-1) : pages(form)[at + by];
  echo(form);
  if (next) show(form, next);
  else lookOver(form);
}

const does = {
  again: begin,
  on: (form) => (guard(form, scene(form)) ? undefined : turn(form, 1)),
  back: (form) => turn(form, -1),
  mend: (form) => goTo(form, faults(form)[0]),
  send,
};

function answer(form, pressed) {
  const isHere = pressed?.name === "again" || scene(form).contains(pressed);
  return isHere ? does[pressed.name]?.(form) : undefined;
}

// An application that is accepted was mended in time; the server has the last word.
function teach(form) {
  const told = form.querySelector(".feedback").dataset;
  const { critical, isTaken } = plays.get(form);
  const isRight = isTaken && !critical.size;
  const costly = [...critical].map((paper) => line(paper.dataset.say));
  if (costly.length) costly.unshift(line(told.critical, { strong: true }));
  say(form, isRight ? "right" : "wrong", [line(isRight ? told.right : told.wrong, { strong: true }), line(isRight ? told.yes : told.no), ...costly]);
  form.classList.add("over");
}

function mount(form) {
  form.classList.add("acting");
  quietEnter(form);
  begin(form, { move: false });
}

register("form_sim", { answer, teach, mount });
