//! The rows of every list, field by field, as their pages have them.

use chrono::TimeDelta;
use sandbox::elevenst::OrderWish;

use crate::support::{Answer, Desk, value};

const COMPLETE: &str = "addPrdNo addPrdYn bndlDlvSeq bndlDlvYN custGrdNm dlvCst dlvCstType bmDlvCst bmDlvCstType \
    dlvNo gblDlvYn giftCd memID memNo ordAmt ordBaseAddr ordDlvReqCont ordDt ordDtlsAddr ordMailNo ordNm ordNo \
    ordOptWonStl ordPayAmt ordPrdSeq ordPrtblTel ordQty ordStlEndDt ordTlphnNo prdNm prdNo prdStckNo \
    rcvrBaseAddr rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm rcvrPrtblNo rcvrTlphn selPrc sellerDscPrc \
    sellerPrdCd slctPrdOptNm tmallDscPrc gifeser typeAdd typeBilNo lstTmallDscPrc lstSellerDscPrc referSeq \
    sellerStockCd appmtDdDlvDy appmtEltRefuseYn appmtselStockCd engNm psnCscUniqNo dlvSndDue delaySendDt \
    visitDlvYn sendGiftYn sendClfCd use11stRetailYn";

const DECIDED: &str = "atmtBuyCnfrmYN dlvCst memNo ordAmt ordNo ordPrdSeq ordQty pocnfrmDt prdNm sellerPrdCd \
    slctPrdOptNm gblDlvYn ordDt prdNo ordPayAmt referSeq sellerStockCd sendGiftYn";

const STANDING: &str = "dlvNo ordCnQty ordNo ordPrdSeq ordPrdStatNm ordPrdStat ordQty prdNm prdNo sellerID referSeq \
    sellerStockCd";

const STANDING_ADDRESS: &str = "dlvNo ordCnQty ordNo ordPrdSeq ordPrdStatNm ordPrdStat ordQty prdNm prdNo sellerID \
    rcvrBaseAddr rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm rcvrPrtblNo rcvrTlphn dlvMthdCd dlvEtprsCd invcNo \
    sndEndDt typeBilNo";

const CANCELED: &str = "createDt dlvNo ordCnDtlsRsn ordCnQty ordCnMnbdCd ordCnRsnCd ordCnStatCd ordNo ordPrdCnSeq \
    ordPrdSeq prdNo slctPrdOptNm cnTrtEndDt addDlvCst dlvCstRespnClf referSeq ordCnTypCd";

const RETURNS: &str = "affliateBndlDlvSeq clmReqCont clmReqQty clmReqRsn clmReqSeq clmStat optName ordNo ordPrdSeq \
    prdNo reqDt ordNm ordTlphnNo ordPrtblTel rcvrMailNo rcvrMailNoSeq rcvrBaseAddr rcvrDtlsAddr rcvrTypeAdd \
    rcvrTypeBilNo kglUseYn twMthd clmLstDlvCst appmtDlvCst clmDlvCstMthd twPrdInvcNo dlvEtprsCd";

const EXCHANGES: &str = "affliateBndlDlvSeq clmReqCont clmReqQty clmReqRsn clmReqSeq clmStat optName ordNo \
    ordPrdSeq prdNo reqDt ordNm ordTlphnNo ordPrtblTel rcvrMailNo rcvrMailNoSeq rcvrBaseAddr rcvrDtlsAddr \
    rcvrTypeAdd rcvrTypeBilNo twMthd exchNm exchTlphnNo exchPrtblTel exchMailNo exchMailNoSeq exchBaseAddr \
    exchDtlsAddr exchTypeAdd exchTypeBilNo clmLstDlvCst appmtDlvCst clmDlvCstMthd twPrdInvcNo dlvEtprsCd";

const RETURNED: &str = "affliateBndlDlvSeq clmReqCont clmReqQty clmReqRsn clmReqSeq clmStat optName ordNo ordPrdSeq \
    prdNo reqDt trtEndDt addDlvCst dlvCstRespnClf stlDlvCst";

fn has(answer: &Answer, fields: &str) {
    assert_eq!(answer.names(), fields.split_whitespace().collect::<Vec<_>>());
}

