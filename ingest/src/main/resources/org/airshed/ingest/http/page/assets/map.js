// The map: stations, and a plain background with a grid of coordinates and a scale, which needs no other server.

import { text } from "./words.js";
import { WALK_MINUTES, isStale, model, shown } from "./model.js";
import { ageOf, element, figure, nameOf, quantity } from "./show.js";
import { doubtOf } from "./flags.js";
import { areaBounds, boundsOf, showAreaLayer, startAreaLayer } from "./arealayer.js";
import { areaState, areas } from "./areas.js";
import { graticule } from "./graticule.js";
import { apart } from "./apart.js";

const WALK_METRES = WALK_MINUTES * 80; // at 80 m a minute
const METRES_PER_DEGREE = 111320;
const LABEL = { width: 62, height: 30 };
const MOST_PUSHED = 250;

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const note = document.getElementById("map-note");
const markers = new Map();
let map;
let rough;
let walk;
let lines;
let fitted; // what the picture was fitted to; no more once somebody has moved it
let moved = false;
let choose;
let chooseArea;

export function startMap(whenChosen, whenAreaChosen) {
  choose = whenChosen;
  chooseArea = whenAreaChosen;
  map = L.map("map", { center: [0, 0], zoom: 2, zoomControl: false, attributionControl: false, zoomAnimation: !calm.matches, fadeAnimation: !calm.matches, maxZoom: 18, minZoom: 2, zoomSnap: 0.25, worldCopyJump: true });
  L.control.zoom({ position: "topright", zoomInTitle: text("map.zoomIn"), zoomOutTitle: text("map.zoomOut") }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  const { tiles, attribution } = document.body.dataset;
  if (tiles) {
    L.control.attribution({ prefix: false }).addTo(map);
    L.tileLayer(tiles, { attribution: element("span", "", attribution).innerHTML, maxZoom: 18 }).addTo(map);
    map.getContainer().classList.add("tiled");
  }
  graticule(map);
  startAreaLayer(map);
  rough = L.layerGroup().addTo(map);
  lines = L.layerGroup().addTo(map);
  map.on("zoomend moveend resize", layOut);
  for (const gesture of ["pointerdown", "wheel", "keydown"]) {
    map.getContainer().addEventListener(gesture, () => (moved = true), { passive: true });
  }
  new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
    fit();
  }).observe(map.getContainer());
}

/** Brings markers up to date. */
export function showMap() {
  const placed = [...model.stations.values()].filter((station) => station.place);
  note.hidden = placed.length > 0 || model.stations.size === 0;
  for (const [id, known] of markers) {
    if (!model.stations.get(id)?.place) {
      known.marker.remove();
      markers.delete(id);
    }
  }
  for (const station of placed) {
    const at = [station.place.latitude, station.place.longitude];
    if (!markers.has(station.id)) markers.set(station.id, make(station.id, at));
    const known = markers.get(station.id);
    known.marker.setLatLng(at);
    dress(known, station);
  }
  showAreaLayer(chooseArea);
  drawRough(placed);
  const places = JSON.stringify([placed.map((station) => station.place), [...areas.values()].map(({ detail }) => detail.geometry)]);
  if (places !== fitted) {
    fitted = places;
    fit();
  }
}

/** All areas, and all stations with the cells they are in, as large as the space allows. */
function fit() {
  if (moved) return;
  const bounds = areaBounds();
  for (const { place } of model.stations.values()) {
    if (place) bounds.extend(L.latLng(place.latitude, place.longitude).toBounds(2 * (place.withinMetres ?? 100)));
  }
  if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: 15, animate: false, paddingTopLeft: [20, Math.min(80, map.getSize().y / 4)], paddingBottomRight: [48, 24] });
}

function make(id, at) {
  const label = element("span", "pin-label");
  const pin = element("div", "pin", undefined, label);
  const marker = L.marker(at, { icon: L.divIcon({ html: pin, className: "pin-box", iconSize: [LABEL.width, LABEL.height] }), keyboard: true, riseOnHover: true });
  marker.on("click", () => choose(id, false));
  marker.on("keydown", (event) => {
    if (event.originalEvent.key === " ") {
      event.originalEvent.preventDefault();
      choose(id, false);
    }
  });
  marker.addTo(map);
  return { marker, pin, label };
}

