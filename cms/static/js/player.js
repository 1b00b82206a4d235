// A lesson one screen at a time. Without this script the same screens stand one under another.
import * as facts from "./facts.js";
import * as items from "./items.js";
import { learner, session } from "./session.js";

const root = document.getElementById("lesson");
const { lesson, version, title, use } = root.dataset;
const isCheck = use === "check";
const screens = [...root.querySelectorAll(".screen")];
const walk = document.getElementById("walk");
const where = document.getElementById("where");
const dots = document.getElementById("dots");
// stands only in a check, and is shut for whoever has signed in
const door = document.getElementById("door");
const placeKey = `place:${lesson}`;
const answeredKey = `answered:${version}`;
const attemptKey = `attempt:${version}`;
const answered = new Set();
const KINDS_AFTER_MS = 3000;
let now = 0;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const fact = (kind, more = {}) => facts.record(kind, { lesson, version, title, ...more });
const itemOf = (screen) => screen.querySelector("form.item")?.dataset.item;
const isOpen = (screen) => screen.hasAttribute("data-item") && !answered.has(itemOf(screen));

// What practices and rarer questions need comes after the first look at the page, before it is needed.
let coming = null;
const named = (list) => list.split(" ").filter(Boolean);

// A style that is put on only when everything has come.
function fetchStyle(style) {
  return new Promise((come, fail) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style, media: "not all" });
    Object.assign(link, { onload: () => come(link), onerror: fail });
    document.head.append(link);
  });
}

// Nothing moves under a finger, or its tap would meet nothing: `lifted` waits for the click, which a phone
// sends a moment after the finger has gone.
const CLICK_FOLLOWS_MS = 300;
let lifted = Promise.resolve();
addEventListener("pointerdown", () => {
  const ends = ["pointerup", "pointercancel"].map((end) => new Promise((come) => addEventListener(end, come, { once: true })));
  lifted = Promise.race(ends).then(() => new Promise((come) => setTimeout(come, CLICK_FOLLOWS_MS)));
});

async function prepareKinds() {
  const { scripts, styles } = root.dataset;
  const dresses = Promise.all(named(styles).map(fetchStyle));
  const [links] = await Promise.all([dresses, ...named(scripts).map((script) => import(script))]);
  await lifted;
  for (const link of links) link.media = "all";
  items.mount(root);
  return true;
}

function fetchKinds() {
  coming ??= prepareKinds().catch(() => {
    coming = null;
    return false;
  });
  return coming;
}

function recall() {
  answered.clear();
  for (const item of JSON.parse(facts.kept(answeredKey) || "[]")) answered.add(item);
}

// -- walking ------------------------------------------------------------------------------------
function numberInAddress() {
  const at = screens.findIndex((screen) => `#${screen.id}` === location.hash);
  return at < 0 ? 0 : at;
}

function drawDots() {
  dots.replaceChildren(...screens.map((_, at) => {
    const dot = document.createElement("li");
    dot.className = at < now ? "past" : at === now ? "here" : "";
    return dot;
  }));
}

function drawWalk() {
  const [on, back] = walk.querySelectorAll("button");
  const screen = screens[now];
  const isLast = now === screens.length - 1;
  on.hidden = isLast;
  back.hidden = now === 0;
  on.dataset.go ??= on.textContent;
  on.textContent = isOpen(screen) ? walk.dataset.later : on.dataset.go;
  const hasOtherMain = isOpen(screen) || (door !== null && !door.hidden);
  on.className = `button button-${hasOtherMain ? "secondary" : "primary"}`;
}

function show(at, { move = true } = {}) {
  now = at;
  if (itemOf(screens[at])) fetchKinds();
  screens.forEach((screen, index) => screen.classList.toggle("now", index === at));
  where.textContent = fill(where.dataset.step, { n: at + 1, all: screens.length });
  drawDots();
  drawWalk();
  if (!move) return;
  scrollTo(0, 0);
  const heading = screens[at].querySelector("h2");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  remember();
}

function remember() {
  const step = screens[now].dataset.step;
  if (!step || facts.kept(placeKey) === step) return;
  facts.keep(placeKey, step);
  fact("lesson.position", { answer: step });
}

function go(at) {
  for (const question of ["resume", "pending"]) document.getElementById(question).hidden = true;
  location.hash = screens[at].id;
}

// -- coming back --------------------------------------------------------------------------------
async function standing() {
  const known = await session();
  if (!known || !known.signed_in) return null;
  const answer = await fetch("/api/v1/me/progress").catch(() => null);
  if (!answer || !answer.ok) return null;
  const all = (await answer.json()).courses.flatMap((course) => course.lessons);
  return all.find((one) => one.id === lesson);
}

// What came after she was done says so on its screen: it is not required of her.
function tellNews(mine) {
  for (const screen of screens.filter((one) => mine?.news.includes(one.dataset.step))) {
    const tag = document.createElement("p");
    tag.className = "tag";
    tag.textContent = root.dataset.news;
    screen.prepend(tag);
  }
}

async function offerToResume() {
  const asked = standing();
  asked.then(tellNews);
  const kept = facts.kept(placeKey);
  const mine = kept ? null : await asked;
  const step = kept || (mine?.state !== "done" && mine?.position);
  const at = screens.findIndex((screen) => screen.dataset.step === step);
  if (!step || at < 1 || now !== 0 || location.hash) return;
  const box = document.getElementById("resume");
  box.querySelector("p").textContent = fill(box.dataset.say, { n: at + 1 });
  box.querySelector('[data-resume="go"]').addEventListener("click", () => go(at));
  box.querySelector('[data-resume="again"]').addEventListener("click", () => {
    box.hidden = true;
    show(0);
  });
  box.hidden = false;
}

