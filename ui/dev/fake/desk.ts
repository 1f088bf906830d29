import { emit } from "@tauri-apps/api/event";
import type {
  AboutView,
  AccountForm,
  ActionBatch,
  ActionKind,
  ActionState,
  ActionView,
  Blocked,
  Change,
  ClaimActRequest,
  ClaimChoice,
  ClaimPress,
  ClaimRequest,
  ClaimVerb,
  InboxQuery,
  InboxRow,
  InspectRequest,
  Marketplace,
  Offer,
  OrderDetail,
  Outcome,
  PageAt,
  Problem,
  SavedView,
  ShipRow,
  Status,
  Tag,
  ToldRow,
} from "../../src/bindings";
import * as accounts from "./accounts";
import { undoing, wait } from "./undo";
import { capabilities, readings } from "./table";
import { words } from "./words";
import { claimDetail, claimNamed, claims, move } from "./claims";
import { claimDues, deadlineAnswers } from "./deadlines";
import * as inspections from "./inspections";
import { hurryPlan, planOf } from "./plan";
import { bundleOf, changes, find, lineAt, numberOf } from "./orders";
import { stopped } from "./stops";
import { ago, DAY, MINUTE, scene, sentence } from "./scene";
import { isMissing, isNaver, offer, shopOf } from "./shops";

type Ref = [string, string];

const TAGS: Tag[] = ["orders", "claims", "counts", "journal"];
let locale = scene.locale;
let firstRun = scene.name === "first";
let views: SavedView[] = scene.rows > 0 ? [{ id: "v1", name: "보낼 주문", query: { statuses: ["PAID", "PREPARING"], accounts: [], from: null, to: null, text: null, sort: "oldest" }, position: 0 }] : [];
const journal: ActionView[] = [];

const broken: Problem | null =
  scene.name === "broken"
    ? { code: "keychain", sentence: sentence("키체인이 잠겨 저장소를 열 수 없습니다. 시스템 키체인을 푼 뒤 모아데스크를 다시 여세요.", "The keychain is locked, so the file cannot be opened. Unlock it and open Moadesk again."), quote: null, remedy: null }
    : null;

function say(change: Change, invalidates: Tag[]): void {
  void emit("changed", { change, invalidates });
}

const STAGES: [ActionKind, string[]][] = [
  ["confirm", ["paid"]],
  ["ship", ["paid", "preparing"]],
  ["change_invoice", ["shipped", "delivering"]],
  ["split_ship", ["preparing"]],
  ["delay_notice", ["preparing"]],
  ["change_hope_delivery", ["preparing"]],
  ["change_receiver", ["paid", "preparing"]],
  ["hold_dispatch", ["paid", "preparing"]],
  ["ship_pieces", ["preparing"]],
  ["complete_delivery", ["delivering"]],
  ["answer_undelivered", ["shipped", "delivering"]],
  ["cancel_sale", ["paid", "preparing"]],
  ["request_return", ["shipped", "delivering", "delivered"]],
];
const NOT_NOW: [string, string] = ["지금 단계에서는 할 수 없습니다.", "Not at this stage."];

const offersFor = (market: Marketplace, stage: string): Offer[] =>
  STAGES.map(([kind, stages]) => offer(market, kind, stages.includes(stage), NOT_NOW));

/** What a marketplace tells of a line besides. */
const toldOf = (row: InboxRow): ToldRow[] => [
  { name: sentence("주문자", "Buyer"), value: { form: "text", is: row.receiver } },
  { name: sentence("상품주문번호", "Line number"), value: { form: "text", is: row.line } },
  { name: sentence("결제", "Paid"), value: { form: "moment", is: row.at } },
  { name: sentence("결제 수단", "Paid by"), value: { form: "text", is: "신용카드 간편결제" } },
  { name: sentence("포인트 결제 (주문 전체)", "Paid with points (whole order)"), value: { form: "won", is: 12_900 } },
  { name: sentence("정산 예정액", "Expected payout"), value: { form: "won", is: Math.round(row.amount * 0.9) } },
  { name: sentence("도착 예정일", "Arrives by"), value: { form: "day", is: "2026-09-17" } },
];

