//! What the window is given: plain, already masked, with the words for every refusal.
//!
//! The window shows these and decides nothing by a marketplace's name.

mod account;
mod action;
mod change;
mod claim;
mod deadline;
mod flow;
mod happening;
mod inspection;
mod order;
mod plan;
mod problem;
pub mod tags;
mod told;
mod undo;

pub use account::{
    AccountForm, AccountView, CheckStepView, CheckView, CompanionView, CourierView, DescriptorView, FeedView,
    FieldView, GaugeView, HealthView, Progress, Reasons, SecretShape,
};
pub use action::{
    ActionBatch, ActionView, AskView, Blocked, BriefView, CapabilityRow, Offer, OutcomeView, ParcelStop,
    ReadingRow, SelectionOffer, ShipRow, SplitLater, SupportView,
};
pub use change::{Change, Tag};
pub use claim::{
    ClaimActRequest, ClaimCounts, ClaimDetail, ClaimLineView, ClaimList, ClaimRequest, ClaimRowView, HeldView,
};
pub use deadline::{ClaimDue, DeadlineRules, DeadlineView, OwnDay, RuleView, UntimedView};
pub use flow::{FlowKey, FlowMover, FlowState, FlowStep, MoneyWhen, NextClick};
pub use happening::{HappeningList, HappeningView};
pub use inspection::{ClaimReading, InspectRequest, InspectionView, PhotoFile, PhotoView, PhotosAdded};
pub use order::{
    AddressView, Counts, InboxPage, InboxRow, MoneyRow, OrderDetail, OrderLineView, RevealedView,
    TimelineEntry, UndeliveredView,
};
pub use plan::{ClaimChoice, ClaimPlan, ClaimPress, LeftOut, LeftOutWhy, PlanTotals, PlannedClaim};
pub use problem::{Problem, ProblemCode, Remedy};
pub use told::{ToldRow, ToldValue};
pub use undo::{AboutView, LeavingView, Undone, WaitingView};
