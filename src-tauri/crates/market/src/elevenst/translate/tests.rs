use chrono::NaiveDate;
use domain::{AccountId, Claim, ClaimKind, ClaimStep, ClaimVerb, ConfirmedBy, Fault, OrderLine, Stage, Won};

use super::claim::{Listed, cancel, goods};
use super::{order, status};
use crate::elevenst::reasons;
use crate::elevenst::tests::{CANCELS, COMPLETE, RETURNS, STATUSES};
use crate::elevenst::wire::answer::Answer;
use crate::elevenst::wire::row::Row;
use crate::elevenst::wire::xml::{Node, decoded};
use ClaimKind::{Cancel, Exchange, Return};
use ClaimVerb::{Approve, Defer, Hold, Refund, Refuse, RegisterPickup, Reship};

/// A sample's rows, with texts replaced.
fn rows(sample: &[u8], changes: &[(&str, &str)]) -> Vec<Node> {
    let mut text = decoded(sample).replace("EUC-KR", "UTF-8");
    for (from, to) in changes {
        assert!(text.contains(from), "the sample holds no {from}");
        text = text.replace(from, to);
    }
    Answer::of(text.as_bytes()).unwrap().rows()
}

fn line(changes: &[(&str, &str)]) -> OrderLine {
    order::line(&AccountId::from("1"), Row(&rows(COMPLETE, changes)[0]), Some("202")).unwrap()
}

fn canceled(changes: &[(&str, &str)], listed: Listed) -> Claim {
    cancel(&AccountId::from("1"), Row(&rows(CANCELS, changes)[0]), listed).unwrap()
}

fn given(status: &str, kind: ClaimKind, listed: Listed) -> Claim {
    let status = format!("<clmStat>{status}<");
    let changes = [("<clmStat>105<", status.as_str())];
    goods(&AccountId::from("1"), Row(&rows(RETURNS, &changes)[0]), kind, listed).unwrap()
}

#[test]
fn a_row_becomes_a_line() {
    let line = line(&[]);
    assert_eq!((line.order.as_str(), line.bundle.as_str()), ("20260101000000001", "2600000001"));
    assert_eq!((line.stage, line.raw_status.as_str()), (Stage::Paid, "결제완료 · 202"));
    assert_eq!(line.ordered_at.to_rfc3339(), "2026-01-01T02:46:06+00:00");
    assert_eq!(line.ship_by, NaiveDate::from_ymd_opt(2026, 1, 5));
    assert_eq!((line.product.name.as_str(), line.product.sku.as_str()), ("셔링 니트 & 똠양꿍", "SKU-1"));
    assert_eq!((line.price.unit, line.price.total), (Won::new(19_000), Won::new(57_000)));
    assert_eq!(line.price.seller_discount, Won::new(2_280), "the line's and not the order's");
    assert_eq!((line.price.shipping, line.price.remote), (Won::new(2_500), Won::new(4_500)));
    assert!(line.delivery.remote_area && line.delivery.splittable && !line.product.add_on);
    assert_eq!((line.buyer.name.as_str(), line.buyer.phone.as_str()), ("홍길동", "010-1111-2222"));
    assert_eq!((line.receiver.memo.as_str(), line.receiver.postcode.as_str()), ("", "63309"));
    for personal in ["홍길동", "김수령", "010-", "첨단로", "te****", "P0000"] {
        assert!(!line.raw.contains(personal), "{personal} stays behind in {}", line.raw);
    }
    assert!(line.raw.contains("tolerated"), "{}", line.raw);
}

#[test]
fn an_item_names_what_was_bought_along_with_what() {
    let add_on = [("<addPrdNo>0<", "<addPrdNo>777<")];
    let main = [("<addPrdYn>N<", "<addPrdYn>Y<")];
    assert_eq!(
        [line(&[]), line(&main), line(&add_on)].map(|line| line.item.to_string()),
        ["1", "1+", "1+777"]
    );
}

#[test]
fn a_promised_day_comes_before_the_first_one() {
    let late = line(&[("<delaySendDt>null<", "<delaySendDt>2026-01-09 00:00:00<")]);
    assert_eq!(late.ship_by, NaiveDate::from_ymd_opt(2026, 1, 9));
    assert!(!late.delivery.delayed_because.is_empty());
}

