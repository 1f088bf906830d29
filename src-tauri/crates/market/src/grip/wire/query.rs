//! A query as it is sent and signed, byte for byte.

use std::fmt::Display;

use url::form_urlencoded::byte_serialize;

/// Fields in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query(String);

impl Query {
    /// Adds a field. Its value is encoded as Java's URLEncoder does, which the documents name: a blank is a plus sign.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Display) -> Self {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.extend(byte_serialize(value.to_string().as_bytes()));
        self
    }

    /// As it is sent.
    pub(crate) fn text(self) -> String {
        self.0
    }
}
