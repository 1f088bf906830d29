//! The keys of every answer, compared with the samples of the official pages.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use sandbox::esm::{OrderWish, Site, Spelling};
use serde_json::{Value, json};

use crate::support::{Auction, CLAIMS, Desk, Gmarket, PENDING, day, parcel};

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().expect("an object").keys().cloned().collect()
}

fn set(words: &str) -> BTreeSet<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

fn joined(parts: &[&str]) -> BTreeSet<String> {
    parts.iter().flat_map(|part| set(part)).collect()
}

const BASICS: &str = "PayNo GroupNo OrderNo BranchCode OrderDate GoodsNo SiteGoodsNo OutGoodsNo GoodsName \
    SalePrice ContrAmount OrderAmount AcntMoney SellerDiscountPrice1 SellerDiscountPrice2 \
    SellerDiscountPrice DirectDiscountPrice ShippingFee OptSelPrice OptAddPrice BuyerName BuyerId \
    BuyerMobileTel BuyerTel ReceiverName HpNo TelNo ZipCode DelFrontAddress DelBackAddress DelFullAddress \
    DelMemo ItemOptionSelectList ItemOptionAdditionList";

const PAID: &str = "OrderStatus PayDate OrderConfirmDate TransDate TransDueDate ArrivalScheduledDate \
    TransCompleteDate BuyDecisionDate TransType DistrType CostPrice DeliveryFeeCondition \
    BackwoodsAddDeliveryFee JejuAddDeliveryFee SettlementPrice OutsidePrice ServiceFee \
    SellerCashbackMoney SinglePayDcAmnt MultiBuyDcAmnt GreatMembDcAmnt DeliverySlotId BranchPrice ReplaceYn \
    TakbaeName NoSongjang OverseaTransYn InfoCin GlobalSellerYn OutOrderNo SKUNo FreeGift FreeGiftCode \
    Bonus BonusCode IsGiftOrder GiftOrderStatus GiftConfirmDate GiftConfirmDueDate IsInstallOrder \
    InstallDate InstallModelCode";

#[tokio::test]
async fn orders_have_the_keys_of_their_site() {
    let desk = Desk::open(0).await;
    for (site, own) in [
        (Gmarket, "AllocationStartDate AllocationEndDate InventoryNo SellerFundingDiscountPrice"),
        (Auction, "AllocationDate BasicServiceFee"),
    ] {
        let number = desk.paid(site);
        let answer = desk.by_number(site, number).await;
        assert_eq!(keys(answer.data()), set("SiteType PageIndex PageSize TotalCount SellerId RequestOrders"));
        assert_eq!((answer.message(), keys(&answer.json)), ("", set("ResultCode Message Data")));
        assert_eq!(keys(&answer.rows()[0]), joined(&[BASICS, PAID, own]), "{site:?}");
    }
}

#[tokio::test]
async fn orders_have_the_types_of_their_site() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        desk.clock.advance(TimeDelta::milliseconds(720));
        let wish = OrderWish { lines: Some(1), quantity: Some(2), addition: true, ..OrderWish::default() };
        let number = desk.wished(site, wish).lines[0].order_no;
        let row = desk.row(site, number).await;
        let line = desk.line(site, number);
        assert_eq!(row["SalePrice"], format!("{}.0000", line.price));
        assert!(row["AcntMoney"].as_str().unwrap().ends_with(".0000"));
        assert!(row["ContrAmount"].is_u64() && row["PayNo"].is_u64() && row["SiteGoodsNo"].is_string());
        let ordered = row["OrderDate"].as_str().unwrap();
        let expected = if site == Gmarket { "2026-03-16T12:00:00.72" } else { "2026-03-16T12:00:00" };
        assert_eq!(ordered, expected);
        assert_eq!(row["GoodsNo"], if site == Gmarket { Value::Null } else { json!("") });
        assert_eq!(row["SiteGoodsNo"].as_str().unwrap().starts_with('B'), site == Auction);
        let option = &row["ItemOptionSelectList"][0];
        assert_eq!(keys(option), set("ItemOptionValue ItemOptionOrderCnt ItemOptionCode"));
        assert_eq!(
            (&option["ItemOptionValue"], &option["ItemOptionOrderCnt"]),
            (&json!(line.option), &json!(2))
        );
        assert_eq!(keys(&row["ItemOptionAdditionList"][0]), keys(option));
        let masked = row["BuyerId"].as_str().unwrap();
        assert!(masked[3..].chars().all(|letter| letter == '*') && masked.len() > 3);
    }
}

