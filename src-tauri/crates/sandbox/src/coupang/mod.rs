//! Coupang (쿠팡 마켓플레이스): orders and claims of the OpenAPI, v4 to v6.
//!
//! Sources, in this order: the help centre of the OpenAPI (HC), the API documents of 2019
//! (D19) and of 2025 (DC), and what public clients observed (L). A rule none of them
//! settles is marked unverified here and where it stands in the code.
//!
//! | Rule | Source |
//! |-|-|
//! | CEA signature over date, method, path and raw query; new for every request | HC HMAC Signature 생성 |
//! | 401 sentences and the body `{code, message, transactionId}` | HC, L; five-minute window unverified |
//! | Keys live 180 days; registered addresses, else 403 `[FORBIDDEN] Not allowed IP` | HC, L |
//! | Ten calls a second → 429 that stays; `X-CAG-Warnings` near 90 % | HC; its content unverified |
//! | Wrong or foreign vendor id → 404, repeated → 302 or 403 page | HC; how many unverified |
//! | Wrong method → 412 | L |
//! | 504 after three seconds unless `X-EXTENDED-TIMEOUT` says otherwise | HC |
//! | Order lists: one status, ≤ 30 days' difference and pages, or < 24 h unpaged | HC, D19, L |
//! | Minute mode ends before its last minute | D19; of returns unverified |
//! | New orders late in lists, at once in single queries; cancelled ones refused | HC, DC |
//! | Money, dates and phones of v4 against v5 and v6 | HC notice of 2025-06-26, DC |
//! | Names unmasked, a label needs them; samples show them masked | unverified |
//! | Acknowledgement: ≤ 50 bare numbers, a result per row, address may change | HC, D19 |
//! | Result code of "배송상태를 변경할 수 없습니다" | unverified |
//! | Invoice result codes, all options of a box, six months, 업체직송 | HC, D19 |
//! | A stop request for all of a box has the code of a cancelled order | D19 |
//! | A split part is updated as a split one; the code of the refusal | D19; unverified |
//! | Different numbers without split → INVALID_INVOICE_NUMBER; same again → DUPLICATE | unverified |
//! | Split: number or date, two steps, new box id for what left | HC FAQ, D19 |
//! | The new box id exists right after the first step | unverified |
//! | Long undelivered: thirty days since 배송지시 | HC, D19 |
//! | Seller's cancel: messages, receiptMap by id, "200" in part, "400" in whole | D19, DC |
//! | 결제완료 in whole only; HTTP 200 around the body "400" | D19; unverified |
//! | Returns: RU also under UC, CANCEL without status, withdrawn ones vanish | HC |
//! | 입고완료 lists under UC | unverified |
//! | stoppedShipment, completedShipment, receiveConfirmation, approval: states, counts, answers | HC, D19 |
//! | completedShipment refuses a number in use | DC |
//! | After completedShipment the box stands at 배송지시 | unverified |
//! | A tracked pickup completes a fast refund at once | HC; its receiptStatus unverified |
//! | Fast refund: 일반 배송, below 100,000 won, not made to order | HC |
//! | Withdrawals: both days count, ≤ 50 ids | HC, D19 |
//! | Exchanges: < 7 days, receive, new box ≤ 10 minutes later, array body | HC, D19 |
//! | A replacement's box waits in INSTRUCT without number, and takes one once | D19 |
//! | deliveryInvoiceModifiable is true while a number may be entered; the sample says false | unverified |
//! | Largest page of exchanges and returns: 50, as of orders | unverified |
//! | Rejecting an exchange before the goods are in is refused | unverified |
//! | Sentences for states that do not allow an action, where no page shows one | unverified |

mod acts;
mod api;
mod auth;
mod body;
mod buyers;
mod cancel;
mod claims;
mod control;
mod couriers;
mod deeds;
mod desk;
mod errors;
mod exchanges;
mod fates;
mod gate;
mod generate;
mod life;
mod model;
mod orders;
mod outcome;
mod query;
mod reasons;
mod returns;
mod route;
mod settings;
mod shipping;
mod split;
mod state;
mod story;
mod truth;
mod verbs;
mod wire;
mod wire_claims;
mod withdrawals;

