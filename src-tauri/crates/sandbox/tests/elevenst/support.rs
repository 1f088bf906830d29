//! A client that reads bytes as they come, and a clock one can turn.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use encoding_rs::{EUC_KR, UTF_8};
use quick_xml::Reader;
use quick_xml::events::Event;
use reqwest::{Method, redirect};
use sandbox::elevenst::{Address, ClaimTruth, LineTruth, OrderTruth, OrderWish, Settings, Shop};
use sandbox::{Now, Sandbox, SandboxConfig};

#[derive(Clone)]
pub(crate) struct Clock(Arc<Mutex<DateTime<Utc>>>);

impl Clock {
    /// Noon in Seoul.
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(Utc.with_ymd_and_hms(2026, 3, 16, 3, 0, 0).unwrap())))
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

/// The fields of one row, in their order.
pub(crate) type Row = Vec<(String, String)>;

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: String,
    pub(crate) root: String,
    pub(crate) rows: Vec<Row>,
    /// Elements with text below the root that are no rows.
    fields: Row,
}

impl Answer {
    fn read(status: u16, headers: reqwest::header::HeaderMap, bytes: Vec<u8>) -> Self {
        let declared = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).contains("EUC-KR");
        let charset = if declared { EUC_KR } else { UTF_8 };
        let text = charset.decode(&bytes).0.into_owned();
        let mut answer = Self {
            status,
            headers,
            bytes,
            text: text.clone(),
            root: String::new(),
            rows: Vec::new(),
            fields: Vec::new(),
        };
        if let Some((_, document)) = text.split_once("?>") {
            answer.parse(document);
        }
        answer
    }

    fn parse(&mut self, document: &str) {
        let mut reader = Reader::from_str(document);
        let mut path: Vec<String> = Vec::new();
        let mut words = String::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => {
                    path.push(start.local_name().as_ref().to_owned());
                    words.clear();
                    match path.len() {
                        1 => self.root.clone_from(&path[0]),
                        2 if ROWS.contains(&path[1].as_str()) => self.rows.push(Vec::new()),
                        _ => {}
                    }
                }
                Ok(Event::Text(text)) => words.push_str(&text),
                Ok(Event::GeneralRef(name)) => words.push_str(character(&name)),
                Ok(Event::End(_)) => {
                    let name = path.pop().unwrap();
                    let field = (name, std::mem::take(&mut words));
                    match path.len() {
                        2 if ROWS.contains(&path[1].as_str()) => self.rows.last_mut().unwrap().push(field),
                        1 => self.fields.push(field),
                        _ => {}
                    }
                }
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// result_code or resultCode.
    pub(crate) fn code(&self) -> i32 {
        let code = self.field("result_code").or_else(|| self.field("resultCode"));
        code.unwrap_or_else(|| panic!("no result in {}", self.text)).parse().unwrap()
    }

    /// result_text or resultMessage.
    pub(crate) fn words(&self) -> &str {
        self.field("result_text").or_else(|| self.field("resultMessage")).unwrap_or_default()
    }

    /// An action that was done.
    pub(crate) fn done(&self) {
        assert_eq!((self.root.as_str(), self.code()), ("ResultOrder", 0), "{}", self.text);
    }

    pub(crate) fn refused(&self, code: i32) {
        assert_eq!((self.root.as_str(), self.code()), ("ResultOrder", code), "{}", self.text);
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The names of the first row's fields.
    pub(crate) fn names(&self) -> Vec<&str> {
        let row = self.rows.first().unwrap_or_else(|| panic!("no row in {}", self.text));
        row.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// `ordNo-ordPrdSeq` of every row.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.rows.iter().map(|row| format!("{}-{}", value(row, "ordNo"), value(row, "ordPrdSeq"))).collect()
    }

    pub(crate) fn row(&self, line: &str) -> &Row {
        let found = self.lines().iter().position(|other| other == line);
        &self.rows[found.unwrap_or_else(|| panic!("{line} is not in {}", self.text))]
    }
}

const ROWS: [&str; 3] = ["order", "nonDelivery", "seStlDtlList"];

fn character(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        _ => "?",
    }
}

pub(crate) fn value<'a>(row: &'a Row, name: &str) -> &'a str {
    let found = row.iter().find(|(known, _)| known == name);
    found.map_or_else(|| panic!("{name} is not in {row:?}"), |(_, value)| value.as_str())
}

pub(crate) struct Desk {
    pub(crate) shop: Shop,
    pub(crate) clock: Clock,
    pub(crate) key: String,
    http: reqwest::Client,
    numbers: Mutex<u64>,
    _sandbox: Sandbox,
}

