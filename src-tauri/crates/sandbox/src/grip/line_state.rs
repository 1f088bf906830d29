//! OrderProductState: what a line is, claims included.

use serde::{Deserialize, Serialize};

use super::model::Payment;

/// 주문 상태. A claim has no state beside it: it is the line's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineState {
    /// 결제완료
    Paid = 1,
    /// 입금대기중
    AwaitingPayment = 2,
    /// 결제실패(미입금)
    PaymentFailed = 3,
    /// 배송준비중
    Preparing = 10,
    /// 배송중
    Shipping = 11,
    /// 발송지연
    Delayed = 12,
    /// 배송완료
    Delivered = 13,
    /// 반품진행중(반품신청)
    ReturnAsked = 40,
    /// 반품진행중(상품대기)
    ReturnAwaited = 41,
    /// 반품진행중(상품확인)
    ReturnReceived = 42,
    /// 반품완료
    ReturnDone = 43,
    /// 반품완료(환불완료)
    ReturnRefunded = 44,
    /// 반품완료(환불계좌 입력대기)
    ReturnAccountAwaited = 45,
    /// 반품진행중(환불대기)
    ReturnRefundAwaited = 46,
    /// 반품취소(구매자)
    ReturnWithdrawn = 47,
    /// 반품취소(판매자)
    ReturnDenied = 48,
    /// 교환신청
    ExchangeAsked = 50,
    /// 교환진행중
    ExchangeAccepted = 51,
    /// 교환취소(판매자)
    ExchangeDenied = 52,
    /// 교환(배송중)
    ExchangeShipping = 53,
    /// 교환(배송완료)
    ExchangeDelivered = 54,
    /// 교환취소(구매자)
    ExchangeWithdrawn = 55,
    /// 판매취소
    SaleCancelled = 60,
    /// 판매취소(환불완료)
    SaleRefunded = 61,
    /// 판매취소(미입금)
    SaleUnpaid = 62,
    /// 판매취소(환불계좌 입력대기)
    SaleAccountAwaited = 63,
    /// 판매취소(환불대기)
    SaleRefundAwaited = 64,
    /// 주문취소
    OrderCancelled = 80,
    /// 주문취소(환불완료)
    OrderRefunded = 81,
    /// 주문취소(미입금)
    OrderUnpaid = 82,
    /// 주문취소(환불계좌 입력대기)
    OrderAccountAwaited = 83,
    /// 주문취소(환불대기)
    OrderRefundAwaited = 84,
    /// 구매확정
    Decided = 90,
    /// 구매확정(리뷰작성)
    Reviewed = 91,
}

/// What ends with a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// 판매취소
    Sale,
    /// 주문취소
    Order,
    /// 반품
    Return,
}

impl Ending {
    /// Ended, and nothing paid back yet: 가상계좌 waits for the buyer's account, and by a dial whatever else was
    /// paid for Grip.
    pub(crate) fn ended(self, payment: Payment, cards_wait_too: bool) -> LineState {
        let states = match self {
            Self::Sale => {
                [LineState::SaleAccountAwaited, LineState::SaleRefundAwaited, LineState::SaleCancelled]
            }
            Self::Order => {
                [LineState::OrderAccountAwaited, LineState::OrderRefundAwaited, LineState::OrderCancelled]
            }
            Self::Return => {
                [LineState::ReturnAccountAwaited, LineState::ReturnRefundAwaited, LineState::ReturnDone]
            }
        };
        let [account, grip, nothing] = states;
        match payment {
            Payment::VirtualAccount => account,
            _ if cards_wait_too => grip,
            _ => nothing,
        }
    }
}

