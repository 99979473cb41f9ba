// One card an area: how the air is now in one sentence, one colour and one number; its day, its year, and the question.
// Shells are made once and parts of them only changed where something differs, so that focus stays.

import { age, atSpan, number, text, unit } from "./words.js";
import { HOUR, areaState, areas, bandsOf, named, outdoorOf } from "./areas.js";
import { now } from "./interface.js";
import { element, figure, propertyName, put } from "./show.js";
import { inkOn, steps } from "./levels.js";
import { hourLegend, hourStrip, yearLegend, yearStrip, yearWords } from "./strips.js";
import { answerOf, definitionLinks, partsOf, reasonsOf } from "./cleanair.js";
import { roomsOf, ventilationNote } from "./ventilation.js";
import { missingOf } from "./missing.js";

const list = document.getElementById("areas");
const section = list.closest("section");
const shells = new Map();

function make(id, choose, card) {
  const parts = {
    choose: element("button", "area-choose"),
    when: element("p", "area-when"),
    verdict: element("p", "verdict"),
    sentence: element("p", "sentence"),
    sure: element("p", "sure"),
    day: element("figure", "day"),
    year: element("figure", "calendar"),
    answer: element("div", "answer-box"),
    parts: element("tbody"),
    rooms: element("section", "rooms"),
  };
  parts.choose.type = "button";
  parts.choose.addEventListener("click", () => choose(id));
  const table = element("table", "parts", undefined, parts.parts);
  table.ariaLabel = text("clean.question");
  const clean = element("section", "clean", undefined, element("h4", "", text("clean.question")), parts.answer, table, definitionLinks(card?.definition ?? "/docs/clean-air-card"));
  const head = element("div", "area-head", undefined, element("h3", "", undefined, parts.choose), parts.when);
  const air = element("div", "area-air", undefined, parts.verdict, element("div", "said", undefined, parts.sentence, parts.sure));
  const strips = element("div", "area-strips", undefined, parts.day, parts.year);
  parts.item = element("li", "area", undefined, head, air, strips, clean, parts.rooms);
  parts.item.dataset.area = id;
  return parts;
}

const shownAs = new WeakMap();

/** Makes anew only what would look different. */
function renew(target, like, make) {
  const mark = JSON.stringify(like);
  if (shownAs.get(target) === mark) return;
  shownAs.set(target, mark);
  target.replaceChildren(...make());
}

function fill(parts, { detail, hours, days }) {
  const outdoor = outdoorOf(detail);
  put(parts.choose, named(detail.names) ?? detail.id);
  parts.choose.ariaPressed = String(areaState.chosen === detail.id);
  parts.item.classList.toggle("chosen", areaState.chosen === detail.id);
  parts.item.classList.toggle("old", Boolean(outdoor?.old));
  put(parts.when, outdoor ? atSpan(outdoor.time, outdoor.time + HOUR) : "");
  renew(parts.verdict, [outdoor, bandsOf(outdoor?.index).length], () => verdict(outdoor));
  put(parts.sentence, sentence(detail, outdoor));
  put(parts.sure, sure(outdoor));
  renew(parts.day, hours, () => dayOf(hours, outdoor?.index));
  const words = yearWords(days);
  renew(parts.year, [[...days], new Date(now()).getUTCDate()], () => yearOf(days, words));
  parts.item.querySelector(".clean").hidden = !detail.card;
  if (detail.card) {
    renew(parts.answer, detail.card, () => [answerOf(detail.card), element("ul", "reasons", undefined, ...reasonsOf(detail.card))]);
    renew(parts.parts, detail.card, () => partsOf(detail.card));
  }
  const indoor = detail.now?.indoor;
  parts.rooms.hidden = !indoor;
  if (indoor) {
    const rooms = roomsOf(indoor);
    renew(parts.rooms, rooms.map((room) => room.textContent), () => [element("h4", "", text("room.title")), element("ul", "room-list", undefined, ...rooms), element("p", "summary", ventilationNote(indoor))]);
  }
}

// A picture of nothing but gaps says no more than a sentence.
function dayOf(hours, index) {
  const caption = element("figcaption", "", text("day.title"));
  if (!hours.some((hour) => hour.band)) return [caption, element("p", "summary", text("day.empty"))];
  return [caption, hourStrip(hours, index), element("ul", "legend", undefined, ...hourLegend(hours))];
}

function yearOf(days, words) {
  const caption = element("figcaption", "", text("year.title"));
  const summary = element("p", "summary", words);
  if (days.size === 0) return [caption, summary];
  return [caption, yearStrip(days, `${text("year.title")}. ${words}`), element("ul", "legend", undefined, ...yearLegend()), summary];
}

