//! Which lines a claim is about.

use std::collections::BTreeMap;

use domain::{Claim, ClaimId, ClaimLine, LineId, OrderLine, Won, status::ClaimOnLine};

/// The claim's parts whose line is among `lines`, each with that line.
pub(crate) fn lines<'a>(
    claim: &'a Claim,
    lines: &[&'a OrderLine],
    formers: &BTreeMap<LineId, LineId>,
) -> Vec<(&'a ClaimLine, &'a OrderLine)> {
    claim.lines.iter().filter_map(|part| Some((part, line_of(part, lines, formers)?))).collect()
}

/// The line of one part: the one it names, also by a former number; else the only one of its product in
/// its bundle; else the only one of its product in the order.
///
/// Coupang's claims go on naming the box in which a product was ordered after a split gave it another one.
fn line_of<'a>(
    part: &ClaimLine,
    lines: &[&'a OrderLine],
    formers: &BTreeMap<LineId, LineId>,
) -> Option<&'a OrderLine> {
    let named = part.line.as_ref().map(|named| formers.get(named).unwrap_or(named));
    let by_number = lines.iter().copied().find(|line| Some(&line.line) == named);
    by_number
        .or_else(|| only(lines, |line| line.item == part.item && Some(&line.bundle) == part.bundle.as_ref()))
        .or_else(|| only(lines, |line| line.item == part.item))
}

/// The one line of which `wanted` holds; `None` when there are several.
fn only<'a>(lines: &[&'a OrderLine], wanted: impl Fn(&OrderLine) -> bool) -> Option<&'a OrderLine> {
    let mut found = lines.iter().copied().filter(|line| wanted(line));
    found.next().filter(|_| found.next().is_none())
}

/// What the claims of its order make of one line, the oldest request first.
pub(crate) fn on_line(
    line: &OrderLine,
    claims: &[Claim],
    orders: &[&OrderLine],
    formers: &BTreeMap<LineId, LineId>,
) -> Vec<ClaimOnLine> {
    let on_this = |claim: &Claim| {
        let parts = lines(claim, orders, formers);
        let mut here = parts.iter().filter(|(_, at)| at.line == line.line).peekable();
        here.peek()?;
        // A part that counts no pieces is about all of them.
        let quantity = here.map(|(part, _)| pieces(part, line)).fold(0, u32::saturating_add);
        Some(ClaimOnLine { kind: claim.kind, step: claim.step, quantity })
    };
    claims.iter().filter_map(on_this).collect()
}

/// The numbers of the claims on one line, as they are given.
pub(crate) fn numbers<'a>(
    line: &OrderLine,
    claims: &'a [Claim],
    orders: &[&OrderLine],
    formers: &BTreeMap<LineId, LineId>,
) -> Vec<&'a ClaimId> {
    let on_this = |claim: &&Claim| lines(claim, orders, formers).iter().any(|(_, at)| at.line == line.line);
    claims.iter().filter(on_this).map(|claim| &claim.claim).collect()
}

/// Pieces of its line that a part of a claim is about; all of them where the marketplace does not count.
pub(crate) const fn pieces(part: &ClaimLine, line: &OrderLine) -> u32 {
    if part.quantity == 0 { line.quantity.ordered } else { part.quantity }
}

/// What the buyer paid for `pieces` of a line, rounded down to a whole won.
pub(crate) fn worth(pieces: u32, line: &OrderLine) -> Won {
    let (pieces, ordered) = (i64::from(pieces), i64::from(line.quantity.ordered));
    if ordered == 0 || pieces >= ordered {
        return line.price.paid();
    }
    Won::new(line.price.paid().get().saturating_mul(pieces) / ordered)
}
