//! Orders, claims and settlements by number.

use chrono::{NaiveDate, TimeDelta};
use domain::{ClaimKind, ClaimStep, Fact, OrderId, Stage, Won};

use super::{
    BUNDLE, CANCELS, COMPLETE, Desk, NO_CLAIMS, NOTHING, ORDER, RETURNS, SETTLED, STATUSES, answer, claim,
    line,
};
use crate::layers::tests::noon;
use crate::{FeedId, FeedRequest, LineRef, Marketplace, Span};

const WINDOW: &str = "202601010000/202601021205";

fn reference(seq: &str) -> LineRef {
    LineRef { order: ORDER.into(), bundle: BUNDLE.into(), line: line(seq) }
}

#[tokio::test]
async fn an_order_is_read_by_number_with_its_status_and_its_deadline() {
    let desk = Desk::listing(&[
        ("complete.order", COMPLETE),
        ("complete", COMPLETE),
        ("orderlistalladdr", STATUSES),
    ]);
    let lines = desk.run(desk.elevenst.read_order(&ORDER.into())).await.unwrap();
    assert_eq!(
        desk.calls(),
        [
            format!("GET /ordservices/complete/{ORDER}"),
            format!("GET /claimservice/orderlistalladdr/{ORDER}"),
            "GET /ordservices/complete/202601011146/202601021206".to_owned(),
        ]
    );
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0].quantity.to_ship(), 2);
    assert_eq!(lines[0].ship_by, NaiveDate::from_ymd_opt(2026, 1, 5));
    assert_eq!(lines[0].receiver.customs_code, "P000000000000", "the address alone is told anew");
}

#[tokio::test]
async fn a_line_under_a_claim_keeps_the_stage_that_its_moments_tell() {
    let under = |status: &'static str, snd: &'static str| {
        Desk::answering(move |request| {
            let text = String::from_utf8_lossy(STATUSES).replace(">202<", &format!(">{status}<"));
            match request.operation {
                "complete.order" => {
                    let told = format!(
                        "<newField></newField><plcodrCnfDt>2026-01-01 12:00:00</plcodrCnfDt><sndEndDt>{snd}</sndEndDt>"
                    );
                    let text = encoding_rs::EUC_KR
                        .decode(COMPLETE)
                        .0
                        .replace("<newField>tolerated</newField>", &told);
                    answer(200, text.as_bytes())
                }
                "orderlistalladdr" => answer(200, text.as_bytes()),
                _ => answer(200, NOTHING.as_bytes()),
            }
        })
    };
    for (status, snd, stage) in [
        ("701", "null", Stage::Preparing),
        ("601", "2026-01-02 10:00:00", Stage::Delivered),
        ("401", "2026-01-02 10:00:00", Stage::Delivering),
        ("901", "2026-01-02 10:00:00", Stage::Confirmed),
        ("B01", "null", Stage::Canceled),
        ("102", "null", Stage::Unknown),
        ("999", "null", Stage::Unknown),
    ] {
        let desk = under(status, snd);
        let lines = desk.run(desk.elevenst.read_order(&ORDER.into())).await.unwrap();
        assert_eq!(lines[0].stage, stage, "{status}");
        assert!(lines[0].raw_status.ends_with(status), "{}", lines[0].raw_status);
    }
}

#[tokio::test]
async fn an_order_that_is_gone_has_no_lines() {
    let desk = Desk::always(200, NOTHING);
    assert_eq!(desk.run(desk.elevenst.read_order(&ORDER.into())).await.unwrap(), []);
}

#[tokio::test]
async fn a_bundle_is_the_lines_of_its_number() {
    let desk = Desk::listing(&[("complete.order", COMPLETE), ("orderlistalladdr", STATUSES)]);
    let read = desk.run(desk.elevenst.read_bundle(&ORDER.into(), &BUNDLE.into())).await.unwrap();
    assert_eq!(read.len(), 2);
    let other = desk.run(desk.elevenst.read_bundle(&ORDER.into(), &"9".into())).await.unwrap();
    assert_eq!(other, []);
}