#[tokio::test]
async fn order_amounts_differ_by_site() {
    let desk = Desk::open(200).await;
    let mut discounted = BTreeSet::new();
    for site in [Gmarket, Auction] {
        for row in desk.orders(site, 1).await.rows() {
            let money =
                |name: &str| row[name].as_str().unwrap().trim_end_matches(".0000").parse::<i64>().unwrap();
            let amount = money("SalePrice") * row["ContrAmount"].as_i64().unwrap();
            let borne = if site == Auction { money("DirectDiscountPrice") } else { 0 };
            assert_eq!(money("OrderAmount"), amount - borne);
            if money("DirectDiscountPrice") > 0 {
                discounted.insert(site);
            }
        }
    }
    assert_eq!(discounted.len(), 2, "somebody had a discount on either site");
}

#[tokio::test]
async fn pending_orders_have_the_keys_of_their_page() {
    let desk = Desk::open(0).await;
    for site in [Gmarket, Auction] {
        desk.wished(site, OrderWish { lines: Some(1), unpaid: true, ..OrderWish::default() });
        let now = desk.clock.now();
        let body = json!({"siteType": site.code(), "requestDateFrom": day(now),
            "requestDateTo": day(now + TimeDelta::days(1))});
        let rows = desk.post(site, PENDING, &body).await.rows();
        assert_eq!(keys(&rows[0]), joined(&[BASICS, "DepositDueDate"]));
        assert_eq!(rows[0]["GroupNo"].is_null(), site == Gmarket);
    }
}

const CLAIM: &str = "SiteType SellerId PayNo GroupNo OrderNo GoodsNo SiteGoodsNo RequestUser ApproveUser Reason \
    ReasonCode ReasonDetail OrderDate PayDate RequestDate WithdrawDate ApproveDate CompleteDate";

fn claim_keys(site: Site, own: &str) -> BTreeSet<String> {
    joined(&[CLAIM, own, if site == Gmarket { "IsGiftOrder" } else { "" }])
}

#[tokio::test]
async fn cancels_have_the_keys_of_their_page() {
    let desk = Desk::open(0).await;
    desk.clock.advance(TimeDelta::milliseconds(30_357));
    for site in [Gmarket, Auction] {
        let number = desk.confirmed(site).await;
        desk.shop.buyer_cancels(site, number).unwrap();
        let row = desk.claim_row(site, "Cancels", 1, number).await;
        assert_eq!(keys(&row), claim_keys(site, "CancelStatus AddShippingFee"));
        assert_eq!(row["SiteType"], site.answer_code());
        assert!(row["AddShippingFee"].is_f64());
        let requested = if site == Gmarket { "2026-03-16T12:00:00" } else { "2026-03-16T12:00:30.357" };
        assert_eq!(row["RequestDate"], requested);
    }
}

const PERSON: &str = "Name HpNo TelNo ZipCode AddressFront AddressBack Address";
const ON_THE_WAY: &str = "HoldInfo ShippingInfo PickupInfo";

fn check_way(site: Site, row: &Value) {
    assert_eq!(keys(&row["HoldInfo"]), set("HoldDate IsHold Reason FreeDate"));
    let shipping = "CompleteDate ShippingFee WhoShippingFee DeliveryCompCode InvoiceNo";
    assert_eq!(keys(&row["ShippingInfo"]), set(shipping));
    let code = if site == Gmarket { json!("10013") } else { json!(10013) };
    assert_eq!(row["ShippingInfo"]["DeliveryCompCode"], code);
    let pickup = "Status CompleteDate DeliveryCompName InvoiceNo SenderInfo ReceiverInfo";
    assert_eq!(keys(&row["PickupInfo"]), set(pickup));
    for person in ["SenderInfo", "ReceiverInfo"] {
        assert_eq!(keys(&row["PickupInfo"][person]), set(PERSON));
    }
    for name in ["ContrAmount", "Quantity", "SalePrice", "GoodsName"] {
        assert!(row.get(name).is_none(), "{name}");
    }
}

