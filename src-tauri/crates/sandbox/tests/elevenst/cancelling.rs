use chrono::TimeDelta;
use sandbox::elevenst::{Address, LineTruth, Operation, RefusedCancel, Verb};

use crate::support::{Desk, day, somebody, value, words};

async fn asked(desk: &Desk, quantity: u32, wanted: Option<u32>) -> (LineTruth, String) {
    let line = desk.confirmed(quantity).await;
    let claim = desk.shop.buyer_cancels(&line.line_id, wanted).unwrap().claim_id.unwrap();
    (line, claim)
}

fn approval(line: &LineTruth, claim: &str) -> String {
    format!("/claimservice/cancelreqconf/{claim}/{}/{}", line.ord_no, line.ord_prd_seq)
}

fn refusal(desk: &Desk, (line, claim): (&LineTruth, &str), number: &str) -> String {
    let (order, seq, sent) = (&line.ord_no, line.ord_prd_seq, day(desk.clock.now()));
    format!("/claimservice/cancelreqreject/{order}/{seq}/{claim}/01/{sent}/00034/{number}")
}

#[tokio::test]
async fn before_confirmation_a_buyer_cancels_at_once() {
    let desk = Desk::open(0).await;
    let line = desk.paid(3);
    desk.shop.buyer_cancels(&line.line_id, Some(1)).unwrap();
    assert_eq!((desk.status(&line.line_id).as_str(), desk.line(&line.line_id).remain_quantity), ("202", 2));
    assert_eq!(desk.list("/claimservice/cancelorders", 1).await.code(), -1, "no rows");
    let row = desk.list("/claimservice/canceledorders", 1).await;
    assert_eq!((value(&row.rows[0], "ordCnStatCd"), value(&row.rows[0], "ordCnTypCd")), ("02", "01"));
    desk.shop.buyer_cancels(&line.line_id, None).unwrap();
    assert_eq!(desk.status(&line.line_id), "B01");
    assert_eq!(desk.list("/ordservices/complete", 1).await.code(), 0);
}

#[tokio::test]
async fn for_the_sellers_fault_it_waits_even_then() {
    let desk = Desk::open(0).await;
    let line = desk.paid(1);
    let claim = desk.shop.buyer_cancels_for_fault(&line.line_id).unwrap().claim_id.unwrap();
    assert_eq!(desk.status(&line.line_id), "701");
    assert_eq!(desk.list("/ordservices/complete", 1).await.code(), 0, "it left the list of its status");
    assert_eq!(desk.list("/claimservice/cancelorders", 1).await.lines(), std::slice::from_ref(&line.line_id));
    desk.get(&approval(&line, &claim)).await.done();
    assert_eq!(desk.status(&line.line_id), "B01");
}

#[tokio::test]
async fn a_request_is_approved_once() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 3, Some(2)).await;
    assert_eq!(desk.status(&line.line_id), "301", "a claim on a part covers nothing");
    let standing = desk.get(&format!("/claimservice/orderlistall/{}", line.ord_no)).await;
    assert_eq!((value(&standing.rows[0], "ordQty"), value(&standing.rows[0], "ordCnQty")), ("3", "2"));
    desk.get(&approval(&line, "99")).await.refused(-22_004);
    desk.get(&format!("/claimservice/cancelreqconf/{claim}/1/1")).await.refused(-22_002);
    desk.get(&format!("/claimservice/cancelreqconf/{claim}/{}/9", line.ord_no)).await.refused(-22_003);
    let answer = desk.get(&approval(&line, &claim)).await;
    answer.done();
    assert_eq!(answer.words(), "전체 1건이 정상적으로 취소처리가 되었습니다.");
    let again = desk.get(&approval(&line, &claim)).await;
    again.refused(-1);
    assert_eq!(again.words(), "이미 취소 완료된 신청건 입니다.");
    assert_eq!(desk.shop.applied(Operation::ApproveCancel, &claim), 1);
    let line = desk.line(&line.line_id);
    assert_eq!((line.shown_status.as_str(), line.remain_quantity, line.quantity), ("301", 1, 3));
    assert_eq!(desk.list("/claimservice/cancelorders", 1).await.code(), -1);
    desk.dispatch(&line.dlv_no, &desk.number()).await.done();
}

