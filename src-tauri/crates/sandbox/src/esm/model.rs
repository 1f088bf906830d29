//! What a site remembers about orders: an order is the basket (PayNo), a line (OrderNo) one option in
//! it and the unit on which the site acts.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::claims::{Claim, ClaimKind, ClaimStatus};
use super::route::Operation;
use super::site::{Key, Site};

/// How many times each write took effect on one line or claim.
pub type Applied = BTreeMap<Operation, u32>;

/// 주문상태
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineStatus {
    /// 0 입금확인중
    AwaitingPayment,
    /// 1 신규주문(결제완료)
    New,
    /// 2 배송준비중(발송대기)
    Preparing,
    /// 3 배송중
    Shipping,
    /// 4 배송완료
    Delivered,
    /// 5 구매결정
    Decided,
    /// 6 취소
    Cancelled,
    /// 7 반품
    Returned,
}

impl LineStatus {
    /// OrderStatus and Status.
    #[must_use]
    pub fn code(self) -> i64 {
        match self {
            Self::AwaitingPayment => 0,
            Self::New => 1,
            Self::Preparing => 2,
            Self::Shipping => 3,
            Self::Delivered => 4,
            Self::Decided => 5,
            Self::Cancelled => 6,
            Self::Returned => 7,
        }
    }

    /// Paid and not yet sent.
    pub(crate) fn is_waiting(self) -> bool {
        matches!(self, Self::New | Self::Preparing)
    }

    /// Sent, and not decided on.
    pub(crate) fn has_left(self) -> bool {
        matches!(self, Self::Shipping | Self::Delivered)
    }

    /// Nothing more happens to it.
    pub(crate) fn is_closed(self) -> bool {
        matches!(self, Self::Cancelled | Self::Returned)
    }
}

/// DistrType
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// NL 일반 주문
    #[default]
    Normal,
    /// TL 풀필먼트 스타배송: a partner ships it, the seller may not.
    Fulfilment,
    /// SL 판매자 스타배송: three couriers only.
    SellerStar,
}

impl Distribution {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Normal => "NL",
            Self::Fulfilment => "TL",
            Self::SellerStar => "SL",
        }
    }

    /// orderType of the order query.
    pub(crate) fn query_code(self) -> i64 {
        match self {
            Self::Normal => 1,
            Self::Fulfilment => 2,
            Self::SellerStar => 3,
        }
    }
}

/// Who receives a parcel, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// 수령인명
    pub name: String,
    /// 휴대폰번호
    pub mobile: String,
    /// 전화번호; empty when there is none.
    pub phone: String,
    /// Five digits.
    pub zip_code: String,
    /// DelFrontAddress
    pub front: String,
    /// DelBackAddress
    pub back: String,
}

impl Address {
    /// Both parts, as DelFullAddress has them.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{} {}", self.front, self.back)
    }
}

/// Courier and number of a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    /// 택배사코드, as 10013.
    pub courier: i64,
    /// 송장번호
    pub invoice: String,
}

/// 발송예정일
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delay {
    /// ReasonType: 1 재고부족, 2 고객요청, 3 기타.
    pub reason: i64,
    /// `YYYY-MM-DD`
    pub day: String,
    /// ReasonDetail
    pub detail: String,
}

/// 선물하기 주문, on G마켓 only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Gift {
    /// 선물수락일; `None` while it waits for the receiver's address.
    pub accepted_at: Option<DateTime<Utc>>,
    /// 선물수락기한
    pub due_at: DateTime<Utc>,
}

/// 미수령신고
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// ClaimDate
    pub reported_at: DateTime<Utc>,
    /// ClaimReason, one of the site's fixed texts.
    pub reason: String,
    /// ClaimDetailReason
    pub detail: String,
    /// ClaimSolveDate: when the seller asked for its withdrawal.
    pub solve_at: Option<DateTime<Utc>>,
    /// When it was lifted.
    pub released_at: Option<DateTime<Utc>>,
}

impl Report {
    pub(crate) fn stands(&self) -> bool {
        self.released_at.is_none()
    }
}

/// One line of 배송진행정보.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) at: DateTime<Utc>,
    /// EscrowType
    pub(crate) what: String,
}

/// The basket (PayNo).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) site: Site,
    pub(crate) pay_no: u64,
    pub(crate) buyer: Buyer,
    /// Won, of the whole basket.
    pub(crate) shipping_fee: i64,
    /// Won, within [`Order::shipping_fee`]: 제주도/부속도서.
    pub(crate) jeju_fee: i64,
    /// Won, within [`Order::shipping_fee`]: 도서산간지방.
    pub(crate) backwoods_fee: i64,
    pub(crate) line_nos: Vec<u64>,
}

/// 구매자
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Buyer {
    /// Masked after three characters.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) mobile: String,
    pub(crate) phone: String,
    /// 안심번호: the numbers come about five minutes after the payment.
    pub(crate) safe_number: bool,
}

/// What is sold on a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Goods {
    /// SiteGoodsNo: digits on G마켓, B and digits on 옥션.
    pub(crate) goods_no: String,
    /// OutGoodsNo: the seller's own code.
    pub(crate) seller_code: String,
    pub(crate) name: String,
    /// `옵션명:옵션값`; empty for goods without options.
    pub(crate) option: String,
    pub(crate) option_code: String,
    /// Won.
    pub(crate) price: i64,
    /// 추가구성: what it is, and won for one.
    pub(crate) addition: Option<(String, i64)>,
}

