//! What buyers, couriers and the marketplace do, told by a test or a control call.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::deeds;
use super::life;
use super::model::Address;
use super::settings::Settings;
use super::state::State;

/// What an order to be placed should look like; what is left out is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderWish {
    /// How many lines, add-ons not counted.
    pub lines: Option<u32>,
    /// How many add-ons (추가구성상품) the first line has; none when absent.
    pub add_ons: u32,
    /// Every line under a delivery number of its own, instead of all under one.
    pub separate: bool,
    /// The delivery number of another order, under which this one ships too.
    pub ships_with: Option<String>,
    /// Lines of one product with different options.
    pub same_product: bool,
    /// How many of each.
    pub quantity: Option<u32>,
    /// Who receives it.
    pub receiver: Option<Address>,
    /// 배송시 요청사항
    pub memo: Option<String>,
    /// A gift, whose receiver has not entered an address yet.
    pub gift: bool,
    /// Bought abroad, with a customs code.
    pub overseas: bool,
    /// 전세계배송: goes abroad; its waybill is printed in the seller office.
    pub global: bool,
    /// An order abroad from 중문11번가, which never ships in parts.
    pub chinese: bool,
    /// 오늘발송, which is due on its day; drawn when absent.
    pub today: Option<bool>,
    /// 방문수령
    pub visit: bool,
    /// 예약판매
    pub reserved: bool,
    /// Not paid yet: 입금대기.
    pub unpaid: bool,
}

impl OrderWish {
    /// What 중문11번가 sells goes abroad.
    pub(crate) fn is_global(&self) -> bool {
        self.global || self.chinese
    }
}

