//! What buyers wrote about products.

use std::collections::BTreeMap;

use super::Grip;
use super::lists::{List, Question};
use super::translate::{self, Unreadable};
use super::wire::record::Record;
use crate::{ErrorKind, MarketError, Persistence, Review, Span};

impl Grip {
    /// The reviews of a span, as far back as Grip shows them, each once.
    pub(super) async fn reviews_within(&self, span: Span) -> Result<Vec<Review>, MarketError> {
        let Some(span) = self.shown(span) else { return Ok(Vec::new()) };
        let mut reviews = BTreeMap::new();
        for row in self.all(List::Reviews, Question::within(span)).await? {
            let read = Record::of(&row).ok_or(Unreadable::NoRecord).and_then(translate::review::review);
            let review = read.map_err(|reason| {
                let operation = List::Reviews.operation();
                MarketError::new(ErrorKind::Unreadable, Persistence::Permanent, operation, reason.to_string())
            })?;
            reviews.insert(review.id.clone(), review);
        }
        Ok(reviews.into_values().collect())
    }
}
