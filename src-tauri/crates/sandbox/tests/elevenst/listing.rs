use chrono::TimeDelta;
use sandbox::elevenst::{OrderWish, Verb};

use crate::support::{Desk, minute, value};

/// Path, then the codes of a wrong start, a wrong end and a window that is too long.
const WEEKLY: [(&str, [i32; 3]); 8] = [
    ("standby", [-3_102, -3_103, -3_104]),
    ("delvplacestandby", [-3_102, -3_103, -3_104]),
    ("complete", [-3_103, -3_104, -3_105]),
    ("packaging", [-3_303, -3_304, -3_305]),
    ("shipping", [-3_902, -3_903, -3_904]),
    ("dlvcompleted", [-3_902, -3_903, -3_904]),
    ("completed", [-3_902, -3_903, -3_904]),
    ("reservatecomplete", [-3_203, -3_204, -3_205]),
];

const MONTHLY: [(&str, [i32; 3]); 10] = [
    ("cancelorders", [-28_007, -28_006, -28_008]),
    ("canceledorders", [-28_007, -28_006, -28_008]),
    ("withdrawcanceledorders", [-28_007, -28_006, -28_008]),
    ("officecancellist", [-29_007, -29_006, -29_008]),
    ("returnorders", [-29_007, -29_006, -29_008]),
    ("returnedorders", [-29_007, -29_006, -29_008]),
    ("retractretorders", [-1, -1, -1]),
    ("exchangeorders", [-29_007, -29_006, -29_008]),
    ("exchangedorders", [-29_007, -29_006, -29_008]),
    ("retractexcorders", [-1, -1, -1]),
];

#[tokio::test]
async fn every_list_refuses_wrong_windows_with_codes_of_its_own() {
    let desk = Desk::open(0).await;
    for (list, [start, end, longest]) in WEEKLY {
        let path = |from: &str, to: &str| format!("/ordservices/{list}/{from}/{to}");
        assert_eq!(desk.get(&path("20260310", "202603161200")).await.code(), start, "{list}");
        assert_eq!(desk.get(&path("202603100000", "2026-03-16")).await.code(), end, "{list}");
        assert_eq!(
            desk.get(&path("202603080000", "202603160000")).await.code(),
            longest,
            "{list}: eight days"
        );
        assert_eq!(desk.get(&path("202603080001", "202603160000")).await.code(), 0, "{list}");
        assert_eq!(desk.get(&path("202603160001", "202603160000")).await.code(), -1, "{list}");
    }
    for (list, [start, end, longest]) in MONTHLY {
        let path = |from: &str, to: &str| format!("/claimservice/{list}/{from}/{to}");
        assert_eq!(desk.get(&path("2026031000", "202603161200")).await.code(), start, "{list}");
        assert_eq!(desk.get(&path("202603100000", "202603162500")).await.code(), end, "{list}");
        assert_eq!(
            desk.get(&path("202602132359", "202603160000")).await.code(),
            longest,
            "{list}: thirty days"
        );
        let empty = desk.get(&path("202602140000", "202603160000")).await;
        assert_eq!((empty.code(), empty.words()), (-1, "해당 건이 없습니다."), "{list}");
    }
}

#[tokio::test]
async fn a_list_goes_by_its_own_day_and_by_status() {
    let desk = Desk::open(0).await;
    let line = desk.paid(1);
    desk.clock.advance(TimeDelta::days(9));
    assert_eq!(desk.list("/ordservices/complete", 7).await.code(), 0, "paid nine days ago");
    desk.confirm(&line).await.done();
    assert_eq!(desk.list("/ordservices/packaging", 1).await.lines(), std::slice::from_ref(&line.line_id));
    desk.clock.advance(TimeDelta::days(2));
    desk.dispatch(&line.dlv_no, &desk.number()).await.done();
    assert_eq!(desk.list("/ordservices/packaging", 7).await.code(), 0);
    let shipping = desk.list("/ordservices/shipping", 1).await;
    assert_eq!(shipping.names(), ["dlvEtprsCd", "invcNo", "ordNo", "ordPrdSeq", "sndEndDt"]);
    desk.clock.advance(TimeDelta::days(2));
    desk.shop.parcel_delivered(&line.line_id).unwrap();
    assert_eq!(desk.list("/ordservices/dlvcompleted", 1).await.lines(), std::slice::from_ref(&line.line_id));
    desk.shop.buyer_decides(&line.line_id).unwrap();
    assert_eq!(desk.list("/ordservices/dlvcompleted", 7).await.code(), 0, "it drops out");
    let decided = desk.list("/ordservices/completed", 1).await;
    assert_eq!((decided.lines(), value(&decided.rows[0], "atmtBuyCnfrmYN")), (vec![line.line_id], "N"));
}

