import type { ParcelStop } from "../bindings";
import type { ParcelRow } from "./rows";

/** Takes parcels off whose number is being written when a claim or our own hold comes over them, and puts them back when
 * it goes; what is on its way or has an end is left as it is. */
export function heed(rows: readonly ParcelRow[], stops: readonly ParcelStop[]): void {
  const byName = new Map(stops.map((stop) => [`${stop.account} ${stop.line}`, stop]));
  for (const row of rows) {
    const stop = byName.get(`${row.account} ${row.lines[0]}`);
    if (row.state === "stopped" || row.state === "open" || row.state === "refused") follow(row, stop);
  }
}

function follow(row: ParcelRow, stop: ParcelStop | undefined): void {
  if (stop?.whole) Object.assign(row, { state: "stopped", advice: stop.reason, quote: null, part: null });
  else if (row.state === "stopped") Object.assign(row, { state: "open", advice: null });
  if (!stop?.whole) row.part = stop && stop.lines.some((line) => row.lines.includes(line)) ? stop.reason : null;
}
