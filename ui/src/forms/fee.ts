import { m } from "../paraglide/messages";
import { readWon, won } from "../shared/format";
import type { Answers } from "./answers.svelte";

/** Why a charge cannot go out as it stands; nothing while it is only missing. */
export function feeFault(given: Answers): string | null {
  if (given.fee.trim() === "") return null;
  const fee = readWon(given.fee);
  const { least, most } = given.charge;
  if (fee === null) return m.ask_fee_wrong();
  if (fee < least) return m.ask_fee_least({ won: won(least) });
  return fee > most ? m.ask_fee_most({ won: won(most) }) : null;
}

/** Why a form cannot be sent without a charge. */
export function feeLack(given: Answers): string | null {
  return given.asksFor("fee", "fee_for") && given.fee.trim() === "" && given.charge.least > 0 ? m.ask_fee_missing() : null;
}

/** What may be charged, in the empty field. */
export function feeExample(given: Answers): string {
  const { least, most } = given.charge;
  if (least === 0) return m.ask_fee_none();
  return most < least ? m.ask_fee_least({ won: won(least) }) : m.ask_fee_between({ least: won(least), most: won(most) });
}
