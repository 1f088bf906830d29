//! Exchange requests to exchanges.

use domain::{
    AccountId, BundleId, Claim, ClaimId, ClaimKind, ClaimLine, ClaimStep, ClaimVerb, ConfirmedBy,
    CourierCode, ItemId, Marketplace, OrderId, Person, Reason, Receiver, Reship,
};
use serde_json::Value;

use super::{Unreadable, besides, fault, first, invoice, pickups, raw_without, read, required};
use crate::coupang::wire::exchange::{Exchange, ExchangeItem, ReshipGroup};
use crate::coupang::{line_id, reasons};

/// Fields of an exchange that hold people.
const PERSONAL: &[&str] = &["exchangeAddressDtoV1", "collectInformationsDto"];

/// One exchange.
pub(in crate::coupang) fn claim(account: &AccountId, record: Value) -> Result<Claim, Unreadable> {
    let exchange: Exchange = read(&record)?;
    let id = ClaimId::new(required("exchangeId", exchange.exchange_id.clone())?);
    let order = OrderId::new(required("orderId", exchange.order_id.clone())?);
    let requested_at = exchange.created_at.0.ok_or(Unreadable::Missing("createdAt"))?;
    let reship = reship(&exchange);
    let step = step(&exchange, &reship);
    let lines = exchange.exchange_item_dto_v1s.iter().map(claim_line).collect::<Result<_, _>>()?;
    Ok(Claim {
        account: account.clone(),
        marketplace: Marketplace::Coupang,
        order,
        claim: id,
        kind: ClaimKind::Exchange,
        step,
        verbs: verbs(&exchange, step, &reship),
        requested_at,
        changed_at: exchange.modified_at.0.unwrap_or(requested_at),
        lines,
        total: None,
        reason: reason(&exchange),
        fault: fault(&exchange.fault_type.0),
        requester: requester(&exchange),
        pickup_from: pickup_from(&exchange),
        raw_status: raw_status(&exchange),
        pickups: pickups(exchange.return_delivery_dtos),
        pickup_method: String::new(),
        reship: Some(reship),
        return_fee: None,
        refunded_early: false,
        held: None,
        confirmed_by: ConfirmedBy::Unstated,
        more: besides::of_exchange(&record),
        raw: raw_without(record, PERSONAL),
    })
}

