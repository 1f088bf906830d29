//! 주문조회 and 입금확인중 주문조회

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::body::{Fields, Window};
use super::desk::{Asked, Desk, check_number, named};
use super::errors::{self, Refusal};
use super::model::{Line, LineStatus};
use super::site::{Key, Site};
use super::wire_orders;

/// The longest window; the pages name 31 days for both sites, 180 stands in an error table only.
const LONGEST: TimeDelta = TimeDelta::days(31);
/// Rows without pageSize [unverified].
const PAGE: i64 = 100;
/// The largest pageSize a sample has; more counts as this [unverified].
const LARGEST_PAGE: i64 = 1_000;
/// When 발송마감일 is known: "1~2분 뒤".
pub(crate) const DUE_KNOWN_AFTER: TimeDelta = TimeDelta::minutes(2);

/// 조회조건 오류, SiteType included.
fn not_implemented() -> Refusal {
    Refusal::order("메서드 또는 연산이 구현되지 않았습니다.")
}

fn site(fields: &Fields, asked: Asked<'_>) -> Result<Site, Refusal> {
    let code = fields.optional_int("siteType")?;
    let site = code.and_then(Site::from_code).ok_or_else(not_implemented)?;
    named(asked.bearer, site)
}

fn window(fields: &Fields) -> Result<Window, Refusal> {
    let from = fields.minute("requestDateFrom")?.ok_or_else(|| Refusal::field("requestDateFrom"))?;
    let to = fields.minute("requestDateTo")?.ok_or_else(|| Refusal::field("requestDateTo"))?;
    if from >= to {
        return Err(Refusal::order("조회 시작일이 종료일보다 과거여야 합니다."));
    }
    if to - from > LONGEST {
        return Err(Refusal::order("31일 이하의 범위만 조회 할 수 있습니다."));
    }
    Ok(Window { from, to })
}

/// The order query words the refusal of a long number in its own way.
fn number(fields: &Fields) -> Result<u64, Refusal> {
    let number = fields.id("orderNo")?;
    let narrow = |_| Refusal::order("매개변수 값을 Int64에서 Int32로 변환하지 못했습니다.");
    check_number(number).map_err(narrow)
}

/// orderStatus: what is looked for.
enum Target {
    Number(u64),
    Basket(u64),
    Status(LineStatus, Span),
}

/// requestDateType within its window.
#[derive(Clone, Copy)]
struct Span {
    date: i64,
    window: Window,
}

/// What the optional fields leave out.
struct Filter {
    distribution: Option<i64>,
    gift: Option<bool>,
    gift_status: Option<i64>,
}

pub(crate) fn search(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let site = site(&fields, asked)?;
    let target = Target::of(&fields, site)?;
    let filter = Filter::of(&fields)?;
    let page = Page::of(&fields)?;
    if !matches!(target, Target::Number(_)) {
        desk.gate.spend(site, desk.settings)?;
    }
    let shelf = desk.state.shelf(site);
    let fits = |line: &&Line| {
        let known = line.status != LineStatus::AwaitingPayment && !line.is_claimed();
        known && target.holds(line, desk.now) && filter.holds(line)
    };
    let lines: Vec<&Line> = shelf.lines.values().filter(fits).collect();
    Ok(page.answer(site, desk, &lines, wire_orders::order))
}

impl Target {
    fn of(fields: &Fields, site: Site) -> Result<Self, Refusal> {
        let status = match fields.int("orderStatus")? {
            0 => return Ok(Self::Number(number(fields)?)),
            6 if site.is_gmarket() => return Ok(Self::Basket(fields.id("payNo")?)),
            1 => LineStatus::New,
            2 => LineStatus::Preparing,
            3 => LineStatus::Shipping,
            4 => LineStatus::Delivered,
            5 => LineStatus::Decided,
            _ => return Err(not_implemented()),
        };
        let date = fields.int("requestDateType")?;
        let known = match date {
            1 | 2 => true,
            3 => status == LineStatus::Preparing,
            4 | 5 => site.is_gmarket(),
            _ => false,
        };
        if !known {
            return Err(not_implemented());
        }
        Ok(Self::Status(status, Span { date, window: window(fields)? }))
    }