function dress({ marker, pin, label }, station) {
  const reading = shown(station.id, model.property);
  const words = reading ? figure(model.property, reading.value) : "–";
  if (label.textContent !== words) label.textContent = words;
  pin.classList.toggle("stale", !reading || isStale(reading));
  pin.classList.toggle("doubted", Boolean(doubtOf(reading)));
  pin.classList.toggle("indoor", station.place.environment === "indoor");
  pin.classList.toggle("chosen", station.id === model.station);
  marker.setZIndexOffset(station.id === model.station ? 1000 : 0);
  const value = reading ? `${quantity(model.property, reading.value)}, ${ageOf(reading)}` : text("value.none");
  const spoken = text("map.marker", { name: nameOf(station), value });
  const box = marker.getElement();
  if (box && box.getAttribute("aria-label") !== spoken) {
    box.setAttribute("aria-label", spoken);
    box.title = nameOf(station);
  }
}

const knowsArea = () => areas.size > 0 || !areaState.asked;

/**
 * Where the place is rough, the circle the station is in; around the chosen one, what can be walked in that time, as long
 * as no area is known that says what the neighbourhood is.
 */
function drawRough(placed) {
  const key = JSON.stringify([placed.map((station) => station.place), model.station, knowsArea()]);
  if (rough.key === key) return;
  rough.key = key;
  rough.clearLayers();
  const seen = new Set();
  for (const { place } of placed) {
    const spot = `${place.latitude},${place.longitude}`;
    if (place.blurred && !seen.has(spot)) {
      seen.add(spot);
      L.circle([place.latitude, place.longitude], { radius: place.withinMetres, className: "rough", interactive: false }).addTo(rough);
    }
  }
  walk = knowsArea() ? undefined : model.stations.get(model.station)?.place;
  if (walk) {
    L.circle([walk.latitude, walk.longitude], { radius: WALK_METRES, className: "walk", interactive: false }).addTo(rough);
    // Below, because the labels of the stations stand above.
    L.marker([walk.latitude - WALK_METRES / METRES_PER_DEGREE, walk.longitude], { interactive: false, keyboard: false, icon: L.divIcon({ className: "walk-label", html: element("span", "", text("map.walk", { minutes: WALK_MINUTES })), iconSize: [120, 18], iconAnchor: [60, 9] }) }).addTo(rough);
  }
}

/** Labels that would cover each other move apart, and a thin line leads to where each belongs. */
function layOut() {
  lines.clearLayers();
  const known = [...markers.values()];
  const points = known.map(({ marker }) => map.latLngToLayerPoint(marker.getLatLng()));
  const wanted = points.map((point) => ({ x: point.x, y: point.y - LABEL.height }));
  const places = known.length <= MOST_PUSHED ? apart(wanted, LABEL.width + 4, LABEL.height + 4) : wanted;
  known.forEach(({ marker, pin }, i) => {
    const dx = places[i].x - points[i].x;
    const dy = places[i].y - points[i].y;
    const icon = marker.options.icon;
    icon.options.iconAnchor = [LABEL.width / 2 - dx, LABEL.height / 2 - dy];
    marker.getElement().style.marginLeft = `${-icon.options.iconAnchor[0]}px`;
    marker.getElement().style.marginTop = `${-icon.options.iconAnchor[1]}px`;
    pin.classList.add("led");
    L.polyline([marker.getLatLng(), map.layerPointToLatLng([places[i].x, places[i].y])], { className: "lead", interactive: false }).addTo(lines);
    L.circleMarker(marker.getLatLng(), { radius: 3.5, className: "foot", interactive: false }).addTo(lines);
  });
}

/** Moves the chosen station into sight where it is not. */
export function reveal(id) {
  const known = markers.get(id);
  if (known && !map.getBounds().pad(-0.1).contains(known.marker.getLatLng())) map.panTo(known.marker.getLatLng());
}

/** The area in full, from now on wherever the reader moves it. */
export function revealArea(id) {
  const bounds = boundsOf(id);
  if (!bounds || !map.getSize().x) return;
  moved = true;
  map.getContainer().scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  map.fitBounds(bounds, { maxZoom: 16, padding: [28, 28] });
}

/** After stations came or went. */
export const arrange = () => map && layOut();