#[test]
fn a_row_without_its_day_has_that_of_its_number() {
    let bare = line(&[("<ordDt>2026-01-01 11:46:06<", "<ordDt>null<"), ("2026-01-01 11:47:59", "null")]);
    assert_eq!(bare.ordered_at.to_rfc3339(), "2025-12-31T15:00:00+00:00");
}

#[test]
fn what_is_brought_without_a_courier_is_told_as_such() {
    let by_hand = [
        ("<dlvMthdCd>null<", "<dlvMthdCd>99<"),
        (">202<", ">401<"),
        ("<sndEndDt>null<", "<sndEndDt>2026-01-02 10:00:00<"),
    ];
    let news = status::news(&AccountId::from("1"), Row(&rows(STATUSES, &by_hand)[0])).unwrap();
    assert_eq!((news.courier.unwrap().as_str(), news.invoice), ("05", None));
    assert_eq!((news.stage, news.raw_status.as_str()), (Some(Stage::Delivering), "배송중 · 401"));
}

#[test]
fn a_status_that_no_document_lists_is_kept_as_it_came() {
    let news = status::news(&AccountId::from("1"), Row(&rows(STATUSES, &[(">202<", ">777<")])[0])).unwrap();
    assert_eq!((news.stage, news.raw_status.as_str()), (Some(Stage::Unknown), "결제완료 · 777"));
    for code in ["101", "102", "103", "200", "201"] {
        assert_eq!(status::stage(code), Some(Stage::Unknown), "{code} waits");
    }
    for code in ["601", "701", "801"] {
        assert_eq!(status::stage(code), None, "{code} is the claim's");
    }
}

#[test]
fn a_cancel_is_told_by_its_code_and_its_list() {
    let claim = canceled(&[], Listed::Asked);
    assert_eq!((claim.step, claim.verbs.as_slice()), (ClaimStep::Requested, &[Approve, Refuse][..]));
    assert_eq!((claim.fault, claim.reason.text.as_str()), (Fault::Buyer, "11번가 내 다른 상품으로 재주문"));
    assert_eq!((claim.quantity(), claim.lines[0].unshipped), (1, true));
    assert_eq!(claim.lines[0].bundle.as_ref().unwrap().as_str(), "2600000001");
    for (code, listed, step) in [
        ("02", Listed::Asked, ClaimStep::Completed),
        ("05", Listed::Asked, ClaimStep::Withdrawn),
        ("01", Listed::Done, ClaimStep::Completed),
        ("02", Listed::Done, ClaimStep::Completed),
        ("01", Listed::TakenBack, ClaimStep::Withdrawn),
        ("02", Listed::TakenBack, ClaimStep::Withdrawn),
        ("05", Listed::TakenBack, ClaimStep::Withdrawn),
        ("09", Listed::Asked, ClaimStep::Unknown),
        ("09", Listed::Done, ClaimStep::Unknown),
    ] {
        let code = format!("<ordCnStatCd>{code}<");
        let claim = canceled(&[("<ordCnStatCd>01<", &code)], listed);
        assert_eq!((claim.step, claim.verbs.len()), (step, 0), "{code} {listed:?}");
    }
}

#[test]
fn a_late_order_is_cancelled_by_the_marketplace() {
    let office = [
        (
            "<referSeq>455221113</referSeq>",
            "<ordCnTypCd>02</ordCnTypCd><cnTrtEndDt>2026-01-03 00:00:00</cnTrtEndDt><addDlvCst>2,000</addDlvCst><dlvCstRespnClf>02</dlvCstRespnClf>",
        ),
        ("<ordCnStatCd>01<", "<ordCnStatCd>02<"),
    ];
    let claim = canceled(&office, Listed::Done);
    assert_eq!((claim.step, claim.confirmed_by), (ClaimStep::Overruled, ConfirmedBy::Support));
    assert_eq!(claim.return_fee, Some(Won::new(2_000)), "borne by the seller");
    assert!(claim.changed_at > claim.requested_at);
}

