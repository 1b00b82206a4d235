// Checks the signed token of a certificate on this device: it stands in the fragment of the address, the keys
// stand in the page, and nothing is asked of anybody. The server checks the same (courses/certificates/tokens.py).
const box = document.getElementById("certificate-check");
const keys = JSON.parse(box.dataset.keys);
const bands = JSON.parse(box.dataset.bands);
const utf8 = new TextDecoder("utf-8", { fatal: true });

// only the canonical spelling: a letter whose spare bits were changed is another token
function bytes(text) {
  if (!/^[\w-]+$/.test(text)) throw new Error("not base64url");
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  if (btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") !== text) throw new Error("not canonical");
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

const read = (part) => JSON.parse(utf8.decode(bytes(part)));

function parsed(token) {
  const parts = token.split(".");
  if (parts.length !== 3) throw new Error("not a token");
  const [header, told] = [read(parts[0]), read(parts[1])];
  if (header.alg !== "EdDSA") throw new Error("another signature");
  return { kid: header.kid, told, signed: parts.slice(0, 2).join("."), signature: bytes(parts[2]) };
}

async function outcomeOf(found) {
  const known = keys.find((each) => each.kid === found.kid);
  if (!known || (known.until && found.told.d > known.until)) return "forged";
  let key;
  try {
    key = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x: known.x }, "Ed25519", false, ["verify"]);
  } catch {
    return "unable";
  }
  const signed = new TextEncoder().encode(found.signed);
  return (await crypto.subtle.verify("Ed25519", key, found.signature, signed)) ? "genuine" : "forged";
}

function tell(outcome, told) {
  const code = String(told?.c ?? "").replace(/(.{4})(?=.)/g, "$1-");
  const facts = { name: told?.n, course: told?.t, band: bands[told?.r], day: told?.d?.split("-").reverse().join("/"), code };
  for (const place of box.querySelectorAll("[data-fact]")) place.textContent = outcome === "genuine" ? facts[place.dataset.fact] : "";
  for (const link of box.querySelectorAll("[data-online] a")) link.href = code ? `${box.dataset.page}${encodeURIComponent(code)}/` : box.dataset.page;
  for (const each of box.querySelectorAll("[data-outcome]")) each.hidden = each.dataset.outcome !== outcome;
}

async function check() {
  const token = location.hash.slice(1);
  if (!token) return tell("", null);
  let found;
  try {
    found = parsed(token);
  } catch {
    return tell("forged", null);
  }
  return tell(await outcomeOf(found), found.told);
}

addEventListener("hashchange", check);
check();
