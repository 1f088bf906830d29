//! Receipts to cancels and returns.

use domain::{
    AccountId, BundleId, Claim, ClaimId, ClaimKind, ClaimLine, ClaimStep, ClaimVerb, ConfirmedBy, ItemId,
    Marketplace, OrderId, Person, Reason, Receiver, Won,
};
use serde_json::Value;

use super::{Unreadable, besides, fault, first, pickups, raw_without, read, required};
use crate::coupang::wire::receipt::{Receipt, ReceiptItem};
use crate::coupang::{line_id, reasons};

/// Fields of a receipt that hold people.
const PERSONAL: &[&str] = &[
    "requesterName",
    "requesterPhoneNumber",
    "requesterRealPhoneNumber",
    "requesterAddress",
    "requesterAddressDetail",
    "requesterZipCode",
];

/// 출고중지요청
const STOP_REQUESTED: &str = "RELEASE_STOP_UNCHECKED";
/// 반품접수
const RETURN_REQUESTED: &str = "RETURNS_UNCHECKED";
/// 입고완료
const RECEIVED: &str = "VENDOR_WAREHOUSE_CONFIRM";
/// 반품완료
const COMPLETED: &str = "RETURNS_COMPLETED";
/// 쿠팡확인요청, which may come at any step and lies in Coupang's hands: it stays open, and nothing is offered.
const WITH_COUPANG: &str = "REQUEST_COUPANG_CHECK";

/// Every receiptStatus.
pub(super) const STATUSES: [&str; 5] = [STOP_REQUESTED, RETURN_REQUESTED, RECEIVED, COMPLETED, WITH_COUPANG];

/// One receipt.
pub(in crate::coupang) fn claim(account: &AccountId, record: Value) -> Result<Claim, Unreadable> {
    let receipt: Receipt = read(&record)?;
    let id = ClaimId::new(required("receiptId", receipt.receipt_id.clone())?);
    let order = OrderId::new(required("orderId", receipt.order_id.clone())?);
    let requested_at = receipt.created_at.0.ok_or(Unreadable::Missing("createdAt"))?;
    let (kind, step) = state(&receipt);
    let lines = receipt.return_items.iter().map(claim_line).collect::<Result<_, _>>()?;
    Ok(Claim {
        account: account.clone(),
        marketplace: Marketplace::Coupang,
        order,
        claim: id,
        kind,
        step,
        verbs: verbs(&receipt, kind, step),
        requested_at,
        changed_at: receipt.modified_at.0.unwrap_or(requested_at),
        lines,
        total: receipt.cancel_count_sum.map(|count| count.0).filter(|count| *count > 0),
        reason: reason(&receipt),
        fault: fault(&receipt.fault_by_type.0),
        requester: requester(&receipt),
        pickup_from: pickup_from(&receipt),
        raw_status: raw_status(receipt.receipt_status.0),
        pickups: pickups(receipt.return_delivery_dtos),
        pickup_method: receipt.return_delivery_type.0,
        reship: None,
        return_fee: return_fee(kind, receipt.return_shipping_charge.0),
        refunded_early: receipt.pre_refund.0,
        held: None,
        confirmed_by: confirmed_by(&receipt.complete_confirm_type.0),
        more: besides::of_receipt(&record),
        raw: raw_without(record, PERSONAL),
    })
}

/// The status as it came, after its name where nothing else shows what it means.
fn raw_status(status: String) -> String {
    if status == WITH_COUPANG { format!("쿠팡확인요청 · {status}") } else { status }
}

/// The charge for the way back. Goods that have not left have none: returnShippingCharge is documented for
/// returns alone.
fn return_fee(kind: ClaimKind, charge: Option<Won>) -> Option<Won> {
    charge.filter(|_| kind == ClaimKind::Return)
}

/// What a receipt is and how far it has come.
///
/// Every receipt of goods that have not left is a cancel. Once the seller has said that they had
/// (이미출고), the same receipt goes on as a return. A cancel before 상품준비중 needs nobody's answer: it is
/// accepted, and over once the refund is made.
pub(super) fn state(receipt: &Receipt) -> (ClaimKind, ClaimStep) {
    let ended = match confirmed_by(&receipt.complete_confirm_type.0) {
        ConfirmedBy::Support | ConfirmedBy::SupportAtLoss => ClaimStep::Overruled,
        ConfirmedBy::Seller | ConfirmedBy::Unstated => ClaimStep::Completed,
    };
    if ["CANCEL", "취소"].contains(&receipt.receipt_type.0.as_str()) {
        let pending = [STOP_REQUESTED, RETURN_REQUESTED].contains(&receipt.receipt_status.0.as_str());
        let confirmed = confirmed_by(&receipt.complete_confirm_type.0) != ConfirmedBy::Unstated;
        let step = if pending && !confirmed { ClaimStep::Approved } else { ended };
        return (ClaimKind::Cancel, step);
    }
    if is_open_cancel(receipt) {
        return (ClaimKind::Cancel, ClaimStep::Requested);
    }
    let stopped = receipt.release_stop_status.0 == "처리(출고중지)"
        || receipt.return_items.iter().any(|item| item.release_status.0 == "S");
    let kind = if stopped { ClaimKind::Cancel } else { ClaimKind::Return };
    match receipt.receipt_status.0.as_str() {
        COMPLETED => (kind, ended),
        STOP_REQUESTED | RETURN_REQUESTED if stopped => (kind, ended),
        STOP_REQUESTED | RETURN_REQUESTED if has_pickup(receipt) => (kind, ClaimStep::Collecting),
        STOP_REQUESTED | RETURN_REQUESTED => (kind, ClaimStep::Requested),
        RECEIVED => (kind, ClaimStep::Collected),
        _ => (kind, ClaimStep::Unknown),
    }
}

