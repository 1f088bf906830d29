import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { expect, it } from "vitest";
import type { AskView, ClaimPress, ClaimRowView, ClaimVerb, Offer } from "../bindings";
import { Answers } from "../forms/answers.svelte";
import { able, carryOut, deedOf, kept, nextOf, renewed, requestOf, worthOf } from "./act";
import { verbAt } from "./steps";

const INVOICE: AskView = { ask: "invoice" };
const REASON: AskView = { ask: "reason", codes: [] };
const TEXT: AskView = { ask: "text", length: { unit: "characters", at_least: 1, at_most: 100 } };

const offer = (asks: AskView[], enabled = true): Offer => ({ kind: "refuse_return", enabled, reason: null, consequence: null, brief: null, link: null, local: false, asks, caution: null });
const row = (claim: string, ...offers: [ClaimVerb, Offer][]): ClaimRowView => ({ claim, offers, lines: [], action: null }) as unknown as ClaimRowView;

function answered(...asks: AskView[]): Answers {
  const given = new Answers(asks);
  return Object.assign(given, { parcel: { courier: "CJGLS", name: "CJGLS", invoice: "1234567890", fine: true, blank: false }, reason: "R", text: " 왜 ", fee: "3,000", day: "2026-10-01" });
}

it("makes of a refusal what the marketplace asked for", () => {
  expect(requestOf("refuse", answered(INVOICE))).toEqual({ act: "refuse_shipped", courier: "CJGLS", invoice: "1234567890" });
  expect(requestOf("refuse", answered(REASON))).toEqual({ act: "refuse_for", reason: "R" });
  expect(requestOf("refuse", answered(TEXT))).toEqual({ act: "refuse_because", reason: "", text: "왜" });
  expect(requestOf("refuse", answered(REASON, TEXT))).toEqual({ act: "refuse_because", reason: "R", text: "왜" });
});

it("disputes a cancel with the parcel, the objection and words where that objection needs them", () => {
  const disputed = { act: "refuse_disputed", courier: "CJGLS", invoice: "1234567890", reason: "R" };
  expect(requestOf("refuse", answered(INVOICE, REASON, { ask: "text_for", codes: ["R"], length: { unit: "characters", at_least: 1, at_most: 100 } }))).toEqual({ ...disputed, text: "왜" });
  expect(requestOf("refuse", answered(INVOICE, REASON, { ask: "text_for", codes: ["S"], length: { unit: "characters", at_least: 1, at_most: 100 } }))).toEqual({ ...disputed, text: "" });
});

it("holds a claim with its charge and day, and releases it with nothing", () => {
  const held = { act: "hold", reason: "R", detail: "왜", fee: 3000 };
  expect(requestOf("hold", answered(REASON, TEXT, { ask: "fee", codes: [] }))).toEqual({ ...held, until: null });
  expect(requestOf("hold", answered(REASON, TEXT, { ask: "fee", codes: [] }, { ask: "day" }))).toEqual({ ...held, until: "2026-10-01" });
  expect(requestOf("release", answered())).toEqual({ act: "release" });
});

it("defers with words, and converts with a parcel where one is asked for", () => {
  expect(requestOf("defer", answered(REASON, TEXT))).toEqual({ act: "defer", reason: "R", detail: "왜" });
  expect(requestOf("convert", answered(INVOICE))).toEqual({ act: "convert", invoice: ["CJGLS", "1234567890"] });
  expect(requestOf("convert", answered())).toEqual({ act: "convert", invoice: null });
  expect(requestOf("complete", answered())).toEqual({ act: "complete" });
});

it("goes on with what the desk says, and only while that can be pressed", () => {
  const first = { ...row("1", ["register_pickup", offer([INVOICE])], ["refund", offer([])]), next: "register_pickup" as const };
  expect([nextOf(first)?.[0], nextOf({ ...first, next: null }), nextOf({ ...first, next: "approve" })]).toEqual(["register_pickup", undefined, undefined]);
});

