let now = $state(new Date());

/** The moment by which ages and deadlines are shown; it moves every half minute. */
export function moment(): Date {
  return now;
}

/** Starts the clock; the answer stops it. */
export function startClock(): () => void {
  const tick = setInterval(() => (now = new Date()), 30_000);
  return () => clearInterval(tick);
}
