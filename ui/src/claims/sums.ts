import type { Won } from "../bindings";
import { m } from "../paraglide/messages";
import { count, won } from "../shared/format";

const withSign = (amount: Won): string => m.detail_won({ amount: won(amount) });

/** A sum in which nothing unknown counts as nothing: `1,457,150원 + 10건 모름`, or that none of it is known. */
export function sumWords(amounts: readonly (Won | null)[], word: (sum: Won) => string = withSign): string {
  const known = amounts.filter((amount) => amount !== null);
  const unknown = amounts.length - known.length;
  if (unknown > 0 && known.length === 0) return m.sum_unknown();
  const sum = word(known.reduce((total, amount) => total + amount, 0));
  return unknown === 0 ? sum : m.sum_some({ sum, n: count(unknown) });
}