impl LineState {
    /// Every state, in the order of its code.
    pub const ALL: [Self; 34] = [
        Self::Paid,
        Self::AwaitingPayment,
        Self::PaymentFailed,
        Self::Preparing,
        Self::Shipping,
        Self::Delayed,
        Self::Delivered,
        Self::ReturnAsked,
        Self::ReturnAwaited,
        Self::ReturnReceived,
        Self::ReturnDone,
        Self::ReturnRefunded,
        Self::ReturnAccountAwaited,
        Self::ReturnRefundAwaited,
        Self::ReturnWithdrawn,
        Self::ReturnDenied,
        Self::ExchangeAsked,
        Self::ExchangeAccepted,
        Self::ExchangeDenied,
        Self::ExchangeShipping,
        Self::ExchangeDelivered,
        Self::ExchangeWithdrawn,
        Self::SaleCancelled,
        Self::SaleRefunded,
        Self::SaleUnpaid,
        Self::SaleAccountAwaited,
        Self::SaleRefundAwaited,
        Self::OrderCancelled,
        Self::OrderRefunded,
        Self::OrderUnpaid,
        Self::OrderAccountAwaited,
        Self::OrderRefundAwaited,
        Self::Decided,
        Self::Reviewed,
    ];

    /// As orderState has it.
    #[must_use]
    pub fn code(self) -> i64 {
        self as i64
    }

    pub(crate) fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// 발주 is done, 발송 is not.
    pub(crate) fn waits_for_dispatch(self) -> bool {
        matches!(self, Self::Preparing | Self::Delayed)
    }

    /// Nothing was sent, and nothing was cancelled.
    pub(crate) fn is_before_dispatch(self) -> bool {
        matches!(self, Self::Paid | Self::AwaitingPayment) || self.waits_for_dispatch()
    }

    /// A claim that was dropped; the state stays, and another may follow [unverified].
    pub(crate) fn is_dropped_claim(self) -> bool {
        matches!(
            self,
            Self::ReturnWithdrawn | Self::ReturnDenied | Self::ExchangeDenied | Self::ExchangeWithdrawn
        )
    }

    /// A buyer may ask for a return; that one may after an exchange is unverified.
    pub(crate) fn may_return(self) -> bool {
        self.may_exchange() || self == Self::ExchangeDelivered
    }

    /// A buyer may ask for an exchange; that one may while the parcel travels, and may not twice, is unverified.
    pub(crate) fn may_exchange(self) -> bool {
        matches!(self, Self::Shipping | Self::Delivered) || self.is_dropped_claim()
    }

    /// The parcel to the buyer may be on its way: no claim has brought it back yet.
    pub(crate) fn leaves_parcel(self) -> bool {
        self.is_dropped_claim()
            || matches!(
                self,
                Self::Shipping
                    | Self::ReturnAsked
                    | Self::ReturnAwaited
                    | Self::ExchangeAsked
                    | Self::ExchangeAccepted
            )
    }

    /// A buyer may decide on the purchase: "배송추적 및 구매확정이 가능해집니다". That one may after a dropped claim
    /// and after an exchange is unverified.
    pub(crate) fn may_decide(self) -> bool {
        self.may_return()
    }

    /// The buyer's account for a refund is wanted; with what comes once it is known.
    pub(crate) fn with_account(self) -> Option<Self> {
        match self {
            Self::SaleAccountAwaited => Some(Self::SaleRefundAwaited),
            Self::OrderAccountAwaited => Some(Self::OrderRefundAwaited),
            Self::ReturnAccountAwaited => Some(Self::ReturnRefundAwaited),
            _ => None,
        }
    }

    /// A refund is on its way; with what comes once it has arrived.
    pub(crate) fn refunded(self) -> Option<Self> {
        match self {
            Self::SaleCancelled | Self::SaleRefundAwaited => Some(Self::SaleRefunded),
            Self::OrderCancelled | Self::OrderRefundAwaited => Some(Self::OrderRefunded),
            Self::ReturnDone | Self::ReturnRefundAwaited => Some(Self::ReturnRefunded),
            _ => None,
        }
    }

    /// Of a return, whatever became of it.
    pub(crate) fn is_return(self) -> bool {
        (40..50).contains(&self.code())
    }

    /// Of an exchange, whatever became of it.
    pub(crate) fn is_exchange(self) -> bool {
        (50..60).contains(&self.code())
    }
}
