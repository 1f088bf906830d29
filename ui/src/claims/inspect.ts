import type { ClaimRowView, InspectionResult, Offer, PhotosAdded } from "../bindings";
import { m } from "../paraglide/messages";
import { say } from "../shared/language.svelte";
import { able, pieces, unable } from "./act";

/** The key that opens the form; `I` puts in an invoice. */
export const INSPECT_KEY = { code: "KeyE", key: "E" };

/** What goods can be found to be, in the order of the form. */
export const RESULTS: readonly InspectionResult[] = ["sound", "damaged", "used", "missing", "wrong_goods"];

const MOST = 9_999;

/** The most pieces that can come back by a claim: those that it is about, where anybody tells how many. */
export const mostPieces = (row: ClaimRowView): number => pieces(row) || MOST;

/** Pieces that came back as they were typed; `null` for what is no count. None may have come at all. */
export function readPieces(typed: string): number | null {
  const text = typed.trim();
  if (!/^\d{1,4}$/.test(text)) return null;
  const count = Number(text);
  return count <= MOST ? count : null;
}

/** What became of the chosen files, in words; nothing when none was chosen. */
export function photoReport({ added, refused }: PhotosAdded): string | null {
  const kept = added > 0 ? [m.inspect_added({ n: added })] : [];
  const left = refused.map(([name, why]) => `${name}: ${say(why)}`);
  return kept.length + left.length === 0 ? null : [...kept, ...left].join(" ");
}

/** What can be done instead of giving the money back, and why the rest cannot, where it is all that is left. */
export interface Instead {
  verbs: ClaimRowView["offers"];
  /** The reason and the page for a marketplace that offers nothing else. */
  otherwise: Offer | null;
}

/** What does not give anything away. */
const WAYS: readonly string[] = ["register_pickup", "refuse", "hold", "defer", "convert"];

/** The other ways that a marketplace really offers for a claim. */
export function insteadOf(row: ClaimRowView): Instead {
  const verbs = able(row).filter(([verb]) => WAYS.includes(verb));
  const missing = unable(row).find(([verb, offer]) => verb === "refuse" && offer.link !== null);
  return { verbs, otherwise: verbs.length === 0 ? (missing?.[1] ?? null) : null };
}
