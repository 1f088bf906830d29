//! Grip (그립): live commerce. One host, whose paths begin with `/api`.
//!
//! Sources: the pages of the public API guide (orders O, deliveries D, auth A, inquiries Q, reviews R), its
//! guideline for beginners (G) and its changelog (C), as of September 2026; the older guide (B). A rule
//! none of them settles is marked unverified here and where it stands in the code.
//!
//! | Rule | Source |
//! |-|-|
//! | Four headers; HMAC-SHA256 over method, target, timestamp and access key, as base64 | A |
//! | A timestamp ten minutes off, or more | A |
//! | 401 and COMMON_UNAUTHORIZED for whatever is wrong with a key | unverified |
//! | Re-issued and expired keys are void at once | G |
//! | Re-issuing keeps the AccessKey | B; G says "accessKey와 secretKey" |
//! | 4xx with status, error, code, message, timestamp; HTTP 500 with message before, by domain | A, C |
//! | COMMON_BAD_REQUEST; every other code, and every sentence | A; unverified |
//! | 404 for unknown paths, 405 for other methods, 415 for writes that are no JSON | unverified |
//! | Filters in the query string, signed with it | A |
//! | Parameters a page does not name, empty searches, doubles and unknown words are refused | unverified |
//! | prepare, start and status have neither searchStatus nor searchDate | D |
//! | 90 days at most; 30 days when no dates come | C, B; O, D, Q, R |
//! | A window that begins before the day 90 days ago; 30 days to the moment; both ends count | unverified |
//! | start 0, length 20; 100 at most | O, D; at returns, exchanges, Q and R unverified |
//! | A longer length is refused, or by a dial counts as 100 | unverified |
//! | Newest first | unverified |
//! | Ties in one order since 2026-06-30 at orders, prepare, start, status and inquiries, a dial | C |
//! | So too at returns, exchanges and reviews, another dial | unverified |
//! | A line stays in the lists of its claims, whatever became of it; a dial | unverified |
//! | Nicknames are found exactly at orders and deliveries; the rest by a part | C; unverified |
//! | trackingNumber of returns: the whole number of the parcel to the buyer | O; unverified |
//! | No trackingNumber at exchanges, no completeReturnAt at returns | C |
//! | searchStatus: the codes of the page; each finds just its own, both dials | O; unverified |
//! | Null dates, missing texts, amounts as Doubles | unverified, O |
//! | 배송비 of a bundle on its first line | unverified |
//! | 주문 결제 일시 is the order's until it is paid | unverified |
//! | Writes without `/result` may be answered before they are done, a dial | B; at Q and R unverified |
//! | Claims, addresses and answers are refused at once even so | unverified |
//! | `/result`: one row per key in the request's order; message on failure only | O, D |
//! | The order of the rows, 0 affected where every key fails, a key named twice fails then | unverified |
//! | type and reason are wanted by cancel/result and postpone/result too | unverified |
//! | A missing field: 400 | C at deliveries; elsewhere unverified |
//! | Long and Integer are bare numbers and no text; codes a page does not list are refused | unverified |
//! | recipientAddress2 is wanted, and may be empty | D; unverified |
//! | 발주 of 결제완료 only, and it blocks the buyer's cancel | D; the former unverified |
//! | 배송 지연 안내 once, until 발송 | D; the latter unverified |
//! | 발송지연 three days after 발주, unless a delay was told | unverified |
//! | 판매취소 until 발송; 62 and 82 of what nobody paid | unverified; O |
//! | Courier and number before 발송 but for 직접배송; again while 배송중 | D |
//! | Courier and number only after 발주 | unverified |
//! | Any known courier takes any goods, and any number of 40 letters | unverified |
//! | 직접 수령 while 배송중, or after a claim dropped before the parcel arrived | unverified |
//! | 강제 배송완료 after 10 days, of couriers from abroad 30 | D; how "해외" is told unverified |
//! | prepare holds 1, start 10 and 12, status 11 and 13 | D; 12 and 13 unverified |
//! | Returns and exchanges are handled here | O, whose head says that they are only read |
//! | Returns: 40, 41, 42, refund; exchanges: 50, 51, 53, 54; denied until then | O; from where unverified |
//! | Buyers withdraw until the goods are back, at exchanges by receiveProduct | unverified |
//! | receiveProduct false leaves the line where it is | unverified |
//! | 반품완료일시 is the approval's | unverified |
//! | 가상계좌 is refunded once the account is entered (45, 63, 83) and Grip has paid (46, 64, 84) | O |
//! | Others are refunded at once or, by dials, after 43, 60 and 80, or after 46, 64 and 84 | unverified |
//! | 47, 48, 52 and 55 of a dropped claim | O |
//! | They stay the line's state, or by a dial 11 and 13 come back; another may follow | unverified |
//! | A parcel arrives whatever claim its line has, and the claim stays its state | unverified |
//! | 배송지 변경 reaches the lines that have not left | unverified |
//! | 리뷰 and 문의: an answer, then edits | R, Q; that there is but one, unverified |
//! | No empty answer to a review | C; of its edits and of 문의 unverified |
//! | No answer to a closed 문의, though edits of one | C; the latter unverified |
//! | needReply leaves out closed 문의 | unverified |
//! | A rate limit, a dial that is off | none documented |
//! | Left out: 배송없음 goods, group members, products and the upload of pictures | D, C, A |
//! | Left out: userId as a search of 문의, which C names and Q does not | C |
//! | Left out: pictures of an answer to 문의, 10 at most, for whose field no page has a name | C |
//! | Left out: 426 for what comes by less than TLS 1.2, for the sandbox speaks plain HTTP | C |

