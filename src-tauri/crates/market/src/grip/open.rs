//! Opening an account: its form, its key, its layers.

use std::sync::Arc;
use std::time::Duration;

use domain::Sentence;
use secrecy::{ExposeSecret, SecretString};

use super::capability::{CALLS_PER_SECOND, capabilities};
use super::couriers::Couriers;
use super::sign::Key;
use super::support::CENTRE;
use super::{Grip, error};
use crate::layers::breaker::Trip;
use crate::layers::pace::Pace;
use crate::layers::{Line, Settings, stack};
use crate::{AccountConfig, Clock, Credentials, Descriptor, ErrorKind, Field, OpenError};

/// The one host of the documents.
const HOST: &str = "https://seller.grip.show";

/// How long one call may take.
const PATIENCE: Duration = Duration::from_secs(30);

const SERVICE_ID: &str = "service_id";
const ACCESS_KEY: &str = "access_key";
const SECRET_KEY: &str = "secret_key";

const MINUTE: u64 = 60;

/// When to stop calling. A refused request closes nothing.
const TRIPS: &[Trip] = &[
    trip(&[ErrorKind::Blocked], 3, 5 * MINUTE, 30 * MINUTE),
    trip(&[ErrorKind::RateLimited], 5, MINUTE, 10 * MINUTE),
    Trip { mendable: true, ..trip(&[ErrorKind::KeyRejected], 3, 10 * MINUTE, 60 * MINUTE) },
    trip(&[ErrorKind::Server, ErrorKind::Unsupported], 60, 2 * MINUTE, 10 * MINUTE),
];

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
) -> Result<Grip, OpenError> {
    let key = key(credentials)?;
    let base_url = config.base_url.as_deref().unwrap_or(HOST);
    let line = stack(settings(base_url, config.proxy.clone()), key, clock.clone())?;
    Ok(over(config, line, clock))
}

/// The connector over a line.
pub(super) fn over(config: AccountConfig, line: Line, clock: Arc<dyn Clock>) -> Grip {
    let capabilities = capabilities(config.settles_after);
    Grip { account: config.account, line, clock, capabilities, couriers: Couriers::default() }
}

/// What Grip asks of the layers.
pub(super) fn settings(base_url: &str, proxy: Option<String>) -> Settings {
    Settings {
        base_url: base_url.to_owned(),
        proxy,
        time_limit: |_| PATIENCE,
        // No document limits the calls; so many a second offend nobody.
        pace: Pace { period: Duration::from_secs(1) / CALLS_PER_SECOND, bucket: |_| "account", slower: &[] },
        judge: error::judge,
        warning_header: None,
        trips: TRIPS,
    }
}

/// The key, checked before anything is sent.
fn key(credentials: &Credentials) -> Result<Key, OpenError> {
    let service = required(credentials, SERVICE_ID)?.expose_secret().to_owned();
    let access = required(credentials, ACCESS_KEY)?;
    let secret = required(credentials, SECRET_KEY)?;
    Ok(Key { service, access, secret })
}

/// A field that must be filled in, without the blanks that copying leaves around it.
fn required(credentials: &Credentials, field: &'static str) -> Result<SecretString, OpenError> {
    let value = credentials.0.get(field).map(|value| value.expose_secret().trim()).unwrap_or_default();
    if value.is_empty() {
        return Err(OpenError::BadField { field, sentence: MISSING });
    }
    if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(OpenError::BadField { field, sentence: BAD_VALUE });
    }
    Ok(SecretString::from(value))
}

const MISSING: Sentence = Sentence::fixed(
    "이 칸이 비어 있습니다. AccessKey와 SecretKey는 그립 비즈니스 센터에서, serviceId는 그립의 답장에서 복사해 넣으세요.",
    "This field is empty. Copy AccessKey and SecretKey from the Grip business centre, and the serviceId from Grip's reply.",
);

const BAD_VALUE: Sentence = Sentence::fixed(
    "값에 빈칸이나 한글이 섞여 있습니다. 키만 다시 복사해 넣으세요.",
    "The value holds a blank or a letter that no key has. Copy the key alone.",
);

/// The account form and its guide.
pub(crate) fn descriptor() -> Descriptor {
    Descriptor {
        marketplace: domain::Marketplace::Grip,
        fields: fields(),
        steps: STEPS.to_vec(),
        guide: "https://github.com/gripcorp/grip-seller-apis",
        centre: CENTRE,
        key_days: None,
    }
}

/// The form, in order.
fn fields() -> Vec<Field> {
    let field = |name, label, hint| Field { name, label, secret: name == SECRET_KEY, optional: false, hint };
    vec![
        field(
            SERVICE_ID,
            Sentence::fixed("서비스 ID(serviceId)", "Service ID"),
            Sentence::fixed("그립이 메일로 알려 준 serviceId", "The serviceId of Grip's mail"),
        ),
        field(
            ACCESS_KEY,
            Sentence::fixed("AccessKey", "Access key"),
            Sentence::fixed("비즈니스 센터에서 발급한 AccessKey", "The AccessKey of the business centre"),
        ),
        field(
            SECRET_KEY,
            Sentence::fixed("SecretKey", "Secret key"),
            Sentence::fixed("비즈니스 센터에서 발급한 SecretKey", "The SecretKey of the business centre"),
        ),
    ]
}

/// How to get a key, step by step.
const STEPS: &[Sentence] = &[
    Sentence::fixed(
        "그립에 입점한 판매자만 쓸 수 있습니다. 아직이면 grip-wiki.oopy.io/seller-application에서 입점을 신청합니다.",
        "Only sellers of Grip can use it. If you are none yet, apply at grip-wiki.oopy.io/seller-application.",
    ),
    Sentence::fixed(
        "그립 비즈니스 센터(business.grip.show/dashboard)에 로그인해 ‘Grip API (외부 연동)’을 엽니다.",
        "Sign in to the Grip business centre (business.grip.show/dashboard) and open “Grip API (외부 연동)”.",
    ),
    Sentence::fixed(
        "‘Secret Key 재발급’을 눌러 AccessKey와 SecretKey를 발급받습니다. 다시 발급하거나 만료하면 이전 키는 바로 쓸 수 없습니다.",
        "Press “Secret Key 재발급” for an AccessKey and a SecretKey. Issuing again, or expiring, voids the former key at once.",
    ),
    Sentence::fixed(
        "dev.prod_api_support@gripcorp.co로 serviceId를 신청합니다. 판매자(업체)명, AccessKey, 연동 목적(주문·배송 연동)을 적습니다.",
        "Ask dev.prod_api_support@gripcorp.co for a serviceId, with the shop's name, the AccessKey and the purpose (orders and delivery).",
    ),
    Sentence::fixed(
        "serviceId, AccessKey, SecretKey를 왼쪽 칸에 붙여 넣습니다.",
        "Paste serviceId, AccessKey and SecretKey into the fields on the left.",
    ),
];
