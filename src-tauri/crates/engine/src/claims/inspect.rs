//! 검수: how the goods of a claim were found, with pictures. It stays on this computer; no marketplace is told.

use domain::{AccountId, ClaimId, ImageKind, Inspection, Sentence};
use store::StoreError;

use super::line_view;
use crate::cap;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::problem;
use crate::view::{InspectRequest, InspectionView, PhotoFile, PhotoView, PhotosAdded, Problem};

/// The most pieces of a claim that does not say how many it is about; a number beyond it was typed by mistake.
const PIECES: u32 = 9_999;

impl Engine {
    /// Keeps how the goods of a claim were found; an earlier look is replaced and stays in the timeline.
    ///
    /// # Errors
    /// When the claim is not here or about fewer pieces, the words are too long, or the store fails.
    pub async fn inspect_claim(
        &self,
        account: AccountId,
        claim: ClaimId,
        found: InspectRequest,
    ) -> Result<(), Problem> {
        cap::words(&found.memo)?;
        self.ask(move |desk| {
            let most = most_pieces(desk, &account, &claim)?;
            if found.pieces > most {
                return Err(too_many_pieces(most));
            }
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

/// The most pieces that can come back by a claim: those that it is about, where anybody tells how many.
fn most_pieces(desk: &Desk, account: &AccountId, claim: &ClaimId) -> Result<u32, Problem> {
    let Some(row) = desk.store.claim_row(account, claim)? else { return Ok(PIECES) };
    let pieces: u32 = row.claim.lines.into_iter().zip(row.parts).map(|part| line_view(part).quantity).sum();
    Ok(if pieces == 0 { PIECES } else { pieces })
}

/// More pieces than the claim is about.
fn too_many_pieces(most: u32) -> Problem {
    problem::bad_input(Sentence::new(
        format!("이 클레임으로 돌아올 수량은 {most}개까지입니다. 수량을 고치고, 더 왔으면 메모에 적으세요."),
        format!(
            "At most {most} pieces can come back by this claim. Correct the number, and note in the memo if more came."
        ),
    ))
}
