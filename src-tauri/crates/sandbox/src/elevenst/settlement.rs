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
    let rows = decided.into_iter().enumerate();
    let rows = rows.filter_map(|(place, (day, line))| row(desk, (place + 1, total), (day, line)));
    Ok(Document::of_rows(Root::Settlement, rows.collect()))
}

/// Won that no order here has: discounts of cards, points, advertising, abroad.
const NONE: Fields = "abrdCnDlvCst addClmDlvCst bmClmFstDlvCst cardDscSellerDfrmAmt clmDlvCst clmFstDlvCst cupnAmt \
    debaGtnStlAmt optAmt sbdscFlctnStlAmt sbdscSellerDfrmAmtSum sellerDfrmAppDlvAmt \
    sellerDfrmDeferredAdFee sellerDfrmGblCnDlvCst sellerDfrmGblDlvFee sellerDfrmIntfreeFee \
    sellerDfrmMultiDscCst sellerDfrmOcbAmt sellerDfrmPntPrd tmallApplyDscAmt tmallOverDscAmt \
    bmStlDlvCst";

/// ordPrdSeq stands twice in a row, as its page has it.
fn row(desk: &Desk<'_>, (place, total): (usize, usize), (day, line): (NaiveDate, &Line)) -> Option<Row> {
    let shown = Shown::of(desk.state, line)?;
    let slashed = |day: NaiveDate| day.format("%Y/%m/%d").to_string();
    let plain = |day: NaiveDate| day.format("%Y%m%d").to_string();
    let price = line.goods.price * i64::from(line.quantity - line.canceled);
    let fee = (price - line.seller_discount) / 8;
    let deducted = fee + line.seller_discount;
    let paid = shown.order.paid_at.map(|at| plain(kst(at).date())).unwrap_or_default();
    let sent = line.shipped_at.map(|at| slashed(kst(at).date())).unwrap_or_default();
    let mut row: Row = NONE.split_whitespace().map(|name| (name, "0".to_owned())).collect();
    row.extend([
        ("clmReqSeq", String::new()),
        ("deductAmt", deducted.to_string()),
        ("dlvAmt", line.delivery_fee.to_string()),
        ("dlvNo", line.dlv_no.clone()),
        ("feeTypeNm", "동의".to_owned()),
        ("memId", shown.order.buyer.id.clone()),
        ("memNm", shown.order.buyer.address.name.clone()),
        ("ordNo", line.ord_no.clone()),
        ("ordPrdSeq", line.seq.to_string()),
        ("ordPrdSeq", line.seq.to_string()),
        ("ordQty", line.quantity.to_string()),
        ("ordStlEndDt", paid),
        ("pocnfrmDt", plain(day)),
        ("prdNm", line.goods.name.clone()),
        ("prdNo", line.goods.prd_no.clone()),
        ("selFee", fee.to_string()),
        ("selFixedFee", "12.50%".to_owned()),
        ("selPrc", price.to_string()),
        ("selPrcAmt", (price + line.delivery_fee).to_string()),
        ("sellerCupnAmt", line.seller_discount.to_string()),
        ("sellerPrdNo", line.goods.seller_code.clone()),
        ("seqNo", place.to_string()),
        ("slctPrdOptNm", format!("{}-{}개", line.goods.option, line.quantity)),
        ("sndEndDt", sent),
        ("stlAmt", (price + line.delivery_fee - deducted).to_string()),
        ("stlDy", slashed(day + TimeDelta::days(1))),
        ("stlPlnDy", slashed(day + TimeDelta::days(2))),
        ("trtEndDt", String::new()),
        ("totalCount", total.to_string()),
    ]);
    Some(row)
}
