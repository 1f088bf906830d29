//! Opening an account: its form, its key, its layers.

use std::sync::Arc;
use std::time::Duration;

use domain::Sentence;
use secrecy::{ExposeSecret, SecretString};

use super::account::{MASTER_ID, OTHER_SELLER_ID, SECRET_KEY, SELLER_ID, value};
use super::capability::{CALLS_PER_SECOND, capabilities};
use super::flavor::Flavor;
use super::orders::{ORDERS, UNPAID};
use super::seen::Seen;
use super::sign::Key;
use super::support::CENTRE;
use super::{Esm, error};
use crate::layers::breaker::Trip;
use crate::layers::pace::Pace;
use crate::layers::{Line, Settings, stack};
use crate::{AccountConfig, Clock, Credentials, Descriptor, ErrorKind, Field, OpenError, Request};

/// Calls go to sa2, although tokens and old samples name sa.
const HOST: &str = "https://sa2.esmplus.com";

/// How long one call may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What RequestOrders and PreRequestOrders share. Each page names one call in five seconds; that they share it is
/// reported by a client.
pub(super) const ORDER_LISTS: &str = "orders";
/// One call in five seconds, by two clocks; it is counted from the answer before.
const ORDER_LISTS_EVERY: Duration = Duration::from_millis(5_050);

const MINUTE: u64 = 60;

/// When to stop calling.
const TRIPS: &[Trip] = &[
    trip(&[ErrorKind::Blocked], 3, 5 * MINUTE, 30 * MINUTE),
    trip(&[ErrorKind::RateLimited], 5, MINUTE, 10 * MINUTE),
    Trip { mendable: true, ..trip(CREDENTIALS, 3, 10 * MINUTE, 60 * MINUTE) },
    trip(&[ErrorKind::Refused, ErrorKind::Server, ErrorKind::Unsupported], 60, 2 * MINUTE, 10 * MINUTE),
];

/// What the seller mends in ESM PLUS or on this computer.
const CREDENTIALS: &[ErrorKind] = &[ErrorKind::AddressNotRegistered, ErrorKind::KeyRejected];

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
    flavor: &'static Flavor,
    config: AccountConfig,
    credentials: &Credentials,
    clock: Arc<dyn Clock>,
) -> Result<Esm, OpenError> {
    let key = key(flavor, credentials)?;
    let base_url = config.base_url.as_deref().unwrap_or(HOST);
    let line = stack(settings(base_url, config.proxy.clone()), key, clock.clone())?;
    Ok(over(flavor, config, line, clock))
}

/// The connector over a line.
pub(super) fn over(flavor: &'static Flavor, config: AccountConfig, line: Line, clock: Arc<dyn Clock>) -> Esm {
    let capabilities = capabilities(flavor, config.settles_after);
    Esm { flavor, account: config.account, line, clock, capabilities, seen: Seen::default() }
}

/// What ESM asks of the layers.
pub(super) fn settings(base_url: &str, proxy: Option<String>) -> Settings {
    Settings {
        base_url: base_url.to_owned(),
        proxy,
        time_limit: |_| PATIENCE,
        // No document limits the other calls; so many a second offend nobody.
        pace: Pace {
            period: Duration::from_secs(1) / CALLS_PER_SECOND,
            bucket,
            slower: &[(ORDER_LISTS, ORDER_LISTS_EVERY)],
        },
        judge: error::judge,
        warning_header: None,
        trips: TRIPS,
    }
}

/// What shares a limit.
fn bucket(request: &Request) -> &'static str {
    match request.operation {
        ORDERS | UNPAID => ORDER_LISTS,
        _ => "account",
    }
}

/// The key, checked before anything is sent.
fn key(flavor: &'static Flavor, credentials: &Credentials) -> Result<Key, OpenError> {
    let master = plain(credentials, MASTER_ID)?;
    let secret = required(credentials, SECRET_KEY)?;
    if !secret.expose_secret().bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(bad(SECRET_KEY, BAD_SECRET));
    }
    let seller = plain(credentials, SELLER_ID)?;
    if value(credentials, OTHER_SELLER_ID).is_some() {
        plain(credentials, OTHER_SELLER_ID)?;
    }
    Ok(Key { flavor, master, secret, seller })
}

/// An ID that must be filled in. A comma or a colon in it would make another seller of it in the token.
fn plain(credentials: &Credentials, field: &'static str) -> Result<String, OpenError> {
    let id = required(credentials, field)?.expose_secret().to_owned();
    let right = id.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b',' | b':'));
    if right { Ok(id) } else { Err(bad(field, BAD_ID)) }
}

