import type { ActionBatch, AskView, ClaimActRequest, ClaimRowView, ClaimVerb, Offer } from "../bindings";
import { Answers } from "../forms/answers.svelte";
import { writes } from "../shared/backend";
import { say } from "../shared/language.svelte";
import { pressTogether } from "../shared/press";
import { kindWord } from "../shared/words";

/** A verb to be carried out on claims, with what the marketplace says of it. */
export interface Deed {
  verb: ClaimVerb;
  offer: Offer;
  rows: ClaimRowView[];
}

/** What a parcel is asked for with. */
const PARCELS: readonly AskView["ask"][] = ["invoice", "parcel", "maybe_invoice", "invoice_for"];

/** Whether the same answers may go to many claims; a parcel belongs to one. */
export const sharesAnswers = (offer: Offer): boolean => !offer.asks.some(({ ask }) => PARCELS.includes(ask));

/** The verb on one claim; nothing where it cannot be pressed now. */
export function deedOf(verb: ClaimVerb, row: ClaimRowView): Deed | null {
  const offer = offerOf(row, verb);
  return offer?.enabled && !isBusy(row) ? { verb, offer, rows: [row] } : null;
}

/** The same verb on the claim as it is now; it cannot be pressed where it is not offered any more. */
export function renewed({ verb, offer }: Deed, row: ClaimRowView): Deed {
  const now = isBusy(row) ? undefined : offerOf(row, verb);
  return { verb, offer: now ?? { ...offer, enabled: false }, rows: [row] };
}

/** What was typed, in a form that asks for something else by now. */
export function kept(given: Answers, asks: readonly AskView[]): Answers {
  if (JSON.stringify(asks) === JSON.stringify(given.asks)) return given;
  const { parcel, reason, text, fee, worth, day } = given;
  return Object.assign(new Answers(asks), { parcel, reason, text, fee, worth, day });
}

/** Which refusal it is follows from what was asked and answered. */
function refusalOf(given: Answers): ClaimActRequest {
  const { reason, words: text } = given;
  const coded = given.asksFor("reason");
  if (given.carried) {
    const [courier, invoice] = given.carried;
    return coded ? { act: "refuse_disputed", courier, invoice, reason, text } : { act: "refuse_shipped", courier, invoice };
  }
  if (given.asksFor("text", "text_for")) return { act: "refuse_because", reason: coded ? reason : "", text };
  return { act: "refuse_for", reason };
}

/** The request of a verb with its answers. */
export function requestOf(verb: ClaimVerb, given: Answers): ClaimActRequest {
  const { courier, invoice } = given.parcel;
  switch (verb) {
    case "approve":
    case "confirm_collected":
    case "refund":
    case "release":
    case "complete":
      return { act: verb };
    case "notify":
      return { act: "notify", text: given.words };
    case "hold":
      return { act: "hold", reason: given.reason, detail: given.words, fee: given.won, until: given.asksFor("day") ? given.day : null };
    case "defer":
      return { act: "defer", reason: given.reason, detail: given.words };
    case "convert":
      return { act: "convert", invoice: given.carried };
    case "reship":
    case "register_pickup":
      return { act: verb, courier, invoice };
    case "refuse":
      return refusalOf(given);
  }
}

/** What may be done with a claim now, by verb. */
export function offerOf(row: ClaimRowView, verb: ClaimVerb): Offer | undefined {
  return row.offers.find(([each]) => each === verb)?.[1];
}

/** What can be pressed now, in the order of the buttons. */
export const able = (row: ClaimRowView): ClaimRowView["offers"] => row.offers.filter(([, offer]) => offer.enabled);

/** What the claim goes on with, if anything moves it on now. */
export const nextOf = (row: ClaimRowView): ClaimRowView["offers"][number] | undefined => able(row).find(([verb]) => verb === row.next);

/** Verbs whose button counts pieces: those that do something to them. */
const COUNTED: readonly ClaimVerb[] = ["approve", "refuse", "confirm_collected", "refund", "reship"];

/** Whether the button of a verb says how many pieces it is about. */
export const countsPieces = (verb: ClaimVerb, offer: Offer): boolean => COUNTED.includes(verb) && offer.asks.length === 0;

/** What cannot be pressed now, each with its reason. */
export const unable = (row: ClaimRowView): ClaimRowView["offers"] => row.offers.filter(([, offer]) => !offer.enabled);

/** How many pieces a claim is about. */
export const pieces = (row: ClaimRowView): number => row.lines.reduce((sum, line) => sum + line.quantity, 0);

/** What the goods of the cheapest of these claims are worth; nothing where nobody knows it of one of them. */
export function worthOf(rows: readonly ClaimRowView[]): number | null {
  const known = rows.flatMap((row) => (row.amount === null ? [] : [row.amount]));
  return known.length > 0 && known.length === rows.length ? Math.min(...known) : null;
}

/** A claim that is being sent or checked takes no second press. */
export function isBusy(row: ClaimRowView): boolean {
  return row.action !== null && row.action[1] !== "failed" && row.action[1] !== "done";
}

/** Its newest action failed, or nobody knows what became of it. */
export const isTroubled = (row: ClaimRowView): boolean => row.action?.[1] === "failed" || row.action?.[1] === "unknown";

/** Sends a verb on claims as they were shown; one that changed since is left out by the desk, which says what changed. Answers what came of it; nothing when the press itself failed. */
export async function carryOut(deed: Deed, act: ClaimActRequest, inForm = false): Promise<ActionBatch | undefined> {
  const presses = deed.rows.map(({ account, claim, stamp }) => ({ account, claim, act, seen: stamp }));
  const { kind, brief } = deed.offer;
  const part = { count: presses.length, run: () => writes.claimActs(presses) };
  const markets = deed.rows.map((row) => row.marketplace);
  return pressTogether(kindWord[kind](), [part], {
    markets,
    then: brief ? say(brief.words) : undefined,
    product: deed.rows[0]?.lines[0]?.product ?? "",
    paid: brief?.money === "now",
    inForm,
  });
}
