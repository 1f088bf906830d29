//! 인증 토큰 발급 요청: form fields in the body and nowhere else.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::auth::{self, RENEWED_BELOW, TIMESTAMP_LIFE, TOKEN_LIFE, Token};
use super::errors::{Answer, Refusal};
use super::flavor::Flavor;
use super::generate::Maker;
use super::settings::Settings;
use super::state::State;
use crate::incoming::Incoming;

/// The fields of a token request, and whether they came the wrong way.
struct Asked {
    fields: BTreeMap<String, String>,
    /// Answered 200 all the same, and paid for with the quota.
    offends: bool,
}

/// Issues a token. `drift` is how far the gateway's clock runs ahead.
pub(crate) fn issue(
    state: &mut State,
    settings: &Settings,
    incoming: &Incoming,
    (now, drift): (DateTime<Utc>, TimeDelta),
) -> Result<Answer, Refusal> {
    let mut asked = read(incoming)?;
    asked.check_client(state)?;
    asked.check_signature(state, now + drift)?;
    asked.check_kind(state.flavor)?;
    if !settings.authorised {
        // What an ended authorisation looks like is unverified; 403 is among the documented answers.
        return Err(Refusal::token(403, "FORBIDDEN", "애플리케이션 사용 권한이 만료되었습니다.", None));
    }
    if asked.offends {
        state.penalty.offend(now);
        state.touch();
    }
    let token = current(state, now);
    Ok(Answer::Bare(json!({
        "access_token": token.value,
        "expires_in": token.remaining(now).num_seconds(),
        "token_type": "Bearer",
    })))
}

/// The same token while half an hour remains, else a new one; the old one stays good.
fn current(state: &mut State, now: DateTime<Utc>) -> Token {
    let newest = state.tokens.last().filter(|token| token.remaining(now) >= RENEWED_BELOW);
    if let Some(token) = newest {
        return token.clone();
    }
    state.tokens.retain(|token| token.expires_at > now);
    state.acts += 1;
    let value = Maker::for_act(state.seed, state.acts).word(22);
    let token = Token { value, expires_at: now + TOKEN_LIFE };
    state.tokens.push(token.clone());
    state.touch();
    token
}

/// Reads the fields wherever they are: the endpoint is lenient, and the penalty follows.
fn read(incoming: &Incoming) -> Result<Asked, Refusal> {
    let content_type = incoming.header("content-type").unwrap_or_default().to_ascii_lowercase();
    let mut fields = pairs(incoming.query().as_bytes());
    let in_query = !fields.is_empty();
    let mut offends = in_query;
    if content_type.starts_with("application/x-www-form-urlencoded") {
        fields.extend(pairs(&incoming.body));
    } else if content_type.starts_with("application/json") && !in_query {
        fields.extend(members(&incoming.body)?);
        offends = true;
    } else if !content_type.is_empty() || !in_query {
        // Parameters in the address under another content type were seen to get 415.
        return Err(Refusal::token(415, "UNSUPPORTED_MEDIA_TYPE", "지원하지 않는 Content-Type입니다.", None));
    }
    offends |= !fields.contains_key("grant_type");
    Ok(Asked { fields, offends })
}

fn pairs(bytes: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(bytes).into_owned().collect()
}

fn members(body: &[u8]) -> Result<BTreeMap<String, String>, Refusal> {
    let value: Value = serde_json::from_slice(body).map_err(|_| invalid("body"))?;
    let map = value.as_object().ok_or_else(|| invalid("body"))?;
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Ok(map.iter().map(|(name, value)| (name.clone(), text(value))).collect())
}

fn invalid(field: &str) -> Refusal {
    Refusal::token(400, "BAD_REQUEST", &format!("{field} 항목이 유효하지 않습니다."), Some(field))
}

impl Asked {
    fn required(&self, name: &str) -> Result<&str, Refusal> {
        let value = self.fields.get(name).map(String::as_str);
        value.filter(|value| !value.is_empty()).ok_or_else(|| invalid(name))
    }

    fn check_client(&self, state: &State) -> Result<(), Refusal> {
        let known = self.required("client_id")? == state.credentials.client_id;
        known.then_some(()).ok_or_else(|| invalid("client_id"))
    }

    fn check_signature(&self, state: &State, now: DateTime<Utc>) -> Result<(), Refusal> {
        let timestamp: i64 = self.required("timestamp")?.parse().map_err(|_| invalid("timestamp"))?;
        let at = DateTime::from_timestamp_millis(timestamp).ok_or_else(|| invalid("timestamp"))?;
        if (now - at).abs() > TIMESTAMP_LIFE {
            return Err(invalid("timestamp"));
        }
        let given = self.required("client_secret_sign")?;
        let fits = auth::sign(&state.credentials, timestamp).is_some_and(|expected| expected == given);
        fits.then_some(()).ok_or_else(|| invalid("client_secret_sign"))
    }

    /// An application of the own store knows SELF only, without naming another's resource.
    fn check_kind(&mut self, flavor: Flavor) -> Result<(), Refusal> {
        let grant = self.fields.get("grant_type").map(String::as_str);
        if !matches!(grant, None | Some("client_credentials")) {
            return Err(invalid("grant_type"));
        }
        match self.required("type")? {
            "SELF" => {
                self.offends |= self.fields.contains_key(flavor.agency_parameter());
                Ok(())
            }
            "SELLER" => {
                Err(Refusal::token(403, "FORBIDDEN", "판매자 리소스에 대한 권한이 없습니다.", Some("type")))
            }
            _ => Err(invalid("type")),
        }
    }
}
