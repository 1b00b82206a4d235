// Questions and practice screens: reads the answer, shows what there is to learn from it, hands it on.
// What a kind of item does beyond choosing is a module of its own that calls `register`.

const kinds = {};

// `answer(form, pressed)` gives the answer in the shape of the API, or null where none was given yet.
// `teach(form, answer, pressed)` shows what there is to learn. `mount(form)` is called once, before.
export function register(name, kind) {
  kinds[name] = kind;
}

export const picked = (form) => [...form.querySelectorAll("input:checked")];

export function line(text, { strong = false } = {}) {
  const paragraph = document.createElement("p");
  const holder = strong ? document.createElement("b") : paragraph;
  holder.textContent = text;
  if (strong) paragraph.append(holder);
  return paragraph;
}

// What is spoken of stands in front; a colon parts it from what is said, unless it brings a mark of its own.
export function titled(what, why) {
  const title = what.trim().replace(/[,;]$/, "");
  const paragraph = line(` ${why}`);
  paragraph.prepend(Object.assign(document.createElement("b"), { textContent: /[.?!:…”]$/.test(title) ? title : `${title}:` }));
  return paragraph;
}

export function say(form, tone, lines) {
  const place = form.querySelector(".feedback");
  place.className = `feedback feedback-${tone}`;
  place.replaceChildren(...lines.filter(Boolean));
  place.scrollIntoView({ block: "nearest" });
}

// Right or not, in the usual words, then whatever this item has to say.
export function judge(form, isRight, lines = []) {
  const words = form.querySelector(".feedback").dataset;
  const told = [...lines, words.more].filter(Boolean).map((each) => (typeof each === "string" ? line(each) : each));
  say(form, isRight ? "right" : "wrong", [line(isRight ? words.right : words.wrong, { strong: true }), ...told]);
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

function teachChoice(form) {
  const words = form.querySelector(".feedback").dataset;
  const isMultiple = form.dataset.kind === "multiple";
  const told = picked(form).map((input) => remarkOn(input.closest(".answer"), isMultiple));
  const isMissing = isMultiple && form.querySelector(".answer[data-right] input:not(:checked)");
  judge(form, isQuestionRight(form), isMissing ? [...told, words.missing] : told);
}

// Whoever does not know is shown what is right, without a word of blame.
function teachUnknown(form) {
  const words = form.querySelector(".feedback").dataset;
  const right = [...form.querySelectorAll("[data-right]:not(.feedback)")].map((row) => row.textContent.trim());
  const shown = words.solution || right.join("; ");
  say(form, "plain", [line(words.unknown, { strong: true }), shown && line(`${words.answer} ${shown}`), words.more && line(words.more)]);
}

const values = (form) => picked(form).map((input) => input.value);
register("single", { answer: (form) => values(form)[0] || null, teach: teachChoice });
register("picture_choice", kinds.single);
register("multiple", { answer: (form) => (picked(form).length ? values(form) : null), teach: teachChoice });
register("true_false", { answer: (form) => (picked(form).length ? values(form)[0] === "true" : null), teach: teachChoice });

function answerOf(form, pressed) {
  return pressed?.name === "dont_know" ? { dont_know: true } : kinds[form.dataset.kind].answer(form, pressed);
}

// The screen of a practice that is over has nothing to tap any more: who tapped there by keys reads on below.
export function teach(form, answer, pressed) {
  if (answer?.dont_know) teachUnknown(form);
  else kinds[form.dataset.kind].teach(form, answer, pressed);
  if (document.activeElement === pressed && !pressed.getClientRects().length) form.querySelector(".feedback").focus({ preventScroll: true });
}

// Once answered, going on is the main thing to do.
export function stepBack(form) {
  form.querySelector(".answer-end .button-primary")?.classList.replace("button-primary", "button-secondary");
}

export function remark(form, word) {
  say(form, "plain", [line(form.querySelector(".feedback").dataset[word] || "")]);
}

let onStep = () => {};

// Hands on one step of a practice that is still under way: `{step, choice, ok, tries, ms}`.
export function step(form, answer) {
  onStep(form, answer);
}

const mounted = new WeakSet();

// Prepare the forms whose kind has come by now, each once.
export function mount(root) {
  for (const form of root.querySelectorAll("form.item")) {
    const kind = kinds[form.dataset.kind];
    if (!kind || mounted.has(form)) continue;
    mounted.add(form);
    kind.mount?.(form);
  }
}

// Calls `onAnswer(form, answer, pressed)` when an answer was given; says so kindly when none was.
// A kind that is still under way (a practice of several screens) answers undefined and says so itself.
// `ready` brings the scripts of the other kinds, or fails where the network is gone.
export function listen(root, { onAnswer, onStepTaken = onStep, ready }) {
  onStep = onStepTaken;
  mount(root);
  for (const form of root.querySelectorAll("form.item")) {
    form.noValidate = true;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const pressed = event.submitter;
      if (!mounted.has(form) && !(await ready())) return remark(form, "later");
      const answer = answerOf(form, pressed);
      if (answer === null) remark(form, "choose");
      else if (answer !== undefined) onAnswer(form, answer, pressed);
    });
  }
}
