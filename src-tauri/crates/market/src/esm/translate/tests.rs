use chrono::{NaiveDate, TimeDelta};
use domain::{
    AccountId, Claim, ClaimId, ClaimKind, ClaimStep, ClaimVerb, ConfirmedBy, Fault, OrderLine, Stage, Won,
};
use serde_json::{Value, json};

use super::claim::ClaimName;
use super::status::LineStatus;
use super::{Source, Unreadable};
use crate::esm::flavor::{AUCTION, Flavor, GMARKET};
use crate::esm::tests::{claims, order, settled, with};
use crate::esm::wire::record::Record;
use ClaimKind::{Cancel, Exchange, Return};

mod mutated;

fn account() -> AccountId {
    AccountId::from("1")
}

fn read_line(flavor: &'static Flavor, record: &Value) -> Result<OrderLine, Unreadable> {
    let account = account();
    super::order::line(Source { account: &account, flavor }, Record::of(record).unwrap(), false)
}

fn read_claim(flavor: &'static Flavor, kind: ClaimKind, record: &Value) -> Result<Claim, Unreadable> {
    let account = account();
    super::claim::claim(Source { account: &account, flavor }, kind, Record::of(record).unwrap())
}

#[test]
fn the_samples_of_orders_are_read() {
    let line = read_line(&GMARKET, &order(&GMARKET)).unwrap();
    assert_eq!((line.order.as_str(), line.line.as_str()), ("4454223145", "2946269058"));
    assert_eq!(line.bundle.as_str(), "4454223145:731875814");
    assert_eq!((line.stage, line.raw_status.as_str()), (Stage::Paid, "1"));
    assert_eq!(line.ship_by, NaiveDate::from_ymd_opt(2019, 5, 10));
    assert_eq!((line.price.unit, line.price.total), (Won::new(3400), Won::new(6800)));
    assert_eq!((line.quantity.ordered, line.product.sku.as_str()), (2, "1408425"));
    assert_eq!(line.receiver.address_detail, "1000호");
    let theirs = read_line(&AUCTION, &order(&AUCTION)).unwrap();
    assert_eq!(theirs.marketplace, domain::Marketplace::Auction);
    assert_eq!((theirs.price.total, theirs.price.seller_discount), (Won::new(1000), Won::new(200)));
    assert_eq!(theirs.price.paid(), Won::new(800));
}

#[test]
fn people_stay_out_of_the_record() {
    for flavor in [&GMARKET, &AUCTION] {
        let line = read_line(flavor, &order(flavor)).unwrap();
        for secret in ["테스터", "010-0000", "서울특별시", "abc*"] {
            assert!(!line.raw.contains(secret), "{secret}");
        }
    }
    for kind in [Return, Exchange] {
        let claim = read_claim(&GMARKET, kind, &claims(kind)[0]).unwrap();
        assert!(!claim.raw.contains("010-0000") && !claim.raw.contains("사이즈"), "{}", claim.raw);
    }
}

#[test]
fn a_gift_that_waits_and_an_unknown_status_may_not_be_acted_on() {
    let waits = with(order(&GMARKET), &[("IsGiftOrder", json!("Y")), ("GiftOrderStatus", json!(1))]);
    let waits = with(waits, &[("DelFrontAddress", json!(null)), ("ZipCode", json!(null))]);
    let line = read_line(&GMARKET, &waits).unwrap();
    assert_eq!((line.stage, line.raw_status.as_str()), (Stage::Unknown, "1 · 선물수락대기"));
    let fulfilled = |status: i32| {
        let fields = [("DistrType", json!("TL")), ("OrderStatus", json!(status))];
        read_line(&GMARKET, &with(order(&GMARKET), &fields)).unwrap()
    };
    assert_eq!((fulfilled(1).stage, fulfilled(2).stage), (Stage::Unknown, Stage::Unknown));
    assert_eq!((fulfilled(2).raw_status.as_str(), fulfilled(3).stage), ("2 · 풀필먼트", Stage::Delivering));
    let accepted = with(order(&GMARKET), &[("GiftOrderStatus", json!(2))]);
    assert_eq!(read_line(&GMARKET, &accepted).unwrap().stage, Stage::Paid);
    let new = with(order(&GMARKET), &[("OrderStatus", json!(77))]);
    let line = read_line(&GMARKET, &new).unwrap();
    assert_eq!((line.stage, line.raw_status.as_str()), (Stage::Unknown, "77"));
    let account = account();
    let source = Source { account: &account, flavor: &GMARKET };
    let unpaid = order(&GMARKET);
    let unpaid = super::order::line(source, Record::of(&unpaid).unwrap(), true).unwrap();
    assert_eq!((unpaid.stage, unpaid.raw_status.as_str()), (Stage::Unknown, "0"));
}

