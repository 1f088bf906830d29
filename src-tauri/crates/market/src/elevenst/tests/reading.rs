//! Orders, claims and settlements by number.

use chrono::{NaiveDate, TimeDelta};
use domain::{BundleId, ClaimId, ClaimKind, ClaimStep, Fact, OrderId, Stage, Won};

use super::{
    BUNDLE, CANCELS, COMPLETE, Desk, NO_CLAIMS, NOTHING, ORDER, RETURNS, SETTLED, STATUSES, answer, claim,
    line,
};
use crate::elevenst::claim_id;
use crate::layers::tests::noon;
use crate::{FeedId, FeedRequest, LineRef, Marketplace, Span};

const WINDOW: &str = "202601010000/202601021205";
/// As claims are asked for: some minutes beyond the moment.
const CLAIMS: &str = "202601010000/202601021210";

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
            "GET /ordservices/complete/202601011146/202601021205".to_owned(),
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
            "GET /claimservice/cancelorders/202512031309/202601021210".to_owned(),
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
            .map(|list| format!("GET /claimservice/{list}/{CLAIMS}"))
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

/// What reading a claim tells that no list shows, while its line stands at a status with so many cancelled pieces; of
/// a claim that is asked for as an open one the same is told.
async fn unlisted(id: &ClaimId, kind: ClaimKind, status: &str, canceled: u32) -> Option<Fact> {
    let text = String::from_utf8_lossy(STATUSES)
        .replace(">202<", &format!(">{status}<"))
        .replace("<ordCnQty>1<", &format!("<ordCnQty>{canceled}<"));
    let desk = Desk::answering(move |request| match request.operation {
        "orderlistalladdr" => answer(200, text.as_bytes()),
        _ => answer(200, NO_CLAIMS.as_bytes()),
    });
    let read = desk.run(desk.elevenst.read_claim(&ORDER.into(), kind, id)).await.unwrap();
    let open = FeedRequest::Claims(vec![id.clone()]);
    let told = desk.run(desk.elevenst.collect(FeedId("claims"), open)).await.unwrap();
    assert_eq!(told.facts, Vec::from_iter(read.clone()), "{status}");
    read
}

#[tokio::test]
async fn a_claim_that_no_list_shows_is_gone_only_if_its_line_goes_on() {
    for (kind, status, gone) in [
        (ClaimKind::Return, "401", true),
        (ClaimKind::Return, "501", true),
        (ClaimKind::Return, "601", false),
        (ClaimKind::Return, "701", false),
        (ClaimKind::Return, "801", false),
        (ClaimKind::Return, "A01", false),
        (ClaimKind::Return, "999", false),
        (ClaimKind::Cancel, "301", true),
        (ClaimKind::Cancel, "701", false),
        (ClaimKind::Cancel, "B01", false),
        (ClaimKind::Exchange, "501", true),
        (ClaimKind::Exchange, "901", true),
        // The new goods are under way: approved, and not ended yet.
        (ClaimKind::Exchange, "401", false),
        (ClaimKind::Exchange, "601", false),
    ] {
        let id = claim(kind);
        let expected = gone.then(|| Fact::Gone { claim: id.clone() });
        assert_eq!(unlisted(&id, kind, status, 0).await, expected, "{kind:?} {status}");
    }
}

#[tokio::test]
async fn a_cancel_whose_pieces_are_still_counted_is_not_gone() {
    assert_eq!(unlisted(&claim(ClaimKind::Cancel), ClaimKind::Cancel, "301", 1).await, None);
    let other = claim_id(ORDER, "1", ClaimKind::Cancel, "1");
    let text = String::from_utf8_lossy(STATUSES).replace(">202<", ">301<");
    let desk = Desk::answering(move |request| match request.operation {
        "cancelorders" => answer(200, CANCELS),
        "orderlistalladdr" => answer(200, text.as_bytes()),
        _ => answer(200, NO_CLAIMS.as_bytes()),
    });
    let read = desk.run(desk.elevenst.read_claim(&ORDER.into(), ClaimKind::Cancel, &other)).await.unwrap();
    assert_eq!(read, Some(Fact::Gone { claim: other }), "the one piece is that of another cancel");
}

