// Practice: a conversation, one thing to answer at a time. What was said stays said, also after a step back.
import { line, register, say, step, titled } from "./items.js";

const talks = new WeakMap();

const scenes = (form) => [...form.querySelectorAll(".scene")];
const sceneOf = (form, number) => form.querySelector(`.scene[data-number="${number}"]`);
const words = (row) => row.querySelector(".words").textContent;

function show(form, number, { move = true } = {}) {
  const scene = sceneOf(form, number);
  for (const each of scenes(form)) each.classList.toggle("now", each === scene);
  talks.get(form).since = Date.now();
  if (!move) return;
  scene.querySelector("h3").focus({ preventScroll: true });
  form.querySelector(".phone").scrollIntoView({ block: "start" });
}

// What she has just said, and what there is to say to it; read out while the next screen comes.
function echo(form, row) {
  const place = form.querySelector(".echo");
  if (!row) return place.replaceChildren();
  const mine = titled(place.dataset.mine, words(row));
  mine.className = "bubble mine";
  const remark = line(row.dataset.say);
  remark.className = `remark remark-${row.dataset.quality}`;
  return place.replaceChildren(mine, remark);
}

// What was ticked before this script came stands.
function begin(form, options) {
  const { tries = 0 } = talks.get(form) || {};
  talks.set(form, { path: [], said: [], tries });
  show(form, 1, options);
}

function beginAgain(form) {
  for (const input of form.querySelectorAll("input:checked")) input.checked = false;
  form.classList.remove("over");
  say(form, "plain", []);
  echo(form);
  begin(form);
}

function goBack(form) {
  const { path } = talks.get(form);
  path.pop();
  const last = path.at(-1);
  echo(form, last);
  say(form, "plain", []);
  show(form, last ? last.dataset.goto : 1);
}

function take(form) {
  const talk = talks.get(form);
  const scene = form.querySelector(".scene.now");
  const picked = scene.querySelector("input:checked");
  if (!picked) return null;
  const row = picked.closest(".answer");
  talk.path.push(row);
  if (!talk.said.includes(row)) talk.said.push(row);
  const tries = talk.tries + 1;
  step(form, { step: scene.dataset.step, choice: picked.value, ok: row.dataset.quality === "good", tries, ms: Date.now() - talk.since });
  say(form, "plain", []);
  echo(form, row);
  show(form, row.dataset.goto);
  const isOver = form.querySelector(".scene.now").dataset.ending;
  return isOver ? { steps: talk.said.map((each) => each.querySelector("input").value) } : undefined;
}

function answer(form, pressed) {
  if (pressed?.name === "again") return beginAgain(form);
  if (pressed?.name === "back") return goBack(form);
  return form.classList.contains("over") ? undefined : take(form);
}

// The rule of courses/practice/branch/marking.py; the server has the last word.
function worth(form, said) {
  const value = { good: 100, risky: 50, bad: 0 };
  const asked = scenes(form).map((scene) => said.filter((row) => scene.contains(row))).filter((rows) => rows.length);
  const points = asked.map((rows) => Math.floor(rows.reduce((all, row) => all + value[row.dataset.quality], 0) / rows.length));
  return Math.floor(points.reduce((all, one) => all + one, 0) / asked.length);
}

function teach(form) {
  const closing = form.querySelector(".feedback").dataset;
  const talk = talks.get(form);
  const { said } = talk;
  const critical = said.filter((row) => row.hasAttribute("data-critical"));
  const isGood = form.querySelector(".scene.now").dataset.ending === "good";
  const isRight = isGood && !critical.length && worth(form, said) >= 75;
  const costly = critical.map((row) => titled(words(row), row.dataset.say));
  if (critical.length) costly.unshift(line(closing.critical, { strong: true }));
  say(form, isRight ? "right" : "wrong", [line(isRight ? closing.right : closing.wrong, { strong: true }), line(isRight ? closing.yes : closing.no), ...costly]);
  talk.tries += 1;
  form.classList.add("over");
  form.classList.toggle("shown", isRight || talk.tries >= Number(form.dataset.tries));
}

function mount(form) {
  form.classList.add("acting");
  begin(form, { move: false });
}

register("branch", { answer, teach, mount });
