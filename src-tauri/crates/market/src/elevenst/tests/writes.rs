//! The exact request of every write.

use chrono::NaiveDate;
use domain::action::ClaimAct;
use domain::{ClaimKind, LineResult, Write};

use super::{
    BUNDLE, DONE, Desk, KEY, ORDER, STATUSES, answer, answered, filed, line, parcel, parcel_line, verb,
};
use crate::{ErrorKind, Marketplace, Persistence};
use ClaimKind::{Cancel, Exchange, Return};

/// Carries out a write and compares the one request that changes anything.
async fn golden(write: Write, call: &str) {
    let desk = Desk::answering(|request| match request.operation {
        "orderlistalladdr" => answer(200, STATUSES),
        "nondeliverystatus" => {
            answer(200, b"<Result><resultCode>0</resultCode><resultMessage>OK</resultMessage></Result>")
        }
        _ => answer(200, DONE.as_bytes()),
    });
    let outcomes = desk.run(desk.elevenst.act(&write)).await.unwrap();
    assert_eq!(desk.written(), [call]);
    let targets: Vec<_> = outcomes.iter().map(|outcome| outcome.target.clone()).collect();
    assert_eq!(targets, write.targets(), "one result for every target");
    assert!(outcomes.iter().all(|outcome| outcome.result == LineResult::Ok), "{outcomes:?}");
    assert!(desk.headers("openapikey").iter().all(|key| key.as_deref() == Some(KEY)));
}

/// A write that is refused here, before anything is sent.
async fn unsent(write: Write) {
    let desk = Desk::silent();
    let error = desk.run(desk.elevenst.act(&write)).await.unwrap_err();
    assert_eq!((error.persistence, desk.calls().len()), (Persistence::Permanent, 0), "{write:?}: {error}");
    assert!(matches!(error.kind, ErrorKind::Refused | ErrorKind::Unsupported), "{error}");
}

fn confirm(item: &str) -> Write {
    Write::Confirm { lines: vec![(BUNDLE.into(), line("1"))], items: vec![item.into()] }
}

fn refuse(reason: &str, text: &str, invoice: &str) -> ClaimAct {
    ClaimAct::RefuseDisputed {
        courier: "00034".into(),
        invoice: invoice.into(),
        reason: reason.to_owned(),
        text: text.to_owned(),
    }
}

fn because(reason: &str) -> ClaimAct {
    ClaimAct::RefuseBecause { reason: reason.to_owned(), text: "돌려\n보내지  않음 50%/2".to_owned() }
}

fn hold(reason: &str) -> ClaimAct {
    ClaimAct::Hold { reason: reason.to_owned(), detail: "사유".to_owned(), fee: None, until: None }
}

fn delay(text: &str, day: u32) -> Write {
    Write::Delay {
        order: ORDER.into(),
        bundle: BUNDLE.into(),
        line: line("1"),
        until: NaiveDate::from_ymd_opt(2026, 1, day),
        reason: "02".to_owned(),
        detail: text.to_owned(),
    }
}

#[tokio::test]
async fn a_line_is_confirmed_with_the_product_it_was_bought_along_with() {
    let path = format!("GET /ordservices/reqpackaging/{ORDER}/1");
    golden(confirm("1"), &format!("{path}/N/null/{BUNDLE}")).await;
    golden(confirm("1+29370295"), &format!("{path}/Y/29370295/{BUNDLE}")).await;
    golden(confirm("1+"), &format!("{path}/Y/null/{BUNDLE}")).await;
    let old = Write::Confirm { lines: vec![(BUNDLE.into(), line("1"))], items: Vec::new() };
    golden(old, &format!("{path}/N/null/{BUNDLE}")).await;
}

#[tokio::test]
async fn a_dispatch_names_the_minute_the_way_courier_number_and_bundle() {
    let ship = |courier, invoice| Write::Ship { parcels: vec![parcel(&["1", "2"], courier, invoice)] };
    let path = "GET /ordservices/reqdelivery/202601021204";
    golden(ship("00034", "600000000000"), &format!("{path}/01/00034/600000000000/{BUNDLE}")).await;
    golden(ship("05", ""), &format!("{path}/05/null/null/{BUNDLE}")).await;
}

