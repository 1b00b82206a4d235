// Questions and practice screens: reads the answer, shows what there is to learn from it, hands it on.

const picked = (form) => [...form.querySelectorAll("input:checked")];

function line(text, { strong = false } = {}) {
  const paragraph = document.createElement("p");
  const holder = strong ? document.createElement("b") : paragraph;
  holder.textContent = text;
  if (strong) paragraph.append(holder);
  return paragraph;
}

function say(form, tone, lines) {
  const place = form.querySelector(".feedback");
  place.className = `feedback feedback-${tone}`;
  place.replaceChildren(...lines.filter(Boolean));
  place.scrollIntoView({ block: "nearest" });
}

// The answer in the shape of the API, or null where none was given.
export function answerOf(form, pressed) {
  const values = picked(form).map((input) => input.value);
  switch (form.dataset.kind) {
    case "spot":
      return pressed && pressed.value ? { clues: values, verdict: pressed.value } : null;
    case "true_false":
      return values.length ? values[0] === "true" : null;
    case "single":
      return values[0] || null;
    default:
      return values.length ? values : null;
  }
}

function isQuestionRight(form) {
  const rows = [...form.querySelectorAll(".answer")];
  return rows.every((row) => row.querySelector("input").checked === row.hasAttribute("data-right"));
}

// Where several were picked, each remark names the choice it belongs to.
function remarkOn(row, isOneOfMany) {
  const paragraph = line(row.dataset.say || "");
  if (isOneOfMany) paragraph.prepend(Object.assign(document.createElement("b"), { textContent: `${row.textContent.trim()}: ` }));
  return paragraph;
}

function teachQuestion(form) {
  const words = form.querySelector(".feedback").dataset;
  const isRight = isQuestionRight(form);
  const isMultiple = form.dataset.kind === "multiple";
  const told = picked(form).map((input) => remarkOn(input.closest(".answer"), isMultiple));
  const isMissing = isMultiple && form.querySelector(".answer[data-right] input:not(:checked)");
  const lines = [line(isRight ? words.right : words.wrong, { strong: true }), ...told, isMissing && line(words.missing), words.more && line(words.more)];
  say(form, isRight ? "right" : "wrong", lines);
}

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

function teachSpot(form, pressed) {
  const words = form.querySelector(".feedback").dataset;
  const parts = [...form.querySelectorAll(".part")];
  const clues = parts.filter((part) => part.hasAttribute("data-clue"));
  const found = clues.filter((part) => part.querySelector("input").checked);
  const isRight = pressed.value === form.dataset.verdict;
  for (const part of parts) tellPart(part, words);
  const count = clues.length ? line(words.found.replace("{n}", found.length).replace("{all}", clues.length)) : null;
  say(form, isRight ? "right" : "wrong", [line(isRight ? words.right : words.wrong, { strong: true }), line(isRight ? words.yes : words.no), count]);
}

export function teach(form, pressed) {
  if (form.dataset.kind === "spot") teachSpot(form, pressed);
  else teachQuestion(form);
}

// Once answered, going on is the main thing to do.
export function stepBack(form) {
  form.querySelector(".button-primary")?.classList.replace("button-primary", "button-secondary");
}

export function remark(form, word) {
  say(form, "plain", [line(form.querySelector(".feedback").dataset[word] || "")]);
}

// Calls `onAnswer(form, answer, pressed)` when an answer was given; says so kindly when none was.
export function listen(root, onAnswer) {
  for (const form of root.querySelectorAll("form.item")) {
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = answerOf(form, event.submitter);
      if (answer === null) remark(form, "choose");
      else onAnswer(form, answer, event.submitter);
    });
  }
}
