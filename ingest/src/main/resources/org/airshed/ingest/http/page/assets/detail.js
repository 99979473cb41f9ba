// The chosen station: where it stands, what it says now, its last 24 hours, and every value it has.

import { language, metres, text } from "./words.js";
import { now } from "./interface.js";
import { datastreams, isStale, model, shown } from "./model.js";
import { doubtOf, doubtSentences } from "./flags.js";
import { ageElement, ageOf, element, environmentOf, nameOf, presenceOf, propertyName, put, quantity } from "./show.js";

const byId = (id) => document.getElementById(id);
const DAY = 24 * 60 * 60 * 1000;

export function showDetail() {
  const station = model.stations.get(model.station);
  byId("detail").classList.toggle("nothing", !station);
  if (!station) {
    put(byId("detail-name"), text("detail.none"));
    put(byId("detail-facts"), "");
    put(byId("detail-now"), "");
    byId("doubts").replaceChildren();
    return;
  }
  const place = station.place;
  const where = place && (place.blurred ? text("detail.blurred", { metres: metres(Math.ceil(place.withinMetres / 50) * 50) }) : text("detail.precise"));
  const reading = shown(station.id, model.property);
  put(byId("detail-name"), nameOf(station));
  put(byId("detail-facts"), [environmentOf(station), presenceOf(station), where].filter(Boolean).join(" · "));
  const current = byId("detail-now");
  current.classList.toggle("stale", !reading || isStale(reading));
  current.classList.toggle("doubted", Boolean(doubtOf(reading)));
  current.replaceChildren(
    element("span", "now-name", propertyName(model.property)),
    element("strong", "now-value", reading ? quantity(model.property, reading.value) : text("value.none")),
    element("span", "now-age", reading ? ageOf(reading) : ""),
  );
  const doubts = doubtSentences(station.id);
  if (byId("doubts").textContent !== doubts.map((doubt) => doubt.textContent).join("")) byId("doubts").replaceChildren(...doubts);
  if (byId("all-values").open) showValues();
  byId("csv").href = `/api/v1/readings?station=${station.id}&from=${new Date(now() - DAY).toISOString()}&format=csv&explain=${language}`;
}

function showValues() {
  byId("values").replaceChildren(
    ...datastreams(model.station).map(([property, reading]) => {
      const name = element("th", "", propertyName(property));
      name.scope = "row";
      const row = element("tr", isStale(reading) ? "stale" : "", undefined, name);
      row.append(element("td", "sensor", reading.sensor), element("td", "number", quantity(property, reading.value)), element("td", "", undefined, ageElement(reading)));
      return row;
    }),
  );
}

byId("all-values").addEventListener("toggle", () => {
  if (model.station && byId("all-values").open) showValues();
});