mod acts;
mod address;
mod api;
mod auth;
mod body;
mod buyers;
mod control;
mod couriers;
mod deeds;
mod desk;
mod errors;
mod exchanges;
mod fates;
mod gate;
mod generate;
mod inquiries;
mod life;
mod line_state;
mod lists;
mod model;
mod moves;
mod phrases;
mod query;
mod returns;
mod reviews;
mod route;
mod settings;
mod spoil;
mod state;
mod story;
mod truth;
mod verbs;
mod wire;
mod writes;

#[cfg(test)]
mod tests;

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;

pub use api::Call;
pub use auth::Credentials;
pub use couriers::Courier;
pub use errors::ErrorStyle;
pub use line_state::LineState;
pub use model::{
    Address, Applied, Exchange, Inquiry, Key, Parcel, Payment, Postponement, Reply, Return, Review,
    SellerCancel, Service,
};
pub use route::{Domain, Operation};
pub use settings::{Settings, StatusFilter};
pub use truth::{LineTruth, OrderTruth, Truth};
pub use verbs::{ClaimWish, Done, OrderWish, Verb, VerbError};

pub(crate) use control::router;

use crate::clock::Pulse;
use crate::incoming::{Delivery, Incoming};
use crate::persist::StateFileError;
use crate::shop::{Opening, Simulated};
use api::{Grip, Room};
use state::State;

/// A failure that strikes one of this marketplace's operations.
pub type Fault = crate::fault::Fault<Operation>;

/// Of the state file and the control routes.
pub const CODE: &str = "grip";

/// A handle on the simulated shop; clones share it.
pub type Shop = crate::shop::Shop<Grip>;

/// The shop of the state file, or a new one from the seed.
pub(crate) fn open(opening: Opening) -> Result<Shop, StateFileError> {
    Shop::opened(opening, "", generate::shop)
}

impl Simulated for Grip {
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
    }

    fn plan_ahead(state: &mut State, settings: &Settings, now: DateTime<Utc>) {
        life::plan_ahead(state, settings, now);
    }

    fn pass(state: &mut State, settings: &Settings, now: DateTime<Utc>) {
        life::pass(state, settings, now);
    }

    fn act(room: &mut Room, now: DateTime<Utc>, verb: &Verb) -> Result<Done, VerbError> {
        life::pass(&mut room.state, &room.settings, now);
        verbs::act(&mut room.state, &room.settings, now, verb)
    }

    fn answer(shop: &Shop, incoming: &Incoming) -> Delivery<Response> {
        let now = shop.now();
        shop.changing(|room| room.answer(incoming, now)).rendered(control::render)
    }

    fn truth(shop: &Shop) -> impl Serialize {
        shop.truth()
    }
}

impl Shop {
    /// 지원 택배사 목록
    #[must_use]
    pub fn couriers(&self) -> Vec<Courier> {
        self.room().state.couriers.clone()
    }

    /// How many calls of one operation came.
    #[must_use]
    pub fn called(&self, operation: Operation) -> usize {
        self.room().calls().filter(|call| call.operation == Some(operation)).count()
    }

    /// How often a write took effect on one line.
    #[must_use]
    pub fn applied(&self, operation: Operation, key: Key) -> u32 {
        let room = self.room();
        let line = room.state.line(key);
        line.and_then(|line| line.applied.get(&operation)).copied().unwrap_or(0)
    }

    /// Everything the shop holds.
    #[must_use]
    pub fn truth(&self) -> Truth {
        Truth::of(&self.room().state)
    }

    /// Every basket, in the order of its number.
    #[must_use]
    pub fn orders(&self) -> Vec<OrderTruth> {
        self.truth().orders
    }

    /// One basket.
    #[must_use]
    pub fn order(&self, order_seq: u64) -> Option<OrderTruth> {
        let room = self.room();
        room.state.order(order_seq).map(|order| OrderTruth::of(&room.state, order))
    }

    /// Every line, in the order of its number.
    #[must_use]
    pub fn lines(&self) -> Vec<LineTruth> {
        self.room().state.lines().map(LineTruth::from).collect()
    }

    /// One line.
    #[must_use]
    pub fn line(&self, key: Key) -> Option<LineTruth> {
        self.room().state.line(key).map(LineTruth::from)
    }

    /// Every review, in the order of its number.
    #[must_use]
    pub fn reviews(&self) -> Vec<Review> {
        self.truth().reviews
    }

    /// Every inquiry, in the order of its number.
    #[must_use]
    pub fn inquiries(&self) -> Vec<Inquiry> {
        self.truth().inquiries
    }
}
