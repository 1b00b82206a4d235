// What this learner has done, put beside the courses and lessons of a page that is the same for everybody.
import { learner } from "./session.js";

function show(mark, text, isGood) {
  mark.textContent = text;
  mark.classList.toggle("tag-good", isGood);
  mark.hidden = false;
}

function markLesson(lesson) {
  const mark = document.querySelector(`[data-lesson="${lesson.id}"] [data-mark]`);
  if (!mark || lesson.state === "new") return;
  show(mark, lesson.state === "done" ? mark.dataset.done : mark.dataset.started, lesson.state === "done");
}

function markCourse(course) {
  const mark = document.querySelector(`[data-course="${course.id}"] [data-mark]`);
  if (!mark || !course.lessons_done) return;
  const some = mark.dataset.some.replace("{done}", course.lessons_done).replace("{all}", course.lessons_total);
  show(mark, course.percent === 100 ? mark.dataset.done : some, course.percent === 100);
}

// The one main button of a course page goes to the first lesson that is not done.
function aimStart() {
  const start = document.getElementById("start");
  const rows = [...document.querySelectorAll("a[data-lesson]")];
  const isDone = (row) => row.querySelector("[data-mark]").classList.contains("tag-good");
  if (!start || !rows.some((row) => !row.querySelector("[data-mark]").hidden)) return;
  const next = rows.find((row) => !isDone(row));
  const button = start.querySelector("a");
  button.textContent = next ? start.dataset.continue : start.dataset.again;
  if (next) button.href = next.href;
}

async function mark() {
  if (!(await learner())) return;
  const answer = await fetch("/api/v1/me/progress").catch(() => null);
  if (!answer || !answer.ok) return;
  for (const course of (await answer.json()).courses) {
    markCourse(course);
    course.lessons.forEach(markLesson);
  }
  aimStart();
}

mark();
