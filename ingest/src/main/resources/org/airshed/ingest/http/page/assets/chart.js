// The last 24 hours of one property of one station, a line for each sensor. A gap in the data is a gap in the line;
// suspect values are drawn as hollow points, failed ones are left out and counted.

import { askAll, now } from "./interface.js";
import { atClock, atDay, text } from "./words.js";
import { FAILED, SUSPECT, sentencesOf } from "./flags.js";
import { element, figure, propertyName, put, quantity, unitOf } from "./show.js";

const DAY = 24 * 60 * 60;
const box = document.getElementById("chart");
const legend = document.getElementById("legend");
const summary = document.getElementById("summary");
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
const FEWEST_POINTS_FOR_LINES = 60;

let plot;
let shownOf = { station: null, property: null };
let sensors = new Map(); // sensor → { times (s), values, flags, reasons }
let ticket = 0;
let drawing;

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Loads and draws; a later call overtakes an earlier one. */
export async function showChart(station, property, keep = false) {
  shownOf = { station, property };
  const mine = ++ticket;
  if (!keep) {
    sensors = new Map();
    clear(station && property ? text("chart.loading") : "");
  }
  if (!station || !property) return;
  try {
    const from = new Date(now() - DAY * 1000).toISOString();
    const items = await askAll(`/api/v1/readings?station=${station}&property=${property}&from=${from}&limit=10000`);
    if (mine !== ticket) return;
    const live = sensors;
    sensors = new Map();
    for (const item of items) add(item.sensor, Date.parse(item.time) / 1000, item.value, item.flag, item.reasons);
    // What came live while this was loading is newer than the answer.
    for (const [sensor, line] of live) line.times.forEach((time, i) => time > (sensors.get(sensor)?.times.at(-1) ?? 0) && add(sensor, time, line.values[i], line.flags[i], line.reasons[i]));
    draw();
  } catch {
    if (mine === ticket && !keep) clear(text("chart.failed"));
  }
}

/** A reading that has just arrived. */
export function extendChart(reading) {
  if (reading.station !== shownOf.station || reading.property !== shownOf.property) return;
  add(reading.sensor, Date.parse(reading.time) / 1000, reading.value, reading.flag, reading.reasons);
  drawing ??= setTimeout(draw, calm.matches ? 5000 : 1000);
}

function add(sensor, time, value, flag, reasons = []) {
  if (!sensors.has(sensor)) sensors.set(sensor, { times: [], values: [], flags: [], reasons: [] });
  const line = sensors.get(sensor);
  const last = line.times.at(-1);
  if (last === undefined || time > last) {
    line.times.push(time);
    line.values.push(value);
    line.flags.push(flag);
    line.reasons.push(reasons);
  } else if (time === last) {
    line.values[line.values.length - 1] = value;
    line.flags[line.flags.length - 1] = flag;
    line.reasons[line.reasons.length - 1] = reasons;
  }
}

function clear(words) {
  plot?.destroy();
  plot = undefined;
  legend.replaceChildren();
  put(summary, "");
  box.replaceChildren(element("p", "chart-words", words));
  box.setAttribute("aria-label", words);
}

/** Times, values and the suspect ones of them, with a hole where the sensor was silent for five times its usual step. */
function withGaps(line) {
  const steps = line.times.slice(1).map((time, i) => time - line.times[i]).sort((a, b) => a - b);
  const usual = steps[Math.floor(steps.length / 2)] ?? 60;
  const limit = Math.max(usual * 5, 120);
  const times = [];
  const values = [];
  const suspect = [];
  line.times.forEach((time, i) => {
    if (i > 0 && time - line.times[i - 1] > limit) {
      times.push(line.times[i - 1] + usual);
      values.push(null);
      suspect.push(null);
    }
    times.push(time);
    values.push(line.flags[i] === FAILED ? null : line.values[i]);
    suspect.push(line.flags[i] === SUSPECT ? line.values[i] : null);
  });
  return [times, values, suspect];
}

function draw() {
  clearTimeout(drawing);
  drawing = undefined;
  const until = now() / 1000;
  for (const [sensor, line] of sensors) {
    const first = line.times.findIndex((time) => time >= until - DAY);
    if (first < 0) sensors.delete(sensor);
    else if (first > 0) sensors.set(sensor, { times: line.times.slice(first), values: line.values.slice(first), flags: line.flags.slice(first), reasons: line.reasons.slice(first) });
  }
  const { property } = shownOf;
  if (sensors.size === 0) {
    clear(text("chart.empty", { property: propertyName(property) }));
    return;
  }
  const names = [...sensors.keys()].sort();
  const data = uPlot.join(names.map((name) => withGaps(sensors.get(name))));
  const signature = JSON.stringify([shownOf, names, style("--line-1")]);
  if (plot?.signature === signature) {
    plot.setData(data);
  } else {
    plot?.destroy();
    box.replaceChildren();
    plot = new uPlot(options(names, property), data, box);
    plot.signature = signature;
    showLegend(names);
  }
  summarise(property);
}