#[tokio::test]
async fn rows_have_the_fields_of_their_pages() {
    let desk = Desk::open(200).await;
    let list = async |path: &str, days: i64| desk.list(path, days).await;
    has(&list("/ordservices/complete", 7).await, COMPLETE);
    has(&list("/ordservices/completed", 7).await, DECIDED);
    has(&list("/claimservice/canceledorders", 29).await, CANCELED);
    has(&list("/claimservice/returnorders", 29).await, RETURNS);
    has(&list("/claimservice/exchangeorders", 29).await, EXCHANGES);
    has(&list("/claimservice/returnedorders", 29).await, RETURNED);
    let order = &desk.shop.orders()[0].ord_no;
    has(&desk.get(&format!("/claimservice/orderlistall/{order}")).await, STANDING);
    has(&desk.get(&format!("/claimservice/orderlistalladdr/{order}")).await, STANDING_ADDRESS);
}

#[tokio::test]
async fn no_claim_of_returns_names_its_delivery() {
    let desk = Desk::open(200).await;
    for list in ["returnorders", "returnedorders", "exchangeorders", "exchangedorders"] {
        let rows = desk.list(&format!("/claimservice/{list}"), 29).await;
        assert!(!rows.names().contains(&"dlvNo"), "{list}");
    }
    assert!(desk.list("/claimservice/cancelorders", 29).await.names().contains(&"dlvNo"));
    let decided = desk.list("/ordservices/completed", 7).await;
    assert!(!decided.names().contains(&"rcvrBaseAddr"));
}

#[tokio::test]
async fn amounts_and_texts_read_as_in_the_samples() {
    let desk = Desk::open(0).await;
    let memo = Some(String::new());
    let wish = OrderWish { lines: Some(1), quantity: Some(2), memo, overseas: true, ..OrderWish::default() };
    let line = desk.wished(wish).lines.remove(0);
    let rows = desk.list("/ordservices/complete", 1).await;
    let row = rows.row(&line.line_id);
    let won = |name: &str| value(row, name).parse::<i64>().unwrap();
    assert_eq!(won("ordAmt"), won("selPrc") * won("ordQty"));
    assert_eq!(won("ordPayAmt"), won("ordAmt") + won("dlvCst") - won("sellerDscPrc"));
    assert_eq!(value(row, "ordDlvReqCont"), "null");
    assert!(value(row, "psnCscUniqNo").starts_with('P') && value(row, "slctPrdOptNm").ends_with("-2개"));
    assert_eq!(value(row, "ordDt"), "2026-03-16 12:00:00");
    assert_eq!(value(row, "dlvSndDue"), "2026-03-18 00:00:00");
    assert!(value(row, "memID").ends_with("****"));
    let receiver = sandbox::elevenst::Address { name: "A&B <C>".to_owned(), ..line.receiver.unwrap() };
    desk.shop.buyer_changes_address(&line.ord_no, receiver).unwrap();
    let rows = desk.list("/ordservices/complete", 1).await;
    assert_eq!(value(&rows.rows[0], "rcvrNm"), "A&B <C>");
    desk.clock.advance(TimeDelta::hours(1));
    desk.shop.buyer_cancels(&line.line_id, Some(1)).unwrap();
    let rows = desk.list("/ordservices/complete", 1).await;
    let row = &rows.rows[0];
    assert_eq!(value(row, "ordQty"), "2", "the original quantity");
    assert_eq!(value(row, "ordAmt"), value(row, "selPrc"), "the amount of what is left");
}

#[tokio::test]
async fn money_of_an_order_is_not_that_of_a_line() {
    let desk = Desk::open(0).await;
    let mut told_apart = false;
    for _ in 0..6 {
        let order = desk.wished(OrderWish { lines: Some(2), ..OrderWish::default() });
        let rows = desk.get(&format!("/ordservices/complete/{}", order.ord_no)).await;
        let won = |name: &str| -> Vec<i64> {
            rows.rows.iter().map(|row| value(row, name).parse().unwrap()).collect()
        };
        let sum = |name: &str| won(name).iter().sum::<i64>();
        for (whole, part) in [
            ("ordPayAmt", "ordPayAmtPerSeq"),
            ("sellerDscPrc", "lstSellerDscPrc"),
            ("sellerDscPrc", "sellerDscPrcPerSeq"),
            ("tmallDscPrc", "lstTmallDscPrc"),
        ] {
            assert!(won(whole).iter().all(|won| *won == sum(part)), "{whole}: {}", rows.text);
        }
        let fee = sum("lstDlvCst");
        assert_eq!(won("ordPayAmt")[0], sum("ordAmt") + fee - won("sellerDscPrc")[0]);
        told_apart |= won("sellerDscPrc")[0] > 0 && won("sellerDscPrc") != won("lstSellerDscPrc");
    }
    assert!(told_apart, "some line was sold for less");
}