#[tokio::test]
async fn many_bundles_are_found_in_the_list_of_their_stage() {
    let desk = Desk::answering(|request| match request.operation {
        "complete" => answer(200, COMPLETE),
        "orderlistalladdr" => answer(200, STATUSES),
        _ => answer(200, NOTHING.as_bytes()),
    });
    let order = |n: u32| OrderId::new(format!("2026010100000000{n}"));
    let bundles: Vec<_> = (1..=5).map(|n| (order(n), BUNDLE.into())).collect();
    let lines = desk.run(desk.elevenst.read_bundles(&bundles, Stage::Paid)).await.unwrap();
    assert_eq!(lines.len(), 2);
    let calls = desk.calls();
    assert_eq!(calls[0], format!("GET /ordservices/complete/{WINDOW}"));
    assert!(calls[1].starts_with("GET /claimservice/orderlistalladdr/20260101000000001,"), "{}", calls[1]);
    // Those that the list does not show are asked for by number.
    assert_eq!(
        calls[2..].iter().filter(|call| call.starts_with("GET /ordservices/complete/2026")).count(),
        4
    );
}

#[tokio::test]
async fn standing_is_two_calls_and_holds_every_cancel_that_waits() {
    let desk = Desk::listing(&[("orderlistalladdr", STATUSES), ("cancelorders", CANCELS)]);
    let lines = [reference("1"), reference("2")];
    let standing = desk.run(desk.elevenst.read_standing(&lines, Stage::Preparing)).await.unwrap();
    assert_eq!(
        desk.calls(),
        [
            format!("GET /claimservice/orderlistalladdr/{ORDER}"),
            "GET /claimservice/cancelorders/202512031304/202601021205".to_owned(),
        ]
    );
    assert_eq!((standing.lines.len(), standing.news.len(), standing.claims.len()), (0, 2, 1));
    assert_eq!(standing.claims[0].claim, claim(ClaimKind::Cancel));
}

#[tokio::test]
async fn a_status_that_cannot_be_read_stops_who_is_about_to_act() {
    const HALF: &str =
        "<orders><order><ordNo>20260101000000001</ordNo><ordPrdSeq>1</ordPrdSeq></order></orders>";
    let desk = Desk::always(200, HALF);
    let error = desk.run(desk.elevenst.read_standing(&[reference("1")], Stage::Paid)).await.unwrap_err();
    assert!(error.message.contains("ordPrdStat"), "{error}");
}

#[tokio::test]
async fn goods_that_have_not_left_are_looked_for_among_the_cancels_alone() {
    let desk = Desk::listing(&[("orderlistalladdr", STATUSES), ("cancelorders", CANCELS)]);
    let claims = desk.run(desk.elevenst.read_claims(&[ORDER.into()])).await.unwrap();
    assert_eq!(claims.len(), 1);
    let asked: Vec<_> = desk.calls()[1..].to_vec();
    assert_eq!(
        asked,
        ["cancelorders", "canceledorders", "withdrawcanceledorders"]
            .map(|list| format!("GET /claimservice/{list}/{WINDOW}"))
    );
}

#[tokio::test]
async fn all_claims_of_one_order_come_from_every_list() {
    let desk = Desk::listing(&[("cancelorders", CANCELS), ("returnorders", RETURNS)]);
    let claims = desk.run(desk.elevenst.read_claims(&[ORDER.into()])).await.unwrap();
    let kinds: Vec<_> = claims.iter().map(|claim| claim.kind).collect();
    assert_eq!((kinds, desk.calls().len()), (vec![ClaimKind::Cancel, ClaimKind::Return], 11));
    let many = desk.run(desk.elevenst.read_claims(&[ORDER.into(), "2".into()])).await.unwrap();
    assert_eq!((many.len(), desk.calls().len()), (1, 12), "of many only what waits");
}

