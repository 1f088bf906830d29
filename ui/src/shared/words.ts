import type {
  ActionKind,
  ActionState,
  ClaimKind,
  ClaimStep,
  ClaimVerb,
  EventKind,
  Fault,
  InspectionResult,
  Marketplace,
  Stage,
  Status,
  SupportView,
  TemplatePurpose,
} from "../bindings";
import { m } from "../paraglide/messages";
import { age, won } from "./format";

type Word = () => string;
type Words<T extends string> = Record<T, Word>;

export const marketWord: Words<Marketplace> = {
  smartstore: m.market_smartstore,
  coupang: m.market_coupang,
  elevenst: m.market_elevenst,
  gmarket: m.market_gmarket,
  auction: m.market_auction,
  npay: m.market_npay,
  grip: m.market_grip,
};

/** The letter of a marketplace's mark. */
export const marketLetter: Record<Marketplace, string> = {
  smartstore: "스",
  coupang: "쿠",
  elevenst: "11",
  gmarket: "G",
  auction: "옥",
  npay: "N",
  grip: "그",
};

export const statusWord: Words<Status> = {
  PAID: m.status_paid,
  PREPARING: m.status_preparing,
  SHIPPED: m.status_shipped,
  DELIVERING: m.status_delivering,
  DELIVERED: m.status_delivered,
  CONFIRMED: m.status_confirmed,
  CANCEL_REQ: m.status_cancel_req,
  CANCELED: m.status_canceled,
  RETURN_REQ: m.status_return_req,
  RETURNED: m.status_returned,
  EXCH_REQ: m.status_exch_req,
  EXCHANGED: m.status_exchanged,
  UNKNOWN: m.status_unknown,
};

export const stageWord: Words<Stage> = {
  paid: m.status_paid,
  preparing: m.status_preparing,
  shipped: m.status_shipped,
  delivering: m.status_delivering,
  delivered: m.status_delivered,
  confirmed: m.status_confirmed,
  canceled: m.status_canceled,
  unknown: m.status_unknown,
};

export const claimWord: Words<ClaimKind> = {
  cancel: m.claim_cancel,
  return: m.claim_return,
  exchange: m.claim_exchange,
};

export const stepWord: Words<ClaimStep> = {
  requested: m.step_requested,
  approved: m.step_approved,
  collecting: m.step_collecting,
  collected: m.step_collected,
  refunded: m.step_refunded,
  reshipped: m.step_reshipped,
  completed: m.step_completed,
  rejected: m.step_rejected,
  withdrawn: m.step_withdrawn,
  overruled: m.step_overruled,
  unknown: m.step_unknown,
};

export const faultWord: Words<Fault> = {
  buyer: m.fault_buyer,
  seller: m.fault_seller,
  marketplace: m.fault_marketplace,
  courier: m.fault_courier,
  unstated: m.fault_unstated,
};

/** What goods were found to be. */
export const foundWord: Words<InspectionResult> = {
  sound: m.found_sound,
  damaged: m.found_damaged,
  used: m.found_used,
  missing: m.found_missing,
  wrong_goods: m.found_wrong_goods,
};

export const purposeWord: Words<TemplatePurpose> = {
  cancel_refusal: m.purpose_cancel_refusal,
  refusal: m.purpose_refusal,
  hold: m.purpose_hold,
  notice: m.purpose_notice,
  delay: m.purpose_delay,
  other: m.purpose_other,
};

export const verbWord: Words<ClaimVerb> = {
  approve: m.verb_approve,
  notify: m.verb_notify,
  refuse: m.verb_refuse,
  hold: m.verb_hold,
  release: m.verb_release,
  register_pickup: m.verb_register_pickup,
  confirm_collected: m.verb_confirm_collected,
  refund: m.verb_refund,
  reship: m.verb_reship,
  defer: m.verb_defer,
  complete: m.verb_complete,
  convert: m.verb_convert,
};

/** A verb as its button says it: a conversion names what comes of it. */
export function offerWord(verb: ClaimVerb, kind: ActionKind): string {
  if (kind === "return_to_exchange") return m.verb_to_exchange();
  if (kind === "exchange_to_return") return m.verb_to_return();
  return verbWord[verb]();
}

export const kindWord: Words<ActionKind> = {
  confirm: m.kind_confirm,
  ship: m.kind_ship,
  change_invoice: m.kind_change_invoice,
  split_ship: m.kind_split_ship,
  ship_rest: m.kind_ship_rest,
  ship_pieces: m.kind_ship_pieces,
  delay_notice: m.kind_delay_notice,
  change_hope_delivery: m.kind_change_hope_delivery,
  change_receiver: m.kind_change_receiver,
  hold_dispatch: m.kind_hold_dispatch,
  complete_delivery: m.kind_complete_delivery,
  answer_undelivered: m.kind_answer_undelivered,
  cancel_sale: m.kind_cancel_sale,
  approve_cancel: m.kind_approve_cancel,
  refuse_cancel: m.kind_refuse_cancel,
  request_return: m.kind_request_return,
  notify_return: m.kind_notify_return,
  approve_return: m.kind_approve_return,
  refuse_return: m.kind_refuse_return,
  hold_return: m.kind_hold_return,
  release_return: m.kind_release_return,
  defer_return: m.kind_defer_return,
  register_return_pickup: m.kind_register_return_pickup,
  confirm_return_collected: m.kind_confirm_return_collected,
  refund_return: m.kind_refund_return,
  return_to_exchange: m.kind_return_to_exchange,
  change_fault: m.kind_change_fault,
  notify_exchange: m.kind_notify_exchange,
  approve_exchange: m.kind_approve_exchange,
  refuse_exchange: m.kind_refuse_exchange,
  hold_exchange: m.kind_hold_exchange,
  release_exchange: m.kind_release_exchange,
  register_exchange_pickup: m.kind_register_exchange_pickup,
  confirm_exchange_collected: m.kind_confirm_exchange_collected,
  reship_exchange: m.kind_reship_exchange,
  complete_exchange: m.kind_complete_exchange,
  exchange_to_return: m.kind_exchange_to_return,
};

