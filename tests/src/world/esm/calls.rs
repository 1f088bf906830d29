//! The calls behind the writes, as ESM's documents name them, and how calls are counted.

use domain::ActionKind;
use sandbox::esm::{Call, Operation};

/// The calls behind a kind of write.
pub(super) const fn operations(kind: ActionKind) -> &'static [Operation] {
    match kind {
        ActionKind::Confirm => &[Operation::Confirm],
        ActionKind::Ship
        | ActionKind::ChangeInvoice
        | ActionKind::SplitShip
        | ActionKind::ShipRest
        | ActionKind::RefuseCancel => &[Operation::Dispatch],
        ActionKind::DelayNotice => &[Operation::Delay],
        ActionKind::CompleteDelivery => &[Operation::Complete],
        ActionKind::AnswerUndelivered => &[Operation::ReleaseReport],
        ActionKind::CancelSale => &[Operation::SoldOut, Operation::SellerCancel],
        ActionKind::ApproveCancel => &[Operation::ApproveCancel],
        ActionKind::RequestReturn => &[Operation::RequestReturn],
        ActionKind::RefundReturn => &[Operation::ApproveReturn],
        ActionKind::HoldReturn => &[Operation::HoldReturn],
        ActionKind::RegisterReturnPickup => &[Operation::PickupReturn],
        ActionKind::ReturnToExchange => &[Operation::ReturnToExchange],
        ActionKind::HoldExchange => &[Operation::HoldExchange],
        ActionKind::ReleaseExchange => &[Operation::ReleaseExchange],
        ActionKind::RegisterExchangePickup => &[Operation::PickupExchange],
        ActionKind::ConfirmExchangeCollected => &[Operation::CollectExchange],
        ActionKind::ReshipExchange => &[Operation::ResendExchange],
        ActionKind::CompleteExchange => &[Operation::CompleteExchange],
        ActionKind::ExchangeToReturn => &[Operation::ExchangeToReturn],
        _ => &[],
    }
}

/// What an order that is asked for by its number is called besides.
pub(super) const BY_NUMBER: &str = " by number";

/// An operation as it is counted.
pub(super) fn named(call: &Call) -> String {
    let status = call.request.as_ref().map(|body| &body["orderStatus"]);
    let by_number = status.is_some_and(|status| *status == 0);
    format!("{:?}{}", call.operation, if by_number { BY_NUMBER } else { "" })
}
