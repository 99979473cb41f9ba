// Puts the parts together: loads, listens, and shows what changed.

import { text } from "./words.js";
import { ask, askAll, listen } from "./interface.js";
import { isStale, model, propertiesOf, shown, take } from "./model.js";
import { element, propertyName, put } from "./show.js";
import { flash, showCards } from "./cards.js";
import { showDetail } from "./detail.js";
import { extendChart, showChart } from "./chart.js";
import { arrange, reveal, revealArea, showMap, startMap } from "./map.js";
import { areaState, loadAreas } from "./areas.js";
import { showAreas } from "./areacards.js";
import { showWall } from "./wall.js";

const AGES_EVERY = 5000;
const DIRECTORY_EVERY = 60000;
const AREAS_EVERY = 60000;
const CHART_EVERY = 600000;
const BACKFILL_WAIT = 3000;

const byId = (id) => document.getElementById(id);
const narrow = matchMedia("(max-width: 999px)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function show() {
  showAreas(chooseArea);
  showWall();
  showCards(choose);
  showDetail();
  showMap();
}

// Several events in one moment are one repaint.
let painting = false;
function soon() {
  if (painting) return;
  painting = true;
  requestAnimationFrame(() => {
    painting = false;
    show();
  });
}

function choose(station, fromList) {
  const same = model.station === station;
  model.station = station;
  if (!same) showChart(station, model.property);
  remember();
  show();
  reveal(station);
  if (fromList && narrow.matches) {
    byId("detail").scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
  }
}

function chooseArea(id) {
  areaState.chosen = id;
  remember();
  show();
  revealArea(id);
}

function chooseProperty(property) {
  model.property = property;
  showChart(model.station, property);
  remember();
  show();
}

function showProperties() {
  const chips = byId("properties");
  const ids = propertiesOf();
  const after = ids.join();
  if (chips.dataset.ids === after) return;
  chips.dataset.ids = after;
  chips.replaceChildren(
    ...ids.map((id) => {
      const radio = element("input");
      radio.type = "radio";
      radio.name = "property";
      radio.value = id;
      radio.checked = id === model.property;
      radio.addEventListener("change", () => chooseProperty(id));
      return element("label", "chip", undefined, radio, element("span", "", propertyName(id)));
    }),
  );
}

// The choice stands in the address, so that it can be sent to a neighbour or put on a wall.
function remember() {
  const choice = new URLSearchParams();
  if (model.station) choice.set("station", model.station);
  if (model.property) choice.set("property", model.property);
  if (areaState.chosen) choice.set("area", areaState.chosen);
  history.replaceState(null, "", `#${choice}`);
  for (const link of document.querySelectorAll(".languages a")) link.hash = `${choice}`;
}

function recall() {
  const choice = new URLSearchParams(location.hash.slice(1));
  const properties = propertiesOf();
  const property = choice.get("property");
  const station = choice.get("station");
  model.property = properties.includes(property) ? property : (properties[0] ?? null);
  const ids = [...model.stations.keys()];
  const current = (id) => shown(id, model.property) && !isStale(shown(id, model.property));
  const measuring = ids.find(current) ?? ids.find((id) => shown(id, model.property));
  model.station = model.stations.has(station) ? station : (measuring ?? ids[0] ?? null);
}

async function loadStations() {
  const stations = await askAll("/api/v1/stations");
  model.stations = new Map(stations.map((station) => [station.id, station]));
}

async function load() {
  const [properties, reasons, latest] = await Promise.all([model.properties.size ? null : ask("/api/v1/properties"), model.reasons.size ? null : ask("/api/v1/reasons").catch(() => null), ask("/api/v1/latest"), loadStations()]);
  if (reasons) model.reasons = new Map(reasons.items.map((reason) => [reason.key, reason.sentences]));
  if (properties) model.properties = new Map(properties.items.map((property) => [property.id, property]));
  latest.items.forEach(take);
  byId("trouble").hidden = true;
  settle();
}

/** Chooses where nothing could be chosen before, and shows everything. */
function settle() {
  const { station, property } = model;
  if (!station || !property || !model.stations.has(station)) recall();
  showProperties();
  if (model.station !== station || model.property !== property) {
    showChart(model.station, model.property);
    remember();
  }
  show();
  arrange();
}

function connection(state) {
  const box = byId("connection");
  box.dataset.state = state;
  put(byId("connection-words"), text(`connection.${state}`));
}

function reload() {
  return load().catch(() => {
    put(byId("trouble"), text("trouble.load"));
    byId("trouble").hidden = false;
  });
}

/** The newest judgements: the event stream tells readings before anybody has looked at them. */
const loadLatest = () => ask("/api/v1/latest").then((latest) => latest.items.forEach(take));

let loadingAreas;

/** Areas anew, one run at a time; what could not be loaded stays as it was. */
function reloadAreas(everything = false) {
  loadingAreas ??= loadAreas(soon, everything).catch(() => {}).finally(() => (loadingAreas = undefined));
  return loadingAreas;
}

let late;
let lateAreas;

startMap(choose, chooseArea);
areaState.chosen = new URLSearchParams(location.hash.slice(1)).get("area");
await reload();
await reloadAreas();

listen({
  open() {
    connection("live");
    reload().then(() => showChart(model.station, model.property, true));
    reloadAreas();
  },
  lost() {
    connection("lost");
  },
  readings(items) {
    let unknown = false;
    for (const item of items) {
      if (!model.stations.has(item.station)) unknown = true;
      if (take(item) && item.property === model.property) flash(item.station);
      extendChart(item);
    }
    if (unknown) reload();
    showProperties();
    if (!model.station || !model.property) settle();
    soon();
  },
  presence(items) {
    for (const item of items) {
      const station = model.stations.get(item.station);
      if (station) Object.assign(station, { presence: item.presence, presenceSince: item.presenceSince });
      else reload();
    }
    soon();
  },
  backfilled(stations) {
    lateAreas ??= setTimeout(() => {
      lateAreas = undefined;
      reloadAreas(true);
    }, BACKFILL_WAIT);
    if (!stations.includes(model.station)) return;
    late ??= setTimeout(() => {
      late = undefined;
      showChart(model.station, model.property, true);
    }, BACKFILL_WAIT);
  },
});

const often = (action, milliseconds) => setInterval(() => document.visibilityState === "visible" && action(), milliseconds);

often(soon, AGES_EVERY);
often(() => Promise.all([loadStations(), loadLatest()]).then(soon, () => {}), DIRECTORY_EVERY);
often(() => reloadAreas(), AREAS_EVERY);
often(() => showChart(model.station, model.property, true), CHART_EVERY);
