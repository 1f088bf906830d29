//! Confirming, shipping, telling of a delay, answering a buyer to whom nothing has come.

use chrono::{NaiveDate, TimeDelta};
use domain::{BundleId, CourierCode, InvoiceNumber, ItemId, LineId, OrderId, Parcel, ParcelLine, Sentence};

use super::capability;
use super::couriers::{self, NOBODY};
use super::path::{NULL, Path, number};
use super::reasons::{self, Coded, DELAY_REASONS, UNDELIVERED_ANSWERS};
use super::wire::body::document;
use super::wire::scalar::in_korea;
use super::{Elevenst, get, parts_of_line, unsendable, with_body};
use crate::{MarketError, Method};

/// dlvMthdCd of a parcel with courier and number.
pub(super) const BY_COURIER: &str = "01";

/// 홈픽 오늘도착, the one courier of dispatches that the page of those in parts does not list (guide 1636).
const NOT_IN_PARTS: &str = "00115";

/// What every dispatch begins with.
const DISPATCH: &str = "/ordservices/reqdelivery";

/// Days by which a delay may be promised at most (-28306).
const LONGEST_DELAY: TimeDelta = TimeDelta::days(30);

impl Elevenst {
    /// 발주확인 of one line. Lines of its bundle with the same product, and its add-ons, are confirmed along with it.
    pub(super) async fn confirm(
        &self,
        lines: &[(BundleId, LineId)],
        items: &[ItemId],
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "reqpackaging";
        let [(bundle, line)] = lines else { return Err(unsendable(OPERATION, &ONE_AT_A_TIME)) };
        let (order, seq) = parts_of_line(line);
        // A list writes 0 for what a confirmation calls null; only an add-on names another product.
        let bought_along = items.first().and_then(bought_along);
        let main = bought_along.filter(|main| !main.is_empty());
        let path = Path::of(OPERATION, "/ordservices")
            .word(OPERATION)
            .id(order)?
            .id(seq)?
            .word(if bought_along.is_some() { "Y" } else { "N" })
            .maybe(main)?
            .id(bundle.as_str())?;
        self.write(get(OPERATION, path.done())).await
    }

    /// 발송처리 of a bundle: every line of it leaves.
    pub(super) async fn ship(&self, parcels: &[Parcel]) -> Result<(), MarketError> {
        const OPERATION: &str = "reqdelivery";
        let [parcel] = parcels else { return Err(unsendable(OPERATION, &ONE_AT_A_TIME)) };
        checked(OPERATION, &parcel.courier, &parcel.invoice)?;
        let begun = Path::of(OPERATION, DISPATCH).now(self.now());
        let path = match parcel.courier.as_str() {
            // 배송없음 is the one way for which courier and number may be null.
            NOBODY => begun.word(NOBODY).word(NULL).word(NULL),
            courier => begun.word(BY_COURIER).id(courier)?.id(parcel.invoice.as_str())?,
        };
        self.write(get(OPERATION, path.id(parcel.bundle.as_str())?.done())).await
    }

    /// 부분발송: some lines of a bundle leave, and the rest stays in preparation.
    pub(super) async fn ship_part(&self, parcel: &Parcel) -> Result<(), MarketError> {
        const OPERATION: &str = "reqdelivery.part";
        /// partDlvYn
        const IN_PARTS: &str = "Y";
        if parcel.lines.iter().all(|line| is_add_on(&line.item)) {
            return Err(unsendable(OPERATION, &ADD_ONS_ALONE));
        }
        if parcel.courier.as_str() == NOT_IN_PARTS {
            return Err(unsendable(OPERATION, &NOT_FOR_PARTS));
        }
        let seqs = parcel.lines.iter().map(|line| parts_of_line(&line.line).1);
        let path = self
            .parcel(OPERATION, &parcel.courier, &parcel.invoice)?
            .id(parcel.bundle.as_str())?
            .word(IN_PARTS)
            .id(parcel.order.as_str())?
            .ids(seqs)?;
        self.write(get(OPERATION, path.done())).await
    }

