//! The courier that a person most likely means: the one of the last parcel, and behind it those of everyday use.

use domain::{AccountId, Action, Courier, Marketplace};
use market::carriers::{carrier_named, carrier_of, standing};

use crate::desk::Desk;
use crate::view::{Problem, Tag};

/// The setting with the code of an account's last courier.
fn setting_of(account: &AccountId) -> String {
    format!("courier.{account}")
}

/// The setting with the name of the last carrier at any account, for one where nothing was sent yet.
const ANYWHERE: &str = "courier";

/// Remembers who carries what was just written down. A file that cannot keep it only costs the convenience: the press
/// itself stands.
pub(crate) fn note(desk: &Desk, action: &Action) {
    let Some(code) = action.write.courier() else { return };
    let Some((marketplace, courier)) = courier_at(desk, &action.account, code.as_str()) else { return };
    let carrier = carrier_of(marketplace, courier.code).or_else(|| carrier_named(courier.name));
    let name = carrier.map(|carrier| carrier.name);
    let own = keep(desk, &setting_of(&action.account), code.as_str());
    let kept = own.and_then(|()| name.map_or(Ok(()), |name| keep(desk, ANYWHERE, name)));
    if let Err(problem) = kept {
        tracing::warn!(account = %action.account, %problem, "the last courier could not be kept");
    }
}

/// Keeps a setting that differs from what is kept, and tells the window.
fn keep(desk: &Desk, name: &str, value: &str) -> Result<(), Problem> {
    if desk.store.setting(name)?.as_deref() != Some(value) {
        desk.store.put_setting(name, value)?;
        desk.tell_stale(&[Tag::Settings]);
    }
    Ok(())
}

/// The courier behind a code of an account's marketplace, if its parcels have numbers: what was handed over once is no
/// habit.
fn courier_at(desk: &Desk, account: &AccountId, code: &str) -> Option<(Marketplace, &'static Courier)> {
    let door = desk.find(account)?;
    let market = door.market().ok()?;
    let courier = market.couriers().iter().find(|courier| courier.code == code)?;
    courier.is_numbered().then_some((market.marketplace(), courier))
}

/// The couriers in the order in which they are offered, and the code of the one of the last parcel, which stands first:
/// this account's own, else the carrier of the last one anywhere, where the marketplace knows it.
///
/// # Errors
/// When the store fails.
pub(crate) fn ordered<'a>(
    desk: &Desk,
    account: &AccountId,
    marketplace: Marketplace,
    couriers: &'a [Courier],
) -> Result<(Vec<&'a Courier>, Option<&'a str>), Problem> {
    let own = desk.store.setting(&setting_of(account))?;
    let anywhere = desk.store.setting(ANYWHERE)?;
    let is_own = |courier: &&Courier| Some(courier.code) == own.as_deref();
    let is_like = |courier: &&Courier| {
        let carrier = carrier_of(marketplace, courier.code).or_else(|| carrier_named(courier.name));
        carrier.is_some_and(|carrier| Some(carrier.name) == anywhere.as_deref())
    };
    let last = couriers.iter().find(is_own).or_else(|| couriers.iter().find(is_like));
    let last = last.map(|courier| courier.code);
    let mut list: Vec<&Courier> = couriers.iter().collect();
    list.sort_by_key(|courier| (Some(courier.code) != last, standing(marketplace, courier)));
    Ok((list, last))
}
