//! The words of the desk and the rules between them: orders, lines, bundles, claims, actions, money.
//!
//! Nothing here does I/O or reads a clock: every moment is handed in. A marketplace's connector
//! translates its wire into these types, the store keeps them, the engine moves them, the window
//! shows them.

pub mod action;
pub mod calendar;
pub mod claim;
pub mod courier;
pub mod deadline;
pub mod detail;
pub mod event;
pub mod flow;
pub mod happening;
pub mod id;
pub mod inspection;
pub mod kind;
pub mod length;
pub mod marketplace;
pub mod merge;
pub mod money;
pub mod news;
pub mod order;
pub mod outcome;
pub mod person;
pub mod sentence;
pub mod stamp;
pub mod status;
pub mod template;

pub use action::{Action, ActionState, Parcel, ParcelLine, ReturnPickup, Write};
pub use calendar::Calendar;
pub use claim::{Claim, ClaimKind, ClaimLine, ClaimStep, ConfirmedBy, Fault, Held, Pickup, Reason, Reship};
pub use courier::{Courier, DigitRule};
pub use detail::{Detail, DetailForm, DetailKind};
pub use event::{Event, EventKind, EventSource};
pub use flow::{ClaimState, ClaimVerb};
pub use happening::Happening;
pub use id::{AccountId, ActionId, BundleId, ClaimId, CourierCode, InvoiceNumber, ItemId, LineId, OrderId};
pub use inspection::{ImageKind, Inspection, InspectionResult};
pub use kind::ActionKind;
pub use length::{Length, LengthUnit};
pub use marketplace::Marketplace;
pub use merge::Fact;
pub use money::{MoneyLeaves, Won};
pub use news::{LineNews, UndeliveredReport};
pub use order::{Delivery, OrderLine, Price, Product, Quantity, Stage};
pub use outcome::{LineResult, Outcome, Target};
pub use person::{Destination, Person, Receiver};
pub use sentence::Sentence;
pub use stamp::{Changed, ClaimStamp};
pub use status::Status;
pub use template::{Filled, Template, TemplateField, TemplatePurpose};
