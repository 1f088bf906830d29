import { SvelteMap } from "svelte/reactivity";
import type { AccountId } from "../bindings";

/** How far each account's claims were read again for a plan. */
export const reading = new SvelteMap<AccountId, { read: number; of: number }>();

/** Takes in how far an account is. */
export function hearReading(account: AccountId, read: number, of: number): void {
  reading.set(account, { read, of });
}
