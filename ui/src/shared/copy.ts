import { m } from "../paraglide/messages";
import { attempt } from "./press";
import { report } from "./toasts.svelte";

/** Puts words on the clipboard and says so. */
export async function copy(words: string): Promise<void> {
  const done = await attempt(() => navigator.clipboard.writeText(words).then(() => true));
  if (done) report(m.copy_done());
}