#[test]
fn an_order_tells_how_far_it_came_and_what_goes_along() {
    let record = with(
        order(&GMARKET),
        &[
            ("OrderStatus", json!(3)),
            ("TakbaeName", json!("CJ대한통운")),
            ("NoSongjang", json!("600000000000")),
            ("TransDate", json!("2019-04-11T10:00:00")),
            ("GroupNo", json!(0)),
            ("JejuAddDeliveryFee", json!("3000.0000")),
            ("OutOrderNo", json!("301")),
            ("DistrType", json!("SL")),
            ("ItemOptionSelectList", json!([{"ItemOptionValue": "색상:파랑", "ItemOptionOrderCnt": 2}])),
            ("ItemOptionAdditionList", json!([{"ItemOptionValue": "뚜껑", "ItemOptionOrderCnt": 1}, 7])),
            ("FreeGift", json!("양말")),
            ("HpNo", json!(null)),
        ],
    );
    let line = read_line(&GMARKET, &record).unwrap();
    assert_eq!(line.stage, Stage::Delivering);
    assert_eq!(line.delivery.courier, Some("10013".into()));
    assert_eq!(line.delivery.invoice, Some("600000000000".into()));
    assert_eq!(line.bundle.as_str(), "2946269058", "without a group a line is a bundle");
    assert!(line.delivery.remote_area && line.price.remote == Won::new(3000));
    assert_eq!(line.product.option, "색상:파랑 ×2, 추가구성 뚜껑, 사은품 양말");
    assert_eq!(line.channel, "SSG · 판매자 스타배송");
    assert_eq!(line.receiver.phone, "", "a safe number comes minutes later");
}

#[test]
fn the_samples_of_claims_are_read() {
    let [done, approved] = claims(Cancel);
    let done = read_claim(&GMARKET, Cancel, &done).unwrap();
    assert_eq!(done.claim, ClaimId::from("4452427792:2943387115:C:20190418152600"));
    assert_eq!((done.step, done.fault), (ClaimStep::Completed, Fault::Seller));
    assert_eq!((done.quantity(), done.verbs.as_slice()), (0, &[] as &[ClaimVerb]));
    let approved = read_claim(&AUCTION, Cancel, &approved).unwrap();
    assert_eq!((approved.step, approved.fault), (ClaimStep::Approved, Fault::Buyer));
    let [waits, held] = claims(Return);
    let waits = read_claim(&GMARKET, Return, &waits).unwrap();
    assert_eq!(waits.step, ClaimStep::Refunded, "approved, and waiting for the basket");
    assert_eq!(waits.pickups[0].courier, "10032".into());
    let held = read_claim(&AUCTION, Return, &held).unwrap();
    use ClaimVerb::{Convert, Hold, Refund, RegisterPickup};
    let verbs = [RegisterPickup, Refund, Hold, Convert];
    assert_eq!((held.step, held.verbs.as_slice()), (ClaimStep::Requested, &verbs[..]));
    let hold = held.held.unwrap();
    assert_eq!((hold.code.as_str(), hold.text.as_str()), ("4", "반품 상품 미도착"));
    let [asked, theirs] = claims(Exchange);
    let asked = read_claim(&GMARKET, Exchange, &asked).unwrap();
    assert_eq!((asked.step, asked.return_fee), (ClaimStep::Requested, Some(Won::new(-2500))));
    assert_eq!(asked.reship.unwrap().receiver.postcode, "35295");
    let theirs = read_claim(&AUCTION, Exchange, &theirs).unwrap();
    assert_eq!((theirs.step, theirs.return_fee), (ClaimStep::Requested, None));
}

