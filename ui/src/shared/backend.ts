import { QueryClient, queryOptions } from "@tanstack/svelte-query";
import * as bindings from "../bindings";
import type {
  AccountForm,
  AccountId,
  ActionId,
  ActionKind,
  ActionState,
  ClaimChoice,
  ClaimId,
  ClaimKind,
  ClaimPress,
  CourierCode,
  Destination,
  InboxQuery,
  InspectRequest,
  InvoiceNumber,
  LineId,
  Marketplace,
  PageAt,
  Problem,
  SavedView,
  ShipRow,
  SplitLater,
  Target,
  Term,
  Template,
} from "../bindings";
import { invalidate, keyOf, newCache, type Read } from "./cache";

const { commands, events, INVALIDATES } = bindings;

type Write = keyof typeof INVALIDATES;
type Answer<T> = Promise<{ status: "ok"; data: T } | { status: "error"; error: Problem }>;

/** A courier and a number, where they are given. */
type Carried = [CourierCode, InvoiceNumber] | null;

/** A line as commands name it. */
export type LineRef = [AccountId, LineId];

/** A command refused; `problem` is the sentence to show. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.sentence.en);
  }
}

/** The problem of anything thrown by a command. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  const said = error instanceof Error ? error.message : String(error);
  return {
    code: "internal",
    sentence: {
      ko: "프로그램 안에서 오류가 났습니다. 모아데스크를 다시 여세요.",
      en: "Something failed inside the application. Open Moadesk again.",
    },
    quote: said,
    remedy: null,
  };
}

/** Whether it is a problem that Rust told, and not words of what lies between the two, such as an argument not read. */
const isProblem = (error: unknown): error is Problem => typeof error === "object" && error !== null && "sentence" in error;

async function take<T>(answer: Answer<T>): Promise<T> {
  const got = await answer;
  if (got.status === "ok") return got.data;
  const error: unknown = got.error;
  throw isProblem(error) ? new Refusal(error) : new Error(typeof error === "string" ? error : JSON.stringify(error));
}

/** The window's one cache. */
export const cache: QueryClient = newCache();

function read<T>(name: Read, args: unknown[], ask: () => Answer<T>) {
  return queryOptions({ queryKey: keyOf(name, ...args), queryFn: () => take(ask()) });
}

async function write<T>(name: Write, ask: () => Answer<T>): Promise<T> {
  try {
    return await take(ask());
  } finally {
    void invalidate(cache, INVALIDATES[name]);
  }
}

/** Everything the window may read, as options for a query. */
export const reads = {
  deskState: () => read("desk_state", [], () => commands.deskState()),
  accounts: () => read("accounts", [], () => commands.accounts()),
  marketplaces: () => read("marketplaces", [], () => commands.marketplaces()),
  couriers: (account: AccountId) => read("couriers", [account], () => commands.couriers(account)),
  capabilities: () => read("capabilities", [], () => commands.capabilities()),
  readings: () => read("readings", [], () => commands.readings()),
  inboxPage: (query: InboxQuery, at: PageAt, limit: number) =>
    read("inbox_page", [query, at, limit], () => commands.inboxPage(query, at, limit)),
  inboxKeys: (query: InboxQuery, first: number, last: number) =>
    read("inbox_keys", [query, first, last], () => commands.inboxKeys(query, first, last)),
  counts: () => read("counts", [], () => commands.counts()),
  orderDetail: (account: AccountId, line: LineId) =>
    read("order_detail", [account, line], () => commands.orderDetail(account, line)),
  selectionOffers: (lines: LineRef[]) => read("selection_offers", lines, () => commands.selectionOffers(lines)),
  parcelStops: (lines: LineRef[], kind: ActionKind) => read("parcel_stops", [lines, kind], () => commands.parcelStops(lines, kind)),
  savedViews: () => read("saved_views", [], () => commands.savedViews()),
  claimQueue: (kind: ClaimKind, accounts: AccountId[]) =>
    read("claim_queue", [kind, accounts], () => commands.claimQueue({ kind, accounts })),
  claimDues: () => read("claim_dues", [], () => commands.claimDues()),
  deadlineRules: () => read("deadline_rules", [], () => commands.deadlineRules()),
  claimDetail: (account: AccountId, claim: ClaimId) =>
    read("claim_detail", [account, claim], () => commands.claimDetail(account, claim)),
  claimPhoto: (account: AccountId, claim: ClaimId, photo: number) =>
    read("claim_photo", [account, claim, photo], () => commands.claimPhoto(account, claim, photo)),
  waiting: () => read("waiting", [], () => commands.waiting()),
  leaving: () => read("leaving", [], () => commands.leaving()),
  undoSeconds: () => read("undo_seconds", [], () => commands.undoSeconds()),
  templates: () => read("templates", [], () => commands.templates()),
  fillWords: (about: [AccountId, Target][], words: string) => read("fill_words", [about, words], () => commands.fillWords(about, words)),
  happenings: () => read("happenings", [], () => commands.happenings()),
  actions: (actions: ActionId[]) => read("actions", [actions], () => commands.actions(actions)),
  journal: (states: ActionState[]) => read("journal", [states], () => commands.journal(states)),
};

