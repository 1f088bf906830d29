//! The kinds of writes: the rows of the capability table.

use serde::{Deserialize, Serialize};

use crate::ClaimVerb;

/// What kind of write it is: the rows of the capability table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// 발주확인
    Confirm,
    /// 발송처리
    Ship,
    /// 송장 수정
    ChangeInvoice,
    /// 분리배송
    SplitShip,
    /// 분리배송의 나머지
    ShipRest,
    /// 수량 분리발송: the pieces of one line leave in several parcels
    ShipPieces,
    /// 배송지연 안내
    DelayNotice,
    /// 배송희망일 변경
    ChangeHopeDelivery,
    /// 배송지 변경, at the buyer's wish
    ChangeReceiver,
    /// 발송보류 and its release
    HoldDispatch,
    /// 배송완료 처리
    CompleteDelivery,
    /// 미도착·미수령 신고 처리
    AnswerUndelivered,
    /// 판매취소
    CancelSale,
    /// 취소 승인
    ApproveCancel,
    /// 취소 거부
    RefuseCancel,
    /// 반품 접수 by the seller
    RequestReturn,
    /// 반품 접수 안내 to the buyer
    NotifyReturn,
    /// 반품 승인 before the goods come back
    ApproveReturn,
    /// 반품 거부
    RefuseReturn,
    /// 반품 보류, with what the buyer is charged
    HoldReturn,
    /// 반품 보류 해제
    ReleaseReturn,
    /// 반품완료보류: a held return is not completed by the marketplace itself
    DeferReturn,
    /// 반품 수거 송장
    RegisterReturnPickup,
    /// 반품 수거완료
    ConfirmReturnCollected,
    /// 반품 환불
    RefundReturn,
    /// 반품을 교환으로 전환
    ReturnToExchange,
    /// 귀책 변경
    ChangeFault,
    /// 교환 접수 안내 to the buyer
    NotifyExchange,
    /// 교환 승인 before the goods come back
    ApproveExchange,
    /// 교환 거부
    RefuseExchange,
    /// 교환 보류, with what the buyer is charged
    HoldExchange,
    /// 교환 보류 해제
    ReleaseExchange,
    /// 교환 수거 송장
    RegisterExchangePickup,
    /// 교환 수거완료
    ConfirmExchangeCollected,
    /// 교환 재발송
    ReshipExchange,
    /// 교환 재발송 배송완료
    CompleteExchange,
    /// 교환을 반품으로 전환
    ExchangeToReturn,
}

impl ActionKind {
    /// Every kind, in the order of the capability table.
    pub const ALL: [ActionKind; 37] = [
        Self::Confirm,
        Self::Ship,
        Self::ChangeInvoice,
        Self::SplitShip,
        Self::ShipRest,
        Self::ShipPieces,
        Self::DelayNotice,
        Self::ChangeHopeDelivery,
        Self::ChangeReceiver,
        Self::HoldDispatch,
        Self::CompleteDelivery,
        Self::AnswerUndelivered,
        Self::CancelSale,
        Self::ApproveCancel,
        Self::RefuseCancel,
        Self::RequestReturn,
        Self::NotifyReturn,
        Self::ApproveReturn,
        Self::RefuseReturn,
        Self::HoldReturn,
        Self::ReleaseReturn,
        Self::DeferReturn,
        Self::RegisterReturnPickup,
        Self::ConfirmReturnCollected,
        Self::RefundReturn,
        Self::ReturnToExchange,
        Self::ChangeFault,
        Self::NotifyExchange,
        Self::ApproveExchange,
        Self::RefuseExchange,
        Self::HoldExchange,
        Self::ReleaseExchange,
        Self::RegisterExchangePickup,
        Self::ConfirmExchangeCollected,
        Self::ReshipExchange,
        Self::CompleteExchange,
        Self::ExchangeToReturn,
    ];

    /// The kind of a verb on a claim of `kind`; `None` where no claim of that kind has the verb.
    pub const fn of_claim(kind: crate::ClaimKind, verb: ClaimVerb) -> Option<ActionKind> {
        use crate::ClaimKind::{Cancel, Exchange, Return};
        use ClaimVerb as Verb;
        Some(match (kind, verb) {
            (Cancel, Verb::Approve) => Self::ApproveCancel,
            (Cancel, Verb::Refuse) => Self::RefuseCancel,
            (Return, Verb::Approve) => Self::ApproveReturn,
            (Return, Verb::Notify) => Self::NotifyReturn,
            (Return, Verb::Refuse) => Self::RefuseReturn,
            (Return, Verb::Hold) => Self::HoldReturn,
            (Return, Verb::Release) => Self::ReleaseReturn,
            (Return, Verb::Defer) => Self::DeferReturn,
            (Return, Verb::Convert) => Self::ReturnToExchange,
            (Return, Verb::RegisterPickup) => Self::RegisterReturnPickup,
            (Return, Verb::ConfirmCollected) => Self::ConfirmReturnCollected,
            (Return, Verb::Refund) => Self::RefundReturn,
            (Exchange, Verb::Approve) => Self::ApproveExchange,
            (Exchange, Verb::Notify) => Self::NotifyExchange,
            (Exchange, Verb::Refuse) => Self::RefuseExchange,
            (Exchange, Verb::Hold) => Self::HoldExchange,
            (Exchange, Verb::Release) => Self::ReleaseExchange,
            (Exchange, Verb::RegisterPickup) => Self::RegisterExchangePickup,
            (Exchange, Verb::ConfirmCollected) => Self::ConfirmExchangeCollected,
            (Exchange, Verb::Reship) => Self::ReshipExchange,
            (Exchange, Verb::Complete) => Self::CompleteExchange,
            (Exchange, Verb::Convert) => Self::ExchangeToReturn,
            (
                Cancel,
                Verb::Notify
                | Verb::Hold
                | Verb::Release
                | Verb::Defer
                | Verb::Convert
                | Verb::Complete
                | Verb::RegisterPickup
                | Verb::ConfirmCollected
                | Verb::Refund
                | Verb::Reship,
            )
            | (Return, Verb::Reship | Verb::Complete)
            | (Exchange, Verb::Refund | Verb::Defer) => return None,
        })
    }
}