function detail(account: string, line: string): OrderDetail {
  const rows = bundleOf(line);
  const opened = lineAt(numberOf(line));
  const paid = rows.reduce((sum, row) => sum + row.amount, 0);
  return {
    account,
    account_name: shopOf(account).name,
    marketplace: opened.marketplace,
    order: opened.order,
    line,
    lines: rows.map((row) => ({ row, unit: row.amount / row.quantity.ordered, sku: "GC-3S-620", shown_name: row.name_mismatch ? `${row.product} 선물세트` : row.product, inputs: [], courier: row.invoice ? "CJ대한통운" : "", hoped_for: isNaver(row.marketplace) && row.stage === "preparing" && row.has_memo ? "2026-12-24" : null, undelivered: row.undelivered, told: toldOf(row) })),
    receiver: { name: opened.receiver, phone: opened.phone, postcode: "13529", address: "경기 성남시 분당구 ***", memo: opened.has_memo ? "문 앞에 놓아 주세요. 벨 누르지 마세요." : "" },
    money: [
      { label: sentence("상품 금액", "Goods"), amount: paid, total: false },
      { label: sentence("판매자 쿠폰", "Seller's coupon"), amount: -2_000, total: false },
      { label: sentence("배송비", "Shipping"), amount: 0, total: false },
      { label: sentence("구매자 결제", "Paid by the buyer"), amount: paid - 2_000, total: true },
    ],
    ordered_at: opened.at,
    channel: "아이폰앱",
    offers: offersFor(opened.marketplace, opened.stage),
    claims: opened.claim ? claims.cancel.slice(0, 1) : [],
    timeline: [
      { at: ago(9 * MINUTE), source: "us", about: "", kind: { event: "receiver_changed" }, words: null, trace: null },
      { at: ago(18 * MINUTE), source: "market", about: "", kind: { event: "quantity_changed", from: 3, to: 2 }, words: null, trace: null },
      { at: ago(70 * MINUTE), source: "us", about: "", kind: { event: "collected" }, words: null, trace: null },
      { at: ago(DAY), source: "market", about: "", kind: { event: "stage_changed", from: "paid", to: "preparing" }, words: null, trace: null },
    ],
  };
}

/** What the first target of an action is about. */
function aboutOf(kind: ActionKind, targets: Outcome["target"][]): AboutView {
  const claim = targets[0]?.on === "claim" ? claimNamed(targets[0].id) : undefined;
  const pays = kind === "approve_cancel" || kind === "refund_return";
  return { order: claim?.order ?? null, product: claim?.lines[0]?.product ?? "", refund: pays ? (claim?.amount ?? null) : null };
}

function enter(kind: ActionKind, targets: Outcome["target"][], account: string, fail: (index: number) => string | null, then: () => void, after = 700): ActionBatch {
  const id = `act-${journal.length + 1}`;
  const action: ActionView = { id, account, marketplace: shopOf(account).market, trace: isNaver(shopOf(account).market) ? "dr4k2-8f21ab-77c0" : null, kind, state: "queued", targets, about: aboutOf(kind, targets), outcomes: [], created_at: new Date().toISOString(), leaves_at: null, sent_at: null, finished_at: null, next_check_at: null, settles_by_hand_at: null, attempts: 1, error: null, remedy: null };
  journal.unshift(action);
  const rows = targets.flatMap((target) => (target.on === "claim" ? [claimNamed(target.id)] : [])).filter((row) => row !== undefined);
  const show = (state: ActionState | null): void => {
    for (const row of rows) row.action = state ? [kind, state] : null;
    for (const target of targets) if (target.on === "line") changes.set(target.id, { ...changes.get(target.id), action: state ? [kind, state] : null });
  };
  show("queued");
  const answered = (): void => {
    const silent = scene.name === "silent";
    action.outcomes = targets.map((target, index) => {
      if (silent) return { target, result: "unknown", advice: null, remedy: null };
      const message = fail(index);
      return message === null ? { target, result: "ok", advice: null, remedy: null } : { target, result: "failed", code: "400", message, retryable: false, advice: sentence("송장번호를 고친 뒤 다시 보내세요.", "Correct the invoice and send again."), remedy: { do: "send_again" } };
    });
    action.state = silent ? "unknown" : action.outcomes.every((each) => each.result === "failed") ? "failed" : "done";
    action.next_check_at = silent ? ago(-2 * MINUTE) : null;
    action.settles_by_hand_at = silent ? ago(-15 * MINUTE) : null;
    action.finished_at = silent ? null : new Date().toISOString();
    show(action.state === "done" ? null : action.state);
    if (action.state === "done") then();
    say({ change: "action", id, state: action.state }, TAGS);
  };
  const leave = (): void => {
    show("sending");
    setTimeout(answered, after);
  };
  wait(action, leave, () => show(null));
  return { actions: [id], blocked: [], leaves_at: action.leaves_at };
}

const lineTargets = (lines: string[]): Outcome["target"][] => lines.map((id) => ({ on: "line", id }));
const never = (): null => null;

