import type { ClaimKind, ClaimRowView, ClaimVerb } from "../bindings";
import { m } from "../paraglide/messages";
import { say } from "../shared/language.svelte";
import { offerWord, stepWord, verbWord } from "../shared/words";
import type { Command, CommandGroup } from "../shell/commands";
import { isBusy, offerOf } from "./act";
import { isOpen, VERB_CODES, VERB_KEYS, verbAt } from "./steps";

/** What the palette starts: a verb on one claim, or what its key means for every claim that is selected. */
export interface Starts {
  one: (verb: ClaimVerb, row: ClaimRowView) => void;
  many: (code: string) => void;
}

const VERBS = Object.keys(VERB_KEYS) as ClaimVerb[];

/** The verbs of the current claim, or the keys of all the selected ones, as entries of the palette. */
export function claimCommands(rows: readonly ClaimRowView[], many: boolean, starts: Starts): CommandGroup | null {
  const first = rows[0];
  if (!first) return null;
  const entries = many ? ofMany(rows, starts.many) : [...VERBS.flatMap((verb) => ofOne(rows, verb, starts.one)), ...barred(first)];
  const title = many ? m.commands_selected({ n: rows.length }) : m.commands_claim({ product: first.lines[0]?.product || first.order });
  return { title, entries };
}

const offers = (row: ClaimRowView, verb: ClaimVerb): boolean => !isBusy(row) && (offerOf(row, verb)?.enabled ?? false);

function ofOne(rows: readonly ClaimRowView[], verb: ClaimVerb, start: Starts["one"]): Command[] {
  const row = rows.find((each) => offers(each, verb));
  const offer = row && offerOf(row, verb);
  if (!row || !offer) return [];
  return [{ id: `claim-${verb}`, word: offerWord(verb, offer.kind), keys: VERB_KEYS[verb].key, run: () => start(verb, row) }];
}

/** What people look for on a claim of a kind, wherever it stands. */
const LOOKED_FOR: Record<ClaimKind, readonly ClaimVerb[]> = {
  cancel: ["approve", "refuse"],
  return: ["approve", "confirm_collected", "refund", "hold", "refuse"],
  exchange: ["approve", "confirm_collected", "reship", "hold", "refuse"],
};

/** The verbs that cannot be pressed on a claim now, each with its reason. */
function barred(row: ClaimRowView): Command[] {
  const offered = row.offers.map(([verb]) => verb);
  const verbs = [...new Set([...offered, ...LOOKED_FOR[row.kind]])].filter((verb) => !offers(row, verb));
  return verbs.map((verb): Command => {
    const offer = offerOf(row, verb);
    return { id: `claim-${verb}`, word: offer ? offerWord(verb, offer.kind) : verbWord[verb](), reason: whyNot(row, verb), run: () => undefined };
  });
}

function whyNot(row: ClaimRowView, verb: ClaimVerb): string {
  if (isBusy(row)) return m.claim_busy();
  const offer = offerOf(row, verb);
  if (offer) return offer.reason ? say(offer.reason) : m.why_disabled();
  return isOpen(row.step) ? m.command_not_at({ step: stepWord[row.step]() }) : m.command_over({ step: stepWord[row.step]() });
}

/** Marketplaces name one thing apart: what lies under one key is one entry, by the name that most of the claims have. */
function ofMany(rows: readonly ClaimRowView[], start: Starts["many"]): Command[] {
  return VERB_CODES.flatMap((code) => {
    const verb = verbAt(code, rows);
    const named = verb && rows.find((row) => offers(row, verb));
    const offer = named && offerOf(named, verb);
    if (!verb || !offer) return [];
    const under = VERBS.filter((each) => VERB_KEYS[each].code === code);
    const able = rows.filter((row) => under.some((each) => offers(row, each))).length;
    const word = m.bulk_send({ verb: offerWord(verb, offer.kind), n: able });
    return [{ id: `claim-${verb}`, word, keys: VERB_KEYS[verb].key, run: () => start(code) }];
  });
}
