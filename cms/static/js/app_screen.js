// Practice: the screens of an invented app. Each tap is a step; the server walks through the same steps.
import { line, register, say, step, titled } from "./items.js";
import { guard } from "./realness.js";
import { echo, fits, quietEnter, remarkField, scene, scenes, show } from "./scenes.js";

const MOST_BYTES = 3500;
const plays = new WeakMap();

const all = (place, what) => [...place.querySelectorAll(what)];
const label = (row) => row.textContent.trim();
const isOn = (row) => row.querySelector("input").checked;

function begin(form, options) {
  const { tries = 0 } = plays.get(form) || {};
  plays.set(form, { steps: [], behind: [], points: new Map(), missed: new Set(), critical: new Set(), tries, since: Date.now() });
  for (const input of all(form, ".scene input")) {
    if (input.type === "checkbox") input.checked = input.defaultChecked;
    else if (input.type === "text") input.value = "";
  }
  for (const field of all(form, ".field")) remarkField(field);
  form.classList.remove("over", "shown");
  say(form, "plain", []);
  echo(form);
  open(form, scenes(form)[0], options);
}

function open(form, wanted, options) {
  form.querySelector(".app-back").hidden = !plays.get(form).behind.length;
  show(form, wanted, options);
}

function goBack(form) {
  const play = plays.get(form);
  play.steps.push({ tap: "back" });
  echo(form);
  open(form, play.behind.pop());
}

// How the screen stands at this tap.
function taken(here, tap) {
  const typed = Object.fromEntries(all(here, ".field").map((field) => [field.dataset.field, field.querySelector("input").value]));
  const on = Object.fromEntries(all(here, ".switch").map((row) => [row.querySelector("input").value, isOn(row)]));
  const seen = all(here, ".look input:checked").map((input) => input.value);
  return { tap, typed, on, seen };
}

// Everything that counts on a screen, and whether it is met; a line that was not looked at holds nobody back.
function demands(here) {
  return [
    ...all(here, ".field:not([data-rule=free])").map((row) => ({ row, holds: true, isMet: fits(row.querySelector("input").value, row.dataset.wanted, row.dataset.rule) })),
    ...all(here, ".switch").map((row) => ({ row, holds: true, isMet: isOn(row) === (row.dataset.wanted === "on") })),
    ...all(here, ".look[data-check]").map((row) => ({ row, holds: false, isMet: isOn(row) })),
  ];
}

function credit(play, row) {
  if (!play.points.has(row)) play.points.set(row, play.missed.has(row) ? 1 : 2);
}

// True when something on the screen holds her back, as it would outside.
function isHeld(form, play, here, button) {
  const found = demands(here);
  const unmet = found.filter((each) => !each.isMet);
  credit(play, button);
  for (const { row, isMet } of found) {
    if (isMet) credit(play, row);
    else play.missed.add(row);
    if (!isMet && row.matches(".switch[data-critical]")) play.critical.add(row);
  }
  const held = unmet.filter((each) => each.holds).map((each) => each.row);
  for (const field of all(here, ".field")) remarkField(field, held.includes(field) ? field.dataset.say : "");
  echo(form, held.filter((row) => row.matches(".switch")).map((row) => row.dataset.say));
  held[0]?.querySelector("input").focus();
  return held.length > 0;
}

function tap(form, button) {
  const play = plays.get(form);
  const here = scene(form);
  if (guard(form, here)) return undefined;
  play.steps.push(taken(here, button.value));
  const isRight = "right" in button.dataset;
  step(form, { step: here.dataset.scene, choice: button.value, ok: isRight, tries: play.tries + 1, ms: Date.now() - play.since });
  if (isRight && isHeld(form, play, here, button)) return undefined;
  if (!isRight) play.missed.add(here.querySelector("[data-right]"));
  if ("critical" in button.dataset) play.critical.add(button);
  play.behind.push(here);
  play.isDone = isRight && !button.dataset.goto;
  echo(form, isRight ? [] : [button.dataset.say]);
  if (!button.dataset.goto || JSON.stringify(play.steps).length > MOST_BYTES) return { steps: play.steps };
  open(form, form.querySelector(`[data-scene="${button.dataset.goto}"]`));
  return undefined;
}

function answer(form, pressed) {
  if (pressed?.name === "again") return begin(form);
  if (form.classList.contains("over")) return undefined;
  return scene(form).contains(pressed) ? tap(form, pressed) : undefined;
}

// The rule of courses/practice/app_screen/marking.py; the server has the last word.
function score(form, { points }) {
  const counting = all(form, ".scene[data-counts]").flatMap((here) => [here.querySelector("[data-right]"), ...demands(here).map((each) => each.row)]);
  return Math.floor((100 * counting.reduce((sum, row) => sum + (points.get(row) || 0), 0)) / (2 * counting.length));
}

function teach(form) {
  const play = plays.get(form);
  const told = form.querySelector(".feedback").dataset;
  const critical = [...play.critical];
  const isRight = play.isDone && !critical.length && score(form, play) >= 75;
  const unseen = all(form, ".scene[data-counts] .look[data-check]").filter((row) => play.missed.has(row) && !play.points.has(row));
  const costly = critical.map((row) => titled(label(row), row.dataset.say));
  if (costly.length) costly.unshift(line(told.critical, { strong: true }));
  say(form, isRight ? "right" : "wrong", [line(isRight ? told.right : told.wrong, { strong: true }), line(isRight ? told.yes : told.no), ...costly, ...unseen.map((row) => line(row.dataset.say))]);
  play.tries += 1;
  form.classList.add("over");
  form.classList.toggle("shown", isRight || play.tries >= Number(form.dataset.tries));
}

function mount(form) {
  form.classList.add("acting");
  form.querySelector(".app-back").addEventListener("click", () => goBack(form));
  quietEnter(form);
  begin(form, { move: false });
}

register("app_screen", { answer, teach, mount });
