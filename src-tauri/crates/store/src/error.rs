//! What can go wrong with the file, each with one sentence that ends with what to do next.

use std::path::{Path, PathBuf};

use domain::{ActionId, ActionState, Sentence, Target};
use rusqlite::ErrorCode;

/// What can go wrong with the store. Nothing that was stored before is lost by any of them.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the same folder open.
    #[error("the store is open in another process")]
    InUse,
    /// The file is there, its key is not in the keychain.
    #[error("the key of the store is not in the keychain")]
    KeyMissing,
    /// The key does not open the file.
    #[error("the key does not open the store")]
    KeyWrong,
    /// The file was written by a newer version of the application; it was not touched.
    #[error("the store has version {found}, this build knows {known}")]
    Newer {
        /// The file's version.
        found: u32,
        /// The newest version this build knows.
        known: u32,
    },
    /// The file cannot be read as a database.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// The folder or the file cannot be written.
    #[error("{} cannot be written", .0.display())]
    ReadOnly(PathBuf),
    /// The disk is full; the change was rolled back as a whole.
    #[error("the disk is full")]
    DiskFull,
    /// The tables could not be brought up to date; the file is as it was.
    #[error("migration {name}: {fault}")]
    Migration {
        /// The migration's file name.
        name: String,
        /// Why.
        fault: MigrationFault,
    },
    /// What was named does not exist here: what it is, and its id.
    #[error("no {0} {1}")]
    NoSuch(&'static str, String),
    /// An action that is not settled stands on the target already.
    #[error("action {action} is under way on {target:?}")]
    UnderWay {
        /// The line or claim.
        target: Target,
        /// The action that stands on it.
        action: ActionId,
    },
    /// The journal refuses a move that [`ActionState::may_become`] does not know.
    #[error("action {action} may not go from {from:?} to {to:?}")]
    IllegalMove {
        /// Which action.
        action: ActionId,
        /// Where it stands.
        from: ActionState,
        /// Where it was to go.
        to: ActionState,
    },
    /// What was handed in as a picture is not kept.
    #[error("photo: {0}")]
    Photo(PhotoFault),
    /// The folder or a file in it failed.
    #[error("file: {0}")]
    Io(std::io::Error),
    /// SQLite refused a statement.
    #[error("database: {0}")]
    Sql(rusqlite::Error),
    /// A stored or given value could not be turned into its other form.
    #[error("encoding: {0}")]
    Encoding(#[from] serde_json::Error),
    /// The operating system gave no random bytes.
    #[error("random: {0}")]
    Random(#[from] getrandom::Error),
}

/// Why the tables could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationFault {
    /// The file was migrated by other SQL than this build carries under the same name.
    #[error("its checksum differs from what was applied")]
    Changed,
    /// SQLite refused it.
    #[error("{0}")]
    Refused(rusqlite::Error),
}

/// Why a picture is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// It is larger than [`crate::PHOTO_BYTES`].
    #[error("it is too large")]
    TooLarge,
    /// Its bytes are those of no picture that is shown.
    #[error("it is no picture")]
    NoPicture,
    /// The claim has [`crate::PHOTOS`] already.
    #[error("the claim has as many as it keeps")]
    TooMany,
}

impl PhotoFault {
    /// What is wrong and what to do next, for a person.
    pub const fn sentence(self) -> Sentence {
        match self {
            Self::TooLarge => Sentence::fixed(
                "사진이 8MB보다 큽니다. 크기를 줄여 다시 넣으세요.",
                "The picture is larger than 8 MB. Make it smaller and add it again.",
            ),
            Self::NoPicture => Sentence::fixed(
                "JPG·PNG·WebP 사진이 아닙니다. 이 형식으로 저장해 다시 넣으세요.",
                "This is no JPEG, PNG or WebP picture. Save it as one of them and add it again.",
            ),
            Self::TooMany => Sentence::fixed(
                "클레임 하나에 사진은 10장까지 보관합니다. 필요 없는 사진을 지우고 넣으세요.",
                "A claim keeps at most ten pictures. Remove one before you add another.",
            ),
        }
    }
}