    fn holds(&self, line: &Line, now: DateTime<Utc>) -> bool {
        match self {
            Self::Number(number) => line.order_no == *number,
            Self::Basket(number) => line.pay_no == *number,
            Self::Status(status, span) => {
                let at = moment(line, span.date, now);
                line.status == *status && at.is_some_and(|at| span.window.holds(at))
            }
        }
    }
}

fn moment(line: &Line, date: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let accepted = || line.gift.as_ref().map(|gift| gift.accepted_at);
    match date {
        1 => Some(line.ordered_at),
        2 => line.paid_at,
        3 => due_at(line, now),
        4 => accepted().flatten(),
        _ => accepted().unwrap_or(line.paid_at),
    }
}

/// 발송마감일, once the site has worked it out.
pub(crate) fn due_at(line: &Line, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let known = line.paid_at.is_some_and(|paid| paid + DUE_KNOWN_AFTER <= now);
    line.due_at.filter(|_| known)
}

impl Filter {
    fn of(fields: &Fields) -> Result<Self, Refusal> {
        Ok(Self {
            distribution: fields.optional_int("orderType")?,
            gift: fields.optional_yes("isGiftOrder")?,
            gift_status: fields.optional_int("giftOrderStatus")?.filter(|status| *status != 0),
        })
    }

    /// Gifts are told apart on G마켓 only.
    fn holds(&self, line: &Line) -> bool {
        let kind = self.distribution.is_none_or(|code| line.distribution.query_code() == code);
        let status = wire_orders::gift_status(line);
        let gift = self.gift.is_none_or(|gift| line.gift.is_some() == gift);
        let accepted = self.gift_status.is_none_or(|wanted| status == wanted);
        kind && (!line.site.is_gmarket() || (gift && accepted))
    }
}

pub(crate) fn pending(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let site = site(&fields, asked)?;
    let window = window(&fields)?;
    let page = Page::of(&fields)?;
    desk.gate.spend(site, desk.settings)?;
    let shelf = desk.state.shelf(site);
    let fits = |line: &&Line| {
        let waits = line.status == LineStatus::AwaitingPayment && !line.is_claimed();
        waits && window.holds(line.ordered_at)
    };
    let lines: Vec<&Line> = shelf.lines.values().filter(fits).collect();
    Ok(page.answer(site, desk, &lines, wire_orders::pending))
}

/// pageIndex and pageSize; an index of 0 is refused in the words of the status query [unverified].
struct Page {
    index: i64,
    size: i64,
}

/// One row of a list.
type Row = fn(&Desk<'_>, &Line) -> Value;

impl Page {
    fn of(fields: &Fields) -> Result<Self, Refusal> {
        let index = fields.optional_int("pageIndex")?.unwrap_or(1);
        let size = fields.optional_int("pageSize")?.unwrap_or(PAGE);
        if index < 1 || size < 1 {
            return Err(Refusal::order("페이지 번호는 1보다 큰 값을 입력해주세요."));
        }
        Ok(Self { index, size: size.min(LARGEST_PAGE) })
    }

    fn answer(&self, site: Site, desk: &Desk<'_>, lines: &[&Line], row: Row) -> Value {
        let size = usize::try_from(self.size).unwrap_or(1);
        let before = usize::try_from(self.index - 1).unwrap_or(0).saturating_mul(size);
        let rows: Vec<Value> = lines.iter().skip(before).take(size).map(|line| row(desk, line)).collect();
        let data = json!({
            "SiteType": site.answer_code(),
            "PageIndex": self.index,
            "PageSize": self.size,
            "TotalCount": lines.len(),
            "SellerId": desk.state.credentials.seller_id(site),
            "RequestOrders": rows,
        });
        errors::told("", data)
    }
}

/// The order line a call names in its body, on the site of its token.
pub(crate) fn named_line(fields: &Fields, asked: Asked<'_>) -> Result<Key, Refusal> {
    let site = super::desk::only_site(asked.bearer)?;
    let number = check_number(fields.id("OrderNo")?)?;
    Ok(Key::new(site, number))
}
