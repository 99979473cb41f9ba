// The list of stations. Cards are made once and then only changed where something differs, so that focus stays.

import { text } from "./words.js";
import { isStale, model, newest, propertiesOf, shown } from "./model.js";
import { badgeOf, doubtOf } from "./flags.js";
import { ageOf, element, environmentOf, figure, nameOf, presenceOf, propertyName, put, quantity, unitOf } from "./show.js";

const list = document.getElementById("stations");
const count = document.getElementById("count");
const cards = new Map();
const OTHERS = 3;

function make(id, choose) {
  const parts = {
    button: element("button", "card"),
    name: element("span", "name"),
    presence: element("span", "presence"),
    facts: element("span", "facts"),
    figure: element("span", "figure"),
    unit: element("span", "unit"),
    doubt: element("span", "doubt"),
    others: element("span", "others"),
  };
  const head = element("span", "card-head", undefined, parts.name, parts.presence);
  const value = element("span", "value", undefined, parts.figure, parts.unit);
  parts.button.type = "button";
  parts.button.append(head, value, parts.facts, parts.doubt, parts.others);
  parts.button.addEventListener("click", () => choose(id, true));
  parts.item = element("li", "", undefined, parts.button);
  return parts;
}

function fill(parts, station) {
  const reading = shown(station.id, model.property);
  const last = newest(station.id);
  put(parts.name, nameOf(station));
  put(parts.presence, presenceOf(station));
  parts.presence.dataset.state = station.presence;
  put(parts.figure, reading ? figure(model.property, reading.value) : "–");
  put(parts.unit, reading ? unitOf(model.property) : (last ? text("value.notMeasured") : text("value.silent")));
  const when = reading ?? last;
  put(parts.facts, [environmentOf(station), when && ageOf(when)].filter(Boolean).join(" · "));
  put(parts.doubt, badgeOf(station.id));
  const others = propertiesOf(station.id).filter((id) => id !== model.property).slice(0, OTHERS);
  const words = others.map((id) => [propertyName(id), quantity(id, shown(station.id, id).value)]);
  const before = parts.others.dataset.words;
  const after = JSON.stringify(words);
  if (before !== after) {
    parts.others.dataset.words = after;
    parts.others.replaceChildren(...words.map(([name, value]) => element("span", "other", undefined, element("span", "other-name", name), element("span", "other-value", value))));
  }
  parts.button.classList.toggle("stale", !reading || isStale(reading));
  parts.button.classList.toggle("empty", !reading);
  parts.button.classList.toggle("doubted", Boolean(doubtOf(reading)));
  parts.button.setAttribute("aria-pressed", String(model.station === station.id));
}

/** Brings the list up to date. */
export function showCards(choose) {
  const stations = [...model.stations.values()];
  for (const [id, parts] of cards) {
    if (!model.stations.has(id)) {
      parts.item.remove();
      cards.delete(id);
    }
  }
  if (stations.length === 0) {
    if (!list.querySelector(".none")) list.replaceChildren(element("li", "none", text("stations.none")));
  } else {
    list.querySelector(".none")?.remove();
  }
  stations.forEach((station, place) => {
    if (!cards.has(station.id)) cards.set(station.id, make(station.id, choose));
    const parts = cards.get(station.id);
    if (list.children[place] !== parts.item) list.insertBefore(parts.item, list.children[place] ?? null);
    fill(parts, station);
  });
  const online = stations.filter((station) => station.presence === "online").length;
  put(count, stations.length ? text("stations.count", { online, all: stations.length }) : "");
}

/** Makes a new value seen for a moment. */
export function flash(id) {
  const value = cards.get(id)?.figure;
  if (!value) return;
  value.classList.remove("fresh");
  void value.offsetWidth; // restarts the animation
  value.classList.add("fresh");
}
