//! People as the window may see them before a reveal.

use domain::person::{mask_address, mask_name, mask_phone};
use domain::{Detail, DetailKind, Receiver};

use crate::view::{AddressView, RevealedView, ToldRow};

/// A receiver with all that names a person hidden.
pub(crate) fn address(receiver: &Receiver) -> AddressView {
    AddressView {
        name: mask_name(&receiver.name),
        phone: mask_phone(&receiver.phone),
        postcode: receiver.postcode.clone(),
        address: mask_address(receiver),
        memo: without_digits(&receiver.memo),
    }
}

/// Words to the courier with their digits hidden: they often hold the code of the house's door.
fn without_digits(memo: &str) -> String {
    memo.chars().map(|letter| if letter.is_numeric() { '*' } else { letter }).collect()
}

/// A member ID or an address with all but its beginning hidden: hong77 → ho****.
pub(crate) fn letters(text: &str) -> String {
    text.chars().enumerate().map(|(place, letter)| if place < 2 { letter } else { '*' }).collect()
}

/// What a marketplace tells besides, with all that names a person hidden.
pub(crate) fn detail(detail: &Detail) -> String {
    match detail.kind {
        DetailKind::DawnMemo => without_digits(&detail.value),
        kind if kind.is_personal() => letters(&detail.value),
        _ => detail.value.clone(),
    }
}

/// A receiver in full, with the other people of the line; the caller has logged it.
pub(crate) fn revealed(receiver: Receiver, told: Vec<ToldRow>) -> RevealedView {
    RevealedView {
        name: receiver.name,
        phone: receiver.phone,
        phone2: receiver.phone2,
        postcode: receiver.postcode,
        address: receiver.address,
        address_detail: receiver.address_detail,
        customs_code: receiver.customs_code,
        memo: receiver.memo,
        told,
    }
}
