// Asks the device for its passkey (finger, face or PIN) and sends the answer with the form.
// Where no passkey can be asked for, the form keeps saying so and has no button.

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("[data-passkey]")) enhance(form);
}

function enhance(form) {
  const status = form.querySelector("[data-passkey-status]");
  status.textContent = "";
  form.querySelector("button").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "";
    try {
      const answer = await answered(form);
      if (!answer) return;
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch (error) {
      const { cancelled, known, broken } = form.dataset;
      status.textContent = { NotAllowedError: cancelled, InvalidStateError: known }[error.name] ?? broken;
    }
  });
}

async function answered(form) {
  const asked = await fetch(form.dataset.passkey, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
  });
  // the proof is no longer fresh, or the session is over: the page itself knows where to go
  if (asked.redirected || !asked.ok) return location.reload();
  const { publicKey } = await asked.json();
  const question = { publicKey: read(publicKey) };
  const { credentials } = navigator;
  const made = form.dataset.use === "make" ? await credentials.create(question) : await credentials.get(question);
  return told(made);
}

function read(publicKey) {
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const list of [publicKey.excludeCredentials, publicKey.allowCredentials]) {
    for (const one of list ?? []) one.id = bytes(one.id);
  }
  return publicKey;
}

function told(made) {
  const response = {};
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  for (const part of parts) if (made.response[part]) response[part] = text(made.response[part]);
  const { id, type } = made;
  return { id, rawId: text(made.rawId), type, response, clientExtensionResults: made.getClientExtensionResults() };
}

function bytes(base64url) {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