#[test]
fn every_status_has_its_step() {
    use ClaimStep::{Approved, Collected, Completed, Overruled, Requested, Reshipped, Unknown, Withdrawn};
    let steps = |kind, field: &str, statuses: &[i32]| -> Vec<ClaimStep> {
        let blank = [("ApproveDate", json!(null)), ("PickupInfo", json!(null)), ("ResendInfo", json!(null))];
        let record = with(claims(kind)[0].clone(), &blank);
        let read =
            |status: &i32| read_claim(&GMARKET, kind, &with(record.clone(), &[(field, json!(status))]));
        statuses.iter().map(|status| read(status).unwrap().step).collect()
    };
    assert_eq!(
        steps(Cancel, "CancelStatus", &[1, 2, 3, 4, 5, 6, 9]),
        [Requested, Approved, Completed, Withdrawn, Overruled, Completed, Unknown]
    );
    assert_eq!(
        steps(Return, "ReturnStatus", &[1, 2, 3, 4, 5, 6, 0]),
        [Requested, Collected, Requested, Completed, Withdrawn, Overruled, Unknown]
    );
    assert_eq!(
        steps(Exchange, "ExchangeStatus", &[0, 1, 2, 3, 4, 5, 6]),
        [Reshipped, Requested, Collected, Requested, Completed, Withdrawn, Unknown]
    );
}

#[test]
fn pickups_and_re_shipments_move_a_claim_within_its_status() {
    let number = json!({"Status": 2, "InvoiceNo": "1"});
    let coming = with(claims(Return)[1].clone(), &[("ReturnStatus", json!(1)), ("PickupInfo", number)]);
    let coming = with(coming, &[("HoldInfo", json!(null))]);
    let coming = read_claim(&AUCTION, Return, &coming).unwrap();
    assert_eq!(coming.step, ClaimStep::Collecting);
    assert_eq!(coming.verbs, [ClaimVerb::Refund, ClaimVerb::Convert], "no hold while it is tracked");
    let ordered = json!({"Status": "1"});
    let ordered = with(claims(Exchange)[0].clone(), &[("PickupInfo", ordered)]);
    assert_eq!(read_claim(&GMARKET, Exchange, &ordered).unwrap().step, ClaimStep::Collecting);
    for (resend, step) in [
        (json!({"InvoiceNo": "600000000000"}), ClaimStep::Reshipped),
        (json!({"CompleteDate": "2019-05-01T00:00:00"}), ClaimStep::Completed),
    ] {
        let sent = with(claims(Exchange)[1].clone(), &[("ResendInfo", resend)]);
        assert_eq!(read_claim(&AUCTION, Exchange, &sent).unwrap().step, step);
    }
}

#[test]
fn what_is_held_takes_what_its_site_takes() {
    let hold = |reason: i32| json!({"IsHold": true, "Reason": reason, "HoldDate": "2019-05-01T00:00:00"});
    let exchange = |flavor: &'static Flavor, status: i32, reason: i32| {
        let fields =
            [("ExchangeStatus", json!(status)), ("HoldInfo", hold(reason)), ("PickupInfo", json!({}))];
        read_claim(flavor, Exchange, &with(claims(Exchange)[0].clone(), &fields)).unwrap()
    };
    let gmarket = exchange(&GMARKET, 3, 2);
    assert_eq!(gmarket.held.as_ref().unwrap().code, "4", "as a request writes it");
    assert_eq!(gmarket.verbs, [ClaimVerb::Release]);
    assert_eq!(exchange(&GMARKET, 2, 2).verbs, [ClaimVerb::Release, ClaimVerb::Reship]);
    assert_eq!(exchange(&AUCTION, 3, 4).verbs, [ClaimVerb::Reship]);
    assert_eq!(exchange(&AUCTION, 2, 4).verbs, [ClaimVerb::Reship]);
    let charged = with(
        claims(Return)[1].clone(),
        &[("HoldInfo", hold(3)), ("AddReturnShippingFee", json!(3000.0)), ("PickupInfo", json!(null))],
    );
    let held = read_claim(&AUCTION, Return, &charged).unwrap().held.unwrap();
    assert_eq!((held.code.as_str(), held.fee), ("2", Some(Won::new(3000))));
    let over = with(charged, &[("ReturnStatus", json!(4))]);
    assert_eq!(read_claim(&AUCTION, Return, &over).unwrap().held, None);
}

#[test]
fn an_early_refund_is_never_held_and_converts_at_gmarket_alone() {
    let fields = [("ReturnStatus", json!(2)), ("IsFastRefund", json!(true)), ("ApproveDate", json!(null))];
    let fast = with(claims(Return)[0].clone(), &fields);
    let verbs = |flavor| read_claim(flavor, Return, &fast).unwrap().verbs;
    assert_eq!(verbs(&GMARKET), [ClaimVerb::Refund, ClaimVerb::Convert]);
    assert_eq!(verbs(&AUCTION), [ClaimVerb::Refund]);
}

