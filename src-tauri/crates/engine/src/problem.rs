//! Every failure as one sentence with the next action.

use std::fmt::Display;

use domain::Sentence;
use market::{ErrorKind, MarketError, OpenError};
use store::{Account, KeyError, KeychainError, StoreError};

use crate::view::{Problem, ProblemCode, Remedy};

/// A problem without the marketplace's words and without a button.
pub(crate) fn plain(code: ProblemCode, sentence: Sentence) -> Problem {
    Problem { code, sentence, quote: None, remedy: None }
}

/// What was typed cannot be right.
pub(crate) fn bad_input(sentence: Sentence) -> Problem {
    plain(ProblemCode::BadInput, sentence)
}

/// What was named is not here (any more).
pub(crate) fn no_such(what: &'static str, id: &str) -> Problem {
    plain(ProblemCode::BadInput, StoreError::NoSuch(what, id.to_owned()).sentence())
}

/// A fault of our own.
pub(crate) fn internal(cause: &dyn Display) -> Problem {
    tracing::error!(%cause, "internal fault");
    plain(
        ProblemCode::Internal,
        Sentence::fixed(
            "프로그램 안에서 오류가 났습니다. 앱을 다시 시작하세요.",
            "The application met a fault of its own. Restart it.",
        ),
    )
}

/// How a marketplace's failure is told, with its own words in quotes.
pub(crate) fn of_market(error: &MarketError, account: &Account) -> Problem {
    let code = code_of(&error.kind);
    Problem {
        code,
        sentence: at_the_door(code).unwrap_or_else(|| in_the_answer(code)),
        quote: (!error.message.trim().is_empty()).then(|| error.message.trim().to_owned()),
        remedy: remedy(code, account),
    }
}

/// What one press can do about it.
fn remedy(code: ProblemCode, account: &Account) -> Option<Remedy> {
    use ProblemCode as Code;
    match code {
        Code::AddressNotRegistered => market::descriptors()
            .iter()
            .find(|descriptor| descriptor.marketplace == account.marketplace)
            .map(|descriptor| Remedy::OpenLink { url: descriptor.centre.to_owned() }),
        Code::KeyRejected | Code::KeyExpired | Code::WrongSeller => {
            Some(Remedy::EditAccount { account: account.id.to_string() })
        }
        Code::RateLimited | Code::QuotaExceeded | Code::Blocked => Some(Remedy::Wait),
        Code::WrongState | Code::MarketFailed | Code::Network | Code::Unreadable | Code::ClockWrong => {
            Some(Remedy::CollectAgain)
        }
        _ => None,
    }
}

/// What a kind of failure means to the window.
const fn code_of(kind: &ErrorKind) -> ProblemCode {
    use ProblemCode as Code;
    match kind {
        ErrorKind::AddressNotRegistered => Code::AddressNotRegistered,
        ErrorKind::KeyRejected => Code::KeyRejected,
        ErrorKind::KeyExpired => Code::KeyExpired,
        ErrorKind::ClockWrong => Code::ClockWrong,
        ErrorKind::WrongSeller => Code::WrongSeller,
        ErrorKind::RateLimited => Code::RateLimited,
        ErrorKind::QuotaExceeded => Code::QuotaExceeded,
        ErrorKind::Blocked => Code::Blocked,
        ErrorKind::Refused => Code::Refused,
        ErrorKind::WrongState => Code::WrongState,
        ErrorKind::Unsupported => Code::Unsupported,
        ErrorKind::Timeout | ErrorKind::Network => Code::Network,
        ErrorKind::Unreadable => Code::Unreadable,
        // The enum is open: a kind we do not know yet is a failure of the marketplace to us.
        _ => Code::MarketFailed,
    }
}

