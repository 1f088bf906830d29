//! Where an operation is carried out once the gateway let it pass.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::auth::Bearer;
use super::body::Fields;
use super::errors::{self, Refusal};
use super::gate::Gate;
use super::model::Line;
use super::route::{Operation, Route};
use super::settings::Settings;
use super::site::{Key, Site};
use super::state::State;
use super::{
    cancels, claim_lists, confirm, couriers, exchanges, orders, reports, returns, settlement, shipping,
    statuses,
};

/// The shop, as one call sees it.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) settings: &'a Settings,
    pub(crate) gate: &'a mut Gate,
    pub(crate) now: DateTime<Utc>,
    /// A fault delays the effect of this call by so many seconds.
    pub(crate) lag: u32,
    /// A fault lets the write fail.
    pub(crate) row_fails: bool,
}

/// What was asked, and whom the token speaks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) route: &'a Route,
    pub(crate) bearer: Bearer,
    pub(crate) body: &'a [u8],
}

/// A claim write on one line.
pub(crate) struct ClaimWrite {
    pub(crate) key: Key,
    pub(crate) fields: Fields,
}

impl ClaimWrite {
    pub(crate) fn site(&self) -> Site {
        self.key.site
    }

    /// 옥션's refusal, or G마켓's.
    pub(crate) fn by_site(&self, gmarket: Refusal, auction: Refusal) -> Refusal {
        if self.site().is_gmarket() { gmarket } else { auction }
    }
}

type ClaimAct = fn(&mut Desk<'_>, &ClaimWrite) -> Result<Value, Refusal>;

impl Desk<'_> {
    pub(crate) fn carry_out(&mut self, asked: Asked<'_>) -> Result<Value, Refusal> {
        use Operation as Op;
        match asked.route.operation {
            Op::PendingOrders => orders::pending(self, asked),
            Op::Orders => orders::search(self, asked),
            Op::Confirm => confirm::confirm(self, asked),
            Op::Delay => confirm::delay(self, asked),
            Op::Dispatch => shipping::dispatch(self, asked),
            Op::Complete => shipping::complete(self, asked),
            Op::Statuses => statuses::statuses(self, asked),
            Op::Progress => statuses::progress(self, asked),
            Op::Reports => reports::list(self, asked),
            Op::ReleaseReport => reports::release(self, asked),
            Op::Cancels => claim_lists::cancels(self, asked),
            Op::Returns => claim_lists::returns(self, asked),
            Op::Exchanges => claim_lists::exchanges(self, asked),
            Op::Couriers => Ok(couriers::list(&self.settings.retired_couriers)),
            Op::SettleOrders => settlement::orders(self, asked),
            Op::SettleFees => settlement::fees(self, asked),
            Op::RequestReturn => returns::request(self, asked),
            other => self.on_claim(asked, claim_act(other)?),
        }
    }

    /// A claim write: the SiteType of its body says on which site the OrderNo is.
    fn on_claim(&mut self, asked: Asked<'_>, act: ClaimAct) -> Result<Value, Refusal> {
        let fields = Fields::parse(asked.body)?;
        let site = site_of(asked.bearer, fields.optional_int("SiteType")?)?;
        let ruled = asked.route.operation != Operation::CollectExchange && !site.is_gmarket();
        let done = path_no(&asked.route.id).and_then(|order_no| {
            self.check_row()?;
            let write = ClaimWrite { key: Key::new(site, order_no), fields };
            let data = act(self, &write)?;
            self.state.count(write.key, asked.route.operation, true);
            Ok(data)
        });
        match done {
            Ok(data) => Ok(done_as(&data, ruled)),
            Err(refusal) if ruled => Err(refusal.worded_by_auction()),
            Err(refusal) => Err(refusal),
        }
    }

    /// The line of a claim write. An unknown one is 옥션's 데이터 조회 없음, and G마켓's word for a wrong state.
    pub(crate) fn line_of(&self, write: &ClaimWrite, gmarket: Refusal) -> Result<&Line, Refusal> {
        let nothing = || write.by_site(gmarket, Refusal::nothing("주문정보"));
        self.line(write.key).ok_or_else(nothing)
    }

    /// 8000 처리결과 실패, when a fault says so.
    pub(crate) fn check_row(&self) -> Result<(), Refusal> {
        let failed = || Refusal::new(8000, "처리결과 실패");
        (!self.row_fails).then_some(()).ok_or_else(failed)
    }

    pub(crate) fn line(&self, key: Key) -> Option<&Line> {
        self.state.line(key)
    }
}

/// What a claim write answers: text is its message, an object its data.
fn done_as(data: &Value, ruled: bool) -> Value {
    match data {
        Value::String(message) => errors::ruled(message, ruled, Value::Null),
        other => errors::ruled("Success", ruled, other.clone()),
    }
}

fn claim_act(operation: Operation) -> Result<ClaimAct, Refusal> {
    use Operation as Op;
    Ok(match operation {
        Op::ApproveCancel => cancels::approve,
        Op::SoldOut => cancels::sold_out,
        Op::SellerCancel => cancels::by_seller,
        Op::RefundAfterRemittance => cancels::after_remittance,
        Op::PickupReturn => returns::pickup,
        Op::HoldReturn => returns::hold,
        Op::ApproveReturn => returns::approve,
        Op::ReturnToExchange => returns::to_exchange,
        Op::PickupExchange => exchanges::pickup,
        Op::CollectExchange => exchanges::collect,
        Op::HoldExchange => exchanges::hold,
        Op::ReleaseExchange => exchanges::release,
        Op::ResendExchange => exchanges::resend,
        Op::CompleteExchange => exchanges::complete,
        Op::ExchangeToReturn => exchanges::to_return,
        _ => return Err(Refusal::not_found()),
    })
}

/// 1 옥션, 2 G마켓; 3 is wrong here although answers say it. A site the token does not name has no
/// seller to look up [unverified].
pub(crate) fn site_of(bearer: Bearer, code: Option<i64>) -> Result<Site, Refusal> {
    let site = code.and_then(Site::from_code).ok_or_else(Refusal::site_type)?;
    named(bearer, site)
}

pub(crate) fn named(bearer: Bearer, site: Site) -> Result<Site, Refusal> {
    bearer.covers(site).then_some(site).ok_or_else(Refusal::unauthorised)
}

/// A number with too many digits ("OrderNo 자릿수 오류"). That it speaks of Int32 binds nobody: the samples
/// have numbers above 2^31.
fn narrow() -> Refusal {
    Refusal::order("매개 변수 값을 Int64에서 Int32(으)로 변환하지 못했습니다.")
}

/// Both sites' numbers have ten digits [unverified].
const LONGEST: u64 = 9_999_999_999;

/// As the order and shipping APIs read a number; the claim APIs just find nothing [unverified].
pub(crate) fn check_number(number: u64) -> Result<u64, Refusal> {
    (number <= LONGEST).then_some(number).ok_or_else(narrow)
}

/// The OrderNo of a path.
pub(crate) fn path_no(text: &str) -> Result<u64, Refusal> {
    text.parse().map_err(|_| Refusal::field("OrderNo"))
}

/// The OrderNo in the path of an order or shipping API.
pub(crate) fn order_no(text: &str) -> Result<u64, Refusal> {
    check_number(path_no(text)?)
}

/// The site of a call without SiteType is its token's. One for both sites may be looked up on the
/// wrong one ("토큰의 ID가 아닌 판매자의 주문건"): always refused here.
pub(crate) fn only_site(bearer: Bearer) -> Result<Site, Refusal> {
    bearer.only().ok_or_else(Refusal::no_order)
}
