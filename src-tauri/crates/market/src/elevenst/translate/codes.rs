//! What 11번가's codes mean, asked of the translation itself.

use domain::ClaimKind::{Cancel, Exchange, Return};
use domain::{ClaimKind, ClaimStep};

use super::claim::{Listed, State, cancel_state, goods_state, kind_of};
use super::{besides, status};
use crate::codes::{ClaimCode, CodeTable, Codes, LineCode, Situation, in_situations};
use crate::elevenst::reasons;

/// Every code that is read or sent. Whose fault a claim is its reason tells.
pub(in crate::elevenst) fn codes() -> Codes {
    let lines = status::STATUSES.iter().map(|(code, name)| LineCode {
        raw: format!("ordPrdStat {code} {name}"),
        when: "",
        stage: status::stage(code),
    });
    let cancels = reasons::CANCEL_STATES.iter().flat_map(|(code, name)| of_cancel(code, name));
    let goods = reasons::GOODS_STATES.iter().flat_map(|(code, name)| of_goods(code, name));
    Codes {
        lines: lines.collect(),
        claims: cancels.chain(goods).collect(),
        faults: Vec::new(),
        tables: reasons().into_iter().chain(choices()).chain(besides()).collect(),
    }
}

/// Where a row of claims stands: in which list, as which sort of cancel (ordCnTypCd), with a number of the pickup.
#[derive(Clone)]
struct Place {
    listed: Listed,
    sort: Option<&'static str>,
    collecting: bool,
}

/// Among the requests.
const ASKED: Place = Place { listed: Listed::Asked, sort: None, collecting: false };

/// Of cancels.
fn of_cancel(code: &str, name: &str) -> Vec<ClaimCode> {
    let says = |place: &Place| step_and_hold(cancel_state(code, place.sort, place.listed));
    let told = in_situations(&ASKED, CANCELS, says).into_iter();
    told.map(|(when, (step, held))| claim(format!("ordCnStatCd {code} {name}"), when, Cancel, step, held))
        .collect()
}

/// Of returns and exchanges; a state that is of either is told of both.
fn of_goods(code: &str, name: &str) -> Vec<ClaimCode> {
    let kinds = kind_of(code).map_or_else(|| vec![Return, Exchange], |kind| vec![kind]);
    let of_kind = |kind: ClaimKind| {
        let says = |place: &Place| step_and_hold(goods_state(code, place.listed, place.collecting));
        let told = in_situations(&ASKED, if kind == Return { RETURNS } else { EXCHANGES }, says);
        let raw = format!("clmStat {code} {name}");
        told.into_iter().map(move |(when, (step, held))| claim(raw.clone(), when, kind, step, held))
    };
    kinds.into_iter().flat_map(of_kind).collect()
}

/// What a state says.
const fn step_and_hold(state: State) -> (ClaimStep, bool) {
    (state.step, state.held.is_some())
}

/// A claim's code.
const fn claim(raw: String, when: &'static str, kind: ClaimKind, step: ClaimStep, held: bool) -> ClaimCode {
    ClaimCode { raw, when, kind, step, held }
}

/// The lists of cancels besides that of the requests.
const CANCELS: &[Situation<Place>] = &[
    ("on canceledorders", |place| Place { listed: Listed::Done, ..place }),
    ("on canceledorders, ordCnTypCd 02", |place| Place { listed: Listed::Done, sort: Some("02"), ..place }),
    ("on withdrawcanceledorders", |place| Place { listed: Listed::TakenBack, ..place }),
];

/// The same of returns.
const RETURNS: &[Situation<Place>] = &[
    ("twPrdInvcNo", |place| Place { collecting: true, ..place }),
    ("on returnedorders", |place| Place { listed: Listed::Done, ..place }),
    ("on retractretorders", |place| Place { listed: Listed::TakenBack, ..place }),
    ("on officecancellist, or clmReqRsn of 구매확정 후 직권취소", |place| Place {
        listed: Listed::Office,
        ..place
    }),
];

/// The same of exchanges.
const EXCHANGES: &[Situation<Place>] = &[
    ("on exchangedorders", |place| Place { listed: Listed::Done, ..place }),
    ("on retractexcorders", |place| Place { listed: Listed::TakenBack, ..place }),
];

/// Why.
fn reasons() -> Vec<CodeTable> {
    vec![
        CodeTable::sent("ordCnRsnCd (sent)", reasons::CANCEL_REASONS),
        CodeTable::blaming("ordCnRsnCd (ordCnMnbdCd 02)", reasons::CANCELED_BY_SELLER),
        CodeTable::blaming("ordCnRsnCd", reasons::CANCELED),
        CodeTable::blaming("ordCnRsnCd (withdrawcanceledorders)", reasons::WITHDRAWN),
        CodeTable::sent("clmReqRsn (sent)", reasons::RETURN_REASONS),
        CodeTable::blaming("clmReqRsn", reasons::GOODS),
        CodeTable::blaming("clmReqRsn (officecancellist)", reasons::BY_OFFICE),
    ]
}

/// What a seller chooses from.
fn choices() -> Vec<CodeTable> {
    vec![
        CodeTable::sent("delaySendRsnCd", reasons::DELAY_REASONS),
        CodeTable::sent("ordCnRefsRsnCd; 00 is a refusal by the invoice", reasons::CANCEL_OBJECTIONS),
        CodeTable::sent("refsRsnCd (return)", reasons::RETURN_REFUSALS),
        CodeTable::sent("refsRsnCd (exchange)", reasons::EXCHANGE_REFUSALS),
        CodeTable::sent("deferRefsRsnCd", reasons::RETURN_HOLDS),
        CodeTable::sent("claimProcess-clmDlvCstMthd", reasons::RETURN_WAYS),
        CodeTable::sent("sellerDtlsRsn", reasons::UNDELIVERED_ANSWERS),
    ]
}

/// What answers tell besides, by codes of two digits.
fn besides() -> Vec<CodeTable> {
    let codes: Vec<String> = (0..100).map(|number| format!("{number:02}")).collect();
    vec![
        CodeTable::read("twMthd", reasons::PICKUPS),
        CodeTable::asked("dlvMthdCd (read)", &codes, besides::method),
        CodeTable::asked("dlvCstType, bmDlvCstType", &codes, besides::paid),
        CodeTable::asked("clmDlvCstMthd", &codes, besides::means),
        CodeTable::asked("ordCnTypCd", &codes, besides::sort),
    ]
}
