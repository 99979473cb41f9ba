// Lines of latitude and longitude at round steps, labelled at the edge: an honest background when there are no tiles.

import { language } from "./words.js";
import { element } from "./show.js";

const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005];
const SPACING = 110; // pixels, at least

export function graticule(map) {
  map.createPane("graticule").classList.add("graticule");
  const layer = L.layerGroup().addTo(map);
  const draw = () => {
    layer.clearLayers();
    const size = map.getSize();
    if (!size.x || !size.y) return;
    const bounds = map.getBounds();
    const step = pick((bounds.getEast() - bounds.getWest()) / size.x);
    const decimals = Math.max(0, Math.ceil(-Math.log10(step)));
    const degrees = new Intl.NumberFormat(language, { style: "unit", unit: "degree", unitDisplay: "narrow", minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    const line = (from, to) => L.polyline([from, to], { pane: "graticule", className: "grid-line", interactive: false }).addTo(layer);
    const label = (at, words, name) => L.marker(at, { pane: "graticule", interactive: false, keyboard: false, icon: L.divIcon({ className: name, html: element("span", "", words), iconSize: [0, 0] }) }).addTo(layer);
    const wide = bounds.pad(0.5);
    const left = map.containerPointToLatLng([6, 0]).lng;
    const bottom = map.containerPointToLatLng([0, size.y - 4]).lat;
    for (let i = Math.ceil(bounds.getSouth() / step); i * step <= bounds.getNorth(); i++) {
      line([i * step, wide.getWest()], [i * step, wide.getEast()]);
      if (map.latLngToContainerPoint([i * step, left]).y < size.y - 48) label([i * step, left], degrees.format(i * step), "grid-latitude");
    }
    for (let i = Math.ceil(bounds.getWest() / step); i * step <= bounds.getEast(); i++) {
      line([Math.max(-85, wide.getSouth()), i * step], [Math.min(85, wide.getNorth()), i * step]);
      if (map.latLngToContainerPoint([bottom, i * step]).x > 170) label([bottom, i * step], degrees.format(i * step), "grid-longitude");
    }
  };
  map.on("moveend zoomend resize", draw);
  draw();
}

function pick(degreesPerPixel) {
  return STEPS.findLast((step) => step / degreesPerPixel >= SPACING) ?? STEPS[0];
}
