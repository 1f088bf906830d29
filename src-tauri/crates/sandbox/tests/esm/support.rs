//! A client that signs by the book, and a clock one can turn.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method, redirect};
use sandbox::esm::{
    Address, ClaimKind, ClaimStatus, ClaimTruth, Credentials, LineStatus, LineTruth, OrderTruth, OrderWish,
    Settings, Shop, Site,
};
use sandbox::{Now, Sandbox, SandboxConfig};
use serde_json::{Value, json};
use sha2::Sha256;

pub(crate) use sandbox::esm::Site::{Auction, Gmarket};

pub(crate) const ORDERS: &str = "/shipping/v1/Order/RequestOrders";
pub(crate) const PENDING: &str = "/shipping/v1/Order/PreRequestOrders";
pub(crate) const SHIP: &str = "/shipping/v1/Delivery/ShippingInfo";
pub(crate) const CLAIMS: &str = "/claim/v1/sa";

#[derive(Clone)]
pub(crate) struct Clock(Arc<Mutex<DateTime<Utc>>>);

impl Clock {
    /// Noon in Seoul on 2026-03-16.
    pub(crate) fn new() -> Self {
        let noon = Utc.with_ymd_and_hms(2026, 3, 16, 3, 0, 0).unwrap();
        Self(Arc::new(Mutex::new(noon)))
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }

    pub(crate) fn reader(&self) -> Now {
        let clock = self.clone();
        Arc::new(move || clock.now())
    }
}

pub(crate) struct Desk {
    pub(crate) shop: Shop,
    pub(crate) clock: Clock,
    pub(crate) keys: Credentials,
    http: reqwest::Client,
    _sandbox: Sandbox,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) json: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> i64 {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json["ResultCode"].as_i64().expect("a ResultCode")
    }

    pub(crate) fn message(&self) -> &str {
        self.json["Message"].as_str().unwrap_or_default()
    }

    /// What a success carries.
    pub(crate) fn data(&self) -> &Value {
        assert_eq!(self.code(), 0, "{}", self.text);
        &self.json["Data"]
    }

    /// The rows of a list.
    pub(crate) fn rows(&self) -> Vec<Value> {
        let data = self.data();
        data.get("RequestOrders").unwrap_or(data).as_array().expect("rows").clone()
    }

    pub(crate) fn numbers(&self) -> Vec<u64> {
        self.rows().iter().map(|row| row["OrderNo"].as_u64().unwrap()).collect()
    }

    pub(crate) fn refused(&self, code: i64, message: &str) {
        assert_eq!((self.code(), self.message()), (code, message), "{}", self.text);
        assert!(self.json.get("BizRuleCode").is_none_or(|rule| rule == ""), "{}", self.text);
    }

    /// A business refusal of 옥션 with its rule.
    pub(crate) fn ruled(&self, rule: &str, message: &str) {
        assert_eq!((self.code(), self.message()), (8668, message), "{}", self.text);
        assert_eq!(self.json["BizRuleCode"], rule, "{}", self.text);
    }

    pub(crate) fn unauthorised(&self) {
        let body = json!({"status":
            {"message": "The user does not have right access to the api", "status_code": 401}});
        assert_eq!((self.status, &self.json), (401, &body));
    }
}

/// A token of these claims.
pub(crate) fn token(head: &Value, claims: &Value, secret: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(head), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

pub(crate) fn head(keys: &Credentials) -> Value {
    json!({"alg": "HS256", "typ": "JWT", "kid": keys.master_id})
}

pub(crate) fn claims_of(keys: &Credentials, sites: &[Site], now: DateTime<Utc>) -> Value {
    let named = |site: &Site| format!("{}:{}", site.letter(), keys.seller_id(*site));
    let ssi: Vec<String> = sites.iter().map(named).collect();
    json!({
        "iss": "www.moadesk.kr",
        "sub": "sell",
        "aud": "sa.esmplus.com",
        "iat": now.timestamp(),
        "ssi": ssi.join(","),
    })
}

/// `2026-03-16 12:00`, in Seoul.
pub(crate) fn minute(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(9)).format("%Y-%m-%d %H:%M").to_string()
}

