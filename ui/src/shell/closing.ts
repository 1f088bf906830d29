/** What may be taken back waits a minute at a time; it is asked for well before that is over. */
const WAITS_AGAIN_MS = 20_000;

/** Asks again and again that nothing leaves over the question; gives what ends it. */
export function keepWaiting(ask: () => void): () => void {
  const again = setInterval(ask, WAITS_AGAIN_MS);
  return () => clearInterval(again);
}
