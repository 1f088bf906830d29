use chrono::TimeDelta;
use encoding_rs::EUC_KR;
use sandbox::elevenst::{LineTruth, Operation, OrderWish, Verb};

use crate::support::{Desk, day, minute, somebody, value, words};

async fn confirm_all(desk: &Desk, lines: &[LineTruth]) {
    for line in lines {
        if desk.status(&line.line_id) == "202" {
            desk.confirm(line).await.done();
        }
    }
}

#[tokio::test]
async fn confirming_freezes_the_address_and_happens_once() {
    let desk = Desk::open(0).await;
    let line = desk.paid(1);
    desk.shop.address_changes_at_confirm(&line.ord_no, somebody()).unwrap();
    let answer = desk.confirm(&line).await;
    answer.done();
    assert_eq!(answer.words(), "전체 1건이 정상적으로 발주처리가 되었습니다.");
    desk.confirm(&line).await.refused(-3_206);
    assert_eq!(desk.status(&line.line_id), "301");
    assert_eq!(desk.line(&line.line_id).receiver, Some(somebody()));
    assert!(desk.shop.buyer_changes_address(&line.ord_no, somebody()).is_err());
    assert_eq!(desk.shop.applied(Operation::Confirm, &line.line_id), 1);
    assert_eq!(desk.shop.calls_of(Operation::Confirm), 2);
}

#[tokio::test]
async fn lines_of_one_product_and_its_add_ons_are_confirmed_together() {
    let desk = Desk::open(0).await;
    let same = OrderWish { lines: Some(2), same_product: true, add_ons: 1, ..OrderWish::default() };
    let order = desk.wished(same);
    let answer = desk.confirm(&order.lines[0]).await;
    assert_eq!(answer.words(), "전체 3건이 정상적으로 발주처리가 되었습니다.");
    assert!(order.lines.iter().all(|line| desk.status(&line.line_id) == "301"));
    let order = desk.wished(OrderWish { lines: Some(1), add_ons: 2, ..OrderWish::default() });
    let add_on = order.lines.iter().find(|line| line.add_on_to.is_some()).unwrap();
    assert_eq!((add_on.add_prd_yn.as_str(), &add_on.add_prd_no), ("Y", &order.lines[0].prd_no));
    desk.confirm(add_on).await.done();
    assert_eq!(desk.status(&order.lines[0].line_id), "202", "an add-on does not take its main line along");
}

#[tokio::test]
async fn what_a_confirmation_must_say() {
    let desk = Desk::open(0).await;
    let line = desk.paid(1);
    let (order, dlv_no) = (&line.ord_no, &line.dlv_no);
    for (path, code) in [
        (format!("{order}/1/N/0/{dlv_no}"), -1),
        (format!("{order}/1/Y/null/{dlv_no}"), -1),
        (format!("{order}/1/N/null/1"), -3_206),
        (format!("{order}/2/N/null/{dlv_no}"), -3_206),
        (format!("1/1/N/null/{dlv_no}"), -3_206),
    ] {
        desk.get(&format!("/ordservices/reqpackaging/{path}")).await.refused(code);
    }
    desk.shop.buyer_cancels_for_fault(&line.line_id).unwrap();
    desk.confirm(&line).await.refused(-3_214);
    let gone = desk.paid(1);
    desk.shop.buyer_cancels(&gone.line_id, None).unwrap();
    desk.confirm(&gone).await.refused(-3_211);
    let global = desk.wished(OrderWish { global: true, lines: Some(1), ..OrderWish::default() });
    let abroad = &global.lines[0];
    desk.confirm(abroad).await.refused(-3_210);
    desk.shop.act(&Verb::BarcodePrinted { line: abroad.line_id.clone() }).unwrap();
    desk.confirm(abroad).await.done();
    let (at, number) = (minute(desk.clock.now()), desk.number());
    let part = format!("{at}/01/00034/{number}/{}/Y/{}/1", abroad.dlv_no, abroad.ord_no);
    desk.get(&format!("/ordservices/reqdelivery/{part}")).await.refused(-1);
    let wish = OrderWish { chinese: true, lines: Some(2), same_product: true, ..OrderWish::default() };
    let chinese = desk.wished(wish).lines.remove(0);
    assert_eq!(value(desk.list("/ordservices/complete", 1).await.row(&chinese.line_id), "gblDlvYn"), "Y");
    for rest in ["Y/{}/1".to_owned(), format!("1/{{}}/1/{}@1", desk.number())] {
        let rest = rest.replace("{}", &chinese.ord_no);
        let path = format!("{at}/01/00034/{number}/{}/{rest}", chinese.dlv_no);
        desk.get(&format!("/ordservices/reqdelivery/{path}")).await.refused(-3_321);
    }
}

