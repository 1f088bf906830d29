//! 11번가: the seller API, XML in EUC-KR, nearly every call a GET whose parameters stand in its path.
//!
//! Sources, in this order: the official guide's page of each call (D), what live clients and their notes saw
//! (L), third-party notes that quote official pages (R). A rule none of them settles is marked unverified here
//! and where it stands in the code.
//!
//! | Rule | Source |
//! |-|-|
//! | One key of 32 characters in `openapikey`; an unknown one is -1 in the endpoint's own envelope | D, L |
//! | That a missing and an expired key say the same | unverified |
//! | Unregistered address: HTTP 500 with AuthMessage -500 | L |
//! | -1000 서버 점검중, 1000 for the settlement | D |
//! | Ten calls a second, then 429 with Retry-After 1 | unverified, limits are not published |
//! | Order of these obstacles; 404 for unknown paths and methods | unverified |
//! | EUC-KR, declared and encoded; name space on the root, prefix on root, rows and results | L |
//! | Characters beyond it: CP949, then `?` | unverified |
//! | Fields of every list, in the order of their pages | D |
//! | 0 is "no rows" for orders, -1 해당 건이 없습니다 for claims | D |
//! | Windows of less than eight days; of thirty days; of 31 days | D; exactly thirty still fits: unverified |
//! | An end before its start is -1; both ends count to the instant | unverified |
//! | 3,000 rows at most | D for some lists, all here; the newest are left out: unverified |
//! | `complete` goes by the payment | L |
//! | Every other list by status goes by its own event, those of ended claims by the end | unverified, a dial |
//! | Requests that were handled leave their list | unverified, a dial |
//! | Lines with an open claim leave the list of their status (701, 601); a partial claim keeps them | unverified |
//! | 주문번호별: ≤ 100 numbers (-28003), commas without spaces, ordCnQty with requested ones | D |
//! | 발주확인: line, add-on words and delivery number must fit; all lines of dlvNo and product, add-ons too | D |
//! | That wrong add-on words are -1; that one line under a cancel keeps its group waiting | unverified |
//! | A buyer's cancel before 발주확인 is done at once, unless the seller is at fault | D |
//! | The address freezes with 발주확인 | D |
//! | 발송: every line of the number; -3308 sent, -3309 arrived, -3310 check, -3313 became something else | D |
//! | That an unconfirmed line in the number, or an unknown number, is -3310 | unverified |
//! | Rules of couriers (-3306) | D that there are some; which ones unverified |
//! | `null` for 배송없음, and for it only | D |
//! | -3320 for a number of another order, whoever carries it; orders under one delivery number share it | D; |
//! | | whoever, and the latter: unverified |
//! | 부분발송 for bundles only, never add-ons alone | D; their -1 unverified |
//! | Neither 부분발송 nor 수량 분리발송 knows `null`; the former lacks 00115; -3321 for 중문11번가 only | D |
//! | 수량 분리발송 must cover what remains; a wrong state is -1 there | unverified; D that -3310 means failure |
//! | A line or a number named twice in one call is -1 | unverified |
//! | A text in a path that is not UTF-8 is -1 | unverified |
//! | `lst*` and `*PerSeq` tell the line, the same names without the order | D; for `dlvCst` unverified |
//! | 발송지연안내: 20–300 bytes counted in EUC-KR, ≤ D+30, 202 and 301 only | D; the charset, the day's format |
//! | | and that it may be said again: unverified |
//! | 판매불가: whole line, credit −1 unless 고객변심; which of -21004 and -21005 is which | D; unverified |
//! | 취소 거부 sends the line (401) | R; that the request then shows as 05: unverified, a dial |
//! | For 202 lines: 02 sends, 01 leaves it; each call for its own status only (-23008) | unverified |
//! | 반품 승인 refunds at once (A01, 106); of held ones too | D; unverified, a dial |
//! | 반품 거부 from 105 only | D; that 104 is refused: unverified |
//! | 104 completes ten days after arrival or twenty after the request, the first of them; 109 does not | D |
//! | What is held later than that completes at once | unverified |
//! | 109 from 104 only | D (purpose); unverified |
//! | 반품송장 under a doubled segment; once more replaces it | D; unverified |
//! | 교환 승인 is the re-shipment: 221, and the line stands where it stood | L; unverified |
//! | 교환보류 (214) comes from the seller office only | D (no call) |
//! | 직권취소 after 구매확정 stands among the returned too, in each list with a reason of its table | D has the |
//! | | reasons; both lists at once unverified, a dial |
//! | 103, 212, 301, 302 and 801 come by verbs only | D names them, no page tells the way |
//! | 배송완료 and 구매확정 come by dials and verbs, not on the seventh working day | a choice |
//! | Goods from abroad: -24009, -25007 for the seller's fault, as for a seller without 통합아이디 | D; unverified |
//! | 미도착: 0 also for a repeat; 400 for what is wrong; page of thirty | D; the default page unverified |
//! | 정산: up to yesterday, errors in `orders`; rows wrapped in `orders`, listed by 구매확정 | D; unverified |
//! | Its fees of delivery stand in one row of a number, what came back in a row below zero | unverified |

