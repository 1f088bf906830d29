import type { AboutView, Won } from "../bindings";
import { m } from "../paraglide/messages";
import { won } from "./format";

/** A product's name is told in so many characters: it tells which one, and leaves room for what was done. */
const SHORT = 24;

/** What an action is about in a few words: its product, else its order; empty where neither is known. */
export function nameWords({ product, order }: Pick<AboutView, "product" | "order">): string {
  const letters = [...product];
  if (letters.length > SHORT) return `${letters.slice(0, SHORT - 1).join("").trimEnd()}…`;
  return product || (order === null ? "" : m.journal_order({ order }));
}

/** What is done, with the won that leave by it where they are known: `반품 환불 14,920원`. */
export const paidWords = (what: string, refund: Won | null): string => (refund === null ? what : m.paid_words({ what, won: won(refund) }));
