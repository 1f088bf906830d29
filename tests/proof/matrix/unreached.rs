//! Steps that no way leads to, each with the reason.

use anyhow::{Result, ensure};
use domain::{ClaimKind, ClaimStep, Marketplace};

use super::picture::{Picture, Still};
use super::study::Tally;

/// A step of a kind of claim, or a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    At(ClaimKind, ClaimStep),
    Held(ClaimKind),
    Deferred(ClaimKind),
}

impl Cell {
    fn of(picture: &Picture) -> Self {
        match picture.still {
            Still::No => Self::At(picture.kind, picture.step),
            Still::Held => Self::Held(picture.kind),
            Still::Deferred => Self::Deferred(picture.kind),
        }
    }

    /// Every step of every kind, and every hold.
    fn all() -> impl Iterator<Item = Self> {
        let kinds = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange];
        kinds.into_iter().flat_map(|kind| {
            let steps = ClaimStep::ALL.into_iter().map(move |step| Self::At(kind, step));
            steps.chain([Self::Held(kind), Self::Deferred(kind)])
        })
    }
}

/// Every step that was not reached must stand in the table, and none that was.
pub(super) fn judge(marketplace: Marketplace, pictures: &[&Picture], tally: &mut Tally) -> Result<()> {
    let mut wrong = Vec::new();
    for cell in Cell::all() {
        let reached = pictures.iter().any(|picture| Cell::of(picture) == cell);
        match (reached, why(marketplace, cell)) {
            (true, None) => {}
            (false, None) if is_by_chance(marketplace, cell) => {
                println!("not reached at {} this time: {cell:?}", marketplace.code());
            }
            (false, Some(reason)) => {
                println!("not reached at {}: {cell:?}: {reason}", marketplace.code());
                tally.unreached += 1;
            }
            (true, Some(reason)) => wrong.push(format!("{cell:?} was reached, although {reason}")),
            (false, None) => wrong.push(format!("{cell:?} was never reached")),
        }
    }
    ensure!(wrong.is_empty(), "{}: {}", marketplace.code(), wrong.join("; "));
    Ok(())
}

/// Whether it is drawn if a claim ever comes there: Coupang refunds most returns with the receipt of their goods (빠른환불).
const fn is_by_chance(marketplace: Marketplace, cell: Cell) -> bool {
    matches!((marketplace, cell), (Marketplace::Coupang, Cell::At(ClaimKind::Return, ClaimStep::Collected)))
}

/// Why no way leads to a step.
fn why(marketplace: Marketplace, cell: Cell) -> Option<&'static str> {
    use Cell::{At, Deferred, Held};
    use ClaimKind::{Cancel, Exchange, Return};
    use ClaimStep::{Collected, Collecting, Refunded, Requested, Reshipped, Unknown, Withdrawn};
    use Marketplace::{Coupang, Elevenst, Grip};
    Some(match (marketplace, cell) {
        (Coupang, At(Return, Unknown)) | (Elevenst, At(Return | Exchange, Unknown)) => return None,
        (_, At(_, Unknown)) => "every status of the documents is known here",
        (_, At(_, Refunded)) => "a refund is told as the end of its claim",
        (_, At(Cancel, Collecting | Collected | Reshipped) | Held(Cancel) | Deferred(Cancel)) => {
            "goods that have not left do not come back, and no cancel is held"
        }
        (_, At(Return, Reshipped)) => "a return sends nothing out",
        (_, Deferred(Exchange)) => "only a return completes by itself",
        (Elevenst, Deferred(Return)) => return None,
        (_, Deferred(Return)) => "only 11번가 lets a seller put the end of a held return off",
        (Grip, At(Cancel, Requested | Withdrawn)) => "no cancel waits for an answer",
        (Coupang | Grip, Held(_)) => "claims are not held",
        (_, At(kind, step)) => return of_a_step(marketplace, kind, step),
        (_, Held(_)) => return None,
    })
}

/// Why no way leads to a step that other marketplaces have.
fn of_a_step(marketplace: Marketplace, kind: ClaimKind, step: ClaimStep) -> Option<&'static str> {
    use ClaimKind::{Cancel, Exchange, Return};
    use ClaimStep::{Approved, Collected, Collecting, Overruled, Rejected, Reshipped};
    use Marketplace::{Auction, Coupang, Elevenst, Gmarket, Grip, Npay, SmartStore};
    Some(match (marketplace, kind, step) {
        (Coupang, Cancel, Rejected) => "a refused cancel goes on as a return",
        (Coupang, Return, Rejected) => "no return is refused",
        (Coupang | Grip, Return | Exchange, Rejected) => return None,
        (_, _, Rejected) => "a refusal is told as a withdrawal is; the desk remembers its own",
        (SmartStore | Npay, Cancel, Approved) => "only a cancel of the support's own is told as approved",
        (Elevenst | Grip, Cancel, Approved) => "an approved or early cancel is done at once",
        (Coupang | SmartStore | Npay | Gmarket | Auction, Return | Exchange, Approved)
        | (Elevenst, Return, Approved) => "nothing is approved before the goods come back",
        (Elevenst, Return, Collected) | (Elevenst, Exchange, Collecting | Collected) => {
            "no status says that goods are on their way back, or here"
        }
        (Grip, Return | Exchange, Collecting) | (Grip, Exchange, Collected) => {
            "no status says that goods are on their way back, nor that those of an exchange are here"
        }
        (Elevenst, Exchange, Reshipped) => "what goes out ends the exchange",
        (Elevenst | Grip, _, Overruled) => "what the support settles is told as completed",
        (SmartStore | Npay, _, Overruled) => "the support's cancel is a claim of its own",
        (Coupang, Exchange, Overruled) => "the support settles cancels and returns alone",
        (Gmarket | Auction, Exchange, Overruled) => "the support settles an exchange as a return",
        _ => return None,
    })
}