#[test]
fn an_end_tells_its_moment_and_who_brought_it() {
    let gone = with(
        claims(Return)[1].clone(),
        &[("ReturnStatus", json!(5)), ("WithdrawDate", json!("2019-04-20T10:00:00"))],
    );
    let gone = read_claim(&AUCTION, Return, &gone).unwrap();
    assert_eq!(
        (gone.step, gone.changed_at - gone.requested_at),
        (ClaimStep::Withdrawn, TimeDelta::minutes(1210))
    );
    let by = |status: i32, user: i32| {
        let fields = [("ReturnStatus", json!(status)), ("ApproveUser", json!(user))];
        read_claim(&GMARKET, Return, &with(claims(Return)[0].clone(), &fields)).unwrap().confirmed_by
    };
    assert_eq!((by(4, 2), by(4, 3)), (ConfirmedBy::Seller, ConfirmedBy::Support));
    assert_eq!((by(6, 0), by(1, 2)), (ConfirmedBy::Support, ConfirmedBy::Unstated));
}

#[test]
fn shipping_is_borne_by_whom_the_field_names() {
    let fee = |payer: i32| {
        let fields = [("ReturnShippingFee", json!(2500.0)), ("WhoReturnShippingFee", json!(payer))];
        read_claim(&GMARKET, Return, &with(claims(Return)[0].clone(), &fields)).unwrap().return_fee
    };
    let expected = [None, None, Some(Won::new(-2500)), Some(Won::new(2500)), None, None];
    assert_eq!([0, 1, 2, 3, 4, 9].map(fee), expected);
}

#[test]
fn only_a_cancel_that_went_through_takes_its_line_along() {
    let told = |status: i32| {
        let record = with(claims(Cancel)[0].clone(), &[("CancelStatus", json!(status))]);
        super::claim::ended_line(&read_claim(&GMARKET, Cancel, &record).unwrap())
    };
    for status in [1, 2, 4, 6] {
        assert_eq!(told(status), None, "{status}");
    }
    for status in [3, 5] {
        let news = told(status).unwrap();
        assert_eq!((news.stage, news.canceled), (Some(Stage::Canceled), Some(u32::MAX)), "{status}");
        assert_eq!((news.line.as_str(), news.order.as_str()), ("2943387115", "4452427792"));
    }
    let unshipped = |status: i32| {
        let record = with(claims(Cancel)[0].clone(), &[("CancelStatus", json!(status))]);
        read_claim(&AUCTION, Cancel, &record).unwrap().lines[0].unshipped
    };
    assert!(unshipped(3) && !unshipped(6), "after the settlement the goods had left");
    let returned =
        read_claim(&GMARKET, Return, &with(claims(Return)[0].clone(), &[("ReturnStatus", json!(4))]));
    assert_eq!(super::claim::ended_line(&returned.unwrap()), None);
}

#[test]
fn a_status_is_news_of_a_line() {
    let account = account();
    let source = Source { account: &account, flavor: &GMARKET };
    let news = |status: i32, claim: i32| {
        let row = json!({"OrderNo": 1, "Status": status, "ClaimStatus": claim, "StatusChangeDate": "2026-01-02T00:00:00"});
        super::status::news(source, Record::of(&row).unwrap(), &"9".into()).unwrap()
    };
    assert_eq!((news(2, 0).stage, news(2, 0).raw_status.as_str()), (Some(Stage::Preparing), "2"));
    assert!(news(4, 0).delivered_at.is_some() && news(4, 0).confirmed_at.is_none());
    assert_eq!((news(6, 1).stage, news(6, 3).stage), (None, Some(Stage::Canceled)));
    for hidden in [7, 8, 9, 10] {
        assert_eq!(news(hidden, 1).stage, None, "{hidden}");
    }
    assert_eq!(news(77, 0).stage, Some(Stage::Unknown));
    let dispatched =
        json!({"OrderNo": 1, "Status": 3, "ClaimStatus": 0, "StatusChangeDate": "2026-01-02T00:00:00"});
    let status = super::status::status(source, Record::of(&dispatched).unwrap(), &"9".into()).unwrap();
    assert!(
        news(3, 0).shipped_at.is_some() && status.news.shipped_at.is_none() && status.changed_at.is_some()
    );
    let kinds = ["6/1", "7/2", "8/3", "9", "10", "2"].map(super::status::claimed);
    assert_eq!(kinds, [Some(Cancel), Some(Return), Some(Exchange), None, Some(Cancel), None]);
}

