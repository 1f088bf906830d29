//! What every marketplace's connector offers.

use std::collections::BTreeSet;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    BundleId, Claim, ClaimId, ClaimKind, Courier, Fact, LineId, LineNews, OrderId, OrderLine, Outcome, Stage,
    Write,
};

use crate::{Capabilities, Check, Counts, Coupon, Health, HistoryEntry, MarketError, Review, Settlement};

/// The name of a list endpoint with its fixed parameters: `orders.ACCEPT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedId(pub &'static str);

/// What a feed must be asked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedInput {
    /// A span of time, at most `window` long and at most `look_back` old.
    Time {
        /// The longest span of one request.
        window: Duration,
        /// How far back the first collection goes.
        look_back: Duration,
        /// How much of what was read is read again, since lists show things late.
        overlap: Duration,
    },
    /// The numbers of the claims of these kinds that are still open here, at most `batch` a request.
    OpenClaims {
        /// Kinds whose numbers the list knows.
        kinds: &'static [ClaimKind],
        /// Numbers in one request.
        batch: usize,
    },
    /// The numbers of the lines that are still open here: at one of these stages, or with an open claim. For
    /// marketplaces whose lists of changes keep silent about some of them.
    OpenLines {
        /// Stages at which a line may change in silence.
        stages: &'static [Stage],
        /// Numbers in one request.
        batch: usize,
    },
}

/// One list of one marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its name.
    pub id: FeedId,
    /// What it is asked with.
    pub input: FeedInput,
    /// How often it is read while the application runs.
    pub every: Duration,
}

/// From (inclusive) to (as the marketplace counts its end), UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From.
    pub from: DateTime<Utc>,
    /// To.
    pub to: DateTime<Utc>,
}

/// One page of one feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedRequest {
    /// Of a span.
    Time {
        /// The span, not longer than the feed's window.
        span: Span,
        /// From the previous page's answer; `None` for the first.
        page: Option<String>,
    },
    /// Of claims by number.
    Claims(Vec<ClaimId>),
    /// Of lines by number.
    Lines(Vec<LineId>),
}

/// What one page told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Lines, claims and withdrawals.
    pub facts: Vec<Fact>,
    /// The next page; `None` when this was the last.
    pub next: Option<String>,
    /// Records that could not be read, each with the reason; the rest of the page is kept.
    pub unread: Vec<String>,
}

/// A line with what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineRef {
    /// The basket.
    pub order: OrderId,
    /// The bundle.
    pub bundle: BundleId,
    /// The line.
    pub line: LineId,
}

/// Lines as they stand, with the claims on their orders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The lines that the marketplace still shows; others of their bundles may be among them.
    pub lines: Vec<OrderLine>,
    /// Claims on them: at least every cancel request that waits for an answer.
    pub claims: Vec<Claim>,
    /// News of the lines that are not among `lines`, where the marketplace shows no whole line. News whose stage is
    /// `None` does not tell where its line stands: whoever reads it takes the stage for unknown, unless an open claim
    /// among `claims` bears out the one that was known before (a cancel of what has not left, a return or an exchange
    /// of what has).
    pub news: Vec<LineNews>,
}

/// One account at one marketplace.
#[async_trait]
pub trait Marketplace: Send + Sync {
    /// Which marketplace.
    fn marketplace(&self) -> domain::Marketplace;

    /// What it lets us do.
    fn capabilities(&self) -> &Capabilities;

    /// Its lists, those that cost most when late first.
    fn feeds(&self) -> &[Feed];

    /// How long the next call of a list would wait for its turn, where the list may be asked more rarely than anything
    /// else of the account; `None` where it shares the account's pace.
    fn rest(&self, _feed: FeedId) -> Option<Duration> {
        None
    }

    /// Reads one page of a feed.
    ///
    /// # Errors
    /// As the marketplace fails; a page that is partly unreadable is no error (see [`Collected::unread`]).
    async fn collect(&self, feed: FeedId, request: FeedRequest) -> Result<Collected, MarketError>;

    /// Reads all lines of an order as they are now; empty when the marketplace no longer shows it as an
    /// order because all of it was cancelled or returned.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn read_order(&self, order: &OrderId) -> Result<Vec<OrderLine>, MarketError>;

    /// Reads the lines of one bundle as they are now; empty as for [`Self::read_order`].
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn read_bundle(&self, order: &OrderId, bundle: &BundleId) -> Result<Vec<OrderLine>, MarketError>;