/// 출고중지요청, or 반품접수 of goods that have not left, which nobody has answered yet.
fn is_open_cancel(receipt: &Receipt) -> bool {
    let unanswered = ["미처리", ""].contains(&receipt.release_stop_status.0.as_str());
    match receipt.receipt_status.0.as_str() {
        STOP_REQUESTED => unanswered,
        RETURN_REQUESTED => {
            receipt.release_stop_status.0 == "미처리"
                && receipt.return_items.iter().any(|item| item.release_status.0 == "N")
        }
        _ => false,
    }
}

/// Whether the goods are known to be on their way back.
fn has_pickup(receipt: &Receipt) -> bool {
    receipt.return_delivery_dtos.iter().any(|delivery| !delivery.delivery_invoice_no.0.trim().is_empty())
}

/// What Coupang takes now.
fn verbs(receipt: &Receipt, kind: ClaimKind, step: ClaimStep) -> Vec<ClaimVerb> {
    match (kind, step) {
        (ClaimKind::Cancel, ClaimStep::Requested) => vec![ClaimVerb::Approve, ClaimVerb::Refuse],
        (ClaimKind::Return, ClaimStep::Requested | ClaimStep::Collecting)
            if receipt.receipt_status.0 == RETURN_REQUESTED =>
        {
            let mut verbs = vec![ClaimVerb::ConfirmCollected];
            if step == ClaimStep::Requested && is_self_pickup(receipt) {
                verbs.push(ClaimVerb::RegisterPickup);
            }
            verbs
        }
        (ClaimKind::Return, ClaimStep::Collected) => vec![ClaimVerb::Refund],
        _ => Vec::new(),
    }
}

/// Pickup invoices are registered only by sellers who arrange the pickup themselves: not Coupang's
/// courier (전담택배), nor a contract that Coupang calls by itself (연동택배).
fn is_self_pickup(receipt: &Receipt) -> bool {
    !["전담택배", "연동택배"].contains(&receipt.return_delivery_type.0.as_str())
}

/// Coupang's support may end a receipt without the seller.
fn confirmed_by(code: &str) -> ConfirmedBy {
    match code {
        "VENDOR_CONFIRM" => ConfirmedBy::Seller,
        "CS_CONFIRM" => ConfirmedBy::Support,
        "CS_LOSS_CONFIRM" => ConfirmedBy::SupportAtLoss,
        _ => ConfirmedBy::Unstated,
    }
}

/// One option of a receipt. The box is the original one.
fn claim_line(item: &ReceiptItem) -> Result<ClaimLine, Unreadable> {
    let id = ItemId::new(required("vendorItemId", item.vendor_item_id.clone())?);
    let bundle = Some(item.shipment_box_id.0.clone()).filter(|id| !id.is_empty()).map(BundleId::new);
    Ok(ClaimLine {
        line: bundle.as_ref().map(|bundle| line_id(bundle, &id)),
        item: id,
        bundle,
        product: item.vendor_item_name.0.clone(),
        purchased: item.purchase_count.0,
        quantity: item.cancel_count.0,
        unshipped: item.release_status.0 == "N",
    })
}

/// Why.
fn reason(receipt: &Receipt) -> Reason {
    let code = receipt.reason_code.0.clone();
    let known = reasons::words(&code).into();
    Reason {
        text: first([receipt.reason_code_text.clone(), known, receipt.cancel_reason_category2.clone()]),
        detail: first([receipt.cancel_reason.clone(), receipt.cancel_reason_category1.clone()]),
        code,
    }
}

/// Who asked.
fn requester(receipt: &Receipt) -> Person {
    Person {
        name: receipt.requester_name.0.clone(),
        phone: receipt.requester_phone_number.0.clone(),
        email: String::new(),
    }
}

/// Where the goods are picked up.
fn pickup_from(receipt: &Receipt) -> Receiver {
    Receiver {
        name: receipt.requester_name.0.clone(),
        phone: receipt.requester_phone_number.0.clone(),
        postcode: receipt.requester_zip_code.0.clone(),
        address: receipt.requester_address.0.clone(),
        address_detail: receipt.requester_address_detail.0.clone(),
        ..Receiver::default()
    }
}