#[tokio::test]
async fn a_part_names_its_order_and_its_lines() {
    let path = format!("GET /ordservices/reqdelivery/202601021204/01/00034/600000000000/{BUNDLE}/Y/{ORDER}");
    let split = Write::SplitShip {
        now: parcel(&["1", "3"], "00034", "600000000000"),
        later: vec![parcel_line("2")],
        later_courier: "00034".into(),
        later_on: NaiveDate::MIN,
    };
    golden(split, &format!("{path}/1,3")).await;
    let rest = Write::ShipRest { parcel: parcel(&["2"], "00034", "600000000000") };
    golden(rest, &format!("{path}/2")).await;
}

#[tokio::test]
async fn add_ons_do_not_leave_alone() {
    let path = format!("GET /ordservices/reqdelivery/202601021204/01/00034/600000000000/{BUNDLE}/Y/{ORDER}");
    let of = |items: &[&str]| {
        let mut rest = parcel(&["1", "2"], "00034", "600000000000");
        for (line, item) in rest.lines.iter_mut().zip(items) {
            line.item = (*item).into();
        }
        Write::ShipRest { parcel: rest }
    };
    unsent(of(&["1+29370295", "2+29370295"])).await;
    golden(of(&["1+", "2+29370295"]), &format!("{path}/1,2")).await;
    // 홈픽 오늘도착 is no courier of dispatches in parts.
    unsent(Write::ShipRest { parcel: parcel(&["1"], "00115", "600000000000") }).await;
}

#[tokio::test]
async fn pieces_leave_with_the_first_parcel_in_the_path_and_the_others_behind() {
    let pieces = |parts: &[(&str, u32)]| Write::ShipPieces {
        order: ORDER.into(),
        bundle: BUNDLE.into(),
        line: parcel_line("1"),
        courier: "00034".into(),
        parts: parts.iter().map(|(invoice, pieces)| ((*invoice).into(), *pieces)).collect(),
    };
    golden(
        pieces(&[("600000000000", 3), ("600000000001", 2), ("600000000002", 1)]),
        &format!(
            "GET /ordservices/reqdelivery/202601021204/01/00034/600000000000/{BUNDLE}/3/{ORDER}/1/600000000001@2%5E600000000002@1"
        ),
    )
    .await;
    unsent(pieces(&[("600000000000", 3)])).await;
    unsent(pieces(&[])).await;
    unsent(pieces(&[("600000000000", 3), ("6", 2)])).await;
    // A courier whose numbers no rule describes.
    let loose = |invoice: &str| Write::ShipPieces {
        order: ORDER.into(),
        bundle: BUNDLE.into(),
        line: parcel_line("1"),
        courier: "00099".into(),
        parts: vec![("A1".into(), 1), (invoice.into(), 2)],
    };
    for strange in ["A2@9", "A2^A3", "A2/A3", "송장", "A2%5E"] {
        unsent(loose(strange)).await;
    }
}

#[tokio::test]
async fn a_delay_is_an_xml_body() {
    golden(
        delay("주문이 많아 <조금> 늦어집니다", 20),
        &format!(
            "POST /ordservices/deliveryDelayGuide <?xml version=\"1.0\" encoding=\"UTF-8\"?><DeliveryDelayGuideRequest><ordNo>{ORDER}</ordNo><dlvNo>{BUNDLE}</dlvNo><delaySendDt>20260120</delaySendDt><delaySendRsnCd>02</delaySendRsnCd><delaySendRsn>주문이 많아 &lt;조금&gt; 늦어집니다</delaySendRsn></DeliveryDelayGuideRequest>"
        ),
    )
    .await;
    unsent(delay("짧은 사유", 20)).await;
    unsent(delay(&"가".repeat(101), 20)).await;
    let late = Write::Delay {
        order: ORDER.into(),
        bundle: BUNDLE.into(),
        line: line("1"),
        until: NaiveDate::from_ymd_opt(2026, 2, 2),
        reason: "02".to_owned(),
        detail: "주문이 많아 조금 늦어집니다".to_owned(),
    };
    unsent(late).await;
}

