// The clean-air card of a neighbourhood: one question, the answer, its parts, and its definition one click away.

import { number, text, unit } from "./words.js";
import { named } from "./areas.js";
import { WALK_MINUTES, model } from "./model.js";
import { element, propertyName } from "./show.js";
import { missingOf } from "./missing.js";

/** A sign beside the word, because colour alone says nothing to some. */
const SIGNS = { yes: "✓", no: "✕", uncertain: "?", "not-enough-data": "…" };
/** Parts that are ours; every other one holds a pollutant against a guideline. */
const OURS = ["clean-air-days", "spatial-coverage", "data-capture"];
/** Parts of which more is better. */
const AT_LEAST = ["spatial-coverage", "data-capture", "clean-air-days"];

const dialog = document.getElementById("definition");

document.getElementById("definition-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

/** The button that opens the definition; made once, so that focus comes back to it. */
function definitionButton() {
  const button = element("button", "definition-open", text("clean.how"));
  button.type = "button";
  button.addEventListener("click", () => dialog.showModal());
  return button;
}

/** The two ways to the definition: at once, and at length at its own address. */
export function definitionLinks(address) {
  const link = element("a", "", text("clean.rules"));
  link.href = address;
  return element("p", "clean-more", undefined, definitionButton(), link);
}

/** The answer in words with its sign. */
export function answerOf(card) {
  const sign = element("span", "sign", SIGNS[card.answer] ?? "?");
  sign.ariaHidden = "true";
  const made = element("p", "answer", undefined, sign, element("strong", "", text(`clean.answer.${card.answer}`)));
  made.dataset.answer = card.answer;
  return made;
}

export function reasonsOf(card) {
  return (card.reasons ?? []).filter((reason) => reason.names).map((reason) => element("li", "", named(reason.names)));
}

/** "annual-pm2_5" of "who-2021:year-mean:aqg" in words; what is not known by its name, as the interface calls it. */
function partName({ key, index }) {
  if (OURS.includes(key)) return text(`part.${key}`, { minutes: WALK_MINUTES });
  const id = key.split("-").at(-1);
  if (!model.properties.has(id)) return index;
  const property = propertyName(id);
  return key.startsWith("annual") ? text("part.annual", { property }) : text("part.daily", { property });
}

function amount(value, canonical) {
  const sign = unit(canonical ?? "");
  return sign ? `${number(value, 0.1)}\u202f${sign}` : number(value, 0.1);
}

function limitOf(part) {
  if (part.limit == null) return "";
  const limit = `${part.limit}`.includes(".") ? number(part.limit, 0.1) : number(part.limit);
  return AT_LEAST.includes(part.key) ? text("part.atLeast", { limit }) : text("part.atMost", { limit });
}

function outcomeOf(part) {
  if (!part.outcome) return "";
  if (AT_LEAST.includes(part.key) && part.outcome !== "uncertain") return part.outcome === "met" ? text("part.reached") : part.value == null ? "" : text("part.notReached");
  return text(`outcome.${part.outcome}`);
}

/** One row a part: what, how much, beside what, and how that came out. */
export function partsOf(card) {
  return (card.parts ?? []).map((part) => {
    const name = element("th", "", partName(part));
    name.scope = "row";
    if (part.value == null) {
      const cell = element("td", "lacking", missingOf(part));
      cell.colSpan = 2;
      return element("tr", "", undefined, name, cell);
    }
    const spread = part.lower == null || part.upper == null ? "" : text("part.spread", { lower: number(part.lower, 0.1), upper: number(part.upper, 0.1) });
    const value = element("td", "number", amount(part.value, part.unit), element("span", "spread", spread));
    const outcome = element("td", "outcome", [limitOf(part), outcomeOf(part)].filter(Boolean).join(" · "));
    if (part.outcome) outcome.dataset.outcome = part.outcome;
    return element("tr", "", undefined, name, value, outcome);
  });
}
