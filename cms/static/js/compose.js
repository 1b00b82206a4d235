// Practice: a letter, one decision at a time. It is read once more, then sent, and a model stands beside it.
import { line, register, say, step, titled } from "./items.js";
import { guard } from "./realness.js";

const letters = new WeakMap();

const scenes = (form) => [...form.querySelectorAll(".scene")];
const now = (form) => form.querySelector(".scene.now");
const rows = (form) => [...form.querySelectorAll(".answer:has(input:checked)")];
const words = (row) => row.querySelector(".words").textContent;
const typed = (form, name) => form.querySelector(`input[name="${name}"], textarea[name="${name}"]`)?.value.trim() || "";
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

const remark = (row) => titled(words(row), row.dataset.say);

function show(form, number, { move = true } = {}) {
  for (const scene of scenes(form)) scene.classList.toggle("now", Number(scene.dataset.number) === number);
  Object.assign(letters.get(form), { number, since: Date.now() });
  if (!move) return;
  say(form, "plain", []);
  now(form).querySelector("h3").focus({ preventScroll: true });
  form.querySelector(".phone").scrollIntoView({ block: "start" });
}

// What was picked before this script came stands.
function begin(form, options) {
  const { tries = 0 } = letters.get(form) || {};
  letters.set(form, { tries });
  show(form, 1, options);
}

function beginAgain(form) {
  for (const input of form.querySelectorAll("input:checked")) input.checked = false;
  for (const field of form.querySelectorAll(".scene .input")) field.value = "";
  form.classList.remove("over");
  form.querySelector(".checks").hidden = true;
  begin(form);
}

// The letter as it stands: its head, what it says, and what goes with it.
function review(form) {
  const lines = rows(form).map((row) => {
    const { head } = row.closest(".scene").dataset;
    return head ? titled(head, words(row)) : line(words(row));
  });
  const own = [typed(form, "subject"), ...typed(form, "text").split("\n")].filter(Boolean).map((text) => line(text));
  lines.splice(1, 0, ...own);
  form.querySelector(".letter").replaceChildren(...lines);
}

function goOn(form) {
  const scene = now(form);
  const picked = scene.querySelector("input:checked");
  const isOpen = scene.querySelector("input[type=radio]") ? !picked : scene.querySelector("textarea")?.value.trim() === "";
  if (isOpen) return null;
  if (guard(form, scene)) return undefined;
  const { number, since, tries } = letters.get(form);
  const ok = picked ? picked.closest(".answer").hasAttribute("data-fits") : null;
  step(form, { step: String(number), choice: picked?.value ?? null, ok, tries: tries + 1, ms: Date.now() - since });
  review(form);
  return show(form, number + 1);
}

function send(form) {
  const steps = rows(form).map((row) => row.querySelector("input").value);
  return form.querySelector("textarea") ? { steps, subject: typed(form, "subject"), text: typed(form, "text") } : { steps };
}

function answer(form, pressed) {
  const { number } = letters.get(form);
  if (pressed?.name === "again") return beginAgain(form);
  if (pressed?.name === "back") return show(form, number - 1);
  if (form.classList.contains("over")) return undefined;
  return pressed?.name === "send" ? send(form) : goOn(form);
}

// -- what stands in it: the rule of courses/practice/compose/marking.py; the server has the last word ----------
function given(form) {
  const own = fold(`${typed(form, "subject")} ${typed(form, "text")}`).replaceAll(" ", "");
  const secrets = JSON.parse(form.dataset.secrets).filter(({ text }) => own.includes(fold(text).replaceAll(" ", "")));
  const costly = rows(form).filter((row) => row.hasAttribute("data-critical"));
  return [...costly.map(remark), ...secrets.map(({ text, why }) => titled(text, why))];
}

function holds(form, check, costly) {
  const { name, words: wanted } = check.dataset;
  if (!name) return !costly.length;
  if (wanted) {
    const place = ` ${fold(typed(form, name))} `;
    const known = JSON.parse(wanted).map(fold);
    return place.trim() !== "" && (!known.length || known.some((each) => place.includes(` ${each} `)));
  }
  const all = [...form.querySelectorAll(`.answer:has(input[name="${name}"])`)];
  const picked = all.filter((row) => row.querySelector("input").checked);
  const isMany = all[0].querySelector("input").type === "checkbox";
  const fits = (row) => row.hasAttribute("data-fits");
  return isMany ? all.every((row) => fits(row) === row.querySelector("input").checked) : picked.length > 0 && picked.every(fits);
}

function teach(form) {
  const closing = form.querySelector(".feedback").dataset;
  const costly = given(form);
  const checks = [...form.querySelectorAll(".checks li")];
  for (const check of checks) check.className = holds(form, check, costly) ? "held" : "missed";
  const held = checks.filter((check) => check.className === "held");
  const isDone = checks.every((check) => held.includes(check) || !check.hasAttribute("data-needed"));
  const isRight = isDone && !costly.length && held.length / checks.length >= 0.75;
  const amiss = rows(form).filter((row) => !row.hasAttribute("data-fits") && !row.hasAttribute("data-critical"));
  const lines = [line(isRight ? closing.right : closing.wrong, { strong: true }), line(isRight ? closing.yes : closing.no), ...amiss.map(remark)];
  if (costly.length) lines.push(line(closing.critical, { strong: true }), ...costly);
  form.querySelector(".checks").hidden = false;
  form.classList.add("over", "shown");
  form.querySelector(".model").open = true;
  letters.get(form).tries += 1;
  say(form, isRight ? "right" : "wrong", lines);
}

function mount(form) {
  form.classList.add("acting");
  form.querySelector(".review").hidden = false;
  begin(form, { move: false });
}

register("compose", { answer, teach, mount });
