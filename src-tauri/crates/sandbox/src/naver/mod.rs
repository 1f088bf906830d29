//! The Naver family: SmartStore (커머스API) and its sister Npay 주문형. Where the two differ is said in
//! `flavor.rs` and nowhere else.
//!
//! Sources, in this order: the official pages of the Commerce API (D), newer official pages (L), answers
//! of its staff (Q), what production users measured or saw (F, O), the public README of Npay (N). What
//! Npay's README does not say is taken from its sister. A rule none of them settles is marked
//! unverified here and where it stands in the code.
//!
//! | Rule | Source |
//! |-|-|
//! | Signature base64(bcrypt(`id_timestamp`, salt = secret)), timestamp good for five minutes | D |
//! | That a timestamp may not lie ahead by more either | unverified |
//! | Form body only; parameters in the address: 200, then one call an hour | Q |
//! | The same for a JSON body, without grant_type, account_id with SELF | Q, from a self-check list |
//! | 415 for parameters in the address under another content type | O |
//! | The penalty lifts after one clean day | Q |
//! | It begins at once, lifts at midnight, and spares the token endpoint | unverified |
//! | 10,800 s; same token while 30 minutes remain, then a new one beside the old | D |
//! | Token error `{code,message,timestamp,invalidInputs,data}`, its time in UTC | D |
//! | Fields of invalidInputs, codes and sentences of token errors | unverified |
//! | An ended authorisation: 403 for tokens, GW.AUTHN for calls | unverified |
//! | 401 GW.AUTHN, 403 GW.IP_NOT_ALLOWED (also for `/partner`), 404 GW.NOT_FOUND | D |
//! | Which of them comes first, their sentences, 404 for a wrong method | unverified |
//! | Two calls a second per endpoint, burst twice as much; headers; not executed beyond | Q, D |
//! | `GNCP-GW-Trace-ID` on every answer, none of the rate headers on the token's | D, O |
//! | `{timestamp, traceId, data}`; the seller's account answers bare | D, O |
//! | Gateway failures tell the rate headers too | D ("every answer") |
//! | Feed: 24 hours, both ends included, `more`, ≤ 300, each line once | D, F |
//! | No `data` when nothing changed | O |
//! | An end in the future is an error | F; its code unverified |
//! | No event for confirm, delivered, delay, hold; rows stay as they were at the event | D, Q |
//! | `receiverAddressChanged` is true from the buyer's change until the confirmation | unverified |
//! | Query: ≤ 300 ids, unknown ones left out; quantity claims always in force | L |
//! | Top-level claim objects in queries until 2026-10-28, as currentClaim; never in the search | Q, L |
//! | The search's limits to a day and to the past | unverified, only its default end is documented |
//! | completedClaims holds rejected and withdrawn claims too | L |
//! | It holds the done ones, the current one included, and no 구매확정 보류 | unverified |
//! | Confirm: ≤ 30; confirmed and claimed lines in neither list; address may have changed | D, L |
//! | 104443 for confirming a confirmed line, seen by a public client; left out here | O against L |
//! | Dispatch: ≤ 30, confirmed lines, method, company, number and date required | D, L |
//! | NOTHING or no method → 104117, no date → 104133 | unverified |
//! | 104116 (배송 없음 주문) never comes: no such order is sold here | D (code) |
//! | Methods without courier need neither company nor number | unverified |
//! | Same number again ignored, another one refused | L; neither list and 105306 unverified |
//! | Empty courier code → 000400; unknown one → 104119 in the row, for pickups too | Q; unverified |
//! | A line of another seller → 101009 | D (code); in a row unverified |
//! | Dispatching a line under CANCEL_REQUEST refuses it; main line first then | Q |
//! | Delay: confirmed, no open claim, repeatable, last wins; ninety days at most | L; unverified |
//! | Delay without day or reason → 4000 | unverified, its page marks neither as required |
//! | Hope delivery: codes 104441–104450, from payment to dispatch; sixty days at most | L; unverified |
//! | Where to put the parcel is told for N희망일배송, not for 희망일배송 | L |
//! | A buyer cancels an unpaid line: PAYMENT_WAITING with CANCEL, CANCELING | D (feed sample) |
//! | That line then becomes CANCELED | unverified |
//! | CANCELING before 발주확인 completes alone and may be approved, CANCEL_REQUEST after it | F, L |
//! | The seller's request is CANCEL_REQUEST even before 발주확인 | L; unverified |
//! | Partial cancel leaves PAYED; quantity and totals stay initial, `remain*` shrink | L |
//! | Add-ons before their main line, 9999 "추가상품 …" | Q; sentence known for returns |
//! | A request for a part of a main line need not wait for its add-ons | unverified |
//! | Return: after dispatch; approve when collected, or RETURN_INDIVIDUAL; not while held | L, O |
//! | RETURN_INDIVIDUAL: no courier; collected in the instant of its approval | F |
//! | A fee taken off the refund (환불금에서 차감) holds the return: 시스템, RETURN_DELIVERYFEE | Q#398 |
//! | That each such return is held; the sentence it carries | medium sure; unverified |
//! | A hold ends with its claim | unverified |
//! | Further claims while a replacement is on its way, the seller's return included | D; unverified |
//! | Reject from RETURN_REQUEST and COLLECTING (return); exchange until reshipped | F; unverified |
//! | Exchange: collect left out without number or on the way | L |
//! | Reshipment left out when not collected or held | L |
//! | A reshipment's number must not be used up: 104121 | D (code) |
//! | Releasing sets the fee of a return to 0 and frees the refund of it | secondary source |
//! | Releasing leaves the extra fee as it was | unverified |
//! | Approve, collect, release again, and approving a return nobody asked for: in neither list | L |
//! | Other states that do not allow a claim write → 9999 and a sentence | Q#1457; sentences unverified |
//! | Failed rows for them; HTTP 400 instead by a dial | F against D |
//! | Of other writes: repeats → 105306, wrong states → 104442, 104443 | D (codes); which one unverified |
//! | cancelReason, returnReason, holdbackClassType of answers only → 000400 | unverified |
//! | A holdbackClassType of the other kind of claim → 104133 | unverified |
//! | Fees may carry a decimal point, not a fraction | D ("number"); unverified |
//! | 구매확정 보류: CLAIM_REQUESTED, then CLAIM_COMPLETED, keeps only the decision waiting | unverified |
//! | What concerns one line fails in its row, the request itself fails the call | F; unverified in general |
//! | Too many ids, missing and long fields → 4000 `type.object.field` | D (codes); unverified |
//! | 104131 refuses the whole call | D (code); unverified |
//! | 직권취소 shows in `cancel` | unverified |
//! | Npay: paths `mall`, `collect/complete`, reviews, no hope-delivery, `merchant_id` | N |
//! | Npay's reviews, channels as a list | unverified |

