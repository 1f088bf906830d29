//! What a marketplace lets a seller do, with its limits. Buttons and conformance tests read it; nothing guesses.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{ActionKind, Courier, Length, Sentence, Won};
use serde::Serialize;

use crate::Brief;

/// How far a marketplace supports an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Support {
    /// By a call made for it.
    Native,
    /// By what the marketplace does offer; the sentence says what will really happen.
    Composed(Sentence),
    /// By us alone, without telling the marketplace.
    Local(Sentence),
    /// Not at all; the sentence says why, the link leads to the right page of the seller centre.
    Unavailable {
        /// Why, and what to do instead.
        reason: Sentence,
        /// The seller centre's page.
        link: &'static str,
    },
}

impl Support {
    /// An operation that a marketplace of this name has never had, for tables that say nothing better about it.
    pub fn absent(ko: &str, en: &str, link: &'static str) -> Self {
        let reason = Sentence::new(
            format!("{ko}에는 이 작업이 없습니다. 필요하면 판매자센터에서 처리하세요."),
            format!("{en} has no such operation. If you need it, use the seller centre."),
        );
        Self::Unavailable { reason, link }
    }
}

/// What a marketplace acts on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A whole bundle: all its lines are confirmed and leave together.
    #[default]
    Bundle,
    /// Each line by itself, also within a bundle.
    Line,
}

/// What a person gives along with an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Courier and number of the parcel.
    Invoice,
    /// The same, where what replaces a parcel's goods may also be handed over, without a number.
    Parcel,
    /// Courier and number, as far as they are known: may be left empty.
    MaybeInvoice,
    /// Courier and number, when the reason is one of these codes.
    InvoiceFor(&'static [&'static str]),
    /// One courier, and for each of several parcels its number and its pieces.
    Parts,
    /// One of the marketplace's reason codes, with their words.
    Reason(&'static [(&'static str, Sentence)]),
    /// Words that the buyer reads, of such a length.
    Text(Length),
    /// Words that the buyer reads, when the reason is one of these codes.
    TextFor {
        /// The codes.
        codes: &'static [&'static str],
        /// How long they are.
        length: Length,
    },
    /// What the buyer is charged, in won; may be left empty, unless the reason is one of these codes, which say that
    /// something is charged.
    Fee(&'static [&'static str]),
    /// What the buyer is charged, in won, when the reason is one of these codes; with any other, nothing is.
    FeeFor {
        /// The codes.
        codes: &'static [&'static str],
        /// The least that is taken.
        at_least: Won,
        /// No more than the goods were worth is taken.
        within_goods: bool,
    },
    /// A day in Korea, from today on.
    Day,
    /// A time of day; may be left empty.
    Time,
    /// A region in a word or two; may be left empty.
    Region,
    /// Pieces of the line.
    Quantity,
    /// Name, telephone and address of whom a parcel goes to instead.
    Receiver,
    /// One of the ways in which goods come back, with their words.
    Way(&'static [(&'static str, Sentence)]),
}

/// In which order lines that were bought together are acted on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    /// Operations that take add-ons before the product they were bought along with.
    pub add_ons_first: &'static [ActionKind],
    /// Operations that take the product before its add-ons.
    pub main_first: &'static [ActionKind],
}

/// The figures of a marketplace's documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Calls per second for one account.
    pub calls_per_second: u32,
    /// Bundles, or lines where the marketplace acts on lines, in one confirmation.
    pub confirm_batch: usize,
    /// Parcels, or lines where the marketplace acts on lines, in one dispatch request.
    pub ship_batch: usize,
    /// How long after a write a read may still show the old state; only then "not applied" is believed.
    pub settles_after: Duration,
    /// The same for a confirmation, which some marketplaces show late.
    pub confirm_settles_after: Duration,
    /// Between the opening of an exchange's re-shipment and the new bundle's appearance.
    pub reship_bundle_after: Duration,
    /// The price of one piece from which on nothing is refunded early, where the marketplace does so below it (쿠팡
    /// 빠른환불).
    pub early_refund_below: Option<Won>,
}

