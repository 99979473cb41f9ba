// Moves boxes apart that would cover each other: pure arithmetic, the same result every time.

const ROUNDS = 60;

/** Centres near the wanted ones such that boxes of this size hardly overlap. */
export function apart(wanted, width, height) {
  const places = wanted.map(({ x, y }, i) => ({ x: x + Math.cos(i) * 0.5, y: y + Math.sin(i) * 0.5 }));
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++) {
        const dx = places[j].x - places[i].x;
        const dy = places[j].y - places[i].y;
        const overX = width - Math.abs(dx);
        const overY = height - Math.abs(dy);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        // Along the side where less is in the way.
        if (overY < overX) {
          const push = (overY / 2 + 0.5) * (dy < 0 ? -1 : 1);
          places[i].y -= push;
          places[j].y += push;
        } else {
          const push = (overX / 2 + 0.5) * (dx < 0 ? -1 : 1);
          places[i].x -= push;
          places[j].x += push;
        }
      }
    }
    if (!moved) break;
  }
  return places;
}