#[tokio::test]
async fn a_claim_on_an_order_that_the_lists_were_not_read_for_is_not_gone() {
    for order in ["20250901000000001", "order"] {
        let text = String::from_utf8_lossy(STATUSES).replace(ORDER, order).replace(">202<", ">501<");
        let desk = Desk::answering(move |request| match request.operation {
            "orderlistalladdr" => answer(200, text.as_bytes()),
            _ => answer(200, NO_CLAIMS.as_bytes()),
        });
        let id = claim_id(order, "1", ClaimKind::Return, "8192583");
        let read = desk.run(desk.elevenst.read_claim(&order.into(), ClaimKind::Return, &id)).await.unwrap();
        assert_eq!(read, None, "{order}");
    }
}

#[tokio::test]
async fn what_has_left_stands_with_its_returns_and_exchanges() {
    let other = OrderId::from("20260101000000002");
    let elsewhere = LineRef { order: other, bundle: BUNDLE.into(), line: line("9") };
    for (lines, status, expected) in [
        (vec![reference("1")], "501", true),
        (vec![reference("1")], "601", true),
        (vec![reference("1")], "301", false),
        (vec![reference("1"), elsewhere.clone()], "401", true),
        (vec![reference("1"), elsewhere], "701", false),
    ] {
        let text = String::from_utf8_lossy(STATUSES).replace(">202<", &format!(">{status}<"));
        let desk = Desk::answering(move |request| match request.operation {
            "orderlistalladdr" => answer(200, text.as_bytes()),
            "returnorders" => answer(200, RETURNS),
            _ => answer(200, NO_CLAIMS.as_bytes()),
        });
        let standing = desk.run(desk.elevenst.read_standing(&lines, Stage::Preparing)).await.unwrap();
        let kinds: Vec<_> = standing.claims.iter().map(|claim| claim.kind).collect();
        assert_eq!(kinds, Vec::from_iter(expected.then_some(ClaimKind::Return)), "{status}");
        assert_eq!(desk.calls().len(), if expected { 4 } else { 2 }, "{status}");
    }
}

#[tokio::test]
async fn a_line_without_a_status_stands_nowhere_that_is_known() {
    let desk = Desk::listing(&[("complete.order", COMPLETE), ("complete", COMPLETE)]);
    let lines = desk.run(desk.elevenst.read_order(&ORDER.into())).await.unwrap();
    let stages: Vec<_> = lines.iter().map(|line| line.stage).collect();
    assert_eq!(stages, [Stage::Unknown, Stage::Unknown]);
    let bundles: Vec<(OrderId, BundleId)> =
        (1..=4).map(|n| (OrderId::new(format!("2026010100000000{n}")), BUNDLE.into())).collect();
    let lines = desk.run(desk.elevenst.read_bundles(&bundles, Stage::Paid)).await.unwrap();
    assert!(lines.iter().all(|line| line.stage == Stage::Unknown), "{lines:?}");
}

#[tokio::test]
async fn a_late_deadline_is_looked_for_week_by_week_until_it_is_found() {
    /// An order of five weeks ago.
    const OLD: &str = "20251128000000001";
    let text = |body: &[u8]| {
        encoding_rs::EUC_KR.decode(body).0.replace(ORDER, OLD).replace("2026-01-01 11:4", "2025-11-28 11:4")
    };
    for (shown_at, calls) in [("20251205", 2), ("20251226", 5), ("nowhere", 6)] {
        let desk = Desk::answering(move |request| match request.operation {
            "complete" if !request.path.contains(&format!("complete/{shown_at}")) => {
                answer(200, NOTHING.as_bytes())
            }
            "complete" => answer(200, text(COMPLETE).as_bytes()),
            "complete.order" => answer(200, text(COMPLETE).replace("2026-01-05 00:00:00", "null").as_bytes()),
            _ => answer(200, String::from_utf8_lossy(STATUSES).replace(ORDER, OLD).as_bytes()),
        });
        let lines = desk.run(desk.elevenst.read_order(&OLD.into())).await.unwrap();
        let found = (shown_at != "nowhere").then(|| NaiveDate::from_ymd_opt(2026, 1, 5)).flatten();
        assert_eq!((lines[0].ship_by, lines[1].ship_by), (found, found), "{shown_at}");
        let asked = desk.calls().iter().filter(|call| call.contains("/complete/2")).count() - 1;
        assert_eq!(asked, calls, "{shown_at}: {:?}", desk.calls());
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
