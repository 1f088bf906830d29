//! Buyers who act of their own accord while somebody watches the shop.

use chrono::{DateTime, Utc};
use rand::RngExt;
use rand::seq::IteratorRandom;

use super::generate::Maker;
use super::model::{Line, LineStatus};
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
    let waiting = |line: &&Line| line.status == LineStatus::Payed && line.add_on_to.is_none();
    let arrived = |line: &&Line| line.status == LineStatus::Delivered && line.add_on_to.is_none();
    let (quantity, reason) = (None, None);
    Some(match maker.rng.random_range(0..20) {
        0..=2 => Verb::BuyerCancels { product_order_id: any(maker, state, waiting)?, quantity, reason },
        kind @ (3 | 4) => {
            let product_order_id = any(maker, state, arrived)?;
            Verb::BuyerReturns { product_order_id, quantity, reason, held: kind == 4 }
        }
        5 => Verb::BuyerExchanges { product_order_id: any(maker, state, arrived)?, quantity, reason },
        6 => {
            let open = state.claims.values().filter(|claim| claim.is_open());
            Verb::BuyerWithdraws { claim_id: open.choose(&mut maker.rng)?.claim_id.clone() }
        }
        7 => {
            let line = state.lines.values().filter(waiting).choose(&mut maker.rng)?;
            let (order_id, receiver) = (line.order_id.clone(), maker.receiver());
            Verb::BuyerChangesAddress { order_id, receiver, at_confirm: false }
        }
        8 if maker.rng.random_ratio(1, 4) => {
            Verb::SupportCancels { product_order_id: any(maker, state, waiting)? }
        }
        _ => Verb::PlaceOrder { wish: OrderWish::default() },
    })
}

/// Lines with add-ons are left alone: the whole of them would have to be claimed in order.
fn any(maker: &mut Maker, state: &State, fit: impl Fn(&&Line) -> bool) -> Option<String> {
    let alone = |line: &&Line| state.add_ons_of(line).next().is_none();
    let line = state.lines.values().filter(fit).filter(alone).choose(&mut maker.rng)?;
    Some(line.product_order_id.clone())
}