/// What a desk reads from a marketplace: the other rows of the capability table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Signing in.
    SignIn,
    /// Paid orders that nobody has confirmed.
    NewOrders,
    /// Orders by time and status.
    OrdersByTime,
    /// One order or line in full.
    OrderDetail,
    /// The lines of an order by its number.
    LinesOfOrder,
    /// How many stand at each status, counted by the marketplace.
    Counts,
    /// Orders that wait for a bank transfer.
    UnpaidOrders,
    /// The address after the confirmation.
    AddressAfterConfirm,
    /// Deliveries without a courier: by hand, by visit, by quick service.
    DirectDelivery,
    /// The history of a parcel.
    DeliveryHistory,
    /// Cancels before the confirmation, which need no approval.
    EarlyCancels,
    /// Cancel requests that wait for an answer.
    CancelRequests,
    /// A claim on some of a line's pieces.
    PartialClaims,
    /// Claims that the marketplace's support settled.
    OverruledClaims,
    /// Claims that were taken back.
    Withdrawals,
    /// Returns.
    Returns,
    /// What a return costs, and who bears it.
    ReturnFees,
    /// Exchanges.
    Exchanges,
    /// One claim in full.
    ClaimDetail,
    /// The seller's coupons of an order.
    Coupons,
    /// The couriers and their codes.
    Couriers,
    /// What buyers wrote about products.
    Reviews,
    /// Reports of buyers to whom nothing has come.
    UndeliveredReports,
    /// What is paid out for lines, and when.
    Settlement,
}

impl Reading {
    /// Every reading, in the order of the table.
    pub const ALL: [Reading; 24] = [
        Self::SignIn,
        Self::NewOrders,
        Self::OrdersByTime,
        Self::OrderDetail,
        Self::LinesOfOrder,
        Self::Counts,
        Self::UnpaidOrders,
        Self::AddressAfterConfirm,
        Self::DirectDelivery,
        Self::DeliveryHistory,
        Self::EarlyCancels,
        Self::CancelRequests,
        Self::PartialClaims,
        Self::OverruledClaims,
        Self::Withdrawals,
        Self::Returns,
        Self::ReturnFees,
        Self::Exchanges,
        Self::ClaimDetail,
        Self::Coupons,
        Self::Couriers,
        Self::Reviews,
        Self::UndeliveredReports,
        Self::Settlement,
    ];
}

/// The capability table of one marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// One entry for every [`ActionKind`].
    pub actions: BTreeMap<ActionKind, Support>,
    /// Operations whose facts no official document confirms.
    pub experimental: Vec<ActionKind>,
    /// Readings whose facts no official document confirms.
    pub experimental_readings: Vec<Reading>,
    /// What a click really does there, said before the click, for kinds where it matters.
    pub consequences: BTreeMap<ActionKind, Sentence>,
    /// The same in a few words, for every verb on a claim that it has.
    pub briefs: BTreeMap<ActionKind, Brief>,
    /// The figures.
    pub limits: Limits,
    /// The couriers it knows.
    pub couriers: &'static [Courier],
    /// Reason codes for a sale cancelled by the seller, with their words.
    pub cancel_reasons: &'static [(&'static str, Sentence)],
    /// Reason codes for a refused exchange, with their words.
    pub exchange_refusals: &'static [(&'static str, Sentence)],
    /// What leaves together, and what a claim's write is about.
    pub unit: Unit,
    /// What is confirmed together, where that differs from what leaves together (11st confirms lines).
    pub confirms: Unit,
    /// What it tells, and how.
    pub readings: BTreeMap<Reading, Support>,
    /// What a person gives along with an operation, where [`Capabilities::asks`] would not say it anyway.
    pub asks: BTreeMap<ActionKind, Vec<Ask>>,
    /// In which order lines that were bought together are acted on.
    pub sequence: Sequence,
    /// Where bundles leave whole: the rest of one that is split is promised for a day, and the bundle is split as a
    /// whole. Elsewhere its lines leave one after the other.
    pub promises_rest: bool,
    /// A re-shipment waits until the marketplace has opened a new bundle for it.
    pub reship_opens_bundle: bool,
    /// Its claims say whether the seller refused them or the buyer took them back; where they do not, a claim
    /// that was given up reads as withdrawn.
    pub tells_who_ended: bool,
    /// Its lists show the day that the buyer was told (발송지연 안내); where they do not, nothing tells later whether a
    /// notice arrived.
    pub tells_delay: bool,
    /// Orders on which a claim stands can be read; where they cannot and its claims name neither product nor amount, what
    /// was not read before the claim stays unknown.
    pub shows_claimed_orders: bool,
    /// Its exchanges say that the goods have come back; where they do not, what was received here is shown as received.
    pub tells_exchange_collected: bool,
}

