//! 11번가. Its API tells neither when the goods of a return came back nor the day on which a return completes by itself.

use super::super::{
    Concern::{Claim, Dispatch},
    Confidence::{Documented, Unverified},
    Cost, Hold, Pace, Rule, Start,
    Term::Days,
};
use super::{CANCEL_REQUESTED, DISPATCH, HELD_RETURN, TOLD_DAY, UNREFUNDED};
use crate::ClaimKind::{Cancel, Exchange, Return};
use crate::ClaimStep::{Collecting, Requested};
use crate::Marketplace::Elevenst;

pub(super) const SHIP_BY: Rule = Rule {
    id: "elevenst.ship_by",
    marketplace: Elevenst,
    about: DISPATCH,
    on: Dispatch(Pace::Kept),
    from: Start::ShipBy,
    term: TOLD_DAY,
    cost: Cost::Penalty,
    what: (
        "발송마감일까지 보내지도, 발송지연을 안내하지도 않으면 패널티를 받고, 11번가가 판매자 없이 취소할 수 있습니다.",
        "Neither sent nor announced as delayed by the day of dispatch, it costs a penalty, and 11st may cancel it \
         without the seller.",
    ),
    confidence: Documented,
    source: "11번가 API dlvSndDue (apiSeq 1876) · 발송지연안내 (apiSeq 6728) · 발송지연 직권취소 ordCnTypCd 02 (apiSeq 1642)",
};

pub(super) const DELAYED: Rule = Rule {
    id: "elevenst.delayed",
    about: ("발송지연을 안내한 주문", "Order announced as delayed"),
    on: Dispatch(Pace::Delayed),
    what: (
        "안내한 예상발송일까지는 패널티가 없고, 넘기면 받을 수 있습니다.",
        "Up to the day that the buyer was told there is no penalty; past it there may be one.",
    ),
    source: "11번가 API delaySendDt (apiSeq 1876) · 발송지연안내 (apiSeq 6728)",
    ..SHIP_BY
};

pub(super) const CANCEL_REQUEST: Rule = Rule {
    id: "elevenst.cancel_request",
    marketplace: Elevenst,
    about: CANCEL_REQUESTED,
    on: Claim { kind: Cancel, steps: &[Requested], hold: Hold::Any },
    from: Start::Requested,
    term: None,
    cost: Cost::AutoCancel,
    what: (
        "답하지 않은 취소요청은 11번가가 저절로 취소하는 것으로 봅니다. 언제인지는 문서에 없습니다.",
        "11st is taken to cancel by itself what is not answered. No page says when.",
    ),
    confidence: Unverified,
    source: "셀러오피스의 검색 조건 ‘자동취소예정’ (msoffice.11st.co.kr)을 옮긴 연동 기록",
};

pub(super) const HELD_REQUESTED: Rule = Rule {
    id: "elevenst.held_return_requested",
    marketplace: Elevenst,
    about: HELD_RETURN,
    on: Claim { kind: Return, steps: UNREFUNDED, hold: Hold::Held },
    from: Start::Requested,
    term: Some(Days { count: 20 }),
    cost: Cost::AutoComplete,
    what: (
        "반품신청 20일째에 저절로 완료되고 환불됩니다. 반품완료보류로 미룰 수 있습니다.",
        "On day 20 after the request it is completed and refunded by itself. A completion hold puts it off.",
    ),
    confidence: Documented,
    source: "11번가 API 반품보류 (apiSeq 1654)",
};

pub(super) const HELD_COLLECTED: Rule = Rule {
    id: "elevenst.held_return_collected",
    from: Start::Collected,
    term: Some(Days { count: 10 }),
    what: (
        "반품 상품의 배송완료가 확인되고 10일째에 저절로 완료되고 환불됩니다. 반품완료보류로 미룰 수 있습니다.",
        "On day 10 after the goods were seen to be back it is completed and refunded by itself. A completion hold \
         puts it off.",
    ),
    source: "11번가 API 반품보류 (apiSeq 1654); API가 그날을 알려 주지 않아 검수한 때부터 셉니다",
    ..HELD_REQUESTED
};

pub(super) const DEFERRED: Rule = Rule {
    id: "elevenst.deferred_return",
    about: ("반품완료보류한 반품", "Return whose completion is held"),
    on: Claim { kind: Return, steps: UNREFUNDED, hold: Hold::Deferred },
    term: None,
    cost: Cost::AutoRefund,
    what: (
        "반품완료보류 뒤에도 오래 두면 11번가가 강제로 환불할 수 있습니다. 언제인지는 문서에 없습니다.",
        "Left for long even behind a completion hold, 11st may refund it by force. No page says when.",
    ),
    source: "11번가 API 반품완료보류 (apiSeq 1655)",
    ..HELD_REQUESTED
};

/// A hold is there to put the completion off, so that a return without one completes no later.
pub(super) const RETURN_REQUESTED: Rule = Rule {
    id: "elevenst.return_requested",
    about: ("처리하지 않은 반품", "Unsettled return"),
    on: Claim { kind: Return, steps: UNREFUNDED, hold: Hold::Free },
    what: (
        "늦어도 반품신청 20일째에 저절로 완료되고 환불되는 것으로 봅니다. 20일은 보류한 반품의 기한입니다.",
        "Taken to be completed and refunded by itself on day 20 after the request at the latest. The 20 days are \
         those of a held return.",
    ),
    confidence: Unverified,
    source: "11번가 API 반품보류 (apiSeq 1654) · 셀러오피스의 검색 조건 ‘자동반품완료예정’ (msoffice.11st.co.kr)을 옮긴 연동 기록",
    ..HELD_REQUESTED
};

pub(super) const RETURN_COLLECTED: Rule = Rule {
    id: "elevenst.return_collected",
    from: Start::Collected,
    term: Some(Days { count: 10 }),
    what: (
        "늦어도 상품이 돌아오고 10일째에 저절로 완료되고 환불되는 것으로 봅니다. 10일은 보류한 반품의 기한입니다.",
        "Taken to be completed and refunded by itself on day 10 after the goods were back at the latest. The 10 days \
         are those of a held return.",
    ),
    ..RETURN_REQUESTED
};

pub(super) const EXCHANGE_REQUEST: Rule = Rule {
    id: "elevenst.exchange_request",
    marketplace: Elevenst,
    about: ("교환신청", "Exchange request"),
    on: Claim { kind: Exchange, steps: &[Requested, Collecting], hold: Hold::Free },
    from: Start::Requested,
    term: None,
    cost: Cost::AutoApprove,
    what: (
        "답하지 않은 교환신청은 11번가가 저절로 승인하는 것으로 봅니다. 언제인지는 문서에 없습니다.",
        "11st is taken to approve an exchange by itself that is not answered. No page says when.",
    ),
    confidence: Unverified,
    source: "셀러오피스의 검색 조건 ‘자동교환승인예정’ (msoffice.11st.co.kr)을 옮긴 연동 기록",
};