#[tokio::test]
async fn returns_have_the_keys_of_their_page() {
    let desk = Desk::open(0).await;
    let own = "ReturnStatus IsFastRefund FastRefundRewardStatus GoodsStatus AddReturnShippingFee \
        WhoAddReturnShippingFee AddReturnShippingFeeWay ReturnShippingFee WhoReturnShippingFee \
        ReturnShippingFeeWay";
    for site in [Gmarket, Auction] {
        let number = desk.returning(site).await;
        let row = desk.claim_row(site, "Returns", 1, number).await;
        let slot = if site == Gmarket { "SlotInfo" } else { "" };
        let own = format!("{own} {ON_THE_WAY} {slot}");
        assert_eq!(keys(&row), claim_keys(site, &own));
        check_way(site, &row);
        let codes: &[i64] = if site == Gmarket { &[2, 3] } else { &[1] };
        assert!(codes.contains(&row["SiteType"].as_i64().unwrap()));
    }
}

#[tokio::test]
async fn exchanges_have_the_keys_of_their_page() {
    let desk = Desk::open(0).await;
    let own = "ExchangeStatus OutItemNo ItemOptionCodes ExchangeShippingFee WhoExchangeShippingFee \
        ExchangeShippingFeeWay ResendInfo";
    for site in [Gmarket, Auction] {
        let number = desk.exchanging(site).await;
        let row = desk.claim_row(site, "Exchanges", 1, number).await;
        assert_eq!(keys(&row), claim_keys(site, &format!("{own} {ON_THE_WAY}")));
        check_way(site, &row);
        let resend = "ResendDate CompleteDate DeliveryCompName InvoiceNo ReceiverInfo";
        assert_eq!(keys(&row["ResendInfo"]), set(resend));
        assert_eq!(keys(&row["ResendInfo"]["ReceiverInfo"]), set(PERSON));
        assert_eq!(row["ItemOptionCodes"].is_array(), site == Gmarket);
        assert_eq!(row["ResendInfo"]["ReceiverInfo"]["Name"].is_null(), site == Auction);
    }
}

#[tokio::test]
async fn both_site_types_are_told_for_gmarket() {
    let desk = Desk::open(0).await;
    let mut told = BTreeSet::new();
    for _ in 0..12 {
        let number = desk.returning(Gmarket).await;
        told.insert(desk.claim_row(Gmarket, "Returns", 1, number).await["SiteType"].as_i64());
    }
    assert_eq!(told, [Some(2), Some(3)].into());
}

#[tokio::test]
async fn statuses_progress_and_reports_have_the_keys_of_their_pages() {
    let desk = Desk::open(0).await;
    let number = desk.shipped(Auction).await;
    let body = json!({"OrderNo": number});
    let status = desk.post(Auction, "/shipping/v1/Delivery/GetDeliveryStatus", &body).await;
    assert_eq!(keys(&status.rows()[0]), set("OrderNo Status ClaimStatus StatusChangeDate IsGiftOrder"));
    let progress = desk.post(Auction, "/shipping/v1/Delivery/Progress", &body).await;
    assert_eq!(keys(&progress.json), set("TotalCount ResultCode Message Data"));
    assert_eq!(keys(&progress.rows()[0]), set("EscrowType EscrowDt TrackingUrl"));
    desk.shop.buyer_reports(Auction, number).unwrap();
    let now = desk.clock.now();
    let body = json!({"SearchType": 0, "OrderNo": number, "StartDate": day(now), "EndDate": day(now)});
    let reports = desk.post(Auction, "/shipping/v1/Delivery/ClaimList", &body).await;
    assert_eq!(keys(&reports.json), set("TotalCount ResultCode Message Data"));
    let row = "OrderNo ClaimDate ClaimReason ClaimDetailReason ClaimSolveDate";
    assert_eq!(keys(&reports.rows()[0]), set(row));
}

