use chrono::TimeDelta;
use sandbox::elevenst::{LineStatus, LineTruth, Operation, OrderWish, Verb};

use crate::support::{Desk, minute, value, words};

async fn asked(desk: &Desk, quantity: u32, wanted: Option<u32>) -> (LineTruth, String) {
    let line = desk.delivered(quantity).await;
    let claim = desk.shop.buyer_returns(&line.line_id, wanted).unwrap().claim_id.unwrap();
    (line, claim)
}

fn approval(line: &LineTruth, claim: &str) -> String {
    format!("/claimservice/returnreqconf/{claim}/{}/{}", line.ord_no, line.ord_prd_seq)
}

fn deed(name: &str, (line, claim): (&LineTruth, &str), reason: &str) -> String {
    format!(
        "/claimservice/{name}/{}/{}/{claim}/{reason}/{}",
        line.ord_no,
        line.ord_prd_seq,
        words("확인 중입니다")
    )
}

#[tokio::test]
async fn approving_refunds_at_once_and_once() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 2, None).await;
    assert_eq!(desk.status(&line.line_id), "601");
    assert_eq!(desk.list("/ordservices/dlvcompleted", 1).await.code(), 0);
    desk.get(&format!("/claimservice/returnreqconf/{claim}/1/1")).await.refused(-24_002);
    desk.get(&format!("/claimservice/returnreqconf/{claim}/{}/9", line.ord_no)).await.refused(-24_003);
    desk.get(&approval(&line, "x")).await.refused(-24_004);
    desk.get(&approval(&line, "99")).await.refused(-24_005);
    desk.get(&approval(&line, &claim)).await.done();
    desk.get(&approval(&line, &claim)).await.refused(-24_006);
    assert_eq!((desk.status(&line.line_id).as_str(), desk.claim(&claim).code.as_str()), ("A01", "106"));
    assert_eq!(desk.shop.applied(Operation::ApproveReturn, &claim), 1);
    let rows = desk.list("/claimservice/returnedorders", 1).await;
    assert_eq!((value(&rows.rows[0], "clmReqSeq"), value(&rows.rows[0], "clmReqQty")), (claim.as_str(), "2"));
    assert_eq!(desk.list("/claimservice/returnorders", 1).await.code(), -1);
}

#[tokio::test]
async fn a_part_comes_back() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 3, Some(1)).await;
    assert_eq!(desk.status(&line.line_id), "501");
    desk.get(&approval(&line, &claim)).await.done();
    let line = desk.line(&line.line_id);
    assert_eq!((line.shown_status.as_str(), line.remain_quantity), ("501", 2));
    let standing = desk.get(&format!("/claimservice/orderlistall/{}", line.ord_no)).await;
    assert_eq!(value(&standing.rows[0], "ordCnQty"), "0", "returned is not cancelled");
}

#[tokio::test]
async fn a_return_is_refused_while_it_is_asked_for() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    desk.get(&deed("returnreqreject", (&line, &claim), "105")).await.refused(-1);
    desk.get(&deed("returnreqreject", (&line, "99"), "103")).await.refused(-25_005);
    desk.get(&deed("returnreqreject", (&line, &claim), "103")).await.done();
    let again = desk.get(&deed("returnreqreject", (&line, &claim), "103")).await;
    again.refused(-1);
    assert_eq!(again.words(), "반품 신청상태가 아니어서 반품거부를 할 수 없습니다.");
    assert_eq!((desk.status(&line.line_id).as_str(), desk.claim(&claim).code.as_str()), ("501", "107"));
    desk.get(&approval(&line, &claim)).await.refused(-24_007);
    for list in ["returnorders", "returnedorders", "retractretorders"] {
        assert_eq!(desk.list(&format!("/claimservice/{list}"), 1).await.code(), -1, "no list shows it");
    }
    desk.set(|settings| settings.handled_rows_stay = true);
    let rows = desk.list("/claimservice/returnorders", 1).await;
    assert_eq!(value(&rows.rows[0], "clmStat"), "107");
}

#[tokio::test]
async fn a_held_return_completes_by_itself() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    desk.get(&deed("returncompletedefer", (&line, &claim), "101")).await.refused(-21_007);
    desk.get(&deed("returnclaimdefer", (&line, &claim), "106")).await.refused(-21_005);
    desk.get(&deed("returnclaimdefer", (&line, &claim), "102")).await.done();
    desk.get(&deed("returnclaimdefer", (&line, &claim), "102")).await.refused(-21_007);
    desk.get(&deed("returnreqreject", (&line, &claim), "103")).await.refused(-1);
    let rows = desk.list("/claimservice/returnorders", 1).await;
    assert_eq!(value(&rows.rows[0], "clmStat"), "104");
    desk.clock.advance(TimeDelta::days(2));
    desk.shop.goods_collected(&claim).unwrap();
    desk.clock.advance(TimeDelta::days(10) - TimeDelta::minutes(1));
    desk.shop.tick(desk.clock.now());
    assert_eq!(desk.claim(&claim).code, "104");
    desk.clock.advance(TimeDelta::minutes(1));
    desk.shop.tick(desk.clock.now());
    assert_eq!((desk.claim(&claim).code.as_str(), desk.status(&line.line_id).as_str()), ("106", "A01"));
}

