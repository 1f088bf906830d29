import type { ClaimRowView, ClaimVerb } from "../bindings";
import { m } from "../paraglide/messages";
import { offerWord } from "../shared/words";
import type { Command, CommandGroup } from "../shell/commands";
import { isBusy, offerOf } from "./act";
import { VERB_CODES, VERB_KEYS, verbAt } from "./steps";

/** What the palette starts: a verb on one claim, or what its key means for every claim that is selected. */
export interface Starts {
  one: (verb: ClaimVerb, row: ClaimRowView) => void;
  many: (code: string) => void;
}

const VERBS = Object.keys(VERB_KEYS) as ClaimVerb[];

/** The verbs of the current claim, or the keys of all the selected ones, as entries of the palette. */
export function claimCommands(rows: readonly ClaimRowView[], many: boolean, starts: Starts): CommandGroup | null {
  const entries = many ? ofMany(rows, starts.many) : VERBS.flatMap((verb) => ofOne(rows, verb, starts.one));
  if (entries.length === 0) return null;
  const title = many ? m.commands_selected({ n: rows.length }) : m.commands_claim({ product: rows[0]?.lines[0]?.product || rows[0]?.order || "" });
  return { title, entries };
}

const offers = (row: ClaimRowView, verb: ClaimVerb): boolean => !isBusy(row) && (offerOf(row, verb)?.enabled ?? false);

function ofOne(rows: readonly ClaimRowView[], verb: ClaimVerb, start: Starts["one"]): Command[] {
  const row = rows.find((each) => offers(each, verb));
  const offer = row && offerOf(row, verb);
  if (!row || !offer) return [];
  return [{ id: `claim-${verb}`, word: offerWord(verb, offer.kind), keys: VERB_KEYS[verb].key, run: () => start(verb, row) }];
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
