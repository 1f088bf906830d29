//! What each operation's refusals mean, from the tables of its page.

use super::error::Meaning;
use super::error::Meaning::{Broken, Busy, NotYet, Nothing, Request, Slow, State};
use super::reports::REPORTS;
use super::wire::answer::Verdict;

/// A ResultCode, what its message or its BizRuleCode says, and what that means.
type Row = (&'static str, &'static str, Meaning);

/// What every page of orders and deliveries may say.
const SHIPPING: &[Row] = &[
    ("3000", "해당 주문 내역이 없습니다", State),
    ("3000", "판매자의 체결건이 아닙니다", State),
    ("3000", "변환하지 못했습니다", Request),
    ("3000", "3PL 주문", State),
];

/// 주문확인
const CONFIRMATION: &[Row] = &[
    ("3000", "취소된 주문번호", State),
    ("3000", "주문확인 할 수 없는 상태", State),
    ("3000", "이미 주문확인", State),
    ("3000", "선물수락대기", State),
    ("2141", "", Request),
];

/// 발송예정일
const DELAY: &[Row] = &[
    ("3000", "정의되지 않은 지연 사유", Request),
    ("3000", "90일을 초과", Request),
    ("3000", "발송 지연할 수 없습니다", State),
];

/// 발송처리
const DISPATCH: &[Row] = &[
    ("3000", "지원하지 않는 택배사", Request),
    ("3000", "운송장번호 규칙", Request),
    ("3000", "전용 택배사", Request),
    ("3000", "발송가능한 상태가 아닙니다", State),
    ("3000", "취소철회가 실패", State),
    ("3000", "주문확인 진행중", NotYet),
    ("2141", "", Request),
];

/// 배송완료
const COMPLETION: &[Row] = &[("3000", "이미 배송완료", State), ("3000", "유효한 주문번호가 아닙니다", State)];

/// 미수령신고 철회요청
const ANSWER: &[Row] = &[("3000", "입력해주세요", Request)];

/// 취소 승인 and 판매취소
const CANCEL: &[Row] = &[
    ("8668", "W8-1", State),
    ("8668", "W8-2", State),
    ("8668", "W28-1", State),
    ("8668", "취소 승인 대상이 없습니다", State),
    ("8668", "이미 취소 승인", State),
    ("8668", "취소 가능한 주문상태가 아닙니다", State),
];

/// The numbers of parcels that a claim is given.
const TRAVEL: &[Row] = &[
    ("99999", "택배사가 존재하지", Request),
    ("8668", "W22-2", State),
    ("8668", "W22-3", State),
    ("8668", "W22-4", State),
    ("8668", "W22-5", State),
    ("8668", "W22-6", Request),
    ("8668", "W13-5", Request),
    ("8668", "반품 및 교환 배송건이 아닙니다", State),
];

/// 반품 보류 and 교환 보류
const HOLD: &[Row] = &[
    ("8668", "W19-1", Request),
    ("8668", "같은 사유", Request),
    ("8668", "W20-4", Request),
    ("8668", "W20-5", Request),
    ("8668", "1,000원이상", Request),
    ("8668", "W20-", State),
    ("8668", "보류 불가", State),
    ("99999", "빠른 환불 대상", State),
];

/// 반품 승인
const REFUND: &[Row] = &[
    ("5800", "", State),
    ("5900", "", State),
    ("8668", "W18-1", State),
    ("8668", "W18-3", State),
    ("8668", "W8-1", State),
];

/// 전환
const CONVERSION: &[Row] = &[
    ("8668", "W13-2", State),
    ("8668", "W18-1", State),
    ("8668", "교환신청을 1회", State),
    ("8668", "이미 처리된", State),
];

/// 수거완료 and 재발송 배송완료
const ARRIVAL: &[Row] = &[
    ("8668", "W14-2", State),
    ("8668", "이미 완료", State),
    ("8668", "처리불가능", State),
    ("8668", "재발송 완료 배송건이 없습니다", State),
];

/// What a list says of its span.
const LIST: &[Row] = &[
    ("3000", "해당 주문 내역이 없습니다", Nothing),
    ("3000", "5초당 1회", Busy),
    ("3000", "범위만 조회", Request),
    ("3000", "이내", Request),
    ("3000", "과거여야", Request),
    ("8668", "7일 이내", Request),
    ("99999", "DateTime", Request),
    ("99999", "없습니다", Nothing),
    ("1100", "", Nothing),
    ("1000", "", Nothing),
];

/// 414 stands for a span up to a day to come as well, so that the list of reports is asked for a shorter one at once.
const REPORT_DAYS: &[Row] = &[("414", "", Request)];

/// What is left to a code alone; 3000 and 8668 name whole groups, and tell nothing by themselves. 8000 and 414 tell of a failure, and not of how far a write had come.
const BY_CODE: &[Row] = &[
    ("3000", "5초당 1회", Busy),
    ("1000", "", State),
    ("1100", "", State),
    ("2000", "", Request),
    ("2141", "", Request),
    ("5800", "", State),
    ("5900", "", State),
    ("8000", "", Broken),
    ("414", "", Slow),
    ("99999", "정보가 없습니다", State),
    ("3000", "시간을 초과", Slow),
];

/// The tables of an operation, the most particular first.
fn tables(operation: &str, writes: bool) -> [&'static [Row]; 2] {
    match operation {
        REPORTS => [REPORT_DAYS, LIST],
        _ if !writes => [LIST, SHIPPING],
        "OrderCheck" => [CONFIRMATION, SHIPPING],
        "ShippingExpectedDate" => [DELAY, SHIPPING],
        "ShippingInfo" => [DISPATCH, SHIPPING],
        "AddShippingCompleteInfo" => [COMPLETION, SHIPPING],
        "ClaimRelease" => [ANSWER, SHIPPING],
        "Cancel/approve" | "Cancel/SoldOut" | "Cancel/plain" => [CANCEL, &[]],
        "return/hold" | "exchange/hold" => [HOLD, &[]],
        "return/approve" => [REFUND, &[]],
        "return/exchange" | "exchange/return" => [CONVERSION, TRAVEL],
        "exchange/collected" | "exchange/arrived" => [ARRIVAL, &[]],
        _ => [TRAVEL, &[]],
    }
}

/// What a refusal means. A code or words that no document names may stand for anything, so that a write is read again.
pub(super) fn meaning(operation: &str, writes: bool, told: &Verdict) -> Meaning {
    let says = |(code, words, _): &&Row| {
        *code == told.code && (told.message.contains(words) || told.rule.contains(words))
    };
    let tables = tables(operation, writes);
    let known = tables.iter().flat_map(|table| table.iter()).chain(BY_CODE).find(says);
    known.map_or(if writes { Broken } else { Request }, |(_, _, meaning)| *meaning)
}