/// What a person is told when the door to the marketplace does not open.
const fn at_the_door(code: ProblemCode) -> Option<Sentence> {
    use ProblemCode as Code;
    Some(match code {
        Code::AddressNotRegistered => Sentence::fixed(
            "이 PC의 공인 IP가 판매자센터에 등록되어 있지 않습니다. 판매자센터의 API 설정에 IP를 추가하세요.",
            "This computer's public IP is not registered. Add it in the seller centre's API settings.",
        ),
        Code::KeyRejected => Sentence::fixed(
            "API 키가 틀렸거나 유효기간이 끝나 마켓이 거부했습니다. 판매자센터에서 키를 확인하고 다시 붙여넣으세요.",
            "The API key is wrong or has expired, and was refused. Check it in the seller centre and paste it again.",
        ),
        Code::KeyExpired => Sentence::fixed(
            "API 키의 유효기간이 끝났습니다. 판매자센터에서 재발급한 뒤 새 키를 붙여넣으세요.",
            "The API key has expired. Reissue it in the seller centre and paste the new one.",
        ),
        Code::ClockWrong => Sentence::fixed(
            "이 PC의 시계가 맞지 않아 마켓이 요청을 거부했습니다. 시계를 자동 설정으로 바꾸고 다시 수집하세요.",
            "This computer's clock is off, so the marketplace refused. Set it automatically, then collect again.",
        ),
        Code::WrongSeller => Sentence::fixed(
            "판매자 번호가 이 API 키의 것이 아닙니다. 계정 설정에서 판매자 번호를 고치세요.",
            "The seller's number does not belong to this key. Correct it in the account's settings.",
        ),
        Code::RateLimited => Sentence::fixed(
            "호출이 많아 마켓이 잠시 받지 않습니다. 자동으로 다시 시도하니 기다리세요.",
            "The marketplace takes no more calls for a while. Wait; it is tried again by itself.",
        ),
        Code::QuotaExceeded => Sentence::fixed(
            "마켓이 이 애플리케이션의 호출을 시간당 몇 번으로 줄였습니다. 같은 애플리케이션으로 토큰을 발급하는 다른 프로그램이 있으면 토큰 요청 방식을 확인하고, 제한이 풀릴 때까지 기다리세요.",
            "The marketplace has cut this application to a few calls an hour. If another program asks for tokens with it, check how it asks, and wait until the limit is lifted.",
        ),
        Code::Blocked => Sentence::fixed(
            "마켓이 이 계정의 호출을 막고 있습니다. 열릴 때까지 기다리세요.",
            "The marketplace has closed its door to this account. Wait until it opens.",
        ),
        Code::Network => Sentence::fixed(
            "마켓에 연결하지 못했습니다. 인터넷 연결을 확인하고 다시 수집하세요.",
            "The marketplace could not be reached. Check the connection and collect again.",
        ),
        _ => return None,
    })
}

/// What a person is told when the marketplace answered and did not do it.
const fn in_the_answer(code: ProblemCode) -> Sentence {
    use ProblemCode as Code;
    match code {
        Code::Refused => Sentence::fixed(
            "마켓이 요청을 거부했습니다. 마켓의 안내를 확인하고 고쳐서 다시 보내세요.",
            "The marketplace refused. Read its words, correct the request and send it again.",
        ),
        Code::WrongState => Sentence::fixed(
            "마켓에서 이미 다른 상태로 바뀌었습니다. 다시 수집한 뒤 확인하세요.",
            "It has moved on at the marketplace. Collect again and look.",
        ),
        Code::Unsupported => Sentence::fixed(
            "이 마켓에는 그 작업의 API가 없습니다. 판매자센터에서 처리하세요.",
            "This marketplace has no API for it. Do it in the seller centre.",
        ),
        Code::Unreadable => Sentence::fixed(
            "마켓의 응답을 읽지 못했습니다. 잠시 뒤 다시 수집하고, 계속되면 업데이트를 확인하세요.",
            "The marketplace's answer could not be read. Collect again later; if it goes on, look for an update.",
        ),
        _ => Sentence::fixed(
            "마켓 서버가 요청을 처리하지 못했습니다. 잠시 뒤 다시 수집하세요.",
            "The marketplace's server failed. Collect again in a while.",
        ),
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "store");
        let code = match error {
            StoreError::InUse => ProblemCode::InUse,
            StoreError::UnderWay { .. } => ProblemCode::UnderWay,
            StoreError::NoSuch(..) | StoreError::Photo(_) => ProblemCode::BadInput,
            _ => ProblemCode::Store,
        };
        plain(code, error.sentence())
    }
}

impl From<KeychainError> for Problem {
    fn from(error: KeychainError) -> Self {
        tracing::error!(%error, "keychain");
        plain(ProblemCode::Keychain, error.sentence())
    }
}

impl From<KeyError> for Problem {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Store(error) => error.into(),
            KeyError::Keychain(error) => error.into(),
        }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        let sentence = match error {
            OpenError::BadField { sentence, .. } => sentence,
            OpenError::BadAddress(address) => Sentence::new(
                format!(
                    "주소 {address}을(를) 쓸 수 없습니다. http:// 또는 https:// 로 시작하는 주소를 적으세요."
                ),
                format!("{address} is not an address. Write one that starts with http:// or https://."),
            ),
        };
        bad_input(sentence)
    }
}