export const stateWord: Words<ActionState> = {
  queued: m.state_queued,
  sending: m.state_sending,
  done: m.state_done,
  failed: m.state_failed,
  unknown: m.state_unknown,
  undone: m.state_undone,
};

export const supportWord: Words<SupportView> = {
  native: m.support_native,
  composed: m.support_composed,
  local: m.support_local,
  unavailable: m.support_unavailable,
};

const WEEKDAYS: Word[] = [
  m.weekday_0,
  m.weekday_1,
  m.weekday_2,
  m.weekday_3,
  m.weekday_4,
  m.weekday_5,
  m.weekday_6,
];

/** `2분 전` */
export function ageWords(at: string, now: Date): string {
  const { unit, count } = age(at, now);
  if (unit === "now") return m.age_now();
  if (unit === "minute") return m.age_minutes({ n: count });
  return unit === "hour" ? m.age_hours({ n: count }) : m.age_days({ n: count });
}

/** `2분`: beside words that say already that it is past. */
export function shortAge(at: string, now: Date): string {
  const { unit, count } = age(at, now);
  if (unit === "now") return m.short_now();
  if (unit === "minute") return m.short_minutes({ n: count });
  return unit === "hour" ? m.short_hours({ n: count }) : m.short_days({ n: count });
}

/** `38분째` */
export function spanWords(at: string, now: Date): string {
  const { unit, count } = age(at, now);
  if (unit === "now") return m.age_now();
  if (unit === "minute") return m.span_minutes({ n: count });
  return unit === "hour" ? m.span_hours({ n: count }) : m.span_days({ n: count });
}

/** `목`: the name of a weekday, counted from Sunday. */
export const weekdayWord = (weekday: number): string => WEEKDAYS[weekday]?.() ?? "";

/** `9.17 목`: the day alone, for what has left already. */
export function dayWords(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = weekdayWord(date.getUTCDay());
  return m.due_later({ month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday });
}

/** What happened, in one line. */
export function eventWords(kind: EventKind): string {
  switch (kind.event) {
    case "collected":
      return m.event_collected();
    case "stage_changed":
      return m.event_stage({ from: stageWord[kind.from](), to: stageWord[kind.to]() });
    case "quantity_changed":
      return m.event_quantity({ from: won(kind.from), to: won(kind.to) });
    case "receiver_changed":
      return m.event_receiver();
    case "invoice_changed":
      return m.event_invoice({ invoice: kind.invoice });
    case "bundle_changed":
      return m.event_bundle({ bundle: kind.bundle });
    case "claim_opened":
      return kind.quantity === 0 ? m.event_claim_whole({ kind: claimWord[kind.kind]() }) : m.event_claim({ kind: claimWord[kind.kind](), n: kind.quantity });
    case "claim_moved":
      return m.event_claim_moved({
        kind: claimWord[kind.from_kind](),
        from: stepWord[kind.from](),
        to: kind.from_kind === kind.kind ? stepWord[kind.to]() : `${claimWord[kind.kind]()} ${stepWord[kind.to]()}`,
      });
    case "claim_unlisted":
      return m.event_claim_unlisted({ kind: claimWord[kind.kind]() });
    case "claim_quantity_changed":
      return m.event_claim_quantity({ from: kind.from, to: kind.to });
    case "claim_fault_changed":
      return m.event_claim_fault({ from: faultWord[kind.from](), to: faultWord[kind.to]() });
    case "claim_held":
      return kind.fee === null
        ? m.event_claim_held({ reason: kind.reason })
        : m.event_claim_held_fee({ reason: kind.reason, won: won(kind.fee) });
    case "claim_released":
      return m.event_claim_released();
    case "inspected":
      return m.event_inspected({ found: foundWord[kind.result](), n: kind.pieces });
    case "dispatch_held":
      return m.event_dispatch_held({ reason: kind.reason });
    case "dispatch_released":
      return m.event_dispatch_released();
    case "undelivered_reported":
      return m.event_undelivered({ reason: kind.reason });
    case "undelivered_settled":
      return m.event_undelivered_settled();
    case "action_moved":
      return m.event_action({ kind: kindWord[kind.kind](), state: kind.state === "done" ? m.event_done() : stateWord[kind.state]() });
    case "revealed":
      return m.event_revealed();
  }
}
