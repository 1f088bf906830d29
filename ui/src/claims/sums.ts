import type { Won } from "../bindings";
import { m } from "../paraglide/messages";
import { count, won } from "../shared/format";

/** A sum in which nothing unknown counts as nothing: `1,457,150원 + 10건 모름`, or that none of it is known. */
export function sumWords(amounts: readonly (Won | null)[]): string {
  const known = amounts.filter((amount) => amount !== null);
  const unknown = amounts.length - known.length;
  const sum = m.detail_won({ amount: won(known.reduce((total, amount) => total + amount, 0)) });
  if (unknown === 0) return sum;
  return known.length === 0 ? m.sum_unknown() : m.sum_some({ sum, n: count(unknown) });
}
