// "Is what was done on this phone yours?" Asked after signing in, never assumed, asked again after twelve hours.
import * as facts from "./facts.js";
import { learner } from "./session.js";

const ASK_AFTER = "ask-after";
const TWELVE_HOURS = 12 * 60 * 60 * 1000;
const KEPT = "claimed";
const box = document.getElementById("pending");
// a lesson goes on where it is; a page about her learning is told anew
const isLesson = document.getElementById("lesson") !== null;

function titles(id) {
  return [...new Set(facts.unclaimed(id).map((fact) => fact.title))];
}

function say(word) {
  const text = document.createElement("p");
  text.textContent = box.dataset[word];
  box.className = `notice notice-${word === "kept" ? "success" : "info"}`;
  box.removeAttribute("aria-labelledby");
  box.replaceChildren(text);
  box.hidden = false;
}

const choices = {
  async mine() {
    if (!(await facts.claim())) return say("wait");
    if (isLesson) return say("kept");
    facts.keep(KEPT, "yes");
    return location.reload();
  },
  async other() {
    facts.drop(await learner());
    say("dropped");
  },
  later() {
    facts.keep(ASK_AFTER, String(Date.now() + TWELVE_HOURS));
    box.hidden = true;
  },
};

async function ask() {
  const id = await learner();
  const found = id ? titles(id) : [];
  if (!found.length) return;
  if (Number(facts.kept(ASK_AFTER) || 0) > Date.now()) return;
  const list = box.querySelector("ul");
  for (const title of found) list.append(Object.assign(document.createElement("li"), { textContent: title }));
  for (const button of box.querySelectorAll("[data-choice]")) button.addEventListener("click", () => choices[button.dataset.choice]());
  box.hidden = false;
}

if (box && facts.kept(KEPT)) {
  facts.forget(KEPT);
  say("kept");
} else if (box) {
  ask();
}