#[tokio::test]
async fn a_payment_may_have_to_be_approved_anew() {
    let desk = Desk::open(0).await;
    let line = desk.paid(1);
    desk.shop.act(&Verb::ReapprovalAwaited { line: line.line_id.clone() }).unwrap();
    assert_eq!(desk.list("/ordservices/complete", 1).await.code(), 0);
    let standing = desk.get(&format!("/claimservice/orderlistall/{}", line.ord_no)).await;
    let told = (value(&standing.rows[0], "ordPrdStat"), value(&standing.rows[0], "ordPrdStatNm"));
    assert_eq!(told, ("801", "재승인대기중"));
    desk.confirm(&line).await.refused(-3_206);
    desk.shop.act(&Verb::Reapproved { line: line.line_id.clone() }).unwrap();
    desk.confirm(&line).await.done();
}

#[tokio::test]
async fn a_dispatch_ships_every_line_of_its_number_and_happens_once() {
    let desk = Desk::open(0).await;
    let first = desk.order(2, 1);
    let dlv_no = first.lines[0].dlv_no.clone();
    let wish = OrderWish { lines: Some(1), ships_with: Some(dlv_no.clone()), ..OrderWish::default() };
    let second = desk.wished(wish);
    confirm_all(&desk, &first.lines).await;
    desk.dispatch(&dlv_no, &desk.number()).await.refused(-3_310);
    confirm_all(&desk, &second.lines).await;
    let number = desk.number();
    let answer = desk.dispatch(&dlv_no, &number).await;
    assert_eq!(answer.words(), "전체 3건이 정상적으로 발송처리가 되었습니다.");
    desk.dispatch(&dlv_no, &number).await.refused(-3_308);
    for line in first.lines.iter().chain(&second.lines) {
        assert_eq!(desk.status(&line.line_id), "401");
        assert_eq!(desk.shop.applied(Operation::Dispatch, &line.line_id), 1);
        desk.shop.parcel_delivered(&line.line_id).unwrap();
    }
    desk.dispatch(&dlv_no, &number).await.refused(-3_309);
    desk.shop.buyer_decides(&first.lines[0].line_id).unwrap();
    desk.dispatch(&dlv_no, &number).await.refused(-3_313);
    desk.dispatch("1", &number).await.refused(-3_310);
}

#[tokio::test]
async fn what_a_dispatch_must_say() {
    let desk = Desk::open(0).await;
    let line = desk.confirmed(1).await;
    let (at, number, dlv_no) = (minute(desk.clock.now()), desk.number(), &line.dlv_no);
    let used = desk.shipped(1).await.parcels[0].number.clone().unwrap();
    for (path, code) in [
        (format!("{}/01/00034/{number}/{dlv_no}", day(desk.clock.now())), -3_301),
        (format!("202613161200/01/00034/{number}/{dlv_no}"), -3_301),
        (format!("{at}/02/00034/{number}/{dlv_no}"), -1),
        (format!("{at}/01/00001/{number}/{dlv_no}"), -3_307),
        (format!("{at}/01/null/{number}/{dlv_no}"), -3_307),
        (format!("{at}/05/00034/{number}/{dlv_no}"), -3_307),
        (format!("{at}/05/null/{number}/{dlv_no}"), -3_306),
        (format!("{at}/01/00034/12345/{dlv_no}"), -3_306),
        (format!("{at}/01/00034/null/{dlv_no}"), -3_306),
        (format!("{at}/01/00034/{used}/{dlv_no}"), -3_320),
        (format!("{at}/01/00026/{used}/{dlv_no}"), -3_320),
    ] {
        desk.get(&format!("/ordservices/reqdelivery/{path}")).await.refused(code);
    }
    assert_eq!(desk.status(&line.line_id), "301");
    desk.get(&format!("/ordservices/reqdelivery/{at}/05/null/null/{dlv_no}")).await.done();
    let row = desk.get(&format!("/claimservice/orderlistalladdr/{}", line.ord_no)).await;
    assert_eq!(value(&row.rows[0], "dlvMthdCd"), "99", "answers have a table of their own");
    let late = desk.confirmed(1).await;
    desk.get(&format!("/ordservices/reqdelivery/{at}/01/00151/{number}/{}", late.dlv_no)).await.done();
}

