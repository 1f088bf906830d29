/**
 * Puts words where the caret stands, on a line of their own behind others: nothing that was typed is lost. The browser
 * takes it back with Ctrl Z where it can insert as if it had been typed.
 */
export function insertWords(box: HTMLTextAreaElement, words: string): void {
  box.focus();
  const before = box.value.slice(0, box.selectionStart);
  const apart = before.trim() !== "" && !before.endsWith("\n") ? "\n" : "";
  // Every engine of the window knows the command, and no other way of inserting can be taken back by the keyboard.
  if (typeof document.execCommand === "function" && document.execCommand("insertText", false, apart + words)) return;
  box.setRangeText(apart + words, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Where a field of a form can be typed into or chosen from by keyboard. */
const FIELDS = "input, textarea, button.choice";

/** Goes on to the field behind the named one, and behind the last one to the button that sends. */
export function focusBehind(fields: HTMLElement, test: string): void {
  const all = [...fields.querySelectorAll<HTMLElement>(FIELDS)].filter((each) => each.tabIndex >= 0 && !each.hasAttribute("disabled"));
  const next = all[all.findIndex((each) => each.dataset["testid"] === test) + 1];
  (next ?? fields.closest("[role=dialog]")?.querySelector<HTMLElement>("[data-action=send]"))?.focus();
}
