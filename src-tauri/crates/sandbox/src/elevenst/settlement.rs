//! 정산내역조회: what was decided on up to yesterday, an estimate and no remittance.

use chrono::{NaiveDate, TimeDelta};

use super::claims::{Claim, ClaimKind};
use super::desk::{Asked, Desk};
use super::errors::{self, Outcome, Refusal};
use super::fields::Fields;
use super::model::Line;
use super::state::State;
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
    let mut events: Vec<Event<'_>> =
        desk.state.lines.values().flat_map(|line| events(desk.state, line)).collect();
    events.retain(|event| event.day < today && from <= event.day && event.day <= to);
    events.sort_by_key(|event| (event.day, &event.line.line_id, event.claim.map(|claim| &claim.claim_id)));
    if events.is_empty() {
        return Ok(errors::list(asked.route.operation, Vec::new()));
    }
    let total = events.len();
    let settled = events.into_iter().zip(1..).filter_map(|(event, place)| {
        Shown::of(desk.state, event.line).map(|shown| Settled { shown, event, place, total })
    });
    Ok(Document::of_rows(Root::Settlement, settled.map(|settled| settled.row()).collect()))
}

/// What is settled: a purchase that was decided on, or what a claim takes back of it.
struct Event<'a> {
    day: NaiveDate,
    line: &'a Line,
    claim: Option<&'a Claim>,
}

/// A line that nobody decided on was never settled. That what comes back has a row of its own, with its amounts
/// below zero, is unverified; that it has a number and a day of its own stands in the page.
fn events<'a>(state: &'a State, line: &'a Line) -> Vec<Event<'a>> {
    let Some(decided) = line.decided_at.map(|at| kst(at).date()) else {
        return Vec::new();
    };
    let back = |claim: &&Claim| {
        claim.status.is_done() && matches!(claim.kind, ClaimKind::Return | ClaimKind::OfficeCancel)
    };
    let claims = state.claims_of(line).filter(back).map(|claim| {
        let ended = claim.ended_at.map_or(decided, |at| kst(at).date());
        Event { day: ended.max(decided), line, claim: Some(claim) }
    });
    std::iter::once(Event { day: decided, line, claim: None }).chain(claims).collect()
}

/// The fields of a row, in the order of its page: ordPrdSeq stands in it twice.
const FIELDS: Fields = "abrdCnDlvCst addClmDlvCst bmClmFstDlvCst bmStlDlvCst cardDscSellerDfrmAmt clmDlvCst \
    clmFstDlvCst clmReqSeq cupnAmt debaGtnStlAmt deductAmt dlvAmt dlvNo feeTypeNm memId memNm optAmt ordNo \
    ordPrdSeq ordPrdSeq ordQty ordStlEndDt pocnfrmDt prdNm prdNo sbdscFlctnStlAmt sbdscSellerDfrmAmtSum selFee \
    selFixedFee selPrc selPrcAmt sellerCupnAmt sellerDfrmAppDlvAmt sellerDfrmDeferredAdFee \
    sellerDfrmGblCnDlvCst sellerDfrmGblDlvFee sellerDfrmIntfreeFee sellerDfrmMultiDscCst sellerDfrmOcbAmt \
    sellerDfrmPntPrd sellerPrdNo seqNo slctPrdOptNm sndEndDt stlAmt stlDy stlPlnDy tmallApplyDscAmt \
    tmallOverDscAmt trtEndDt totalCount";

/// One event and its place among all rows.
struct Settled<'a> {
    shown: Shown<'a>,
    event: Event<'a>,
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
            "clmReqSeq" => self.event.claim.map(|claim| claim.claim_id.clone()).unwrap_or_default(),
            _ => return None,
        })
    }

    /// Two formats in one row, as its page has them.
    fn date(&self, name: &str) -> Option<String> {
        let Shown { line, order, .. } = &self.shown;
        let ended = self.event.claim.and_then(|claim| claim.ended_at);
        Some(match name {
            "ordStlEndDt" => order.paid_at.map(|at| plain(kst(at).date())).unwrap_or_default(),
            "pocnfrmDt" => line.decided_at.map(|at| plain(kst(at).date())).unwrap_or_default(),
            "trtEndDt" => ended.map(|at| slashed(kst(at).date())).unwrap_or_default(),
            "sndEndDt" => line.shipped_at.map(|at| slashed(kst(at).date())).unwrap_or_default(),
            "stlDy" => slashed(self.event.day + TimeDelta::days(1)),
            "stlPlnDy" => slashed(self.event.day + TimeDelta::days(2)),
            _ => return None,
        })
    }

    fn won(&self, name: &str) -> Option<String> {
        let (price, discount) = (self.price(), self.discount());
        let [delivery, remote] = self.delivery();
        let (back, fee) = (self.event.claim.map_or(0, |claim| claim.fee), (price - discount) / 8);
        let sum = price + delivery + remote + back;
        let won = match name {
            "selPrc" => price,
            "selPrcAmt" => sum,
            "sellerCupnAmt" => discount,
            "selFee" => fee,
            "deductAmt" => discount + fee,
            "dlvAmt" => delivery,
            "bmStlDlvCst" => remote,
            "clmDlvCst" => back,
            "stlAmt" => sum - discount - fee,
            _ => return None,
        };
        Some(won.to_string())
    }

    /// 판매단가*(주문수량-취소수량), whatever came back: that is a row of its own.
    fn price(&self) -> i64 {
        let price = self.shown.line.goods.price * i64::from(self.pieces());
        if self.event.claim.is_some() { -price } else { price }
    }

    fn discount(&self) -> i64 {
        let discount = self.shown.line.seller_discount_on(self.pieces());
        if self.event.claim.is_some() { -discount } else { discount }
    }

    fn pieces(&self) -> u32 {
        let line = self.shown.line;
        self.event.claim.map_or(line.quantity.saturating_sub(line.canceled), |claim| claim.quantity)
    }

    /// One row of a delivery number tells its fees, that of the line decided on first; a gift's surcharge was
    /// never collected [unverified].
    fn delivery(&self) -> [i64; 2] {
        let Shown { state, line, order } = &self.shown;
        let bundle = state.bundle(&line.dlv_no);
        let decided = bundle.into_iter().filter(|other| other.decided_at.is_some());
        let first = decided.min_by_key(|other| (other.decided_at, &other.line_id));
        if self.event.claim.is_some() || first.is_none_or(|first| first.line_id != line.line_id) {
            return [0, 0];
        }
        [line.delivery_fee, if order.gift { 0 } else { line.remote_fee }]
    }
}
