//! What a marketplace tells besides: in the detail panels, people masked until they are revealed.

use chrono::NaiveDate;
use domain::{Claim, Detail, DetailKind, LineId, OrderLine, Stage, Won};
use engine::view::{ToldRow, ToldValue};

use crate::support::{Bench, line, returning};

/// A line of which its marketplace tells much.
fn told_line() -> OrderLine {
    let mut line = line("1-1-a", Stage::Delivered);
    line.buyer.phone = "010-1234-5678".to_owned();
    line.delivery.remote_area = true;
    line.more = Detail::list([
        Detail::told(DetailKind::Member, "hong77"),
        Detail::won(DetailKind::Points, Some(Won::new(12_900))),
        Detail::won(DetailKind::Cashback, Some(Won::ZERO)),
        Detail::on(DetailKind::ArriveBy, NaiveDate::from_ymd_opt(2026, 11, 24)),
        Detail::told(DetailKind::DawnMemo, "현관 2580#"),
        Detail::told(DetailKind::PaymentMethod, "카카오페이"),
    ]);
    line
}

/// What is told under a name.
fn value<'a>(rows: &'a [ToldRow], name: &str) -> Option<&'a ToldValue> {
    rows.iter().find(|row| row.name.ko == name).map(|row| &row.value)
}

fn text(words: &str) -> ToldValue {
    ToldValue::Text(words.to_owned())
}

#[tokio::test]
async fn an_order_tells_its_details_each_as_what_it_is_and_its_people_masked() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| shop.add_lines(vec![told_line()])).await;
    let detail = engine.order_detail(account, LineId::from("1-1-a")).await.unwrap();
    let told = &detail.lines[0].told;
    for (name, wanted) in [
        ("주문자", text("김*하")),
        ("주문자 전화", text("010-****-5678")),
        ("상품 번호", text("P1")),
        ("판매 단가", ToldValue::Won(Won::new(1_000))),
        ("도서산간", text("해당")),
        ("회원 ID·닉네임", text("ho****")),
        ("결제 수단", text("카카오페이")),
        ("포인트 결제 (주문 전체)", ToldValue::Won(Won::new(12_900))),
        ("도착 예정일", ToldValue::Day(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())),
        ("새벽배송 메시지", text("현관 ****#")),
    ] {
        assert_eq!(value(told, name), Some(&wanted), "{name}");
    }
    assert!(matches!(value(told, "결제"), Some(ToldValue::Moment(_))));
    for name in ["주문자 이메일", "상품주문번호", "분리배송", "판매자 캐시 적립"] {
        assert_eq!(value(told, name), None, "{name} tells nothing");
    }
}

#[tokio::test]
async fn a_reveal_tells_the_people_in_full_and_nothing_else_twice() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| shop.add_lines(vec![told_line()])).await;
    let full = engine.reveal_receiver(account, LineId::from("1-1-a")).await.unwrap();
    let names: Vec<&str> = full.told.iter().map(|row| row.name.ko.as_ref()).collect();
    assert_eq!(names, ["주문자", "주문자 전화", "회원 ID·닉네임", "새벽배송 메시지"]);
    assert_eq!(value(&full.told, "회원 ID·닉네임"), Some(&text("hong77")));
}

#[tokio::test]
async fn a_claim_tells_its_details_too() {
    let (_bench, engine, account, _shop) = Bench::stocked(|shop| {
        shop.add_lines(vec![told_line()]);
        let more = Vec::from_iter(Detail::told(DetailKind::FeePayment, "환불금에서 차감"));
        shop.add_claim(Claim { more, ..returning("R1", &shop.line("1-1-a")) });
    })
    .await;
    let detail = engine.claim_detail(account, "R1".into()).await.unwrap();
    assert_eq!(value(&detail.told, "배송비 결제 방법"), Some(&text("환불금에서 차감")));
}
