import { expect, it } from "vitest";
import type { AskView, ClaimRowView, ClaimVerb, Offer } from "../bindings";
import { Answers } from "../forms/answers.svelte";
import { able, deedOf, requestOf } from "./act";

const INVOICE: AskView = { ask: "invoice" };
const REASON: AskView = { ask: "reason", codes: [] };
const TEXT: AskView = { ask: "text", at_most: 100 };

const offer = (asks: AskView[], enabled = true): Offer => ({ kind: "refuse_return", enabled, reason: null, consequence: null, link: null, local: false, asks });
const row = (claim: string, ...offers: [ClaimVerb, Offer][]): ClaimRowView => ({ claim, offers, action: null }) as unknown as ClaimRowView;

function answered(...asks: AskView[]): Answers {
  const given = new Answers(asks);
  return Object.assign(given, { parcel: { courier: "CJGLS", invoice: "1234567890", fine: true }, reason: "R", text: " 왜 ", fee: "3,000" });
}

it("makes of a refusal what the marketplace asked for", () => {
  expect(requestOf("refuse", answered(INVOICE))).toEqual({ act: "refuse_shipped", courier: "CJGLS", invoice: "1234567890" });
  expect(requestOf("refuse", answered(REASON))).toEqual({ act: "refuse_for", reason: "R" });
  expect(requestOf("refuse", answered(TEXT))).toEqual({ act: "refuse_because", text: "왜" });
});

it("holds a claim with its charge, and releases it with nothing", () => {
  expect(requestOf("hold", answered(REASON, TEXT, { ask: "fee" }))).toEqual({ act: "hold", reason: "R", detail: "왜", fee: 3000 });
  expect(requestOf("release", answered())).toEqual({ act: "release" });
});

it("sends the same answers to the claims that ask for the same, and counts the others", () => {
  const rows = [row("1", ["refuse", offer([TEXT])]), row("2", ["refuse", offer([TEXT])]), row("3", ["refuse", offer([REASON])]), row("4", ["refuse", offer([TEXT], false)])];
  const deed = deedOf("refuse", rows);
  expect([deed?.rows.map(({ claim }) => claim), deed?.others]).toEqual([["1", "2"], 1]);
});

it("gives one parcel to one claim", () => {
  const rows = [row("1", ["reship", offer([INVOICE])]), row("2", ["reship", offer([INVOICE])])];
  expect(deedOf("reship", rows)?.rows.map(({ claim }) => claim)).toEqual(["1"]);
});

it("does nothing that no claim offers", () => {
  expect(deedOf("hold", [row("1", ["refuse", offer([TEXT])])])).toBeNull();
});

it("puts what most likely comes next first and a refusal last", () => {
  const verbs = able(row("1", ["refuse", offer([])], ["hold", offer([])], ["refund", offer([])])).map(([verb]) => verb);
  expect(verbs).toEqual(["refund", "hold", "refuse"]);
});