function shipped(rows: ShipRow[]): ActionBatch {
  const lines = rows.flatMap((row) => bundleOf(row.line).map((each) => each.line));
  const refused = new Set(rows.filter((row) => row.invoice.endsWith("7")).map((row) => row.line.split(":")[0]));
  const fail = (index: number): string | null => (refused.has(lines[index]?.split(":")[0]) ? "이미 등록된 송장번호입니다." : null);
  return enter("ship", lineTargets(lines), rows[0]?.account ?? "", fail, () => {
    lines.forEach((line, index) => fail(index) === null && changes.set(line, { stage: "shipped", status: "SHIPPED" }));
  });
}

function page(query: InboxQuery, at: PageAt, limit: number) {
  const lines = find(query);
  const first = at.row ?? 0;
  return { rows: [...lines.slice(first, first + limit)].map(lineAt), first, total: lines.length, total_is_floor: false };
}

function counts() {
  const lines = new Map<Status, number>();
  for (let line = 0; line < Math.min(scene.rows, 100_000); line++) {
    const { status } = lineAt(line);
    lines.set(status, (lines.get(status) ?? 0) + Math.max(1, scene.rows / 100_000));
  }
  const steps = new Map<string, number>();
  for (const row of Object.values(claims).flat()) steps.set(`${row.account} ${row.kind} ${row.step}`, (steps.get(`${row.account} ${row.kind} ${row.step}`) ?? 0) + 1);
  return {
    lines: [...lines].map(([status, n]) => [status, Math.round(n)]),
    claims: [...steps].map(([key, n]) => ({ account: key.split(" ")[0], kind: key.split(" ")[1], step: key.split(" ")[2], claims: n })),
    unknown_actions: journal.filter((each) => each.state === "unknown").length + 2,
    failed_actions: 1,
  };
}

/** A return of which nobody knows whether it was refunded. */
const lost = claims.return.find((row) => row.action?.[1] === "unknown");

const PAST: ActionView[] = scene.rows === 0 ? [] : [
  { id: "old-1", account: lost?.account ?? "", marketplace: lost?.marketplace ?? "coupang", trace: null, kind: "refund_return", state: "unknown", targets: [], about: { order: null, product: "", refund: null }, leaves_at: null, outcomes: [{ target: { on: "claim", id: lost?.claim ?? "" }, result: "unknown", advice: null, remedy: null }], created_at: ago(6 * MINUTE), sent_at: ago(6 * MINUTE), finished_at: null, next_check_at: ago(-2 * MINUTE), settles_by_hand_at: ago(MINUTE), attempts: 1, error: sentence("30초 안에 응답이 없었습니다.", "No answer within 30 s."), remedy: null },
  { id: "old-2", account: "acc-2", marketplace: "smartstore", trace: "cr01^1789445012345^7fd2", kind: "ship", state: "done", targets: [], about: { order: null, product: "", refund: null }, leaves_at: null, outcomes: [...lineTargets([lineAt(0).line, lineAt(1 % scene.rows).line]).map((target, index) => index ? ({ target, result: "failed" as const, code: "400", message: "이미 등록된 송장번호입니다.", retryable: false, advice: sentence("송장번호를 고친 뒤 다시 보내세요.", "Correct the invoice and send again."), remedy: { do: "open_claim" as const } }) : ({ target, result: "ok" as const, advice: null, remedy: null }))], created_at: ago(40 * MINUTE), sent_at: ago(40 * MINUTE), finished_at: ago(39 * MINUTE), next_check_at: null, settles_by_hand_at: null, attempts: 1, error: null, remedy: null },
  { id: "old-3", account: "acc-1", marketplace: "coupang", trace: null, kind: "confirm", state: "done", targets: [], about: { order: null, product: "", refund: null }, leaves_at: null, outcomes: lineTargets(Array.from({ length: Math.min(12, scene.rows) }, (_, n) => lineAt(n).line)).map((target) => ({ target, result: "ok", advice: null, remedy: null })), created_at: ago(3 * 60 * MINUTE), sent_at: ago(3 * 60 * MINUTE), finished_at: ago(3 * 60 * MINUTE), next_check_at: null, settles_by_hand_at: null, attempts: 1, error: null, remedy: null },
];

/** Keeps lines from leaving, or lets them go. */
function keep(lines: Ref[], reason: string | null): ActionBatch {
  for (const [, line] of lines) changes.set(line, { ...changes.get(line), dispatch_hold: reason });
  return { actions: [], blocked: [], leaves_at: null };
}

function settleReport(line: string): void {
  const { undelivered } = lineAt(numberOf(line));
  if (undelivered) changes.set(line, { ...changes.get(line), undelivered: { ...undelivered, settled_at: new Date().toISOString() } });
}