/// A field that must be filled in.
fn required(credentials: &Credentials, field: &'static str) -> Result<SecretString, OpenError> {
    value(credentials, field).ok_or_else(|| bad(field, MISSING))
}

/// A field that cannot be right.
const fn bad(field: &'static str, sentence: Sentence) -> OpenError {
    OpenError::BadField { field, sentence }
}

const MISSING: Sentence = Sentence::fixed(
    "이 칸이 비어 있습니다. 마스터 ID와 판매자 ID는 ESM PLUS에서, 비밀키는 API 승인 메일에서 복사해 넣으세요.",
    "This field is empty. Copy the master ID and the seller ID from ESM PLUS, and the secret key from the mail that granted the API.",
);

const BAD_ID: Sentence = Sentence::fixed(
    "ID에 빈칸, 쉼표, 콜론이나 한글이 섞여 있습니다. 로그인할 때 쓰는 ID 하나만 넣으세요.",
    "The ID holds a blank, a comma, a colon or a letter that no ID has. Enter the one ID that you sign in with.",
);

const BAD_SECRET: Sentence = Sentence::fixed(
    "비밀키에 빈칸이나 한글이 섞여 있습니다. 승인 메일의 비밀키만 다시 복사하세요.",
    "The secret key holds a blank or a letter that no key has. Copy the key alone from the mail.",
);

/// The account form and its guide.
pub(crate) fn descriptor(flavor: &'static Flavor) -> Descriptor {
    Descriptor {
        marketplace: flavor.marketplace,
        fields: fields(flavor),
        steps: STEPS.to_vec(),
        guide: "https://etapi.gmarket.com",
        centre: CENTRE,
        key_days: None,
    }
}

/// The form, in order.
fn fields(flavor: &'static Flavor) -> Vec<Field> {
    let field = |name, label: Sentence, hint| Field {
        name,
        label,
        secret: name == SECRET_KEY,
        optional: name == OTHER_SELLER_ID,
        hint,
    };
    vec![
        field(
            MASTER_ID,
            Sentence::fixed("ESM+ 마스터 ID", "ESM+ master ID"),
            Sentence::fixed("ESM PLUS에 로그인하는 마스터 ID", "The master ID that signs in to ESM PLUS"),
        ),
        field(
            SECRET_KEY,
            Sentence::fixed("비밀키(Secret Key)", "Secret key"),
            Sentence::fixed("API 승인 메일로 받은 비밀키", "The key of the mail that granted the API"),
        ),
        field(
            SELLER_ID,
            flavor.seller_label.clone(),
            Sentence::fixed("이 사이트의 판매자 ID", "The seller at this site"),
        ),
        field(
            OTHER_SELLER_ID,
            flavor.sister_label.clone(),
            Sentence::fixed(
                "넣으면 같은 로그인의 다른 사이트도 함께 연결합니다",
                "Connects the same login's other site as well",
            ),
        ),
    ]
}

/// How to get a key, step by step.
const STEPS: &[Sentence] = &[
    Sentence::fixed(
        "G마켓·옥션 판매자로 가입하고 ESM PLUS(www.esmplus.com)에서 마스터 ID를 만듭니다.",
        "Join Gmarket or Auction as a seller and create a master ID in ESM PLUS (www.esmplus.com).",
    ),
    Sentence::fixed(
        "etapihelp@gmail.com으로 API 사용을 신청합니다. 범위(주문·클레임·정산), 마스터 ID, 사이트 주소, 최근 3개월 매출, 개발 기간과 이 PC의 공인 IP를 적습니다.",
        "Apply for the API at etapihelp@gmail.com with its scope (orders, claims, settlement), the master ID, your site, the sales of three months, the schedule and this computer's public address.",
    ),
    Sentence::fixed(
        "승인되면 메일로 비밀키를 받습니다. 권한은 API마다 따로 주어지며, 신청이 거절될 수도 있습니다.",
        "When it is granted, the mail brings the secret key. Rights are given for each API, and an application may be refused.",
    ),
    Sentence::fixed(
        "마스터 ID, 비밀키, 판매자 ID를 왼쪽 칸에 붙여 넣습니다. 다른 사이트의 판매자 ID도 넣으면 두 사이트가 함께 연결됩니다.",
        "Paste the master ID, the secret key and the seller ID into the fields on the left. With the other site's seller ID both sites are connected together.",
    ),
    Sentence::fixed(
        "배송완료, 품절이 아닌 판매취소, 교환보류는 별도 권한이 필요합니다.",
        "Declaring a delivery, cancelling a sale for other reasons than stock, and holding an exchange need permissions of their own.",
    ),
];