#[tokio::test]
async fn a_sale_is_cancelled_with_the_words_of_its_reason() {
    let cancel = |reason: &str| Write::CancelSale {
        order: ORDER.into(),
        bundle: BUNDLE.into(),
        lines: vec![(parcel_line("1"), 1)],
        reason: reason.to_owned(),
    };
    golden(
        cancel("10"),
        &format!("GET /claimservice/reqrejectorder/{ORDER}/1/10/%EA%B3%A0%EA%B0%9D%20%EB%B3%80%EC%8B%AC"),
    )
    .await;
    unsent(cancel("11")).await;
}

#[tokio::test]
async fn a_cancel_is_approved_by_its_number_first() {
    golden(verb(Cancel, ClaimAct::Approve), &format!("GET /claimservice/cancelreqconf/8192583/{ORDER}/1"))
        .await;
}

#[tokio::test]
async fn a_cancel_is_refused_by_a_dispatch_of_that_day() {
    let rest = format!("{ORDER}/1/8192583/01/20260102/00034/600000000000");
    let plain = format!("GET /claimservice/cancelreqreject/{rest}");
    let shipped = ClaimAct::RefuseShipped { courier: "00034".into(), invoice: "600000000000".into() };
    golden(verb(Cancel, shipped), &plain).await;
    golden(verb(Cancel, refuse("00", "", "600000000000")), &plain).await;
    golden(
        verb(Cancel, refuse("01", "구매자 사정", "600000000000")),
        &format!(
            "GET /claimservice/cancelreqrejectNEW/{rest}/01/%EA%B5%AC%EB%A7%A4%EC%9E%90%20%EC%82%AC%EC%A0%95"
        ),
    )
    .await;
    unsent(verb(Cancel, refuse("01", " ", "600000000000"))).await;
    unsent(verb(Cancel, refuse("03", "사유", "600000000000"))).await;
    unsent(verb(Cancel, refuse("00", "", "6000000000"))).await;
}

#[tokio::test]
async fn returns() {
    let tail = format!("{ORDER}/1/8192583");
    let words = "%EB%8F%8C%EB%A0%A4%20%EB%B3%B4%EB%82%B4%EC%A7%80%20%EC%95%8A%EC%9D%8C%2050%25%EF%BC%8F2";
    let refund = format!("GET /claimservice/returnreqconf/8192583/{ORDER}/1");
    golden(verb(Return, ClaimAct::Refund), &refund).await;
    let refusal = format!("GET /claimservice/returnreqreject/{tail}/103/{words}");
    golden(verb(Return, because("103")), &refusal).await;
    unsent(verb(Return, because("201"))).await;
    let held = format!("GET /claimservice/returnclaimdefer/{tail}/101/%EC%82%AC%EC%9C%A0");
    golden(verb(Return, hold("101")), &held).await;
    unsent(verb(Return, hold("106"))).await;
    let deferred = format!("GET /claimservice/returncompletedefer/{tail}/105/%EC%82%AC%EC%9C%A0");
    let defer = ClaimAct::Defer { reason: "105".to_owned(), detail: "사유".to_owned() };
    golden(verb(Return, defer), &deferred).await;
    unsent(verb(Return, ClaimAct::Release)).await;
}

#[tokio::test]
async fn a_pickup_reads_its_bundle_first_and_writes_once() {
    let path = "GET /claimservice/claimservice/returninvc/202601021204";
    let pickup = |courier: &str, invoice: &str| {
        let (courier, invoice) = (courier.into(), invoice.into());
        verb(Return, ClaimAct::RegisterPickup { courier, invoice })
    };
    golden(pickup("00034", "600000000000"), &format!("{path}/{BUNDLE}/00034/600000000000/01/8192583")).await;
    golden(pickup("05", ""), &format!("{path}/{BUNDLE}/null/null/05/8192583")).await;
    // 큐브플로우 is a courier of dispatches alone.
    unsent(pickup("00131", "1")).await;
    let unknown = Desk::always(200, super::NO_CLAIMS);
    let error = unknown.run(unknown.elevenst.act(&pickup("00034", "600000000000"))).await.unwrap_err();
    assert_eq!((error.kind, error.persistence), (ErrorKind::WrongState, Persistence::Permanent));
    assert_eq!(unknown.written(), [""; 0]);
}