#[tokio::test]
async fn a_request_to_cancel_keeps_the_whole_number_here() {
    let desk = Desk::open(0).await;
    let order = desk.order(2, 2);
    confirm_all(&desk, &order.lines).await;
    desk.shop.buyer_cancels(&order.lines[1].line_id, Some(1)).unwrap();
    desk.dispatch(&order.lines[0].dlv_no, &desk.number()).await.refused(-3_310);
    assert!(order.lines.iter().all(|line| desk.status(&line.line_id) == "301"));
    desk.shop.support_cancels(&order.lines[1].line_id).unwrap();
    desk.dispatch(&order.lines[0].dlv_no, &desk.number()).await.done();
    desk.dispatch(&order.lines[0].dlv_no, &desk.number()).await.refused(-3_308);
    let gone = desk.confirmed(1).await;
    desk.shop.support_cancels(&gone.line_id).unwrap();
    let refused = desk.dispatch(&gone.dlv_no, &desk.number()).await;
    refused.refused(-3_313);
    assert!(refused.words().ends_with("변경된 상태 : 취소완료"));
}

#[tokio::test]
async fn a_part_of_a_bundle_leaves_alone() {
    let desk = Desk::open(0).await;
    let order = desk.wished(OrderWish { lines: Some(2), add_ons: 1, ..OrderWish::default() });
    confirm_all(&desk, &order.lines).await;
    let (at, dlv_no, ord_no) = (minute(desk.clock.now()), &order.lines[0].dlv_no, &order.ord_no);
    let part = |word: &str, seqs: &str| {
        let number = desk.number();
        format!("/ordservices/reqdelivery/{at}/01/00034/{number}/{dlv_no}/{word}/{ord_no}/{seqs}")
    };
    desk.get(&part("N", "1")).await.refused(-1);
    desk.get(&part("Y", "1,9")).await.refused(-3_310);
    desk.get(&part("Y", "2")).await.refused(-1);
    desk.get(&part("Y", "1,1")).await.refused(-1);
    let nothing = |courier: &str, number: &str, method: &str| {
        format!("/ordservices/reqdelivery/{at}/{method}/{courier}/{number}/{dlv_no}/Y/{ord_no}/1")
    };
    desk.get(&nothing("null", "null", "05")).await.refused(-3_307);
    desk.get(&nothing("00034", "null", "05")).await.refused(-3_306);
    desk.get(&nothing("00115", &desk.number(), "01")).await.refused(-3_307);
    assert_eq!(desk.status(&order.lines[0].line_id), "301", "nothing left");
    desk.get(&part("Y", "1")).await.done();
    assert_eq!(desk.status(&order.lines[0].line_id), "401");
    assert_eq!(desk.status(&order.lines[2].line_id), "301");
    desk.get(&part("Y", "2")).await.refused(-1);
    desk.get(&part("Y", "1")).await.refused(-3_308);
    desk.dispatch(dlv_no, &desk.number()).await.done();
    assert_eq!(desk.status(&order.lines[2].line_id), "401");
    let alone = desk.confirmed(1).await;
    let (number, dlv_no, ord_no) = (desk.number(), &alone.dlv_no, &alone.ord_no);
    let path = format!("/ordservices/reqdelivery/{at}/01/00034/{number}/{dlv_no}/Y/{ord_no}/1");
    desk.get(&path).await.refused(-1);
}

#[tokio::test]
async fn one_line_leaves_in_several_parcels() {
    let desk = Desk::open(0).await;
    let line = desk.confirmed(5).await;
    let (at, dlv_no, ord_no) = (minute(desk.clock.now()), &line.dlv_no, &line.ord_no);
    let numbers = [desk.number(), desk.number(), desk.number()];
    let path = |first: u32, rest: &str| {
        format!("/ordservices/reqdelivery/{at}/01/00034/{}/{dlv_no}/{first}/{ord_no}/1/{rest}", numbers[0])
    };
    let rest = format!("{}@1%5E{}@2", numbers[1], numbers[2]);
    desk.get(&path(3, &rest)).await.refused(-1);
    desk.get(&path(2, "nothing")).await.refused(-3_306);
    desk.get(&path(4, &format!("{}@1", numbers[0]))).await.refused(-1);
    desk.get(&path(3, &format!("{0}@1%5E{0}@1", numbers[1]))).await.refused(-1);
    desk.get(&path(2, &rest).replace(&format!("/{ord_no}/1/"), &format!("/{ord_no}/1,1/"))).await.refused(-1);
    desk.get(&path(2, &rest).replace(&format!("/{ord_no}/1/"), &format!("/{ord_no}/9/"))).await.refused(-1);
    let claim = desk.shop.buyer_cancels(&line.line_id, None).unwrap().claim_id.unwrap();
    desk.get(&path(2, &rest)).await.refused(-1);
    desk.shop.buyer_withdraws(&claim).unwrap();
    assert_eq!(desk.status(&line.line_id), "301", "nothing left");
    desk.get(&path(2, &rest)).await.done();
    let parcels = desk.line(&line.line_id).parcels;
    let told: Vec<_> = parcels.iter().map(|it| (it.number.clone().unwrap(), it.quantity.unwrap())).collect();
    assert_eq!(told, [(numbers[0].clone(), 2), (numbers[1].clone(), 1), (numbers[2].clone(), 2)]);
    desk.get(&path(2, &rest)).await.refused(-3_308);
    assert_eq!(desk.shop.applied(Operation::DispatchQuantities, &line.line_id), 1);
    let other = desk.confirmed(2).await;
    let (dlv_no, ord_no) = (&other.dlv_no, &other.ord_no);
    let path = format!("{at}/01/00115/{}/{dlv_no}/1/{ord_no}/1/{}@1", desk.number(), desk.number());
    desk.get(&format!("/ordservices/reqdelivery/{path}")).await.done();
}