#[tokio::test]
async fn a_return_that_never_arrives_completes_after_twenty_days_unless_held_for_good() {
    let desk = Desk::open(0).await;
    let ((first, one), (second, other)) = (asked(&desk, 1, None).await, asked(&desk, 1, None).await);
    for (line, claim) in [(&first, &one), (&second, &other)] {
        desk.get(&deed("returnclaimdefer", (line, claim), "101")).await.done();
    }
    desk.get(&deed("returncompletedefer", (&second, &other), "104")).await.done();
    desk.clock.advance(TimeDelta::days(20));
    desk.shop.tick(desk.clock.now());
    assert_eq!((desk.claim(&one).code.as_str(), desk.claim(&other).code.as_str()), ("106", "109"));
    desk.get(&approval(&second, &other)).await.done();
    assert_eq!(desk.claim(&other).code, "106");
}

#[tokio::test]
async fn a_late_hold_completes_when_it_begins_not_before() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    desk.shop.goods_collected(&claim).unwrap();
    desk.clock.advance(TimeDelta::days(25));
    let held_at = desk.clock.now();
    desk.get(&deed("returnclaimdefer", (&line, &claim), "103")).await.done();
    assert_eq!(desk.claim(&claim).code, "104");
    desk.clock.advance(TimeDelta::minutes(5));
    desk.shop.tick(desk.clock.now());
    assert_eq!((desk.claim(&claim).code.as_str(), desk.claim(&claim).ended_at), ("106", Some(held_at)));
}

#[tokio::test]
async fn whether_a_held_return_may_be_approved_is_a_dial() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    desk.get(&deed("returnclaimdefer", (&line, &claim), "102")).await.done();
    desk.set(|settings| settings.approves_held_returns = false);
    desk.get(&approval(&line, &claim)).await.refused(-24_006);
    desk.get(&deed("returncompletedefer", (&line, &claim), "102")).await.done();
    desk.get(&approval(&line, &claim)).await.refused(-24_006);
    desk.set(|settings| settings.approves_held_returns = true);
    desk.get(&approval(&line, &claim)).await.done();
}

#[tokio::test]
async fn a_return_may_wait_for_another_payment() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    let stands =
        |status: &str| desk.shop.act(&Verb::ClaimStands { claim: claim.clone(), status: status.to_owned() });
    assert!(stands("212").is_err(), "a status of exchanges");
    stands("103").unwrap();
    let rows = desk.list("/claimservice/returnorders", 1).await;
    assert_eq!(value(&rows.rows[0], "clmStat"), "103");
    desk.get(&approval(&line, &claim)).await.refused(-24_006);
    stands("105").unwrap();
    desk.get(&approval(&line, &claim)).await.done();
    assert!(stands("103").is_err(), "it is over");
}

#[tokio::test]
async fn a_purchase_is_decided_on_after_the_claim_not_during_it() {
    let desk = Desk::open(0).await;
    let line = desk.delivered(1).await;
    desk.set(|settings| settings.decide_after = Some(3_600));
    let claim = desk.shop.buyer_returns(&line.line_id, None).unwrap().claim_id.unwrap();
    desk.clock.advance(TimeDelta::hours(5));
    desk.shop.tick(desk.clock.now());
    assert_eq!(desk.line(&line.line_id).status, LineStatus::Delivered);
    desk.shop.buyer_withdraws(&claim).unwrap();
    desk.clock.advance(TimeDelta::minutes(59));
    desk.shop.tick(desk.clock.now());
    assert_eq!(desk.line(&line.line_id).status, LineStatus::Delivered);
    desk.clock.advance(TimeDelta::minutes(1));
    desk.shop.tick(desk.clock.now());
    assert_eq!(desk.line(&line.line_id).status, LineStatus::Decided);
}

#[tokio::test]
async fn the_seller_files_a_return() {
    let desk = Desk::open(0).await;
    let line = desk.delivered(2).await;
    let path = |rest: &str| format!("/claimservice/sellerclaimfix/{}/1/{rest}", line.ord_no);
    for (rest, code) in [
        ("107/01/null/null/null/a/03", -21_007),
        ("101/03/null/null/null/a/03", -1),
        ("101/01/null/null/01/a/03", -21_009),
        ("101/01/00138/600000000001/01/a/03", -21_009),
        ("101/01/null/null/09/a/03", -21_008),
        ("101/01/null/null/null/a/01", -21_010),
    ] {
        desk.get(&path(rest)).await.refused(code);
    }
    desk.get(&path("101/01/null/null/null/a/04")).await.done();
    desk.get(&path("101/01/null/null/null/a/04")).await.refused(-21_004);
    let rows = desk.list("/claimservice/returnorders", 1).await;
    assert_eq!((value(&rows.rows[0], "clmStat"), value(&rows.rows[0], "clmDlvCstMthd")), ("105", "04"));
    let other = desk.delivered(1).await;
    let at_once =
        format!("/claimservice/sellerclaimfix/{}/1/111/02/00034/600000000009/01/a/03", other.ord_no);
    desk.get(&at_once).await.done();
    assert_eq!(desk.status(&other.line_id), "A01");
    let paid = desk.paid(1);
    let early = format!("/claimservice/sellerclaimfix/{}/1/111/01/null/null/null/a/03", paid.ord_no);
    desk.get(&early).await.refused(-21_004);
}