#[cfg(test)]
mod tests;

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

pub use api::Call;
pub use auth::Credentials;
pub use claims::{
    Collect, ConfirmType, Exchange, ExchangeStatus, ReceiptType, Redelivery, Release, ReleaseStop, Return,
    ReturnItem, ReturnStatus,
};
pub use model::{Applied, Goods, Item, Orderer, Parcel, Receiver, Sheet, SheetStatus, Step, UpBundle};
pub use reasons::{Fault as FaultBy, Reason};
pub use route::Operation;
pub use settings::Settings;
pub use truth::{ExchangeTruth, ItemTruth, OrderTruth, ReturnItemTruth, ReturnTruth};
pub use verbs::{Done, OrderWish, Quantity, Verb, VerbError};

pub(crate) use control::router;

use crate::clock::Pulse;
use crate::incoming::{Delivery, Incoming};
use crate::persist::StateFileError;
use crate::shop::{Opening, Simulated};
use api::{Coupang, Room};
use state::State;

/// The marketplace's name in files.
pub(crate) const CODE: &str = "coupang";

/// A failure that strikes one of this marketplace's operations.
pub type Fault = crate::fault::Fault<Operation>;

/// A handle on the simulated shop; clones share it.
pub type Shop = crate::shop::Shop<Coupang>;

/// The shop of the state file, or a new one from the seed.
pub(crate) fn open(opening: Opening) -> Result<Shop, StateFileError> {
    Shop::opened(opening, "", generate::shop)
}

impl Simulated for Coupang {
    type State = State;
    type Settings = Settings;
    type Operation = Operation;
    type Call = Call;
    type Credentials = Credentials;
    type Verb = Verb;
    type Done = Done;
    type VerbError = VerbError;

    fn credentials(state: &State) -> &Credentials {
        &state.credentials
    }

    fn take_changed(state: &mut State) -> bool {
        state.take_changed()
    }

    fn pulse(&mut self) -> &mut Pulse {
        &mut self.gate.pulse
    }

    fn calm(room: &mut Room) {
        room.market.gate.forget();
    }

    fn plan_ahead(state: &mut State, settings: &Settings, now: DateTime<Utc>) {
        life::plan_ahead(state, settings, now);
    }

    fn pass(state: &mut State, settings: &Settings, now: DateTime<Utc>) {
        life::pass(state, settings, now);
    }

    fn act(room: &mut Room, now: DateTime<Utc>, verb: &Verb) -> Result<Done, VerbError> {
        verbs::act(&mut room.state, &room.settings, now, verb)
    }

    fn answer(shop: &Shop, incoming: &Incoming) -> Delivery<Response> {
        let now = shop.now();
        shop.changing(|room| room.answer(incoming, now)).rendered(control::render)
    }

    fn truth(shop: &Shop) -> impl Serialize {
        json!({"orders": shop.orders(), "returns": shop.returns(), "exchanges": shop.exchanges()})
    }
}

impl Shop {
    /// Sets when the API key was issued; it expires after 180 days.
    pub fn issue_key_at(&self, at: DateTime<Utc>) {
        self.changing(|room| {
            room.state.key_issued_at = at;
            room.state.touch();
        });
    }

    /// Every box the shop holds, gone ones included.
    #[must_use]
    pub fn orders(&self) -> Vec<OrderTruth> {
        let room = self.room();
        room.state.sheets.values().map(OrderTruth::from).collect()
    }

    /// One box.
    #[must_use]
    pub fn order(&self, shipment_box_id: &str) -> Option<OrderTruth> {
        let id: i64 = shipment_box_id.parse().ok()?;
        self.room().state.sheets.get(&id).map(OrderTruth::from)
    }

    /// Every cancel and return receipt, withdrawn ones included.
    #[must_use]
    pub fn returns(&self) -> Vec<ReturnTruth> {
        let room = self.room();
        room.state.returns.values().map(ReturnTruth::from).collect()
    }

    /// Every exchange.
    #[must_use]
    pub fn exchanges(&self) -> Vec<ExchangeTruth> {
        let room = self.room();
        room.state.exchanges.values().map(ExchangeTruth::from).collect()
    }
}
