//! `templates`: words to buyers that a person wrote once.

use domain::Template;
use rusqlite::{Row, params};

use crate::{Store, codec::Word, error::Result};

/// One row.
fn read(row: &Row<'_>) -> rusqlite::Result<Template> {
    Ok(Template {
        id: row.get(0)?,
        name: row.get(1)?,
        purpose: row.get::<_, Word<_>>(2)?.0,
        marketplace: row.get::<_, Option<Word<_>>>(3)?.map(|word| word.0),
        body: row.get(4)?,
    })
}

impl Store {
    /// Every template, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn templates(&self) -> Result<Vec<Template>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, name, purpose, marketplace, body FROM templates ORDER BY name, id",
            )?;
            Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
        })
    }

    /// Keeps a template, in place of the one of the same id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_template(&self, template: &Template) -> Result<()> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO templates VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    template.id,
                    template.name,
                    Word(template.purpose),
                    template.marketplace.map(Word),
                    template.body
                ],
            )?;
            Ok(())
        })
    }

    /// Forgets a template; that it was not there is no error.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_template(&self, id: &str) -> Result<()> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM templates WHERE id = ?1", [id])?;
            Ok(())
        })
    }
}
