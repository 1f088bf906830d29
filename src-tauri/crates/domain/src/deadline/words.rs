//! Terms and starts as a person reads them.

use super::{Start, Term};
use crate::Sentence;

impl Term {
    /// `24시간`, `3영업일이 끝날 때`.
    pub fn words(self) -> Sentence {
        match self {
            Self::Hours { count } => Sentence::new(format!("{count}시간 뒤"), format!("{count} hours later")),
            Self::Days { count } => {
                Sentence::new(format!("{count}일째 0시"), format!("when day {count} after it begins"))
            }
            Self::WorkingDays { count } => Sentence::new(
                format!("{count}영업일째 24시"),
                format!("when working day {count} after it is over"),
            ),
            Self::Clock { minutes } => {
                let clock = clock(minutes);
                Sentence::new(format!("그날 {clock}"), format!("{clock} of that day"))
            }
            Self::SameDay { minutes } => {
                let clock = clock(minutes);
                Sentence::new(
                    format!("{clock} 전이면 그날, 아니면 다음 영업일 24시"),
                    format!("the end of that day if before {clock}, else of the next working day"),
                )
            }
        }
    }
}

impl Start {
    /// What a term counts from.
    pub const fn words(self) -> Sentence {
        match self {
            Self::Paid => Sentence::fixed("결제", "payment"),
            Self::ShipBy => {
                Sentence::fixed("마켓이 알려 준 발송기한", "day of dispatch that the marketplace tells")
            }
            Self::Requested => Sentence::fixed("요청", "request"),
            Self::Collected => Sentence::fixed("수거완료", "collection of the goods"),
            Self::Held => Sentence::fixed("보류", "hold"),
        }
    }
}

/// `18:00`
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
