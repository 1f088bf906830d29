//! What was found when a claim's goods came back, and the pictures of it.

use domain::{Claim, ClaimKind, EventKind, ImageKind, Inspection, InspectionResult};
use store::{PHOTO_BYTES, PHOTOS, PhotoFault, Store, StoreError};

use crate::{desk, shop};

/// A scan of three bytes, and nothing besides.
const JPEG: &[u8] = b"\xFF\xD8\xFF\xDA\0\x02abc\xFF\xD9";
/// One black point.
const PNG: &[u8] = b"\x89PNG\x0D\x0A\x1A\x0A\x00\x00\x00\x0DIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9BU\x00\x00\x00\x0AIDATx\x9Cc`\x00\x00\x00\x02\x00\x01H\xAF\xA4q\x00\x00\x00\x00IEND\xAEB`\x82";

/// A desk with one return.
fn with_return() -> (desk::Desk, Claim) {
    let desk = desk::empty();
    let line = shop::line(1);
    let claim = shop::claim(1, ClaimKind::Return, &line, 1);
    desk.merge(&shop::account(), &[shop::facts(&[line]), vec![shop::told(&claim)]].concat(), shop::hours(1))
        .unwrap();
    (desk, claim)
}

fn found(result: InspectionResult, hours: i64) -> Inspection {
    Inspection { result, pieces: 1, memo: "모서리가 깨짐".to_owned(), at: shop::hours(hours) }
}

fn refusal(added: Result<(), StoreError>) -> Option<PhotoFault> {
    match added {
        Err(StoreError::Photo(fault)) => Some(fault),
        other => panic!("{other:?} is no refusal of a picture"),
    }
}

fn numbers(desk: &Store, claim: &Claim) -> Vec<u32> {
    let row = desk.claim_row(&claim.account, &claim.claim).unwrap().unwrap();
    row.photos.into_iter().map(|photo| photo.number).collect()
}

#[test]
fn the_newest_look_stands_and_every_look_is_in_the_timeline() {
    let (desk, claim) = with_return();
    let row = |desk: &Store| desk.claim_row(&claim.account, &claim.claim).unwrap().unwrap();
    assert_eq!(row(&desk).inspection, None);
    desk.inspect(&claim.account, &claim.claim, &found(InspectionResult::Sound, 2)).unwrap();
    desk.inspect(&claim.account, &claim.claim, &found(InspectionResult::Damaged, 3)).unwrap();
    assert_eq!(row(&desk).inspection, Some(found(InspectionResult::Damaged, 3)));
    let told = desk.timeline(&claim.account, &claim.order).unwrap();
    let results: Vec<_> = told
        .iter()
        .filter_map(|event| match event.kind {
            EventKind::Inspected { result, pieces: 1 } => Some((result, event.claim.clone())),
            _ => None,
        })
        .collect();
    let of_claim = Some(claim.claim.clone());
    assert_eq!(results, [(InspectionResult::Damaged, of_claim.clone()), (InspectionResult::Sound, of_claim)]);
}

#[test]
fn nothing_is_kept_of_a_claim_that_is_not_here() {
    let desk = desk::empty();
    let account = shop::account();
    let looked = desk.inspect(&account, &"9".into(), &found(InspectionResult::Sound, 1));
    assert!(matches!(looked, Err(StoreError::NoSuch("claim", _))), "{looked:?}");
    let added = desk.add_photo(&account, &"9".into(), JPEG, shop::hours(1));
    assert!(matches!(added, Err(StoreError::NoSuch("claim", _))), "{added:?}");
}

#[test]
fn a_picture_is_kept_as_it_came_and_removed_for_good() {
    let (desk, claim) = with_return();
    let (account, id) = (&claim.account, &claim.claim);
    desk.add_photo(account, id, JPEG, shop::hours(2)).unwrap();
    desk.add_photo(account, id, PNG, shop::hours(3)).unwrap();
    let kept = numbers(&desk, &claim);
    assert_eq!(kept.len(), 2);
    assert_eq!(desk.photo(account, id, kept[0]).unwrap(), Some((ImageKind::Jpeg, JPEG.to_vec())));
    desk.remove_photo(account, &"another".into(), kept[0]).unwrap();
    assert_eq!(numbers(&desk, &claim).len(), 2, "a claim's pictures are removed through it alone");
    desk.remove_photo(account, id, kept[1]).unwrap();
    desk.add_photo(account, id, JPEG, shop::hours(4)).unwrap();
    let left = numbers(&desk, &claim);
    assert_eq!(left[0], kept[0]);
    assert!(left[1] > kept[1], "a number is never given twice: {left:?} after {kept:?}");
    assert_eq!(desk.photo(account, id, kept[1]).unwrap(), None);
}

#[test]
fn what_is_no_picture_or_too_much_is_not_kept() {
    let (desk, claim) = with_return();
    let add = |bytes: &[u8]| desk.add_photo(&claim.account, &claim.claim, bytes, shop::hours(2));
    assert_eq!(refusal(add(b"<svg onload=alert(1)>")), Some(PhotoFault::NoPicture));
    let mut large = JPEG.to_vec();
    large.resize(PHOTO_BYTES + 1, 0);
    assert_eq!(refusal(add(&large)), Some(PhotoFault::TooLarge));
    large.pop();
    add(&large).unwrap();
    for _ in 1..PHOTOS {
        add(JPEG).unwrap();
    }
    assert_eq!(refusal(add(JPEG)), Some(PhotoFault::TooMany));
    assert_eq!(numbers(&desk, &claim).len(), PHOTOS as usize);
}

#[test]
fn what_was_found_goes_with_its_account() {
    let (desk, claim) = with_return();
    desk.inspect(&claim.account, &claim.claim, &found(InspectionResult::Missing, 2)).unwrap();
    desk.add_photo(&claim.account, &claim.claim, JPEG, shop::hours(2)).unwrap();
    let kept = numbers(&desk, &claim);
    desk.remove_account(&claim.account).unwrap();
    assert_eq!(desk.photo(&claim.account, &claim.claim, kept[0]).unwrap(), None);
    desk.put_account(&desk::account(&claim.account)).unwrap();
    desk.merge(&claim.account, &[shop::told(&claim)], shop::hours(5)).unwrap();
    let row = desk.claim_row(&claim.account, &claim.claim).unwrap().unwrap();
    assert_eq!((row.inspection, row.photos), (None, Vec::new()), "a claim of that number begins anew");
}

#[test]
fn a_claim_that_is_told_again_without_news_was_read_again() {
    let (desk, claim) = with_return();
    let read_at = |desk: &Store| desk.claim_row(&claim.account, &claim.claim).unwrap().unwrap().read_at;
    assert_eq!(read_at(&desk), Some(shop::hours(1)));
    desk.merge(&claim.account, &[shop::told(&claim)], shop::hours(6)).unwrap();
    assert_eq!(read_at(&desk), Some(shop::hours(6)));
}