function options(names, property) {
  const ink = style("--muted");
  const grid = { stroke: style("--grid"), width: 1 };
  const font = `12px ${style("--font")}`;
  return {
    width: box.clientWidth,
    height: box.clientHeight,
    padding: [12, 22, 0, 4],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { x: { range: () => [now() / 1000 - DAY, now() / 1000] }, y: { range: (u, low, high) => room(low, high, property) } },
    axes: [
      { stroke: ink, grid, ticks: grid, font, space: 64, values: (u, times) => times.map((time) => (new Date(time * 1000).getHours() === 0 ? atDay(time * 1000) : atClock(time * 1000))) },
      { stroke: ink, grid, ticks: { show: false }, font, size: 46, space: 34, label: unitOf(property), labelFont: font, labelSize: 18, values: (u, values) => values.map((value) => figureOf(value, values)) },
    ],
    series: [{}, ...names.flatMap((name, i) => [lineOf(name, i), suspectOf(i)])],
    hooks: { setCursor: [hover] },
  };
}

const lineOf = (name, i) => ({ label: name, stroke: style(`--line-${(i % 4) + 1}`), width: 1.75, dash: DASHES[i % DASHES.length], points: { show: sensors.get(name).times.length < FEWEST_POINTS_FOR_LINES, size: 5 } });

/** Points alone, hollow, on the line they belong to. */
const suspectOf = (i) => ({ stroke: style(`--line-${(i % 4) + 1}`), paths: () => null, points: { show: true, size: 7, width: 1.5, fill: style("--surface") } });

/** Room above and below, and never a scale so fine that the sensor's own noise fills the picture. */
function room(low, high, property) {
  if (low == null) return [0, 1];
  const least = Math.max(Math.abs(high) * 0.02, 1e-6);
  const spread = Math.max(high - low, least);
  return [low - spread * 0.1, high + spread * 0.1];
}

function figureOf(value, all) {
  const step = all.length > 1 ? Math.abs(all[1] - all[0]) : 1;
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: Math.max(0, Math.ceil(-Math.log10(step))) }).format(value);
}

function showLegend(names) {
  legend.replaceChildren(
    ...names.map((name, i) => {
      const item = element("li", `line-${(i % 4) + 1}`, undefined, element("span", "swatch"), element("span", "sensor", text("detail.sensor", { sensor: name })), element("output", "under-cursor"));
      item.dataset.sensor = name;
      return item;
    }),
  );
}

function hover(u) {
  const at = u.cursor.idx;
  [...legend.children].forEach((item, i) => {
    const value = at == null ? null : u.data[2 * i + 1]?.[at];
    put(item.querySelector("output"), value == null ? "" : `${atClock(u.data[0][at] * 1000)} ${quantity(shownOf.property, value)}`);
  });
}

function summarise(property) {
  let low = Infinity;
  let high = -Infinity;
  let count = 0;
  const doubted = new Map([[SUSPECT, { count: 0, reasons: new Set() }], [FAILED, { count: 0, reasons: new Set() }]]);
  for (const line of sensors.values()) {
    line.values.forEach((value, i) => {
      const doubt = doubted.get(line.flags[i]);
      if (doubt) {
        doubt.count++;
        for (const key of line.reasons[i]) doubt.reasons.add(key);
      }
      if (line.flags[i] === FAILED) return;
      count++;
      if (value < low) low = value;
      if (value > high) high = value;
    });
  }
  const parts = [];
  if (count > 0) parts.push(text("chart.summary", { low: quantity(property, low), high: quantity(property, high), count: figure("", count) }));
  const suspect = doubted.get(SUSPECT);
  const failed = doubted.get(FAILED);
  if (suspect.count > 0) parts.push(text("chart.suspect", { count: figure("", suspect.count) }), sentencesOf([...suspect.reasons]));
  if (failed.count > 0) parts.push(text("chart.leftOut", { count: figure("", failed.count) }), sentencesOf([...failed.reasons]));
  const words = parts.filter(Boolean).join(" ");
  put(summary, words);
  box.setAttribute("aria-label", `${text("chart.title", { property: propertyName(property) })}. ${words}`);
}

new ResizeObserver(() => plot?.setSize({ width: box.clientWidth, height: box.clientHeight })).observe(box);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => sensors.size && draw());
setInterval(() => document.visibilityState === "visible" && plot && draw(), 30000);
