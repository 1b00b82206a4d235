// A second tap on the button must not send a form twice: what was typed works once, and the first has spent it.
const AGAIN_MS = 10_000;

for (const form of document.querySelectorAll("form[data-once]")) {
  let isSent = false;
  const open = () => (isSent = false);
  form.addEventListener("submit", (event) => {
    if (isSent) return event.preventDefault();
    isSent = true;
    setTimeout(open, AGAIN_MS);
  });
  addEventListener("pageshow", open);
}
