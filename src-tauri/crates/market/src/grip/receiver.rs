//! 배송지 변경: a whole order goes elsewhere, as its buyer wished.

use domain::{Destination, Length, LineId, OrderId, Outcome};

use super::shipping::{on, words};
use super::wire::body::Receiver;
use super::{Grip, order_seq};
use crate::{MarketError, Method};

/// PUT /api/delivery/info
const OPERATION: &str = "delivery/info";

/// Characters of a name and of a telephone number. The page names no most for either, so that only what nobody can be
/// called is kept back here.
const NAME: Length = Length::characters(40);
const PHONE: Length = Length::characters(20);
/// Characters of the postal code, as the page says.
const POSTCODE: Length = Length::characters(8);
/// Characters of each half of the address, as the page says.
const ADDRESS: Length = Length::characters(100);

impl Grip {
    /// All lines of an order at once. The answer only counts what it changed, so that nothing counted leaves the address
    /// to be read again.
    pub(super) async fn change_receiver(
        &self,
        order: &OrderId,
        lines: &[LineId],
        to: &Destination,
    ) -> Result<Vec<Outcome>, MarketError> {
        let body = Receiver {
            order_seq: order_seq(OPERATION, order)?,
            recipient_name: words(OPERATION, &to.name, NAME)?,
            recipient_phone_number: words(OPERATION, &to.phone, PHONE)?,
            recipient_postal_code: words(OPERATION, &to.postcode, POSTCODE)?,
            recipient_address1: words(OPERATION, &to.address, ADDRESS)?,
            recipient_address2: words(OPERATION, &to.address_detail, ADDRESS)?,
        };
        let result = self.write(OPERATION, Method::Put, &body).await?.affected();
        Ok(lines.iter().map(|line| Outcome { target: on(line), result: result.clone() }).collect())
    }
}