#[test]
fn a_sent_exchange_is_known_by_its_lines_status() {
    let account = account();
    let source = Source { account: &account, flavor: &AUCTION };
    let name = ClaimName::of(&"9:1:E:20260101000000".into()).unwrap();
    let again = |known: Option<Claim>, raw: &str| {
        let news = domain::LineNews {
            raw_status: raw.to_owned(),
            ..domain::LineNews::of(account.clone(), "9".into(), "1".into())
        };
        let changed_at = Some(name.requested_at + TimeDelta::days(4));
        super::claim::sent_exchange(source, &name, known, &LineStatus { news, changed_at })
    };
    let told = |raw: &str| again(None, raw);
    let sent = told("8/3").unwrap();
    assert_eq!(sent.changed_at - sent.requested_at, TimeDelta::days(4));
    let known = Claim { reason: domain::Reason { code: "3".into(), ..Default::default() }, ..sent.clone() };
    assert_eq!(again(Some(known.clone()), "4").unwrap().reason, known.reason, "what was known stays");
    let returned = again(Some(known), "7/1").unwrap();
    assert_eq!(returned.step, ClaimStep::Completed, "a later return ends no exchange otherwise");
    assert_eq!(
        (told("3").unwrap().step, told("5").unwrap().step),
        (ClaimStep::Reshipped, ClaimStep::Completed)
    );
    assert_eq!((told("7/1"), told("2"), told("6/1")), (None, None, None));
    assert_eq!((sent.step, sent.verbs.as_slice()), (ClaimStep::Reshipped, &[ClaimVerb::Complete][..]));
    assert_eq!((sent.claim.as_str(), sent.order.as_str()), ("9:1:E:20260101000000", "9"));
    assert_eq!(told("8/4").unwrap().step, ClaimStep::Completed);
    assert_eq!(told("8/1"), None);
}

#[test]
fn what_is_kept_is_positive_at_both_sites() {
    let account = account();
    let [refund, sale, theirs] = settled().try_into().unwrap();
    let read = |flavor, row: &Value| {
        super::settlement::settlement(Source { account: &account, flavor }, Record::of(row).unwrap()).unwrap()
    };
    let amounts = |row: &crate::Settlement| (row.sold.get(), row.fee.get(), row.paid.get());
    let sale = read(&GMARKET, &sale);
    assert_eq!(amounts(&sale), (19_000, 3_230, 15_770));
    assert_eq!((sale.order.as_str(), sale.claim), ("4442049433", None));
    assert_eq!(sale.on, NaiveDate::from_ymd_opt(2019, 4, 11));
    let refund = read(&GMARKET, &refund);
    assert_eq!(amounts(&refund), (-26_000, -4_420, -21_580));
    assert!(refund.claim.is_some());
    assert_eq!(amounts(&read(&AUCTION, &theirs)), (49_900, 10_973, 38_927));
}

#[test]
fn only_names_that_were_made_here_are_taken() {
    for bad in
        ["", "1", "9:1", "9:1:C", "9:1:X:20260101000000", "9:1:C:yesterday", "9:1:C:", "1:C:20260101000000"]
    {
        assert_eq!(ClaimName::of(&bad.into()), None, "{bad}");
    }
}

#[test]
fn codes_that_no_document_lists_are_kept_and_blame_nobody() {
    let hold = json!({"IsHold": true, "Reason": 77});
    let record = with(
        claims(Return)[1].clone(),
        &[("ReasonCode", json!(99)), ("Reason", json!(9)), ("HoldInfo", hold)],
    );
    let claim = read_claim(&GMARKET, Return, &with(record, &[("ReturnStatus", json!(3))])).unwrap();
    assert_eq!((claim.reason.code.as_str(), claim.reason.text.as_str()), ("99", ""));
    assert_eq!(claim.fault, domain::Fault::Unstated);
    assert_eq!(claim.held.map(|held| (held.code, held.text)), Some(("77".to_owned(), String::new())));
}
