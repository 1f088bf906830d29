//! Saved views of the inbox.

use store::SavedView;

use crate::cap;
use crate::engine::Engine;
use crate::view::{Problem, Tag};

impl Engine {
    /// Every saved view, in the order in which they are shown.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn saved_views(&self) -> Result<Vec<SavedView>, Problem> {
        self.ask(|desk| Ok(desk.store.saved_views()?)).await
    }

    /// Keeps a view, in place of the one with its id.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_view(&self, view: SavedView) -> Result<(), Problem> {
        cap::name(&view.name)?;
        cap::query(&view.query)?;
        self.ask(move |desk| {
            desk.store.put_view(&view)?;
            desk.tell_stale(&[Tag::Views]);
            Ok(())
        })
        .await
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// When there is no such view, or the store fails.
    pub async fn remove_view(&self, id: String) -> Result<(), Problem> {
        self.ask(move |desk| {
            desk.store.remove_view(&id)?;
            desk.tell_stale(&[Tag::Views]);
            Ok(())
        })
        .await
    }

    /// A setting's value, if it was ever set.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn setting(&self, name: String) -> Result<Option<String>, Problem> {
        self.ask(move |desk| Ok(desk.store.setting(&name)?)).await
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_setting(&self, name: String, value: String) -> Result<(), Problem> {
        cap::name(&name)?;
        cap::text(&value)?;
        self.ask(move |desk| {
            desk.store.put_setting(&name, &value)?;
            desk.tell_stale(&[Tag::Settings]);
            Ok(())
        })
        .await
    }
}
