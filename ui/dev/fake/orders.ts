import type { ActionKind, ActionState, InboxQuery, InboxRow, Marketplace, Stage, Status, UndeliveredView } from "../../src/bindings";
import { lineDeadline } from "./deadlines";
import { ago, DAY, MINUTE, noise, NOW, pick, scene } from "./scene";
import { isEsm, isNaver, sharedOut, type Shop, SHOPS } from "./shops";

const GOODS: [string, string[], number][] = [
  ["스텐 보온텀블러 500ml", ["무광 블랙", "아이보리", "올리브"], 18_900],
  ["규조토 식기매트", ["대", "중"], 23_500],
  ["극세사 주방매트", ["120 그레이", "80 베이지"], 18_900],
  ["거즈 행주 5매입", ["베이지", "그레이"], 8_900],
  ["리넨 앞치마", ["차콜", "오트밀"], 32_000],
  ["편백 도마", ["중", "대"], 28_500],
  ["유리 밀폐용기 3종", ["620ml", "370ml"], 29_900],
  ["실리콘 조리도구 5종", ["크림"], 16_900],
  ["대나무 키친타월", ["12롤", "24롤"], 15_900],
  ["코튼 베개커버", ["50×70 세이지"], 12_900],
  ["순면 식탁보", ["150 오트"], 41_000],
];
const NAMES = ["김*수", "이*나", "정*호", "박*영", "한*", "박*연", "최*진", "오*민", "윤*아", "서*우", "강*경", "남궁*분"];
const REGIONS = ["서울 마포", "대구 수성", "경기 수원", "부산 해운대", "서울 송파", "경기 성남", "인천 연수", "전북 전주", "제주 서귀포"];
const STAGES: Stage[] = ["paid", "preparing", "shipped", "delivering", "delivered", "confirmed"];
const SHARES = [0.3, 0.55, 0.62, 0.74, 0.88, 1];
const RAW: Record<Stage, string> = {
  paid: "ACCEPT",
  preparing: "INSTRUCT",
  shipped: "DEPARTURE",
  delivering: "DELIVERING",
  delivered: "FINAL_DELIVERY",
  confirmed: "PURCHASE_CONFIRMED",
  canceled: "CANCELED",
  unknown: "HOLD_BY_MARKET",
};

/** What was changed by a press since the page was opened, by line. */
export const changes = new Map<string, Partial<InboxRow>>();

/** For every line, the line with which its bundle begins. */
const starts = new Uint32Array(scene.rows);
for (let line = 0; line < scene.rows; ) {
  const share = noise(line + 7);
  const size = share > 0.93 ? 3 : share > 0.8 ? 2 : 1;
  for (let part = 0; part < size && line < scene.rows; part++) starts[line + part] = line;
  for (let part = 0; part < size; part++) line++;
}

function stageOf(start: number): Stage {
  const share = scene.rows <= 200 ? noise(start) * 0.62 : noise(start);
  return STAGES[SHARES.findIndex((edge) => share < edge)] ?? "confirmed";
}

const statusOf = (stage: Stage, claim: boolean): Status =>
  claim ? "CANCEL_REQ" : (stage.toUpperCase() as Status);

const hasClaim = (line: number): boolean => noise(line * 3 + 1) > 0.965;

function actionOf(line: number): [ActionKind, ActionState] | null {
  const share = noise(line * 5 + 2);
  if (share > 0.985) return ["confirm", "unknown"];
  return share > 0.97 ? ["ship", "failed"] : null;
}

const ADD_ONS = ["선물 포장", "추가 실리콘 뚜껑", "전용 파우치"];
const HOLDS = ["주소 확인 중", "재고 입고 대기", "구매자 요청으로 잠시 멈춤"];

function shopAt(line: number): Shop {
  const share = noise((starts[line] ?? 0) + 99);
  return scene.name === "one" ? (SHOPS[0] as Shop) : sharedOut(share);
}

const waits = (stage: Stage): boolean => stage === "paid" || stage === "preparing";

function bundleLines(start: number): number {
  let end = start;
  while (starts[end] === start) end++;
  return end - start;
}

/** An order's number as the marketplace makes it: Gmarket's and Auction's come from one range. */
function orderNumber(market: Marketplace, start: number): string {
  if (isNaver(market)) return String(2_026_091_544_120_931 - start);
  if (market === "elevenst") return String(202_609_150_051_882 - start);
  return String((isEsm(market) ? 4_187_263_051 : 29_000_188_420_517) - start);
}

