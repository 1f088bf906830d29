//! The rules, marketplace by marketplace; `docs/deadlines.md` is written from them.

use super::{
    Concern::{Claim, Dispatch},
    Confidence::{Documented, Unverified},
    Cost, MIDNIGHT, Pace, Rule, Start,
    Term::{Clock, Days, Hours, SameDay, WorkingDays},
};
use crate::ClaimKind::{Cancel, Exchange, Return};
use crate::ClaimStep::{Approved, Collected, Collecting, Requested};
use crate::Marketplace::{Auction, Coupang, Elevenst, Gmarket, Npay, SmartStore};

/// The end of the day that the marketplace tells.
const TOLD_DAY: Option<super::Term> = Some(Clock { minutes: MIDNIGHT });
/// What seller guides say of Naver's points.
const NAVER_GUIDES: &str = "판매자 안내 글 (blog.naver.com/snsnumber8/222287231719, 2021; webuzzhint.com)";
/// What a seller guide says of ESM's exposure.
const ESM_GUIDE: &str =
    "발송예정일: API TransDueDate (etapi.gmarket.com/67) · 노출: 판매자 안내 글 (online-financer.com)";
/// What Gmarket and Auction say of an unanswered cancel request.
const ESM_CANCEL: &str = "ESM Trading API 취소 조회 (etapi.gmarket.com/50)";
const ESM_CANCEL_WHAT: (&str, &str) = (
    "24시간 안에 승인하거나 발송하지 않으면 취소되고 환불됩니다.",
    "Without an approval or a dispatch within 24 hours, it is cancelled and refunded.",
);
/// What they say of a held return.
const ESM_HOLD: &str = "ESM Trading API 반품 보류 (etapi.gmarket.com/56)";
const ESM_HOLD_WHAT: (&str, &str) =
    ("30일이 지나면 보류가 저절로 풀립니다.", "After 30 days the hold ends by itself.");
const ESM_LATE_WHAT: (&str, &str) = (
    "발송예정일을 넘기면 상품 노출이 줄어듭니다. 발송예정일은 한 번만 바꿀 수 있습니다.",
    "Past the promised day the products are shown less. The day can be changed once only.",
);
const DISPATCH: (&str, &str) = ("주문 발송", "Dispatch of an order");
const CANCEL_REQUEST: (&str, &str) = ("취소요청", "Cancel request");
const HELD_RETURN: (&str, &str) = ("보류한 반품", "Held return");
/// Everything before the refund of a return.
const UNREFUNDED: &[crate::ClaimStep] = &[Requested, Approved, Collecting, Collected];

/// Terms that ESM gives for both of its sites; Auction's differ from Gmarket's in their name alone.
const ESM_SHIP_BY: Rule = Rule {
    id: "gmarket.ship_by",
    marketplace: Gmarket,
    about: DISPATCH,
    on: Dispatch(Pace::Any),
    from: Start::ShipBy,
    term: TOLD_DAY,
    cost: Cost::LessSeen,
    what: ESM_LATE_WHAT,
    confidence: Unverified,
    source: ESM_GUIDE,
};

const ESM_CANCEL_RULE: Rule = Rule {
    id: "gmarket.cancel_request",
    marketplace: Gmarket,
    about: CANCEL_REQUEST,
    on: Claim { kind: Cancel, steps: &[Requested], held: None },
    from: Start::Requested,
    term: Some(Hours { count: 24 }),
    cost: Cost::AutoCancel,
    what: ESM_CANCEL_WHAT,
    confidence: Documented,
    source: ESM_CANCEL,
};

const ESM_HELD_RULE: Rule = Rule {
    id: "gmarket.held_return",
    marketplace: Gmarket,
    about: HELD_RETURN,
    on: Claim { kind: Return, steps: UNREFUNDED, held: Some(true) },
    from: Start::Held,
    term: Some(Days { count: 30 }),
    cost: Cost::Release,
    what: ESM_HOLD_WHAT,
    confidence: Documented,
    source: ESM_HOLD,
};