/// Nothing is offered, nothing is known; a marketplace fills in what it has. What a marketplace `tells_…` is claimed here,
/// as by one that tells everything: a connector names each that its marketplace keeps silent about, or an unknown result
/// would be read off a silence.
impl Default for Capabilities {
    fn default() -> Self {
        Self {
            actions: BTreeMap::new(),
            experimental: Vec::new(),
            experimental_readings: Vec::new(),
            consequences: BTreeMap::new(),
            briefs: BTreeMap::new(),
            limits: Limits {
                calls_per_second: 1,
                confirm_batch: 1,
                ship_batch: 1,
                settles_after: Duration::ZERO,
                confirm_settles_after: Duration::ZERO,
                reship_bundle_after: Duration::ZERO,
                early_refund_below: None,
            },
            couriers: &[],
            cancel_reasons: &[],
            exchange_refusals: &[],
            unit: Unit::Bundle,
            confirms: Unit::Bundle,
            readings: BTreeMap::new(),
            asks: BTreeMap::new(),
            sequence: Sequence::default(),
            promises_rest: true,
            reship_opens_bundle: true,
            tells_who_ended: true,
            tells_delay: true,
            shows_claimed_orders: true,
            tells_exchange_collected: true,
        }
    }
}

impl Capabilities {
    /// What a person gives along with an operation, in the order of the form.
    pub fn asks(&self, kind: ActionKind) -> Vec<Ask> {
        if let Some(asks) = self.asks.get(&kind) {
            return asks.clone();
        }
        match kind {
            ActionKind::Ship
            | ActionKind::ChangeInvoice
            | ActionKind::ShipRest
            | ActionKind::RefuseCancel
            | ActionKind::RegisterReturnPickup
            | ActionKind::RegisterExchangePickup
            | ActionKind::ReshipExchange => vec![Ask::Invoice],
            // The second half of a bundle that ships as a whole is promised for a day.
            ActionKind::SplitShip if !self.splits_by_lines() => vec![Ask::Invoice, Ask::Day],
            ActionKind::SplitShip => vec![Ask::Invoice],
            ActionKind::ShipPieces => vec![Ask::Parts],
            ActionKind::ChangeReceiver => vec![Ask::Receiver],
            ActionKind::CancelSale => vec![Ask::Reason(self.cancel_reasons), Ask::Quantity],
            ActionKind::RefuseExchange => vec![Ask::Reason(self.exchange_refusals)],
            _ => Vec::new(),
        }
    }

    /// Whether lines of one bundle may leave one after the other, each staying as it is until it does.
    pub fn splits_by_lines(&self) -> bool {
        self.unit == Unit::Line || !self.promises_rest
    }

    /// Whether the operation can be carried out from the desk.
    pub fn allows(&self, kind: ActionKind) -> bool {
        matches!(self.actions.get(&kind), Some(Support::Native | Support::Composed(_)))
    }

    /// Whether what an operation on a claim does can be taken back by another one, or by doing it again.
    pub fn takes_back(&self, kind: ActionKind) -> bool {
        use ActionKind as Kind;
        match kind {
            Kind::HoldReturn => self.allows(Kind::ReleaseReturn),
            Kind::ReleaseReturn => self.allows(Kind::HoldReturn),
            Kind::HoldExchange => self.allows(Kind::ReleaseExchange),
            Kind::ReleaseExchange => self.allows(Kind::HoldExchange),
            // A number is overwritten by the next one.
            Kind::RegisterReturnPickup | Kind::RegisterExchangePickup => self.allows(kind),
            _ => false,
        }
    }

    /// The courier behind a marketplace's code.
    pub fn courier(&self, code: &str) -> Option<&'static Courier> {
        self.couriers.iter().find(|courier| courier.code == code)
    }
}
