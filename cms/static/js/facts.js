// What was learned, kept on this phone until the server has given its verdict on it.
// One fact is one entry of local storage, so two open windows never overwrite each other's.
import { learner, session } from "./session.js";

const FACT = "fact:";
const REFUSED = "refused:";
const BATCH = 50;
const EARLY_DAYS = 7;
const listeners = new Set();
const unsure = [];
let knownLearner = null;
let isLearnerKnown = false;
let state = { problem: null };

export function uuid() {
  if (globalThis.crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}

export function keep(key, value) {
  try {
    localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

export function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

function keys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function entries(prefix) {
  const found = keys(prefix).map((key) => JSON.parse(kept(key)));
  return found.sort((one, other) => Boolean(one.isEarly) - Boolean(other.isEarly) || one.seq - other.seq);
}

// Where somebody stopped and what she has answered is nothing to the next person at this phone.
function forgetSteps() {
  for (const prefix of ["answered:", "place:", "attempt:"]) keys(prefix).forEach(forget);
}

// "here" is who was signed in when a page last asked, "learner" who signed in last.
function changeHands(id) {
  const last = kept("learner");
  if (id ? last && last !== id : kept("here")) forgetSteps();
  keep("here", id || "");
  if (id) keep("learner", id);
}

function device() {
  const known = kept("device") || uuid();
  keep("device", known);
  return known;
}

function nextNumber() {
  const number = Number(kept("seq") || 0) + 1;
  keep("seq", String(number));
  return number;
}

function write(fact) {
  return keep(FACT + fact.id, JSON.stringify(fact));
}

// `title` and `after` stay on the phone: the lesson to name when somebody is asked whether the work is
// hers, and who had signed in here last before it was done. Nobody else is asked, so nobody else learns of it.
export function record(kind, { lesson, version, title, item = null, attempt = null, answer = null }) {
  const at = new Date().toISOString();
  const fact = { id: uuid(), seq: nextNumber(), kind, learner: knownLearner, lesson, version, item, attempt, answer, at, title, after: kept("learner") };
  if (!write(fact)) state = { problem: "full" };
  if (!isLearnerKnown) unsure.push(fact.id);
  tell();
  flush();
  return fact.id;
}

// Until the session is known a fact is nobody's; this page's own facts then get this page's learner.
session().then((known) => {
  const id = known && known.signed_in ? known.person.id : null;
  if (known) changeHands(id);
  knownLearner = id;
  isLearnerKnown = true;
  for (const fact of entries(FACT)) {
    if (id && unsure.includes(fact.id)) write({ ...fact, learner: id });
  }
  flush();
});

// Nobody's facts that may be hers: done before anybody had signed in here, or after she had.
export function unclaimed(id) {
  return entries(FACT).filter((fact) => fact.learner === null && (!fact.after || fact.after === id));
}

// True when the server has taken all of it.
export async function claim() {
  const id = await learner();
  if (!id) return false;
  for (const fact of unclaimed(id)) write({ ...fact, learner: id });
  await flush();
  return factsOf(id).every((fact) => fact.isEarly);
}

export function drop(id) {
  for (const fact of unclaimed(id)) forget(FACT + fact.id);
  forgetSteps();
  tell();
}

export function onChange(listener) {
  listeners.add(listener);
  tell();
}

async function tell(verdicts = []) {
  const known = await session();
  const signedIn = Boolean(known && known.signed_in);
  // of what others did on this phone she is told nothing, not even how much it is
  const isHers = (fact) => signedIn && fact.learner === known.person.id;
  const waiting = entries(FACT).filter((fact) => !fact.isEarly && (!signedIn || isHers(fact))).length;
  const refused = entries(REFUSED).filter(isHers).length;
  const summary = { waiting, refused, signedIn, isKnown: known !== null, problem: state.problem };
  for (const listener of listeners) listener(summary, verdicts);
}

let running = null;
let isWantedAgain = false;

// Over when what was known at the moment of asking has been tried, also by a second round.
export function flush() {
  isWantedAgain = Boolean(running);
  running ??= flushOnce().finally(() => {
    running = null;
    return isWantedAgain ? flush() : null;
  });
  return running;
}

function alone(work) {
  return navigator.locks ? navigator.locks.request("facts", work) : work();
}

async function flushOnce() {
  await alone(async () => {
    for (let isMore = true; isMore; ) isMore = await sendBatch();
  });
}

const factsOf = (id) => entries(FACT).filter((fact) => fact.learner === id);

// True when the batch went through and more of hers wait. Another learner's facts wait for that learner.
async function sendBatch() {
  if (!entries(FACT).some((fact) => fact.learner)) return false;
  const known = await session({ again: true });
  if (!known || !known.signed_in) return ended("unsent");
  const mine = factsOf(known.person.id);
  if (!mine.length) return ended(null);
  const batch = mine.slice(0, BATCH);
  const verdicts = await post(batch, known.csrf);
  if (!verdicts) return ended("unsent");
  settle(batch, verdicts);
  ended(null, verdicts);
  return factsOf(known.person.id).length < mine.length && mine.length > batch.length;
}

function ended(problem, verdicts = []) {
  state = { problem };
  tell(verdicts);
  return false;
}

async function post(batch, csrf) {
  const events = batch.map(({ title, after, isEarly, ...fact }) => fact);
  try {
    const answer = await fetch("/api/v1/progress/events", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ device: device(), events }),
    });
    return answer.ok ? (await answer.json()).verdicts : null;
  } catch {
    return null;
  }
}

// "Done" may come before the answers that another phone of hers still holds: it is tried again, last in line.
function isTooEarly(fact, verdict) {
  const age = Date.now() - Date.parse(fact.at);
  return verdict.reason === "not_finished" && age < EARLY_DAYS * 24 * 60 * 60 * 1000;
}

// Only what the server has spoken about leaves the phone; what it refused is kept apart and counted.
function settle(batch, verdicts) {
  for (const verdict of verdicts) {
    const fact = batch.find((one) => one.id === verdict.id) || (verdict.id === null ? batch[verdict.index] : null);
    if (!fact) continue;
    if (isTooEarly(fact, verdict)) {
      write({ ...fact, isEarly: true });
      continue;
    }
    const { reason } = verdict;
    if (verdict.verdict === "rejected") keep(REFUSED + fact.id, JSON.stringify({ ...fact, answer: reason === "looks_real" ? null : fact.answer, reason }));
    forget(FACT + fact.id);
  }
}

addEventListener("online", flush);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") flush();
});
