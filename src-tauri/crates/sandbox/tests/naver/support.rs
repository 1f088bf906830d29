//! A client that asks for tokens by the book, and a clock one can turn.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use reqwest::{Method, redirect};
use sandbox::naver::{Address, Credentials, Flavor, LineTruth, OrderTruth, OrderWish, Settings, Shop};
use sandbox::{Now, Sandbox, SandboxConfig};
use serde_json::{Value, json};

pub(crate) const TOKEN: &str = "/v1/oauth2/token";

#[derive(Clone)]
pub(crate) struct Clock(Arc<Mutex<DateTime<Utc>>>);

impl Clock {
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
    /// The bearer, and until when it is good for sure.
    token: Mutex<Option<(String, DateTime<Utc>)>>,
    http: reqwest::Client,
    _sandbox: Sandbox,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) json: Value,
    pub(crate) headers: reqwest::header::HeaderMap,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn data(&self) -> &Value {
        assert_eq!(self.status, 200, "{}", self.text);
        &self.json["data"]
    }

    /// The ids of the success list.
    pub(crate) fn successes(&self) -> Vec<&str> {
        let data = self.data();
        let list = data.get("successProductOrderIds").unwrap_or(&data["successProductOrderInfos"]);
        list.as_array()
            .expect("a success list")
            .iter()
            .map(|row| row.as_str().or_else(|| row["productOrderId"].as_str()).unwrap())
            .collect()
    }

    /// Code and message of the only failed row.
    pub(crate) fn failure(&self) -> (&str, &str) {
        let failed = self.data()["failProductOrderInfos"].as_array().unwrap();
        assert_eq!((failed.len(), self.successes().len()), (1, 0), "{}", self.text);
        (failed[0]["code"].as_str().unwrap(), failed[0]["message"].as_str().unwrap())
    }

    /// One line in the success list and none failed.
    pub(crate) fn done(&self) {
        assert_eq!(self.successes().len(), 1, "{}", self.text);
        assert_eq!(self.data()["failProductOrderInfos"], json!([]), "{}", self.text);
    }

    /// In neither list.
    pub(crate) fn excluded(&self) {
        assert_eq!(self.successes().len(), 0, "{}", self.text);
        assert_eq!(self.data()["failProductOrderInfos"], json!([]), "{}", self.text);
    }
}

/// base64( bcrypt( `{client_id}_{timestamp}`, salt = secret ) ).
pub(crate) fn sign(keys: &Credentials, timestamp: i64) -> String {
    let (head, salt) = keys.client_secret.split_at(7);
    let cost = head[4..6].parse().unwrap();
    let config = base64::engine::GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone);
    let engine = base64::engine::GeneralPurpose::new(&base64::alphabet::BCRYPT, config);
    let salt: [u8; 16] = engine.decode(salt).unwrap().try_into().unwrap();
    let parts = bcrypt::hash_with_salt(format!("{}_{timestamp}", keys.client_id), cost, salt).unwrap();
    STANDARD.encode(parts.format_for_version(bcrypt::Version::TwoA))
}

/// The fields of a token request that is right.
pub(crate) fn fields(keys: &Credentials, at: DateTime<Utc>) -> Vec<(&'static str, String)> {
    let timestamp = at.timestamp_millis();
    vec![
        ("client_id", keys.client_id.clone()),
        ("timestamp", timestamp.to_string()),
        ("grant_type", "client_credentials".to_owned()),
        ("client_secret_sign", sign(keys, timestamp)),
        ("type", "SELF".to_owned()),
    ]
}

