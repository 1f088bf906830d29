//! Which parts of the window's cache a query fills and a command makes stale.
//!
//! The shell exports both tables, so that the window's cache keys come from here and not from a second list.

use super::Tag::{self, Accounts, Claims, Counts, Happenings, Journal, Orders, Settings, Templates, Views};

/// What each query provides.
pub const QUERIES: &[(&str, &[Tag])] = &[
    ("desk_state", &[Settings, Accounts]),
    ("accounts", &[Accounts]),
    ("marketplaces", &[]),
    ("couriers", &[Accounts, Settings]),
    ("reasons", &[Accounts]),
    ("capabilities", &[Accounts]),
    ("readings", &[Accounts]),
    ("inbox_page", &[Orders]),
    ("inbox_keys", &[Orders]),
    ("counts", &[Counts]),
    ("order_detail", &[Orders, Claims, Journal]),
    ("selection_offers", &[Orders, Journal]),
    ("parcel_stops", &[Orders, Claims]),
    ("saved_views", &[Views]),
    ("claim_queue", &[Claims]),
    ("claim_detail", &[Claims, Journal]),
    ("claim_dues", &[Claims, Settings]),
    ("deadline_rules", &[Settings]),
    ("claim_photo", &[]),
    ("journal", &[Journal]),
    ("actions", &[Journal]),
    ("waiting", &[Journal]),
    ("leaving", &[Journal]),
    ("undo_seconds", &[Settings]),
    ("templates", &[Templates]),
    ("fill_words", &[Orders, Claims]),
    ("happenings", &[Happenings, Orders, Claims]),
];

/// What each command makes stale when it returns.
pub const COMMANDS: &[(&str, &[Tag])] = &[
    ("set_locale", &[Settings]),
    ("start_sandbox_shop", EVERYTHING_READ),
    ("save_account", EVERYTHING_READ),
    ("remove_account", &[Accounts, Orders, Claims, Counts, Journal]),
    ("reveal_receiver", &[Orders]),
    ("put_view", &[Views]),
    ("remove_view", &[Views]),
    ("put_template", &[Templates]),
    ("remove_template", &[Templates]),
    ("see_happenings", &[Happenings]),
    ("confirm_lines", PRESS),
    ("ship", PRESS),
    ("change_invoice", PRESS),
    ("split_ship", PRESS),
    ("ship_rest", PRESS),
    ("ship_pieces", PRESS),
    ("complete_delivery", PRESS),
    ("answer_undelivered", PRESS),
    ("cancel_sale", PRESS),
    ("delay_notice", PRESS),
    ("change_hope_delivery", PRESS),
    ("change_receiver", PRESS),
    ("request_return", PRESS),
    ("hold_dispatch", &[Orders]),
    ("release_dispatch", &[Orders]),
    ("set_deadline_rule", TERMS),
    ("reset_deadline_rule", TERMS),
    ("set_working_day", TERMS),
    ("read_claim_again", &[Claims]),
    ("inspect_claim", &[Claims, Journal]),
    ("add_claim_photos", &[Claims]),
    ("remove_claim_photo", &[Claims]),
    ("claim_acts", PRESS),
    ("check_now", PRESS),
    ("settle_unknown", PRESS),
    ("undo", PRESS),
    ("undo_queued", PRESS),
    ("send_now", PRESS),
    ("stay_open", &[Journal]),
    ("set_undo_seconds", &[Settings]),
    ("collect_now", &[Accounts]),
    ("stop_backfill", &[Accounts]),
];

/// What an account brings with it.
const EVERYTHING_READ: &[Tag] = &[Accounts, Orders, Claims, Counts];

/// What an action changes at the moment it is journaled.
const PRESS: &[Tag] = &[Journal, Orders, Claims, Counts];

/// What shows a deadline.
const TERMS: &[Tag] = &[Settings, Orders, Claims];

/// What `query` provides; empty for one that caches nothing.
pub fn provides(query: &str) -> &'static [Tag] {
    of(QUERIES, query)
}

/// What `command` makes stale; empty for one that changes nothing.
pub fn invalidates(command: &str) -> &'static [Tag] {
    of(COMMANDS, command)
}

/// The row of `name` in a table.
fn of(table: &[(&str, &'static [Tag])], name: &str) -> &'static [Tag] {
    table.iter().find(|(key, _)| *key == name).map_or(&[], |(_, tags)| tags)
}
