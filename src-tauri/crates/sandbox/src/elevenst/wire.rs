//! How lines look on the wire: each list names its fields, here stands what each field says.

use chrono::{DateTime, Utc};

use super::codes;
use super::fields::Fields;
use super::model::{Address, Line, LineStatus, Order, Parcel};
use super::settings::Settings;
use super::state::State;
use super::xml::Row;
use crate::clock::kst;

/// The literal where nothing is, as samples show it for a few fields.
const NULL: &str = "null";

/// A line with its basket.
pub(crate) struct Shown<'a> {
    pub(crate) state: &'a State,
    pub(crate) order: &'a Order,
    pub(crate) line: &'a Line,
}

/// `YYYY-MM-DD hh:mm:ss`
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    kst(at).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// `2018/12/11 13:27:37`: 미도착 lists.
pub(crate) fn slashed(at: DateTime<Utc>) -> String {
    kst(at).format("%Y/%m/%d %H:%M:%S").to_string()
}

/// Nothing where there is none.
pub(crate) fn maybe(at: Option<DateTime<Utc>>) -> String {
    at.map(instant).unwrap_or_default()
}

/// `6,000`
pub(crate) fn commas(amount: i64) -> String {
    let digits = amount.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn or_null(text: &str) -> String {
    if text.is_empty() { NULL.to_owned() } else { text.to_owned() }
}

fn yes_no(yes: bool) -> String {
    if yes { "Y" } else { "N" }.to_owned()
}

impl<'a> Shown<'a> {
    pub(crate) fn of(state: &'a State, line: &'a Line) -> Option<Self> {
        state.orders.get(&line.ord_no).map(|order| Self { state, order, line })
    }

    /// The named fields, and beside them those of live clients when the dial says so.
    pub(crate) fn row(&self, (names, live): (Fields, Fields), settings: &Settings) -> Row {
        let live = if settings.live_fields { live } else { "" };
        let names = names.split_whitespace().chain(live.split_whitespace());
        names.map(|name| (name, self.field(name))).collect()
    }

    /// What no one here has, a reward program or a furniture day, is empty.
    fn field(&self, name: &str) -> String {
        let known = self
            .number(name)
            .or_else(|| self.buyer(name))
            .or_else(|| self.receiver(name))
            .or_else(|| self.money(name))
            .or_else(|| self.shipping(name))
            .or_else(|| self.date(name));
        known.unwrap_or_default()
    }

    fn number(&self, name: &str) -> Option<String> {
        let line = self.line;
        Some(match name {
            "ordNo" => line.ord_no.clone(),
            "ordPrdSeq" => line.seq.to_string(),
            "dlvNo" => line.dlv_no.clone(),
            "bndlDlvSeq" => line.bundle.to_string(),
            "bndlDlvYN" => yes_no(line.bundle > 0),
            "addPrdNo" => line.add_prd_no().to_owned(),
            "addPrdYn" => line.add_prd_yn().to_owned(),
            "prdNo" => line.goods.prd_no.clone(),
            "prdStckNo" => line.goods.stock_no.clone(),
            "prdNm" => line.goods.name.clone(),
            "slctPrdOptNm" => format!("{}-{}개", line.goods.option, line.quantity),
            "sellerPrdCd" => line.goods.seller_code.clone(),
            "sellerStockCd" => line.goods.seller_stock_code.clone(),
            "sellerID" => self.state.seller_id.clone(),
            "ordPrdStat" => self.state.shown(line).0.to_owned(),
            "ordPrdStatNm" => self.state.shown(line).1.to_owned(),
            "ordQty" => line.quantity.to_string(),
            "ordCnQty" => self.cancelled().to_string(),
            "gifeser" => "0".to_owned(),
            _ => return None,
        })
    }

    /// 취소요청 수량도 포함
    fn cancelled(&self) -> u32 {
        let asked = self.state.open_claim(self.line).filter(|_| self.state.cancel_waits(self.line));
        self.line.canceled + asked.map_or(0, |claim| claim.quantity)
    }

    fn buyer(&self, name: &str) -> Option<String> {
        let buyer = &self.order.buyer;
        Some(match name {
            "custGrdNm" => buyer.grade.clone(),
            "memID" | "ordId" => buyer.id.clone(),
            "memNo" => buyer.number.clone(),
            "ordNm" => buyer.address.name.clone(),
            "ordPrtblTel" => buyer.address.tel1.clone(),
            "ordTlphnNo" => buyer.address.tel2.clone(),
            "ordMailNo" => buyer.address.zip_code.clone(),
            "ordBaseAddr" => buyer.address.base_address.clone(),
            "ordDtlsAddr" => buyer.address.detailed_address.clone(),
            _ => return None,
        })
    }

    fn receiver(&self, name: &str) -> Option<String> {
        let nobody = Address::default();
        let receiver = self.line.receiver.as_ref().unwrap_or(&nobody);
        Some(match name {
            "rcvrNm" => receiver.name.clone(),
            "rcvrPrtblNo" => receiver.tel1.clone(),
            "rcvrTlphn" => receiver.tel2.clone(),
            "rcvrMailNo" => receiver.zip_code.clone(),
            "rcvrMailNoSeq" => "001".to_owned(),
            "rcvrBaseAddr" => receiver.base_address.clone(),
            "rcvrDtlsAddr" => receiver.detailed_address.clone(),
            "typeAdd" => "02".to_owned(),
            "ordDlvReqCont" => or_null(&self.line.memo),
            _ => return None,
        })
    }

    /// Names with `lst` or `PerSeq` speak of the line, the same names without of the whole order: that `dlvCst`
    /// speaks of the delivery number, and `ordAmt` of the line as its formula reads, is unverified.
    fn money(&self, name: &str) -> Option<String> {
        let line = self.line;
        let won = match name {
            "selPrc" => line.goods.price,
            "ordAmt" => line.amount(),
            "ordOptWonStl" => 0,
            "ordPayAmt" => self.whole(|line| self.paid_for(line)),
            "ordPayAmtPerSeq" => self.paid_for(line),
            "sellerDscPrc" => self.whole(Line::seller_discount),
            "lstSellerDscPrc" | "sellerDscPrcPerSeq" => line.seller_discount(),
            "tmallDscPrc" => self.whole(Line::mall_discount),
            "lstTmallDscPrc" | "tmallDscPrcPerSeq" | "tmallApplyDscAmt" => line.mall_discount(),
            "dlvCst" => line.delivery_fee,
            "lstDlvCst" => self.delivery_share(line),
            "bmDlvCst" => line.remote_fee,
            "stlPlnAmt" => line.amount() - line.seller_discount() - self.selling_fee(),
            "totSelFee" | "selFee" => self.selling_fee(),
            _ => return self.fee_kind(name),
        };
        Some(won.to_string())
    }

    fn whole(&self, won: impl Fn(&Line) -> i64) -> i64 {
        self.state.lines_of(&self.order.ord_no).map(won).sum()
    }

    fn paid_for(&self, line: &Line) -> i64 {
        line.amount() + self.delivery_share(line) - line.seller_discount()
    }

    /// The order's first line of a delivery number carries its fee [unverified].
    fn delivery_share(&self, line: &Line) -> i64 {
        let first = self.state.lines_of(&line.ord_no).find(|other| other.dlv_no == line.dlv_no);
        if first.is_some_and(|first| first.seq == line.seq) { line.delivery_fee } else { 0 }
    }

    /// Won: an eighth.
    fn selling_fee(&self) -> i64 {
        (self.line.amount() - self.line.seller_discount()) / 8
    }

    fn fee_kind(&self, name: &str) -> Option<String> {
        let line = self.line;
        Some(match name {
            "dlvCstType" if line.delivery_fee > 0 => "01".to_owned(),
            "dlvCstType" => "03".to_owned(),
            // A gift's island surcharge is still to be asked for.
            "bmDlvCstType" if line.remote_fee > 0 && self.order.gift => "04".to_owned(),
            "bmDlvCstType" => "01".to_owned(),
            _ => return None,
        })
    }

    fn shipping(&self, name: &str) -> Option<String> {
        let line = self.line;
        let parcel = line.parcels.first();
        let part = |part: fn(&Parcel) -> Option<String>| parcel.and_then(part).unwrap_or_default();
        Some(match name {
            "dlvMthdCd" => {
                parcel.map_or(NULL.to_owned(), |parcel| codes::answered_method(&parcel.method).to_owned())
            }
            "dlvEtprsCd" => part(|parcel| parcel.courier.clone()),
            "invcNo" => part(|parcel| parcel.number.clone()),
            "gblDlvYn" => yes_no(line.global),
            "visitDlvYn" => yes_no(line.visit_code.is_some()),
            "sendGiftYn" => yes_no(self.order.gift),
            "sendClfCd" => yes_no(line.today),
            "use11stRetailYn" | "appmtEltRefuseYn" => yes_no(false),
            "psnCscUniqNo" => line.customs_code.clone().unwrap_or_default(),
            "atmtBuyCnfrmYN" => yes_no(line.decided_itself),
            _ => return None,
        })
    }

    fn date(&self, name: &str) -> Option<String> {
        let line = self.line;
        let delayed = line.delay.as_ref().map(|delay| format!("{} 00:00:00", delay.day.format("%Y-%m-%d")));
        Some(match name {
            "ordDt" => instant(self.order.ordered_at),
            "ordStlEndDt" => maybe(self.order.paid_at),
            "plcodrCnfDt" => or_null(&maybe(line.confirmed_at)),
            "dlvSndDue" => format!("{} 00:00:00", kst(line.due_at).format("%Y-%m-%d")),
            "delaySendDt" => delayed.unwrap_or_default(),
            "sndEndDt" => maybe(line.shipped_at),
            "dlvEndDt" => maybe(line.delivered_at),
            "pocnfrmDt" => maybe(line.decided_at),
            _ => return None,
        })
    }
}

/// Sorts what a list shows: by when it happened, oldest first, then by number.
pub(crate) fn in_order(lines: &mut [(DateTime<Utc>, &Line)]) {
    lines.sort_by(|(one, first), (other, second)| {
        (one, &first.ord_no, first.seq).cmp(&(other, &second.ord_no, second.seq))
    });
}

/// The instant by which a status list goes. Only `complete` is known, from a client's notes, to go by the
/// payment; that each other one goes by its own event is unverified.
pub(crate) fn basis(order: &Order, line: &Line, status: LineStatus) -> Option<DateTime<Utc>> {
    match status {
        LineStatus::Unpaid => Some(order.ordered_at),
        LineStatus::Confirmed => line.confirmed_at,
        LineStatus::Shipped => line.shipped_at,
        LineStatus::Delivered => line.delivered_at,
        LineStatus::Decided => line.decided_at,
        _ => order.paid_at,
    }
}
