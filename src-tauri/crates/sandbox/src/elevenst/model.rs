//! What the marketplace remembers about orders: an order is the basket, a line (ordNo and ordPrdSeq) the unit
//! on which it acts, a delivery number (dlvNo) what ships together.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::route::Operation;

/// How many times each write took effect on one line or claim.
pub type Applied = BTreeMap<Operation, u32>;

/// ordPrdStat of a line without an open claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LineStatus {
    /// 입금대기
    #[serde(rename = "102")]
    Unpaid,
    /// 배송지입력대기
    #[serde(rename = "200")]
    GiftWaiting,
    /// 예약결제완료
    #[serde(rename = "201")]
    Reserved,
    /// 재승인대기중: known from a table only.
    #[serde(rename = "801")]
    Reapproving,
    /// 결제완료
    #[serde(rename = "202")]
    Paid,
    /// 발주확인
    #[serde(rename = "301")]
    Confirmed,
    /// 발송완료
    #[serde(rename = "401")]
    Shipped,
    /// 배송완료
    #[serde(rename = "501")]
    Delivered,
    /// 수취확인
    #[serde(rename = "901")]
    Decided,
    /// 반품완료
    #[serde(rename = "A01")]
    Returned,
    /// 주문취소
    #[serde(rename = "B01")]
    Canceled,
    /// 수취확인후주문취소
    #[serde(rename = "C01")]
    OfficeCanceled,
}

impl LineStatus {
    /// ordPrdStat
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unpaid => "102",
            Self::GiftWaiting => "200",
            Self::Reserved => "201",
            Self::Reapproving => "801",
            Self::Paid => "202",
            Self::Confirmed => "301",
            Self::Shipped => "401",
            Self::Delivered => "501",
            Self::Decided => "901",
            Self::Returned => "A01",
            Self::Canceled => "B01",
            Self::OfficeCanceled => "C01",
        }
    }

    /// ordPrdStatNm, in the words of the pages' examples where they have one.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unpaid => "입금대기",
            Self::GiftWaiting => "배송지입력대기",
            Self::Reserved => "예약결제완료",
            Self::Reapproving => "재승인대기중",
            Self::Paid => "결제완료",
            Self::Confirmed => "배송준비중",
            Self::Shipped => "배송중",
            Self::Delivered => "배송완료",
            Self::Decided => "구매확정",
            Self::Returned => "반품완료",
            Self::Canceled => "취소완료",
            Self::OfficeCanceled => "수취확인후주문취소",
        }
    }

    /// Paid and not yet sent.
    pub(crate) fn waits(self) -> bool {
        matches!(self, Self::Paid | Self::Confirmed)
    }

    /// Sent and not yet decided on.
    pub(crate) fn has_left(self) -> bool {
        matches!(self, Self::Shipped | Self::Delivered)
    }
}

/// Who receives a parcel, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// 이름
    pub name: String,
    /// 휴대폰번호
    pub tel1: String,
    /// 전화번호; empty when there is none.
    pub tel2: String,
    /// Five digits.
    pub zip_code: String,
    /// 기본주소
    pub base_address: String,
    /// 상세주소
    pub detailed_address: String,
}

impl Address {
    /// 도서산간
    pub(crate) fn is_remote(&self) -> bool {
        self.base_address.starts_with("제주") || self.base_address.contains("울릉")
    }
}

/// 도서산간배송비 in won.
pub(crate) const REMOTE_FEE: i64 = 5_000;

/// Method, courier and number of a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    /// dlvMthdCd as requests say it.
    pub method: String,
    /// dlvEtprsCd; `None` for 배송없음.
    pub courier: Option<String>,
    /// invcNo; `None` for 배송없음.
    pub number: Option<String>,
    /// How many pieces are in it; `None` for whatever the line ships.
    pub quantity: Option<u32>,
}

/// 구매자
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Buyer {
    /// memID, masked as live.
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) grade: String,
    pub(crate) address: Address,
}

/// The basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) ord_no: String,
    pub(crate) ordered_at: DateTime<Utc>,
    pub(crate) paid_at: Option<DateTime<Utc>>,
    pub(crate) buyer: Buyer,
    pub(crate) gift: bool,
    pub(crate) line_ids: Vec<String>,
}

/// What is sold on a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Goods {
    pub(crate) prd_no: String,
    pub(crate) stock_no: String,
    pub(crate) name: String,
    /// Without the count that the marketplace appends.
    pub(crate) option: String,
    pub(crate) seller_code: String,
    pub(crate) seller_stock_code: String,
    /// Won for one.
    pub(crate) price: i64,
}

/// 발송지연안내
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delay {
    /// delaySendDt
    pub day: NaiveDate,
    /// delaySendRsnCd
    pub reason: String,
    /// delaySendRsn
    pub detail: String,
}

