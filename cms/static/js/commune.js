// Shows the communes that match while the name is typed; without it the form comes back with them.

const WAIT_MS = 250;
const LEAST_LETTERS = 2;
const MOST_SHOWN = 8;

for (const root of document.querySelectorAll("[data-commune]")) enhance(root);

function enhance(root) {
  const search = root.querySelector("[data-commune-search]");
  const asked = root.querySelector("[data-commune-asked]");
  const choices = root.querySelector("[data-commune-choices]");
  const status = root.querySelector("[data-commune-status]");
  let timer;
  let running;

  search.addEventListener("input", () => {
    stop();
    timer = setTimeout(look, WAIT_MS);
  });
  choices.addEventListener("change", () => {
    // what is on its way for other words must not take the choice away again
    stop();
    asked.value = typed();
  });
  // on a slow phone the name is typed before this script has come
  if (typed() !== asked.value) look();

  function typed() {
    return search.value.trim();
  }

  function stop() {
    clearTimeout(timer);
    running?.abort();
  }

  async function look() {
    const words = typed();
    if (words.length < LEAST_LETTERS) return show([], "");
    running = new AbortController();
    try {
      const url = `/api/v1/communes?q=${encodeURIComponent(words)}`;
      const answer = await fetch(url, { signal: running.signal });
      if (!answer.ok) return;
      show((await answer.json()).slice(0, MOST_SHOWN), words);
    } catch {
      // no network, or newer words: the form itself asks the server when it is sent
    }
  }

  function show(places, words) {
    asked.value = words;
    choices.replaceChildren(...(places.length ? [group(places)] : []));
    const { foundNone, foundOne, foundMany } = root.dataset;
    const said = [foundNone, foundOne][places.length] ?? foundMany;
    status.textContent = words ? said : "";
  }

  function group(places) {
    const field = document.createElement("div");
    field.className = "field";
    const fieldset = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = root.dataset.legend;
    fieldset.append(legend, ...places.map(choice));
    field.append(fieldset);
    return field;
  }

  function choice(place, index) {
    const row = document.createElement("div");
    row.className = "choice";
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name: "commune", value: place.code });
    radio.id = `id_commune_${index}`;
    const label = document.createElement("label");
    label.htmlFor = radio.id;
    label.textContent = described(place);
    row.append(radio, label);
    return row;
  }

  function described(place) {
    if (!place.found_by) return place.full_name;
    const { formerly, formerlyLikely } = root.dataset;
    const pattern = place.split && place.likely ? formerlyLikely : formerly;
    return pattern.replace("%(name)s", place.full_name).replace("%(old)s", place.found_by);
  }
}
