//! 검수: how the goods of a claim were found, with pictures. It stays on this computer; no marketplace is told.

use domain::{AccountId, ClaimId, ClaimVerb, ImageKind, Inspection, InspectionResult, Sentence};
use store::StoreError;

use crate::cap;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::problem;
use crate::view::{InspectRequest, InspectionView, PhotoFile, PhotoView, PhotosAdded, Problem};

/// The most pieces of one claim; a number beyond it was typed by mistake.
const PIECES: u32 = 9_999;

impl Engine {
    /// Keeps how the goods of a claim were found; an earlier look is replaced and stays in the timeline.
    ///
    /// # Errors
    /// When the claim is not here, the words are too long, or the store fails.
    pub async fn inspect_claim(
        &self,
        account: AccountId,
        claim: ClaimId,
        found: InspectRequest,
    ) -> Result<(), Problem> {
        cap::words(&found.memo)?;
        if found.pieces > PIECES {
            return Err(too_many_pieces());
        }
        self.ask(move |desk| {
            let InspectRequest { result, pieces, memo } = found;
            let inspection = Inspection { result, pieces, memo: memo.trim().to_owned(), at: desk.now() };
            Ok(desk.store.inspect(&account, &claim, &inspection)?)
        })
        .await
    }

    /// Keeps pictures with a claim, each as it came. What is no picture, too large or one too many is left out and
    /// told by its file's name.
    ///
    /// # Errors
    /// When the claim is not here, or the store fails.
    pub async fn add_claim_photos(
        &self,
        account: AccountId,
        claim: ClaimId,
        files: Vec<PhotoFile>,
    ) -> Result<PhotosAdded, Problem> {
        self.ask(move |desk| {
            let mut added = PhotosAdded::default();
            for PhotoFile { name, bytes } in files {
                match desk.store.add_photo(&account, &claim, &bytes, desk.now()) {
                    Ok(()) => added.added += 1,
                    Err(StoreError::Photo(fault)) => added.refused.push((name, fault.sentence())),
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(added)
        })
        .await
    }

    /// A claim's picture.
    ///
    /// # Errors
    /// When it is not here (any more), or the store fails.
    pub async fn claim_photo(
        &self,
        account: AccountId,
        claim: ClaimId,
        photo: u32,
    ) -> Result<(ImageKind, Vec<u8>), Problem> {
        self.ask(move |desk| {
            let found = desk.store.photo(&account, &claim, photo)?;
            found.ok_or_else(|| problem::no_such("photo", &photo.to_string()))
        })
        .await
    }

    /// Removes a claim's picture.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_claim_photo(
        &self,
        account: AccountId,
        claim: ClaimId,
        photo: u32,
    ) -> Result<(), Problem> {
        self.ask(move |desk| Ok(desk.store.remove_photo(&account, &claim, photo)?)).await
    }
}

/// An inspection as the window shows it.
pub(super) fn shown(inspection: Inspection) -> InspectionView {
    let Inspection { result, pieces, memo, at } = inspection;
    InspectionView { result, pieces, memo, at }
}

/// A picture as the window asks for it.
pub(super) fn photo(photo: store::PhotoEntry) -> PhotoView {
    PhotoView { photo: photo.number, added_at: photo.added_at }
}

/// Why a verb is asked about once more: what was found speaks against it, and it cannot be taken back.
pub(crate) fn caution(verb: ClaimVerb, found: Option<InspectionResult>) -> Option<Sentence> {
    let found = found.filter(|found| found.is_faulty())?;
    let (ko, en) = match found {
        InspectionResult::Damaged => ("파손", "damaged"),
        InspectionResult::Used => ("사용 흔적", "used"),
        InspectionResult::Missing => ("누락", "missing pieces"),
        InspectionResult::WrongGoods => ("오배송품", "other goods"),
        InspectionResult::Sound => return None,
    };
    let (does_ko, does_en) = match verb {
        ClaimVerb::Refund => ("환불하면", "After the refund"),
        ClaimVerb::Reship => ("재발송하면", "After the new goods have left"),
        _ => return None,
    };
    Some(Sentence::new(
        format!("검수 결과가 ‘{ko}’입니다. {does_ko} 되돌릴 수 없으니 다른 방법을 먼저 확인하세요."),
        format!(
            "The goods were found: {en}. {does_en} nothing can be taken back, so look at the other ways first."
        ),
    ))
}

/// Whether what was found on a claim speaks against a verb.
pub(crate) fn speaks_against(
    desk: &Desk,
    account: &AccountId,
    claim: &ClaimId,
    verb: ClaimVerb,
) -> Result<bool, Problem> {
    let row = desk.store.claim_row(account, claim)?;
    let found = row.and_then(|row| row.inspection).map(|found| found.result);
    Ok(caution(verb, found).is_some())
}

/// More pieces than anybody sells at once.
fn too_many_pieces() -> Problem {
    problem::bad_input(Sentence::new(
        format!("돌아온 수량은 {PIECES}개까지 적을 수 있습니다. 수량을 고치세요."),
        format!("At most {PIECES} pieces can come back. Correct the number."),
    ))
}
