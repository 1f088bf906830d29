//! A client that signs by the book, and a clock one can turn.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method, redirect};
use sandbox::grip::{Address, ClaimWish, Credentials, Key, LineState, LineTruth, OrderWish, Settings, Shop};
use sandbox::{Now, Sandbox, SandboxConfig};
use serde_json::{Value, json};
use sha2::Sha256;

#[derive(Clone)]
pub(crate) struct Clock(Arc<Mutex<DateTime<Utc>>>);

impl Clock {
    /// Noon in Seoul on 2026-09-16.
    pub(crate) fn new() -> Self {
        let noon = Utc.with_ymd_and_hms(2026, 9, 16, 3, 0, 0).unwrap();
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
    /// What a success carries.
    pub(crate) fn data(&self) -> &Value {
        assert_eq!(self.status, 200, "{}", self.text);
        &self.json
    }

    /// The rows of a list, or of a write that tells each.
    pub(crate) fn rows(&self) -> &Vec<Value> {
        let body = self.data().as_object().unwrap();
        body.values().next().and_then(Value::as_array).expect("rows")
    }

    /// orderProductSeq of each row.
    pub(crate) fn numbers(&self) -> Vec<u64> {
        self.rows().iter().map(|row| row["orderProductSeq"].as_u64().unwrap()).collect()
    }

    /// The only number of an answer.
    pub(crate) fn count(&self) -> u64 {
        self.data().as_object().unwrap().values().next().and_then(Value::as_u64).unwrap()
    }

    /// `result` of each row.
    pub(crate) fn results(&self) -> Vec<bool> {
        self.rows().iter().map(|row| row["result"].as_bool().unwrap()).collect()
    }

    /// A refusal of the newer form.
    pub(crate) fn refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.json["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.json["status"], status);
        assert!(!self.json["message"].as_str().unwrap().is_empty());
    }

    pub(crate) fn bad(&self) {
        self.refused(400, "COMMON_BAD_REQUEST");
    }
}

/// X-Fingerprint of a call.
pub(crate) fn fingerprint(method: &str, target: &str, stamp: &str, access: &str, secret: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{method} {target}\n{stamp}\n{access}").as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// orderKey
pub(crate) fn named(key: Key) -> Value {
    json!({"orderSeq": key.order_seq, "orderProductSeq": key.order_product_seq})
}

/// `{"orderKeys": […]}`
pub(crate) fn keys(keys: &[Key]) -> Value {
    json!({"orderKeys": keys.iter().map(|key| named(*key)).collect::<Vec<Value>>()})
}

/// Both objects in one.
pub(crate) fn with(mut body: Value, more: Value) -> Value {
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    body
}

impl Desk {
    /// A shop of so many generated orders.
    pub(crate) async fn open(orders: usize) -> Self {
        let clock = Clock::new();
        let config = SandboxConfig { orders, ..SandboxConfig::new(7, clock.reader()) };
        let sandbox = Sandbox::start(config).await.unwrap();
        let shop = sandbox.grip();
        shop.configure(Settings { hang_for: 1, ..Settings::default() });
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { shop, clock, http, _sandbox: sandbox }
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.shop.settings();
        change(&mut settings);
        self.shop.configure(settings);
    }

    pub(crate) async fn get(&self, target: &str) -> Answer {
        self.call("GET", target, &Value::Null).await
    }

    pub(crate) async fn put(&self, target: &str, body: &Value) -> Answer {
        self.call("PUT", target, body).await
    }

    pub(crate) async fn call(&self, method: &str, target: &str, body: &Value) -> Answer {
        self.try_call(method, target, body).await.unwrap()
    }

    pub(crate) async fn try_call(&self, method: &str, target: &str, body: &Value) -> reqwest::Result<Answer> {
        let headers = self.headers(&self.shop.credentials(), method, target);
        let mut headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
        let text = if body.is_null() { String::new() } else { body.to_string() };
        if method != "GET" {
            headers.push(("content-type", "application/json"));
        }
        self.send(method, target, &text, &headers).await
    }

    /// The four headers of a call.
    pub(crate) fn headers(
        &self,
        credentials: &Credentials,
        method: &str,
        target: &str,
    ) -> Vec<(&'static str, String)> {
        let stamp = self.clock.now().timestamp_millis().to_string();
        let Credentials { service_id, access_key, secret_key } = credentials;
        let print = fingerprint(method, target, &stamp, access_key, secret_key);
        vec![
            ("x-serviceid", service_id.clone()),
            ("x-accesskey", access_key.clone()),
            ("x-fingerprint", print),
            ("x-fingerprint-timestamp", stamp),
        ]
    }

    /// Sends with exactly these headers.
    pub(crate) async fn send(
        &self,
        method: &str,
        target: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> reqwest::Result<Answer> {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, format!("{}{target}", self.shop.base_url()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.body(body.to_owned()).send().await?;
        let status = response.status().as_u16();
        let text = response.text().await?;
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer { status, text, json })
    }

    pub(crate) fn wished(&self, wish: OrderWish) -> Vec<Key> {
        self.shop.place_order(wish).unwrap().keys
    }

    /// A new order of one line.
    pub(crate) fn paid(&self) -> Key {
        self.wished(OrderWish { lines: Some(1), ..OrderWish::default() })[0]
    }

    pub(crate) async fn prepared(&self) -> Key {
        let key = self.paid();
        assert_eq!(self.put("/api/delivery/prepare/result", &keys(&[key])).await.results(), [true]);
        key
    }

    /// companySeq of the first courier of a serviceType whose parcels are tracked, or are not.
    pub(crate) fn courier(&self, kind: i64, tracking: bool) -> i64 {
        let list = self.shop.couriers();
        let fits =
            |courier: &&sandbox::grip::Courier| courier.service_type == kind && courier.tracking == tracking;
        list.iter().find(fits).unwrap().company_seq
    }

    pub(crate) fn parcel(&self, key: Key, courier: i64, number: &str) -> Value {
        let told = json!({"companySeq": courier, "trackingNumber": number});
        json!({"shippings": [with(named(key), told)]})
    }

    pub(crate) async fn ship(&self, key: Key, courier: i64, number: &str) -> Answer {
        self.put("/api/delivery/shipping/result", &self.parcel(key, courier, number)).await
    }

    pub(crate) async fn start(&self, key: Key) -> Answer {
        self.put("/api/delivery/start/result", &keys(&[key])).await
    }

    pub(crate) async fn sent_by(&self, courier: i64) -> Key {
        let key = self.prepared().await;
        assert_eq!(self.ship(key, courier, "601234567890").await.results(), [true]);
        assert_eq!(self.start(key).await.results(), [true]);
        key
    }

    pub(crate) async fn sent(&self) -> Key {
        self.sent_by(self.courier(1, true)).await
    }

    pub(crate) async fn delivered(&self) -> Key {
        let key = self.sent().await;
        self.shop.parcel_delivered(key).unwrap();
        key
    }

    pub(crate) async fn returning(&self) -> Key {
        let key = self.delivered().await;
        self.shop.buyer_returns(key, ClaimWish::default()).unwrap();
        key
    }

    pub(crate) async fn exchanging(&self) -> Key {
        let key = self.delivered().await;
        self.shop.buyer_exchanges(key, ClaimWish::default()).unwrap();
        key
    }

    /// A write on one return or exchange.
    pub(crate) async fn claim(&self, path: &str, key: Key, more: Value) -> Answer {
        self.put(path, &with(json!({"orderKey": named(key)}), more)).await
    }

    pub(crate) fn line(&self, key: Key) -> LineTruth {
        self.shop.line(key).unwrap()
    }

    pub(crate) fn state(&self, key: Key) -> LineState {
        self.line(key).state
    }

    /// Milliseconds of so many days ago.
    pub(crate) fn days_ago(&self, days: i64) -> i64 {
        (self.clock.now() - TimeDelta::days(days)).timestamp_millis()
    }
}

pub(crate) fn somebody() -> Address {
    Address {
        name: "새수령".to_owned(),
        phone: "010-1111-2222".to_owned(),
        postal_code: "04524".to_owned(),
        address1: "서울특별시 중구 세종대로 110".to_owned(),
        address2: "1층".to_owned(),
    }
}
