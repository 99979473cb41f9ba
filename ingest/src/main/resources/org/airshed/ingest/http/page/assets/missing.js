// What is missing for a value, in the page's language: from the numbers in the interface's sentence.

import { atDate, text } from "./words.js";

/** As the server writes it: "2 of 4 stations, 3 are needed", also of "the newest 3 hours" or "in the quarter from …". */
const COUNTED = /^(?:in the quarter from (?<quarter>\d{4}-\d{2}-\d{2}) )?(?<valid>\d+|none) of (?:the newest )?(?<expected>\d+) (?<unit>[a-z -]+), (?<required>\d+) (?:is|are) needed/;

/** Words for what is missing; the server's own sentence in quotation marks where it says something else. */
export function missingOf({ missing }) {
  const found = COUNTED.exec(missing ?? "")?.groups;
  if (!found) return missing ? text("missing.other", { sentence: missing }) : text("missing.unknown");
  const unit = found.unit.replaceAll(/[ -]/g, "_");
  const words = text(`missing.${unit}`, { ...found, valid: found.valid === "none" ? 0 : found.valid });
  return found.quarter ? text("missing.inQuarter", { date: atDate(Date.parse(found.quarter)), what: words }) : words;
}
