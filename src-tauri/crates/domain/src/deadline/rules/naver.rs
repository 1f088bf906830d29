//! SmartStore, and Npay 주문형, whose orders have the same fields.

use super::super::{
    Concern::{Claim, Dispatch},
    Confidence::Unverified,
    Cost, Hold, MIDNIGHT, Pace, Rule, Start,
    Term::{SameDay, WorkingDays},
};
use super::{DISPATCH, TOLD_DAY};
use crate::ClaimKind::{Exchange, Return};
use crate::ClaimStep::Collected;
use crate::Marketplace::{Npay, SmartStore};

/// What seller guides say of Naver's points.
const GUIDES: &str = "판매자 안내 글 (blog.naver.com/snsnumber8/222287231719, 2021; webuzzhint.com)";
/// The same with the field of the day of dispatch.
const TOLD_GUIDES: &str =
    "발송기한: API shippingDueDate · 점수: 판매자 안내 글 (blog.naver.com/snsnumber8/222287231719, 2021)";

pub(super) const SHIP_BY: Rule = Rule {
    id: "smartstore.ship_by",
    marketplace: SmartStore,
    about: DISPATCH,
    on: Dispatch(Pace::Kept),
    from: Start::ShipBy,
    term: TOLD_DAY,
    cost: Cost::Penalty,
    what: ("발송기한을 넘기면 패널티 1점을 받습니다.", "Past the day of dispatch it costs 1 penalty point."),
    confidence: Unverified,
    source: TOLD_GUIDES,
};

pub(super) const DELAYED: Rule = Rule {
    id: "smartstore.delayed",
    about: ("발송지연을 안내한 주문", "Order announced as delayed"),
    on: Dispatch(Pace::Delayed),
    what: (
        "안내한 발송예정일을 넘기면 패널티 2점을 받습니다.",
        "Past the day that the buyer was told it costs 2 penalty points.",
    ),
    ..SHIP_BY
};

pub(super) const STILL_LATE: Rule = Rule {
    id: "smartstore.still_late",
    about: ("기한이 지나도 보내지 않은 주문", "Order that is still not sent"),
    on: Dispatch(Pace::Any),
    term: Some(WorkingDays { count: 4 }),
    what: (
        "발송기한에서 4영업일이 지나면, 곧 5영업일째부터 패널티 3점을 더 받습니다.",
        "4 working days past the day of dispatch, that is from the 5th on, it costs 3 more penalty points.",
    ),
    source: GUIDES,
    ..SHIP_BY
};

pub(super) const UNTOLD: Rule = Rule {
    id: "smartstore.untold",
    about: ("발송기한이 오지 않은 주문", "Order without a told day"),
    on: Dispatch(Pace::Untold),
    from: Start::Paid,
    term: Some(WorkingDays { count: 3 }),
    what: (
        "결제일에서 3영업일을 넘기면 패널티 1점을 받습니다.",
        "3 working days past the payment it costs 1 penalty point.",
    ),
    source: GUIDES,
    ..SHIP_BY
};

pub(super) const TODAY: Rule = Rule {
    id: "smartstore.today",
    about: ("오늘출발 주문", "Order that leaves today (오늘출발)"),
    on: Dispatch(Pace::UntoldToday),
    from: Start::Paid,
    term: Some(SameDay { minutes: MIDNIGHT }),
    what: (
        "그날 보내지 않으면 패널티 1점을 받습니다. 스토어의 오늘출발 기준시각을 넣으면 그 뒤의 주문은 다음 영업일입니다.",
        "Not sent on its day, it costs 1 penalty point. Orders after the store's own cut-off belong to the next \
         working day: enter it here.",
    ),
    source: GUIDES,
    ..SHIP_BY
};

pub(super) const RETURN_COLLECTED: Rule = Rule {
    id: "smartstore.return_collected",
    about: ("수거완료한 반품", "Return whose goods are here"),
    on: Claim { kind: Return, steps: &[Collected], hold: Hold::Any },
    from: Start::Collected,
    term: Some(WorkingDays { count: 3 }),
    what: (
        "수거완료에서 3영업일 안에 처리하지 않으면 패널티 1점을 받습니다.",
        "Not settled within 3 working days of the collection, it costs 1 penalty point.",
    ),
    source: GUIDES,
    ..SHIP_BY
};

pub(super) const EXCHANGE_COLLECTED: Rule = Rule {
    id: "smartstore.exchange_collected",
    about: ("수거완료한 교환", "Exchange whose goods are here"),
    on: Claim { kind: Exchange, steps: &[Collected], hold: Hold::Any },
    what: (
        "수거완료에서 3영업일 안에 재배송하지 않으면 패널티 1점을 받습니다.",
        "Not re-shipped within 3 working days of the collection, it costs 1 penalty point.",
    ),
    ..RETURN_COLLECTED
};

pub(super) const NPAY_SHIP_BY: Rule = Rule {
    id: "npay.ship_by",
    marketplace: Npay,
    about: DISPATCH,
    on: Dispatch(Pace::Any),
    from: Start::ShipBy,
    term: TOLD_DAY,
    cost: Cost::Late,
    what: ("발송기한을 넘기면 지연으로 남습니다.", "Past the day of dispatch it counts as late."),
    confidence: Unverified,
    source: "발송기한: API shippingDueDate (Commerce API와 같은 구조)",
};
