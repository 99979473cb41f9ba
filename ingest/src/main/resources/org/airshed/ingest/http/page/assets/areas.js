// What the page knows of neighbourhoods: their air now, their last hours and days, and the bands of the indices.

import { ask, askAll, now } from "./interface.js";
import { language } from "./words.js";

export const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;
export const HOURS_SHOWN = 24;
export const WEEKS_SHOWN = 53;

/** The standard whose value for a day the calendar is about. */
const STANDARD = { index: "who-2021", property: "pm2_5" };
/** An hour that ended longer ago than this is not "now". */
const NOT_NOW = 2 * HOUR;
const DAYS_EVERY = 10 * 60 * 1000;

/** id → { detail, hours, days, daysAt } in the order of the interface */
export const areas = new Map();

/** Which area stands out on the map; and whether the interface has answered yet, with areas or without. */
export const areaState = { chosen: null, asked: false };

let bands = new Map(); // "id@version" → bands, best first

/** The name in the page's language, or the one without a language, or English. */
export function named(names = {}) {
  return names[language] ?? names.und ?? names.en ?? Object.values(names)[0];
}

/**
 * All areas anew; calls back after each, so that the first is seen before the last is there. What of one could not be
 * loaded stays as it was.
 */
export async function loadAreas(whenOne, everything = false) {
  try {
    if (bands.size === 0) await loadBands();
    const ids = (await askAll("/api/v1/areas")).map((head) => head.id);
    for (const id of areas.keys()) if (!ids.includes(id)) areas.delete(id);
    if (!ids.includes(areaState.chosen)) areaState.chosen = ids[0] ?? null;
    for (const id of ids) {
      await loadArea(id, everything).catch(() => {});
      if (areas.has(id)) areaState.asked = true;
      whenOne();
    }
  } finally {
    areaState.asked = true;
    whenOne();
  }
}

async function loadArea(id, everything) {
  const known = areas.get(id);
  const wantsDays = everything || !known || now() - known.daysAt > DAYS_EVERY;
  const detail = await ask(`/api/v1/areas/${id}`);
  const [hours, days] = await Promise.all([hoursOf(detail), wantsDays ? daysOf(id) : known.days]);
  areas.set(id, { detail, hours, days, daysAt: wantsDays ? now() : known.daysAt });
}

async function loadBands() {
  const indices = await ask("/api/v1/indices");
  bands = new Map(indices.items.filter((index) => index.bands).map((index) => [`${index.id}@${index.version}`, [...index.bands].sort((a, b) => a.level - b.level)]));
}

export const bandsOf = (index) => bands.get(`${index?.id}@${index?.version}`) ?? [];

/** The band an index number lies in. */
export function bandOf(index, value) {
  const all = bandsOf(index);
  return all.find((band) => (band.from ?? -Infinity) <= value && value <= (band.to ?? Infinity));
}

// Stored as "band:property" for all pollutants together.
const bandKey = (row) => (row.category ?? "").split(":")[0];

/** The last 24 hours, oldest first: { time, band, missing } each, a gap where there is no row. */
async function hoursOf(detail) {
  const index = detail.now?.outdoor?.index;
  const current = Math.floor(now() / HOUR) * HOUR;
  const from = current - HOURS_SHOWN * HOUR;
  const rows = index ? await askAll(`/api/v1/areas/${detail.id}/indicators?index=${index.id}&property=all&period=1h&environment=outdoor&from=${new Date(from).toISOString()}`) : [];
  const byTime = new Map(rows.map((row) => [Date.parse(row.time), row]));
  return Array.from({ length: HOURS_SHOWN }, (_, i) => {
    const time = from + i * HOUR;
    const row = byTime.get(time);
    const band = row && row.value != null ? (bandsOf(index).find((one) => one.key === bandKey(row)) ?? bandOf(index, row.value)) : undefined;
    return { time, band, missing: row?.missing };
  });
}

/** A zone that the browser does not know is taken for UTC. */
function datesIn(timeZone) {
  try {
    return new Intl.DateTimeFormat("sv-SE", { timeZone });
  } catch {
    return new Intl.DateTimeFormat("sv-SE", { timeZone: "UTC" });
  }
}

const dates = datesIn(document.body.dataset.zone);

/** The network's day that holds this moment, "2026-11-25": its midnight lies up to a day from that of UTC. */
export const dayOf = (milliseconds) => dates.format(milliseconds);

/** Outcomes by day, "2026-11-25" → row. */
async function daysOf(id) {
  const from = new Date(Math.floor(now() / DAY) * DAY - (WEEKS_SHOWN * 7 + 1) * DAY);
  const rows = await askAll(`/api/v1/areas/${id}/indicators?index=${STANDARD.index}&property=${STANDARD.property}&period=1d&environment=outdoor&from=${from.toISOString()}`);
  return new Map(rows.map((row) => [dayOf(Date.parse(row.time)), row]));
}

/** What is said of the air outdoors now, ready for words; without a value where there is not enough data. */
export function outdoorOf(detail) {
  const outdoor = detail.now?.outdoor;
  if (!outdoor) return null;
  const time = Date.parse(outdoor.time);
  const concentration = outdoor.concentrations?.find((one) => one.property === outdoor.deciding);
  const category = outdoor.category ?? bandOf(outdoor.index, outdoor.value);
  const heard = concentration?.stations ?? outdoor.stations;
  const all = Math.max(heard, detail.stations?.outdoor ?? heard);
  const low = outdoor.lower == null ? undefined : bandOf(outdoor.index, outdoor.lower);
  const high = outdoor.upper == null ? undefined : bandOf(outdoor.index, outdoor.upper);
  const open = low && high && low.level !== high.level;
  return { ...outdoor, time, category, concentration, heard, all, low, high, open, old: now() - (time + HOUR) > NOT_NOW };
}
