import type { ClaimRowView, Fault } from "../bindings";
import { matches } from "../shell/initials";

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, "");

/** Whether a typed name may be a masked one: each star stands for one letter. */
function isBuyer(masked: string, typed: string): boolean {
  const name = [...plain(masked)];
  const letters = [...plain(typed)];
  const begins = letters.length <= name.length && letters.every((letter, at) => name[at] === "*" || name[at] === letter);
  // Stars alone would be anybody.
  return begins && letters.some((letter, at) => letter !== "*" && name[at] === letter);
}

/** Whether a claim answers a search: by product, option, order and claim number, buyer or reason. */
export function answers(row: ClaimRowView, typed: string): boolean {
  if (plain(typed) === "") return true;
  const told = [...row.lines.map(({ product }) => product), row.option, row.order, row.claim, row.reason];
  return told.some((words) => words !== "" && matches(words, typed)) || (row.requester !== "" && isBuyer(row.requester, typed));
}

/** The claims of a queue that are to be seen: those that answer the search, and of one fault where one was chosen. */
export const sought = (rows: readonly ClaimRowView[], typed: string, fault: Fault | "all"): ClaimRowView[] =>
  rows.filter((row) => (fault === "all" || row.fault === fault) && answers(row, typed));
