//! 판매대금 정산조회 and 배송비 정산조회. Both answer at the root, and the two sites sign fees differently.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::body::Fields;
use super::claims::ClaimStatus;
use super::desk::{Asked, Desk, named};
use super::errors::Refusal;
use super::model::{Line, LineStatus, Order};
use super::site::Site;
use super::wire::{NEVER, day, instant, number, ordered};
use super::wire_orders::{FEE_PERCENT, service_fee, settlement_price};
use crate::clock::kst;

const BACKEND: &str = "The request failed bacause code could not be found.";
/// Details of a refusal; the sentence of the sample is a backend's timeout.
const DETAILS: &str = "조회 조건이 올바르지 않습니다.";

/// What either query asks for.
struct Query {
    site: Site,
    kind: i64,
    from: NaiveDate,
    to: NaiveDate,
    page: usize,
    size: usize,
}

impl Query {
    fn of(fields: &Fields, asked: Asked<'_>, known: &[i64]) -> Result<Self, Refusal> {
        let letter = fields.text("SiteType")?;
        let site = Site::from_letter(letter).ok_or_else(Refusal::site_type)?;
        let kind = fields.text("SrchType")?.strip_prefix('D').and_then(|kind| kind.parse().ok());
        let kind = kind.filter(|kind| known.contains(kind)).ok_or_else(|| Refusal::field("SrchType"))?;
        let date = |name| Ok(kst(fields.moment(name)?.ok_or_else(|| Refusal::field(name))?).date());
        let count = |name| usize::try_from(fields.int(name)?).map_err(|_| Refusal::field(name));
        let (page, size) = (count("PageNo")?, count("PageRowCnt")?);
        if page == 0 || size == 0 {
            return Err(Refusal::field("PageNo"));
        }
        let site = named(asked.bearer, site)?;
        Ok(Self { site, kind, from: date("SrchStartDate")?, to: date("SrchEndDate")?, page, size })
    }

    /// Days of a settlement count with their last one [unverified].
    fn holds(&self, at: DateTime<Utc>) -> bool {
        (self.from..=self.to).contains(&kst(at).date())
    }

    fn page(&self, rows: Vec<Value>) -> Vec<Value> {
        rows.into_iter().skip((self.page - 1).saturating_mul(self.size)).take(self.size).collect()
    }

    fn answer(&self, desk: &Desk<'_>, (name, amount): (&str, &str), rows: Vec<Value>) -> Value {
        let sum: f64 = rows.iter().filter_map(|row| row[amount].as_f64()).sum();
        let count = rows.len();
        let mut body = Map::new();
        body.insert(name.to_owned(), json!(sum));
        let rest = json!({
            "SellerId": desk.state.credentials.seller_id(self.site),
            "TotalCount": count,
            "PageSize": self.size,
            "PageNo": self.page,
            "Data": self.page(rows),
            "SiteType": self.site.letter(),
            "ResultCode": 0,
            "Message": "",
        });
        if let Value::Object(rest) = rest {
            body.extend(rest);
        }
        Value::Object(body)
    }
}

pub(crate) fn orders(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    settled(desk, asked).map_err(|refusal| refusal.with_details(DETAILS))
}

fn settled(desk: &Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let query = Query::of(&fields, asked, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10])?;
    let wanted = fields.optional_id("ContrNo")?;
    let lines = desk.state.shelf(query.site).lines.values();
    let lines = lines.filter(|line| wanted.is_none_or(|wanted| line.order_no == wanted));
    let rows: Vec<Value> = lines.flat_map(|line| rows_of(line, &query, desk.now)).collect();
    Ok(query.answer(desk, ("TotalSettlementAmount", "SettlementPrice"), rows))
}

/// When a line was refunded after its payment.
fn refunded_at(line: &Line) -> Option<DateTime<Utc>> {
    let claim = line.standing_claim().filter(|claim| claim.is_refunded())?;
    line.paid_at.and(claim.completed_at)
}

/// 송금취소일: when a remittance was taken back.
fn taken_back_at(line: &Line) -> Option<DateTime<Utc>> {
    let claim = line.standing_claim().filter(|claim| claim.status == ClaimStatus::AfterRemittance)?;
    claim.completed_at
}

/// The order itself, and its refund with the signs turned.
fn rows_of(line: &Line, query: &Query, now: DateTime<Utc>) -> Vec<Value> {
    let remitted = line.remitted_at().filter(|at| kst(*at).date() < kst(now).date());
    let original = match query.kind {
        8 if !line.site.is_gmarket() => remitted,
        1 | 8 => line.paid_at,
        2 => line.sent_at,
        3 | 9 => line.delivered_at,
        4 => line.decided_at,
        5 => line.remitted_at(),
        6 => remitted,
        _ => None,
    };
    let refund = match query.kind {
        8 if !line.site.is_gmarket() => taken_back_at(line),
        7 | 8 => refunded_at(line),
        9 => refunded_at(line).filter(|_| line.delivered_at.is_some()),
        _ => None,
    };
    let own = original.filter(|at| query.holds(*at)).map(|_| row(line, 1, now));
    let back = refund.filter(|at| query.holds(*at)).map(|_| row(line, 2, now));
    own.into_iter().chain(back).collect()
}