#[tokio::test]
async fn a_filed_return_leaves_open_what_is_not_known() {
    let path = format!("GET /claimservice/sellerclaimfix/{ORDER}/1/105");
    let words = "%ED%95%A9%EC%9D%98";
    golden(filed("01-04", None, "합의"), &format!("{path}/01/null/null/null/{words}/04")).await;
    golden(
        filed("02-03", Some(("00034", "600000000000")), "합의"),
        &format!("{path}/02/00034/600000000000/01/{words}/03"),
    )
    .await;
    golden(filed("01-03", Some(("05", "")), "합의"), &format!("{path}/01/null/null/05/{words}/03")).await;
    unsent(filed("03-04", None, "합의")).await;
    unsent(filed("01-04", None, "")).await;
}

#[tokio::test]
async fn exchanges() {
    let reship = |courier: &str, invoice: &str| {
        verb(Exchange, ClaimAct::ReshipInPlace { courier: courier.into(), invoice: invoice.into() })
    };
    let path = format!("GET /claimservice/exchangereqconf/8192583/{ORDER}/1/00034/600000000000");
    golden(reship("00034", "600000000000"), &path).await;
    unsent(reship("05", "")).await;
    unsent(reship("00131", "1")).await;
    let refusal = ClaimAct::RefuseBecause { reason: "204".to_owned(), text: "refsRsn".to_owned() };
    golden(
        verb(Exchange, refusal),
        &format!("GET /claimservice/exchangereqreject/{ORDER}/1/8192583/204/refsRsn"),
    )
    .await;
    unsent(verb(Exchange, because("104"))).await;
}

#[tokio::test]
async fn an_undelivered_report_is_answered_with_a_number_only_when_it_was_sent_again() {
    let body = |reason: &str, rest: &str| {
        format!(
            "PUT /nondeliverys/nondeliverystatus/{ORDER}/1 <?xml version=\"1.0\" encoding=\"UTF-8\"?><NonDelivery><nonDlvSeq>970539</nonDlvSeq><sellerDtlsRsn>{reason}</sellerDtlsRsn><sellerDtlsCont>다시 보냈습니다 &lt;확인 &amp; 부탁&gt;</sellerDtlsCont>{rest}</NonDelivery>"
        )
    };
    golden(answered("101", Some(("00034", "600000000000"))), &body("101", "")).await;
    golden(
        answered("102", Some(("00034", "600000000000"))),
        &body("102", "<dlvMthdCd>01</dlvMthdCd><dlvEtprsCd>00034</dlvEtprsCd><invcNo>600000000000</invcNo>"),
    )
    .await;
    golden(answered("102", Some(("05", ""))), &body("102", "<dlvMthdCd>05</dlvMthdCd>")).await;
    unsent(answered("102", None)).await;
    unsent(answered("105", None)).await;
}

#[tokio::test]
async fn what_cannot_be_right_is_not_sent() {
    unsent(Write::Ship { parcels: vec![parcel(&["1"], "00034", "123")] }).await;
    unsent(Write::Ship { parcels: vec![parcel(&["1"], "99999", "600000000000")] }).await;
    unsent(Write::Ship { parcels: vec![parcel(&["1"], "00034", "600000000000"); 2] }).await;
    unsent(Write::ShipRest { parcel: parcel(&["1"], "05", "") }).await;
    unsent(Write::ChangeInvoice { parcels: vec![parcel(&["1"], "00034", "600000000000")] }).await;
    let two = vec![(BUNDLE.into(), line("1")), (BUNDLE.into(), line("2"))];
    unsent(Write::Confirm { lines: two, items: Vec::new() }).await;
    for strange in ["", "../1", "1/2", "주문", "1?x"] {
        let lines = vec![(BUNDLE.into(), super::super::line_id(strange, "1"))];
        unsent(Write::Confirm { lines, items: Vec::new() }).await;
    }
    unsent(Write::Confirm { lines: vec![(BUNDLE.into(), "1".into())], items: Vec::new() }).await;
}