#[tokio::test]
async fn a_refusal_is_a_dispatch() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    assert_eq!(desk.status(&line.line_id), "701");
    let good = desk.number();
    let path = |from: &str, to: &str| refusal(&desk, (&line, &claim), &good).replace(from, to);
    let today = day(desk.clock.now());
    for (path, code) in [
        (path(&format!("/{claim}/"), "/1/"), -23_002),
        (path(&line.ord_no, "1"), -23_007),
        (path(&format!("/{today}/"), &format!("/{today}1200/")), -23_003),
        (path("/01/", "/06/"), -23_004),
        (path(&good, "6000000001"), -23_005),
        (path("00034", "00138"), -23_006),
        (path("00034", "null"), -23_006),
    ] {
        desk.get(&path).await.refused(code);
    }
    let answer = desk.get(&refusal(&desk, (&line, &claim), &good)).await;
    answer.done();
    assert_eq!(
        answer.words(),
        "전체 1건이 정상적으로 취소처리가 되었습니다.",
        "a refusal in the words of a cancel"
    );
    assert_eq!(desk.status(&line.line_id), "401");
    assert_eq!(desk.line(&line.line_id).parcels[0].number, Some(good.clone()));
    let row = desk.list("/claimservice/withdrawcanceledorders", 1).await;
    assert_eq!(value(&row.rows[0], "ordCnStatCd"), "05");
    desk.get(&refusal(&desk, (&line, &claim), &good)).await.refused(-23_007);
    assert_eq!(desk.shop.applied(Operation::RejectCancel, &claim), 1);
}

#[tokio::test]
async fn a_fault_is_disputed_before_confirmation_only() {
    let desk = Desk::open(0).await;
    for (reason, status) in [("01", "202"), ("02", "401")] {
        let line = desk.paid(1);
        let claim = desk.shop.buyer_cancels_for_fault(&line.line_id).unwrap().claim_id.unwrap();
        let plain = refusal(&desk, (&line, &claim), &desk.number());
        desk.get(&plain).await.refused(-23_008);
        let base = plain.replace("cancelreqreject", "cancelreqrejectNEW");
        desk.get(&format!("{base}/03/{}", words("사유"))).await.refused(-24_001);
        desk.get(&format!("{base}/{reason}/%20")).await.refused(-24_002);
        desk.get(&format!("{base}/{reason}/{}", words("이미 보냈습니다"))).await.done();
        assert_eq!(desk.status(&line.line_id), status);
        assert_eq!(desk.shop.applied(Operation::RejectCancelFault, &claim), 1);
    }
    let (line, claim) = asked(&desk, 1, None).await;
    let path =
        refusal(&desk, (&line, &claim), &desk.number()).replace("cancelreqreject", "cancelreqrejectNEW");
    desk.get(&format!("{path}/02/a")).await.refused(-23_008);
}

#[tokio::test]
async fn a_withdrawn_request_moves_to_its_list() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    desk.clock.advance(TimeDelta::days(3));
    desk.shop.buyer_withdraws(&claim).unwrap();
    assert_eq!(desk.status(&line.line_id), "301");
    assert_eq!(desk.list("/claimservice/cancelorders", 10).await.code(), -1);
    let row = desk.list("/claimservice/withdrawcanceledorders", 1).await;
    assert_eq!((row.lines(), value(&row.rows[0], "ordCnStatCd")), (vec![line.line_id.clone()], "05"));
    assert!(!row.names().contains(&"ordCnMnbdCd"));
    desk.set(|settings| settings.by_request_date = true);
    assert_eq!(desk.list("/claimservice/withdrawcanceledorders", 1).await.code(), -1);
    desk.get(&approval(&line, &claim)).await.refused(-1);
    desk.set(|settings| settings.handled_rows_stay = true);
    assert_eq!(desk.list("/claimservice/cancelorders", 10).await.lines(), [line.line_id]);
}

#[tokio::test]
async fn the_marketplace_cancels_what_is_late_and_what_was_decided() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 2, Some(1)).await;
    desk.shop.support_cancels(&line.line_id).unwrap();
    assert_eq!((desk.status(&line.line_id).as_str(), desk.claim(&claim).code.as_str()), ("B01", "05"));
    let rows = desk.list("/claimservice/canceledorders", 1).await;
    assert_eq!((value(&rows.rows[0], "ordCnTypCd"), value(&rows.rows[0], "ordCnQty")), ("02", "2"));
    let line = desk.delivered(1).await;
    assert!(desk.shop.office_cancels(&line.line_id).is_err());
    desk.shop.buyer_decides(&line.line_id).unwrap();
    desk.shop.office_cancels(&line.line_id).unwrap();
    assert_eq!(desk.status(&line.line_id), "C01");
    let rows = desk.list("/claimservice/officecancellist", 1).await;
    assert_eq!((rows.lines(), value(&rows.rows[0], "clmStat")), (vec![line.line_id.clone()], "106"));
    assert_eq!(value(&rows.rows[0], "clmReqRsn"), "119", "its own table of reasons");
    let rows = desk.list("/claimservice/returnedorders", 1).await;
    assert_eq!((rows.lines(), value(&rows.rows[0], "clmReqRsn")), (vec![line.line_id], "198"));
    assert_eq!(value(&rows.rows[0], "dlvCstRespnClf"), "02");
    desk.set(|settings| settings.office_cancels_apart = true);
    assert_eq!(desk.list("/claimservice/returnedorders", 1).await.code(), -1);
}