impl Desk {
    /// A shop of so many generated orders, without rate limit.
    pub(crate) async fn open(orders: usize) -> Self {
        let clock = Clock::new();
        let config = SandboxConfig { orders, ..SandboxConfig::new(7, clock.reader()) };
        let sandbox = Sandbox::start(config).await.unwrap();
        let shop = sandbox.elevenst();
        shop.configure(Settings { calls_per_second: 0, hang_for: 1, ..Settings::default() });
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        let key = shop.credentials().api_key;
        let numbers = Mutex::new(600_000_000_000);
        Self { shop, clock, key, http, numbers, _sandbox: sandbox }
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.shop.settings();
        change(&mut settings);
        self.shop.configure(settings);
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.try_get(path).await.unwrap()
    }

    pub(crate) async fn try_get(&self, path: &str) -> reqwest::Result<Answer> {
        self.send("GET", path, &[("openapikey", &self.key)], Vec::new()).await
    }

    pub(crate) async fn body(&self, method: &str, path: &str, body: Vec<u8>) -> Answer {
        let headers = [("openapikey", self.key.as_str()), ("content-type", "text/xml")];
        self.send(method, path, &headers, body).await.unwrap()
    }

    /// Sends below the base address with exactly these headers.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> reqwest::Result<Answer> {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, format!("{}{path}", self.shop.base_url()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.body(body).send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await?.to_vec();
        Ok(Answer::read(status, headers, bytes))
    }

    /// The list of the last days, up to a minute from now.
    pub(crate) async fn list(&self, path: &str, days: i64) -> Answer {
        let (from, to) = (self.clock.now() - TimeDelta::days(days), self.clock.now() + TimeDelta::minutes(1));
        self.get(&format!("{path}/{}/{}", minute(from), minute(to))).await
    }

    /// A new order of so many lines with so many of each.
    pub(crate) fn order(&self, lines: u32, quantity: u32) -> OrderTruth {
        self.wished(OrderWish { lines: Some(lines), quantity: Some(quantity), ..OrderWish::default() })
    }

    pub(crate) fn wished(&self, wish: OrderWish) -> OrderTruth {
        let done = self.shop.place_order(wish).unwrap();
        self.shop.order(&done.ord_no.unwrap()).unwrap()
    }

    pub(crate) fn paid(&self, quantity: u32) -> LineTruth {
        self.order(1, quantity).lines.remove(0)
    }

    pub(crate) async fn confirmed(&self, quantity: u32) -> LineTruth {
        let line = self.paid(quantity);
        self.confirm(&line).await.done();
        self.line(&line.line_id)
    }

    pub(crate) async fn shipped(&self, quantity: u32) -> LineTruth {
        let line = self.confirmed(quantity).await;
        self.dispatch(&line.dlv_no, &self.number()).await.done();
        self.line(&line.line_id)
    }

    pub(crate) async fn delivered(&self, quantity: u32) -> LineTruth {
        let line = self.shipped(quantity).await;
        self.shop.parcel_delivered(&line.line_id).unwrap();
        self.line(&line.line_id)
    }

    pub(crate) async fn confirm(&self, line: &LineTruth) -> Answer {
        let add_on = if line.add_on_to.is_some() { line.add_prd_no.as_str() } else { "null" };
        let (order, seq, dlv_no) = (&line.ord_no, line.ord_prd_seq, &line.dlv_no);
        self.get(&format!("/ordservices/reqpackaging/{order}/{seq}/{}/{add_on}/{dlv_no}", line.add_prd_yn))
            .await
    }

    /// By CJ대한통운, now.
    pub(crate) async fn dispatch(&self, dlv_no: &str, number: &str) -> Answer {
        let at = minute(self.clock.now());
        self.get(&format!("/ordservices/reqdelivery/{at}/01/00034/{number}/{dlv_no}")).await
    }

    /// An invoice number nobody used.
    pub(crate) fn number(&self) -> String {
        let mut numbers = self.numbers.lock().unwrap();
        *numbers += 1;
        numbers.to_string()
    }

    pub(crate) fn line(&self, line: &str) -> LineTruth {
        self.shop.line(line).unwrap()
    }

    pub(crate) fn claim(&self, claim: &str) -> ClaimTruth {
        self.shop.claim(claim).unwrap()
    }

    /// ordPrdStat as the marketplace shows it.
    pub(crate) fn status(&self, line: &str) -> String {
        self.line(line).shown_status
    }
}

/// `YYYYMMDDhhmm` in Seoul.
pub(crate) fn minute(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(9)).format("%Y%m%d%H%M").to_string()
}

/// `YYYYMMDD` in Seoul.
pub(crate) fn day(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(9)).format("%Y%m%d").to_string()
}

/// A text as it stands in a path.
pub(crate) fn words(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
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