const isHeard = (outdoor) => outdoor && outdoor.value != null && outdoor.category;

/** An index whose number is but that of the band says less than the concentration that decided. */
const isBandNumber = (outdoor) => outdoor.concentration?.value != null && outdoor.value === outdoor.category.level;

function verdict(outdoor) {
  if (!isHeard(outdoor)) {
    const silent = element("span", "badge", undefined, element("span", "big", "–"));
    silent.classList.add("silent");
    return [silent, element("strong", "band-name", text("area.noAnswer"))];
  }
  const badge = element("span", "badge", undefined, steps(outdoor.category.level, bandsOf(outdoor.index).length));
  badge.style.background = outdoor.category.colour;
  badge.style.color = inkOn(outdoor.category.colour);
  const { concentration } = outdoor;
  const amount = isBandNumber(outdoor)
    ? [element("span", "big", figure(concentration.property, concentration.value)), element("span", "big-unit", `${propertyName(concentration.property)}, ${unit(concentration.unit)}`)]
    : [element("span", "big", number(outdoor.value)), element("span", "big-unit", text("area.number"))];
  badge.append(...amount);
  return [badge, element("strong", "band-name", bandName(outdoor))];
}

/** One band, or both where the uncertainty reaches from one into the other. */
const bandName = (outdoor) => (outdoor.open ? text("area.between", { low: named(outdoor.low.names), high: named(outdoor.high.names) }) : named(outdoor.category.names));

/** That stations are missing says more than that the hour they should have made is. */
const lackingOf = (outdoor) => [outdoor, ...(outdoor.concentrations ?? [])].find((one) => one.missing?.includes("stations")) ?? outdoor;

function sentence(detail, outdoor) {
  if (detail.stations && detail.stations.outdoor === 0) return text("area.noStations");
  if (!outdoor) return text("area.nothing");
  const fill = { index: named(outdoor.index.names), version: outdoor.index.version };
  if (!isHeard(outdoor) && outdoor.old) return text("area.notNow", fill);
  if (!isHeard(outdoor)) return text("area.missing", { ...fill, missing: missingOf(lackingOf(outdoor)) });
  const { concentration } = outdoor;
  Object.assign(fill, {
    when: outdoor.old ? text("area.then", { span: atSpan(outdoor.time, outdoor.time + HOUR) }) : text("area.now"),
    category: bandName(outdoor),
    property: propertyName(outdoor.deciding),
    averaging: text(`averaging.${outdoor.averaging}`),
    heard: number(outdoor.heard),
    all: number(outdoor.all),
  });
  if (!isBandNumber(outdoor)) return text("area.sentenceNumber", { ...fill, value: number(outdoor.value) });
  return text("area.sentence", { ...fill, value: `${figure(concentration.property, concentration.value)}\u202f${unit(concentration.unit)}` });
}

/** How sure: how far it may be off, whether it is corrected, and whether it is still now. */
function sure(outdoor) {
  if (!outdoor) return "";
  const words = [];
  if (outdoor.old) words.push(text("sure.old", { age: age(now() - outdoor.time - HOUR) }));
  if (isHeard(outdoor)) {
    const { concentration } = outdoor;
    if (outdoor.open) words.push(text("sure.open"));
    if (concentration?.lower != null && concentration?.upper != null) {
      words.push(text("sure.spread", { property: propertyName(concentration.property), lower: figure(concentration.property, concentration.lower), upper: `${figure(concentration.property, concentration.upper)}\u202f${unit(concentration.unit)}` }));
    }
    words.push(text(`sure.${concentration?.corrected ?? "uncorrected"}`));
  }
  return words.join(" ");
}

/** Brings the cards up to date; without an area there is no section. */
export function showAreas(choose) {
  if (!areaState.asked) return;
  document.body.classList.toggle("no-areas", areas.size === 0);
  section.hidden = areas.size === 0;
  list.querySelector(".none")?.remove();
  for (const [id, parts] of shells) {
    if (!areas.has(id)) {
      parts.item.remove();
      shells.delete(id);
    }
  }
  [...areas].forEach(([id, area], place) => {
    if (!shells.has(id)) shells.set(id, make(id, choose, area.detail.card));
    const parts = shells.get(id);
    if (list.children[place] !== parts.item) list.insertBefore(parts.item, list.children[place] ?? null);
    fill(parts, area);
  });
}

/** The card of an area, to bring it into sight. */
export const cardOf = (id) => shells.get(id)?.item;
