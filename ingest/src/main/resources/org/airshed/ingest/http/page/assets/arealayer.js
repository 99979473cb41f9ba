// Areas on the map: outline and name, the chosen one stronger.

import { areaState, areas, named } from "./areas.js";
import { element } from "./show.js";

const layers = new Map(); // id → { outline, label, mark }
let group;

export function startAreaLayer(map) {
  map.createPane("areas").classList.add("areas-pane");
  group = L.layerGroup().addTo(map);
}

/** Brings outlines up to date. */
export function showAreaLayer(choose) {
  for (const [id, known] of layers) {
    if (!areas.has(id)) {
      group.removeLayer(known.outline).removeLayer(known.label);
      layers.delete(id);
    }
  }
  for (const [id, { detail }] of areas) {
    const mark = JSON.stringify([detail.geometry, detail.names]);
    if (detail.geometry && layers.get(id)?.mark !== mark) {
      const before = layers.get(id);
      if (before) group.removeLayer(before.outline).removeLayer(before.label);
      layers.set(id, { ...draw(detail, choose), mark });
    }
    const chosen = id === areaState.chosen;
    layers.get(id)?.outline.eachLayer((path) => path.getElement()?.classList.toggle("chosen", chosen));
    layers.get(id)?.label.getElement()?.classList.toggle("chosen", chosen);
  }
}

function draw(detail, choose) {
  const outline = L.geoJSON(detail.geometry, { pane: "areas", style: { className: "area-outline" } }).addTo(group);
  outline.on("click", () => choose(detail.id));
  const bounds = outline.getBounds();
  // Below, because the labels of the stations stand above.
  const label = L.marker([bounds.getSouth(), bounds.getCenter().lng], { interactive: false, keyboard: false, icon: L.divIcon({ className: "area-label", html: element("span", "", named(detail.names) ?? detail.id), iconSize: [200, 18], iconAnchor: [100, 9] }) }).addTo(group);
  return { outline, label };
}

/** The ground that all outlines cover. */
export function areaBounds() {
  const bounds = L.latLngBounds([]);
  for (const { outline } of layers.values()) bounds.extend(outline.getBounds());
  return bounds;
}

export const boundsOf = (id) => layers.get(id)?.outline.getBounds();
