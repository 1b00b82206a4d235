// Practice: which parts of a message give the trick away, and whether to trust it.
import { line, picked, register, say, step } from "./items.js";

// points as the server gives them (courses/practice/spot/marking.py)
const AT_ONCE = 50;
const LATER = 25;
const CLUES = 50;
const BAR = 75;
const games = new WeakMap();

const parts = (form) => [...form.querySelectorAll(".part")];
const isClue = (part) => part.hasAttribute("data-clue");
const isTapped = (part) => part.querySelector("input").checked;

function tapped(form) {
  const all = parts(form).filter(isClue).length;
  const taps = parts(form).filter(isTapped);
  const n = taps.filter(isClue).length;
  return { n, all, slips: taps.length - n };
}

function score(form, { verdicts }) {
  const right = form.dataset.verdict;
  const { n, all, slips } = tapped(form);
  const clean = slips ? 0 : CLUES;
  const clues = all ? Math.max(0, Math.floor((CLUES * (n - slips)) / all)) : clean;
  if (verdicts[verdicts.length - 1] !== right) return clues;
  return clues + (verdicts.every((each) => each === right) ? AT_ONCE : LATER);
}

const wasFooled = (form, { verdicts }) => form.dataset.verdict === "distrust" && verdicts.includes("trust");

// What a part is: said of those that were tapped, and at the end of the clues that were not.
function tellPart(part, words, isOver) {
  part.querySelector(".part-why")?.remove();
  const isTold = isTapped(part) ? isOver || !isClue(part) : isOver && isClue(part);
  part.classList.toggle("told", isTold);
  part.classList.toggle("clue", isTold && isClue(part));
  if (!isTold) return;
  const reason = part.dataset.say || words.clean;
  const text = isClue(part) && !isTapped(part) ? `${words.unseen} ${reason}` : reason;
  part.append(Object.assign(document.createElement("span"), { className: "part-why", textContent: text }));
}

function tellParts(form, { isOver }) {
  const words = form.querySelector(".phone").dataset;
  for (const part of parts(form)) tellPart(part, words, isOver);
}

function signs(form) {
  const { n, all } = tapped(form);
  return all ? line(form.querySelector(".phone").dataset.found.replace("{n}", n).replace("{all}", all)) : null;
}

function costs(form) {
  const { cost } = form.dataset;
  return cost ? [line(form.querySelector(".feedback").dataset.critical, { strong: true }), line(cost)] : [];
}

function lookAgain(form, verdict) {
  const { close, look } = form.querySelector(".phone").dataset;
  const isRight = verdict === form.dataset.verdict;
  const { wrong } = form.querySelector(".feedback").dataset;
  tellParts(form, { isOver: false });
  const cost = verdict === "trust" && !isRight ? costs(form) : [];
  say(form, "wrong", [line(isRight ? close : wrong, { strong: true }), ...cost, isRight && signs(form), line(look)]);
}

// A judgement that will not do may be passed again, until the tries are used up.
function judge(form, verdict) {
  const game = games.get(form);
  const before = [...game.verdicts];
  const tries = game.verdicts.push(verdict);
  const ok = score(form, game) >= BAR;
  step(form, { step: form.dataset.item, choice: verdict, ok, tries, ms: Date.now() - game.since });
  if (ok || tries >= Number(form.dataset.tries)) return { clues: picked(form).map((input) => input.value), verdict, before };
  lookAgain(form, verdict);
  return undefined;
}

function teach(form) {
  const words = form.querySelector(".feedback").dataset;
  const game = games.get(form);
  const isFooled = wasFooled(form, game);
  const isWell = !isFooled && score(form, game) >= BAR;
  tellParts(form, { isOver: true });
  say(form, isWell ? "right" : "wrong", [line(isWell ? words.right : words.wrong, { strong: true }), line(isWell ? words.yes : words.no), signs(form), ...(isFooled ? costs(form) : [])]);
  form.classList.add("over");
  form.querySelector("fieldset").disabled = true;
}

function begin(form) {
  games.set(form, { verdicts: [], since: Date.now() });
  form.classList.remove("over");
  form.querySelector("fieldset").disabled = false;
  for (const input of picked(form)) input.checked = false;
  tellParts(form, { isOver: false });
  say(form, "plain", []);
  form.querySelector("h2").focus({ preventScroll: true });
  form.querySelector(".phone").scrollIntoView({ block: "nearest" });
}

function answer(form, pressed) {
  if (pressed?.name === "again") return begin(form);
  if (form.classList.contains("over")) return undefined;
  return pressed?.value ? judge(form, pressed.value) : null;
}

function mount(form) {
  games.set(form, { verdicts: [], since: Date.now() });
  form.classList.add("acting");
  // Enter on a part would press the first button of the form
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
}

register("spot", { answer, teach, mount });