/// 상품미도착 report of a buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NonDelivery {
    /// nonDlvSeq
    pub number: String,
    /// nonDlvReqDt
    pub reported_at: DateTime<Utc>,
    /// sellerDtlsRsn
    pub answer: Option<String>,
    /// sellerDtlsCont
    pub detail: String,
    /// updateDt
    pub answered_at: Option<DateTime<Utc>>,
    /// The parcel sent again.
    pub resent: Option<Parcel>,
}

/// One product line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    /// `{ordNo}-{ordPrdSeq}`
    pub(crate) line_id: String,
    pub(crate) ord_no: String,
    /// ordPrdSeq
    pub(crate) seq: u32,
    pub(crate) status: LineStatus,
    pub(crate) goods: Goods,
    /// The main line of an add-on (추가구성상품).
    pub(crate) add_on_to: Option<String>,
    /// prdNo of that main line; `None` for a main line.
    pub(crate) main_prd_no: Option<String>,
    /// Whether add-ons were bought with it.
    pub(crate) has_add_ons: bool,
    /// Bought; never shrinks.
    pub(crate) quantity: u32,
    pub(crate) canceled: u32,
    pub(crate) returned: u32,
    /// Won off everything bought, at the seller's cost and at the marketplace's.
    pub(crate) whole_discounts: [i64; 2],
    /// Of the whole delivery number.
    pub(crate) delivery_fee: i64,
    /// 도서산간배송비
    pub(crate) remote_fee: i64,
    pub(crate) dlv_no: String,
    /// bndlDlvSeq; 0 when it ships alone.
    pub(crate) bundle: u64,
    pub(crate) receiver: Option<Address>,
    /// Takes effect in the instant of 발주확인.
    pub(crate) next_receiver: Option<Address>,
    pub(crate) memo: String,
    pub(crate) confirmed_at: Option<DateTime<Utc>>,
    /// dlvSndDue
    pub(crate) due_at: DateTime<Utc>,
    pub(crate) delay: Option<Delay>,
    /// One, or several after 수량 분리발송.
    pub(crate) parcels: Vec<Parcel>,
    /// sndEndDt
    pub(crate) shipped_at: Option<DateTime<Utc>>,
    /// dlvEndDt
    pub(crate) delivered_at: Option<DateTime<Utc>>,
    /// pocnfrmDt
    pub(crate) decided_at: Option<DateTime<Utc>>,
    /// atmtBuyCnfrmYN
    pub(crate) decided_itself: bool,
    /// 구매확정 was due while a claim was open, and waits for its end.
    #[serde(default)]
    pub(crate) decision_waits: bool,
    /// 전세계배송
    pub(crate) global: bool,
    /// From 중문11번가: never ships in parts.
    #[serde(default)]
    pub(crate) chinese: bool,
    /// Its waybill was printed in the seller office.
    pub(crate) barcode_printed: bool,
    /// visitDlvCertCode of 방문수령.
    pub(crate) visit_code: Option<String>,
    /// sendClfCd: 오늘발송
    pub(crate) today: bool,
    pub(crate) customs_code: Option<String>,
    pub(crate) non_delivery: Option<NonDelivery>,
    /// Oldest first.
    pub(crate) claim_ids: Vec<String>,
    pub(crate) applied: Applied,
}

impl Line {
    /// Neither cancelled nor returned.
    pub(crate) fn remain(&self) -> u32 {
        self.quantity.saturating_sub(self.canceled).saturating_sub(self.returned)
    }

    /// addPrdYn: 추가구성상품 있음. That an add-on says Y as well is unverified.
    pub(crate) fn add_prd_yn(&self) -> &'static str {
        if self.has_add_ons || self.add_on_to.is_some() { "Y" } else { "N" }
    }

    /// addPrdNo of lists: 0, or the main product's number for an add-on.
    pub(crate) fn add_prd_no(&self) -> &str {
        self.main_prd_no.as_deref().unwrap_or("0")
    }

    /// The day by which it must leave: the announced one, or the promised one.
    pub(crate) fn leaves_by(&self) -> NaiveDate {
        let due = crate::clock::kst(self.due_at).date();
        self.delay.as_ref().map_or(due, |delay| delay.day)
    }

    /// The seller's discount on what remains. That it shrinks with a partial cancel is unverified.
    pub(crate) fn seller_discount(&self) -> i64 {
        self.seller_discount_on(self.remain())
    }

    /// The seller's discount on so many of them.
    pub(crate) fn seller_discount_on(&self, count: u32) -> i64 {
        self.share(self.whole_discounts[0], count)
    }

    /// The marketplace's discount on what remains.
    pub(crate) fn mall_discount(&self) -> i64 {
        self.share(self.whole_discounts[1], self.remain())
    }

    fn share(&self, discount: i64, count: u32) -> i64 {
        discount * i64::from(count) / i64::from(self.quantity.max(1))
    }

    /// Won, without discounts.
    pub(crate) fn amount(&self) -> i64 {
        self.goods.price * i64::from(self.remain())
    }
}
