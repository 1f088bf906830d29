import type { ClaimDue, ClaimKind, ClaimRowView, ClaimStep, DeadlineRules, DeadlineView, InboxRow, Marketplace, OwnDay, RuleView, Severity, Start, Term, UntimedView } from "../../src/bindings";
import { DAY, MINUTE, noise, NOW, sentence } from "./scene";

const HOUR = 60 * MINUTE;
const KST = 9 * HOUR;

interface Known {
  id: string;
  market: Marketplace;
  about: [string, string];
  from: Start;
  term: Term | null;
  word: [string, string];
  what: [string, string];
  severity: Severity;
  sure: boolean;
  kind: ClaimKind | "order";
  steps: readonly ClaimStep[];
}

const dispatch = (market: Marketplace, word: [string, string], severity: Severity): Known => ({
  id: `${market}.ship_by`,
  market,
  about: ["주문 발송", "Dispatch of an order"],
  from: "ship_by",
  term: { unit: "clock", minutes: 1440 },
  word,
  what: ["발송기한을 넘기면 지연으로 남습니다.", "Past the day of dispatch it counts as late."],
  severity,
  sure: market === "elevenst" || market === "gmarket" || market === "auction",
  kind: "order",
  steps: [],
});
const request = (market: Marketplace): Known => ({
  id: `${market}.cancel_request`,
  market,
  about: ["취소요청", "Cancel request"],
  from: "requested",
  term: { unit: "hours", count: 24 },
  word: ["자동취소", "auto cancel"],
  what: ["24시간 안에 승인하거나 발송하지 않으면 취소되고 환불됩니다.", "Without an answer within 24 hours it is cancelled and refunded."],
  severity: "money",
  sure: true,
  kind: "cancel",
  steps: ["requested"],
});
const collected = (kind: ClaimKind): Known => ({
  id: `smartstore.${kind}_collected`,
  market: "smartstore",
  about: kind === "return" ? ["수거완료한 반품", "Return whose goods are here"] : ["수거완료한 교환", "Exchange whose goods are here"],
  from: "collected",
  term: { unit: "working_days", count: 3 },
  word: ["패널티", "penalty"],
  what: ["수거완료에서 3영업일 안에 처리하지 않으면 패널티 1점을 받습니다.", "Not settled within 3 working days, it costs 1 penalty point."],
  severity: "penalty",
  sure: false,
  kind,
  steps: ["collected"],
});

const RULES: readonly Known[] = [
  dispatch("smartstore", ["패널티", "penalty"], "penalty"),
  collected("return"),
  collected("exchange"),
  dispatch("coupang", ["지연", "late"], "delay"),
  { ...request("coupang"), term: null, about: ["출고중지요청", "Request to stop the dispatch"], word: ["자동환불", "auto refund"], what: ["상품준비중 주문의 취소는 쿠팡이 저절로 환불합니다. 언제인지는 문서에 없습니다.", "Coupang refunds it by itself. No page says when."] },
  { ...collected("return"), id: "coupang.return_collected", market: "coupang", about: ["입고완료한 반품", "Return whose goods are here"], term: null, word: ["자동환불", "auto refund"], what: ["승인하지 않아도 쿠팡이 얼마 뒤 저절로 승인하고 환불합니다. 언제인지는 문서에 없습니다.", "Coupang refunds by itself after a while. No page says when."], severity: "money", sure: true },
  { ...collected("return"), id: "coupang.return_objection", market: "coupang", term: { unit: "working_days", count: 6 }, word: ["이의 마감", "no appeal"] },
  dispatch("elevenst", ["패널티", "penalty"], "penalty"),
  { ...request("elevenst"), term: null, what: ["답하지 않은 취소요청은 11번가가 저절로 취소합니다. 언제인지는 문서에 없습니다.", "11st cancels by itself what is not answered. No page says when."] },
  { ...collected("return"), id: "elevenst.return_requested", market: "elevenst", about: ["처리하지 않은 반품", "Unsettled return"], from: "requested", term: { unit: "days", count: 20 }, word: ["자동완료", "auto close"], what: ["반품신청 20일째에 저절로 완료되고 환불됩니다.", "On day 20 it is completed and refunded by itself."], severity: "money", steps: ["requested", "collecting", "collected"] },
  dispatch("gmarket", ["패널티", "penalty"], "penalty"),
  request("gmarket"),
  dispatch("auction", ["패널티", "penalty"], "penalty"),
  request("auction"),
  dispatch("npay", ["지연", "late"], "delay"),
];

