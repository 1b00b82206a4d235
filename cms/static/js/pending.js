// "Is what was done on this phone yours?" Asked after signing in, never assumed, asked again after twelve hours.
import * as facts from "./facts.js";
import { learner } from "./session.js";

const ASK_AFTER = "ask-after";
const TWELVE_HOURS = 12 * 60 * 60 * 1000;
const box = document.getElementById("pending");

function titles() {
  return [...new Set(facts.unclaimed().map((fact) => fact.title))];
}

function say(word) {
  const text = document.createElement("p");
  text.textContent = box.dataset[word];
  box.replaceChildren(text);
}

const choices = {
  async mine() {
    await facts.claim();
    say(facts.unclaimed().length ? "wait" : "kept");
  },
  other() {
    facts.drop();
    say("dropped");
  },
  later() {
    facts.keep(ASK_AFTER, String(Date.now() + TWELVE_HOURS));
    box.hidden = true;
  },
};

async function ask() {
  const found = titles();
  if (!found.length || !(await learner())) return;
  if (Number(facts.kept(ASK_AFTER) || 0) > Date.now()) return;
  const list = box.querySelector("ul");
  for (const title of found) list.append(Object.assign(document.createElement("li"), { textContent: title }));
  for (const button of box.querySelectorAll("[data-choice]")) button.addEventListener("click", () => choices[button.dataset.choice]());
  box.hidden = false;
}

if (box) ask();
