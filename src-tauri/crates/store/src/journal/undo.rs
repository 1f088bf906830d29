//! Taking back what was written down and has not left.

use chrono::{DateTime, Utc};
use domain::{ActionId, ActionKind, ActionState};
use rusqlite::{Transaction, params};

use super::{move_to, moved, reading};
use crate::{
    Store,
    codec::{Moment, Word},
    error::Result,
    table::action::{self, JournalEntry},
};

/// What came of taking actions back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Taken back: nothing of them was or will be sent.
    pub undone: Vec<ActionId>,
    /// Too late: they have left, or leave now.
    pub late: Vec<ActionId>,
}

/// Actions of one kind that have not come back from the marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Which.
    pub kind: ActionKind,
    /// Queued or on its way.
    pub state: ActionState,
    /// They may still be taken back.
    pub waits: bool,
    /// How many.
    pub actions: u32,
}

impl Store {
    /// Every action that may still be taken back, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn waiting(&self, at: DateTime<Utc>) -> Result<Vec<JournalEntry>> {
        self.read(|connection| {
            let condition = "WHERE state = ?1 AND leaves_at > ?2 ORDER BY number";
            action::entries(connection, condition, params![Word(ActionState::Queued), Moment(at)])
        })
    }

    /// What stands queued or is on its way, counted; what nobody knows the end of is not in it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn leaving(&self, at: DateTime<Utc>) -> Result<Vec<Leaving>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT kind, state, state = 'queued' AND ifnull(leaves_at > ?1, FALSE) AS waits, count(*)
                 FROM actions WHERE state IN ('queued', 'sending')
                 GROUP BY kind, state, waits ORDER BY min(number)",
            )?;
            let rows = statement.query_map([Moment(at)], |row| {
                let (kind, state) = (row.get::<_, Word<_>>(0)?.0, row.get::<_, Word<_>>(1)?.0);
                Ok(Leaving { kind, state, waits: row.get(2)?, actions: row.get(3)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// `Queued → Undone` for each of these actions that was never sent, also when its moment has passed and it only
    /// waits for those before it: whoever is about to send it is refused by [`Store::begin`]. One that was taken back
    /// before counts as taken back, and so does one that failed without having been sent: nothing of them will be.
    /// When it returns, it is on the disk: nothing that was taken back comes back as queued after a crash.
    ///
    /// # Errors
    /// [`crate::StoreError::NoSuch`] for an action that is not here; when the file cannot be written. Nothing is taken
    /// back then.
    pub fn undo(&self, ids: &[ActionId], at: DateTime<Utc>) -> Result<Undone> {
        self.write_durably(|transaction| {
            let mut answer = Undone::default();
            for id in ids {
                let back = match standing(transaction, id)? {
                    (ActionState::Queued, false) => {
                        take_back(transaction, id, at)?;
                        true
                    }
                    (state, sent) => state == ActionState::Undone || (state == ActionState::Failed && !sent),
                };
                if back { &mut answer.undone } else { &mut answer.late }.push(id.clone());
            }
            Ok(answer)
        })
    }

    /// `Queued → Undone` for every action that stands queued, whatever its moment. Whoever was about to send one of
    /// them is refused by [`Store::begin`]. Gives them, the oldest first; when it returns, it is on the disk.
    ///
    /// # Errors
    /// When the file cannot be written; nothing is taken back then.
    pub fn undo_queued(&self, at: DateTime<Utc>) -> Result<Vec<ActionId>> {
        self.write_durably(|transaction| {
            let queued = reading::in_states(transaction, &[ActionState::Queued])?;
            let ids: Vec<ActionId> = queued.into_iter().map(|entry| entry.action.id).collect();
            ids.iter().try_for_each(|id| take_back(transaction, id, at))?;
            Ok(ids)
        })
    }

    /// Gives everything that may still be taken back another moment at which it leaves.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_off(&self, leaves_at: DateTime<Utc>, at: DateTime<Utc>) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE actions SET leaves_at = ?1 WHERE state = ?2 AND leaves_at > ?3",
                params![Moment(leaves_at), Word(ActionState::Queued), Moment(at)],
            )?;
            Ok(())
        })
    }

    /// Gives everything that stands queued and had a moment to be taken back another one, also when that has passed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn wait_again(&self, leaves_at: DateTime<Utc>) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE actions SET leaves_at = ?1 WHERE state = ?2 AND leaves_at IS NOT NULL",
                params![Moment(leaves_at), Word(ActionState::Queued)],
            )?;
            Ok(())
        })
    }

    /// Lets everything that stands queued leave at once, without its time to be taken back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn let_leave(&self) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE actions SET leaves_at = NULL WHERE state = ?1",
                [Word(ActionState::Queued)],
            )?;
            Ok(())
        })
    }
}

/// Where an action stands, and whether it was ever sent.
fn standing(transaction: &Transaction<'_>, id: &ActionId) -> Result<(ActionState, bool)> {
    let (number, state) = action::state(transaction, id)?;
    let sent = transaction
        .prepare_cached("SELECT sent_at IS NOT NULL FROM actions WHERE number = ?1")?
        .query_row([number], |row| row.get(0))?;
    Ok((state, sent))
}

/// Moves one queued action, which lets its targets go.
fn take_back(transaction: &Transaction<'_>, id: &ActionId, at: DateTime<Utc>) -> Result<()> {
    let number = move_to(transaction, id, ActionState::Undone)?;
    transaction
        .execute("UPDATE actions SET finished_at = ?2 WHERE number = ?1", params![number, Moment(at)])?;
    moved(transaction, id, number, None, at)
}