#[tokio::test]
async fn who_is_at_fault_for_a_cancel_by_the_marketplace() {
    let desk = Desk::open(0).await;
    let mut fault = Vec::new();
    for reason in ["190", "192", "193", "194", "195", "196", "197", "198", "199"] {
        let line = desk.delivered(1).await.line_id;
        desk.shop.buyer_decides(&line).unwrap();
        let wrong = Verb::OfficeCancels { line: line.clone(), reason: Some("191".to_owned()) };
        assert!(desk.shop.act(&wrong).is_err());
        desk.shop.act(&Verb::OfficeCancels { line, reason: Some(reason.to_owned()) }).unwrap();
    }
    for row in &desk.list("/claimservice/returnedorders", 1).await.rows {
        assert_eq!(value(row, "stlDlvCst"), "0", "nothing travels");
        if value(row, "dlvCstRespnClf") == "01" {
            fault.push(value(row, "clmReqRsn").to_owned());
        }
    }
    assert_eq!(fault, ["192", "193", "194", "199"]);
    let line = desk.confirmed(1).await;
    let verb =
        Verb::BuyerCancels { line: line.line_id.clone(), quantity: None, reason: Some("22".to_owned()) };
    let claim = desk.shop.act(&verb).unwrap().claim_id.unwrap();
    desk.get(&approval(&line, &claim)).await.done();
    let rows = desk.list("/claimservice/canceledorders", 1).await;
    let told = (value(&rows.rows[0], "ordCnMnbdCd"), value(&rows.rows[0], "dlvCstRespnClf"));
    assert_eq!(told, ("01", "02"), "asked by the buyer, paid by the seller");
}

#[tokio::test]
async fn how_a_refused_request_shows_is_a_dial() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    desk.get(&refusal(&desk, (&line, &claim), &desk.number())).await.done();
    for (dial, asked, withdrawn) in [
        (RefusedCancel::Withdrawn, None, Some("05")),
        (RefusedCancel::Gone, None, None),
        (RefusedCancel::Stays, Some("01"), None),
    ] {
        desk.set(|settings| settings.refused_cancel = dial);
        for (list, code) in [("cancelorders", asked), ("withdrawcanceledorders", withdrawn)] {
            let rows = desk.list(&format!("/claimservice/{list}"), 1).await;
            let told = rows.rows.first().map(|row| value(row, "ordCnStatCd"));
            assert_eq!(told, code, "{dial:?}: {list}");
        }
    }
    desk.get(&refusal(&desk, (&line, &claim), &desk.number())).await.refused(-23_007);
}

#[tokio::test]
async fn nobody_pays_or_nobody_wants_the_gift() {
    let desk = Desk::open(0).await;
    let wish = sandbox::elevenst::OrderWish { unpaid: true, lines: Some(1), ..Default::default() };
    let unpaid = desk.wished(wish);
    assert_eq!(
        desk.list("/ordservices/standby", 1).await.lines(),
        std::slice::from_ref(&unpaid.lines[0].line_id)
    );
    desk.shop.act(&Verb::PaymentLapses { ord_no: unpaid.ord_no.clone() }).unwrap();
    assert_eq!(desk.status(&unpaid.lines[0].line_id), "B01");
    assert!(desk.shop.act(&Verb::BuyerPays { ord_no: unpaid.ord_no }).is_err());
    let wish = sandbox::elevenst::OrderWish { gift: true, lines: Some(1), ..Default::default() };
    let (given, declined) = (desk.wished(wish.clone()), desk.wished(wish));
    let waiting = desk.list("/ordservices/delvplacestandby", 1).await;
    assert_eq!((waiting.rows.len(), value(&waiting.rows[0], "rcvrNm")), (2, ""));
    let island = Some(Address {
        base_address: "제주특별자치도 제주시 첨단로 242".to_owned(), ..somebody()
    });
    desk.shop.act(&Verb::GiftReceived { ord_no: given.ord_no.clone(), receiver: island }).unwrap();
    desk.shop.act(&Verb::GiftDeclined { ord_no: declined.ord_no }).unwrap();
    let paid = desk.list("/ordservices/complete", 1).await;
    assert_eq!(
        (paid.lines(), value(&paid.rows[0], "sendGiftYn")),
        (vec![given.lines[0].line_id.clone()], "Y")
    );
    let surcharge = (value(&paid.rows[0], "bmDlvCst"), value(&paid.rows[0], "bmDlvCstType"));
    assert_eq!(surcharge, ("5000", "04"), "the seller has it still to ask for");
    let reasons: Vec<String> = desk.shop.claims().into_iter().map(|claim| claim.reason).collect();
    assert_eq!(reasons, ["00", "98"]);
}