fn guide(line: &LineTruth, fields: (&str, &str, &str)) -> String {
    let (ord_no, dlv_no, (day, reason, detail)) = (&line.ord_no, &line.dlv_no, fields);
    format!(
        "<?xml version=\"1.0\" encoding=\"EUC-KR\"?><DeliveryDelayGuideRequest><ordNo>{ord_no}</ordNo>\
         <dlvNo>{dlv_no}</dlvNo><delaySendDt>{day}</delaySendDt><delaySendRsnCd>{reason}</delaySendRsnCd>\
         <delaySendRsn>{detail}</delaySendRsn></DeliveryDelayGuideRequest>"
    )
}

#[tokio::test]
async fn a_delay_is_announced() {
    const GUIDE: &str = "/ordservices/deliveryDelayGuide";
    const WHY: &str = "입고가 늦어지고 있습니다.";
    let desk = Desk::open(0).await;
    let line = desk.confirmed(1).await;
    let later = |days: i64| day(desk.clock.now() + TimeDelta::days(days));
    let (soon, long) = (later(5), "가".repeat(151));
    for (fields, code) in [
        ((soon.as_str(), "01", "짧다"), -28_307),
        ((soon.as_str(), "01", long.as_str()), -28_307),
        ((soon.as_str(), "01", ""), -28_305),
        ((soon.as_str(), "06", WHY), -28_304),
        (("2026-03-20", "01", WHY), -28_303),
        ((later(0).as_str(), "01", WHY), -28_303),
        ((later(31).as_str(), "01", WHY), -28_306),
    ] {
        let body = EUC_KR.encode(&guide(&line, fields)).0.into_owned();
        desk.body("POST", GUIDE, body).await.refused(code);
    }
    let body = guide(&line, (&later(30), "01", WHY));
    desk.body("POST", GUIDE, EUC_KR.encode(&body).0.into_owned()).await.done();
    let told = desk.line(&line.line_id).delay.unwrap();
    assert_eq!((told.detail.as_str(), told.reason.as_str()), (WHY, "01"));
    let body = guide(&line, (&soon, "05", WHY)).replace("EUC-KR", "UTF-8");
    desk.body("POST", GUIDE, body.into_bytes()).await.done();
    let row = desk.list("/ordservices/packaging", 1).await;
    assert_eq!(value(row.row(&line.line_id), "delaySendDt"), "2026-03-21 00:00:00");
    desk.body("POST", GUIDE, b"<Other/>".to_vec()).await.refused(-1);
    desk.dispatch(&line.dlv_no, &desk.number()).await.done();
    let body = guide(&line, (&soon, "01", WHY)).replace("EUC-KR", "UTF-8");
    desk.body("POST", GUIDE, body.into_bytes()).await.refused(-28_311);
}