#[test]
fn the_codes_of_the_seller_are_other_words() {
    let by_seller = [("<ordCnMnbdCd>01<", "<ordCnMnbdCd>02<")];
    let claim = canceled(&by_seller, Listed::Asked);
    assert_eq!((claim.fault, claim.reason.text.as_str()), (Fault::Seller, "옵션 품절(해당 옵션)"));
}

#[test]
fn a_return_is_told_by_its_code_and_its_list() {
    let asked = given("105", Return, Listed::Asked);
    assert_eq!(asked.verbs, [Refund, Refuse, Hold, RegisterPickup]);
    assert_eq!(
        (asked.pickup_from.name.as_str(), asked.pickup_method.as_str()),
        ("김아무개", "판매자 지정 반품택배")
    );
    assert_eq!((asked.return_fee, asked.fault), (Some(Won::new(-6_000)), Fault::Buyer));
    assert_eq!((asked.pickups.len(), asked.reship.is_none()), (0, true));
    for (code, listed, step) in [
        ("106", Listed::Asked, ClaimStep::Completed),
        ("107", Listed::Asked, ClaimStep::Rejected),
        ("108", Listed::Asked, ClaimStep::Withdrawn),
        ("105", Listed::Done, ClaimStep::Completed),
        ("107", Listed::Done, ClaimStep::Rejected),
        ("105", Listed::TakenBack, ClaimStep::Withdrawn),
        ("105", Listed::Office, ClaimStep::Overruled),
        ("106", Listed::Office, ClaimStep::Overruled),
        ("103", Listed::Asked, ClaimStep::Unknown),
        ("999", Listed::Asked, ClaimStep::Unknown),
        ("999", Listed::Done, ClaimStep::Unknown),
        ("", Listed::Asked, ClaimStep::Unknown),
    ] {
        let claim = given(code, Return, listed);
        assert_eq!((claim.step, claim.verbs.len()), (step, 0), "{code} {listed:?}");
        assert!(claim.raw_status.ends_with(code), "{}", claim.raw_status);
    }
}

#[test]
fn a_held_return_is_refunded_or_deferred() {
    let held = given("104", Return, Listed::Asked);
    assert_eq!(held.raw_status, "반품보류 · 104");
    assert_eq!((held.step, held.verbs.as_slice()), (ClaimStep::Requested, &[Refund, Defer][..]));
    assert!(held.held.is_some_and(|held| !held.deferred));
    let deferred = given("109", Return, Listed::Asked);
    assert_eq!(deferred.verbs, [Refund]);
    assert!(deferred.held.is_some_and(|held| held.deferred));
}

#[test]
fn a_pickup_that_has_a_number_is_under_way() {
    let numbered = [
        ("<twPrdInvcNo>null<", "<twPrdInvcNo>608393450166<"),
        ("<dlvEtprsCd>null<", "<dlvEtprsCd>00034<"),
        ("<clmDlvCstMthd>04<", "<clmDlvCstMthd>null<"),
    ];
    let row = rows(RETURNS, &numbered);
    let claim = goods(&AccountId::from("1"), Row(&row[0]), Return, Listed::Asked).unwrap();
    let verbs = [Refund, Refuse, Hold];
    assert_eq!((claim.step, claim.verbs.as_slice()), (ClaimStep::Collecting, &verbs[..]));
    assert_eq!(claim.pickups[0].invoice.as_ref().unwrap().as_str(), "608393450166");
    assert_eq!(claim.return_fee, Some(Won::new(6_000)), "no way of paying means the seller's fault");
    let exchange = goods(
        &AccountId::from("1"),
        Row(&rows(RETURNS, &[("<clmStat>105<", "<clmStat>201<")])[0]),
        Return,
        Listed::Asked,
    );
    assert_eq!(exchange.unwrap().kind, Exchange, "the code tells the kind");
}