const own = new Map<string, { term: Term | null; on: boolean }>();
let days: OwnDay[] = [];

const midnight = (ms: number): number => Math.ceil((ms + KST) / DAY) * DAY - KST;

function view(rule: Known, at: number): DeadlineView {
  return {
    at: new Date(at).toISOString(),
    rule: rule.id,
    word: sentence(...rule.word),
    what: sentence(...rule.what),
    counted: sentence("요청 기준 24시간 뒤", "from the request: 24 hours later"),
    severity: rule.severity,
    estimated: !rule.sure && rule.kind !== "order",
    unverified: !rule.sure,
    source: "etapi.gmarket.com/50",
    then: null,
  };
}

const found = (market: Marketplace, kind: Known["kind"], step?: ClaimStep): Known | undefined =>
  RULES.find((rule) => rule.market === market && rule.kind === kind && rule.term !== null && (own.get(rule.id)?.on ?? true) && (step === undefined || rule.steps.includes(step)));

/** The deadline of a claim: some are past, some near, most lie days ahead. */
export function claimDeadline(row: Pick<ClaimRowView, "marketplace" | "kind" | "step" | "requested_at">): DeadlineView | null {
  const rule = found(row.marketplace, row.kind, row.step);
  if (!rule) return null;
  const seed = Date.parse(row.requested_at) / MINUTE;
  return view(rule, rule.term?.unit === "hours" ? NOW + (noise(seed) * 26 - 3) * HOUR : midnight(NOW + (noise(seed) * 6 - 1) * DAY));
}

/** What waiting on a claim costs at a time that nobody tells. */
export function claimUntimed(row: Pick<ClaimRowView, "marketplace" | "kind" | "step">): UntimedView | null {
  const rule = RULES.find((known) => known.market === row.marketplace && known.kind === row.kind && known.term === null && known.steps.includes(row.step));
  if (!rule || own.has(rule.id)) return null;
  return { rule: rule.id, word: sentence(...rule.word), what: sentence(...rule.what), severity: rule.severity, source: "developers.coupangcorp.com" };
}

/** The deadline of a line that waits to leave. */
export function lineDeadline(row: Pick<InboxRow, "marketplace" | "stage" | "ship_by">): DeadlineView | null {
  if (row.ship_by === null || (row.stage !== "paid" && row.stage !== "preparing")) return null;
  const rule = found(row.marketplace, "order");
  return rule ? view(rule, Date.parse(`${row.ship_by}T15:00:00Z`)) : null;
}

/** When the claims of the desk fall due. */
export const claimDues = (rows: readonly ClaimRowView[]): ClaimDue[] =>
  rows.flatMap((row) => (row.deadline ? [{ account: row.account, kind: row.kind, step: row.step, at: row.deadline.at }] : []));

/** In the order of what costs first, then of the requests. */
export const byDeadline = (one: ClaimRowView, other: ClaimRowView): number =>
  (one.deadline?.at ?? "9").localeCompare(other.deadline?.at ?? "9") || Number(one.untimed === null) - Number(other.untimed === null) || one.requested_at.localeCompare(other.requested_at);

function shown(rule: Known): RuleView {
  const changed = own.get(rule.id);
  const usual = rule.term;
  return {
    id: rule.id,
    marketplace: rule.market,
    about: sentence(...rule.about),
    from: rule.from,
    from_words: sentence("요청", "request"),
    term: changed ? changed.term : usual,
    usual,
    usual_words: usual ? sentence("24시간 뒤", "24 hours later") : null,
    on: changed?.on ?? true,
    changed: changed !== undefined,
    word: sentence(...rule.word),
    what: sentence(...rule.what),
    severity: rule.severity,
    estimated: !rule.sure,
    source: "ESM Trading API (etapi.gmarket.com/50)",
  };
}

export const deadlineAnswers = {
  deadline_rules: (): DeadlineRules => ({ rules: RULES.map(shown), days, holidays: [["2026-12-25", "기독탄신일"], ["2027-01-01", "1월 1일"], ["2027-02-06", "설날 전날"]], known_through: 2027 }),
  set_deadline_rule: (id: string, term: Term | null, on: boolean) => void own.set(id, { term, on }),
  reset_deadline_rule: (id: string) => void own.delete(id),
  set_working_day: (day: string, open: boolean | null) => void (days = [...days.filter((each) => each.day !== day), ...(open === null ? [] : [{ day, open }])]),
};
