// How a band is shown without leaning on its colour: as steps that rise with its level, in an ink that can be read on it.

const SVG = "http://www.w3.org/2000/svg";

/** An element of a drawing. */
export function drawn(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Relative luminance of "#rrggbb": WCAG 2.2, section "relative luminance". */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever is read better on the colour: at least 4.58:1 on any. */
export function inkOn(colour) {
  const light = luminance(colour);
  return (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) ? "#000000" : "#ffffff";
}

/** Steps, as many as the index has bands, filled up to the level: few is good. */
export function steps(level, all) {
  const count = Math.max(all, level);
  const bars = Array.from({ length: count }, (_, i) => {
    const height = 6 + (18 * (i + 1)) / count;
    return drawn("rect", { x: i * 8 + 1, y: 25 - height, width: 6, height, rx: 1.5, class: i < level ? "full" : "open" });
  });
  return drawn("svg", { viewBox: `0 0 ${count * 8} 26`, class: "steps", "aria-hidden": "true" }, ...bars);
}
