//! The calls behind the writes, as Naver's documents name them.

use domain::ActionKind;
use sandbox::naver::Operation;

/// The call behind a kind of write; none where the two have no such write.
pub(super) fn operation(kind: ActionKind) -> Option<Operation> {
    Some(match kind {
        ActionKind::Confirm => Operation::Confirm,
        ActionKind::Ship | ActionKind::SplitShip | ActionKind::ShipRest | ActionKind::RefuseCancel => {
            Operation::Dispatch
        }
        ActionKind::DelayNotice => Operation::Delay,
        ActionKind::ChangeHopeDelivery => Operation::ChangeHope,
        ActionKind::CancelSale => Operation::RequestCancel,
        ActionKind::ApproveCancel => Operation::ApproveCancel,
        ActionKind::RequestReturn => Operation::RequestReturn,
        ActionKind::RefundReturn => Operation::ApproveReturn,
        ActionKind::RefuseReturn => Operation::RejectReturn,
        ActionKind::HoldReturn => Operation::HoldReturn,
        ActionKind::ReleaseReturn => Operation::ReleaseReturn,
        ActionKind::ConfirmExchangeCollected => Operation::CollectExchange,
        ActionKind::ReshipExchange => Operation::DispatchExchange,
        ActionKind::RefuseExchange => Operation::RejectExchange,
        ActionKind::HoldExchange => Operation::HoldExchange,
        ActionKind::ReleaseExchange => Operation::ReleaseExchange,
        _ => return None,
    })
}