#[test]
fn an_exchange_is_told_by_its_code_and_its_list() {
    let asked = given("201", Exchange, Listed::Asked);
    assert_eq!((asked.step, asked.verbs.as_slice()), (ClaimStep::Requested, &[Reship, Refuse][..]));
    assert!(asked.claim.as_str().ends_with(":E2400330") && asked.reship.is_some());
    for (code, listed, step, held) in [
        ("212", Listed::Asked, ClaimStep::Approved, false),
        ("214", Listed::Asked, ClaimStep::Requested, true),
        ("221", Listed::Asked, ClaimStep::Reshipped, false),
        ("221", Listed::Done, ClaimStep::Completed, false),
        ("232", Listed::Asked, ClaimStep::Rejected, false),
        ("233", Listed::TakenBack, ClaimStep::Withdrawn, false),
        ("201", Listed::TakenBack, ClaimStep::Withdrawn, false),
        ("103", Listed::Asked, ClaimStep::Unknown, false),
        ("301", Listed::Asked, ClaimStep::Unknown, false),
        ("302", Listed::Done, ClaimStep::Completed, false),
    ] {
        let claim = given(code, Exchange, listed);
        assert_eq!((claim.step, claim.held.is_some()), (step, held), "{code} {listed:?}");
        assert_eq!((claim.kind, claim.verbs.len()), (Exchange, 0), "{code}");
    }
    assert_eq!(given("301", Return, Listed::Asked).kind, Return, "a re-delivery is of either kind");
    assert_ne!(given("105", Return, Listed::Asked).kind, Cancel);
}

#[test]
fn a_list_with_a_table_of_reasons_of_its_own_has_other_words() {
    let taken_back = canceled(&[("<ordCnMnbdCd>01</ordCnMnbdCd>", "")], Listed::TakenBack);
    assert_eq!(
        (taken_back.fault, taken_back.reason.text.as_str()),
        (Fault::Unstated, "옵션 품절(해당 옵션)")
    );
    let given = |reason: &str, listed| {
        let reason = format!("<clmReqRsn>{reason}<");
        let row = rows(RETURNS, &[("<clmReqRsn>110<", reason.as_str())]);
        goods(&AccountId::from("1"), Row(&row[0]), Return, listed).unwrap()
    };
    let office = given("119", Listed::Office);
    assert_eq!((office.fault, office.reason.text.as_str()), (Fault::Unstated, "고객센터 수취확인 후 취소"));
    assert_eq!(given("119", Listed::Asked).fault, Fault::Buyer, "elsewhere it is shipping abroad");
    assert_eq!(given("301", Listed::Office).reason.text, "배송 누락");
    assert_eq!(given("301", Listed::Asked).reason.text, "", "no other page lists it");
}

#[test]
fn what_the_marketplace_took_back_is_overruled_in_any_list() {
    for listed in [Listed::Asked, Listed::Done, Listed::TakenBack, Listed::Office] {
        for reason in reasons::OFFICE {
            let reason = format!("<clmReqRsn>{reason}<");
            let row = rows(RETURNS, &[("<clmReqRsn>110<", reason.as_str())]);
            let claim = goods(&AccountId::from("1"), Row(&row[0]), Return, listed).unwrap();
            assert_eq!(
                (claim.step, claim.confirmed_by),
                (ClaimStep::Overruled, ConfirmedBy::Support),
                "{reason} {listed:?}"
            );
            assert!(claim.verbs.is_empty() && !claim.reason.text.is_empty(), "{reason} {listed:?}");
        }
    }
}

#[test]
fn news_of_a_line_under_a_claim_has_no_stage() {
    for code in ["601", "701", "801"] {
        let under = rows(STATUSES, &[(">202<", &format!(">{code}<"))]);
        let news = status::news(&AccountId::from("1"), Row(&under[0])).unwrap();
        assert_eq!((news.stage, news.raw_status.ends_with(code)), (None, true), "{code}");
    }
}

#[test]
fn what_names_no_claim_is_not_read() {
    let nameless = rows(RETURNS, &[("<clmReqSeq>2400330<", "<clmReqSeq>null<")]);
    let error = goods(&AccountId::from("1"), Row(&nameless[0]), Return, Listed::Asked).unwrap_err();
    assert_eq!(error.to_string(), "clmReqSeq is missing");
}

#[test]
fn a_reason_that_no_document_lists_is_kept_and_blames_nobody() {
    let row = rows(RETURNS, &[("<clmReqRsn>110<", "<clmReqRsn>777<")]);
    let claim = goods(&AccountId::from("1"), Row(&row[0]), Return, Listed::Asked).unwrap();
    assert_eq!((claim.reason.code.as_str(), claim.reason.text.as_str()), ("777", ""));
    assert_eq!(claim.fault, Fault::Unstated);
}
