// What quality control says of a station's newest readings: suspect or failed, and why.

import { named } from "./areas.js";
import { text } from "./words.js";
import { datastreams, model } from "./model.js";
import { element, propertyName } from "./show.js";

export const SUSPECT = 3;
export const FAILED = 4;
/** The newest reading is not judged yet when it comes: what was said of one shortly before it holds. */
const HOLDS = 60 * 60 * 1000;
const KINDS = new Map([[SUSPECT, "suspect"], [FAILED, "failed"]]);

/** "suspect" or "failed", or nothing where no doubt is known. */
export function doubtOf(reading) {
  const checked = reading?.checked;
  return checked && reading.time - checked.time <= HOLDS ? KINDS.get(checked.flag) : undefined;
}

/** Doubted datastreams of a station: [property, reading, kind]. */
function doubts(station) {
  return datastreams(station).map(([property, reading]) => [property, reading, doubtOf(reading)]).filter(([, , kind]) => kind);
}

/** "suspect: PM2.5", for the card; the stronger word where there are both. */
export function badgeOf(station) {
  const found = doubts(station);
  if (found.length === 0) return "";
  const kind = found.some(([, , one]) => one === "failed") ? "failed" : "suspect";
  const properties = [...new Set(found.filter(([, , one]) => one === kind).map(([property]) => propertyName(property)))].join(", ");
  return text(`flag.${kind}`, { properties });
}

/** The sentences of these reasons; the key of one that has none. */
export const sentencesOf = (keys = []) => keys.map((key) => named(model.reasons.get(key)) ?? key).join(" ");

/** A sentence for each doubted datastream. */
export function doubtSentences(station) {
  return doubts(station).map(([property, reading, kind]) => {
    const why = sentencesOf(reading.checked.reasons);
    const item = element("li", "", undefined, element("strong", "", text(`flag.of.${kind}`, { property: propertyName(property), sensor: reading.sensor })), ` ${why || text("flag.noReason")}`);
    item.dataset.kind = kind;
    return item;
  });
}
