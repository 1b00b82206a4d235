// What is typed into a practice must be invented: the rule of courses/practice/realness.py, before anything leaves.
import { line, say } from "./items.js";

const GAP = /[ .-]{1,3}/g;
const NUMBER = /\d+(?:[ .-]{1,3}\d+)*/g;
const PROVINCES =
  "001002004006008010011012014015017019020022024025026027030031033034035036037038040042044045046048049051052054056058060062064066067068070072074075077079080082083084086087089091092093094095096".match(/.../g);
const MOST_GROUPS = 19;

const numbers = (text) => text.normalize("NFKC").replace(/\p{Cf}/gu, "").replace(/\p{Zs}/gu, " ").replace(/\p{Pd}/gu, "-").match(NUMBER) || [];
const national = (digits) => digits.replace(/^(?:00)?840?([35789]\d{8})$/, "0$1");
const plain = (number) => national(number.replace(GAP, ""));

function isCard(digits) {
  if (!/^\d{13,19}$/.test(digits) || /^(\d)\1*$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((all, digit, at) => all + (at % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit] : +digit), 0);
  return sum % 10 === 0;
}
const isCitizenNumber = (digits) => /^\d{3}[0-3]\d{8}$/.test(digits) && PROVINCES.includes(digits.slice(0, 3));
const isPhone = (digits) => /^0[35789]\d{8}$/.test(national(digits));
const isCode = (written) => /^(\d{6}|\d{3}[ -]\d{3})$/.test(written) && !written.endsWith("000");

function runs(groups) {
  return groups.flatMap((_, from) => groups.slice(from, from + MOST_GROUPS).map((_, to) => groups.slice(from, from + to + 1).join("")));
}

// "card", "citizen_number", "phone", "code" or null; `invented` is text whose numbers are allowed.
export function whatLooksReal(text, invented) {
  const allowed = new Set(numbers(invented).map(plain));
  const found = numbers(text).filter((number) => !allowed.has(plain(number)));
  const parts = found.flatMap((number) => runs(number.split(GAP))).filter((run) => !allowed.has(national(run)));
  if (parts.some(isCard)) return "card";
  if (parts.some(isCitizenNumber)) return "citizen_number";
  if (parts.some(isPhone)) return "phone";
  return found.some(isCode) ? "code" : null;
}

// True when a field within `part` of the form holds something real: it is emptied, and a short lesson says why.
export function guard(form, part = form) {
  const invented = form.innerHTML.replaceAll("&nbsp;", " ");
  for (const field of part.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), textarea")) {
    const kind = whatLooksReal(field.value, invented);
    if (!kind) continue;
    const { dataset } = form.querySelector(".feedback");
    field.value = "";
    const lesson = [line(dataset[`real_${kind}`], { strong: true }), line(dataset.real)];
    const near = form.querySelector(".echo");
    field.focus({ preventScroll: true });
    if (near) near.replaceChildren(...lesson);
    else say(form, "wrong", lesson);
    near?.scrollIntoView({ block: "nearest" });
    return true;
  }
  return false;
}