/// Every rule. A marketplace of which nothing is said (Grip) has none.
pub const RULES: &[Rule] = &[
    Rule {
        id: "smartstore.ship_by",
        marketplace: SmartStore,
        about: DISPATCH,
        on: Dispatch(Pace::Kept),
        from: Start::ShipBy,
        term: TOLD_DAY,
        cost: Cost::Penalty,
        what: (
            "발송기한을 넘기면 패널티 1점을 받습니다.",
            "Past the day of dispatch it costs 1 penalty point.",
        ),
        confidence: Unverified,
        source: "발송기한: API shippingDueDate · 점수: 판매자 안내 글 (blog.naver.com/snsnumber8/222287231719, 2021)",
    },
    Rule {
        id: "smartstore.delayed",
        marketplace: SmartStore,
        about: ("발송지연을 안내한 주문", "Order announced as delayed"),
        on: Dispatch(Pace::Delayed),
        from: Start::ShipBy,
        term: TOLD_DAY,
        cost: Cost::Penalty,
        what: (
            "안내한 발송예정일을 넘기면 패널티 2점을 받습니다.",
            "Past the day that the buyer was told it costs 2 penalty points.",
        ),
        confidence: Unverified,
        source: "발송기한: API shippingDueDate · 점수: 판매자 안내 글 (blog.naver.com/snsnumber8/222287231719, 2021)",
    },
    Rule {
        id: "smartstore.still_late",
        marketplace: SmartStore,
        about: ("기한이 지나도 보내지 않은 주문", "Order that is still not sent"),
        on: Dispatch(Pace::Any),
        from: Start::ShipBy,
        term: Some(WorkingDays { count: 4 }),
        cost: Cost::Penalty,
        what: (
            "발송기한에서 4영업일이 지나면 패널티 3점을 더 받습니다. 5영업일이라는 안내도 있습니다.",
            "4 working days past the day of dispatch it costs 3 more penalty points. Some guides say 5.",
        ),
        confidence: Unverified,
        source: NAVER_GUIDES,
    },
    Rule {
        id: "smartstore.untold",
        marketplace: SmartStore,
        about: ("발송기한이 오지 않은 주문", "Order without a told day"),
        on: Dispatch(Pace::Untold),
        from: Start::Paid,
        term: Some(WorkingDays { count: 3 }),
        cost: Cost::Penalty,
        what: (
            "결제일에서 3영업일을 넘기면 패널티 1점을 받습니다.",
            "3 working days past the payment it costs 1 penalty point.",
        ),
        confidence: Unverified,
        source: NAVER_GUIDES,
    },
    Rule {
        id: "smartstore.today",
        marketplace: SmartStore,
        about: ("오늘출발 주문", "Order that leaves today (오늘출발)"),
        on: Dispatch(Pace::UntoldToday),
        from: Start::Paid,
        term: Some(SameDay { minutes: MIDNIGHT }),
        cost: Cost::Penalty,
        what: (
            "그날 보내지 않으면 패널티 1점을 받습니다. 스토어의 오늘출발 기준시각을 넣으면 그 뒤의 주문은 다음 영업일입니다.",
            "Not sent on its day, it costs 1 penalty point. Orders after the store's own cut-off belong to the next \
             working day: enter it here.",
        ),
        confidence: Unverified,
        source: NAVER_GUIDES,
    },
    Rule {
        id: "smartstore.return_collected",
        marketplace: SmartStore,
        about: ("수거완료한 반품", "Return whose goods are here"),
        on: Claim { kind: Return, steps: &[Collected], held: None },
        from: Start::Collected,
        term: Some(WorkingDays { count: 3 }),
        cost: Cost::Penalty,
        what: (
            "수거완료에서 3영업일 안에 처리하지 않으면 패널티 1점을 받습니다.",
            "Not settled within 3 working days of the collection, it costs 1 penalty point.",
        ),
        confidence: Unverified,
        source: NAVER_GUIDES,
    },
    Rule {
        id: "smartstore.exchange_collected",
        marketplace: SmartStore,
        about: ("수거완료한 교환", "Exchange whose goods are here"),
        on: Claim { kind: Exchange, steps: &[Collected], held: None },
        from: Start::Collected,
        term: Some(WorkingDays { count: 3 }),
        cost: Cost::Penalty,
        what: (
            "수거완료에서 3영업일 안에 재배송하지 않으면 패널티 1점을 받습니다.",
            "Not re-shipped within 3 working days of the collection, it costs 1 penalty point.",
        ),
        confidence: Unverified,
        source: NAVER_GUIDES,
    },
    Rule {
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
    },
    Rule {
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
    },
    Rule {
        id: "coupang.cancel_request",
        marketplace: Coupang,
        about: ("출고중지요청", "Request to stop the dispatch"),
        on: Claim { kind: Cancel, steps: &[Requested], held: None },
        from: Start::Requested,
        term: None,
        cost: Cost::AutoRefund,
        what: (
            "상품준비중 주문의 취소는 쿠팡이 저절로 환불합니다. 언제인지는 문서에 없습니다.",
            "Coupang refunds a cancelled order in preparation by itself. No page says when.",
        ),
        confidence: Documented,
        source: "Coupang Open API 발주서 처리 흐름 (developers.coupangcorp.com)",
    },
    Rule {
        id: "coupang.return_collected",
        marketplace: Coupang,
        about: ("입고완료한 반품", "Return whose goods are here"),
        on: Claim { kind: Return, steps: &[Collected], held: None },
        from: Start::Collected,
        term: None,
        cost: Cost::AutoRefund,
        what: (
            "승인하지 않아도 쿠팡이 얼마 뒤 저절로 승인하고 환불합니다. 언제인지는 문서에 없습니다.",
            "Without an approval Coupang approves and refunds by itself after a while. No page says when.",
        ),
        confidence: Documented,
        source: "Coupang Open API 반품요청 승인 (developers.coupangcorp.com)",
    },
    Rule {
        id: "coupang.return_objection",
        marketplace: Coupang,
        about: ("입고완료한 반품의 이의", "Objection to a return that is here"),
        on: Claim { kind: Return, steps: &[Collected], held: None },
        from: Start::Collected,
        term: Some(WorkingDays { count: 7 }),
        cost: Cost::NoObjection,
        what: (
            "입고에서 영업일 168시간이 지나면 쿠팡확인요청을 할 수 없습니다.",
            "168 working hours past the receipt no objection (쿠팡확인요청) is taken any more.",
        ),
        confidence: Unverified,
        source: "쿠팡 판매자 상담 답변을 옮긴 글 (royroy.tistory.com/546, 2023)",
    },
    Rule {
        id: "elevenst.ship_by",
        marketplace: Elevenst,
        about: DISPATCH,
        on: Dispatch(Pace::Any),
        from: Start::ShipBy,
        term: TOLD_DAY,
        cost: Cost::Late,
        what: (
            "발송마감일을 넘기면 지연으로 남고, 11번가가 판매자 없이 취소할 수 있습니다.",
            "Past the day of dispatch it counts as late, and 11st may cancel it without the seller.",
        ),
        confidence: Documented,
        source: "11번가 API dlvSndDue, delaySendDt (apiSeq 1876) · 발송지연 직권취소 ordCnTypCd 02 (apiSeq 1642)",
    },
    Rule {
        id: "elevenst.held_return_requested",
        marketplace: Elevenst,
        about: HELD_RETURN,
        on: Claim { kind: Return, steps: UNREFUNDED, held: Some(true) },
        from: Start::Requested,
        term: Some(Days { count: 20 }),
        cost: Cost::AutoComplete,
        what: (
            "반품신청 20일째에 저절로 완료되고 환불됩니다. 반품완료보류로 미룰 수 있습니다.",
            "On day 20 after the request it is completed and refunded by itself. A completion hold puts it off.",
        ),
        confidence: Documented,
        source: "11번가 API 반품보류 (apiSeq 1654)",
    },
    Rule {
        id: "elevenst.held_return_collected",
        marketplace: Elevenst,
        about: HELD_RETURN,
        on: Claim { kind: Return, steps: UNREFUNDED, held: Some(true) },
        from: Start::Collected,
        term: Some(Days { count: 10 }),
        cost: Cost::AutoComplete,
        what: (
            "수거완료 10일째에 저절로 완료되고 환불됩니다. 반품완료보류로 미룰 수 있습니다.",
            "On day 10 after the collection it is completed and refunded by itself. A completion hold puts it off.",
        ),
        confidence: Documented,
        source: "11번가 API 반품보류 (apiSeq 1654); 수거일은 API가 알려 주지 않습니다",
    },
    Rule {
        id: "elevenst.return_requested",
        marketplace: Elevenst,
        about: ("처리하지 않은 반품", "Unsettled return"),
        on: Claim { kind: Return, steps: UNREFUNDED, held: Some(false) },
        from: Start::Requested,
        term: Some(Days { count: 20 }),
        cost: Cost::AutoComplete,
        what: (
            "반품신청 20일째에 저절로 완료되고 환불되는 것으로 봅니다. 문서는 보류한 반품만 말합니다.",
            "Taken to be completed and refunded by itself on day 20 after the request. The page tells of held ones only.",
        ),
        confidence: Unverified,
        source: "11번가 API 반품보류 (apiSeq 1654)",
    },
    ESM_SHIP_BY,
    Rule {
        id: "gmarket.undispatched",
        marketplace: Gmarket,
        about: ("오래 보내지 않은 주문", "Order that is long not sent"),
        on: Dispatch(Pace::Any),
        from: Start::ShipBy,
        term: Some(WorkingDays { count: 19 }),
        cost: Cost::AutoCancel,
        what: (
            "발송마감일에서 19영업일이 지나면 저절로 취소됩니다.",
            "19 working days past the day of dispatch it is cancelled by itself.",
        ),
        confidence: Unverified,
        source: "ESM 안내 PDF를 옮긴 연동 기록",
    },
    ESM_CANCEL_RULE,
    ESM_HELD_RULE,
    Rule { id: "auction.ship_by", marketplace: Auction, ..ESM_SHIP_BY },
    Rule {
        id: "auction.undispatched",
        marketplace: Auction,
        about: ("오래 보내지 않은 주문", "Order that is long not sent"),
        on: Dispatch(Pace::Any),
        from: Start::Paid,
        term: Some(Days { count: 90 }),
        cost: Cost::AutoCancel,
        what: (
            "결제일에서 90일이 지나면 저절로 취소됩니다.",
            "90 days past the payment it is cancelled by itself.",
        ),
        confidence: Unverified,
        source: "ESM 안내 PDF를 옮긴 연동 기록",
    },
    Rule { id: "auction.cancel_request", marketplace: Auction, ..ESM_CANCEL_RULE },
    Rule { id: "auction.held_return", marketplace: Auction, ..ESM_HELD_RULE },
];
