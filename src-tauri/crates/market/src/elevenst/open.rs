//! Opening an account: its form, its key, its layers.

use std::sync::Arc;
use std::time::Duration;

use domain::Sentence;
use secrecy::{ExposeSecret, SecretString};

use super::capability::{CALLS_PER_SECOND, capabilities};
use super::sign::{Key, is_key};
use super::{CENTRE, Elevenst, error};
use crate::layers::breaker::Trip;
use crate::layers::pace::Pace;
use crate::layers::{Line, Settings, stack};
use crate::{AccountConfig, Clock, Credentials, Descriptor, ErrorKind, Field, OpenError};

/// The marketplace's address, with the prefix of every path.
const HOST: &str = "https://api.11st.co.kr/rest";

/// The field of the form.
const API_KEY: &str = "api_key";

/// How long one call may take: a list of three thousand rows takes its time.
const PATIENCE: Duration = Duration::from_secs(30);

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// When to stop calling. Every Friday before dawn the servers are maintained, which passes by itself.
const TRIPS: &[Trip] = &[
    trip(&[ErrorKind::Blocked], 3, 5 * MINUTE, 30 * MINUTE),
    trip(&[ErrorKind::RateLimited], 5, MINUTE, 10 * MINUTE),
    Trip { mendable: true, ..trip(CREDENTIALS, 3, 10 * MINUTE, HOUR) },
    trip(&[ErrorKind::Refused, ErrorKind::Server, ErrorKind::Unsupported], 60, 2 * MINUTE, 10 * MINUTE),
];

/// What the seller mends in the OPEN API CENTER.
const CREDENTIALS: &[ErrorKind] =
    &[ErrorKind::AddressNotRegistered, ErrorKind::KeyRejected, ErrorKind::KeyExpired];

/// A rule over ten minutes.
const fn trip(kinds: &'static [ErrorKind], count: usize, closes_for: u64, at_most: u64) -> Trip {
    Trip {
        kinds,
        count,
        within: Duration::from_secs(10 * MINUTE),
        closes_for: Duration::from_secs(closes_for),
        at_most: Duration::from_secs(at_most),
        mendable: false,
    }
}

/// Opens an account.
pub(crate) fn open(
    config: AccountConfig,
    credentials: &Credentials,
    clock: Arc<dyn Clock>,
) -> Result<Elevenst, OpenError> {
    let key = key(credentials)?;
    let base_url = config.base_url.as_deref().unwrap_or(HOST);
    let line = stack(settings(base_url, config.proxy.clone()), key, clock.clone())?;
    Ok(over(config, line, clock))
}

/// The connector over a line.
pub(super) fn over(config: AccountConfig, line: Line, clock: Arc<dyn Clock>) -> Elevenst {
    let capabilities = capabilities(config.settles_after);
    Elevenst { account: config.account, line, clock, capabilities }
}

/// What 11번가 asks of the layers.
pub(super) fn settings(base_url: &str, proxy: Option<String>) -> Settings {
    Settings {
        base_url: base_url.to_owned(),
        proxy,
        time_limit: |_| PATIENCE,
        // One key has one limit, whose size no document publishes.
        pace: Pace { period: Duration::from_secs(1) / CALLS_PER_SECOND, bucket: |_| "account", slower: &[] },
        judge: error::judge,
        warning_header: None,
        trips: TRIPS,
    }
}

/// The key, checked before anything is sent.
fn key(credentials: &Credentials) -> Result<Key, OpenError> {
    let text = credentials.0.get(API_KEY).map(|key| key.expose_secret().trim()).unwrap_or_default();
    if is_key(text) { Ok(Key(SecretString::from(text))) } else { Err(bad_key()) }
}

/// A key that cannot be one.
const fn bad_key() -> OpenError {
    OpenError::BadField {
        field: API_KEY,
        sentence: Sentence::fixed(
            "API 키는 영문과 숫자 32글자입니다. OPEN API CENTER의 서비스 등록·확인에서 키를 다시 복사하세요.",
            "An API key is 32 letters and digits. Copy it again from 서비스 등록·확인 of the OPEN API CENTER.",
        ),
    }
}

/// The account form and its guide.
pub(crate) fn descriptor() -> Descriptor {
    Descriptor {
        marketplace: domain::Marketplace::Elevenst,
        fields: vec![Field {
            name: API_KEY,
            label: Sentence::fixed("API 키", "API key"),
            secret: true,
            optional: false,
            hint: Sentence::fixed("영문과 숫자 32글자", "32 letters and digits"),
        }],
        steps: steps(),
        guide: "https://openapi.11st.co.kr/openapi/OpenApiFrontMain.tmall",
        centre: CENTRE,
        // Said by a notice of the marketplace, not by its documents.
        key_days: Some(180),
    }
}

/// How to get a key, step by step.
fn steps() -> Vec<Sentence> {
    [
        (
            "11번가 OPEN API CENTER(openapi.11st.co.kr)에 판매자 계정으로 로그인합니다.",
            "Sign in to the 11st OPEN API CENTER (openapi.11st.co.kr) with the seller's account.",
        ),
        (
            "‘서비스 등록·확인’에서 셀러 API를 신청하면서 이 PC의 공인 IP를 등록합니다(여러 개는 ;로 나눕니다).",
            "Under 서비스 등록·확인 apply for the seller API and register this computer's public IP address (several are separated by ;).",
        ),
        (
            "승인되면 나오는 32글자 키를 왼쪽 칸에 붙여 넣습니다. 키 하나는 판매자 계정 하나의 것입니다.",
            "Paste the key of 32 characters that follows the approval into the field on the left. A key belongs to one seller's account.",
        ),
        (
            "공지에 따르면 키는 180일 동안 유효합니다. 기한이 지나기 전에 다시 발급받아 여기에 바꿔 넣으세요.",
            "By a notice of 11st a key is valid for 180 days. Have it reissued before they end, and replace it here.",
        ),
    ]
    .into_iter()
    .map(|(ko, en)| Sentence::fixed(ko, en))
    .collect()
}
