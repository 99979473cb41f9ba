// An area's day as 24 cells and its year as a calendar of days. A gap in the data is a gap in the picture.

import { atClock, atDate, atMonth, atSpan, number, text } from "./words.js";
import { DAY, HOUR, WEEKS_SHOWN, bandsOf, dayOf, named } from "./areas.js";
import { now } from "./interface.js";
import { element, quantity } from "./show.js";
import { drawn } from "./levels.js";
import { missingOf } from "./missing.js";

const CELL = 10;
const OUTCOMES = ["met", "uncertain", "exceeded"];

/** One cell an hour, the higher the worse; each hour is said in words too. */
export function hourStrip(hours, index) {
  const highest = Math.max(2, bandsOf(index).length);
  const list = element("ol", "hours");
  for (const { time, band, missing } of hours) {
    const what = band ? named(band.names) : missing ? missingOf({ missing }) : text("day.gap");
    const words = text("day.hour", { hour: atSpan(time, time + HOUR), what });
    const cell = element("li", band ? "hour" : "gap", undefined, element("span", "unseen", words));
    cell.title = words;
    if (band) {
      const bar = element("span", "bar");
      bar.style.background = band.colour;
      bar.style.height = `${25 + (75 * (band.level - 1)) / (highest - 1)}%`;
      cell.append(bar);
    }
    if (new Date(time).getHours() % 6 === 0) {
      cell.append(element("span", "tick", atClock(time)));
      cell.lastChild.ariaHidden = "true";
    }
    list.append(cell);
  }
  return list;
}

/** Which bands the cells have, so that the colours need not be known by heart. */
export function hourLegend(hours) {
  const seen = new Map(hours.filter(({ band }) => band).map(({ band }) => [band.level, band]));
  return [...seen.values()].sort((a, b) => a.level - b.level).map((band) => {
    const swatch = element("span", "band");
    swatch.style.background = band.colour;
    return element("li", "", undefined, swatch, named(band.names));
  });
}

/** Weeks as columns, Monday on top, up to today. */
export function yearStrip(days, words) {
  const today = Date.parse(dayOf(now()));
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  const first = today - weekday * DAY - (WEEKS_SHOWN - 1) * 7 * DAY;
  const picture = drawn("svg", { viewBox: `0 0 ${WEEKS_SHOWN * CELL} ${7 * CELL + 14}`, class: "year", role: "img", "aria-label": words });
  let month = -1;
  for (let time = first; time <= today; time += DAY) {
    const place = Math.round((time - first) / DAY);
    const x = Math.floor(place / 7) * CELL;
    const y = (place % 7) * CELL + 14;
    const date = new Date(time);
    if (place % 7 === 0 && date.getUTCMonth() !== month) {
      if (month >= 0 || date.getUTCDate() <= 7) picture.append(drawn("text", { x, y: 9, class: "month" }, atMonth(time)));
      month = date.getUTCMonth();
    }
    const cell = dayCell(days.get(date.toISOString().slice(0, 10)), x, y);
    cell.prepend(drawn("title", {}, dayWords(time, days.get(date.toISOString().slice(0, 10)))));
    picture.append(cell);
  }
  return picture;
}

const outcomeOf = (row) => (row && row.value != null && OUTCOMES.includes(row.category) ? row.category : "none");

function dayCell(row, x, y) {
  return drawn("g", {}, mark(outcomeOf(row), x, y));
}

/** Told apart by shape as well: a small square, a triangle, a full square, a dot. */
function mark(outcome, x, y) {
  if (outcome === "met") return drawn("rect", { x: x + 2, y: y + 2, width: 6, height: 6, rx: 1.5, class: "day-met" });
  if (outcome === "exceeded") return drawn("rect", { x: x + 0.5, y: y + 0.5, width: 9, height: 9, class: "day-exceeded" });
  if (outcome === "uncertain") return drawn("path", { d: `M${x + 0.7} ${y + 9.3}h8.6v-8.6z`, class: "day-uncertain" });
  return drawn("circle", { cx: x + 5, cy: y + 5, r: 1.3, class: "day-none" });
}

function dayWords(time, row) {
  const outcome = outcomeOf(row);
  const value = outcome === "none" ? "" : quantity(row.property, row.value);
  return text("year.day", { date: atDate(time), value, what: text(`year.${outcome}`) });
}

/** How many days of each outcome: the picture in one sentence. */
export function yearWords(days) {
  const counts = { met: 0, uncertain: 0, exceeded: 0 };
  for (const row of days.values()) if (outcomeOf(row) !== "none") counts[outcomeOf(row)]++;
  const all = counts.met + counts.uncertain + counts.exceeded;
  return all === 0 ? text("year.empty") : text("year.summary", { all: number(all), met: number(counts.met), uncertain: number(counts.uncertain), exceeded: number(counts.exceeded) });
}

export function yearLegend() {
  return [...OUTCOMES, "none"].map((outcome) => element("li", "", undefined, drawn("svg", { viewBox: "0 0 10 10", class: "key", "aria-hidden": "true" }, mark(outcome, 0, 0)), text(`year.${outcome}`)));
}
