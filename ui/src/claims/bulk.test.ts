import { expect, it } from "vitest";
import type { ActionView, AskView, ClaimPlan, ClaimRowView, ClaimVerb, LeftOut, LeftOutWhy, Marketplace, Offer, PlannedClaim } from "../bindings";
import { briefsOf, choicesOf, formOf, groupsOf, linesOf, sharesOf, sorted, verbOf, wordUnder } from "./bulk";
import { sumWords } from "./sums";

const TEXT: AskView = { ask: "text", length: { unit: "characters", at_least: 1, at_most: 100 } };
const stamp = { kind: "return", step: "collected", quantity: 2 } as const;

const offer = (kind: Offer["kind"], asks: AskView[] = [], enabled = true): Offer => ({ kind, enabled, reason: null, consequence: null, brief: null, link: null, local: false, asks, caution: null });
const row = (claim: string, ...offers: [ClaimVerb, Offer][]): ClaimRowView =>
  ({ account: "a", claim, kind: "return", step: "collected", stamp, offers, action: null }) as unknown as ClaimRowView;

const approve = row("1", ["approve", offer("approve_return")]);
const refund = row("2", ["refund", offer("refund_return")]);
const notify = row("3", ["notify", offer("notify_return", [TEXT])]);
const missing = row("4", ["approve", offer("approve_return", [], false)]);
const bare = row("5");

it("gives each claim its own verb under a key", () => {
  expect([approve, refund, notify, missing, bare].map((each) => verbOf("KeyA", each))).toEqual(["approve", "refund", "notify", "approve", "refund"]);
});

it("asks of every chosen claim what it can be asked, with what the person saw", () => {
  const choices = choicesOf("KeyA", [approve, refund, notify, missing, bare], null);
  expect(choices.map(({ act }) => act?.act ?? null)).toEqual(["approve", "refund", null, "approve", "refund"]);
  expect(choices.every(({ seen }) => seen === stamp)).toBe(true);
});

it("puts the same answers only where the marketplace asks for some", () => {
  const given = { act: "notify", text: "보내 주세요" } as const;
  expect(choicesOf("KeyA", [approve, notify], given).map(({ act }) => act)).toEqual([{ act: "approve" }, given]);
});

it("shows the form first only where all that can be pressed ask for the same", () => {
  const other = row("6", ["notify", offer("notify_return", [{ ask: "text", length: { unit: "characters", at_least: 1, at_most: 50 } }])]);
  const parcel = row("7", ["reship", offer("reship_exchange", [{ ask: "invoice" }])]);
  expect(formOf("KeyA", [notify, { ...notify, claim: "8" }, missing])?.rows.map(({ claim }) => claim)).toEqual(["3", "8"]);
  expect([formOf("KeyA", [notify, other]), formOf("KeyA", [notify, approve]), formOf("KeyI", [parcel, parcel]), formOf("KeyA", [bare])]).toEqual([null, null, null, null]);
});

it("calls a key by its one verb, or by the marketplaces' common one", () => {
  const word = (...rows: ClaimRowView[]): string => wordUnder("KeyA", choicesOf("KeyA", rows, null), rows);
  expect([word(refund), word(refund, approve)]).toEqual(["환불", "승인"]);
});

const goes = (market: Marketplace, kind: PlannedClaim["kind"], brief: string, money: PlannedClaim["money"], amount: number | null, claim = "1"): PlannedClaim =>
  ({ marketplace: market, kind, money, amount, undoable: false, brief: { ko: brief, en: brief }, consequence: null, press: { account: market, claim } }) as unknown as PlannedClaim;

it("sums a plan by marketplace and deed, with the money that leaves now on top", () => {
  const shares = sharesOf([
    goes("grip", "notify_return", "접수", "later", 300),
    goes("grip", "notify_return", "접수", "later", 200),
    goes("coupang", "refund_return", "바로 환불", "now", 100),
    goes("coupang", "approve_cancel", "바로 환불", "now", null),
    goes("coupang", "refund_return", "바로 환불", "now", 50),
  ]);
  expect(shares.map(({ market, amounts }) => [market, sumWords(amounts)])).toEqual([["coupang", "150원"], ["coupang", "금액 모름"], ["grip", "500원"]]);
  expect(briefsOf(shares, ({ ko }) => ko)).toEqual([["바로 환불", 3], ["접수", 2]]);
});

it("keeps what may be refunded early apart from what cannot", () => {
  const receipt = (money: PlannedClaim["money"], amount: number): PlannedClaim => goes("coupang", "confirm_return_collected", "빠른환불이면 환불", money, amount);
  const shares = sharesOf([receipt("later", 120_000), receipt("maybe", 30_000), receipt("none", 0), receipt("maybe", 20_000)]);
  expect(shares.map(({ money, amounts }) => [money, amounts])).toEqual([["maybe", [30_000, 20_000]], ["later", [120_000]], ["none", [0]]]);
});

it("groups what is left out by its reason", () => {
  const out = (claim: string, why: LeftOutWhy): LeftOut => ({ claim, why }) as LeftOut;
  const groups = groupsOf([out("1", "withdrawn"), out("2", "quantity"), out("3", "withdrawn")]);
  expect(groups.map(([why, rows]) => [why, rows.map(({ claim }) => claim)])).toEqual([["withdrawn", ["1", "3"]], ["quantity", ["2"]]]);
});

it("tells of each line how it stands, and puts what failed on top once all have ended", () => {
  const plan = { goes: ["1", "2", "3", "4"].map((claim) => goes("grip", "refund_return", "환불", "now", 1, claim)) } as unknown as ClaimPlan;
  const action = (claim: string, state: ActionView["state"]): ActionView =>
    ({ account: "grip", state, targets: [{ on: "claim", id: claim }], outcomes: [] }) as unknown as ActionView;
  const states = (...actions: ActionView[]): string[] => linesOf(plan, actions, new Set(["4"])).map(({ state }) => state);
  expect(states(action("1", "done"), action("2", "sending"))).toEqual(["done", "waits", "waits", "failed"]);
  const under = linesOf(plan, [action("1", "done"), action("2", "sending"), action("3", "failed")], new Set(["4"]));
  expect(sorted(under).map(({ row: { press } }) => press.claim)).toEqual(["1", "2", "3", "4"]);
  const ended = linesOf(plan, [action("1", "done"), action("2", "unknown"), action("3", "failed")], new Set(["4"]));
  expect(sorted(ended).map(({ row: { press } }) => press.claim)).toEqual(["3", "4", "2", "1"]);
});
