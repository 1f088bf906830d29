import type { AccountId, ClaimActRequest, ClaimRowView, ClaimVerb, Offer } from "../bindings";
import { writes } from "../shared/backend";
import { press } from "../shared/press";
import { kindWord } from "../shared/words";

/** A verb to be carried out on claims, with what the marketplace says of it. */
export interface Deed {
  verb: ClaimVerb;
  offer: Offer;
  rows: ClaimRowView[];
}

/** What a verb must ask before it can be sent. */
export type Asks = "nothing" | "invoice" | "reason";

/** A refused cancel needs the proof that the parcel left; any other refusal needs a reason. */
export function asks(row: ClaimRowView, verb: ClaimVerb): Asks {
  if (verb === "reship" || verb === "register_pickup") return "invoice";
  if (verb === "refuse") return row.kind === "cancel" ? "invoice" : "reason";
  return "nothing";
}

/** The request of a verb that asks nothing. */
export function plainAct(verb: ClaimVerb): ClaimActRequest | null {
  if (verb === "approve" || verb === "confirm_collected" || verb === "refund") return { act: verb };
  return null;
}

/** The request of a verb that asks for a courier and an invoice number. */
export function invoiceAct(verb: ClaimVerb, courier: string, invoice: string): ClaimActRequest {
  if (verb === "reship") return { act: "reship", courier, invoice };
  if (verb === "register_pickup") return { act: "register_pickup", courier, invoice };
  return { act: "refuse_shipped", courier, invoice };
}

/** What may be done with a claim now, by verb. */
export function offerOf(row: ClaimRowView, verb: ClaimVerb): Offer | undefined {
  return row.offers.find(([each]) => each === verb)?.[1];
}

/** What most likely comes next first; a refusal last. */
const ORDER: readonly ClaimVerb[] = ["approve", "refund", "reship", "confirm_collected", "register_pickup", "refuse"];

const ranked = (offers: ClaimRowView["offers"]): ClaimRowView["offers"] =>
  [...offers].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));

/** What can be pressed now, in the order of the buttons. */
export const able = (row: ClaimRowView): ClaimRowView["offers"] => ranked(row.offers.filter(([, offer]) => offer.enabled));

/** What cannot be pressed now, each with its reason. */
export const unable = (row: ClaimRowView): ClaimRowView["offers"] => ranked(row.offers.filter(([, offer]) => !offer.enabled));

/** How many pieces a claim is about. */
export const pieces = (row: ClaimRowView): number => row.lines.reduce((sum, line) => sum + line.quantity, 0);

/** A claim that is being sent or checked takes no second press. */
export function isBusy(row: ClaimRowView): boolean {
  return row.action !== null && row.action[1] !== "failed" && row.action[1] !== "done";
}

/** Sends a verb on claims, one write per account; answers whether all were journaled. */
export async function carryOut(deed: Deed, act: ClaimActRequest): Promise<boolean> {
  const byAccount = new Map<AccountId, ClaimRowView[]>();
  for (const row of deed.rows) byAccount.set(row.account, [...(byAccount.get(row.account) ?? []), row]);
  let all = true;
  for (const [account, rows] of byAccount) {
    const claims = rows.map((row) => row.claim);
    const batch = await press(kindWord[deed.offer.kind](), claims.length, () => writes.claimAct(account, claims, act));
    all &&= batch !== undefined;
  }
  return all;
}