/** Notes what a person saw in the seller centre. */
function settle(id: string, target: Outcome["target"], asDone: boolean): void {
  const action = [...journal, ...PAST].find((each) => each.id === id);
  if (!action) return;
  action.outcomes = action.outcomes.map((each) => (each.target.id !== target.id ? each : asDone ? { target, result: "ok", advice: null, remedy: null } : { target, result: "failed", code: "", message: "처리되지 않음", retryable: true, advice: null, remedy: null }));
  action.state = asDone ? "done" : "failed";
  say({ change: "action", id, state: action.state }, TAGS);
}

function saveAccount({ name, marketplace, fields }: AccountForm) {
  firstRun = false;
  const saved = accounts.addAccount(name, marketplace);
  const other = fields.find(([field]) => field === "other_seller_id")?.[1];
  if (other && marketplace === "gmarket") accounts.addCompanion(`${name} · 옥션`, "auction", other);
  return saved;
}

const pressedOnce = new Set<string>();

/** In the scene of a stale desk, every claim changed before its first press. */
function changedMeanwhile({ claim }: ClaimPress): Blocked[] {
  if (scene.name !== "stale" || pressedOnce.has(claim)) return [];
  pressedOnce.add(claim);
  return [{ target: { on: "claim", id: claim }, order: claimNamed(claim)?.order ?? "", reason: sentence("단계가 바뀌어(‘요청’ → ‘수거중’) 보내지 않았습니다. 내용을 다시 확인하고 누르세요.", "Its step changed, so it was not sent. Look again and press."), remedy: null }];
}

/** What kind of write an act on a claim is. */
function kindOf(id: string, { act }: ClaimActRequest): ActionKind {
  const verb = (act.startsWith("refuse") ? "refuse" : act) as ClaimVerb;
  return claimNamed(id)?.offers.find(([each]) => each === verb)?.[1].kind ?? "approve_cancel";
}

