import type { AccountId } from "../bindings";
import { m } from "../paraglide/messages";
import { writes } from "./backend";
import { count } from "./format";
import { attempt } from "./press";
import { report } from "./toasts.svelte";

/** For so long what comes in is taken for the answer to a person who asked for it. */
const ANSWERS_MS = 60_000;
/** What several marketplaces bring within this time of each other is told as one. */
const TOGETHER_MS = 2_000;

/** Until when what each account brings is told; every account's under `null`. */
const asked = new Map<AccountId | null, number>();
let brought = { lines: 0, claims: 0 };
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells what comes in during the next minute: a person waits for it. What comes by itself is told by the counters. */
export function awaitNews(account: AccountId | null): void {
  asked.set(account, Date.now() + ANSWERS_MS);
}

/** Collects at once, as a person asked, and tells what came. */
export async function collect(account: AccountId | null): Promise<void> {
  awaitNews(account);
  await attempt(() => writes.collectNow(account));
}

/** Takes in what an account's collection brought. */
export function hearCollected(account: AccountId, lines: number, claims: number): void {
  const until = Math.max(asked.get(account) ?? 0, asked.get(null) ?? 0);
  if (Date.now() > until || lines + claims === 0) return;
  brought = { lines: brought.lines + lines, claims: brought.claims + claims };
  clearTimeout(timer);
  timer = setTimeout(tell, TOGETHER_MS);
}

function tell(): void {
  const [lines, claims] = [count(brought.lines), count(brought.claims)];
  if (brought.claims === 0) report(m.collected_lines({ lines }));
  else if (brought.lines === 0) report(m.collected_claims({ claims }));
  else report(m.collected_new({ lines, claims }));
  brought = { lines: 0, claims: 0 };
}
