// What the page knows: stations, properties and the newest reading of each datastream.

import { now } from "./interface.js";

export const STALE_AFTER = 10 * 60 * 1000;

/** How far the network lets a station speak, in minutes' walk. */
export const WALK_MINUTES = Number(document.body.dataset.walk);

/** QARTOD: nobody has looked yet. */
const NOT_EVALUATED = 2;

/** What people ask for first; everything else follows in the order of the interface. */
const FIRST = ["pm2_5", "co2", "temperature", "relative_humidity", "pm10", "pm1", "no2", "o3", "noise_laeq", "pressure", "tvoc", "voc_index", "nox_index"];

/** For whoever looks after a sensor: in the table of every value, not among the choices. */
const WORKSHOP = /^(pn|particle_size|gas_resistance|voltage)|_cf1$/;

export const model = {
  stations: new Map(),
  properties: new Map(),
  /** key of a quality reason → its sentence by language */
  reasons: new Map(),
  /** station → property → sensor → { time, value, checked }; checked is the newest judgement of quality control */
  latest: new Map(),
  station: null,
  property: null,
};

const inner = (map, key) => {
  if (!map.has(key)) map.set(key, new Map());
  return map.get(key);
};

const newer = (known, other) => (known && other ? (other.time >= known.time ? other : known) : (other ?? known));

/** Takes a reading in; true where it is news. */
export function take(reading) {
  const time = Date.parse(reading.time);
  const sensors = inner(inner(model.latest, reading.station), reading.property);
  const known = sensors.get(reading.sensor);
  const own = reading.flag && reading.flag !== NOT_EVALUATED ? { time, flag: reading.flag, reasons: reading.reasons } : undefined;
  const checked = newer(newer(known?.checked, reading.judged && { ...reading.judged, time: Date.parse(reading.judged.time) }), own);
  if (known && known.time > time) {
    known.checked = checked;
    return false;
  }
  sensors.set(reading.sensor, { sensor: reading.sensor, time, value: reading.value, checked });
  return !known || known.time !== time || known.value !== reading.value;
}

export const isStale = (reading) => now() - reading.time > STALE_AFTER;

/**
 * The reading that stands for a property of a station: of several sensors the first by name that is current, so that
 * the number does not jump between them; where none is current, the newest.
 */
export function shown(station, property) {
  const sensors = [...(model.latest.get(station)?.get(property)?.values() ?? [])];
  sensors.sort((a, b) => (a.sensor < b.sensor ? -1 : 1));
  return sensors.find((reading) => !isStale(reading)) ?? sensors.sort((a, b) => b.time - a.time)[0];
}

/** The newest reading of a station, whatever it measured. */
export function newest(station) {
  let best;
  for (const sensors of model.latest.get(station)?.values() ?? []) {
    for (const reading of sensors.values()) if (!best || reading.time > best.time) best = reading;
  }
  return best;
}

/** Properties of the air that some station, or this one, has sent; the ones people ask for come first. */
export function propertiesOf(station) {
  const sent = new Set();
  for (const [id, properties] of model.latest) {
    if (!station || id === station) for (const property of properties.keys()) sent.add(property);
  }
  const order = [...model.properties.keys()];
  const rank = (id) => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length + order.indexOf(id));
  return [...sent].filter((id) => model.properties.has(id) && !model.properties.get(id).health && !WORKSHOP.test(id)).sort((a, b) => rank(a) - rank(b));
}

/** All datastreams of a station, health included: [property, reading] in order. */
export function datastreams(station) {
  const rows = [];
  const air = propertiesOf(station);
  const others = [...(model.latest.get(station)?.keys() ?? [])].filter((id) => model.properties.has(id) && !air.includes(id));
  for (const property of [...air, ...others]) {
    const sensors = [...model.latest.get(station).get(property).values()];
    for (const reading of sensors.sort((a, b) => (a.sensor < b.sensor ? -1 : 1))) rows.push([property, reading]);
  }
  return rows;
}
