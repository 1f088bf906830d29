import type { AccountId } from "../bindings";

/** The screens of the rail. */
export const SCREENS = ["inbox", "claims", "happenings", "journal", "settings"] as const;
export type Screen = (typeof SCREENS)[number];

/** Where the window stands. */
class Place {
  screen = $state<Screen>("inbox");
  /** What the inbox searches for; the box stands in the top bar, so it outlives the screen. */
  search = $state("");
  /** The account whose form the settings open with. */
  mending = $state<AccountId | "new" | null>(null);
  /** The saved view that the inbox should open next. */
  view = $state<string | null>(null);
  palette = $state(false);
  help = $state(false);

  go(screen: Screen): void {
    this.screen = screen;
  }

  /** Opens the form of an account, or an empty one. */
  mend(account: AccountId | "new"): void {
    this.mending = account;
    this.screen = "settings";
  }

  /** Opens a saved view in the inbox. */
  show(view: string): void {
    this.view = view;
    this.screen = "inbox";
  }

  /** Searches the inbox. */
  find(text: string): void {
    this.search = text;
    if (text !== "") this.screen = "inbox";
  }
}

export const place = new Place();
