import type { AccountId, ActionKind, Length, Marketplace, Target, Template, TemplateField, TemplatePurpose } from "../bindings";
import { m } from "../paraglide/messages";
import type { Answers, Parcel } from "./answers.svelte";
import { counted, isLong, isShort } from "./length";

/** What words are about: a line or a claim of an account. */
export type About = [AccountId, Target];

const PURPOSES: Partial<Record<ActionKind, TemplatePurpose>> = {
  refuse_cancel: "cancel_refusal",
  refuse_return: "refusal",
  refuse_exchange: "refusal",
  hold_return: "hold",
  hold_exchange: "hold",
  defer_return: "hold",
  notify_return: "notice",
  notify_exchange: "notice",
  delay_notice: "delay",
  change_hope_delivery: "delay",
};

/** What the words of an operation are for. */
export const purposeOf = (kind: ActionKind): TemplatePurpose => PURPOSES[kind] ?? "other";

/** The fields of a template by their names between braces, which are Korean in either language, as their values are. */
export const FIELDS: Record<TemplateField, string> = {
  buyer: "주문자",
  product: "상품",
  option: "옵션",
  order: "주문번호",
  reason: "사유",
  amount: "금액",
  courier: "택배사",
  invoice: "송장번호",
};

/** A field as it stands in words. */
export const braced = (field: TemplateField): string => `{${FIELDS[field]}}`;

/** Whether words leave something open. */
export const hasFields = (words: string): boolean =>
  [...words.matchAll(/\{([^{}]*)\}/g)].some(([, name]) => Object.values(FIELDS).includes((name ?? "").trim()));

/** What a parcel that is typed in the same form says. */
const OF_PARCEL: readonly TemplateField[] = ["courier", "invoice"];
const MARK = "{=";

/** Words whose courier and number are kept open while the rest is filled in: the form itself asks for them. */
export const keepParcel = (words: string): string => OF_PARCEL.reduce((kept, field) => kept.replaceAll(braced(field), `${MARK}${FIELDS[field]}}`), words);

/** Words that were kept open, as they stood before. */
export const openParcel = (words: string): string => OF_PARCEL.reduce((kept, field) => kept.replaceAll(`${MARK}${FIELDS[field]}}`, braced(field)), words);

/** Words with the courier and the number that are typed beside them, as far as they are there. */
export function withParcel(words: string, { name, invoice, fine }: Pick<Parcel, "name" | "invoice" | "fine">): string {
  const said = name === "" ? words : words.replaceAll(braced("courier"), name);
  return fine ? said.replaceAll(braced("invoice"), invoice) : said;
}

/** The templates for an operation, those written for it first; one of a single marketplace only where all are of it. */
export function offered(templates: readonly Template[], kind: ActionKind, markets: readonly Marketplace[]): Template[] {
  const fits = ({ marketplace }: Template): boolean => marketplace === null || markets.every((market) => market === marketplace);
  const purpose = purposeOf(kind);
  const rank = (each: Template): number => (each.purpose === purpose ? 0 : each.purpose === "other" ? 1 : 2);
  return templates.filter((each) => fits(each) && rank(each) < 2).sort((a, b) => rank(a) - rank(b));
}

/** The longest of what goes out. */
export const longest = (length: Length, sent: readonly string[]): number => Math.max(0, ...sent.map((words) => counted(length, words)));

const unitWord = (length: Length, n: number): string => (length.unit === "bytes" ? m.length_bytes({ n }) : m.length_characters({ n }));

/** The limit of a marketplace in words. */
export function lengthWords(length: Length): string {
  const most = unitWord(length, length.at_most);
  return length.at_least > 1 ? m.length_between({ least: length.at_least, most }) : m.length_up_to({ most });
}

/** Why words cannot go out as they stand; nothing when they can, or are only missing. */
export function faultOf(length: Length, sent: readonly string[]): string | null {
  const over = longest(length, sent) - length.at_most;
  const many = sent.filter((words) => isLong(length, words)).length;
  if (over > 0) return sent.length > 1 ? m.length_over_many({ n: many, over: unitWord(length, over) }) : m.length_over({ over: unitWord(length, over) });
  const short = sent.some((words) => words.trim() !== "" && isShort(length, words));
  return short ? m.length_short({ least: unitWord(length, length.at_least) }) : null;
}

/** Why a form cannot be sent for its words. */
export function lackWords(given: Answers): string | null {
  const ask = given.shown.find((each) => each.ask === "text" || each.ask === "text_for");
  return ask && (ask.ask === "text" || ask.ask === "text_for") ? faultOf(ask.length, given.sent) : null;
}
