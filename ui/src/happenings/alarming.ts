import type { HappeningView } from "../bindings";

/** What is dangerous, not seen, and newer than what was told last; the newest first. */
export const alarming = (rows: readonly HappeningView[], told: number): HappeningView[] =>
  rows.filter((row) => row.dangerous && row.fresh && row.number > told);
