//! What is shown of a person before anybody asked to see more.

use domain::person::{last4, mask_address, mask_name, mask_phone};
use domain::{Courier, DigitRule, InvoiceNumber, Person, Receiver, Won};
use proptest::prelude::*;

#[test]
fn debug_output_names_nobody() {
    let buyer = Person { name: "박서연".into(), phone: "010-1234-5678".into(), email: "a@b.kr".into() };
    let receiver =
        Receiver { name: "박서연".into(), address: "서울 마포구".into(), ..Receiver::default() };
    assert_eq!(format!("{buyer:?} {receiver:?}"), "Person { .. } Receiver { .. }");
}

#[test]
fn names_keep_their_ends() {
    for (name, masked) in
        [("박서연", "박*연"), ("한솔", "한*"), ("남궁민수", "남**수"), ("김", "김"), ("", "")]
    {
        assert_eq!(mask_name(name), masked);
    }
}

#[test]
fn telephones_keep_head_and_tail() {
    assert_eq!(mask_phone("+8250300005464"), "0503-****-5464");
    assert_eq!(mask_phone("010-1234-5678"), "010-****-5678");
    assert_eq!(mask_phone(""), "");
    assert_eq!(last4("0503-0000-5464").as_deref(), Some("5464"));
    assert_eq!(last4("12"), None);
}

#[test]
fn an_address_keeps_its_district() {
    let receiver =
        Receiver { address: "경기 성남시 분당구 정자로 12".into(), ..Receiver::default() };
    assert_eq!(mask_address(&receiver), "경기 성남시 분당구 ***");
    assert_eq!(receiver.region(), "경기 성남시");
}

#[test]
fn a_region_is_short_however_the_province_is_written() {
    for (address, region) in [
        ("서울특별시 마포구 월드컵로 1", "서울 마포구"),
        ("충청북도 청주시 상당구", "충북 청주시"),
        ("강원특별자치도 춘천시", "강원 춘천시"),
        ("세종특별자치시 한누리대로", "세종 한누리대로"),
        ("전북특별자치도 전주시", "전북 전주시"),
        ("부산 수영구 광안로 7", "부산 수영구"),
        ("", ""),
    ] {
        assert_eq!(Receiver { address: address.into(), ..Receiver::default() }.region(), region);
    }
}

#[test]
fn an_invoice_number_is_checked_before_it_is_sent() {
    let courier = Courier { code: "CJGLS", name: "CJ대한통운", rule: DigitRule::Lengths(&[10, 12]) };
    assert!(courier.check(&InvoiceNumber::from("633018845521")).is_ok());
    let refused = courier.check(&InvoiceNumber::from("63301884552")).unwrap_err();
    assert_eq!(refused.ko, "CJ대한통운 송장번호는 숫자 10·12자리여야 합니다. 번호를 고치세요.");
}

proptest! {
    #[test]
    fn a_mask_never_shows_the_middle(phone in "0[0-9]{2,3}-[0-9]{4}-[0-9]{4}") {
        let middle = phone.split('-').nth(1).unwrap();
        let masked = mask_phone(&phone);
        prop_assert!(masked.contains("****"));
        prop_assert_eq!(masked.len(), phone.len());
        prop_assert_eq!(masked.split('-').nth(1), Some("****"), "{}", middle);
    }

    #[test]
    fn nothing_panics_on_any_text(text in "\\PC{0,40}") {
        mask_name(&text);
        mask_phone(&text);
        last4(&text);
        mask_address(&Receiver { address: text, ..Receiver::default() });
    }

    #[test]
    fn sums_stay_within_what_a_script_can_hold(amounts in prop::collection::vec(any::<i64>(), 0..8)) {
        let sum: Won = amounts.into_iter().map(Won::new).sum();
        prop_assert!(sum <= Won::MAX && sum.get() >= -Won::MAX.get());
    }
}
