import type { AccountId } from "../bindings";

/** The screens of the rail. */
export const SCREENS = ["inbox", "claims", "happenings", "journal", "settings"] as const;
export type Screen = (typeof SCREENS)[number];

/** Where the window stands. */
class Place {
  screen = $state<Screen>("inbox");
  /** What the inbox searches for; the box stands in the top bar, so it outlives the screen. */
  search = $state("");
  /** What the claims screen searches for. */
  claimSearch = $state("");
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

  /** What the screen searches for that the box stands over. */
  get sought(): string {
    return this.screen === "claims" ? this.claimSearch : this.search;
  }

  /** Searches the claims where they stand, and the inbox from anywhere else. */
  seek(text: string): void {
    if (this.screen === "claims") this.claimSearch = text;
    else this.find(text);
  }

  /** Searches the inbox. */
  find(text: string): void {
    this.search = text;
    if (text !== "") this.screen = "inbox";
  }
}

export const place = new Place();
