import type { ClaimRowView, ClaimVerb } from "../bindings";
import { m } from "../paraglide/messages";
import { offerWord } from "../shared/words";
import type { CommandGroup } from "../shell/commands";
import { isBusy, offerOf } from "./act";
import { VERB_KEYS } from "./steps";

/** The verbs of the current claim, or of all the selected ones, as entries of the palette with their keys. */
export function claimCommands(
  rows: readonly ClaimRowView[],
  many: boolean,
  start: (verb: ClaimVerb, row: ClaimRowView, many: boolean) => void,
): CommandGroup | null {
  const verbs = Object.keys(VERB_KEYS) as ClaimVerb[];
  const entries = verbs.flatMap((verb) => {
    const able = rows.filter((row) => offerOf(row, verb)?.enabled && !isBusy(row));
    const first = able[0];
    const offer = first && offerOf(first, verb);
    if (!first || !offer) return [];
    const word = offerWord(verb, offer.kind);
    const shown = many ? m.bulk_send({ verb: word, n: able.length }) : word;
    return [{ id: `claim-${verb}`, word: shown, keys: VERB_KEYS[verb].key, run: () => start(verb, first, many) }];
  });
  if (entries.length === 0) return null;
  const title = many ? m.commands_selected({ n: rows.length }) : m.commands_claim({ product: rows[0]?.lines[0]?.product ?? rows[0]?.order ?? "" });
  return { title, entries };
}
