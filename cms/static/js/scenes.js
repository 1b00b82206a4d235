// Simulated screens one at a time, and whether a field holds what the card says (courses/practice/entries.py).
export const scenes = (form) => [...form.querySelectorAll(".scene")];
export const scene = (form) => form.querySelector(".scene.now");

export function show(form, wanted, { move = true } = {}) {
  for (const each of scenes(form)) each.classList.toggle("now", each === wanted);
  if (!move) return;
  wanted.querySelector("h3").focus({ preventScroll: true });
  form.querySelector(".phone").scrollIntoView({ block: "start" });
}

// Said within the phone, above the screen that comes next: what a tap did. Nothing empties it.
export function echo(form, texts = []) {
  form.querySelector(".echo").replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { className: "remark remark-bad", textContent: text })));
}

const words = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const numbers = (text) => text.match(/\d+/g) || [];

function dayOf(text) {
  const parts = numbers(text).map((each) => each.replace(/^0+/, ""));
  return parts.length === 3 && parts.every(Boolean) ? parts.join("-") : "";
}

export function fits(typed, wanted, rule) {
  if (rule === "free") return true;
  const plain = { digits: (text) => numbers(text).join(""), date: dayOf }[rule] || words;
  return plain(wanted) !== "" && plain(typed) === plain(wanted);
}

// Says at a field what is wrong with it, or nothing any more.
export function remarkField(field, text) {
  const input = field.querySelector("input:not([type=hidden])");
  document.getElementById(input.getAttribute("aria-describedby"))?.remove();
  field.classList.toggle("field-bad", Boolean(text));
  input.removeAttribute("aria-describedby");
  if (!text) return;
  const error = Object.assign(document.createElement("p"), { className: "error", id: `e${field.dataset.field || input.value}`, textContent: text });
  input.setAttribute("aria-describedby", error.id);
  // a choice is a label itself, and takes no more words into its name
  (field.querySelector("label, legend") || field).after(error);
}

// Enter in a field would press the first button of the form, which stands on another screen.
export function quietEnter(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input.input")) return;
    event.preventDefault();
    scene(form).querySelector("button").focus();
  });
}