#[tokio::test]
async fn what_must_leave_today_and_what_is_late() {
    let desk = Desk::open(0).await;
    let wish = OrderWish { lines: Some(1), today: Some(false), ..OrderWish::default() };
    let (paid, confirmed) =
        (desk.wished(wish.clone()).lines.remove(0), desk.wished(wish.clone()).lines.remove(0));
    desk.confirm(&confirmed).await.done();
    let lists =
        |kind: &str| [format!("/ordservices/{kind}/completes"), format!("/ordservices/{kind}/packagings")];
    for list in lists("todaydelivery") {
        assert_eq!(desk.get(&list).await.code(), 0, "it has two days");
    }
    let at_once = desk.wished(OrderWish { today: Some(true), ..wish }).lines.remove(0);
    let rows = desk.get("/ordservices/todaydelivery/completes").await;
    assert_eq!(rows.lines(), std::slice::from_ref(&at_once.line_id), "오늘발송");
    assert_eq!(value(&rows.rows[0], "dlvSndDue"), "2026-03-16 00:00:00");
    desk.confirm(&at_once).await.done();
    desk.dispatch(&at_once.dlv_no, &desk.number()).await.done();
    desk.clock.advance(TimeDelta::days(2));
    let [first, second] = lists("todaydelivery");
    assert_eq!(desk.get(&first).await.lines(), std::slice::from_ref(&paid.line_id));
    assert_eq!(desk.get(&second).await.lines(), std::slice::from_ref(&confirmed.line_id));
    desk.clock.advance(TimeDelta::days(1));
    assert_eq!(desk.get(&first).await.code(), 0);
    let [first, second] = lists("delaydelivery");
    assert_eq!(desk.get(&first).await.lines(), [paid.line_id]);
    assert_eq!(desk.get(&second).await.lines(), [confirmed.line_id]);
}

#[tokio::test]
async fn what_is_sold_ahead_or_fetched() {
    let desk = Desk::open(0).await;
    let ahead = desk.wished(OrderWish { reserved: true, lines: Some(1), ..OrderWish::default() });
    let line = &ahead.lines[0];
    assert_eq!(
        desk.list("/ordservices/reservatecomplete", 1).await.lines(),
        std::slice::from_ref(&line.line_id)
    );
    let path = format!("/ordservices/saleconfirm/{}/1", line.ord_no);
    desk.get(&path).await.done();
    desk.get(&path).await.refused(-1);
    assert_eq!(desk.status(&line.line_id), "202");
    let visit = desk.wished(OrderWish { visit: true, lines: Some(1), ..OrderWish::default() });
    let line = &visit.lines[0];
    desk.confirm(line).await.done();
    let code = line.visit_code.clone().unwrap();
    let end = |code: &str| format!("/ordservices/visitdlvend/{}/{}/{code}", line.dlv_no, line.ord_no);
    assert_eq!(desk.body("POST", &end("1"), Vec::new()).await.code(), -1_001);
    assert_eq!(desk.body("POST", &end(&code), Vec::new()).await.code(), 1, "success is one");
    assert_eq!(desk.status(&line.line_id), "501");
}

#[tokio::test]
async fn korean_words_stand_in_a_path() {
    let desk = Desk::open(0).await;
    let line = desk.confirmed(2).await;
    let reject = |reason: &str, text: &str| {
        format!("/claimservice/reqrejectorder/{}/1/{reason}/{}", line.ord_no, words(text))
    };
    desk.get(&reject("11", "품절")).await.refused(-1);
    let euc_kr = format!("/claimservice/reqrejectorder/{}/1/08/%C7%B0%C0%FD", line.ord_no);
    desk.get(&euc_kr).await.refused(-1);
    assert_eq!(desk.status(&line.line_id), "301", "only UTF-8 is read");
    desk.get(&format!("/claimservice/reqrejectorder/1/1/08/{}", words("품절"))).await.refused(-21_002);
    desk.get(&format!("/claimservice/reqrejectorder/{}/7/08/a", line.ord_no)).await.refused(-21_003);
    desk.get(&reject("08", "창고에 없습니다/죄송 100% + 재입고 미정")).await.done();
    assert_eq!(desk.status(&line.line_id), "B01");
    let claim = desk.claim(&desk.line(&line.line_id).claim_ids[0]);
    assert_eq!((claim.code.as_str(), claim.quantity), ("02", 2));
    let row = desk.list("/claimservice/canceledorders", 1).await;
    assert_eq!(value(&row.rows[0], "ordCnDtlsRsn"), "창고에 없습니다/죄송 100% + 재입고 미정");
    assert_eq!(value(&row.rows[0], "ordCnMnbdCd"), "02");
    desk.get(&reject("08", "다시")).await.refused(-21_004);
    assert_eq!(
        (desk.shop.truth().credit_lost, desk.shop.applied(Operation::RejectOrder, &line.line_id)),
        (1, 1)
    );
    let asked = desk.confirmed(1).await;
    desk.shop.buyer_cancels(&asked.line_id, None).unwrap();
    let path = format!("/claimservice/reqrejectorder/{}/1/10/a", asked.ord_no);
    desk.get(&path).await.refused(-21_005);
}
