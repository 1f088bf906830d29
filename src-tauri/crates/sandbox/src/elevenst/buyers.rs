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
    let waiting = |line: &&Line| line.status.waits();
    let at = |status: LineStatus| move |line: &&Line| line.status == status;
    let (quantity, reason) = (None, None);
    Some(match maker.rng.random_range(0..20) {
        0..=2 => Verb::BuyerCancels { line: any(maker, state, waiting)?, quantity, reason },
        3 => {
            let (line, reason) = (any(maker, state, at(LineStatus::Paid))?, Some("04".to_owned()));
            Verb::BuyerCancels { line, quantity, reason }
        }
        4 => Verb::BuyerReturns { line: any(maker, state, at(LineStatus::Delivered))?, quantity, reason },
        5 => Verb::BuyerExchanges { line: any(maker, state, at(LineStatus::Delivered))?, quantity, reason },
        6 => {
            let open = state.claims.values().filter(|claim| claim.is_open());
            Verb::BuyerWithdraws { claim: open.choose(&mut maker.rng)?.claim_id.clone() }
        }
        7 => {
            let line = state.lines.values().filter(at(LineStatus::Paid)).choose(&mut maker.rng)?;
            let (ord_no, receiver) = (line.ord_no.clone(), maker.address());
            Verb::BuyerChangesAddress { ord_no, receiver, at_confirm: false }
        }
        8 if maker.rng.random_ratio(1, 4) => {
            Verb::BuyerMisses { line: any(maker, state, at(LineStatus::Shipped))? }
        }
        _ => Verb::PlaceOrder { wish: OrderWish::default() },
    })
}

fn any(maker: &mut Maker, state: &State, fit: impl Fn(&&Line) -> bool) -> Option<String> {
    state.lines.values().filter(fit).choose(&mut maker.rng).map(|line| line.line_id.clone())
}
