//! 정산내역조회: what was decided on up to yesterday, an estimate and no remittance.

use chrono::{NaiveDate, TimeDelta};

use super::desk::{Asked, Desk};
use super::errors::{self, Outcome, Refusal};
use super::fields::Fields;
use super::model::Line;
use super::window;
use super::wire::Shown;
use super::xml::{Document, Root, Row};
use crate::clock::kst;

/// `{YYYYMMDD}/{YYYYMMDD}`, 31 days at most. By which day the list goes is unverified: that of 구매확정. What a
/// wrong day gets is unverified too.
pub(crate) fn list(desk: &mut Desk<'_>, asked: Asked<'_>) -> Outcome {
    let wrong = || Refusal::business("조회 기간의 포멧(YYYYMMDD)이 올바르지 않습니다.");
    let from = window::day(asked.part(0)).ok_or_else(wrong)?;
    let to = window::day(asked.part(1)).filter(|to| *to >= from).ok_or_else(wrong)?;
    if to - from >= TimeDelta::days(31) {
        return Err(Refusal::new(2, "최대 31일까지만 조회가능합니다."));
    }
    let today = kst(desk.now).date();
    let mut decided: Vec<(NaiveDate, &Line)> = desk
        .state
        .lines
        .values()
        .filter_map(|line| line.decided_at.map(|at| (kst(at).date(), line)))
        .filter(|(day, _)| *day < today && from <= *day && *day <= to)
        .collect();
    decided.sort_by_key(|(day, line)| (*day, line.line_id.clone()));
    if decided.is_empty() {
        return Ok(errors::list(asked.route.operation, Vec::new()));
    }
    let total = decided.len();
    let settled = decided.into_iter().zip(1..).filter_map(|((day, line), place)| {
        Shown::of(desk.state, line).map(|shown| Settled { shown, day, place, total })
    });
    Ok(Document::of_rows(Root::Settlement, settled.map(|settled| settled.row()).collect()))
}

/// The fields of a row, in the order of its page: ordPrdSeq stands in it twice.
const FIELDS: Fields = "abrdCnDlvCst addClmDlvCst bmClmFstDlvCst bmStlDlvCst cardDscSellerDfrmAmt clmDlvCst \
    clmFstDlvCst clmReqSeq cupnAmt debaGtnStlAmt deductAmt dlvAmt dlvNo feeTypeNm memId memNm optAmt ordNo \
    ordPrdSeq ordPrdSeq ordQty ordStlEndDt pocnfrmDt prdNm prdNo sbdscFlctnStlAmt sbdscSellerDfrmAmtSum selFee \
    selFixedFee selPrc selPrcAmt sellerCupnAmt sellerDfrmAppDlvAmt sellerDfrmDeferredAdFee \
    sellerDfrmGblCnDlvCst sellerDfrmGblDlvFee sellerDfrmIntfreeFee sellerDfrmMultiDscCst sellerDfrmOcbAmt \
    sellerDfrmPntPrd sellerPrdNo seqNo slctPrdOptNm sndEndDt stlAmt stlDy stlPlnDy tmallApplyDscAmt \
    tmallOverDscAmt trtEndDt totalCount";

/// One line with its day and its place among all rows.
struct Settled<'a> {
    shown: Shown<'a>,
    day: NaiveDate,
    place: usize,
    total: usize,
}

fn slashed(day: NaiveDate) -> String {
    day.format("%Y/%m/%d").to_string()
}

fn plain(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

impl Settled<'_> {
    fn row(&self) -> Row {
        FIELDS.split_whitespace().map(|name| (name, self.field(name))).collect()
    }

    /// What no order here has, abroad or advertised or paid in points, is 0.
    fn field(&self, name: &str) -> String {
        let known = self.number(name).or_else(|| self.date(name)).or_else(|| self.won(name));
        known.unwrap_or_else(|| "0".to_owned())
    }

    fn number(&self, name: &str) -> Option<String> {
        let Shown { line, order, .. } = &self.shown;
        Some(match name {
            "dlvNo" => line.dlv_no.clone(),
            "memId" => order.buyer.id.clone(),
            "memNm" => order.buyer.address.name.clone(),
            "ordNo" => line.ord_no.clone(),
            "ordPrdSeq" => line.seq.to_string(),
            "ordQty" => line.quantity.to_string(),
            "prdNm" => line.goods.name.clone(),
            "prdNo" => line.goods.prd_no.clone(),
            "sellerPrdNo" => line.goods.seller_code.clone(),
            "slctPrdOptNm" => format!("{}-{}개", line.goods.option, line.quantity),
            "feeTypeNm" => "동의".to_owned(),
            "selFixedFee" => "12.50%".to_owned(),
            "seqNo" => self.place.to_string(),
            "totalCount" => self.total.to_string(),
            "clmReqSeq" | "trtEndDt" => String::new(),
            _ => return None,
        })
    }

    /// Two formats in one row, as its page has them.
    fn date(&self, name: &str) -> Option<String> {
        let Shown { line, order, .. } = &self.shown;
        Some(match name {
            "ordStlEndDt" => order.paid_at.map(|at| plain(kst(at).date())).unwrap_or_default(),
            "pocnfrmDt" => plain(self.day),
            "sndEndDt" => line.shipped_at.map(|at| slashed(kst(at).date())).unwrap_or_default(),
            "stlDy" => slashed(self.day + TimeDelta::days(1)),
            "stlPlnDy" => slashed(self.day + TimeDelta::days(2)),
            _ => return None,
        })
    }

    fn won(&self, name: &str) -> Option<String> {
        let line = self.shown.line;
        let (price, discount) = (line.amount(), line.seller_discount());
        let deducted = discount + self.shown.selling_fee();
        let won = match name {
            "selPrc" => price,
            "selPrcAmt" => price + line.delivery_fee,
            "sellerCupnAmt" => discount,
            "selFee" => self.shown.selling_fee(),
            "deductAmt" => deducted,
            "dlvAmt" => line.delivery_fee,
            "stlAmt" => price + line.delivery_fee - deducted,
            _ => return None,
        };
        Some(won.to_string())
    }
}
