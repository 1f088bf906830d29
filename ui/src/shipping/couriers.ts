import type { CourierView } from "../bindings";
import { initials } from "../shell/initials";

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, "");

/** How well a name answers what was typed, the least best; nothing when it does not. */
function fit(name: string, typed: string): number | null {
  const words = plain(name);
  if (words === typed) return 0;
  if (words.startsWith(typed)) return 1;
  if (plain(initials(name)).startsWith(typed)) return 2;
  return words.includes(typed) || plain(initials(name)).includes(typed) ? 3 : null;
}

/** The couriers that what was typed may mean, those that begin with it first; alike ones stay in the order in which they came, which is that of everyday use. */
export function couriersFor<Row extends Pick<CourierView, "name">>(couriers: readonly Row[], typed: string): Row[] {
  const sought = plain(typed);
  if (sought === "") return [...couriers];
  const found = couriers.map((row) => ({ row, fit: fit(row.name, sought) })).filter((each) => each.fit !== null);
  return found.sort((a, b) => (a.fit ?? 0) - (b.fit ?? 0)).map(({ row }) => row);
}

/** The courier of the last parcel, where there was one: most often the next one goes with it too. */
export const usual = (couriers: readonly CourierView[]): CourierView | undefined => couriers.find((each) => each.last_used);
