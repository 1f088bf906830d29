import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ActionView, InboxRow, OrderDetail, OutcomeView, ShipRow, Stage } from "../bindings";
import { cache } from "../shared/backend";
import { ShipSheetRows } from "./sheet.svelte";

const COURIERS = [{ code: "CJGLS", name: "CJ대한통운", rule: { ko: "숫자 10·12자리", en: "" }, numbered: true, last_used: false }];
let sent: ShipRow[][] = [];
let stop = (): void => undefined;

/** An order of one bundle with two lines; the bundle `held` cannot be shipped. */
function detail(line: string): OrderDetail {
  const bundle = line.split(":")[0] ?? "";
  const stage = (id: string): Stage => (id === "half:1" ? "delivering" : "preparing");
  const row = (id: string) => ({ line: id, bundle, stage: stage(id), product: "도마", to_ship: 1, receiver: "김*수", region: "서울" }) as InboxRow;
  const offer = { kind: "ship", enabled: bundle !== "held", reason: { ko: "취소요청", en: "" }, consequence: null, link: null };
  const lines = [`${bundle}:1`, `${bundle}:2`].map((id) => ({ row: row(id) }));
  return { account: "a", marketplace: "coupang", order: bundle, line, lines, offers: [offer] } as unknown as OrderDetail;
}

beforeEach(() => {
  sent = [];
  mockIPC((command, args) => {
    const given = args as Record<string, never>;
    const account = given["account"] as unknown as string;
    if (command === "order_detail") return { ...detail(given["line"] as unknown as string), account };
    if (command === "couriers") return account === "naver" ? COURIERS.map((each) => ({ ...each, code: "CJ" })) : COURIERS;
    sent.push(given["rows"] as unknown as ShipRow[]);
    const held = sent.at(-1)?.some((each) => each.line.startsWith("part:")) ?? false;
    const left = { target: target("part:2"), order: "part", reason: { ko: "취소요청", en: "" } };
    return { actions: ["action"], blocked: held ? [left] : [] };
  });
});

afterEach(() => {
  stop();
  clearMocks();
  cache.clear();
});

async function sheetOf(...lines: string[]): Promise<ShipSheetRows> {
  const made: ShipSheetRows[] = [];
  stop = $effect.root(() => void made.push(new ShipSheetRows("ship")));
  const sheet = made[0] as ShipSheetRows;
  await sheet.load(lines.map((line) => ["a", line]));
  flushSync();
  return sheet;
}

function journal(outcomes: OutcomeView[]): ActionView[] {
  return [{ id: "action", state: "done", outcomes } as unknown as ActionView];
}

const target = (id: string) => ({ on: "line" as const, id });

it("has one row per bundle, however many of its lines were selected", async () => {
  const sheet = await sheetOf("b1:1", "b1:2", "b2:1");
  expect(sheet.rows.map((row) => [row.bundle, row.lines])).toEqual([
    ["b1", ["b1:1", "b1:2"]],
    ["b2", ["b2:1", "b2:2"]],
  ]);
});

it("pastes downward past a row that stays behind, and takes it back as one step", async () => {
  const sheet = await sheetOf("b1:1", "held:1", "b2:1");
  sheet.paste(0, "CJ대한통운\t633018851205\r\nCJ대한통운\t633018851216\r\nCJ대한통운\t633018851227");
  expect(sheet.rows.map((row) => row.invoice)).toEqual(["633018851205", "", "633018851216"]);
  expect(sheet.pasted).toEqual({ rows: 2, left: 1 });
  expect(sheet.ready).toEqual([0, 2]);
  expect(sheet.undo()).toBe(true);
  expect(sheet.rows.map((row) => row.invoice)).toEqual(["", "", ""]);
  expect(sheet.undo()).toBe(false);
});