mod acts;
mod add_ons;
mod api;
mod auth;
mod body;
mod buyers;
mod cancels;
mod claims;
mod codes;
mod confirm;
mod control;
mod couriers;
mod deeds;
mod desk;
mod detail;
mod errors;
mod exchanges;
mod fates;
mod feed;
mod flavor;
mod gate;
mod generate;
mod holdbacks;
mod hope;
mod life;
mod model;
mod moves;
mod penalty;
mod query;
mod returns;
mod route;
mod rows;
mod search;
mod seller;
mod setbacks;
mod settings;
mod shipping;
mod spoil;
mod state;
mod story;
mod token;
mod truth;
mod verbs;
mod wire;
mod wire_claims;

#[cfg(test)]
mod tests;

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

pub use api::Call;
pub use auth::Credentials;
pub use claims::{ClaimKind, ClaimStatus, CollectStatus, Holdback, Pickup};
pub use flavor::Flavor;
pub use model::{Address, Applied, ChangeKind, Delay, GiftStatus, Hope, LineStatus, Parcel, PlaceStatus};
pub use penalty::Penalty;
pub use route::Operation;
pub use settings::Settings;
pub use truth::{ClaimTruth, LineTruth, OrderTruth};
pub use verbs::{Done, OrderWish, Verb, VerbError};

pub(crate) use control::router;

use crate::clock::Pulse;
use crate::incoming::{Delivery, Incoming};
use crate::persist::StateFileError;
use crate::shop::{Opening, Simulated};
use api::{Naver, Room};
use state::State;

/// A failure that strikes one of this marketplace's operations.
pub type Fault = crate::fault::Fault<Operation>;

/// A handle on the simulated shop; clones share it.
pub type Shop = crate::shop::Shop<Naver>;

/// The shop of the state file, or a new one from the seed, of one of the two APIs.
pub(crate) fn open(flavor: Flavor, opening: Opening) -> Result<Shop, StateFileError> {
    Shop::opened(opening, flavor.prefix(), |seed, orders, now| generate::shop(flavor, seed, orders, now))
}

impl Simulated for Naver {
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
        room.market.pages.clear();
        room.state.penalty = Penalty::default();
        room.state.touch();
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
        json!({"orders": shop.orders(), "claims": shop.claims()})
    }
}

impl Shop {
    /// Which of the two APIs it speaks.
    #[must_use]
    pub fn flavor(&self) -> Flavor {
        self.room().state.flavor
    }

    /// The id of a line that exists, but belongs to another seller: 101009.
    #[must_use]
    pub fn foreign_line(&self) -> &'static str {
        desk::FOREIGN_LINE
    }

    /// Where the penalty for wrong token requests stands.
    #[must_use]
    pub fn penalty(&self) -> Penalty {
        self.room().state.penalty.clone()
    }

    /// Punishes as after a wrong token request from elsewhere.
    pub fn penalise(&self) {
        let now = self.now();
        self.changing(|room| {
            room.state.penalty.offend(now);
            room.state.touch();
        });
    }

    /// Ends every token that was issued: the next calls meet GW.AUTHN.
    pub fn end_tokens(&self) {
        self.changing(|room| {
            room.state.tokens.clear();
            room.state.touch();
        });
    }

    /// Every order, in the order of their ids.
    #[must_use]
    pub fn orders(&self) -> Vec<OrderTruth> {
        let room = self.room();
        room.state.orders.values().map(|order| OrderTruth::of(&room.state, order)).collect()
    }

    /// One order.
    #[must_use]
    pub fn order(&self, order_id: &str) -> Option<OrderTruth> {
        let room = self.room();
        room.state.orders.get(order_id).map(|order| OrderTruth::of(&room.state, order))
    }

    /// Every line, in the order of their ids.
    #[must_use]
    pub fn lines(&self) -> Vec<LineTruth> {
        self.room().state.lines.values().map(LineTruth::from).collect()
    }

    /// One line.
    #[must_use]
    pub fn line(&self, product_order_id: &str) -> Option<LineTruth> {
        self.room().state.lines.get(product_order_id).map(LineTruth::from)
    }

    /// Every claim, closed ones included, in the order of their ids.
    #[must_use]
    pub fn claims(&self) -> Vec<ClaimTruth> {
        self.room().state.claims.values().map(ClaimTruth::from).collect()
    }

    /// One claim.
    #[must_use]
    pub fn claim(&self, claim_id: &str) -> Option<ClaimTruth> {
        self.room().state.claims.get(claim_id).map(ClaimTruth::from)
    }
}
