//! Identifiers. All are text from end to end: Coupang's 18-digit shipmentBoxId does not fit a
//! JavaScript number, and a marketplace may change the shape of an id on any day.

/// Declares a text identifier.
macro_rules! text_id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, specta::Type)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text as it came; nothing is trimmed or checked.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text as the marketplace wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

text_id! {
    /// One seller's credentials at one marketplace; made by us.
    AccountId,
    /// The buyer's basket, as the marketplace numbers it.
    OrderId,
    /// The unit on which a marketplace acts.
    LineId,
    /// The product option within an order; it stays when a split gives the line another bundle.
    ItemId,
    /// Lines that ship in one parcel.
    BundleId,
    /// A cancel, return or exchange, as the marketplace numbers it.
    ClaimId,
    /// One write in the journal; made by us.
    ActionId,
    /// A marketplace's own code of a courier.
    CourierCode,
    /// A courier's invoice number: digits as typed, leading zeros kept.
    InvoiceNumber,
}
