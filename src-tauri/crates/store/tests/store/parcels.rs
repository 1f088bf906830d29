//! The parcels of a selection.

use domain::{AccountId, BundleId, LineId, OrderLine};

use crate::{desk, shop};

#[test]
fn a_selection_brings_every_line_of_its_parcels_once() {
    let desk = desk::empty();
    let box_of_two =
        |number| OrderLine { bundle: BundleId::from("642538971999999999"), ..shop::line(number) };
    let lines = [box_of_two(1), box_of_two(2), shop::line(3), shop::line(4)];
    desk.merge(&shop::account(), &shop::facts(&lines), shop::hours(1)).unwrap();
    let rows = |chosen: &[&LineId]| {
        let names: Vec<_> = chosen.iter().map(|line| (shop::account(), (*line).clone())).collect();
        let rows = desk.parcel_rows(&names).unwrap();
        rows.into_iter().map(|row| row.line).collect::<Vec<_>>()
    };
    let [one, two, three, _] = lines.each_ref().map(|line| line.line.clone());
    assert_eq!(rows(&[&one, &two]), [one.clone(), two.clone()]);
    assert_eq!(rows(&[&three, &two]), [one.clone(), two, three]);
    assert!(rows(&[]).is_empty() && rows(&[&LineId::from("gone")]).is_empty());
    assert!(desk.parcel_rows(&[(AccountId::from("coupang-9"), one)]).unwrap().is_empty());
}
