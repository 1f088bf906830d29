//! Coupang.

use super::super::{
    Concern::{Claim, Dispatch},
    Confidence::{Documented, Unverified},
    Cost, Hold, Pace, Rule, Start,
    Term::WorkingDays,
};
use super::{DISPATCH, TOLD_DAY};
use crate::ClaimKind::{Cancel, Return};
use crate::ClaimStep::{Collected, Requested};
use crate::Marketplace::Coupang;

pub(super) const SHIP_BY: Rule = Rule {
    id: "coupang.ship_by",
    marketplace: Coupang,
    about: DISPATCH,
    on: Dispatch(Pace::Any),
    from: Start::ShipBy,
    term: TOLD_DAY,
    cost: Cost::Late,
    what: (
        "출고예정일을 넘기면 지연으로 남고 판매자점수가 내려갈 수 있습니다.",
        "Past the expected day of dispatch it counts as late and may lower the seller's score.",
    ),
    confidence: Unverified,
    source: "출고예정일: API estimatedShippingDate · 점수: marketplace.coupang.com/mba-01/mba-3-4-2",
};

pub(super) const CANCEL_REQUEST: Rule = Rule {
    id: "coupang.cancel_request",
    marketplace: Coupang,
    about: ("출고중지요청", "Request to stop the dispatch"),
    on: Claim { kind: Cancel, steps: &[Requested], hold: Hold::Any },
    from: Start::Requested,
    term: None,
    cost: Cost::AutoRefund,
    what: (
        "상품준비중 주문의 취소는 쿠팡이 저절로 환불합니다. 언제인지는 문서에 없습니다.",
        "Coupang refunds a cancelled order in preparation by itself. No page says when.",
    ),
    confidence: Documented,
    source: "Coupang Open API 발주서 처리 흐름 (developers.coupangcorp.com)",
};

pub(super) const RETURN_COLLECTED: Rule = Rule {
    id: "coupang.return_collected",
    marketplace: Coupang,
    about: ("입고완료한 반품", "Return whose goods are here"),
    on: Claim { kind: Return, steps: &[Collected], hold: Hold::Any },
    from: Start::Collected,
    term: None,
    cost: Cost::AutoRefund,
    what: (
        "승인하지 않아도 쿠팡이 얼마 뒤 저절로 승인하고 환불합니다. 언제인지는 문서에 없습니다.",
        "Without an approval Coupang approves and refunds by itself after a while. No page says when.",
    ),
    confidence: Documented,
    source: "Coupang Open API 반품요청 승인 (developers.coupangcorp.com)",
};

/// 168 working hours are 7 working days of which the first is that of the receipt: the answer's own example goes from
/// Monday 17 to Tuesday 25 April 2023.
pub(super) const RETURN_OBJECTION: Rule = Rule {
    id: "coupang.return_objection",
    marketplace: Coupang,
    about: ("입고완료한 반품의 이의", "Objection to a return that is here"),
    on: Claim { kind: Return, steps: &[Collected], hold: Hold::Any },
    from: Start::Collected,
    term: Some(WorkingDays { count: 6 }),
    cost: Cost::NoObjection,
    what: (
        "입고일을 첫날로 쳐서 7영업일(영업일 168시간)이 지나면 쿠팡확인요청을 할 수 없습니다.",
        "Past 7 working days (168 working hours), the day of receipt being the first, no objection (쿠팡확인요청) is \
         taken any more.",
    ),
    confidence: Unverified,
    source: "쿠팡 판매자 상담 답변을 옮긴 글 (royroy.tistory.com/546, 2023)",
};
