//! Writes whose answers never come, or cannot be read.

use domain::action::ClaimAct;
use domain::{ClaimKind, Write};

use super::writes::{cancel_sale, claim, confirmation, day, delay, hold, numbered, report, returned};
use super::{CANCEL, CJ, DONE, Desk, EXCHANGE, LINE, NUMBER, RETURN, line, parcel};
use crate::esm::flavor::GMARKET;
use crate::{ErrorKind, Marketplace, Persistence};

/// One of every kind of write.
fn every_write() -> Vec<Write> {
    let (pickup, reship) = numbered();
    let parcels = || vec![parcel(&[LINE], CJ, NUMBER)];
    let shipped = ClaimAct::RefuseShipped { courier: CJ.into(), invoice: NUMBER.into() };
    let convert = || ClaimAct::Convert { invoice: Some((CJ.into(), NUMBER.into())) };
    vec![
        confirmation(&[LINE]),
        Write::Ship { parcels: parcels() },
        Write::ChangeInvoice { parcels: parcels() },
        Write::ShipRest { parcel: parcel(&[LINE], CJ, NUMBER) },
        Write::CompleteDelivery { bundle: "1".into(), lines: vec![line(LINE)], invoice: NUMBER.into() },
        delay(day(), "1", ""),
        cancel_sale("SOLD_OUT"),
        cancel_sale("OTHER"),
        returned("NC", "OP", false),
        report("2", "말", false),
        claim(CANCEL, ClaimKind::Cancel, ClaimAct::Approve),
        claim(CANCEL, ClaimKind::Cancel, shipped),
        claim(RETURN, ClaimKind::Return, pickup.clone()),
        claim(RETURN, ClaimKind::Return, ClaimAct::Refund),
        claim(RETURN, ClaimKind::Return, hold("4", "미도착", None)),
        claim(RETURN, ClaimKind::Return, convert()),
        claim(EXCHANGE, ClaimKind::Exchange, pickup),
        claim(EXCHANGE, ClaimKind::Exchange, ClaimAct::ConfirmCollected),
        claim(EXCHANGE, ClaimKind::Exchange, hold("4", "", None)),
        claim(EXCHANGE, ClaimKind::Exchange, ClaimAct::Release),
        claim(EXCHANGE, ClaimKind::Exchange, reship),
        claim(EXCHANGE, ClaimKind::Exchange, ClaimAct::Complete),
        claim(EXCHANGE, ClaimKind::Exchange, convert()),
    ]
}

#[tokio::test]
async fn no_write_leaves_twice_and_one_without_an_answer_may_have_been_applied() {
    for write in every_write() {
        let desk = Desk::of(&GMARKET, &[]);
        let error = desk.run(desk.esm.act(&write)).await.unwrap_err();
        assert_eq!((error.kind, error.persistence), (ErrorKind::Timeout, Persistence::Unknown), "{write:?}");
        assert_eq!(desk.calls().len(), 1, "{write:?}");
        for (status, body) in [(302, ""), (500, "<html>"), (504, ""), (200, "<html>"), (200, "{}")] {
            let desk = Desk::of(&GMARKET, &[(status, body), (200, DONE)]);
            let result = desk.run(desk.esm.act(&write)).await;
            assert_eq!(desk.calls().len(), 1, "{write:?} left twice after {status}");
            let error = result.unwrap_err();
            let unknown = status != 302;
            assert_eq!(error.may_have_applied(), unknown, "{write:?} after {status} {body}: {error}");
        }
    }
}
