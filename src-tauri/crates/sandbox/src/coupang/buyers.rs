//! Buyers who act of their own accord while somebody watches the shop.

use chrono::{DateTime, Utc};
use rand::RngExt;
use rand::seq::IteratorRandom;

use super::generate::Maker;
use super::model::{Sheet, SheetStatus};
use super::settings::Settings;
use super::state::State;
use super::verbs::{self, OrderWish, Verb};

/// One buyer does something; what is not possible just now simply does not happen.
pub(crate) fn act(state: &mut State, settings: &Settings, at: DateTime<Utc>) {
    state.acts += 1;
    let mut maker = Maker::for_act(state.seed ^ 0x0062_7579_6572, state.acts);
    let Some(verb) = choose(&mut maker, state) else {
        return;
    };
    if let Err(obstacle) = verbs::act(state, settings, at, &verb) {
        tracing::debug!(%obstacle, ?verb, "a buyer changed their mind");
    }
}

fn choose(maker: &mut Maker, state: &State) -> Option<Verb> {
    let before = |sheet: &&Sheet| !sheet.status.has_left();
    let arrived = |sheet: &&Sheet| sheet.status == SheetStatus::FinalDelivery;
    Some(match maker.rng.random_range(0..20) {
        0..=2 => Verb::BuyerCancels { shipment_box_id: any(maker, state, before)?, items: Vec::new() },
        3 | 4 => Verb::BuyerReturns {
            shipment_box_id: any(maker, state, arrived)?,
            items: Vec::new(),
            reason: None,
        },
        5 => {
            let shipment_box_id = any(maker, state, arrived)?;
            let sheet = state.sheets.get(&shipment_box_id.parse().ok()?)?;
            Verb::BuyerExchanges {
                vendor_item_id: sheet.items.first()?.goods.vendor_item_id.to_string(),
                shipment_box_id,
                count: 1,
                reason: None,
            }
        }
        6 => Verb::BuyerWithdraws {
            receipt_id: state
                .returns
                .values()
                .filter(|receipt| !receipt.is_settled())
                .choose(&mut maker.rng)?
                .receipt_id
                .to_string(),
        },
        _ => Verb::PlaceOrder { wish: OrderWish::default() },
    })
}

fn any(maker: &mut Maker, state: &State, fit: impl Fn(&&Sheet) -> bool) -> Option<String> {
    let sheets = state.sheets.values().filter(|sheet| !sheet.is_gone());
    let sheet = sheets.filter(fit).choose(&mut maker.rng)?;
    Some(sheet.shipment_box_id.to_string())
}