/// `2026-03-16`, in Seoul.
pub(crate) fn day(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(9)).format("%Y-%m-%d").to_string()
}

/// `2026-03-16T12:00:00`, in Seoul.
pub(crate) fn second(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(9)).format("%Y-%m-%dT%H:%M:%S").to_string()
}

impl Desk {
    /// A shop of so many generated orders, without the quota.
    pub(crate) async fn open(orders: usize) -> Self {
        let clock = Clock::new();
        let config = SandboxConfig { orders, ..SandboxConfig::new(7, clock.reader()) };
        let sandbox = Sandbox::start(config).await.unwrap();
        let shop = sandbox.esm();
        shop.configure(Settings { seconds_between_calls: 0, hang_for: 1, ..Settings::default() });
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        let keys = shop.credentials();
        Self { shop, clock, keys, http, _sandbox: sandbox }
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.shop.settings();
        change(&mut settings);
        self.shop.configure(settings);
    }

    /// A bearer for these sites.
    pub(crate) fn bearer(&self, sites: &[Site]) -> String {
        let claims = claims_of(&self.keys, sites, self.clock.now());
        format!("Bearer {}", token(&head(&self.keys), &claims, &self.keys.secret_key))
    }

    pub(crate) async fn post(&self, site: Site, path: &str, body: &Value) -> Answer {
        self.call(site, "POST", path, body).await
    }

    pub(crate) async fn call(&self, site: Site, method: &str, path: &str, body: &Value) -> Answer {
        self.try_call(site, method, path, body).await.unwrap()
    }

    pub(crate) async fn try_call(
        &self,
        site: Site,
        method: &str,
        path: &str,
        body: &Value,
    ) -> reqwest::Result<Answer> {
        let bearer = self.bearer(&[site]);
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        self.send(method, path, &text, &headers).await
    }