pub(crate) fn form(fields: &[(&str, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// `yyyy-MM-ddTHH:mm:ss.SSS+09:00`
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(9)).format("%Y-%m-%dT%H:%M:%S%.3f+09:00").to_string()
}

pub(crate) fn parameter(at: DateTime<Utc>) -> String {
    instant(at).replace('+', "%2B")
}

pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

impl Desk {
    /// A SmartStore shop of so many generated orders, without rate limit.
    pub(crate) async fn open(orders: usize) -> Self {
        Self::of(Flavor::SmartStore, orders).await
    }

    pub(crate) async fn of(flavor: Flavor, orders: usize) -> Self {
        let clock = Clock::new();
        let config = SandboxConfig { orders, ..SandboxConfig::new(7, clock.reader()) };
        let sandbox = Sandbox::start(config).await.unwrap();
        let shop = match flavor {
            Flavor::SmartStore => sandbox.smartstore(),
            Flavor::Npay => sandbox.npay(),
        };
        shop.configure(Settings { calls_per_second: 0, hang_for: 1, ..Settings::default() });
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        let keys = shop.credentials();
        Self { shop, clock, keys, token: Mutex::default(), http, _sandbox: sandbox }
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.shop.settings();
        change(&mut settings);
        self.shop.configure(settings);
    }

    /// A token, asked for by the book.
    pub(crate) async fn issue(&self) -> Answer {
        let body = form(&fields(&self.keys, self.clock.now()));
        self.send("POST", TOKEN, "", &body, &[FORM]).await.unwrap()
    }

    async fn bearer(&self) -> String {
        let now = self.clock.now();
        let kept = self.token.lock().unwrap().clone().filter(|(_, until)| now < *until);
        if let Some((bearer, _)) = kept {
            return bearer;
        }
        let answer = self.issue().await;
        let bearer = format!("Bearer {}", answer.json["access_token"].as_str().expect("a token"));
        let seconds = answer.json["expires_in"].as_i64().unwrap();
        *self.token.lock().unwrap() = Some((bearer.clone(), now + TimeDelta::seconds(seconds)));
        bearer
    }

    pub(crate) fn forget_token(&self) {
        *self.token.lock().unwrap() = None;
    }

    /// Short paths are those of the order API.
    pub(crate) fn path(&self, path: &str) -> String {
        let word = if self.shop.flavor() == Flavor::Npay { "mall" } else { "seller" };
        if path.starts_with("/v1/") { path.to_owned() } else { format!("/v1/pay-order/{word}{path}") }
    }

    pub(crate) async fn get(&self, path: &str, query: &str) -> Answer {
        self.try_call("GET", path, query, "").await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.try_post(path, body).await.unwrap()
    }

    pub(crate) async fn try_post(&self, path: &str, body: &Value) -> reqwest::Result<Answer> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.try_call("POST", path, "", &body).await
    }

    pub(crate) async fn try_call(
        &self,
        method: &str,
        path: &str,
        query: &str,
        body: &str,
    ) -> reqwest::Result<Answer> {
        let bearer = self.bearer().await;
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        self.send(method, &self.path(path), query, body, &headers).await
    }

    /// Sends below the base address with exactly these headers.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        query: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> reqwest::Result<Answer> {
        let url = format!("{}{path}", self.shop.base_url());
        self.send_to(method, &url, query, body, headers).await
    }

    pub(crate) async fn send_to(
        &self,
        method: &str,
        url: &str,
        query: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> reqwest::Result<Answer> {
        let question = if query.is_empty() { "" } else { "?" };
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, format!("{url}{question}{query}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.body(body.to_owned()).send().await?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await?;
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer { status, text, json, headers })
    }

    /// A new order of so many lines with so many of each.
    pub(crate) fn order(&self, lines: u32, quantity: u32) -> OrderTruth {
        self.wished(OrderWish { lines: Some(lines), quantity: Some(quantity), ..OrderWish::default() })
    }

    pub(crate) fn wished(&self, wish: OrderWish) -> OrderTruth {
        let done = self.shop.place_order(wish).unwrap();
        self.shop.order(&done.order_id.unwrap()).unwrap()
    }

    /// The id of one new line.
    pub(crate) fn paid(&self, quantity: u32) -> String {
        self.order(1, quantity).lines[0].product_order_id.clone()
    }

    pub(crate) async fn confirmed(&self, quantity: u32) -> String {
        let id = self.paid(quantity);
        self.confirm(&[&id]).await.done();
        id
    }

    pub(crate) async fn dispatched(&self, quantity: u32, number: &str) -> String {
        let id = self.confirmed(quantity).await;
        self.dispatch(&[row(&id, number, self.clock.now())]).await.done();
        id
    }

    pub(crate) async fn delivered(&self, quantity: u32, number: &str) -> String {
        let id = self.dispatched(quantity, number).await;
        self.shop.parcel_delivered(&id).unwrap();
        id
    }

    pub(crate) async fn confirm(&self, ids: &[&str]) -> Answer {
        self.post("/product-orders/confirm", &json!({"productOrderIds": ids})).await
    }

    pub(crate) async fn dispatch(&self, rows: &[Value]) -> Answer {
        self.post("/product-orders/dispatch", &json!({"dispatchProductOrders": rows})).await
    }

    /// A call on one line; `body` may be null.
    pub(crate) async fn on(&self, id: &str, deed: &str, body: &Value) -> Answer {
        self.post(&format!("/product-orders/{id}/{deed}"), body).await
    }

    pub(crate) async fn query(&self, ids: &[&str]) -> Vec<Value> {
        let body = json!({"productOrderIds": ids, "quantityClaimCompatibility": true});
        let answer = self.post("/product-orders/query", &body).await;
        answer.data().as_array().unwrap().clone()
    }

    pub(crate) async fn detail(&self, id: &str) -> Value {
        self.query(&[id]).await.remove(0)
    }

    pub(crate) fn line(&self, id: &str) -> LineTruth {
        self.shop.line(id).unwrap()
    }

    /// productOrderStatus and the newest claimStatus.
    pub(crate) fn state(&self, id: &str) -> (String, String) {
        let line = self.line(id);
        let claim = line.claim_ids.last().and_then(|claim| self.shop.claim(claim));
        let text = |value: Value| value.as_str().unwrap_or_default().to_owned();
        (text(json!(line.status)), text(json!(claim.map(|it| it.status))))
    }
}

pub(crate) fn row(id: &str, number: &str, at: DateTime<Utc>) -> Value {
    json!({
        "productOrderId": id,
        "deliveryMethod": "DELIVERY",
        "deliveryCompanyCode": "CJGLS",
        "trackingNumber": number,
        "dispatchDate": instant(at),
    })
}

pub(crate) fn somebody() -> Address {
    Address {
        name: "새수령".to_owned(),
        tel1: "010-1111-2222".to_owned(),
        tel2: String::new(),
        zip_code: "04524".to_owned(),
        base_address: "서울특별시 중구 세종대로 110".to_owned(),
        detailed_address: "1층".to_owned(),
    }
}