/// Shorthand of this crate.
pub(crate) type Result<T, E = StoreError> = std::result::Result<T, E>;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Sql(error),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}

impl StoreError {
    /// The same error, saying which path cannot be written where that is the cause.
    pub(crate) fn at(self, path: &Path) -> Self {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        let read_only = match &self {
            Self::Io(error) => matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem),
            Self::Sql(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied)
            ),
            _ => false,
        };
        if read_only { Self::ReadOnly(path.to_owned()) } else { self }
    }

    /// What happened and what to do next, for a person.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::InUse => Sentence::fixed(
                "모아데스크가 이미 실행 중이니 열려 있는 창을 사용해 주세요.",
                "Moadesk is already running; use the window that is open.",
            ),
            Self::KeyMissing => Sentence::fixed(
                "주문 자료를 여는 열쇠가 이 PC의 키체인에 없으니 처음 설치한 사용자 계정으로 로그인해 주세요.",
                "The key of your orders is not in this computer's keychain; sign in as the user who installed Moadesk.",
            ),
            Self::KeyWrong => Sentence::fixed(
                "키체인의 열쇠가 이 주문 자료와 맞지 않으니 자료와 함께 쓰던 PC에서 열어 주세요.",
                "The keychain's key does not fit these orders; open them on the computer they came from.",
            ),
            Self::Newer { .. } => Sentence::fixed(
                "주문 자료가 더 새로운 모아데스크로 만들어졌으니 최신 버전을 설치해 주세요.",
                "Your orders were written by a newer Moadesk; install the newest version.",
            ),
            Self::Damaged(_) => Sentence::fixed(
                "주문 자료 파일이 손상되었으니 앱을 닫고 같은 폴더의 백업본으로 바꿔 주세요.",
                "The file of your orders is damaged; close the application and put the backup of the same folder in its place.",
            ),
            Self::ReadOnly(path) => Sentence::new(
                format!("{} 에 저장할 수 없으니 폴더의 쓰기 권한을 확인해 주세요.", path.display()),
                format!("{} cannot be written; check the folder's permissions.", path.display()),
            ),
            Self::DiskFull => Sentence::fixed(
                "디스크에 남은 공간이 없어 저장하지 못했으니 공간을 비운 뒤 다시 시도해 주세요.",
                "Nothing was saved because the disk is full; free some space and try again.",
            ),
            Self::Migration { .. } => Sentence::fixed(
                "주문 자료를 새 버전에 맞추지 못했으니 자료는 그대로 두고 이전 버전을 다시 설치해 주세요.",
                "Your orders could not be brought to this version and are unchanged; install the previous version again.",
            ),
            Self::NoSuch(what, id) => Sentence::new(
                format!("찾는 항목({id})이 더 이상 없으니 목록을 새로 고쳐 주세요."),
                format!("The {what} {id} is no longer here; refresh the list."),
            ),
            Self::UnderWay { .. } => Sentence::fixed(
                "같은 대상에 아직 끝나지 않은 작업이 있으니 그 결과를 확인한 뒤 다시 시도해 주세요.",
                "An action on the same item is not finished; look at its result and then try again.",
            ),
            Self::IllegalMove { .. } => Sentence::fixed(
                "이미 처리된 작업이라 바꿀 수 없으니 작업 기록에서 결과를 확인해 주세요.",
                "The action has already moved on; look at its result in the journal.",
            ),
            Self::Photo(fault) => fault.sentence(),
            Self::Io(_) | Self::Sql(_) | Self::Encoding(_) | Self::Random(_) => Sentence::new(
                format!("자료를 읽거나 쓰지 못했으니({self}) 앱을 다시 시작해 주세요."),
                format!("Your data could not be read or written ({self}); restart the application."),
            ),
        }
    }
}
