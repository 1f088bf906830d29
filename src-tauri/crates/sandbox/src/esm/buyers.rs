//! Buyers who act of their own accord while somebody watches the shop.

use chrono::{DateTime, Utc};
use rand::RngExt;
use rand::seq::IteratorRandom;

use super::generate::Maker;
use super::model::{Line, LineStatus};
use super::settings::Settings;
use super::site::Site;
use super::state::State;
use super::verbs::{self, ClaimWish, OrderWish, Verb};

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
    let site = Site::ALL[maker.rng.random_range(0..Site::ALL.len())];
    let waiting = |line: &&Line| line.status.is_waiting();
    let arrived = |line: &&Line| line.status == LineStatus::Delivered;
    let wish = ClaimWish::default();
    Some(match maker.rng.random_range(0..20) {
        0..=2 => Verb::BuyerCancels { site, order_no: any(maker, state, site, waiting)?, wish },
        3 | 4 => Verb::BuyerReturns { site, order_no: any(maker, state, site, arrived)?, wish },
        5 => Verb::BuyerExchanges { site, order_no: any(maker, state, site, arrived)?, wish },
        6 => {
            let open = |line: &&Line| line.open_claim().is_some();
            Verb::BuyerWithdraws { site, order_no: any(maker, state, site, open)? }
        }
        7 => {
            let new = |line: &&Line| line.status == LineStatus::New;
            let (order_no, receiver) = (any(maker, state, site, new)?, maker.receiver());
            Verb::BuyerChangesAddress { site, order_no, receiver, at_confirm: false }
        }
        8 if maker.rng.random_ratio(1, 4) => {
            Verb::SupportSettles { site, order_no: any(maker, state, site, waiting)? }
        }
        _ => Verb::PlaceOrder { site, wish: OrderWish::default() },
    })
}

fn any(maker: &mut Maker, state: &State, site: Site, fit: impl Fn(&&Line) -> bool) -> Option<u64> {
    let lines = state.shelf(site).lines.values().filter(fit);
    lines.map(|line| line.order_no).choose(&mut maker.rng)
}
