//! Opening an account: its form, its key, its layers.

use std::sync::Arc;
use std::time::Duration;

use domain::Sentence;
use secrecy::{ExposeSecret, SecretString};

use super::capability::{CALLS_PER_SECOND, capabilities};
use super::sign::Key;
use super::{CENTRE, Coupang, EXTENDED_TIMEOUT, error};
use crate::layers::breaker::Trip;
use crate::layers::pace::Pace;
use crate::layers::{Line, Settings, stack};
use crate::{AccountConfig, Clock, Credentials, Descriptor, ErrorKind, Field, OpenError, Request};

/// Coupang's only host; there is no test environment.
const HOST: &str = "https://api-gateway.coupang.com";

/// The WING login, which only 판매취소 wants.
const USER_ID: &str = "user_id";

const MINUTE: u64 = 60;

/// When to stop calling. Coupang blocks address and seller for masses of calls or errors, and the
/// documents ask to stop at 302, 403 and 404 at once.
const TRIPS: &[Trip] = &[
    trip(&[ErrorKind::Blocked], 1, 10 * MINUTE, 60 * MINUTE),
    trip(&[ErrorKind::RateLimited], 1, 5 * MINUTE, 30 * MINUTE),
    Trip { mendable: true, ..trip(&[ErrorKind::WrongSeller], 1, 30 * MINUTE, 60 * MINUTE) },
    Trip { mendable: true, ..trip(CREDENTIALS, 5, 5 * MINUTE, 30 * MINUTE) },
    trip(&[ErrorKind::Refused, ErrorKind::Server, ErrorKind::Unsupported], 60, 2 * MINUTE, 10 * MINUTE),
];

/// What the seller mends in WING or on this computer.
const CREDENTIALS: &[ErrorKind] =
    &[ErrorKind::AddressNotRegistered, ErrorKind::KeyRejected, ErrorKind::KeyExpired, ErrorKind::ClockWrong];

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
) -> Result<Coupang, OpenError> {
    let vendor = vendor_of(credentials)?;
    let key = Key {
        vendor: vendor.clone(),
        access: required(credentials, "access_key")?,
        secret: required(credentials, "secret_key")?,
    };
    let user = value(credentials, USER_ID).map(|user| user.expose_secret().to_owned());
    let settings = settings(config.base_url.as_deref().unwrap_or(HOST), config.proxy.clone());
    let line = stack(settings, key, clock.clone())?;
    Ok(over(config, vendor, user, line, clock))
}

/// The connector over a line.
pub(super) fn over(
    config: AccountConfig,
    vendor: String,
    user: Option<String>,
    line: Line,
    clock: Arc<dyn Clock>,
) -> Coupang {
    let capabilities = capabilities(config.settles_after);
    Coupang { account: config.account, vendor, user, line, clock, capabilities }
}

/// What Coupang asks of the layers.
pub(super) fn settings(base_url: &str, proxy: Option<String>) -> Settings {
    Settings {
        base_url: base_url.to_owned(),
        proxy,
        time_limit,
        // The limit is counted per vendorId over all endpoints.
        pace: Pace { period: Duration::from_secs(1) / CALLS_PER_SECOND, bucket: |_| "vendor", slower: &[] },
        judge: error::judge,
        warning_header: Some("x-cag-warnings"),
        trips: TRIPS,
    }
}

/// A little more than the gateway itself waits.
fn time_limit(request: &Request) -> Duration {
    let extended = request.headers.iter().any(|(name, _)| *name == EXTENDED_TIMEOUT.0);
    Duration::from_secs(if extended { 95 } else { 10 })
}

/// A field that was filled in.
fn value(credentials: &Credentials, name: &str) -> Option<SecretString> {
    let text = credentials.0.get(name)?.expose_secret().trim();
    (!text.is_empty()).then(|| SecretString::from(text))
}

/// A field that must be filled in.
fn required(credentials: &Credentials, field: &'static str) -> Result<SecretString, OpenError> {
    value(credentials, field).ok_or_else(|| OpenError::BadField {
        field,
        sentence: Sentence::fixed(
            "WING의 OPEN API 키 발급 화면에서 값을 복사해 넣으세요.",
            "Copy the value from the OPEN API key page of WING.",
        ),
    })
}

/// The seller's number. A wrong one answers 404, and repeated 404s block address and seller, so its shape
/// is checked before anything is sent.
fn vendor_of(credentials: &Credentials) -> Result<String, OpenError> {
    let vendor = required(credentials, "vendor_id")?.expose_secret().to_owned();
    let digits = vendor.strip_prefix(['A', 'C']).unwrap_or_default();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(vendor);
    }
    Err(OpenError::BadField {
        field: "vendor_id",
        sentence: Sentence::fixed(
            "업체코드는 A 또는 C와 숫자로 이루어집니다(예: A00012345). WING 판매자정보에서 확인하세요.",
            "A vendor ID is A or C followed by digits (such as A00012345). Look it up under the seller information of WING.",
        ),
    })
}

/// The account form and its guide.
pub(crate) fn descriptor() -> Descriptor {
    Descriptor {
        marketplace: domain::Marketplace::Coupang,
        fields: fields(),
        steps: steps(),
        guide: "https://developers.coupangcorp.com/hc/ko",
        centre: CENTRE,
        key_days: Some(180),
    }
}

/// The form, in order.
fn fields() -> Vec<Field> {
    let field = |name, secret, ko, en, hint_ko, hint_en| Field {
        name,
        label: Sentence::fixed(ko, en),
        secret,
        optional: name == USER_ID,
        hint: Sentence::fixed(hint_ko, hint_en),
    };
    vec![
        field("vendor_id", false, "업체코드", "Vendor ID", "예: A00012345", "Such as A00012345"),
        field(
            "access_key",
            true,
            "Access Key",
            "Access key",
            "WING에서 발급한 Access Key",
            "The access key issued by WING",
        ),
        field(
            "secret_key",
            true,
            "Secret Key",
            "Secret key",
            "WING에서 발급한 Secret Key",
            "The secret key issued by WING",
        ),
        field(
            USER_ID,
            false,
            "WING 아이디 (선택)",
            "WING login (optional)",
            "판매취소를 할 때만 필요합니다",
            "Needed only to cancel a sale",
        ),
    ]
}

/// How to get a key, step by step.
fn steps() -> Vec<Sentence> {
    [
        (
            "WING 오른쪽 위 업체명 › 추가판매정보 › OPEN API 키 발급으로 갑니다.",
            "In WING open your shop's name › 추가판매정보 › OPEN API 키 발급.",
        ),
        (
            "사용 목적에서 ‘OPEN API’와 ‘자체개발(직접입력)’을 고르고 이 PC의 공인 IP를 등록합니다(최대 10개).",
            "Choose OPEN API and 자체개발(직접입력), and register this computer's public IP address (ten at most).",
        ),
        (
            "업체코드, Access Key, Secret Key를 왼쪽 칸에 붙여 넣습니다.",
            "Paste the vendor ID, access key and secret key into the fields on the left.",
        ),
        (
            "재발급이나 IP 변경은 최대 30분, 첫 발급은 24시간 뒤에 적용될 수 있습니다.",
            "A reissued key or a changed address takes up to 30 minutes, a first key up to 24 hours.",
        ),
        (
            "키는 180일 동안 유효하며, 재발급하면 이전 키는 바로 쓸 수 없습니다.",
            "A key is valid for 180 days; reissuing it ends the old one at once.",
        ),
    ]
    .into_iter()
    .map(|(ko, en)| Sentence::fixed(ko, en))
    .collect()
}
