import type { LeftOutWhy } from "../bindings";
import { m } from "../paraglide/messages";

/** Why claims are left out, as the head of their group. */
export const whyWord: Record<LeftOutWhy, () => string> = {
  withdrawn: m.why_withdrawn,
  done: m.why_done,
  quantity: m.why_quantity,
  moved: m.why_moved,
  under_way: m.why_under_way,
  held: m.why_held,
  early: m.why_early,
  untold: m.why_untold,
  unsupported: m.why_unsupported,
  step: m.why_step,
  input: m.why_input,
  unread: m.why_unread,
};
