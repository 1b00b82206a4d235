// Practice: which parts of a message give the trick away, and whether to trust it.
import { line, picked, register, say } from "./items.js";

function tellPart(part, words) {
  const isPicked = part.querySelector("input").checked;
  const isClue = part.hasAttribute("data-clue");
  part.querySelector(".part-why")?.remove();
  part.classList.toggle("told", isClue || isPicked);
  part.classList.toggle("clue", isClue);
  if (!isClue && !isPicked) return;
  const why = document.createElement("span");
  why.className = "part-why";
  const reason = part.dataset.say || words.clean;
  why.textContent = isClue && !isPicked ? `${words.unseen} ${reason}` : reason;
  part.append(why);
}

function teach(form, answer) {
  const words = form.querySelector(".feedback").dataset;
  const parts = [...form.querySelectorAll(".part")];
  const clues = parts.filter((part) => part.hasAttribute("data-clue"));
  const found = clues.filter((part) => part.querySelector("input").checked);
  const isRight = answer.verdict === form.dataset.verdict;
  for (const part of parts) tellPart(part, words);
  const count = clues.length ? line(words.found.replace("{n}", found.length).replace("{all}", clues.length)) : null;
  say(form, isRight ? "right" : "wrong", [line(isRight ? words.right : words.wrong, { strong: true }), line(isRight ? words.yes : words.no), count]);
}

register("spot", {
  answer: (form, pressed) => (pressed?.value ? { clues: picked(form).map((input) => input.value), verdict: pressed.value } : null),
  teach,
});