/// One act. In JSON its name stands in `verb`. `line` is `{ordNo}-{ordPrdSeq}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Verb {
    /// A buyer orders, and pays unless the wish says otherwise.
    PlaceOrder {
        /// What it should look like.
        #[serde(flatten)]
        wish: OrderWish,
    },
    /// So many orders in one instant.
    PlaceMany {
        /// How many.
        count: u32,
        /// What each should look like.
        #[serde(flatten)]
        wish: OrderWish,
    },
    /// A buyer pays an order that waited for it.
    BuyerPays {
        /// The order.
        ord_no: String,
    },
    /// Nobody pays in time: 무통장 미입금 취소.
    PaymentLapses {
        /// The order.
        ord_no: String,
    },
    /// A buyer cancels: at once before 발주확인 unless the seller is at fault, by a request otherwise.
    BuyerCancels {
        /// The line.
        line: String,
        /// Everything that remains when absent.
        #[serde(default)]
        quantity: Option<u32>,
        /// ordCnRsnCd; 14 (구매의사 없어짐) when absent.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A buyer wants sent goods taken back.
    BuyerReturns {
        /// The line.
        line: String,
        /// Everything that remains when absent.
        #[serde(default)]
        quantity: Option<u32>,
        /// clmReqRsn; 101 (구매 의사 없어짐) when absent.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A buyer wants sent goods exchanged.
    BuyerExchanges {
        /// The line.
        line: String,
        /// Everything that remains when absent.
        #[serde(default)]
        quantity: Option<u32>,
        /// clmReqRsn; 206 (사이즈 또는 색상) when absent.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A buyer withdraws a claim: 05, 108 or 233.
    BuyerWithdraws {
        /// The claim.
        claim: String,
    },
    /// A buyer changes the address of everything in the order that is not confirmed yet.
    BuyerChangesAddress {
        /// The order.
        ord_no: String,
        /// The new receiver.
        receiver: Address,
        /// Takes effect only in the instant the seller confirms.
        #[serde(default)]
        at_confirm: bool,
    },
    /// A buyer decides on the purchase: 구매확정.
    BuyerDecides {
        /// The line.
        line: String,
    },
    /// A buyer says that a parcel never came: 상품미도착 신고.
    BuyerMisses {
        /// The line.
        line: String,
    },
    /// The receiver of a gift enters an address.
    GiftReceived {
        /// The order.
        ord_no: String,
        /// Drawn when absent.
        #[serde(default)]
        receiver: Option<Address>,
    },
    /// The receiver of a gift does not want it: cancelled with reason 98.
    GiftDeclined {
        /// The order.
        ord_no: String,
    },
    /// The marketplace cancels a line the seller did not send in time: 발송지연 직권취소.
    SupportCancels {
        /// The line.
        line: String,
    },
    /// The marketplace cancels after 구매확정: 직권취소.
    OfficeCancels {
        /// The line.
        line: String,
        /// clmReqRsn, one of 190 and 192–199; 198 (판매자 책임사유) when absent.
        #[serde(default)]
        reason: Option<String>,
    },
    /// The marketplace moves an open claim to a status known from its tables only, or back: 103 재결제대기중 or
    /// 105 of a return; 212 교환승인, 301 재배송접수, 302 재배송완료 or 201 of an exchange.
    ClaimStands {
        /// The claim.
        claim: String,
        /// clmStat
        status: String,
    },
    /// The payment of a paid line is to be approved anew: 801 재승인대기중.
    ReapprovalAwaited {
        /// The line.
        line: String,
    },
    /// It was approved anew: 결제완료 again.
    Reapproved {
        /// The line.
        line: String,
    },
    /// The marketplace refunds an open return by itself: 강제 환불.
    SupportRefunds {
        /// The claim.
        claim: String,
    },
    /// Somebody puts an open return or exchange on hold in the seller office: 104 or 214.
    OfficeHolds {
        /// The claim.
        claim: String,
    },
    /// Somebody prints the waybill of a 전세계배송 order in the seller office.
    BarcodePrinted {
        /// The line.
        line: String,
    },
    /// A parcel on its way arrives.
    ParcelDelivered {
        /// The line.
        line: String,
    },
    /// Claimed goods arrive; no list tells it.
    GoodsCollected {
        /// The claim.
        claim: String,
    },
    /// Everything due by then happens.
    Tick {
        /// Until when.
        now: DateTime<Utc>,
    },
}

/// The ids an act brought forth.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Done {
    /// A new order, the last of several.
    pub ord_no: Option<String>,
    /// The lines of every new order as `{ordNo}-{ordPrdSeq}`, each main line before its add-ons.
    pub line_ids: Vec<String>,
    /// A new claim: ordPrdCnSeq or clmReqSeq.
    pub claim_id: Option<String>,
}

/// Why an act is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerbError {
    /// No such order, line or claim.
    #[error("{0} does not exist in this shop; read the truth of /_sandbox for the ids")]
    Unknown(String),
    /// The state does not allow it.
    #[error("not possible while {0}; move the line or claim on first")]
    WrongState(&'static str),
    /// More than remains.
    #[error("only {left} of line {line} remain; ask for fewer")]
    TooMany {
        /// The line.
        line: String,
        /// How many remain.
        left: u32,
    },
}

pub(crate) fn act(
    state: &mut State,
    settings: &Settings,
    now: DateTime<Utc>,
    verb: &Verb,
) -> Result<Done, VerbError> {
    let mut deeds = deeds::Deeds { state, settings, now };
    match verb {
        Verb::PlaceOrder { wish } => Ok(deeds.place(1, wish)),
        Verb::PlaceMany { count, wish } => Ok(deeds.place(*count, wish)),
        Verb::BuyerPays { ord_no } => deeds.pays(ord_no),
        Verb::PaymentLapses { ord_no } => deeds.lapses(ord_no),
        Verb::BuyerCancels { line, quantity, reason } => deeds.cancels(line, *quantity, reason.as_deref()),
        Verb::BuyerReturns { line, quantity, reason } => deeds.returns(line, *quantity, reason.as_deref()),
        Verb::BuyerExchanges { line, quantity, reason } => {
            deeds.exchanges(line, *quantity, reason.as_deref())
        }
        Verb::BuyerChangesAddress { ord_no, receiver, at_confirm } => {
            deeds.moves(ord_no, receiver, *at_confirm)
        }
        Verb::GiftReceived { ord_no, receiver } => deeds.receives(ord_no, receiver.as_ref()),
        Verb::GiftDeclined { ord_no } => deeds.declines(ord_no),
        Verb::Tick { now } => {
            life::pass(deeds.state, settings, *now);
            Ok(Done::default())
        }
        other => deeds.step(other),
    }
}
