//! What one ESM+ login holds: a master ID with its secret key, and a seller at each of the two sites.

use secrecy::{ExposeSecret, SecretString};

use crate::Credentials;
use crate::registry::Companion;

/// The ESM+ master ID.
pub(super) const MASTER_ID: &str = "master_id";
/// The key that signs every call.
pub(super) const SECRET_KEY: &str = "secret_key";
/// The seller at the account's own site.
pub(super) const SELLER_ID: &str = "seller_id";
/// The same login's seller at the sister site, where there is one.
pub(super) const OTHER_SELLER_ID: &str = "other_seller_id";

/// A field that was filled in.
pub(super) fn value(credentials: &Credentials, name: &str) -> Option<SecretString> {
    let text = credentials.0.get(name)?.expose_secret().trim();
    (!text.is_empty()).then(|| SecretString::from(text))
}

/// The same login at the sister site.
pub(super) const fn companion(sister: domain::Marketplace) -> Companion {
    Companion { marketplace: sister, field: OTHER_SELLER_ID, credentials: theirs }
}

/// The credentials at the sister site, when its seller is named: the two sellers change places.
fn theirs(credentials: &Credentials) -> Option<Credentials> {
    let fields = [
        (MASTER_ID, MASTER_ID),
        (SECRET_KEY, SECRET_KEY),
        (SELLER_ID, OTHER_SELLER_ID),
        (OTHER_SELLER_ID, SELLER_ID),
    ];
    let filled = |(name, from): (&str, &str)| Some((name.to_owned(), value(credentials, from)?));
    fields.into_iter().map(filled).collect::<Option<_>>().map(Credentials)
}

#[cfg(test)]
mod tests {
    use domain::Marketplace::{Auction, Gmarket};

    use super::*;
    use crate::companions;

    fn credentials(fields: &[(&str, &str)]) -> Credentials {
        let secret = |(name, value): &(&str, &str)| ((*name).to_owned(), SecretString::from(*value));
        Credentials(fields.iter().map(secret).collect())
    }

    fn shown(credentials: &Credentials) -> Vec<(&str, &str)> {
        credentials.0.iter().map(|(name, value)| (name.as_str(), value.expose_secret())).collect()
    }

    const BOTH: &[(&str, &str)] = &[
        ("master_id", "master"),
        ("other_seller_id", " auction "),
        ("secret_key", "key"),
        ("seller_id", "gmarket"),
    ];

    #[test]
    fn the_sister_site_gets_the_same_login_with_its_own_seller() {
        let found = companions(Gmarket, &credentials(BOTH));
        let [(marketplace, theirs)] = found.as_slice() else { panic!("one companion") };
        assert_eq!(*marketplace, Auction);
        let expected = [
            ("master_id", "master"),
            ("other_seller_id", "gmarket"),
            ("secret_key", "key"),
            ("seller_id", "auction"),
        ];
        assert_eq!(shown(theirs), expected);
        let back = companions(Auction, theirs);
        let [(marketplace, ours)] = back.as_slice() else { panic!("one companion") };
        assert_eq!((*marketplace, ours.0["seller_id"].expose_secret()), (Gmarket, "gmarket"));
    }

    #[test]
    fn a_login_that_names_one_seller_has_no_companion() {
        for named in [&BOTH[..1], &[BOTH[0], BOTH[2], BOTH[3], ("other_seller_id", "  ")]] {
            assert!(companions(Gmarket, &credentials(named)).is_empty());
        }
        assert!(companions(domain::Marketplace::Coupang, &credentials(BOTH)).is_empty());
    }
}