/// Coupang's own words for where it stands: exchangeStatus, then how far the collection is.
fn raw_status(exchange: &Exchange) -> String {
    let words = [exchange.exchange_status.0.as_str(), exchange.collect_status.0.as_str()];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Every exchangeStatus: 접수, 진행, 완료, 불가, 철회.
pub(super) const STATUSES: [&str; 5] = ["RECEIPT", "PROGRESS", "SUCCESS", "REJECT", "CANCEL"];

/// How far it has come. PROGRESS alone does not tell whether the goods are in; the day of their
/// collection does, and so does a new box once the courier has handed them over.
pub(super) fn step(exchange: &Exchange, reship: &Reship) -> ClaimStep {
    match exchange.exchange_status.0.as_str() {
        "SUCCESS" => ClaimStep::Completed,
        "REJECT" => ClaimStep::Rejected,
        "CANCEL" => ClaimStep::Withdrawn,
        "RECEIPT" | "PROGRESS" if reship.invoice.is_some() => ClaimStep::Reshipped,
        "RECEIPT" | "PROGRESS" if is_collected(exchange, reship) => ClaimStep::Collected,
        "RECEIPT" | "PROGRESS" if is_collecting(exchange) => ClaimStep::Collecting,
        "RECEIPT" | "PROGRESS" => ClaimStep::Requested,
        _ => ClaimStep::Unknown,
    }
}

/// Whether the goods are in. The box for the new ones is opened for goods that were received.
fn is_collected(exchange: &Exchange, reship: &Reship) -> bool {
    let handed_over = exchange.collect_status.0 == "CompleteCollect";
    exchange.collect_complete_date.0.is_some() || (handed_over && reship.bundle.is_some())
}

/// Whether a pickup is under way.
fn is_collecting(exchange: &Exchange) -> bool {
    let on_its_way = ["Delivering", "Collecting", "CompleteCollect"];
    on_its_way.contains(&exchange.collect_status.0.as_str())
        || exchange
            .return_delivery_dtos
            .iter()
            .any(|delivery| invoice(&delivery.delivery_invoice_no).is_some())
}

/// What Coupang takes now. `rejectable` (교환 불가처리 가능여부) decides on a refusal. For the number of the new
/// box its presence decides: `deliveryInvoiceModifiable` (송장번호입력 가능여부) is false in the documents' own
/// sample of a box that waits for its number.
fn verbs(exchange: &Exchange, step: ClaimStep, reship: &Reship) -> Vec<ClaimVerb> {
    let coming = matches!(step, ClaimStep::Requested | ClaimStep::Collecting);
    let open = coming || step == ClaimStep::Collected;
    let rejectable = exchange.rejectable.is_some_and(|flag| flag.0);
    let undirected = exchange.collect_status.0 == "BeforeDirection";
    [
        (ClaimVerb::ConfirmCollected, coming),
        (ClaimVerb::RegisterPickup, step == ClaimStep::Requested && undirected),
        (ClaimVerb::Reship, step == ClaimStep::Collected && reship.bundle.is_some()),
        (ClaimVerb::Refuse, open && rejectable),
    ]
    .into_iter()
    .filter_map(|(verb, allowed)| allowed.then_some(verb))
    .collect()
}

/// The parcel that goes out: the newest box that is not the one the goods came in.
pub(super) fn reship(exchange: &Exchange) -> Reship {
    let is_new = |group: &&ReshipGroup| {
        let id = &group.shipment_box_id;
        !id.0.is_empty()
            && exchange.exchange_item_dto_v1s.iter().all(|item| item.original_shipment_box_id != *id)
    };
    let group = exchange.delivery_invoice_group_dtos.iter().rev().find(is_new);
    let sent = group.and_then(|group| {
        group.delivery_invoice_dtos.iter().find(|sent| invoice(&sent.invoice_number).is_some())
    });
    Reship {
        bundle: group.map(|group| BundleId::new(&group.shipment_box_id.0)),
        courier: sent
            .map(|sent| CourierCode::new(&sent.deliver_code.0))
            .filter(|code| !code.as_str().is_empty()),
        invoice: sent.and_then(|sent| invoice(&sent.invoice_number)),
        receiver: goes_to(exchange),
    }
}

/// One option; it is always exchanged for the same one.
fn claim_line(item: &ExchangeItem) -> Result<ClaimLine, Unreadable> {
    let id = ItemId::new(required("orderItemId", item.order_item_id.clone())?);
    let bundle = Some(item.original_shipment_box_id.0.clone()).filter(|id| !id.is_empty()).map(BundleId::new);
    Ok(ClaimLine {
        line: bundle.as_ref().map(|bundle| line_id(bundle, &id)),
        item: id,
        bundle,
        product: first([item.target_item_name.clone(), item.order_item_name.clone()]),
        purchased: item.quantity.0,
        quantity: item.quantity.0,
        unshipped: false,
    })
}

/// Why.
fn reason(exchange: &Exchange) -> Reason {
    let code = exchange.reason_code.0.clone();
    let known = reasons::words(&code).into();
    Reason {
        text: first([exchange.reason_code_text.clone(), known]),
        detail: exchange.reason_etc_detail.0.clone(),
        code,
    }
}

/// Who asked.
fn requester(exchange: &Exchange) -> Person {
    let pickup = pickup_from(exchange);
    Person { name: pickup.name, phone: pickup.phone, email: String::new() }
}

/// Where the goods are picked up.
fn pickup_from(exchange: &Exchange) -> Receiver {
    let address = &exchange.exchange_address_dto_v1;
    let safe = exchange.collect_informations_dto.destination.safety_number.clone();
    Receiver {
        name: address.return_customer_name.0.clone(),
        phone: first([address.return_mobile.clone(), safe]),
        phone2: address.return_phone.0.clone(),
        postcode: address.return_address_zip_code.0.clone(),
        address: address.return_address.0.clone(),
        address_detail: address.return_address_detail.0.clone(),
        memo: address.return_memo.0.clone(),
        customs_code: String::new(),
    }
}

/// Where the new goods go.
fn goes_to(exchange: &Exchange) -> Receiver {
    let address = &exchange.exchange_address_dto_v1;
    Receiver {
        name: address.delivery_customer_name.0.clone(),
        phone: address.delivery_mobile.0.clone(),
        phone2: address.delivery_phone.0.clone(),
        postcode: address.delivery_address_zip_code.0.clone(),
        address: address.delivery_address.0.clone(),
        address_detail: address.delivery_address_detail.0.clone(),
        memo: address.delivery_memo.0.clone(),
        customs_code: String::new(),
    }
}
