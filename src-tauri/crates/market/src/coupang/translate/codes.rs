//! What Coupang's codes mean, asked of the translation itself.

use chrono::DateTime;
use domain::{ClaimKind, ClaimStep, Stage};

use super::{FAULTS, besides, exchange, order, receipt};
use crate::codes::{ClaimCode, CodeTable, Codes, FaultCode, LineCode, Situation, in_situations};
use crate::coupang::reasons::{CANCEL_REASONS, EXCHANGE_REFUSALS, VOC};
use crate::coupang::wire::exchange::{Exchange, ReshipGroup, ReshipInvoice};
use crate::coupang::wire::order::Item;
use crate::coupang::wire::receipt::{Receipt, ReceiptItem, ReturnDelivery};
use crate::coupang::wire::scalar::{Count, Flag, Id, Moment};

/// Every code that is read or sent.
pub(in crate::coupang) fn codes() -> Codes {
    let receipts = receipt::STATUSES.iter().flat_map(|status| of_receipt(status));
    let exchanges = exchange::STATUSES.iter().flat_map(|status| of_exchange(status));
    let fault = |(code, fault): &(&str, _)| FaultCode {
        raw: format!("faultByType, faultType {code}"),
        fault: *fault,
    };
    Codes {
        lines: lines(),
        claims: receipts.chain(exchanges).collect(),
        faults: FAULTS.iter().map(fault).collect(),
        tables: vec![
            CodeTable::read("reasonCode", VOC),
            CodeTable::sent("middleCancelCode", CANCEL_REASONS),
            CodeTable::sent("exchangeRejectCode", EXCHANGE_REFUSALS),
            CodeTable::read("createdByType", besides::PERSONS),
            CodeTable::read("referType", besides::CHANNELS),
            CodeTable::read("deliveryStatus (exchange)", besides::RESHIPS),
        ],
    }
}

/// Of boxes, then what an option says of itself.
fn lines() -> Vec<LineCode> {
    let of_box = order::STATUSES.iter().map(|(status, stage)| LineCode {
        raw: format!("status {status}"),
        when: "",
        stage: Some(*stage),
    });
    let own = in_situations(&Item::default(), OPTIONS, |item| order::own_stage(item, Stage::Unknown));
    let own = own.into_iter().skip(1).map(|(when, stage)| LineCode {
        raw: "any status".to_owned(),
        when,
        stage: Some(stage),
    });
    of_box.chain(own).collect()
}

/// What an option may say of itself.
const OPTIONS: &[Situation<Item>] = &[
    ("canceled", |item| Item { canceled: Flag(true), ..item }),
    ("cancelCount = shippingCount", |item| Item { shipping_count: Count(1), cancel_count: Count(1), ..item }),
    ("confirmDate", |item| Item { confirm_date: Moment(Some(DateTime::UNIX_EPOCH)), ..item }),
];

/// Of receipts of goods that have left, where nothing else is said.
fn of_receipt(status: &str) -> Vec<ClaimCode> {
    let left = Receipt {
        receipt_type: "RETURN".into(),
        receipt_status: status.into(),
        release_stop_status: "비대상".into(),
        return_items: vec![ReceiptItem { release_status: "Y".into(), ..ReceiptItem::default() }],
        ..Receipt::default()
    };
    let told = in_situations(&left, RECEIPTS, receipt::state).into_iter();
    told.map(|(when, (kind, step))| claim(format!("receiptStatus {status}"), when, kind, step)).collect()
}

/// A claim's code; Coupang knows no hold.
fn claim(raw: String, when: &'static str, kind: ClaimKind, step: ClaimStep) -> ClaimCode {
    ClaimCode { raw, when, kind, step, held: false }
}

/// What else decides on a receipt.
const RECEIPTS: &[Situation<Receipt>] = &[
    ("releaseStopStatus 미처리, releaseStatus N", |receipt| Receipt {
        release_stop_status: "미처리".into(),
        return_items: vec![ReceiptItem { release_status: "N".into(), ..ReceiptItem::default() }],
        ..receipt
    }),
    ("releaseStopStatus 처리(출고중지)", stopped),
    ("releaseStopStatus 처리(출고중지), completeConfirmType CS_CONFIRM or CS_LOSS_CONFIRM", |receipt| {
        by_support(stopped(receipt))
    }),
    ("completeConfirmType CS_CONFIRM or CS_LOSS_CONFIRM", by_support),
    ("returnDeliveryDtos.deliveryInvoiceNo", |receipt| Receipt {
        return_delivery_dtos: vec![ReturnDelivery {
            delivery_invoice_no: "1".into(),
            ..ReturnDelivery::default()
        }],
        ..receipt
    }),
    ("receiptType CANCEL", before_preparing),
    ("receiptType CANCEL, completeConfirmType VENDOR_CONFIRM", |receipt| Receipt {
        complete_confirm_type: "VENDOR_CONFIRM".into(),
        ..before_preparing(receipt)
    }),
    ("receiptType CANCEL, completeConfirmType CS_CONFIRM or CS_LOSS_CONFIRM", |receipt| {
        by_support(before_preparing(receipt))
    }),
];

/// 출고중지 was granted.
fn stopped(receipt: Receipt) -> Receipt {
    Receipt { release_stop_status: "처리(출고중지)".into(), ..receipt }
}

/// Coupang's support ended it.
fn by_support(receipt: Receipt) -> Receipt {
    Receipt { complete_confirm_type: "CS_CONFIRM".into(), ..receipt }
}

/// A cancel before 상품준비중.
fn before_preparing(receipt: Receipt) -> Receipt {
    Receipt { receipt_type: "CANCEL".into(), ..receipt }
}

/// Of exchanges.
fn of_exchange(status: &str) -> Vec<ClaimCode> {
    let plain = Exchange { exchange_status: status.into(), ..Exchange::default() };
    let told = in_situations(&plain, EXCHANGES, |asked| exchange::step(asked, &exchange::reship(asked)));
    let raw = format!("exchangeStatus {status}");
    told.into_iter().map(|(when, step)| claim(raw.clone(), when, ClaimKind::Exchange, step)).collect()
}

/// What else decides on an exchange.
const EXCHANGES: &[Situation<Exchange>] = &[
    ("collectStatus Delivering, Collecting or CompleteCollect", |exchange| Exchange {
        collect_status: "Delivering".into(),
        ..exchange
    }),
    ("returnDeliveryDtos.deliveryInvoiceNo", |exchange| Exchange {
        return_delivery_dtos: vec![ReturnDelivery {
            delivery_invoice_no: "1".into(),
            ..ReturnDelivery::default()
        }],
        ..exchange
    }),
    ("collectCompleteDate", |exchange| Exchange {
        collect_complete_date: Moment(Some(DateTime::UNIX_EPOCH)),
        ..exchange
    }),
    ("collectStatus CompleteCollect, a shipmentBoxId in deliveryInvoiceGroupDtos", |exchange| Exchange {
        collect_status: "CompleteCollect".into(),
        delivery_invoice_group_dtos: vec![new_box(Vec::new())],
        ..exchange
    }),
    ("deliveryInvoiceDtos.invoiceNumber", |exchange| Exchange {
        delivery_invoice_group_dtos: vec![new_box(vec![ReshipInvoice {
            invoice_number: "1".into(),
            ..ReshipInvoice::default()
        }])],
        ..exchange
    }),
];

/// The box that Coupang opens for the new goods.
fn new_box(sent: Vec<ReshipInvoice>) -> ReshipGroup {
    ReshipGroup { shipment_box_id: Id("1".to_owned()), delivery_invoice_dtos: sent }
}