fn row(line: &Line, kind: i64, now: DateTime<Utc>) -> Value {
    let mut row = Map::new();
    for part in [settled_ids(line), settled_dates(line, kind, now), amounts(line, kind), rest(line, kind)] {
        if let Value::Object(part) = part {
            row.extend(part);
        }
    }
    Value::Object(row)
}

fn settled_ids(line: &Line) -> Value {
    let mut part = json!({
        "PackNo": line.pay_no,
        "ContrNo": line.order_no,
        "SiteGoodsNo": line.goods.goods_no,
    });
    if line.site.is_gmarket()
        && let Some(map) = part.as_object_mut()
    {
        map.insert("GoodsNo".to_owned(), json!(""));
        map.insert("SettleExceptName".to_owned(), json!(""));
    }
    part
}

fn or_never(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| NEVER.to_owned(), instant)
}

/// 매출기준일자 is 배송완료일 of an order, 환불일 of a refund.
fn settled_dates(line: &Line, kind: i64, now: DateTime<Utc>) -> Value {
    let remitted = line.remitted_at();
    let base = if kind == 2 { refunded_at(line) } else { line.delivered_at };
    let base = if line.site.is_gmarket() { base.map(instant) } else { base.map(day) };
    let expected = remitted.filter(|_| line.site.is_gmarket()).map(day);
    json!({
        "OrderDate": ordered(line.site, line.ordered_at),
        "PayDate": line.paid_at.map_or_else(|| NEVER.to_owned(), |at| ordered(line.site, at)),
        "ShippingDate": or_never(line.sent_at),
        "ShippingCmplDate": or_never(line.delivered_at),
        "BuyDecisonDate": or_never(line.decided_at),
        "RevenueBaseDate": base.unwrap_or_else(|| NEVER.to_owned()),
        "SettleExpectDate": expected.unwrap_or_else(|| NEVER.to_owned()),
        "RemitDate": or_never(remitted.filter(|at| *at <= now)),
        "RefundDate": or_never(refunded_at(line)),
    })
}

/// 환불된 금액은 반대 부호. Fees are negative on G마켓 and positive on 옥션 for an order that stands.
fn amounts(line: &Line, kind: i64) -> Value {
    let sign = if kind == 2 { -1 } else { 1 };
    let fee_sign = if line.site.is_gmarket() { -sign } else { sign };
    let won = |amount: i64| number(sign * amount);
    let fee = |amount: i64| number(fee_sign * amount);
    let commission = line.amount() * FEE_PERCENT / 100;
    let option = service_fee(line) - commission;
    let paid = line.amount() + line.addition_amount() - line.seller_discount - line.site_discount;
    json!({
        "OrderUnitPrice": won(line.goods.price),
        "OrderQty": sign * i64::from(line.quantity),
        "SellOrderPrice": won(line.amount()),
        "OptionPrice": won(line.addition_amount()),
        "GoodsCost": won(line.amount() - commission),
        "OptionCost": won(line.addition_amount() - option),
        "BasicCommission": fee(commission),
        "OptionCommission": fee(option),
        "DeductTaxPrice": number(0),
        "TotCommission": fee(commission + option),
        "DeductNontaxPrice": fee(line.seller_discount),
        "SettlementPrice": won(settlement_price(line)),
        "ServiceFee": fee(service_fee(line) - line.site_discount),
        "CorpDiscountTotalPrice": won(line.site_discount),
        "OverProfitDiscountPrice": number(0),
        "FeeDiscountPrice": won(line.site_discount),
        "SellerDiscountTotalPrice": won(line.seller_discount),
        "BuyerPayAmt": won(paid),
        "SellerDiscountPrice1": won(line.seller_discount),
        "SellerDiscountPrice2": number(0),
        "SellerDiscountPrice": won(line.seller_discount),
    })
}

fn rest(line: &Line, kind: i64) -> Value {
    let mut part = json!({
        "SettleType": "B",
        "BranchPrice": number(0),
        "BranchCode": 0,
        "TaxYn": 0,
        "SellerPcsFee": number(0),
        "DelFeeOverseaAmt": number(0),
        "Kind": kind.to_string(),
        "TransferNumber": 0,
        "TransferDate": NEVER,
        "ExchangeRate": number(0),
    });
    if !line.site.is_gmarket()
        && let Some(map) = part.as_object_mut()
    {
        let late = line.claims.iter().any(|claim| claim.status == ClaimStatus::AfterRemittance);
        map.insert("CancelAfterRemitYN".to_owned(), json!(if late { "Y" } else { "N" }));
    }
    part
}