    /// 수량 분리발송: the first parcel stands in the path, the others behind it.
    pub(super) async fn ship_pieces(
        &self,
        order: &OrderId,
        bundle: &BundleId,
        line: &ParcelLine,
        courier: &CourierCode,
        parts: &[(InvoiceNumber, u32)],
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "reqdelivery.pieces";
        let [(first, pieces), others @ ..] = parts else { return Err(unsendable(OPERATION, &TWO_PARCELS)) };
        if others.is_empty() {
            return Err(unsendable(OPERATION, &TWO_PARCELS));
        }
        let mut rest = Vec::new();
        for (invoice, pieces) in others {
            checked(OPERATION, courier, invoice)?;
            number(OPERATION, invoice.as_str())?;
            rest.push(format!("{invoice}@{pieces}"));
        }
        let path = self
            .parcel(OPERATION, courier, first)?
            .id(bundle.as_str())?
            .id(&pieces.to_string())?
            .id(order.as_str())?
            .id(parts_of_line(&line.line).1)?
            // The caret between them may not stand in a path as it is.
            .text(&rest.join("%5E"));
        self.write(get(OPERATION, path.done())).await
    }

    /// What a dispatch of a part begins with: no document lets it go without courier and number.
    fn parcel(
        &self,
        operation: &'static str,
        courier: &CourierCode,
        invoice: &InvoiceNumber,
    ) -> Result<Path, MarketError> {
        if courier.as_str() == NOBODY {
            return Err(unsendable(operation, &NEEDS_COURIER));
        }
        checked(operation, courier, invoice)?;
        Path::of(operation, DISPATCH)
            .now(self.now())
            .word(BY_COURIER)
            .id(courier.as_str())?
            .id(invoice.as_str())
    }

    /// 발송지연안내 of a bundle. How its day is written no document says; every other day alone has eight digits.
    pub(super) async fn delay(
        &self,
        order: &OrderId,
        bundle: &BundleId,
        until: NaiveDate,
        reason: &str,
        text: &str,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "deliveryDelayGuide";
        offered(OPERATION, DELAY_REASONS, reason)?;
        let text = one_line(text);
        if capability::DELAY_WORDS.is_short(&text) || capability::DELAY_WORDS.is_long(&text) {
            return Err(unsendable(OPERATION, &DELAY_WORDS));
        }
        if until > in_korea(self.now() + LONGEST_DELAY).date() {
            return Err(unsendable(OPERATION, &TOO_LATE));
        }
        let day = until.format("%Y%m%d").to_string();
        let fields = [
            ("ordNo", Some(order.as_str())),
            ("dlvNo", Some(bundle.as_str())),
            ("delaySendDt", Some(day.as_str())),
            ("delaySendRsnCd", Some(reason)),
            ("delaySendRsn", Some(text.as_str())),
        ];
        let path = Path::of(OPERATION, "/ordservices").word(OPERATION).done();
        let body = document("DeliveryDelayGuideRequest", &fields);
        self.write(with_body(OPERATION, Method::Post, path, body)).await
    }

    /// 상품미도착 처리. Goods that were sent again name how; only a courier has a code and a number.
    pub(super) async fn answer_undelivered(
        &self,
        line: &LineId,
        report: &str,
        reason: &str,
        text: &str,
        invoice: Option<&(CourierCode, InvoiceNumber)>,
    ) -> Result<(), MarketError> {
        const OPERATION: &str = "nondeliverystatus";
        offered(OPERATION, UNDELIVERED_ANSWERS, reason)?;
        let text = one_line(text);
        if text.is_empty() {
            return Err(unsendable(OPERATION, &NO_ANSWER));
        }
        let invoice = invoice.filter(|_| reason == reasons::SENT_AGAIN);
        if reason == reasons::SENT_AGAIN {
            let (courier, number) = invoice.ok_or_else(|| unsendable(OPERATION, &NEEDS_COURIER))?;
            claim_courier(OPERATION, courier, number)?;
        }
        let carried = invoice.filter(|(courier, _)| courier.as_str() != NOBODY);
        let fields = [
            ("nonDlvSeq", Some(report)),
            ("sellerDtlsRsn", Some(reason)),
            ("sellerDtlsCont", Some(text.as_str())),
            ("dlvMthdCd", invoice.map(|_| if carried.is_some() { BY_COURIER } else { NOBODY })),
            ("dlvEtprsCd", carried.map(|(courier, _)| courier.as_str())),
            ("invcNo", carried.map(|(_, number)| number.as_str())),
        ];
        let (order, seq) = parts_of_line(line);
        let path = Path::of(OPERATION, "/nondeliverys").word(OPERATION).id(order)?.id(seq)?.done();
        self.write(with_body(OPERATION, Method::Put, path, document("NonDelivery", &fields))).await
    }
}

