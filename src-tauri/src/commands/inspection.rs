//! 검수: what was found at a claim's goods, and pictures of them. Rust reads the files and the window never sees where
//! they lie.

use std::io::Read;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{AccountId, ClaimId, Sentence};
use engine::view::{ClaimReading, InspectRequest, PhotoFile, PhotosAdded};
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

use super::{Answer, Here};

/// The most files of one choice: more than a claim keeps are told as refused, and no more are read.
const FILES: usize = store::PHOTOS as usize + 5;

/// Reads a claim again, so that nobody decides on an old picture.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_claim_again(
    desk: Here<'_>,
    account: AccountId,
    claim: ClaimId,
) -> Answer<ClaimReading> {
    desk.engine().await?.read_claim_again(account, claim).await
}

/// Keeps what was found at a claim's goods.
#[tauri::command]
#[specta::specta]
pub(crate) async fn inspect_claim(
    desk: Here<'_>,
    account: AccountId,
    claim: ClaimId,
    found: InspectRequest,
) -> Answer<()> {
    desk.engine().await?.inspect_claim(account, claim, found).await
}

/// Lets a person choose pictures and keeps them with a claim; nothing is kept when none is chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_claim_photos(
    app: AppHandle,
    desk: Here<'_>,
    account: AccountId,
    claim: ClaimId,
    title: String,
) -> Answer<PhotosAdded> {
    let engine = desk.engine().await?;
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in chosen(&app, title).await.into_iter().take(FILES) {
        let name = name(&path);
        match read(path).await {
            Ok(bytes) => files.push(PhotoFile { name, bytes }),
            Err(error) => {
                tracing::info!(%error, "a chosen picture could not be read");
                unread.push((name, UNREAD));
            }
        }
    }
    let mut added = engine.add_claim_photos(account, claim, files).await?;
    added.refused.extend(unread);
    Ok(added)
}

/// A claim's picture, as an address that holds all of it: the window has no files.
#[tauri::command]
#[specta::specta]
pub(crate) async fn claim_photo(
    desk: Here<'_>,
    account: AccountId,
    claim: ClaimId,
    photo: u32,
) -> Answer<String> {
    let (kind, bytes) = desk.engine().await?.claim_photo(account, claim, photo).await?;
    Ok(format!("data:{};base64,{}", kind.media_type(), STANDARD.encode(bytes)))
}

/// Removes a claim's picture.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_claim_photo(
    desk: Here<'_>,
    account: AccountId,
    claim: ClaimId,
    photo: u32,
) -> Answer<()> {
    desk.engine().await?.remove_claim_photo(account, claim, photo).await
}

/// The file is gone, locked or not ours to read.
const UNREAD: Sentence = Sentence::fixed(
    "파일을 읽을 수 없습니다. 파일이 있는지와 읽기 권한을 확인하세요.",
    "The file cannot be read. Look whether it is there and may be read.",
);

/// The files that a person chose; none when the dialog was closed.
async fn chosen(app: &AppHandle, title: String) -> Vec<PathBuf> {
    let (answer, answered) = oneshot::channel();
    app.dialog()
        .file()
        .set_title(title)
        .add_filter("JPG, PNG, WebP", &["jpg", "jpeg", "png", "webp"])
        .pick_files(move |files| {
            // The command was given up when nobody waits for the answer, and that is no fault.
            if answer.send(files.unwrap_or_default()).is_err() {
                tracing::debug!("nobody waits for the chosen pictures");
            }
        });
    let files = answered.await.unwrap_or_default();
    files.into_iter().filter_map(|file| file.into_path().ok()).collect()
}

/// What a file holds, and one byte beyond the most at most: what is too large is told so, and never read in full.
async fn read(path: PathBuf) -> std::io::Result<Vec<u8>> {
    let read = move || {
        let most = u64::try_from(store::PHOTO_BYTES + 1).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
}

/// A file's name without its folder.
fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{name, read};

    #[tokio::test]
    async fn what_is_too_large_is_not_read_in_full() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("큰 사진.jpg");
        std::fs::write(&path, vec![7; store::PHOTO_BYTES + 4_096])?;
        assert_eq!(name(&path), "큰 사진.jpg");
        assert_eq!(read(path).await?.len(), store::PHOTO_BYTES + 1);
        assert!(read(folder.path().join("none.jpg")).await.is_err());
        Ok(())
    }
}
