//! The commands as the window knows them.

use std::collections::BTreeMap;
use std::path::Path;

use engine::view::Tag;
use engine::view::tags::{COMMANDS, QUERIES};
use specta_typescript::{Error, Typescript};
use tauri::Wry;
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::closing::ClosingAsked;
use crate::commands::{
    account, claims, closing, collect, deadlines, desk, happenings, inbox, inspection, journal, shipping,
    templates, undo, views,
};
use crate::events::Changed;

/// Commands of the shell's own that leave everything in the window's cache as it is.
const CHANGES_NOTHING: &[&str] = &[
    "ask_to_close",
    "check_account",
    "claim_plan",
    "close_now",
    "closing_shown",
    "hurry_claim_plan",
    "new_draft",
    "open_link",
    "paste_secret",
];

/// Every command and event, with the tables from which the window's cache refreshes itself.
pub(crate) fn builder() -> Builder<Wry> {
    let idle = CHANGES_NOTHING.iter().map(|command| (*command, &[] as &[Tag]));
    let invalidates: BTreeMap<_, _> = COMMANDS.iter().copied().chain(idle).collect();
    let provides: BTreeMap<_, _> = QUERIES.iter().copied().collect();
    Builder::new()
        .commands(commands())
        .disable_serde_phases()
        .events(collect_events![Changed, ClosingAsked])
        .constant("INVALIDATES", invalidates)
        .constant("PROVIDES", provides)
}

#[allow(clippy::too_many_lines, reason = "a table, with a line for each command")]
fn commands() -> tauri_specta::Commands<Wry> {
    collect_commands![
        desk::desk_state,
        desk::set_locale,
        desk::start_sandbox_shop,
        desk::open_link,
        account::accounts,
        account::marketplaces,
        account::new_draft,
        account::paste_secret,
        account::check_account,
        account::save_account,
        account::remove_account,
        account::couriers,
        account::reasons,
        account::capabilities,
        account::readings,
        inbox::inbox_page,
        inbox::inbox_keys,
        inbox::counts,
        inbox::order_detail,
        inbox::reveal_receiver,
        inbox::selection_offers,
        inspection::read_claim_again,
        inspection::inspect_claim,
        inspection::add_claim_photos,
        inspection::claim_photo,
        inspection::remove_claim_photo,
        views::saved_views,
        views::put_view,
        views::remove_view,
        shipping::confirm_lines,
        shipping::ship,
        shipping::parcel_stops,
        shipping::change_invoice,
        shipping::split_ship,
        shipping::ship_rest,
        shipping::ship_pieces,
        shipping::complete_delivery,
        shipping::answer_undelivered,
        shipping::cancel_sale,
        shipping::delay_notice,
        shipping::change_hope_delivery,
        shipping::change_receiver,
        shipping::request_return,
        shipping::hold_dispatch,
        shipping::release_dispatch,
        claims::claim_queue,
        claims::claim_detail,
        deadlines::claim_dues,
        deadlines::deadline_rules,
        deadlines::set_deadline_rule,
        deadlines::reset_deadline_rule,
        deadlines::set_working_day,
        claims::claim_plan,
        claims::hurry_claim_plan,
        claims::claim_acts,
        journal::journal,
        journal::actions,
        journal::check_now,
        journal::settle_unknown,
        undo::waiting,
        undo::leaving,
        undo::undo,
        undo::undo_queued,
        undo::send_now,
        undo::undo_seconds,
        undo::set_undo_seconds,
        closing::ask_to_close,
        closing::closing_shown,
        closing::stay_open,
        closing::close_now,
        collect::collect_now,
        collect::stop_backfill,
        templates::templates,
        templates::put_template,
        templates::remove_template,
        templates::fill_words,
        happenings::happenings,
        happenings::see_happenings,
    ]
}

/// Writes the window's bindings to `file`.
///
/// # Errors
/// When a type cannot be told in TypeScript without loss, or the file cannot be written.
pub fn write_bindings(file: &Path) -> Result<(), Error> {
    builder().export(Typescript::default(), file)
}
