// Questions: what belongs together, and what comes first. By choosing and tapping, never by dragging.
import { judge, register } from "./items.js";

const keyOf = (form) => JSON.parse(form.dataset.key || "{}");
const labelOf = (form, control) => form.querySelector(`label[for="${control.id}"]`).textContent.trim();
const selects = (form) => [...form.querySelectorAll("select")];
const idOf = (select) => select.name.slice(select.name.indexOf("-") + 1);

// -- what belongs together ------------------------------------------------------------------------
function pairs(form) {
  const chosen = selects(form).filter((select) => select.value);
  return chosen.length === selects(form).length ? Object.fromEntries(chosen.map((select) => [idOf(select), select.value])) : null;
}

function wordsOf(select, right) {
  return [...select.options].find((option) => option.value === right).textContent;
}

function teachPairs(form, answer) {
  const { pairs: right } = keyOf(form);
  const wrong = selects(form).filter((select) => right[idOf(select)] !== answer[idOf(select)]);
  judge(form, !wrong.length, wrong.map((select) => `${labelOf(form, select)} → ${wordsOf(select, right[idOf(select)])}`));
}

register("match", {
  mount(form) {
    const { pairs: right } = keyOf(form);
    if (!right) return;
    const all = selects(form).map((select) => `${labelOf(form, select)} → ${wordsOf(select, right[idOf(select)])}`);
    form.querySelector(".feedback").dataset.solution = all.join("; ");
  },
  answer: pairs,
  teach: teachPairs,
});

// -- what comes first -----------------------------------------------------------------------------
const tapped = new WeakMap();

function number(form) {
  const order = tapped.get(form);
  for (const row of form.querySelectorAll(".order-row")) {
    const at = order.indexOf(row);
    const button = row.querySelector("button");
    button.setAttribute("aria-pressed", at >= 0);
    button.querySelector("b").textContent = at < 0 ? "" : at + 1;
    row.querySelector("select").value = at < 0 ? "" : at + 1;
  }
}

function tap(form, row) {
  const order = tapped.get(form);
  if (order.includes(row)) order.splice(order.indexOf(row), 1);
  else order.push(row);
  number(form);
}

const placeOf = (row) => Number(row.querySelector("select").value);

// The list of numbers stays for whoever has no script; here each line is one big button. What was numbered
// before the script came keeps its place.
function mountOrder(form) {
  const numbered = [...form.querySelectorAll(".order-row")].filter(placeOf);
  tapped.set(form, numbered.sort((one, other) => placeOf(one) - placeOf(other)));
  form.querySelector(".hint").textContent = form.dataset.tap;
  for (const row of form.querySelectorAll(".order-row")) {
    const label = row.querySelector("label");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "answer order-button";
    button.append(document.createElement("b"), Object.assign(document.createElement("span"), { textContent: label.textContent }));
    button.addEventListener("click", () => tap(form, row));
    label.hidden = row.querySelector("select").hidden = true;
    row.append(button);
  }
  number(form);
  const { order } = keyOf(form);
  if (order) form.querySelector(".feedback").dataset.solution = inWords(form, order).join(" → ");
}

const inWords = (form, order) => order.map((id) => form.querySelector(`label[for="o-${id}"]`).textContent.trim());

function placed(form) {
  const order = tapped.get(form);
  const rows = form.querySelectorAll(".order-row").length;
  return order.length === rows ? order.map((row) => idOf(row.querySelector("select"))) : null;
}

function teachOrder(form, answer) {
  const { order } = keyOf(form);
  const isRight = order.every((id, at) => id === answer[at]);
  judge(form, isRight, isRight ? [] : inWords(form, order).map((words, at) => `${at + 1}. ${words}`));
}

register("order", { mount: mountOrder, answer: placed, teach: teachOrder });
