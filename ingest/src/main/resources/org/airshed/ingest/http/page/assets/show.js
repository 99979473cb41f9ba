// Small helpers that turn what is known into words and elements.

import { age, atFull, language, number, text, unit } from "./words.js";
import { now } from "./interface.js";
import { isStale, model } from "./model.js";

/** An element with a class, a text and children. */
export function element(tag, name, words, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (words !== undefined) made.textContent = words;
  made.append(...children);
  return made;
}

/** Changes a text only where it differs, so that nothing is announced or painted twice. */
export function put(target, words) {
  if (target.textContent !== words) target.textContent = words;
}

export const nameOf = (station) => station.name ?? station.id;

export function propertyName(id) {
  const names = model.properties.get(id)?.names ?? {};
  return names[language] ?? names.en ?? id;
}

export function unitOf(id) {
  return unit(model.properties.get(id)?.unit ?? "");
}

/** The bare number. */
export const figure = (property, value) => number(value, model.properties.get(property)?.resolution);

/** Number and unit. */
export function quantity(property, value) {
  const sign = unitOf(property);
  return sign ? `${figure(property, value)}\u202f${sign}` : figure(property, value);
}

/** The age of a reading in words, and said so where it is no longer current. */
export function ageOf(reading) {
  const words = age(now() - reading.time);
  return isStale(reading) ? text("age.stale", { age: words }) : words;
}

/** A <time> that shows the age and, on request, the moment. */
export function ageElement(reading) {
  const made = element("time", "age", ageOf(reading));
  made.dateTime = new Date(reading.time).toISOString();
  made.title = atFull(reading.time);
  return made;
}

export const environmentOf = (station) => text(`environment.${station.place?.environment ?? "unknown"}`);
export const presenceOf = (station) => text(`presence.${station.presence}`);