#[tokio::test]
async fn one_claim_is_looked_for_along_its_way() {
    let done = String::from_utf8_lossy(CANCELS).replace(">01</ordCnStatCd>", ">02</ordCnStatCd>");
    let desk = Desk::answering(move |request| match request.operation {
        "canceledorders" => answer(200, done.as_bytes()),
        _ => answer(200, NO_CLAIMS.as_bytes()),
    });
    let id = claim(ClaimKind::Cancel);
    let found = desk.run(desk.elevenst.read_claim(&ORDER.into(), ClaimKind::Cancel, &id)).await.unwrap();
    let Some(Fact::Claim(found)) = found else { panic!("{found:?}") };
    assert_eq!((found.step, desk.calls().len()), (ClaimStep::Completed, 2));
}

#[tokio::test]
async fn a_claim_that_no_list_shows_was_given_up_only_if_its_line_goes_on() {
    let id = claim(ClaimKind::Return);
    for (status, given_up) in [("401", true), ("501", true), ("601", false), ("A01", false), ("999", false)] {
        let desk = Desk::answering(move |request| match request.operation {
            "orderlistalladdr" => {
                let text = String::from_utf8_lossy(STATUSES).replace(">202<", &format!(">{status}<"));
                answer(200, text.as_bytes())
            }
            _ => answer(200, NO_CLAIMS.as_bytes()),
        });
        let read = desk.run(desk.elevenst.read_claim(&ORDER.into(), ClaimKind::Return, &id)).await.unwrap();
        let expected = given_up.then(|| Fact::Withdrawn { claim: id.clone(), at: None });
        assert_eq!(read, expected, "{status}");
        let open = FeedRequest::Claims(vec![id.clone()]);
        let told = desk.run(desk.elevenst.collect(FeedId("claims"), open)).await.unwrap();
        assert_eq!(told.facts, Vec::from_iter(expected), "{status}");
    }
}

#[tokio::test]
async fn settlements_end_yesterday_and_span_a_month_at_most() {
    let desk = Desk::listing(&[("settlementList", SETTLED)]);
    let span = Span { from: noon() - TimeDelta::days(40), to: noon() };
    let told = desk.run(desk.elevenst.settlements(span)).await.unwrap();
    assert_eq!(
        desk.calls(),
        [
            "GET /settlement/settlementList/20251123/20251223",
            "GET /settlement/settlementList/20251224/20260101"
        ]
    );
    let row = &told[0];
    assert_eq!((row.order.as_str(), row.line.clone(), row.claim.clone()), (ORDER, Some(line("1")), None));
    assert_eq!((row.sold, row.fee, row.paid), (Won::new(21_500), Won::new(1_320), Won::new(18_200)));
    assert_eq!((row.shipping, row.on), (Won::new(2_500), NaiveDate::from_ymd_opt(2026, 1, 5)));
    assert!(!row.raw.contains("홍길동"), "{}", row.raw);
}

#[tokio::test]
async fn settlements_without_rows_and_with_flat_rows() {
    let span = Span { from: noon() - TimeDelta::days(3), to: noon() };
    let desk = Desk::always(200, NOTHING);
    assert_eq!(desk.run(desk.elevenst.settlements(span)).await.unwrap(), []);
    let flat = "<ns2:seStlDtlList xmlns:ns2=\"n\"><clmReqSeq>7</clmReqSeq><ordNo>1</ordNo><ordPrdSeq>1</ordPrdSeq><ordPrdSeq>1</ordPrdSeq><stlAmt>-5</stlAmt><clmReqSeq>0</clmReqSeq><ordNo>2</ordNo><ordPrdSeq>1</ordPrdSeq><ordPrdSeq>1</ordPrdSeq></ns2:seStlDtlList>";
    let desk = Desk::always(200, flat);
    let told = desk.run(desk.elevenst.settlements(span)).await.unwrap();
    let rows: Vec<_> = told.iter().map(|row| (row.order.as_str(), row.claim.as_deref(), row.paid)).collect();
    assert_eq!(rows, [("1", Some("7"), Won::new(-5)), ("2", None, Won::ZERO)]);
    for (code, temporary) in [("2", false), ("1000", true)] {
        let desk = Desk::always(200, &NOTHING.replace(">0<", &format!(">{code}<")));
        let error = desk.run(desk.elevenst.settlements(span)).await.unwrap_err();
        assert_eq!(error.persistence == crate::Persistence::Temporary, temporary, "{code}");
    }
}
