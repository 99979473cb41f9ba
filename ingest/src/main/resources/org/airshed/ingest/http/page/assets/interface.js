// What the page asks of the HTTP interface, and what the server's clock says: a wall display's own clock may be wrong.

let aheadMillis = 0;

/** Now, by the server's clock. */
export const now = () => Date.now() + aheadMillis;

/** Takes the server's word for the time. */
export function serverTime(milliseconds) {
  if (Number.isFinite(milliseconds)) aheadMillis = milliseconds - Date.now();
}

/** A JSON answer, always the newest one. */
export async function ask(address) {
  const response = await fetch(address, { cache: "no-cache", headers: { Accept: "application/json" } });
  serverTime(Date.parse(response.headers.get("date")));
  if (!response.ok) throw new Error(`${address} ${response.status}`);
  return response.json();
}

/** Every item of a collection, page after page, up to a number of pages. */
export async function askAll(address, pages = 30) {
  const items = [];
  for (let next = address, page = 0; next && page < pages; page++) {
    const part = await ask(next);
    for (const item of part.items) items.push(item);
    next = part.next;
  }
  return items;
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const SILENCE = 45000; // three heartbeats

/**
 * Listens to the event stream and keeps listening: a lost connection is tried again after 1 s, 2 s, 4 s … up to 30 s,
 * each a little off, so that a thousand pages do not come back in the same second.
 */
export function listen(handlers) {
  let wait = FIRST_WAIT;
  let source;
  let watch;
  let next;

  const alive = () => {
    clearTimeout(watch);
    watch = setTimeout(again, SILENCE);
  };

  function again() {
    clearTimeout(watch);
    clearTimeout(next);
    source.close();
    handlers.lost();
    next = setTimeout(open, wait * (0.75 + Math.random() / 2));
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }

  function on(name, handler) {
    source.addEventListener(name, (event) => {
      alive();
      handler(JSON.parse(event.data));
    });
  }

  function open() {
    source = new EventSource("/api/v1/events");
    alive();
    source.onerror = again;
    on("hello", (hello) => {
      serverTime(Date.parse(hello.time));
      wait = FIRST_WAIT;
      handlers.open();
    });
    on("beat", (beat) => serverTime(Date.parse(beat.time)));
    on("readings", (news) => handlers.readings(news.items));
    on("presence", (news) => handlers.presence(news.items));
    on("backfilled", (news) => handlers.backfilled(news.items));
  }

  // The device knows sooner than a silent stream does.
  addEventListener("offline", again);
  addEventListener("online", () => {
    wait = FIRST_WAIT;
    again();
  });
  open();
}
