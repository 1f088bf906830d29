//! 검수: how the goods of a claim were found, with pictures. It stays on this computer; no marketplace is told.

use domain::{AccountId, ClaimId, ImageKind, Inspection, Sentence};
use store::StoreError;

use crate::cap;
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

/// More pieces than anybody sells at once.
fn too_many_pieces() -> Problem {
    problem::bad_input(Sentence::new(
        format!("돌아온 수량은 {PIECES}개까지 적을 수 있습니다. 수량을 고치세요."),
        format!("At most {PIECES} pieces can come back. Correct the number."),
    ))
}