#[tokio::test]
async fn rows_beyond_the_longest_list_are_left_out_silently() {
    let desk = Desk::open(0).await;
    assert_eq!(desk.shop.settings().longest_list, 3_000);
    desk.set(|settings| settings.longest_list = 5);
    let wish = OrderWish { lines: Some(1), ..OrderWish::default() };
    let first = desk.shop.act(&Verb::PlaceMany { count: 5, wish: wish.clone() }).unwrap().line_ids;
    desk.clock.advance(TimeDelta::minutes(10));
    desk.shop.act(&Verb::PlaceMany { count: 3, wish }).unwrap();
    let rows = desk.list("/ordservices/complete", 1).await;
    assert_eq!(rows.lines(), first, "the newest are missing");
    let (from, to) = (desk.clock.now() - TimeDelta::minutes(5), desk.clock.now() + TimeDelta::minutes(5));
    let later = desk.get(&format!("/ordservices/complete/{}/{}", minute(from), minute(to))).await;
    assert_eq!(later.rows.len(), 3, "a shorter window shows them");
}

#[tokio::test]
async fn standing_is_told_by_number() {
    let desk = Desk::open(0).await;
    let (first, second) = (desk.order(2, 1), desk.order(1, 1));
    desk.confirm(&first.lines[1]).await.done();
    let path = |numbers: &str| format!("/claimservice/orderlistall/{numbers}");
    let both = desk.get(&path(&format!("{},{},1", first.ord_no, second.ord_no))).await;
    assert_eq!(both.rows.len(), 3, "unknown numbers are left out");
    assert_eq!(value(both.row(&first.lines[1].line_id), "ordPrdStatNm"), "배송준비중");
    assert!(!both.names().contains(&"sellerPrdCd"));
    let hundred = vec![first.ord_no.as_str(); 100].join(",");
    assert_eq!(desk.get(&path(&hundred)).await.rows.len(), 200);
    assert_eq!(desk.get(&path(&format!("{hundred},1"))).await.code(), -28_003);
    assert_eq!(desk.get(&path("1,%202")).await.code(), -28_002, "no spaces");
    assert_eq!(desk.get(&path("1")).await.words(), "해당 건이 없습니다.");
    let whole = desk.get(&format!("/ordservices/complete/{}", first.ord_no)).await;
    assert_eq!((whole.rows.len(), value(&whole.rows[0], "plcodrCnfDt")), (2, "null"));
    assert!(whole.names().contains(&"lstDlvCst") && !whole.names().contains(&"dlvCst"));
    assert_eq!(desk.get("/ordservices/complete/1").await.code(), 0);
}

#[tokio::test]
async fn live_fields_come_by_a_dial() {
    let desk = Desk::open(0).await;
    let line = desk.paid(2);
    assert!(!desk.list("/ordservices/complete", 1).await.names().contains(&"ordPrdStat"));
    desk.set(|settings| settings.live_fields = true);
    let row = desk.list("/ordservices/complete", 1).await;
    assert_eq!(value(&row.rows[0], "ordPrdStat"), "202");
    let standing = desk.get(&format!("/claimservice/orderlistall/{}", line.ord_no)).await;
    assert!(standing.names().contains(&"stlPlnAmt"));
}
