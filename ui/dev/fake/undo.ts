import { emit } from "@tauri-apps/api/event";
import type { ActionId, ActionKind, ActionView, Change, LeavingView, Tag, Undone, WaitingView } from "../../src/bindings";
import { scene } from "./scene";

const TAGS: Tag[] = ["orders", "claims", "counts", "journal"];
/** What leaves at once, as the engine's rules have it. */
const AT_ONCE: readonly ActionKind[] = [
  "confirm", "change_invoice", "change_receiver", "change_hope_delivery", "delay_notice", "answer_undelivered", "notify_return",
  "notify_exchange", "register_return_pickup", "register_exchange_pickup", "confirm_exchange_collected", "hold_return", "release_return",
  "defer_return", "hold_exchange", "release_exchange", "hold_dispatch",
];

interface Waiting {
  action: ActionView;
  leave: () => void;
  back: () => void;
  timer: ReturnType<typeof setTimeout>;
}

let seconds = 5;
const waits = new Map<ActionId, Waiting>();

function tell(id: ActionId, state: ActionView["state"]): void {
  const change: Change = { change: "action", id, state };
  void emit("changed", { change, invalidates: TAGS });
}

/** Lets an action wait before it leaves; one that need not leaves at once. */
export function wait(action: ActionView, leave: () => void, back: () => void): void {
  const go = (): void => {
    waits.delete(action.id);
    Object.assign(action, { state: "sending", leaves_at: null, sent_at: new Date().toISOString() });
    leave();
    tell(action.id, "sending");
  };
  if (seconds === 0 || AT_ONCE.includes(action.kind)) return go();
  action.leaves_at = new Date(Date.now() + seconds * 1000).toISOString();
  waits.set(action.id, { action, leave: go, back, timer: setTimeout(go, seconds * 1000) });
}

function undo(ids: ActionId[]): Undone {
  const undone = ids.filter((id) => waits.has(id));
  for (const id of undone) {
    const found = waits.get(id);
    if (!found) continue;
    clearTimeout(found.timer);
    waits.delete(id);
    Object.assign(found.action, { state: "undone", leaves_at: null, finished_at: new Date().toISOString() });
    found.back();
    tell(id, "undone");
  }
  return { undone, late: ids.filter((id) => !undone.includes(id)) };
}

/** The commands around taking back and closing. */
export const undoing = (journal: readonly ActionView[]) => ({
  waiting: (): WaitingView[] => [...waits.values()].map(({ action: { id, account, marketplace, kind, targets, about, leaves_at } }) => ({ id, account, marketplace, kind, targets, about, leaves_at: leaves_at ?? "" })),
  leaving: (): LeavingView | Promise<never> => {
    if (scene.name === "unsaid") return new Promise(() => undefined);
    const open = journal.filter(({ state }) => state === "queued" || state === "sending");
    const kinds = [...new Set(open.map(({ kind }) => kind))];
    return { waiting: waits.size, queued: 0, sending: open.length - waits.size, kinds: kinds.map((kind) => [kind, open.filter((each) => each.kind === kind).length]) };
  },
  undo,
  undo_queued: () => undo([...waits.keys()]),
  send_now: () => {
    for (const { timer, leave } of [...waits.values()]) {
      clearTimeout(timer);
      leave();
    }
  },
  undo_seconds: () => seconds,
  set_undo_seconds: (next: number) => void (seconds = next),
  ask_to_close: () => void emit("closing-asked", { known: scene.name !== "unsaid" }),
  closing_shown: () => null,
  stay_open: () => null,
  close_now: () => null,
});
