use domain::{AccountId, ClaimKind, Detail, DetailKind as Kind, OrderLine};

use super::super::claim::{Listed, cancel, goods};
use super::super::order;
use crate::elevenst::tests::{CANCELS, COMPLETE, RETURNS};
use crate::elevenst::wire::answer::Answer;
use crate::elevenst::wire::row::Row;
use crate::elevenst::wire::xml::{Node, decoded};
use crate::fields::{assert_column, pairs};

/// A sample's first row, with more fields.
fn row(sample: &[u8], fields: &str) -> Node {
    let text = decoded(sample).replace("EUC-KR", "UTF-8");
    let text = text.replacen("</ns2:order>", &format!("{fields}</ns2:order>"), 1);
    Answer::of(text.as_bytes()).unwrap().rows().remove(0)
}

fn line(fields: &str) -> OrderLine {
    order::line(&AccountId::from("1"), Row(&row(COMPLETE, fields)), Some("202")).unwrap()
}

/// A line that tells all it may.
fn full() -> Vec<Detail> {
    line(
        "<engNm>HONG</engNm><ordPayAmtPerSeq>54720</ordPayAmtPerSeq><totSelFee>4560</totSelFee>\
         <stlPlnAmt>50160</stlPlnAmt><plcodrCnfDt>2026-01-01 12:00:00</plcodrCnfDt><dlvMthdCd>01</dlvMthdCd>\
         <sendClfCd>Y</sendClfCd>",
    )
    .more
}

fn canceled() -> Vec<Detail> {
    let fields = "<cnTrtEndDt>2026-01-03 10:00:00</cnTrtEndDt><ordCnTypCd>02</ordCnTypCd>";
    cancel(&AccountId::from("1"), Row(&row(CANCELS, fields)), Listed::Done).unwrap().more
}

fn returned() -> Vec<Detail> {
    goods(&AccountId::from("1"), Row(&row(RETURNS, "")), ClaimKind::Return, Listed::Asked).unwrap().more
}

#[test]
fn a_row_tells_of_its_buyer_its_money_its_goods_and_its_way() {
    let told = [
        (Kind::Member, "te****"),
        (Kind::MemberGrade, "일반고객"),
        (Kind::EnglishName, "HONG"),
        (Kind::PaidAmount, "54720"),
        (Kind::OptionPrice, "0"),
        (Kind::SellerCoupon, "2280"),
        (Kind::MarketplaceCoupon, "205"),
        (Kind::Commission, "4560"),
        (Kind::ExpectedPayout, "50160"),
        (Kind::ProductCode, "SKU-1"),
        (Kind::OptionNumber, "999999999"),
        (Kind::AcceptedAt, "2026-01-01T03:00:00+00:00"),
        (Kind::DeliveryMethod, "택배"),
        (Kind::DeliveryPace, "오늘발송"),
        (Kind::ShippingPayment, "선불"),
        (Kind::RemotePayment, "선불"),
    ];
    assert_eq!(pairs(&full()), told);
}

#[test]
fn a_code_that_is_new_is_shown_as_it_came() {
    let told = line("<dlvMthdCd>77</dlvMthdCd>").more;
    assert!(pairs(&told).contains(&(Kind::DeliveryMethod, "77")), "{told:?}");
}

#[test]
fn a_claim_tells_its_option_and_how_the_way_is_paid() {
    let of_return = [
        (Kind::ClaimedOption, "색상:블랙-1개"),
        (Kind::FeePayment, "판매자에게 송금"),
        (Kind::PickupFee, "2500"),
    ];
    assert_eq!(pairs(&returned()), of_return);
    let of_cancel = [
        (Kind::CancelSort, "발송지연 직권취소"),
        (Kind::ClaimedOption, "색상:블랙-1개"),
        (Kind::EndedAt, "2026-01-03T01:00:00+00:00"),
    ];
    assert_eq!(pairs(&canceled()), of_cancel);
}

#[test]
fn the_page_of_fields_tells_the_truth() {
    let abroad = row(COMPLETE, "");
    let mut abroad = abroad;
    let set = |node: &mut Node, name: &str, text: &str| {
        node.children
            .iter_mut()
            .filter(|field| field.name == name)
            .for_each(|field| field.text = text.into());
    };
    for (name, text) in [("gblDlvYn", "Y"), ("sellerStockCd", "OPT-1"), ("ordOptWonStl", "500")] {
        set(&mut abroad, name, text);
    }
    let abroad = order::line(&AccountId::from("1"), Row(&abroad), Some("202")).unwrap().more;
    let rare = [(Kind::OptionPrice, "500"), (Kind::OptionCode, "OPT-1"), (Kind::Overseas, "전세계배송")];
    assert!(rare.iter().all(|pair| pairs(&abroad).contains(pair)), "{abroad:?}");
    assert_column("elevenst", &[&full(), &abroad, &canceled(), &returned()]);
}
