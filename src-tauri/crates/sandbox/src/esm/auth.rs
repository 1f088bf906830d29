//! The keys of a seller and the tokens signed with them. There is no token endpoint: whoever calls
//! signs for themselves.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::Sha256;

use super::errors::Refusal;
use super::site::Site;

/// What a seller signs with, and who they are on each site.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// ESM+ 마스터 ID
    pub master_id: String,
    /// Secret key, used as it is.
    pub secret_key: String,
    /// G마켓 판매자 ID
    pub gmarket_seller_id: String,
    /// 옥션 판매자 ID
    pub auction_seller_id: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Credentials").field("master_id", &self.master_id).finish_non_exhaustive()
    }
}

impl Credentials {
    /// The seller's id on one site.
    #[must_use]
    pub fn seller_id(&self, site: Site) -> &str {
        match site {
            Site::Gmarket => &self.gmarket_seller_id,
            Site::Auction => &self.auction_seller_id,
        }
    }
}

/// The sites a token speaks for: one or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Bearer {
    gmarket: bool,
    auction: bool,
}

impl Bearer {
    pub(crate) fn covers(self, site: Site) -> bool {
        match site {
            Site::Gmarket => self.gmarket,
            Site::Auction => self.auction,
        }
    }

    /// The site, when it is a single one.
    pub(crate) fn only(self) -> Option<Site> {
        match (self.gmarket, self.auction) {
            (true, false) => Some(Site::Gmarket),
            (false, true) => Some(Site::Auction),
            _ => None,
        }
    }

    fn add(&mut self, site: Site) -> Option<()> {
        let named = match site {
            Site::Gmarket => &mut self.gmarket,
            Site::Auction => &mut self.auction,
        };
        let first = !std::mem::replace(named, true);
        first.then_some(())
    }
}

/// How far `iat`, which is optional, may lie from the gateway's clock; no lifetime is documented
/// [unverified].
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// Lets a call pass that carries a token of the seller's, and tells the sites it speaks for.
pub(crate) fn check(header: Option<&str>, keys: &Credentials, now: DateTime<Utc>) -> Result<Bearer, Refusal> {
    let token = header.and_then(|text| text.strip_prefix("Bearer "));
    token.and_then(|token| read(token, keys, now)).ok_or_else(Refusal::unauthorised)
}

fn read(token: &str, keys: &Credentials, now: DateTime<Utc>) -> Option<Bearer> {
    let (signed, signature) = token.rsplit_once('.')?;
    let (head, claims) = signed.split_once('.')?;
    verify(signed, signature, &keys.secret_key)?;
    let head = part(head)?;
    let fits = head["alg"] == "HS256" && head["typ"] == "JWT" && head["kid"] == *keys.master_id;
    let claims = part(claims).filter(|_| fits)?;
    let fixed = claims["sub"] == "sell" && claims["aud"] == "sa.esmplus.com";
    let issued = claims["iss"].as_str().is_some_and(|issuer| !issuer.is_empty());
    let timely = is_timely(&claims["iat"], now);
    of_sites(claims["ssi"].as_str()?, keys).filter(|_| fixed && issued && timely)
}

fn verify(signed: &str, signature: &str, secret: &str) -> Option<()> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(signed.as_bytes());
    mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()
}

fn part(text: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

fn is_timely(issued: &Value, now: DateTime<Utc>) -> bool {
    if issued.is_null() {
        return true;
    }
    let at = issued.as_i64().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    at.is_some_and(|at| (now - at).abs() <= SKEW)
}

/// `A:…,G:…`, one id of each site at most, and the seller's own.
pub(crate) fn of_sites(ssi: &str, keys: &Credentials) -> Option<Bearer> {
    let mut bearer = Bearer::default();
    for named in ssi.split(',') {
        let (letter, id) = named.split_once(':')?;
        let site = Site::from_letter(letter).filter(|site| keys.seller_id(*site) == id)?;
        bearer.add(site)?;
    }
    Some(bearer)
}
