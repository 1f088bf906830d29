//! `views`: filters that a person gave a name.

use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::{InboxQuery, Store, codec::Json, error::Result};

/// A filter with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SavedView {
    /// Our number for it.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// What it shows.
    pub query: InboxQuery,
    /// Its place in the list, from the top.
    pub position: u32,
}

impl Store {
    /// Every saved view, from the top.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn saved_views(&self) -> Result<Vec<SavedView>> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT id, name, query, position FROM views ORDER BY position, id")?;
            let views = statement.query_map([], |row| {
                Ok(SavedView {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    query: row.get::<_, Json<_>>(2)?.0,
                    position: row.get(3)?,
                })
            })?;
            Ok(views.collect::<Result<_, _>>()?)
        })
    }

    /// Saves a view, or changes the one of the same id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_view(&self, view: &SavedView) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO views VALUES (?1, ?2, ?3, ?4)",
                params![view.id, view.name, Json(&view.query), view.position],
            )?;
            Ok(())
        })
    }

    /// Removes a view; that it was not there is no error.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_view(&self, id: &str) -> Result<()> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM views WHERE id = ?1", [id])?;
            Ok(())
        })
    }
}
