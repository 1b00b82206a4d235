// Reads aloud what stands on the screen: recordings first, the phone's own voice for the rest. Fetched by the first tap.

const words = document.getElementById("aloud");
const said = words.querySelector("[role=status]");
const question = words.querySelector("[data-aloud-ask]");
const help = words.querySelector("[data-aloud-help]");
const unclear = words.querySelector('[data-aloud-hears=""]');
// of what is folded away, only the words that stand on a picture are on the screen; a hidden legend repeats its heading
const SKIPPED = "script,style,template,audio,input,select,textarea,nav,[aria-hidden=true],.aloud,.recording,#aloud,details:not([open],.in-words) > :not(summary),legend.sr";
const PASSAGE = "h1,h2,h3,h4,p,li,dt,dd,th,td,legend,label,summary,figcaption,caption,button,a.button,div,small,.part-why";
const KEPT = "read-aloud";
const A_LITTLE_SLOWLY = 0.9;
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
// who reads now; whatever belongs to another turn has nothing more to say
let turn = null;
// kept here while it speaks: some browsers forget it otherwise, and never say that it has ended
let utterance = null;
let asking = null;

// -- what is read -------------------------------------------------------------------------------
const isShown = (element) => element.getClientRects().length > 0;
const placeOf = (button) => button.closest(".screen") || document.getElementById("main");

function piecesOf(place) {
  const pieces = [];
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, choose);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const last = pieces.at(-1);
    if (node.nodeType === Node.ELEMENT_NODE) {
      const audio = node.matches("[data-recorded]") ? node.querySelector("audio") : null;
      pieces.push({ block: node, audio, text: node.alt });
      continue;
    }
    const block = node.parentElement.closest(PASSAGE);
    if (last?.nodes && last.block === block) last.nodes.push(node);
    else pieces.push({ block, nodes: [node] });
  }
  return pieces.flatMap((piece) => (piece.nodes ? sentencesOf(piece) : piece));
}

function choose(node) {
  // blanks count too: they part the words of two elements
  if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
  // a recording stands for everything in its block
  if (node.matches(SKIPPED) || node.parentElement.closest("[data-recorded]") || !isShown(node)) return NodeFilter.FILTER_REJECT;
  return node.matches("[data-recorded],img[alt]:not([alt=''])") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
}

function sentencesOf({ block, nodes }) {
  const whole = nodes.map((node) => node.data).join("").replace(/\s/g, " ");
  return cut(whole).map((one) => ({ block, text: one.segment.trim(), range: rangeOf(nodes, one.index, one.index + one.segment.trimEnd().length) }));
}

function cut(whole) {
  const found = Intl.Segmenter
    ? [...new Intl.Segmenter("vi", { granularity: "sentence" }).segment(whole)]
    : [...whole.matchAll(/[^.!?…]+[.!?…]*\s*/g)].map((one) => ({ segment: one[0], index: one.index }));
  return found.filter((one) => /[\p{L}\p{N}]/u.test(one.segment));
}

function rangeOf(nodes, from, to) {
  const range = new Range();
  let before = 0;
  for (const node of nodes) {
    const after = before + node.data.length;
    if (from >= before && from < after) range.setStart(node, from - before);
    if (to > before && to <= after) range.setEnd(node, to - before);
    before = after;
  }
  return range;
}

// -- what is being read is marked ---------------------------------------------------------------
function mark({ block, range }) {
  unmark();
  if (range && window.Highlight && CSS.highlights) CSS.highlights.set(KEPT, new Highlight(range));
  else block.classList.add("being-read");
  block.scrollIntoView({ block: "nearest", behavior: CALM.matches ? "auto" : "smooth" });
}

function unmark() {
  window.CSS?.highlights?.delete(KEPT);
  document.querySelector(".being-read")?.classList.remove("being-read");
}

// -- reading ------------------------------------------------------------------------------------
function speak(text) {
  return new Promise((done) => {
    utterance = new SpeechSynthesisUtterance(text);
    // Android obeys the language only, whatever voice is asked for
    utterance.lang = "vi-VN";
    utterance.rate = A_LITTLE_SLOWLY;
    utterance.onend = utterance.onerror = done;
    speechSynthesis.speak(utterance);
  });
}

function play(audio) {
  return new Promise((done, lost) => {
    audio.onended = audio.onpause = done;
    audio.onerror = lost;
    audio.currentTime = 0;
    audio.play().catch(lost);
  });
}

async function read(button, pieces) {
  stop();
  const mine = { button, audio: null };
  turn = mine;
  button.setAttribute("aria-pressed", "true");
  tell(button, words.dataset.reading);
  unclear.hidden = !pieces.some((piece) => piece.text);
  for (const piece of pieces) {
    mine.audio = piece.audio;
    mark(piece);
    const isLost = await (piece.audio ? play(piece.audio) : speak(piece.text)).then(() => false, () => true);
    if (turn !== mine) return;
    if (isLost) {
      stop();
      return tell(button, words.dataset.lost);
    }
  }
  stop();
}

function stop() {
  if (!turn) return;
  const { button, audio } = turn;
  turn = null;
  audio?.pause();
  window.speechSynthesis?.cancel();
  unmark();
  button.setAttribute("aria-pressed", "false");
  tell(button, words.dataset.stopped);
}

function tell(button, text) {
  button.parentElement.after(words);
  said.textContent = text;
  words.hidden = false;
  question.hidden = help.hidden = unclear.hidden = true;
}

// -- does the phone speak Vietnamese? ------------------------------------------------------------
function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function remember(hears) {
  try {
    localStorage.setItem(KEPT, hears);
  } catch {
    // then it is asked again on the next page
  }
  document.documentElement.classList.toggle("mute", hears === "no");
}

function ask(button) {
  stop();
  asking = button;
  tell(button, "");
  question.hidden = false;
  speechSynthesis.cancel();
  speak(question.querySelector("p").textContent);
}

function answer(hears) {
  const button = turn?.button || asking;
  if (!hears) return ask(button);
  speechSynthesis.cancel();
  remember(hears);
  button.focus();
  if (hears === "yes") return press(button);
  tell(button, "");
  help.hidden = false;
}

function press(button) {
  const wasReading = turn?.button === button;
  stop();
  if (wasReading) return;
  const pieces = piecesOf(placeOf(button));
  const recorded = pieces.filter((piece) => piece.audio);
  const hears = window.speechSynthesis ? remembered() : "no";
  if (hears === "yes") read(button, pieces);
  else if (recorded.length) read(button, recorded);
  else ask(button);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-aloud]");
  const reply = target.closest("[data-aloud-hears]");
  if (button) press(button);
  else if (reply) answer(reply.dataset.aloudHears);
});
document.addEventListener("keydown", ({ key }) => key === "Escape" && stop());
document.addEventListener("play", ({ target }) => target !== turn?.audio && stop(), true);
document.addEventListener("visibilitychange", () => document.hidden && stop());
addEventListener("pagehide", stop);
addEventListener("hashchange", () => {
  stop();
  words.hidden = true;
});

// the tap that fetched this script
const first = document.querySelector("[data-aloud][aria-busy]");
first?.removeAttribute("aria-busy");
if (first) press(first);
