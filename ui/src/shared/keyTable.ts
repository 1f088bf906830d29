import { m } from "../paraglide/messages";
import type { Chord, Press } from "./keys";

/** Keys that do one thing. The handlers are bound from these rows, and the help shows the same rows. */
export interface KeyRow {
  chords: readonly Chord[];
  /** As a person reads them, apart by spaces. */
  shown: string;
  word: () => string;
}

type Table = Readonly<Record<string, KeyRow>>;

/** The handlers of a table: every row of it has one. */
export function bind<T extends Table>(table: T, acts: Record<keyof T, Press>): Record<Chord, Press> {
  const names = Object.keys(table) as (keyof T)[];
  return Object.fromEntries(names.flatMap((name) => (table[name]?.chords ?? []).map((chord) => [chord, acts[name]] as const)));
}

const key = (chord: Chord, shown: string, word: () => string): KeyRow => ({ chords: [chord], shown, word });

export const SEARCH = { search: key("Slash", "/", m.key_search) } satisfies Table;

export const EVERYWHERE = {
  commands: key("Ctrl+KeyK", "Ctrl K", m.key_commands),
  collect: key("F5", "F5", m.key_collect),
  inbox: key("KeyG KeyI", "G I", m.key_go_inbox),
  claims: key("KeyG KeyC", "G C", m.key_go_claims),
  happenings: key("KeyG KeyN", "G N", m.key_go_happenings),
  journal: key("KeyG KeyL", "G L", m.key_go_journal),
  settings: key("KeyG Comma", "G ,", m.key_go_settings),
  undo: key("Ctrl+KeyZ", "Ctrl Z", m.undo_title),
  quit: key("Ctrl+KeyQ", "Ctrl Q", m.key_quit),
  help: key("Shift+Slash", "?", m.key_all),
} satisfies Table;

/** The keys of every list. */
export const LIST = {
  down: { chords: ["KeyJ", "ArrowDown"], shown: "J ↓", word: m.key_down },
  up: { chords: ["KeyK", "ArrowUp"], shown: "K ↑", word: m.key_up },
  select: key("KeyX", "X", m.key_select),
  group: key("Shift+KeyX", "⇧ X", m.key_group),
  open: key("Enter", "Enter", m.key_open),
  close: key("Escape", "Esc", m.key_close),
} satisfies Table;

export const INBOX = {
  page_down: key("PageDown", "PgDn", m.key_page_down),
  page_up: key("PageUp", "PgUp", m.key_page_up),
  first: key("Home", "Home", m.key_first),
  last: key("End", "End", m.key_last),
  extend_down: { chords: ["Shift+KeyJ", "Shift+ArrowDown"], shown: "⇧ J", word: m.key_range },
  extend_up: { chords: ["Shift+KeyK", "Shift+ArrowUp"], shown: "⇧ K", word: m.key_range_up },
  all: key("Ctrl+KeyA", "Ctrl A", m.col_select_all),
  confirm: key("KeyA", "A", m.kind_confirm),
  ship: key("KeyI", "I", m.kind_ship),
  hold: key("KeyH", "H", m.kind_hold_dispatch),
} satisfies Table;

const NUMBERS = ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7"] as const;

/** The keys of the inbox's views: each number is the view at that place. */
export const VIEW_KEYS = {
  views: { chords: NUMBERS, shown: `1–${NUMBERS.length}`, word: m.key_views },
} satisfies Table;

export const CLAIMS = {
  all: key("Ctrl+KeyA", "Ctrl A", m.key_all_shown),
  trouble: key("F8", "F8", m.key_trouble),
  cancels: key("Digit1", "1", m.claim_cancel),
  returns: key("Digit2", "2", m.claim_return),
  exchanges: key("Digit3", "3", m.claim_exchange),
} satisfies Table;

export const REVEAL = { reveal: key("KeyV", "V", m.key_reveal) } satisfies Table;

/** The keys of a form. */
export const FORM = {
  send: key("Ctrl+Enter", "Ctrl Enter", m.key_send),
  template: key("Ctrl+KeyM", "Ctrl M", m.template_choose),
} satisfies Table;