    /// Sends with exactly these headers.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> reqwest::Result<Answer> {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, format!("{}{path}", self.shop.base_url()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.body(body.to_owned()).send().await?;
        let status = response.status().as_u16();
        let text = response.text().await?;
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer { status, text, json })
    }

    /// The order query of one status over the last month.
    pub(crate) async fn orders(&self, site: Site, status: i64) -> Answer {
        let now = self.clock.now();
        let body = json!({
            "siteType": site.code(), "orderStatus": status, "requestDateType": 2,
            "requestDateFrom": minute(now - TimeDelta::days(25)),
            "requestDateTo": minute(now + TimeDelta::days(1)),
            "pageIndex": 1, "pageSize": 1000,
        });
        self.post(site, ORDERS, &body).await
    }

    /// The order query by number.
    pub(crate) async fn by_number(&self, site: Site, number: u64) -> Answer {
        let body = json!({"siteType": site.code(), "orderStatus": 0, "orderNo": number});
        self.post(site, ORDERS, &body).await
    }

    /// The only row of an order by its number.
    pub(crate) async fn row(&self, site: Site, number: u64) -> Value {
        let mut rows = self.by_number(site, number).await.rows();
        assert_eq!(rows.len(), 1);
        rows.remove(0)
    }

    pub(crate) fn wished(&self, site: Site, wish: OrderWish) -> OrderTruth {
        let done = self.shop.place_order(site, wish).unwrap();
        self.shop.order(site, done.pay_no.unwrap()).unwrap()
    }

    /// A new order of one line.
    pub(crate) fn paid(&self, site: Site) -> u64 {
        let wish = OrderWish { lines: Some(1), quantity: Some(2), ..OrderWish::default() };
        self.wished(site, wish).lines[0].order_no
    }

    pub(crate) async fn confirm(&self, site: Site, number: u64) -> Answer {
        self.post(site, &format!("/shipping/v1/Order/OrderCheck/{number}"), &json!({})).await
    }

    pub(crate) async fn confirmed(&self, site: Site) -> u64 {
        let number = self.paid(site);
        self.confirm(site, number).await.data();
        number
    }

    pub(crate) async fn ship(&self, site: Site, number: u64, courier: i64, invoice: &str) -> Answer {
        let body = json!({
            "OrderNo": number, "ShippingDate": second(self.clock.now()),
            "DeliveryCompanyCode": courier, "InvoiceNo": invoice,
        });
        self.post(site, SHIP, &body).await
    }

    pub(crate) async fn shipped(&self, site: Site) -> u64 {
        let number = self.confirmed(site).await;
        self.ship(site, number, 10013, "344755391152").await.data();
        number
    }

    pub(crate) async fn delivered(&self, site: Site) -> u64 {
        let number = self.shipped(site).await;
        self.shop.parcel_delivered(site, number).unwrap();
        number
    }

    pub(crate) async fn returning(&self, site: Site) -> u64 {
        let number = self.delivered(site).await;
        self.shop.buyer_returns(site, number, sandbox::esm::ClaimWish::default()).unwrap();
        number
    }

    pub(crate) async fn exchanging(&self, site: Site) -> u64 {
        let number = self.delivered(site).await;
        self.shop.buyer_exchanges(site, number, sandbox::esm::ClaimWish::default()).unwrap();
        number
    }

    /// A claim write on one order; its SiteType is filled in.
    pub(crate) async fn act(&self, site: Site, method: &str, path: &str, more: Value) -> Answer {
        let mut body = json!({"SiteType": site.code()});
        if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
            body.extend(more);
        }
        self.call(site, method, &format!("{CLAIMS}{path}"), &body).await
    }

    /// A claim list by the date of its request, six days back and one ahead.
    pub(crate) async fn claims(&self, site: Site, list: &str, status: i64) -> Answer {
        self.claims_by(site, list, status, 2).await
    }

    pub(crate) async fn claims_by(&self, site: Site, list: &str, status: i64, by: i64) -> Answer {
        let now = self.clock.now();
        let code = if list == "Cancels" { site.answer_code() } else { site.code() };
        let name = format!("{}Status", list.trim_end_matches('s'));
        let body = json!({
            "SiteType": code, name: status, "Type": by,
            "StartDate": day(now - TimeDelta::days(5)), "EndDate": day(now + TimeDelta::days(1)),
        });
        self.post(site, &format!("{CLAIMS}/{list}"), &body).await
    }

    /// The row of one order in a claim list.
    pub(crate) async fn claim_row(&self, site: Site, list: &str, status: i64, number: u64) -> Value {
        let rows = self.claims(site, list, status).await.rows();
        let found = rows.into_iter().find(|row| row["OrderNo"] == number);
        found.unwrap_or_else(|| panic!("{number} is not among {list} of status {status}"))
    }

    /// Status and ClaimStatus of the status query.
    pub(crate) async fn standing(&self, site: Site, number: u64) -> (i64, i64) {
        let body = json!({"OrderNo": number});
        let rows = self.post(site, "/shipping/v1/Delivery/GetDeliveryStatus", &body).await.rows();
        (rows[0]["Status"].as_i64().unwrap(), rows[0]["ClaimStatus"].as_i64().unwrap())
    }

    pub(crate) fn line(&self, site: Site, number: u64) -> LineTruth {
        self.shop.line(site, number).unwrap()
    }

    pub(crate) fn claim(&self, site: Site, number: u64) -> ClaimTruth {
        self.shop.claim(site, number).unwrap()
    }

    /// The status of a line, and its newest claim.
    pub(crate) fn state(&self, site: Site, number: u64) -> (LineStatus, Option<(ClaimKind, ClaimStatus)>) {
        let claim = self.shop.claim(site, number).map(|claim| (claim.kind, claim.status));
        (self.line(site, number).status, claim)
    }
}

pub(crate) fn parcel(invoice: &str) -> Value {
    json!({"DeliveryCompCode": 10013, "InvoiceNo": invoice})
}

pub(crate) fn somebody() -> Address {
    Address {
        name: "새수령".to_owned(),
        mobile: "010-1111-2222".to_owned(),
        phone: String::new(),
        zip_code: "04524".to_owned(),
        front: "서울특별시 중구 세종대로 110".to_owned(),
        back: "1층".to_owned(),
    }
}