    /// Reads the lines of many bundles as they are now. `stage` is where they are believed to stand, by which
    /// a marketplace may find them together; bundles that are no longer shown are left out.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn read_bundles(
        &self,
        bundles: &[(OrderId, BundleId)],
        _stage: Stage,
    ) -> Result<Vec<OrderLine>, MarketError> {
        let mut lines = Vec::new();
        for (order, bundle) in bundles {
            lines.extend(self.read_bundle(order, bundle).await?);
        }
        Ok(lines)
    }

    /// Reads the claims of orders that the marketplace still shows: of one order all claims of every kind, of
    /// many at least every cancel request that waits for an answer.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn read_claims(&self, orders: &[OrderId]) -> Result<Vec<Claim>, MarketError>;

    /// Reads lines as they are now together with the claims on them, right before or after a write; `stage` as
    /// for [`Self::read_bundles`]. Claims are read last, since a cancel request may come until the write leaves.
    /// Every press rests on it: a marketplace that acts on lines answers it line by line, where this default reads
    /// whole bundles and orders.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn read_standing(&self, lines: &[LineRef], stage: Stage) -> Result<Standing, MarketError> {
        let bundles: BTreeSet<(OrderId, BundleId)> =
            lines.iter().map(|line| (line.order.clone(), line.bundle.clone())).collect();
        let orders: BTreeSet<OrderId> = lines.iter().map(|line| line.order.clone()).collect();
        let lines = self.read_bundles(&Vec::from_iter(bundles), stage).await?;
        let claims = self.read_claims(&Vec::from_iter(orders)).await?;
        Ok(Standing { lines, claims, news: Vec::new() })
    }

    /// Reads one claim as it is now, a withdrawn one included; `None` when the marketplace does not know it.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn read_claim(
        &self,
        order: &OrderId,
        kind: ClaimKind,
        claim: &ClaimId,
    ) -> Result<Option<Fact>, MarketError>;

    /// Reads claims by their numbers in fewer calls than one each, where the marketplace answers about many at once. What
    /// is left out has to be read by itself; the default leaves out all.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn read_claims_together(&self, _claims: &[ClaimId]) -> Result<Vec<Fact>, MarketError> {
        Ok(Vec::new())
    }

    /// Reads the delivery history of a line's parcel; empty where the marketplace has none.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn history(&self, line: &LineRef) -> Result<Vec<HistoryEntry>, MarketError>;

    /// Reads the seller's coupons that an order used; empty where the marketplace tells of none.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn coupons(&self, _order: &OrderId) -> Result<Vec<Coupon>, MarketError> {
        Ok(Vec::new())
    }

    /// Reads what buyers wrote about products within a span; empty where the marketplace tells of nothing.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn reviews(&self, _span: Span) -> Result<Vec<Review>, MarketError> {
        Ok(Vec::new())
    }

    /// Reads what was or will be paid out for lines within a span; empty where the marketplace tells of nothing.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn settlements(&self, _span: Span) -> Result<Vec<Settlement>, MarketError> {
        Ok(Vec::new())
    }

    /// Counts what waits within the longest span that the marketplace counts; `None` where it counts nothing.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn counts(&self) -> Result<Option<Counts>, MarketError> {
        Ok(None)
    }

    /// The couriers that are known now: the table of the capabilities, or what [`Self::learn_couriers`] read.
    fn couriers(&self) -> &'static [Courier] {
        self.capabilities().couriers
    }

    /// The courier behind a code, as far as it is known now.
    fn courier(&self, code: &str) -> Option<&'static Courier> {
        self.couriers().iter().find(|courier| courier.code == code)
    }

    /// Reads the couriers where only the marketplace itself can name them; asks nobody while what it read is fresh.
    ///
    /// # Errors
    /// As the marketplace fails.
    async fn learn_couriers(&self) -> Result<(), MarketError> {
        Ok(())
    }

    /// Carries out one write and gives one outcome for every target. Exactly one request decides: what must be told
    /// before it (the invoice number where a dispatch is a call of its own) moves no goods and no money and can be told
    /// again, so that a failure up to then is the failure of a write that was not applied. Only a request whose
    /// proof the gateway refused, before anything was carried out, is made a second time (see [`crate::layers::sign`]).
    ///
    /// # Errors
    /// When no target has a result of its own; its persistence says whether the write may have been applied.
    async fn act(&self, write: &Write) -> Result<Vec<Outcome>, MarketError>;

    /// Tests the connection step by step.
    async fn check(&self) -> Check;

    /// How the door stands now; asks nobody.
    fn health(&self) -> Health;
}
