//! 취소조회, 반품조회 and 교환조회. None of them has pages or a count, and each shows one state at a time.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::body::{Fields, Window};
use super::claims::{Claim, ClaimKind, ClaimStatus};
use super::desk::{Asked, Desk, named, site_of};
use super::errors::{self, Refusal};
use super::model::Line;
use super::site::Site;
use super::wire_claims;

/// 조회 기간은 7일 이내
const LONGEST: TimeDelta = TimeDelta::days(7);

/// What a list is asked for.
struct Query {
    kind: ClaimKind,
    site: Site,
    status: i64,
    target: Target,
    gift: Option<bool>,
}

/// Type: by number, or by one of the dates.
enum Target {
    Line(u64),
    Basket(u64),
    Date(i64, Window),
}

pub(crate) fn cancels(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let code = fields.int("SiteType")?;
    // G마켓 is 3 here; 2, which every other call wants, finds nothing and says nothing.
    if code == Site::Gmarket.code() {
        Query::of(ClaimKind::Cancel, Site::Gmarket, &fields, desk)?;
        return Ok(errors::success(json!([])));
    }
    let site = Site::ALL.into_iter().find(|site| site.answer_code() == code);
    let site = named(asked.bearer, site.ok_or_else(Refusal::site_type)?)?;
    list(desk, &Query::of(ClaimKind::Cancel, site, &fields, desk)?)
}

pub(crate) fn returns(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let site = site_of(asked.bearer, fields.optional_int("SiteType")?)?;
    list(desk, &Query::of(ClaimKind::Return, site, &fields, desk)?)
}

pub(crate) fn exchanges(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let site = site_of(asked.bearer, fields.optional_int("SiteType")?)?;
    list(desk, &Query::of(ClaimKind::Exchange, site, &fields, desk)?)
}

fn list(desk: &Desk<'_>, query: &Query) -> Result<Value, Refusal> {
    let lines = || desk.state.shelf(query.site).lines.values();
    let found: Vec<(&Line, &Claim)> = lines().filter_map(|line| Some((line, query.claim(line)?))).collect();
    query.check_named(lines())?;
    let rows: Vec<Value> = found.iter().map(|(line, claim)| wire_claims::row(desk, line, claim)).collect();
    Ok(errors::success(json!(rows)))
}

impl Query {
    fn of(kind: ClaimKind, site: Site, fields: &Fields, desk: &Desk<'_>) -> Result<Self, Refusal> {
        let (name, known) = match kind {
            ClaimKind::Cancel => ("CancelStatus", 0..=6),
            ClaimKind::Return => ("ReturnStatus", 1..=6),
            ClaimKind::Exchange => ("ExchangeStatus", 1..=5),
        };
        let status = fields.int(name)?;
        if !known.contains(&status) {
            return Err(Refusal::field(name));
        }
        let target = Target::of(kind, fields, desk.settings.seven_days_refused)?;
        Ok(Self { kind, site, status, target, gift: fields.optional_yes("IsGiftOrder")? })
    }

    /// The claim of a line that belongs in the list, the newest of several.
    fn claim<'a>(&self, line: &'a Line) -> Option<&'a Claim> {
        let gift = !self.site.is_gmarket() || self.gift.is_none_or(|gift| line.gift.is_some() == gift);
        let shown = |claim: &&Claim| claim.kind == self.kind && claim.status != ClaimStatus::Converted;
        let mut own = line.claims.iter().rev().filter(shown);
        own.find(|claim| gift && self.fits_status(claim) && self.target.holds(line, claim))
    }

    /// An exchange that was sent again has status 0, which cannot be asked for: it shows by number only
    /// [unverified].
    fn fits_status(&self, claim: &Claim) -> bool {
        let code = claim.code(self.site);
        let all = self.kind == ClaimKind::Cancel && self.status == 0;
        let resent = code == 0 && !matches!(self.target, Target::Date(..));
        all || code == self.status || resent
    }

    /// By number: an unknown order and one without a claim are told apart.
    fn check_named<'a>(&self, lines: impl Iterator<Item = &'a Line>) -> Result<(), Refusal> {
        let mut named = lines.filter(|line| self.target.names(line)).peekable();
        if matches!(self.target, Target::Date(..)) {
            return Ok(());
        }
        if named.peek().is_none() {
            return Err(Refusal::unknown("주문정보가 없습니다"));
        }
        if named.any(|line| line.claim_of(self.kind).is_some()) {
            return Ok(());
        }
        Err(Refusal::unknown(match self.kind {
            ClaimKind::Cancel => "클레임정보가 없습니다",
            ClaimKind::Return | ClaimKind::Exchange => "API Error - 클레임 정보가 없습니다",
        }))
    }
}

impl Target {
    /// Cancels and returns want the dates for numbers too; exchanges mark neither date as required.
    fn of(kind: ClaimKind, fields: &Fields, strict: bool) -> Result<Self, Refusal> {
        let by = fields.int("Type")?;
        let dated = kind != ClaimKind::Exchange || by > 1;
        let date =
            |name| if kind == ClaimKind::Exchange { fields.claim_day(name) } else { fields.moment(name) };
        let window = match (date("StartDate")?, date("EndDate")?) {
            (Some(from), Some(to)) => Some(checked(kind, Window { from, to }, strict)?),
            (None, _) if dated => return Err(Refusal::field("StartDate")),
            (_, None) if dated => return Err(Refusal::field("EndDate")),
            _ => None,
        };
        match (by, window) {
            (0, _) => Ok(Self::Line(fields.id("OrderNo")?)),
            (1, _) => Ok(Self::Basket(fields.id("PayNo")?)),
            (2..=4, Some(window)) => Ok(Self::Date(by, window)),
            _ => Err(Refusal::field("Type")),
        }
    }

    fn names(&self, line: &Line) -> bool {
        match self {
            Self::Line(number) => line.order_no == *number,
            Self::Basket(number) => line.pay_no == *number,
            Self::Date(..) => false,
        }
    }

    fn holds(&self, line: &Line, claim: &Claim) -> bool {
        match self {
            Self::Date(by, window) => moment(*by, line, claim).is_some_and(|at| window.holds(at)),
            _ => self.names(line),
        }
    }
}

/// 2 신청일, 3 완료(ApproveDate) or 철회일, 4 결제일, of an exchange 보류일.
fn moment(by: i64, line: &Line, claim: &Claim) -> Option<DateTime<Utc>> {
    match (by, claim.kind) {
        (2, _) => Some(claim.requested_at),
        (3, _) => match claim.status {
            ClaimStatus::Withdrawn => claim.withdrawn_at,
            ClaimStatus::Done | ClaimStatus::BySupport | ClaimStatus::AfterRemittance => claim.approved_at,
            _ => None,
        },
        (_, ClaimKind::Exchange) => claim.hold.as_ref().map(|hold| hold.held_at),
        _ => line.paid_at,
    }
}

/// Longer than seven days is refused, and by one client's note exactly seven too, with 2000; the sentence of
/// the latter is unverified.
fn checked(kind: ClaimKind, window: Window, strict: bool) -> Result<Window, Refusal> {
    const SHORTER: &str = "조회 기간은 7일 이내로 입력 바랍니다";
    let length = window.to - window.from;
    if length > LONGEST {
        let stop = if kind == ClaimKind::Cancel { "." } else { "" };
        return Err(Refusal::alert(&format!("{SHORTER}{stop}")));
    }
    if strict && length == LONGEST {
        return Err(Refusal::bad_parameter(SHORTER));
    }
    (window.from <= window.to).then_some(window).ok_or_else(|| Refusal::field("EndDate"))
}
