// Rooms: CO₂ says how well one is aired, nothing about the air outdoors, and so it shares neither place nor colour with it.

import { age, atClock, number, text } from "./words.js";
import { HOUR, named } from "./areas.js";
import { now } from "./interface.js";
import { model } from "./model.js";
import { element, nameOf } from "./show.js";
import { missingOf } from "./missing.js";

const CURRENT = 3 * HOUR;
const STEP_PPM = 10;

export function roomsOf(indoor) {
  return (indoor.rooms ?? []).map((room) => {
    const station = model.stations.get(room.station);
    const ppm = text("room.ppm", { value: number(Math.round(room.co2 / STEP_PPM) * STEP_PPM) });
    const item = element("li", "room", undefined, element("span", "room-name", station ? nameOf(station) : room.station), element("strong", "", room.about ? text("room.about", { what: ppm }) : ppm));
    item.classList.toggle("poor", room.category?.level > 1);
    if (room.category) item.append(element("span", "room-band", room.about ? text("room.near", { what: named(room.category.names) }) : named(room.category.names)));
    const time = Date.parse(room.time);
    if (time) item.append(element("span", "room-age", now() - time > CURRENT ? text("age.stale", { age: age(now() - time) }) : atClock(time)));
    return item;
  });
}

/** By which standard; without rooms also what is missing. */
export function ventilationNote(indoor) {
  const by = indoor.index && text("room.by", { standard: named(indoor.index.names) });
  return [by, !indoor.rooms?.length && missingOf(indoor), text("room.note")].filter(Boolean).join(" ");
}