/// One option of a basket (OrderNo).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) site: Site,
    pub(crate) order_no: u64,
    pub(crate) pay_no: u64,
    /// 묶음배송번호
    pub(crate) group_no: u64,
    pub(crate) status: LineStatus,
    pub(crate) distribution: Distribution,
    pub(crate) goods: Goods,
    pub(crate) quantity: u32,
    /// Won: 판매자 할인.
    pub(crate) seller_discount: i64,
    /// Won: 지마켓 또는 옥션 할인.
    pub(crate) site_discount: i64,
    pub(crate) ordered_at: DateTime<Utc>,
    pub(crate) paid_at: Option<DateTime<Utc>>,
    pub(crate) due_at: Option<DateTime<Utc>>,
    pub(crate) confirmed_at: Option<DateTime<Utc>>,
    pub(crate) sent_at: Option<DateTime<Utc>>,
    pub(crate) delivered_at: Option<DateTime<Utc>>,
    pub(crate) decided_at: Option<DateTime<Utc>>,
    /// StatusChangeDate
    pub(crate) changed_at: DateTime<Utc>,
    /// A confirmation that answered success and shows up only then.
    pub(crate) confirms_at: Option<DateTime<Utc>>,
    pub(crate) parcel: Option<Parcel>,
    /// Absent until a gift is accepted.
    pub(crate) receiver: Option<Address>,
    /// Takes effect in the instant the seller confirms.
    pub(crate) next_receiver: Option<Address>,
    /// The buyer changed the address, and the seller has not confirmed since.
    pub(crate) address_changed: bool,
    pub(crate) memo: String,
    pub(crate) customs_code: Option<String>,
    pub(crate) gift: Option<Gift>,
    pub(crate) delay: Option<Delay>,
    pub(crate) report: Option<Report>,
    /// Oldest first; a claim is always about the whole line.
    pub(crate) claims: Vec<Claim>,
    pub(crate) history: Vec<Step>,
    pub(crate) applied: Applied,
}

/// 송금: a day after the decision [unverified].
const REMITTED_AFTER: TimeDelta = TimeDelta::days(1);
/// G마켓: 배송완료일 + 7일까지 반품/교환 가능, 구매결정 후에도 (V).
const RETURNED_WITHIN: TimeDelta = TimeDelta::days(7);

impl Line {
    pub(crate) fn key(&self) -> Key {
        Key::new(self.site, self.order_no)
    }

    /// 선물수락대기
    pub(crate) fn waits_for_receiver(&self) -> bool {
        self.gift.as_ref().is_some_and(|gift| gift.accepted_at.is_none())
    }

    /// The newest claim, when it is still open.
    pub(crate) fn open_claim(&self) -> Option<&Claim> {
        self.claims.last().filter(|claim| claim.status.is_open())
    }

    pub(crate) fn open_claim_mut(&mut self) -> Option<&mut Claim> {
        self.claims.last_mut().filter(|claim| claim.status.is_open())
    }

    /// The newest open claim of that kind.
    pub(crate) fn open_of(&self, kind: ClaimKind) -> Option<&Claim> {
        self.open_claim().filter(|claim| claim.kind == kind)
    }

    /// The newest claim of that kind that was not turned into one of the other.
    pub(crate) fn claim_of(&self, kind: ClaimKind) -> Option<&Claim> {
        let mut own = self.claims.iter().rev().filter(|claim| claim.kind == kind);
        own.find(|claim| claim.status != ClaimStatus::Converted)
    }

    /// The claim that decides what the line is: withdrawn and converted ones no longer do.
    pub(crate) fn standing_claim(&self) -> Option<&Claim> {
        self.claims.last().filter(|claim| claim.status.stands())
    }

    pub(crate) fn open_report(&self) -> Option<&Report> {
        self.report.as_ref().filter(|report| report.stands())
    }

    /// 해외배송: customs wants a code for it.
    pub(crate) fn is_overseas(&self) -> bool {
        self.customs_code.is_some()
    }

    /// Whether a buyer may send it back or exchange it.
    pub(crate) fn may_come_back(&self, now: DateTime<Utc>) -> bool {
        let decided = self.site.is_gmarket() && self.status == LineStatus::Decided;
        let young = self.delivered_at.is_some_and(|at| now <= at + RETURNED_WITHIN);
        self.status.has_left() || (decided && young)
    }

    /// A replacement is on its way.
    pub(crate) fn is_resent(&self) -> bool {
        self.open_claim().is_some_and(|claim| claim.status == ClaimStatus::Resent)
    }

    /// A line in a claim, which the order query never shows, not even by its number. On 옥션 a
    /// re-sent exchange counts as a delivery again; that a decided one does on G마켓 is unverified.
    pub(crate) fn is_claimed(&self) -> bool {
        let exchanged = |claim: &Claim| match claim.status {
            _ if claim.kind != ClaimKind::Exchange => false,
            ClaimStatus::Resent => !self.site.is_gmarket(),
            ClaimStatus::Done => !self.site.is_gmarket() || self.status == LineStatus::Decided,
            _ => false,
        };
        self.open_report().is_some() || self.standing_claim().is_some_and(|claim| !exchanged(claim))
    }

    pub(crate) fn remitted_at(&self) -> Option<DateTime<Utc>> {
        self.decided_at.map(|at| at + REMITTED_AFTER)
    }

    pub(crate) fn count(&mut self, operation: Operation) {
        *self.applied.entry(operation).or_default() += 1;
    }

    /// Tells 배송진행정보, and when the status changed.
    pub(crate) fn note(&mut self, what: &str, at: DateTime<Utc>) {
        self.changed_at = at;
        self.history.push(Step { at, what: what.to_owned() });
    }

    /// Won, before any discount.
    pub(crate) fn amount(&self) -> i64 {
        self.goods.price * i64::from(self.quantity)
    }

    /// Won: 추가구성추가금액.
    pub(crate) fn addition_amount(&self) -> i64 {
        let one = self.goods.addition.as_ref().map_or(0, |(_, price)| *price);
        one * i64::from(self.quantity)
    }
}
