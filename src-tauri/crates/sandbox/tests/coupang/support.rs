//! A client that signs by the book, and a clock one can turn.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method, redirect};
use sandbox::coupang::{Credentials, OrderTruth, OrderWish, Settings, Shop};
use sandbox::{Now, Sandbox, SandboxConfig};
use serde_json::{Value, json};
use sha2::Sha256;

pub(crate) const OPENAPI: &str = "/v2/providers/openapi/apis/api";

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
    pub(crate) fn message(&self) -> &str {
        self.json["message"].as_str().unwrap_or_default()
    }

    pub(crate) fn rows(&self) -> &Vec<Value> {
        self.json["data"].as_array().expect("a list")
    }

    pub(crate) fn token(&self) -> &str {
        self.json["nextToken"].as_str().expect("a token")
    }
}

pub(crate) fn authorization(
    keys: &Credentials,
    at: DateTime<Utc>,
    method: &str,
    path: &str,
    query: &str,
) -> String {
    let date = at.format("%y%m%dT%H%M%SZ").to_string();
    let signature = sign(&keys.secret_key, &format!("{date}{method}{path}{query}"));
    let access = &keys.access_key;
    format!("CEA algorithm=HmacSHA256, access-key={access}, signed-date={date}, signature={signature}")
}

pub(crate) fn sign(secret: &str, message: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(message.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

impl Desk {
    /// A shop of so many generated orders, without rate limit.
    pub(crate) async fn open(orders: usize) -> Self {
        let clock = Clock::new();
        let config = SandboxConfig { orders, ..SandboxConfig::new(7, clock.reader()) };
        let sandbox = Sandbox::start(config).await.unwrap();
        let shop = sandbox.coupang();
        shop.configure(Settings { calls_per_second: 0, hang_for: 1, ..Settings::default() });
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { keys: shop.credentials(), shop, clock, http, _sandbox: sandbox }
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.shop.settings();
        change(&mut settings);
        self.shop.configure(settings);
    }

    /// `{v}` stands for the vendor id.
    pub(crate) fn path(&self, path: &str) -> String {
        let path = path.replace("{v}", &self.keys.vendor_id);
        if path.starts_with("/v2/") { path } else { format!("{OPENAPI}{path}") }
    }

    pub(crate) async fn get(&self, path: &str, query: &str) -> Answer {
        self.call("GET", path, query, "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, "", &body.to_string()).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.call("PATCH", path, "", &body.to_string()).await
    }

    pub(crate) async fn call(&self, method: &str, path: &str, query: &str, body: &str) -> Answer {
        self.try_call(method, path, query, body).await.unwrap()
    }

    pub(crate) async fn try_call(
        &self,
        method: &str,
        path: &str,
        query: &str,
        body: &str,
    ) -> reqwest::Result<Answer> {
        let path = self.path(path);
        let header = authorization(&self.keys, self.clock.now(), method, &path, query);
        self.send(method, &path, query, body, &[("authorization", &header)]).await
    }

    /// Sends with exactly these headers besides the content type.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        query: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> reqwest::Result<Answer> {
        let question = if query.is_empty() { "" } else { "?" };
        let url = format!("{}{path}{question}{query}", self.shop.base_url());
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, url);
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/json;charset=UTF-8");
        }
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

    /// One new box with so many options and so many of each.
    pub(crate) fn order(&self, options: u32, quantity: u32) -> OrderTruth {
        let done = self
            .shop
            .place_order(OrderWish {
                options: Some(options),
                quantity: Some(quantity),
                boxes: Some(1),
                ..OrderWish::default()
            })
            .unwrap();
        self.truth(&done.shipment_box_ids[0])
    }

    pub(crate) fn truth(&self, box_id: &str) -> OrderTruth {
        self.shop.order(box_id).unwrap()
    }

    pub(crate) async fn acknowledge(&self, boxes: &[&str]) -> Answer {
        let ids: Vec<i64> = boxes.iter().map(|id| number(id)).collect();
        let body = json!({"vendorId": self.keys.vendor_id, "shipmentBoxIds": ids});
        self.patch("/v4/vendors/{v}/ordersheets/acknowledgement", &body).await
    }

    pub(crate) async fn instructed(&self, options: u32, quantity: u32) -> OrderTruth {
        let order = self.order(options, quantity);
        let answer = self.acknowledge(&[&order.shipment_box_id]).await;
        assert_eq!(answer.json["data"]["responseCode"], 0, "{}", answer.text);
        self.truth(&order.shipment_box_id)
    }

    pub(crate) async fn shipped(&self, options: u32, quantity: u32, number: &str) -> OrderTruth {
        let order = self.instructed(options, quantity).await;
        let answer = self.upload(&rows(&order, "CJGLS", number)).await;
        assert_eq!(answer.json["data"]["responseCode"], 0, "{}", answer.text);
        self.truth(&order.shipment_box_id)
    }

    pub(crate) async fn delivered(&self, options: u32, quantity: u32, number: &str) -> OrderTruth {
        let order = self.shipped(options, quantity, number).await;
        self.shop.parcel_scanned(&order.shipment_box_id).unwrap();
        self.shop.parcel_delivered(&order.shipment_box_id).unwrap();
        self.truth(&order.shipment_box_id)
    }

    pub(crate) async fn upload(&self, rows: &[Value]) -> Answer {
        self.invoices("invoices", rows).await
    }

    pub(crate) async fn update(&self, rows: &[Value]) -> Answer {
        self.invoices("updateInvoices", rows).await
    }

    async fn invoices(&self, which: &str, rows: &[Value]) -> Answer {
        let body = json!({"vendorId": self.keys.vendor_id, "orderSheetInvoiceApplyDtos": rows});
        self.post(&format!("/v4/vendors/{{v}}/orders/{which}"), &body).await
    }
}

pub(crate) fn number(id: &str) -> i64 {
    id.parse().unwrap()
}

/// One row per option, all with the same number.
pub(crate) fn rows(order: &OrderTruth, courier: &str, invoice: &str) -> Vec<Value> {
    order
        .items
        .iter()
        .map(|item| {
            json!({
                "shipmentBoxId": number(&order.shipment_box_id),
                "orderId": number(&order.order_id),
                "vendorItemId": number(&item.vendor_item_id),
                "deliveryCompanyCode": courier,
                "invoiceNumber": invoice,
                "splitShipping": false,
                "preSplitShipped": false,
                "estimatedShippingDate": "",
            })
        })
        .collect()
}

pub(crate) fn code(answer: &Answer) -> &str {
    answer.json["data"]["responseList"][0]["resultCode"].as_str().unwrap_or_default()
}