it("sends only what is right, and keeps the refused row ready to mend", async () => {
  const sheet = await sheetOf("b1:1", "b2:1", "b3:1");
  sheet.paste(0, "CJ대한통운\t633018851205\nCJ대한통운\t633018851216\nCJ대한통운\t6330");
  await sheet.send();
  expect(sent).toEqual([
    [
      { account: "a", line: "b1:1", courier: "CJGLS", invoice: "633018851205" },
      { account: "a", line: "b2:1", courier: "CJGLS", invoice: "633018851216" },
    ],
  ]);
  sheet.learn(
    journal([
      { target: target("b1:1"), result: "ok", advice: null, remedy: null },
      { target: target("b1:2"), result: "ok", advice: null, remedy: null },
      { target: target("b2:1"), result: "failed", code: "400", message: "이미 등록된 송장", retryable: false, advice: null, remedy: null },
      { target: target("b2:2"), result: "ok", advice: null, remedy: null },
    ]),
  );
  expect(sheet.rows.map((row) => [row.state, row.quote])).toEqual([
    ["done", null],
    ["refused", "이미 등록된 송장"],
    ["open", null],
  ]);
  expect(sheet.ready).toEqual([]);
  sheet.type(1, "633018851299");
  expect([sheet.rows[1]?.state, sheet.ready]).toEqual(["open", [1]]);
});

it("sends nothing again while an outcome is unknown", async () => {
  const sheet = await sheetOf("b1:1");
  sheet.paste(0, "CJ대한통운\t633018851205");
  await sheet.send();
  sheet.learn(journal([{ target: target("b1:1"), result: "unknown", advice: null, remedy: null }]));
  expect([sheet.rows[0]?.state, sheet.ready]).toEqual(["unknown", []]);
  sheet.type(0, "633018851299");
  expect(sheet.rows[0]?.invoice).toBe("633018851205");
});

it("ships what can leave of a bundle, and says what was left out", async () => {
  const sheet = await sheetOf("part:1");
  sheet.paste(0, "CJ대한통운\t633018851205");
  await sheet.send();
  expect(sheet.rows[0]?.state).toBe("refused");
  sheet.learn(journal([{ target: target("part:1"), result: "ok", advice: null, remedy: null }]));
  expect([sheet.rows[0]?.state, sheet.rows[0]?.advice?.ko]).toEqual(["done", "취소요청"]);
});

it("keeps a bundle behind of which nothing left", async () => {
  const sheet = await sheetOf("part:1", "b1:1");
  sheet.paste(0, "CJ대한통운\t633018851205\nCJ대한통운\t633018851216");
  await sheet.send();
  sheet.learn(journal([{ target: target("b1:1"), result: "ok", advice: null, remedy: null }]));
  expect(sheet.rows.map((row) => row.state)).toEqual(["refused", "done"]);
});

it("counts only what has not left yet", async () => {
  const sheet = await sheetOf("half:1");
  expect([sheet.rows[0]?.lines, sheet.rows[0]?.pieces]).toEqual([["half:2"], 1]);
});

it("gives each row the base courier under its own marketplace's code", async () => {
  const sheet = await sheetOf("b1:1", "b2:1");
  await sheet.load([["naver", "n1:1"]]);
  sheet.choose(1, "HANJIN");
  sheet.chooseAll("CJGLS");
  expect(sheet.rows.map((row) => row.courier)).toEqual(["CJGLS", "HANJIN", "CJ"]);
});

it("goes round the rows that need a hand", async () => {
  const sheet = await sheetOf("b1:1", "b2:1", "b3:1");
  sheet.paste(0, "CJ대한통운\t6330\nCJ대한통운\t633018851216\nCJ대한통운\t1.2E+11");
  expect([sheet.nextFault(-1), sheet.nextFault(0), sheet.nextFault(2)]).toEqual([0, 2, 0]);
});

it("opens the rows of a press again that was taken back", async () => {
  const sheet = await sheetOf("b1:1", "b2:1");
  sheet.rows.forEach((_, index) => sheet.choose(index, "CJGLS"));
  sheet.paste(0, "1234567890\n1234567891");
  await sheet.send();
  sheet.learn([{ id: "action", state: "undone", targets: [target("b1:1"), target("b1:2")], outcomes: [] } as unknown as ActionView]);
  expect(sheet.rows.map((row) => [row.state, row.invoice])).toEqual([
    ["open", "1234567890"],
    ["sending", "1234567891"],
  ]);
  expect(sheet.waiting).toEqual([]);
});
