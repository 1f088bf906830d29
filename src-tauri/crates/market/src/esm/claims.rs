//! The lists of claims, one claim by its name, and each verb on its way.

mod together;

use chrono::{DateTime, TimeDelta, Utc};
use domain::action::ClaimAct;
use domain::{Claim, ClaimId, ClaimKind, Fact, LineId, OrderId, Outcome, Target};
use serde_json::Value;

use super::feeds::collected;
use super::orders::unreadable;
use super::translate::claim::ClaimName;
use super::translate::status::LineStatus;
use super::translate::{self, Unreadable};
use super::wire::body::ClaimQuery;
use super::wire::record::Record;
use super::wire::scalar::{day, day_after, day_of};
use super::{Esm, number, unsupported};
use crate::{Collected, LineRef, MarketError, Span};

use ClaimKind::{Cancel, Exchange, Return};

/// Claim lists have no pages. From so many rows on, a span is asked for again in halves, in case some were left out.
const MANY: usize = 500;

/// One list of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClaimList {
    /// Of which kind.
    pub(super) kind: ClaimKind,
    /// CancelStatus, ReturnStatus or ExchangeStatus; only cancels have a list of all (0).
    pub(super) status: u8,
}

/// What a list is asked by (Type).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// 0: the number of a line.
    Line(u64),
    /// 1: the number of a basket.
    Basket(u64),
    /// 2: the day of the request.
    Requested,
    /// 3: the day of its end, be it done or withdrawn.
    Done,
}

impl ClaimList {
    /// Every list of a kind, open claims first.
    fn all(kind: ClaimKind) -> impl Iterator<Item = Self> {
        let statuses: &[u8] = match kind {
            Cancel => &[0],
            Return => &[1, 3, 2, 4, 5, 6],
            Exchange => &[1, 3, 2, 4, 5],
        };
        statuses.iter().map(move |status| Self { kind, status: *status })
    }

    /// The operation and its path.
    const fn call(self) -> (&'static str, &'static str) {
        match self.kind {
            Cancel => ("Cancels", "/claim/v1/sa/Cancels"),
            Return => ("Returns", "/claim/v1/sa/Returns"),
            Exchange => ("Exchanges", "/claim/v1/sa/Exchanges"),
        }
    }

    /// The list's name for its status, if it is the list of that kind.
    fn status_of(self, kind: ClaimKind) -> Option<u8> {
        (self.kind == kind).then_some(self.status)
    }
}

impl By {
    /// As ESM writes it.
    const fn code(self) -> u8 {
        match self {
            Self::Line(_) => 0,
            Self::Basket(_) => 1,
            Self::Requested => 2,
            Self::Done => 3,
        }
    }
}

impl Esm {
    /// The rows of one list, whose span's last day is asked for whole. Queries by number need days too.
    async fn claim_rows(&self, list: ClaimList, by: By, span: Span) -> Result<Vec<Value>, MarketError> {
        let (operation, path) = list.call();
        let (start, end) = (day(span.from), day_after(span.to));
        let body = ClaimQuery {
            site_type: if list.kind == Cancel { self.flavor.cancels_site } else { self.flavor.site },
            cancel_status: list.status_of(Cancel),
            return_status: list.status_of(Return),
            exchange_status: list.status_of(Exchange),
            by: by.code(),
            start_date: &start,
            end_date: &end,
            pay_no: if let By::Basket(number) = by { Some(number) } else { None },
            order_no: if let By::Line(number) = by { Some(number) } else { None },
        };
        Ok(self.read(operation, path, &body).await?.rows().to_vec())
    }

    /// The rows of a span, in halves where they are many; with the days that have many by themselves.
    async fn all_rows(
        &self,
        list: ClaimList,
        by: By,
        span: Span,
    ) -> Result<(Vec<Value>, Vec<String>), MarketError> {
        let (mut rows, mut full, mut spans) = (Vec::new(), Vec::new(), vec![span]);
        while let Some(span) = spans.pop() {
            let read = self.claim_rows(list, by, span).await?;
            match halves(span) {
                Some((older, newer)) if read.len() >= MANY => spans.extend([newer, older]),
                None if read.len() >= MANY => {
                    full.push(format!("{}: {} rows, some may be missing", day(span.from), read.len()));
                    rows.extend(read);
                }
                _ => rows.extend(read),
            }
        }
        Ok((rows, full))
    }