it("takes a claim in with the words that its buyer reads", () => {
  expect(requestOf("notify", answered(TEXT))).toEqual({ act: "notify", text: "왜" });
  const notified = row("1", ["refuse", offer([TEXT])], ["notify", offer([TEXT])]);
  expect(verbAt("KeyA", [notified])).toBe("notify");
});

it("does nothing that a claim does not offer now, and nothing while it is being sent", () => {
  expect(deedOf("hold", row("1", ["refuse", offer([TEXT])]))).toBeNull();
  expect(deedOf("refuse", row("1", ["refuse", offer([TEXT], false)]))).toBeNull();
  expect(deedOf("refuse", { ...row("1", ["refuse", offer([TEXT])]), action: ["refuse_return", "sending"] })).toBeNull();
});

it("keeps the desk's order of the buttons", () => {
  const verbs = able(row("1", ["register_pickup", offer([INVOICE])], ["approve", offer([], false)], ["refund", offer([])])).map(([verb]) => verb);
  expect(verbs).toEqual(["register_pickup", "refund"]);
});

it("presses under a key what most of the claims offer there", () => {
  const rows = [row("1", ["approve", offer([])]), row("2", ["refund", offer([])]), row("3", ["refund", offer([])]), row("4", ["refuse", offer([])])];
  expect(verbAt("KeyA", rows)).toBe("refund");
  expect(verbAt("KeyA", rows.slice(0, 1))).toBe("approve");
  expect(verbAt("KeyH", rows)).toBeNull();
  expect(verbAt("KeyA", [row("1", ["approve", offer([], false)])])).toBeNull();
});

it("charges no more than the cheapest claim's goods are worth, and knows nothing where one is unknown", () => {
  const worth = (...amounts: (number | null)[]): number | null => worthOf(amounts.map((amount) => ({ amount }) as ClaimRowView));
  expect([worth(5000, 3000), worth(5000, null), worth()]).toEqual([3000, null, null]);
});

it("presses one claim as it was shown, however it was pressed", async () => {
  const sent: ClaimPress[][] = [];
  mockIPC((command, args) => {
    expect(command).toBe("claim_acts");
    sent.push((args as { presses: ClaimPress[] }).presses);
    return { actions: ["a1"], blocked: [], leaves_at: null };
  });
  const stamp: ClaimRowView["stamp"] = { kind: "return", step: "collected", quantity: 2, fault: "buyer", fee: null, items: [], held: false, found: null };
  const shown = { ...row("1", ["approve", offer([])]), account: "a", stamp };
  const deed = deedOf("approve", shown);
  expect(deed && (await carryOut(deed, { act: "approve" }))).toMatchObject({ actions: ["a1"] });
  expect(sent).toEqual([[{ account: "a", claim: "1", act: { act: "approve" }, seen: stamp }]]);
  clearMocks();
});

it("presses again on the claim as it is now, with what was typed", () => {
  const pressed = deedOf("hold", row("1", ["hold", offer([REASON, TEXT])])) ?? expect.fail("not offered");
  const stamp = { kind: "return", step: "collecting" } as ClaimRowView["stamp"];
  const moved = { ...row("1", ["hold", offer([REASON, TEXT, { ask: "fee", codes: [] }])]), stamp };
  const now = renewed(pressed, moved);
  expect([now.rows[0]?.stamp, now.offer.enabled, now.offer.asks.length]).toEqual([stamp, true, 3]);
  const given = answered(REASON, TEXT);
  expect(kept(given, pressed.offer.asks)).toBe(given);
  expect(requestOf("hold", kept(given, now.offer.asks))).toEqual({ act: "hold", reason: "R", detail: "왜", fee: 3000, until: null });
  expect(renewed(pressed, row("1", ["refund", offer([])])).offer.enabled).toBe(false);
  expect(renewed(pressed, { ...moved, action: ["hold_return", "sending"] }).offer.enabled).toBe(false);
});