#[tokio::test]
async fn the_number_of_a_return_is_put_on_record() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    let at = minute(desk.clock.now());
    let path = |dlv_no: &str, rest: &str| {
        format!("/claimservice/claimservice/returninvc/{at}/{dlv_no}/{rest}/{claim}")
    };
    desk.get(&path("1", "00034/600000000111/01")).await.refused(-3_310);
    desk.get(&path(&line.dlv_no, "00138/600000000111/01")).await.refused(-3_307);
    desk.get(&path(&line.dlv_no, "00034/1/01")).await.refused(-3_306);
    let used = desk.shipped(1).await.parcels[0].number.clone().unwrap();
    desk.get(&path(&line.dlv_no, &format!("00026/{used}/01"))).await.refused(-3_320);
    desk.get(&path(&line.dlv_no, "00034/600000000111/01")).await.done();
    let other = desk.confirmed(1).await;
    desk.dispatch(&other.dlv_no, "600000000111").await.refused(-3_320);
    desk.get(&path(&line.dlv_no, "00034/600000000112/01")).await.done();
    let rows = desk.list("/claimservice/returnorders", 1).await;
    assert_eq!(value(&rows.rows[0], "twPrdInvcNo"), "600000000112");
    assert_eq!(desk.shop.applied(Operation::ReturnInvoice, &claim), 2);
    desk.get(&approval(&line, &claim)).await.done();
    desk.get(&path(&line.dlv_no, "00034/600000000113/01")).await.refused(-3_313);
}

#[tokio::test]
async fn who_pays_and_who_withdraws() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk, 1, None).await;
    let fault = desk.delivered(1).await;
    let verb =
        Verb::BuyerReturns { line: fault.line_id.clone(), quantity: None, reason: Some("111".to_owned()) };
    desk.shop.act(&verb).unwrap();
    desk.shop.goods_collected(&claim).unwrap();
    let rows = desk.list("/claimservice/returnorders", 1).await;
    assert_eq!(value(rows.row(&line.line_id), "dlvEtprsCd"), "00034");
    let fees = |line: &LineTruth| {
        let row = rows.row(&line.line_id);
        (value(row, "clmLstDlvCst").to_owned(), value(row, "clmDlvCstMthd").to_owned())
    };
    assert_eq!(fees(&line), ("6,000".to_owned(), "01".to_owned()));
    assert_eq!(fees(&fault), ("0".to_owned(), "null".to_owned()));
    desk.shop.buyer_withdraws(&claim).unwrap();
    let rows = desk.list("/claimservice/retractretorders", 1).await;
    assert_eq!((value(&rows.rows[0], "clmStat"), desk.status(&line.line_id).as_str()), ("108", "501"));
    desk.get(&approval(&line, &claim)).await.refused(-24_007);
    desk.shop.buyer_decides(&line.line_id).unwrap();
    assert!(desk.shop.buyer_returns(&line.line_id, None).is_err());
}

#[tokio::test]
async fn goods_from_abroad_have_refusals_of_their_own() {
    let desk = Desk::open(0).await;
    let order = desk.wished(OrderWish { global: true, lines: Some(1), ..OrderWish::default() });
    let line = order.lines[0].clone();
    desk.shop.act(&Verb::BarcodePrinted { line: line.line_id.clone() }).unwrap();
    desk.confirm(&line).await.done();
    let claim = desk.shop.buyer_cancels(&line.line_id, None).unwrap().claim_id.unwrap();
    let (order, at, number) = (&line.ord_no, minute(desk.clock.now()), desk.number());
    let refusal = format!("/claimservice/cancelreqreject/{order}/1/{claim}/01/{}/00034/{number}", &at[..8]);
    desk.get(&refusal).await.refused(-23_009);
    desk.shop.buyer_withdraws(&claim).unwrap();
    desk.dispatch(&line.dlv_no, &number).await.done();
    let fault = Some("111".to_owned());
    let verb = Verb::BuyerReturns { line: line.line_id.clone(), quantity: None, reason: fault };
    let claim = desk.shop.act(&verb).unwrap().claim_id.unwrap();
    desk.get(&approval(&line, &claim)).await.refused(-24_009);
    desk.get(&deed("returnreqreject", (&line, &claim), "103")).await.refused(-25_007);
    desk.get(&deed("returnclaimdefer", (&line, &claim), "103")).await.refused(-21_010);
    desk.shop.buyer_withdraws(&claim).unwrap();
    let claim = desk.shop.buyer_exchanges(&line.line_id, None).unwrap().claim_id.unwrap();
    let approve = format!("/claimservice/exchangereqconf/{claim}/{order}/1/00034/{}", desk.number());
    desk.get(&approve).await.refused(-27_009);
    desk.get(&deed("exchangereqreject", (&line, &claim), "203")).await.refused(-26_007);
}