pub(crate) fn fees(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    settled_fees(desk, asked).map_err(|refusal| refusal.with_details(DETAILS))
}

fn settled_fees(desk: &Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let query = Query::of(&fields, asked, &[1, 3, 6, 7, 8, 10])?;
    // 당일날짜 또는 미래날짜로 조회 시
    if query.to >= kst(desk.now).date() {
        return Err(Refusal::new(414, BACKEND));
    }
    let (pack, group) = (fields.optional_id("PackNo")?, fields.optional_id("DeliveryGroupNo")?);
    // 옥션 wants both numbers or none.
    if !query.site.is_gmarket() && pack.is_some() != group.is_some() {
        return Err(Refusal::field("DeliveryGroupNo"));
    }
    let baskets = desk.state.shelf(query.site).orders.values();
    let wanted = |order: &&Order| order.shipping_fee > 0 && pack.is_none_or(|pack| order.pay_no == pack);
    let rows = baskets.filter(wanted).flat_map(|order| fee_rows(desk, order, &query));
    let rows: Vec<Value> =
        rows.filter(|row| group.is_none_or(|group| row["DeliveryGroupNo"] == group)).collect();
    Ok(query.answer(desk, ("TotalDelFeeAmt", "DelFeeAmt"), rows))
}

/// When the fee of a basket came, went out and went back.
struct FeeDates {
    paid: Option<DateTime<Utc>>,
    /// 매출마감일: the day after the delivery.
    closed: Option<DateTime<Utc>>,
    remitted: Option<DateTime<Utc>>,
    /// Only with the whole basket.
    refunded: Option<DateTime<Utc>>,
}

impl FeeDates {
    fn of(lines: &[&Line], now: DateTime<Utc>) -> Option<Self> {
        let first = *lines.first()?;
        let cancelled = lines.iter().all(|line| line.status == LineStatus::Cancelled);
        Some(Self {
            paid: first.paid_at,
            closed: first.delivered_at.map(|at| at + TimeDelta::days(1)),
            remitted: first.remitted_at().filter(|at| *at <= now),
            refunded: refunded_at(first).filter(|_| cancelled),
        })
    }

    /// 입금확인일 on 옥션 counts only for what was really remitted.
    fn original(&self, query: &Query) -> Option<DateTime<Utc>> {
        match query.kind {
            8 if !query.site.is_gmarket() => self.paid.filter(|_| self.remitted.is_some()),
            1 | 8 => self.paid,
            3 => self.closed,
            6 => self.remitted,
            _ => None,
        }
    }

    fn refund(&self, query: &Query) -> Option<DateTime<Utc>> {
        self.refunded.filter(|_| matches!(query.kind, 7 | 8))
    }
}

/// For each basket that paid a fee the fee itself, and its refund.
fn fee_rows(desk: &Desk<'_>, order: &Order, query: &Query) -> Vec<Value> {
    let lines: Vec<&Line> = desk.state.basket(order.site, order.pay_no).collect();
    let Some(dates) = FeeDates::of(&lines, desk.now) else {
        return Vec::new();
    };
    let group_no = lines.first().map_or(0, |line| line.group_no);
    let own = dates.original(query).filter(|at| query.holds(*at)).map(|_| 1);
    let back = dates.refund(query).filter(|at| query.holds(*at)).map(|_| 2);
    own.into_iter().chain(back).map(|kind| fee_row(order, group_no, kind, &dates)).collect()
}

fn fee_row(order: &Order, group_no: u64, kind: i64, dates: &FeeDates) -> Value {
    let sign = if kind == 2 { -1 } else { 1 };
    let commission = if order.site.is_gmarket() { order.shipping_fee * 33 / 1_000 } else { 0 };
    json!({
        "PackNo": order.pay_no,
        "PayDate": or_never(dates.paid),
        "RefundDate": or_never(dates.refunded),
        "RemitDate": or_never(dates.remitted),
        "RevenueDate": or_never(dates.closed),
        "DelFeeAmt": number(sign * order.shipping_fee),
        "DelFeeCommission": number(sign * commission),
        "DelFeeNo": group_no % 1_000_000_000,
        "DelFeePayWay": "A",
        "Kind": kind.to_string(),
        "DeliveryGroupNo": group_no,
        "DelFeeType": "10",
        "RefContrNo": 0,
        "TransferNumber": 0,
        "TransferDate": NEVER,
        "ExchangeRate": number(0),
    })
}