    /// One list of claims for the desk.
    pub(super) async fn claim_feed(
        &self,
        kind: &str,
        status: &str,
        span: Span,
    ) -> Result<Collected, MarketError> {
        let (list, by) = named(kind, status).ok_or_else(|| unsupported("claims"))?;
        let (rows, full) = self.all_rows(list, by, span).await?;
        let mut told = collected(&rows, |row| self.told_of_claim(list.kind, row));
        told.unread.extend(full);
        Ok(told)
    }

    /// What a row tells: the claim, and that a line is gone when its cancel went through.
    fn told_of_claim(&self, kind: ClaimKind, row: Record<'_>) -> Result<Vec<Fact>, Unreadable> {
        let claim = translate::claim::claim(self.source(), kind, row)?;
        self.seen.claim(&claim);
        let gone = translate::claim::ended_line(&claim).map(|news| Fact::News(Box::new(news)));
        Ok(std::iter::once(Fact::Claim(Box::new(claim))).chain(gone).collect())
    }

    /// Claims of which none may be missing, because somebody is about to act on them.
    pub(super) async fn whole_claims(
        &self,
        list: ClaimList,
        by: By,
        span: Span,
    ) -> Result<Vec<Claim>, MarketError> {
        let (rows, _) = self.all_rows(list, by, span).await?;
        let read = |row: &Value| {
            let row = Record::of(row).ok_or(Unreadable::NoRecord)?;
            translate::claim::claim(self.source(), list.kind, row)
        };
        let claims: Result<Vec<Claim>, Unreadable> = rows.iter().map(read).collect();
        let claims = claims.map_err(|reason| unreadable(list.call().0, &reason))?;
        claims.iter().for_each(|claim| self.seen.claim(claim));
        Ok(claims)
    }

    /// The claims of one kind on a line, those of the first list that shows any.
    pub(super) async fn claims_of_line(
        &self,
        kind: ClaimKind,
        line: &LineId,
    ) -> Result<Vec<Claim>, MarketError> {
        let by = By::Line(number("claims", line.as_str())?);
        for list in ClaimList::all(kind) {
            let claims = self.whole_claims(list, by, around(self.now())).await?;
            if !claims.is_empty() {
                return Ok(claims);
            }
        }
        Ok(Vec::new())
    }