/// Checks courier and number before anything is sent.
///
/// # Errors
/// When they cannot be right; nothing was sent.
fn checked(
    operation: &'static str,
    courier: &CourierCode,
    invoice: &InvoiceNumber,
) -> Result<(), MarketError> {
    let known = couriers::known(courier.as_str()).ok_or_else(|| unsendable(operation, &NO_SUCH_COURIER))?;
    known.check(invoice).map_err(|sentence| unsendable(operation, &sentence))
}

/// As [`checked`], where the page lists the couriers of claims.
///
/// # Errors
/// As [`checked`].
pub(super) fn claim_courier(
    operation: &'static str,
    courier: &CourierCode,
    invoice: &InvoiceNumber,
) -> Result<(), MarketError> {
    checked(operation, courier, invoice)?;
    if couriers::is_for_claims(courier.as_str()) {
        Ok(())
    } else {
        Err(unsendable(operation, &NOT_FOR_CLAIMS))
    }
}

/// A code that its page lists.
///
/// # Errors
/// When it is none; nothing was sent.
pub(super) fn offered(operation: &'static str, table: &[Coded], code: &str) -> Result<(), MarketError> {
    if reasons::offers(table, code) { Ok(()) } else { Err(unsendable(operation, &BAD_REASON)) }
}

/// What an item says of add-ons: the product that one was bought along with, or nothing for a product that has some.
fn bought_along(item: &ItemId) -> Option<&str> {
    item.as_str().split_once('+').map(|(_, main)| main)
}

/// Whether an item was bought along with another product.
fn is_add_on(item: &ItemId) -> bool {
    bought_along(item).is_some_and(|main| !main.is_empty())
}

/// Words on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const ONE_AT_A_TIME: Sentence = Sentence::fixed(
    "11번가는 한 번에 한 건씩만 받습니다. 하나씩 보내세요.",
    "11st takes one at a time. Send them one by one.",
);

const TWO_PARCELS: Sentence = Sentence::fixed(
    "수량 분리발송에는 송장이 두 개 이상 있어야 합니다. 송장을 더하거나 발송처리로 보내세요.",
    "Pieces leave apart in two parcels or more. Add a parcel, or ship the line as a whole.",
);

pub(super) const NEEDS_COURIER: Sentence = Sentence::fixed(
    "여기에는 배송없음을 쓸 수 없습니다. 택배사를 고르고 송장번호를 넣으세요.",
    "This cannot be done without a courier. Choose one and enter its number.",
);

const ADD_ONS_ALONE: Sentence = Sentence::fixed(
    "11번가는 추가구성상품만 따로 발송하지 않습니다. 본상품과 함께 보내거나 판매자센터에서 처리하세요.",
    "11st dispatches no add-ons alone. Send them with what they were bought along with, or use the seller centre.",
);

const NOT_FOR_PARTS: Sentence = Sentence::fixed(
    "11번가의 부분발송에는 이 택배사를 쓸 수 없습니다. 다른 택배사를 고르세요.",
    "11st does not take this courier for a dispatch in parts. Choose another.",
);

const NO_SUCH_COURIER: Sentence = Sentence::fixed(
    "11번가에 없는 택배사 코드입니다. 택배사를 다시 고르세요.",
    "11st has no such courier. Choose another.",
);

const NOT_FOR_CLAIMS: Sentence = Sentence::fixed(
    "11번가의 취소·반품·교환에는 이 택배사를 쓸 수 없습니다. 다른 택배사를 고르거나 판매자센터에서 처리하세요.",
    "11st does not take this courier for claims. Choose another, or use the seller centre.",
);

const BAD_REASON: Sentence = Sentence::fixed(
    "11번가에 없는 사유 코드입니다. 목록에서 사유를 다시 고르세요.",
    "11st has no such reason. Choose one of the list.",
);

const DELAY_WORDS: Sentence = Sentence::fixed(
    "발송지연 사유는 한글 10자 이상 100자 이하로 적어야 합니다. 길이를 맞추어 다시 보내세요.",
    "The words of a delay are 10 to 100 Korean letters (20 to 300 bytes). Change their length.",
);

const TOO_LATE: Sentence = Sentence::fixed(
    "11번가의 발송지연은 오늘부터 30일까지만 안내할 수 있습니다. 더 이른 날을 고르세요.",
    "11st lets a delay be promised for the next 30 days at most. Choose an earlier day.",
);

const NO_ANSWER: Sentence = Sentence::fixed(
    "구매자에게 보일 답변이 비어 있습니다. 답변을 적어 주세요.",
    "The answer that the buyer reads is empty. Write one.",
);