// The page sends arguments in the order in which the command declares them.
/* eslint-disable @typescript-eslint/no-explicit-any */
const answers: Record<string, (...args: any[]) => unknown> = {
  desk_state: () => ({ first_run: firstRun, locale, version: "0.1.0", problem: broken }),
  set_locale: (next: string) => void (locale = next),
  start_sandbox_shop: () => ((firstRun = false), accounts.openShops()),
  open_link: () => null,
  accounts: () => accounts.accounts,
  marketplaces: () => accounts.marketplaces,
  new_draft: () => "draft-1",
  paste_secret: (_draft: string, _market: string, field: string) => ({ length: field === "secret_key" ? 40 : 36, plausible: true }),
  check_account: () => accounts.check(),
  save_account: saveAccount,
  remove_account: (id: string) => accounts.removeAccount(id),
  couriers: () => accounts.couriers,
  capabilities: () => capabilities,
  readings: () => readings,
  inbox_page: page,
  inbox_keys: (query: InboxQuery, first: number, last: number) => [...find(query).slice(first, last + 1)].map((line) => [lineAt(line).account, lineAt(line).line]),
  counts,
  order_detail: detail,
  reveal_receiver: () => ({ name: "박서연", phone: "0503-1234-8842", phone2: "", postcode: "13529", address: "경기 성남시 분당구 정자로 100", address_detail: "302동 1104호", customs_code: "", memo: "문 앞에 놓아 주세요. 벨 누르지 마세요.", told: [{ name: sentence("회원 ID·닉네임", "Member ID or nickname"), value: { form: "text", is: "hong77" } }] }),
  selection_offers: (lines: Ref[]) => {
    const rows = lines.map(([, line]) => lineAt(numberOf(line)));
    return offersFor(rows[0]?.marketplace ?? "coupang", rows[0]?.stage ?? "").map((each) => {
      const wanted = STAGES.find(([kind]) => kind === each.kind)?.[1] ?? [];
      const applicable = rows.filter((row) => wanted.includes(row.stage) && !isMissing(row.marketplace, each.kind)).length;
      return { offer: { ...each, enabled: applicable > 0, reason: applicable > 0 ? null : (each.reason ?? sentence(...NOT_NOW)) }, applicable, along: 0 };
    });
  },
  saved_views: () => views,
  put_view: (view: SavedView) => void (views = [...views.filter((each) => each.id !== view.id), view]),
  remove_view: (id: string) => void (views = views.filter((each) => each.id !== id)),
  confirm_lines: (lines: Ref[]) => {
    const mine = lines.filter(([, line]) => lineAt(numberOf(line)).stage === "paid").map(([, line]) => line);
    return enter("confirm", lineTargets(mine), lines[0]?.[0] ?? "", never, () => mine.forEach((line) => changes.set(line, { stage: "preparing", status: "PREPARING" })));
  },
  ship: shipped,
  parcel_stops: (lines: Ref[]) => stopped(lines, say),
  change_invoice: shipped,
  split_ship: (now: ShipRow[]) => shipped(now),
  ship_rest: (row: ShipRow) => shipped([row]),
  complete_delivery: (account: string, line: string) => enter("complete_delivery", lineTargets([line]), account, never, () => changes.set(line, { stage: "delivered", status: "DELIVERED" })),
  cancel_sale: (account: string, lines: [string, number][]) => enter("cancel_sale", lineTargets(lines.map(([line]) => line)), account, never, () => lines.forEach(([line]) => changes.set(line, { stage: "canceled", status: "CANCELED" }))),
  claim_dues: () => claimDues(Object.values(claims).flat()),
  ...deadlineAnswers,
  claim_queue: ({ kind, accounts: of }: ClaimRequest) => ({ rows: claims[kind].filter((row) => of.length === 0 || of.includes(row.account)).map((row) => ({ ...row, ...inspections.cautioned(row) })), more: false }),
  claim_detail: (_account: string, id: string) => claimDetail(id),
  read_claim_again: (_account: string, id: string) => inspections.readAgain(id),
  inspect_claim: (_account: string, id: string, found: InspectRequest) => inspections.inspect(id, found),
  add_claim_photos: (_account: string, id: string) => inspections.addPhotos(id),
  claim_photo: (_account: string, _id: string, photo: number) => inspections.picture(photo),
  remove_claim_photo: (_account: string, id: string, photo: number) => inspections.removePhoto(id, photo),
  delay_notice: (account: string, line: string, until: string) => enter("delay_notice", lineTargets([line]), account, never, () => changes.set(line, { ship_by: until, delayed_because: "상품 준비 중" })),
  change_hope_delivery: (account: string, line: string) => enter("change_hope_delivery", lineTargets([line]), account, never, () => undefined),
  change_receiver: (account: string, line: string) => enter("change_receiver", lineTargets([line]), account, never, () => undefined),
  request_return: (account: string, lines: [string, number][]) => enter("request_return", lineTargets(lines.map(([line]) => line)), account, never, () => lines.forEach(([line]) => changes.set(line, { claim: "return", status: "RETURN_REQ" }))),
  ship_pieces: (account: string, line: string) => enter("ship_pieces", lineTargets([line]), account, never, () => changes.set(line, { stage: "shipped", status: "SHIPPED" })),
  answer_undelivered: (account: string, line: string) => enter("answer_undelivered", lineTargets([line]), account, never, () => settleReport(line)),
  settle_unknown: (id: string, target: Outcome["target"], asDone: boolean) => settle(id, target, asDone),
  hold_dispatch: (lines: Ref[], reason: string) => keep(lines, reason),
  release_dispatch: (lines: Ref[]) => keep(lines, null),
  claim_plan: (chosen: ClaimChoice[]) => planOf(chosen, say),
  hurry_claim_plan: () => hurryPlan(),
  claim_acts: (presses: ClaimPress[]) => {
    const late = presses.flatMap(changedMeanwhile);
    if (late.length > 0) return { actions: [], blocked: late, leaves_at: null };
    const batches = presses.map(({ account, claim, act }, index) => {
      const alone = scene.name === "refusing" && presses.length === 1;
      const fail = alone ? () => "이미 처리된 클레임입니다." : index % 11 === 3 ? () => "수거 송장이 등록되지 않은 건입니다." : never;
      return enter(kindOf(claim, act), [{ on: "claim", id: claim }], account, fail, () => move(claim, act), 500 + index * 90);
    });
    return { actions: batches.flatMap((batch) => batch.actions), blocked: [], leaves_at: batches[0]?.leaves_at ?? null };
  },
  actions: (ids: string[]) => [...journal, ...PAST].filter(({ id }) => ids.includes(id)),
  journal: (states: ActionState[]) => [...journal, ...PAST].filter((each) => states.length === 0 || states.includes(each.state)),
  ...undoing(journal),
  ...words,
  check_now: () => null,
  collect_now: () => null,
  stop_backfill: () => null,
};

/** Answers a command after a moment, with fresh objects, as Rust does. */
export async function answer(command: string, args: unknown[]): Promise<unknown> {
  const found = answers[command];
  if (!found) throw new Error(`no such command: ${command}`);
  await new Promise((done) => setTimeout(done, scene.delay));
  return structuredClone((await found(...args)) ?? null);
}