/** A report that nothing has come, on some of what has left. */
function undeliveredAt(market: Marketplace, stage: Stage, line: number): UndeliveredView | null {
  const left = stage === "shipped" || stage === "delivering";
  if (!left || (market !== "elevenst" && !isEsm(market)) || noise(line + 91) < 0.6) return null;
  const status = market === "elevenst" ? "미처리" : "";
  return { report: `N${line}`, reported_at: ago(5 * 60 * MINUTE + line * MINUTE), reason: "배송완료로 나오는데 받지 못했어요", status, settled_at: null };
}

/** The line with this number, counted from the newest. */
export function lineAt(line: number): InboxRow {
  const start = starts[line] ?? 0;
  const [product, options, price] = pick(GOODS, line * 11);
  const stage = stageOf(start);
  const ordered = noise(line + 31) > 0.85 ? 3 : noise(line + 32) > 0.7 ? 2 : 1;
  const canceled = ordered === 3 && noise(line + 41) > 0.5 ? 1 : 0;
  const shop = shopAt(line);
  const naver = isNaver(shop.market);
  const addOn = naver && line !== start;
  const id = (648_000_000_000_000_000n + BigInt(start)).toString();
  const row: InboxRow = {
    deadline: null,
    key: String(line),
    account: shop.account,
    marketplace: shop.market,
    order: orderNumber(shop.market, start),
    line: `${id}:${5_000_000_000 + line}`,
    bundle: id,
    bundle_lines: bundleLines(start),
    status: scene.rows > 50 && line === 23 ? "UNKNOWN" : statusOf(stage, hasClaim(line)),
    stage: scene.rows > 50 && line === 23 ? "unknown" : stage,
    raw_status: scene.rows > 50 && line === 23 ? "REVIEW_HOLD" : RAW[stage],
    at: ago(start * 3 * MINUTE),
    ship_by: new Date(NOW + (Math.floor(noise(start + 5) * 6) - 1.4) * DAY).toISOString().slice(0, 10),
    product: addOn ? pick(ADD_ONS, line) : product,
    option: addOn ? "" : pick(options, line * 13),
    quantity: { ordered, canceled, held: 0 },
    to_ship: ordered - canceled,
    amount: price * ordered,
    receiver: pick(NAMES, start),
    phone: `0503-****-${String(1000 + Math.floor(noise(start + 3) * 9000))}`,
    region: pick(REGIONS, start + 1),
    has_memo: noise(line + 61) > 0.75,
    name_mismatch: noise(line + 62) > 0.97,
    invoice: ["paid", "preparing"].includes(stage) ? null : String(633_018_851_205 + line),
    claim: hasClaim(line) ? "cancel" : null,
    action: actionOf(line),
    stale_since: scene.name === "stopped" && shop.market === "smartstore" ? ago(38 * MINUTE) : null,
    dispatch_hold: waits(stage) && noise(line + 71) > 0.94 ? pick(HOLDS, line) : null,
    add_on: addOn,
    undelivered: undeliveredAt(shop.market, stage, line),
    delayed_because: naver && stage === "preparing" && noise(start + 81) > 0.75 ? "상품 준비 중" : null,
  };
  const now = { ...row, ...changes.get(row.line) };
  return { ...now, deadline: lineDeadline(now) };
}

/** The number of a line. */
export const numberOf = (line: string): number => Number(line.split(":")[1]) - 5_000_000_000;

/** All lines of the bundle a line is in. */
export function bundleOf(line: string): InboxRow[] {
  const start = starts[numberOf(line)] ?? 0;
  return Array.from({ length: bundleLines(start) }, (_, part) => lineAt(start + part));
}

let filtered: { of: string; lines: Uint32Array } | null = null;

/** The numbers of the lines that a query finds, in its order. */
export function find(query: InboxQuery): Uint32Array {
  const of = JSON.stringify(query) + changes.size;
  if (filtered?.of !== of) filtered = { of, lines: scan(query) };
  return filtered.lines;
}

function scan(query: InboxQuery): Uint32Array {
  const found: number[] = [];
  const plain = !query.on_hold && !query.undelivered && !query.text && !query.accounts?.length && !query.from && !query.statuses?.length;
  for (let line = 0; line < scene.rows; line++) if (plain || matches(query, lineAt(line))) found.push(line);
  if (query.sort === "oldest") found.reverse();
  return Uint32Array.from(found);
}

function matches(query: InboxQuery, row: InboxRow): boolean {
  if (query.statuses?.length && !query.statuses.includes(row.status)) return false;
  if (query.accounts?.length && !query.accounts.includes(row.account)) return false;
  if (query.on_hold && row.dispatch_hold === null) return false;
  if (query.undelivered && (row.undelivered === null || row.undelivered.settled_at !== null)) return false;
  if (query.from && row.at.slice(0, 10) < query.from) return false;
  if (query.text) return [row.order, row.product, row.receiver, row.invoice ?? ""].some((word) => word.includes(query.text ?? ""));
  return true;
}