mod acts;
mod api;
mod auth;
mod buyers;
mod cancels;
mod claim_lists;
mod claims;
mod codes;
mod confirm;
mod control;
mod couriers;
mod deeds;
mod delay;
mod desk;
mod errors;
mod exchanges;
mod fates;
mod fields;
mod gate;
mod generate;
mod life;
mod lists;
mod model;
mod moves;
mod non_delivery;
mod parts;
mod rare;
mod refusals;
mod returns;
mod route;
mod settings;
mod settlement;
mod shipping;
mod spoil;
mod standing;
mod state;
mod story;
mod truth;
mod verbs;
mod window;
mod wire;
mod xml;

#[cfg(test)]
mod tests;

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Serialize;

pub use api::Call;
pub use auth::Credentials;
pub use claims::{ClaimKind, ClaimStatus, Hold, Pickup, RefusedBecause};
pub use model::{Address, Applied, Delay, LineStatus, NonDelivery, Parcel};
pub use route::Operation;
pub use settings::{RefusedCancel, Settings};
pub use state::line_id;
pub use truth::{ClaimTruth, LineTruth, OrderTruth, Truth};
pub use verbs::{Done, OrderWish, Verb, VerbError};
pub use xml::{Encoding, Prefix};

pub(crate) use control::router;

use crate::clock::Pulse;
use crate::incoming::{Delivery, Incoming};
use crate::persist::StateFileError;
use crate::shop::{Opening, Simulated};
use api::{Elevenst, Room};
use state::State;

/// A failure that strikes one of this marketplace's operations.
pub type Fault = crate::fault::Fault<Operation>;

/// The marketplace's name in files and in control paths.
pub(crate) const CODE: &str = "elevenst";

/// A handle on the simulated shop; clones share it.
pub type Shop = crate::shop::Shop<Elevenst>;

/// The shop of the state file, or a new one from the seed.
pub(crate) fn open(opening: Opening) -> Result<Shop, StateFileError> {
    Shop::opened(opening, route::PREFIX, generate::shop)
}

impl Simulated for Elevenst {
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
    /// 택배사 코드 a dispatch takes, and those a claim call takes.
    #[must_use]
    pub fn couriers(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        (couriers::of_dispatch().collect(), couriers::of_claims().collect())
    }

    /// How many calls of an operation arrived, refused ones included.
    #[must_use]
    pub fn calls_of(&self, operation: Operation) -> usize {
        self.room().calls().filter(|call| call.operation == Some(operation)).count()
    }

    /// How often a write took effect on a line (`{ordNo}-{ordPrdSeq}`) or a claim.
    #[must_use]
    pub fn applied(&self, operation: Operation, id: &str) -> u32 {
        let room = self.room();
        let line = room.state.lines.get(id).map(|line| &line.applied);
        let counts = line.or_else(|| room.state.claims.get(id).map(|claim| &claim.applied));
        counts.and_then(|applied| applied.get(&operation)).copied().unwrap_or(0)
    }

    /// Everything the marketplace really holds.
    #[must_use]
    pub fn truth(&self) -> Truth {
        let (orders, claims) = (self.orders(), self.claims());
        Truth { orders, claims, credit_lost: self.room().state.credit_lost }
    }

    /// Every order, in the order of their numbers.
    #[must_use]
    pub fn orders(&self) -> Vec<OrderTruth> {
        let room = self.room();
        room.state.orders.values().map(|order| OrderTruth::of(&room.state, order)).collect()
    }

    /// One order.
    #[must_use]
    pub fn order(&self, ord_no: &str) -> Option<OrderTruth> {
        let room = self.room();
        room.state.orders.get(ord_no).map(|order| OrderTruth::of(&room.state, order))
    }

    /// Every line, in the order of their numbers.
    #[must_use]
    pub fn lines(&self) -> Vec<LineTruth> {
        let room = self.room();
        room.state.lines.values().map(|line| LineTruth::of(&room.state, line)).collect()
    }

    /// One line, named `{ordNo}-{ordPrdSeq}`.
    #[must_use]
    pub fn line(&self, line: &str) -> Option<LineTruth> {
        let room = self.room();
        room.state.lines.get(line).map(|line| LineTruth::of(&room.state, line))
    }

    /// Every claim, closed ones included, in the order of their numbers.
    #[must_use]
    pub fn claims(&self) -> Vec<ClaimTruth> {
        self.room().state.claims.values().map(ClaimTruth::from).collect()
    }

    /// One claim.
    #[must_use]
    pub fn claim(&self, claim: &str) -> Option<ClaimTruth> {
        self.room().state.claims.get(claim).map(ClaimTruth::from)
    }
}