const SETTLED: &str = "PackNo ContrNo SiteGoodsNo OrderDate PayDate ShippingDate ShippingCmplDate BuyDecisonDate \
    RevenueBaseDate SettleExpectDate RemitDate RefundDate SettleType OrderUnitPrice OrderQty SellOrderPrice \
    OptionPrice GoodsCost OptionCost BasicCommission OptionCommission DeductTaxPrice TotCommission \
    DeductNontaxPrice SettlementPrice ServiceFee CorpDiscountTotalPrice OverProfitDiscountPrice \
    FeeDiscountPrice SellerDiscountTotalPrice BuyerPayAmt BranchPrice BranchCode TaxYn \
    SellerDiscountPrice1 SellerDiscountPrice2 SellerDiscountPrice SellerPcsFee DelFeeOverseaAmt Kind \
    TransferNumber TransferDate ExchangeRate";

#[tokio::test]
async fn the_settlement_has_the_keys_of_its_pages() {
    let desk = Desk::open(40).await;
    let now = desk.clock.now();
    for (site, own) in [(Gmarket, "GoodsNo SettleExceptName"), (Auction, "CancelAfterRemitYN")] {
        let body = json!({"SiteType": site.letter(), "SrchType": "D1",
            "SrchStartDate": day(now - TimeDelta::days(20)), "SrchEndDate": day(now - TimeDelta::days(1)),
            "PageNo": 1, "PageRowCnt": 3});
        let orders = desk.post(site, "/account/v1/settle/getsettleorder", &body).await;
        let root = "SellerId TotalCount PageSize PageNo Data SiteType ResultCode Message";
        assert_eq!(keys(&orders.json), joined(&[root, "TotalSettlementAmount"]));
        assert_eq!(orders.json["Data"].as_array().unwrap().len(), 3, "a page");
        assert_eq!(keys(&orders.json["Data"][0]), joined(&[SETTLED, own]));
        let fees = desk.post(site, "/account/v1/settle/getsettledeliveryfee", &body).await;
        assert_eq!(keys(&fees.json), joined(&[root, "TotalDelFeeAmt"]));
        let row = "PackNo PayDate RefundDate RemitDate RevenueDate DelFeeAmt DelFeeCommission DelFeeNo \
            DelFeePayWay Kind DeliveryGroupNo DelFeeType RefContrNo TransferNumber TransferDate ExchangeRate";
        assert_eq!(keys(&fees.json["Data"][0]), set(row));
    }
}

#[tokio::test]
async fn tables_spell_the_envelope_in_their_own_way() {
    let desk = Desk::open(0).await;
    desk.set(|settings| settings.spelling = Spelling::Tables);
    let number = desk.paid(Gmarket);
    let confirmed = desk.confirm(Gmarket, number).await;
    assert_eq!(confirmed.json["ResultCode"], "Success");
    let now = desk.clock.now();
    let body =
        json!({"SiteType": 3, "CancelStatus": 0, "Type": 2, "StartDate": day(now), "EndDate": day(now)});
    let cancels = desk.post(Gmarket, &format!("{CLAIMS}/Cancels"), &body).await;
    assert_eq!(cancels.json["ResultCode"], "success");
    let wrong = desk.confirm(Gmarket, number).await;
    assert_eq!(wrong.code(), 3000, "failures carry a number");
    let shipped = desk.ship(Gmarket, number, 10_034, "매장전달").await;
    assert_eq!(shipped.json["ResultCode"], "Success");
    let done = format!("/shipping/v1/Delivery/AddShippingCompleteInfo/{number}");
    assert_eq!(desk.post(Gmarket, &done, &json!({})).await.json["ResultCode"], "0");
    for (path, word) in [("", "success"), ("/SoldOut", "Success")] {
        let sold = desk.paid(Gmarket);
        let sold = desk.act(Gmarket, "POST", &format!("/Cancel/{sold}{path}"), json!({})).await;
        assert_eq!(sold.json["ResultCode"], word);
    }
    let pay_no = desk.line(Gmarket, number).pay_no;
    let own =
        json!({"siteType": 2, "payNo": pay_no, "reason": "NC", "itemStatus": "NP", "alreadySent": true});
    let returned = desk.post(Gmarket, &format!("{CLAIMS}/Return/{number}/Request"), &own).await;
    assert_eq!(returned.json, json!({"resultCode": 0, "Message": "성공", "Data": null}));
    let held = desk.act(Gmarket, "POST", &format!("/return/{number}/pickup"), parcel("303961565235")).await;
    assert_eq!(held.json["ResultCode"], 0);
}
