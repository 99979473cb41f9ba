// Texts from the catalogue of the page's language, and numbers, times and ages as that language writes them.

export const language = document.documentElement.lang;

const answer = await fetch(`/assets/words/${language}.json`);
const catalogue = await answer.json();

/** The text for a key, with {names} filled in. A missing key shows itself, so that it is found. */
export function text(key, fill = {}) {
  const template = catalogue[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (whole, name) => fill[name] ?? whole);
}

/** How a unit is written for people; the canonical spelling where the catalogue has no other. */
export function unit(canonical) {
  return catalogue[`unit.${canonical}`] ?? canonical;
}

const formats = new Map();

/** A number with as many decimals as the property's resolution is worth. */
export function number(value, resolution = 1) {
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(resolution) - 1e-9)));
  if (!formats.has(decimals)) {
    formats.set(decimals, new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
  }
  return formats.get(decimals).format(value);
}

const relative = new Intl.RelativeTimeFormat(language, { numeric: "always", style: "short" });
const clockTime = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayTime = new Intl.DateTimeFormat(language, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const fullTime = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "medium" });
const date = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" });
const metresFormat = new Intl.NumberFormat(language, { style: "unit", unit: "meter", maximumFractionDigits: 0 });

/** "3 min. ago" for an age in milliseconds; a clock that runs ahead is said, not hidden. */
export function age(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < -120) return text("age.future");
  if (seconds < 10) return text("age.now");
  if (seconds < 60) return relative.format(-seconds, "second");
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 172800) return relative.format(-Math.floor(seconds / 3600), "hour");
  return relative.format(-Math.floor(seconds / 86400), "day");
}

export const atClock = (milliseconds) => clockTime.format(milliseconds);
export const atDay = (milliseconds) => dayTime.format(milliseconds);
export const atFull = (milliseconds) => fullTime.format(milliseconds);
export const metres = (distance) => metresFormat.format(distance);
/** "13:00–14:00", with the day where it is not today. */
export function atSpan(from, to) {
  const today = new Date(from).toDateString() === new Date().toDateString();
  return `${today ? atClock(from) : atDay(from)}–${atClock(to)}`;
}
/** A day or month that is no moment: given as its midnight in UTC. */
export const atDate = (milliseconds) => date.format(milliseconds);
export const atMonth = (milliseconds) => month.format(milliseconds);
