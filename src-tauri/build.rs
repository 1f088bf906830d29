//! Gives every command a permission, so that a window may call only what its capability names.

use std::{fs, io};

use tauri_build::{AppManifest, Attributes};

const COMMANDS: &[&str] = &[
    "accounts",
    "actions",
    "add_claim_photos",
    "answer_undelivered",
    "ask_to_close",
    "cancel_sale",
    "capabilities",
    "change_hope_delivery",
    "change_invoice",
    "change_receiver",
    "check_account",
    "check_now",
    "claim_acts",
    "claim_detail",
    "claim_dues",
    "claim_photo",
    "claim_plan",
    "claim_queue",
    "close_now",
    "closing_shown",
    "collect_now",
    "complete_delivery",
    "confirm_lines",
    "counts",
    "couriers",
    "deadline_rules",
    "delay_notice",
    "desk_state",
    "fill_words",
    "happenings",
    "hold_dispatch",
    "hurry_claim_plan",
    "inbox_keys",
    "inbox_page",
    "inspect_claim",
    "journal",
    "leaving",
    "marketplaces",
    "new_draft",
    "open_link",
    "order_detail",
    "parcel_stops",
    "paste_secret",
    "put_template",
    "put_view",
    "read_claim_again",
    "readings",
    "reasons",
    "release_dispatch",
    "remove_account",
    "remove_claim_photo",
    "remove_template",
    "remove_view",
    "request_return",
    "reset_deadline_rule",
    "reveal_receiver",
    "save_account",
    "saved_views",
    "see_happenings",
    "selection_offers",
    "send_now",
    "set_deadline_rule",
    "set_locale",
    "set_undo_seconds",
    "set_working_day",
    "settle_unknown",
    "ship",
    "ship_pieces",
    "ship_rest",
    "split_ship",
    "start_sandbox_shop",
    "stay_open",
    "stop_backfill",
    "templates",
    "undo",
    "undo_queued",
    "undo_seconds",
    "waiting",
];

/// What Vite builds and the program embeds.
const CONTENTS: &str = "../ui/dist";

fn main() -> io::Result<()> {
    // The program does not compile without the folder, not even for a check in a fresh clone.
    fs::create_dir_all(CONTENTS)?;
    println!("cargo:rerun-if-changed={CONTENTS}");
    let attributes = Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes).map_err(io::Error::other)
}