/** Everything the window may ask for that changes something. Each throws a `Refusal`. */
export const writes = {
  setLocale: (locale: string) => write("set_locale", () => commands.setLocale(locale)),
  startSandboxShop: () => write("start_sandbox_shop", () => commands.startSandboxShop()),
  openLink: (url: string) => write("open_link", () => commands.openLink(url)),
  newDraft: () => write("new_draft", () => commands.newDraft()),
  pasteSecret: (draft: string, marketplace: Marketplace, field: string) =>
    write("paste_secret", () => commands.pasteSecret(draft, marketplace, field)),
  checkAccount: (form: AccountForm) => write("check_account", () => commands.checkAccount(form)),
  saveAccount: (form: AccountForm) => write("save_account", () => commands.saveAccount(form)),
  removeAccount: (account: AccountId) => write("remove_account", () => commands.removeAccount(account)),
  revealReceiver: (account: AccountId, line: LineId) =>
    write("reveal_receiver", () => commands.revealReceiver(account, line)),
  putView: (view: SavedView) => write("put_view", () => commands.putView(view)),
  removeView: (id: string) => write("remove_view", () => commands.removeView(id)),
  putTemplate: (template: Template) => write("put_template", () => commands.putTemplate(template)),
  removeTemplate: (id: string) => write("remove_template", () => commands.removeTemplate(id)),
  seeHappenings: (numbers: number[]) => write("see_happenings", () => commands.seeHappenings(numbers)),
  confirmLines: (lines: LineRef[]) => write("confirm_lines", () => commands.confirmLines(lines)),
  ship: (rows: ShipRow[]) => write("ship", () => commands.ship(rows)),
  changeInvoice: (rows: ShipRow[]) => write("change_invoice", () => commands.changeInvoice(rows)),
  splitShip: (now: ShipRow[], later: SplitLater) => write("split_ship", () => commands.splitShip(now, later)),
  shipRest: (row: ShipRow) => write("ship_rest", () => commands.shipRest(row)),
  completeDelivery: (account: AccountId, line: LineId) =>
    write("complete_delivery", () => commands.completeDelivery(account, line)),
  cancelSale: (account: AccountId, lines: [LineId, number][], reason: string) =>
    write("cancel_sale", () => commands.cancelSale(account, lines, reason)),
  delayNotice: (account: AccountId, line: LineId, until: string | null, reason: string, detail: string) =>
    write("delay_notice", () => commands.delayNotice(account, line, until, reason, detail)),
  changeHopeDelivery: (account: AccountId, line: LineId, on: string, at: string | null, region: string, because: string) =>
    write("change_hope_delivery", () => commands.changeHopeDelivery(account, line, on, at, region, because)),
  changeReceiver: (account: AccountId, line: LineId, to: Destination) =>
    write("change_receiver", () => commands.changeReceiver(account, line, to)),
  requestReturn: (account: AccountId, lines: [LineId, number][], reason: string, detail: string, method: string, invoice: Carried) =>
    write("request_return", () => commands.requestReturn(account, lines, reason, detail, method, invoice)),
  shipPieces: (account: AccountId, line: LineId, courier: CourierCode, parts: [InvoiceNumber, number][]) =>
    write("ship_pieces", () => commands.shipPieces(account, line, courier, parts)),
  answerUndelivered: (account: AccountId, line: LineId, reason: string, text: string, invoice: Carried) =>
    write("answer_undelivered", () => commands.answerUndelivered(account, line, reason, text, invoice)),
  holdDispatch: (lines: LineRef[], reason: string) => write("hold_dispatch", () => commands.holdDispatch(lines, reason)),
  releaseDispatch: (lines: LineRef[]) => write("release_dispatch", () => commands.releaseDispatch(lines)),
  setDeadlineRule: (id: string, term: Term | null, on: boolean) =>
    write("set_deadline_rule", () => commands.setDeadlineRule(id, term, on)),
  resetDeadlineRule: (id: string) => write("reset_deadline_rule", () => commands.resetDeadlineRule(id)),
  setWorkingDay: (day: string, open: boolean | null) => write("set_working_day", () => commands.setWorkingDay(day, open)),
  readClaimAgain: (account: AccountId, claim: ClaimId) => write("read_claim_again", () => commands.readClaimAgain(account, claim)),
  inspectClaim: (account: AccountId, claim: ClaimId, found: InspectRequest) =>
    write("inspect_claim", () => commands.inspectClaim(account, claim, found)),
  addClaimPhotos: (account: AccountId, claim: ClaimId, title: string) =>
    write("add_claim_photos", () => commands.addClaimPhotos(account, claim, title)),
  removeClaimPhoto: (account: AccountId, claim: ClaimId, photo: number) =>
    write("remove_claim_photo", () => commands.removeClaimPhoto(account, claim, photo)),
  claimPlan: (chosen: ClaimChoice[]) => write("claim_plan", () => commands.claimPlan(chosen)),
  hurryClaimPlan: () => write("hurry_claim_plan", () => commands.hurryClaimPlan()),
  claimActs: (presses: ClaimPress[]) => write("claim_acts", () => commands.claimActs(presses)),
  settleUnknown: (action: ActionId, target: Target, asDone: boolean) =>
    write("settle_unknown", () => commands.settleUnknown(action, target, asDone)),
  undo: (actions: ActionId[]) => write("undo", () => commands.undo(actions)),
  undoQueued: () => write("undo_queued", () => commands.undoQueued()),
  sendNow: () => write("send_now", () => commands.sendNow()),
  setUndoSeconds: (seconds: number) => write("set_undo_seconds", () => commands.setUndoSeconds(seconds)),
  askToClose: () => write("ask_to_close", () => commands.askToClose()),
  closingShown: () => write("closing_shown", () => commands.closingShown()),
  stayOpen: () => write("stay_open", () => commands.stayOpen()),
  closeNow: () => write("close_now", () => commands.closeNow()),
  checkNow: (action: ActionId) => write("check_now", () => commands.checkNow(action)),
  collectNow: (account: AccountId | null) => write("collect_now", () => commands.collectNow(account)),
  stopBackfill: (account: AccountId) => write("stop_backfill", () => commands.stopBackfill(account)),
};

/** Hears what changed in Rust; the answer stops listening. */
export function listen(heard: (change: bindings.Change) => void): Promise<() => void> {
  return events.changed.listen(({ payload }) => {
    void invalidate(cache, payload.invalidates);
    heard(payload.change);
  });
}

/** Hears that somebody wants to close while something has not left, or while nobody knows whether it has; the answer stops listening. */
export function onClosingAsked(heard: (asked: bindings.ClosingAsked) => void): Promise<() => void> {
  return events.closingAsked.listen(({ payload }) => heard(payload));
}
