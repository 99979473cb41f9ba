// A display on a wall, /?wall=1: one area at a time, written for five metres' distance, one after the other.

import { areas } from "./areas.js";
import { text } from "./words.js";
import { put } from "./show.js";
import { cardOf } from "./areacards.js";

const EACH = 20000;
const wanted = new URLSearchParams(location.search).get("wall") === "1";
const button = document.getElementById("wall-pause");
let at = 0;
let paused = false;

/** Shows one card where this is a wall; the whole page where no area is known. */
export function showWall() {
  if (!wanted) return;
  const wall = areas.size > 0;
  document.body.classList.toggle("wall", wall);
  const ids = [...areas.keys()];
  ids.forEach((id, i) => cardOf(id).classList.toggle("off", wall && i !== at % ids.length));
  button.hidden = ids.length < 2;
  put(button, paused ? text("wall.resume") : text("wall.pause"));
}

function next() {
  if (paused || !wanted) return;
  at = (at + 1) % Math.max(1, areas.size);
  showWall();
}

button.addEventListener("click", () => {
  paused = !paused;
  showWall();
});
if (wanted) setInterval(next, EACH);
