// Questions for a few words or a number; the server reads them in the same way (courses/questions).
import { judge, register } from "./items.js";

const keyOf = (form) => JSON.parse(form.dataset.key || "{}");
const written = (form) => form.querySelector('[name="written"]').value.trim() || null;

function fold(text) {
  const bare = text.replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFD").replace(/\p{M}/gu, "");
  return bare.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function tell(form, isRight, solution) {
  const words = form.querySelector(".feedback").dataset;
  judge(form, isRight, [isRight ? words.yes : words.no, isRight ? "" : `${words.answer} ${solution}`]);
}

const showSolution = (read) => (form) => {
  if (form.dataset.key) form.querySelector(".feedback").dataset.solution = read(form);
};

register("short_text", {
  mount: showSolution((form) => keyOf(form).accepted[0]),
  answer: written,
  teach(form, answer) {
    const { accepted } = keyOf(form);
    tell(form, accepted.map(fold).includes(fold(answer)), accepted[0]);
  },
});

// Dots, commas and blanks before three digits part thousands; any other dot or comma begins the decimals.
export function numberIn(text) {
  const found = text.replace(/(?<=\d)\s+(?=\d{3}(?!\d))/g, "").match(/[-+]?\d[\d.,]*/g) || [];
  if (found.length !== 1) return null;
  const digits = found[0].replace(/[.,]+$/, "");
  const grouped = digits.match(/^([-+]?\d{1,3})((?:\.\d{3})+|(?:,\d{3})+)(?:[.,](\d{1,2}))?$/);
  if (grouped) return Number(`${grouped[1]}${grouped[2].replace(/[.,]/g, "")}.${grouped[3] || 0}`);
  return /^[-+]?\d+(?:[.,]\d+)?$/.test(digits) ? Number(digits.replace(",", ".")) : null;
}

const amountOf = (form) => Number(keyOf(form).amount);
const inWords = (form) => {
  const unit = form.querySelector(".written span")?.textContent || "";
  return `${amountOf(form).toLocaleString("vi-VN")} ${unit}`.trim();
};

register("number", {
  mount: showSolution(inWords),
  answer: (form) => (numberIn(written(form) || "") === null ? null : written(form)),
  teach(form, answer) {
    const isRight = Math.abs(numberIn(answer) - amountOf(form)) <= Number(keyOf(form).tolerance);
    tell(form, isRight, inWords(form));
  },
});