// -- answering ----------------------------------------------------------------------------------
// The steps of a practice and its end are one try; the next try is another.
const tries = new WeakMap();

function attempt(form) {
  if (!isCheck) {
    if (!tries.has(form)) tries.set(form, facts.uuid());
    return tries.get(form);
  }
  const open = facts.kept(attemptKey) || facts.uuid();
  facts.keep(attemptKey, open);
  return open;
}

async function answer(form, given, pressed) {
  if (isCheck && !(await learner())) {
    items.remark(form, "door");
    return;
  }
  fact(form.dataset.event || "question.answered", { item: form.dataset.item, attempt: attempt(form), answer: given });
  tries.delete(form);
  answered.add(form.dataset.item);
  facts.keep(answeredKey, JSON.stringify([...answered]));
  tell(form, given, pressed);
  drawWalk();
}

function tell(form, given, pressed) {
  if (isCheck) items.remark(form, "taken");
  else items.teach(form, given, pressed);
  items.stepBack(form);
}

function step(form, taken) {
  fact("practice.step", { item: form.dataset.item, attempt: attempt(form), answer: taken });
}

// -- the end ------------------------------------------------------------------------------------
function listMissing() {
  const place = document.getElementById("missing");
  const open = screens.filter(isOpen);
  place.replaceChildren();
  if (!open.length) return false;
  const list = document.createElement("ul");
  for (const screen of open) {
    const link = document.createElement("a");
    link.href = `#${screen.id}`;
    link.textContent = fill(place.dataset.step, { n: screens.indexOf(screen) + 1 });
    const row = document.createElement("li");
    row.append(link);
    list.append(row);
  }
  place.append(place.dataset.say, list);
  return true;
}

function showResult(tone, text) {
  const place = document.getElementById("result");
  place.className = `notice notice-${tone}`;
  place.replaceChildren(Object.assign(document.createElement("p"), { className: "notice-title", textContent: text }));
  place.focus();
  document.getElementById("done").hidden = true;
  document.getElementById("next").classList.remove("if-plain");
}

function showMark(verdict) {
  const { passed, failed, pass, refused } = document.getElementById("result").dataset;
  const isPassed = verdict.correct === true;
  if (verdict.verdict === "rejected") showResult("warning", verdict.detail || refused);
  else showResult(isPassed ? "success" : "info", fill(isPassed ? passed : failed, { score: verdict.score, pass }));
  const onward = document.querySelector("#next a.button");
  document.getElementById("again").hidden = isPassed;
  onward.classList.toggle("button-primary", isPassed);
  onward.classList.toggle("button-secondary", !isPassed);
  forgetTry();
}

function forgetTry() {
  for (const key of [placeKey, answeredKey, attemptKey]) facts.forget(key);
}

let handedIn = null;

async function finish(event) {
  event.preventDefault();
  if (isCheck && !(await learner())) {
    door.scrollIntoView();
    return;
  }
  if (listMissing()) return;
  const words = document.getElementById("result").dataset;
  handedIn = fact("lesson.done", { attempt: isCheck ? attempt() : null });
  walk.hidden = true;
  showResult(isCheck ? "info" : "success", isCheck ? words.wait : words.kept);
  if (!isCheck) forgetTry();
}

// -- what is kept -------------------------------------------------------------------------------
function showSaved(summary, verdicts) {
  const mark = isCheck && verdicts.find((one) => one.id === handedIn);
  if (mark) showMark(mark);
  const bar = document.getElementById("saved");
  const words = bar.dataset;
  const [text, button, link] = bar.children;
  const isOut = summary.isKnown && !summary.signedIn;
  let line = words.fine;
  if (summary.waiting) line = isOut ? words.out : fill(words.wait, { n: summary.waiting });
  if (summary.refused) line = fill(words.refused, { n: summary.refused });
  if (summary.problem === "full") line = words.full;
  text.textContent = line;
  button.hidden = isOut || !summary.waiting;
  link.hidden = !(isOut && summary.waiting);
  bar.hidden = !(summary.waiting || summary.signedIn || summary.refused || summary.problem === "full");
}

function start() {
  document.documentElement.classList.add("playing");
  dots.hidden = false;
  walk.hidden = false;
  walk.querySelector('[data-walk="on"]').addEventListener("click", () => go(Math.min(now + 1, screens.length - 1)));
  walk.querySelector('[data-walk="back"]').addEventListener("click", () => go(Math.max(now - 1, 0)));
  addEventListener("hashchange", () => show(numberInAddress()));
  document.getElementById("done").addEventListener("submit", finish);
  document.querySelector("#again button")?.addEventListener("click", () => {
    location.hash = "";
    location.reload();
  });
  document.querySelector("#saved button").addEventListener("click", () => facts.flush());
  items.listen(root, { onAnswer: answer, onStepTaken: step, ready: fetchKinds });
  for (const touched of ["pointerdown", "keydown"]) addEventListener(touched, fetchKinds, { once: true });
  addEventListener("load", () => setTimeout(fetchKinds, KINDS_AFTER_MS));
  facts.onChange(showSaved);
  recall();
  show(numberInAddress(), { move: Boolean(location.hash) });
  fact("lesson.opened");
  offerToResume();
  learner().then((id) => {
    if (door) door.hidden = Boolean(id);
    // another learner may have taken over the phone, and her steps with it
    recall();
    drawWalk();
    if (id && facts.unclaimed(id).length) import("./pending.js");
  });
}

// An editor's preview has no version: everything can be tried there, and nothing is kept.
if (version) start();
else {
  items.listen(root, { onAnswer: tell, ready: fetchKinds });
  fetchKinds();
}
