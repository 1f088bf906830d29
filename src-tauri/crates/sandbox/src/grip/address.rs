//! 배송지 변경: of a whole order, at the buyer's wish.

use serde_json::{Value, json};

use super::body::Fields;
use super::desk::{Asked, Desk};
use super::errors::Refusal;
use super::model::{Address, Key};

/// 수령지 우편번호: 최대 8자
const LONGEST_POSTAL_CODE: usize = 8;
/// 수령지 주소: 최대 100자
const LONGEST_ADDRESS: usize = 100;
/// recipientName and recipientPhoneNumber of the lists: 최대 20자, 최대 13자; here no page limits them
/// [unverified].
const LONGEST_NAME: usize = 20;
const LONGEST_PHONE: usize = 13;

/// Reaches the lines that have not left, and tells how many those were [unverified].
pub(crate) fn change(desk: &mut Desk<'_>, asked: Asked<'_>) -> Result<Value, Refusal> {
    let fields = Fields::parse(asked.body)?;
    let order_seq = fields.order_seq()?;
    let address = Address {
        name: fields.text("recipientName", LONGEST_NAME)?.to_owned(),
        phone: fields.text("recipientPhoneNumber", LONGEST_PHONE)?.to_owned(),
        postal_code: fields.text("recipientPostalCode", LONGEST_POSTAL_CODE)?.to_owned(),
        address1: fields.text("recipientAddress1", LONGEST_ADDRESS)?.to_owned(),
        // 필수; that it may be empty, as for a house without one, is unverified.
        address2: fields.text_or_empty("recipientAddress2", LONGEST_ADDRESS)?.to_owned(),
    };
    desk.state.order(order_seq).ok_or_else(Refusal::unknown_order)?;
    desk.check_row()?;
    let waiting = desk.state.basket(order_seq).filter(|line| line.state.is_before_dispatch());
    let keys: Vec<Key> = waiting.map(|line| line.key).collect();
    for key in &keys {
        if let Some(line) = desk.state.line_mut(*key) {
            line.receiver = address.clone();
            line.count(asked.operation);
        }
    }
    Ok(json!({"affected": keys.len()}))
}