    /// Of one order all claims, of many the cancel requests that wait.
    pub(super) async fn claims_of_orders(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError> {
        let [order] = orders else {
            let mut claims = self.waiting_cancels().await?;
            claims.retain(|claim| orders.contains(&claim.order));
            return Ok(claims);
        };
        let by = By::Basket(number("claims", order.as_str())?);
        let mut claims = Vec::new();
        for list in [Return, Exchange, Cancel].into_iter().flat_map(ClaimList::all) {
            claims.extend(self.whole_claims(list, by, around(self.now())).await?);
        }
        Ok(claims)
    }

    /// One claim as it is now; where no list of its kind shows it any more, what its line tells of it.
    pub(super) async fn one_claim(&self, claim: &ClaimId) -> Result<Option<Fact>, MarketError> {
        let Some(name) = ClaimName::of(claim) else { return Ok(None) };
        let by = By::Line(number("claims", name.line.as_str())?);
        self.seen.basket(&name.line, &name.order);
        let found =
            self.first_claim(name.kind, by, around(name.requested_at), |read| read.claim == *claim).await?;
        match found {
            Some(found) => Ok(Some(Fact::Claim(Box::new(found)))),
            None => self.off_the_lists(&name, by).await,
        }
    }

    /// A claim that was open, as it is now; one that was converted is given up.
    pub(super) async fn claim_again(&self, known: &Claim) -> Result<Option<Claim>, MarketError> {
        Ok(match self.one_claim(&known.claim).await? {
            Some(Fact::Claim(claim)) => Some(*claim),
            Some(Fact::Withdrawn { at, .. }) => Some(translate::claim::given_up(known, at)),
            _ => None,
        })
    }

    /// The first claim of a kind that fits.
    async fn first_claim(
        &self,
        kind: ClaimKind,
        by: By,
        span: Span,
        fits: impl Fn(&Claim) -> bool,
    ) -> Result<Option<Claim>, MarketError> {
        for list in ClaimList::all(kind) {
            let claims = self.whole_claims(list, by, span).await?;
            if let Some(found) = claims.into_iter().find(&fits) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What the line tells of a claim that no list shows: its goods were sent, it goes on as a claim of the other
    /// kind, or the line goes on without it.
    async fn off_the_lists(&self, name: &ClaimName, by: By) -> Result<Option<Fact>, MarketError> {
        let (order, line) = (name.order.clone(), name.line.clone());
        let line = LineRef { bundle: line.as_str().into(), line, order };
        let Some(status) = self.status_of_line(&line).await? else { return Ok(None) };
        let known = self.seen.open_on(&name.line).filter(|known| known.claim == name.id());
        let seen = known.is_some();
        if name.kind == Exchange
            && let Some(sent) = translate::claim::sent_exchange(self.source(), name, known, &status)
        {
            self.seen.claim(&sent);
            return Ok(Some(Fact::Claim(Box::new(sent))));
        }
        let claim = name.id();
        if let Some(at) = self.converted_at(name, by, seen, &status).await? {
            return Ok(Some(Fact::Withdrawn { claim, at }));
        }
        Ok(translate::status::goes_on(&status).then_some(Fact::Gone { claim }))
    }

    /// When a claim that is on no list went on as one of the other kind, which its line's status tells. A return that
    /// counts as re-shipped at once leaves its line on its way. A later return of a line that was exchanged is no
    /// conversion: of an exchange that was not seen open before, only a return that soon follows tells one.
    async fn converted_at(
        &self,
        name: &ClaimName,
        by: By,
        seen: bool,
        status: &LineStatus,
    ) -> Result<Option<Option<DateTime<Utc>>>, MarketError> {
        let goes_on_as = translate::status::claimed(&status.news.raw_status);
        match (name.kind, goes_on_as) {
            (Return, Some(Exchange)) => Ok(Some(status.changed_at)),
            (Return, None) if self.flavor.converted_exchange_is_sent && status.news.raw_status == "3" => {
                Ok(Some(status.changed_at))
            }
            (Exchange, Some(Return)) if seen => Ok(Some(status.changed_at)),
            (Exchange, Some(Return)) => {
                let heir = |claim: &Claim| soon_after(name.requested_at).contains(&claim.requested_at);
                let heir = self.first_claim(Return, by, around(name.requested_at), heir).await?;
                Ok(heir.map(|heir| Some(heir.requested_at)))
            }
            _ => Ok(None),
        }
    }

    /// What a conversion made of a claim, as the lists show it.
    async fn heirs(&self, name: &ClaimName) -> Result<Vec<Fact>, MarketError> {
        let other = match name.kind {
            Cancel => return Ok(Vec::new()),
            Return => Exchange,
            Exchange => Return,
        };
        let heirs = self.claims_of_line(other, &name.line).await?;
        Ok(heirs.into_iter().map(|heir| Fact::Claim(Box::new(heir))).collect())
    }

    /// The claims that are open here, each by its name; one that was converted with what became of it.
    pub(super) async fn open_claims(&self, claims: &[ClaimId]) -> Result<Collected, MarketError> {
        let mut collected = Collected::default();
        for claim in claims {
            let told = self.one_claim(claim).await?;
            if matches!(told, Some(Fact::Withdrawn { .. }))
                && let Some(name) = ClaimName::of(claim)
            {
                collected.facts.extend(self.heirs(&name).await?);
            }
            collected.facts.extend(told);
        }
        Ok(collected)
    }

    /// Carries out a verb on a claim.
    pub(super) async fn act_on_claim(
        &self,
        claim: &ClaimId,
        kind: ClaimKind,
        act: &ClaimAct,
    ) -> Result<Vec<Outcome>, MarketError> {
        const OPERATION: &str = "claim";
        let name = ClaimName::of(claim).ok_or_else(|| unsupported(OPERATION))?;
        let line = number(OPERATION, name.line.as_str())?;
        let written = match (kind, act) {
            (Cancel, ClaimAct::Approve) => self.approve_cancel(line).await?,
            (Cancel, ClaimAct::RefuseShipped { courier, invoice }) => {
                self.dispatch(line, courier, invoice).await?
            }
            (Return, ClaimAct::Refund) => self.refund_return(line).await?,
            (Return, ClaimAct::RegisterPickup { courier, invoice }) => {
                self.return_pickup(line, courier, invoice).await?
            }
            (Return, ClaimAct::Hold { reason, detail, fee, .. }) => {
                self.hold_return(line, reason, detail, *fee).await?
            }
            (Return, ClaimAct::Convert { invoice }) => {
                self.return_to_exchange(line, invoice.as_ref()).await?
            }
            (Exchange, ClaimAct::RegisterPickup { courier, invoice }) => {
                self.exchange_pickup(line, courier, invoice).await?
            }
            (Exchange, ClaimAct::ConfirmCollected) => self.exchange_collected(line).await?,
            (Exchange, ClaimAct::Hold { reason, until, .. }) => {
                self.hold_exchange(line, reason, *until).await?
            }
            (Exchange, ClaimAct::Release) => self.release_exchange(line).await?,
            (Exchange, ClaimAct::ReshipInPlace { courier, invoice }) => {
                self.resend(line, courier, invoice).await?
            }
            (Exchange, ClaimAct::Complete) => self.resent_arrived(line).await?,
            (Exchange, ClaimAct::Convert { invoice }) => {
                self.exchange_to_return(line, invoice.as_ref()).await?
            }
            _ => return Err(unsupported(OPERATION)),
        };
        Ok(vec![written.outcome(Target::Claim(claim.clone()))])
    }
}

/// The list behind a feed's name, and what it is asked by: open claims by their request, ended ones by their end.
fn named(kind: &str, status: &str) -> Option<(ClaimList, By)> {
    let (kind, last) = match (kind, status) {
        ("cancels", "requested") => return Some((ClaimList { kind: Cancel, status: 0 }, By::Requested)),
        ("cancels", "done") => return Some((ClaimList { kind: Cancel, status: 0 }, By::Done)),
        ("returns", _) => (Return, 6),
        ("exchanges", _) => (Exchange, 5),
        _ => return None,
    };
    let asked = status.strip_suffix(".requested");
    let status: u8 = asked.unwrap_or(status).parse().ok().filter(|status| (1..=last).contains(status))?;
    let by = if asked.is_some() || status <= 3 { By::Requested } else { By::Done };
    Some((ClaimList { kind, status }, by))
}

/// In which a return tells that an exchange became it: sooner than goods could go back and forth.
fn soon_after(at: DateTime<Utc>) -> std::ops::RangeInclusive<DateTime<Utc>> {
    at..=at + TimeDelta::days(3)
}

/// A week around a moment, up to its end: queries by number need days, and no document says which days they are.
fn around(at: DateTime<Utc>) -> Span {
    Span { from: at - TimeDelta::days(4), to: at + TimeDelta::days(1) }
}

/// The halves of a span of several days: the older one ends on the day before the newer one begins.
fn halves(span: Span) -> Option<(Span, Span)> {
    let days = (day_of(span.to) - day_of(span.from)).num_days();
    let middle = span.from + TimeDelta::days((days + 1) / 2);
    let older = Span { to: middle - TimeDelta::days(1), ..span };
    (days > 0).then_some((older, Span { from: middle, ..span }))
}

#[cfg(test)]
mod tests;
