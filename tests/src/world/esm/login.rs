//! The login of a seller at Gmarket or Auction, and the connector that it opens.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use domain::AccountId;
use market::{AccountConfig, Clock, Credentials, Marketplace, open};
use sandbox::esm::{Shop, Site};

/// The site's marketplace.
const fn marketplace(site: Site) -> domain::Marketplace {
    match site {
        Site::Gmarket => domain::Marketplace::Gmarket,
        Site::Auction => domain::Marketplace::Auction,
    }
}

/// The credentials of the shop at a site as the account form names them.
pub(super) fn credentials(shop: &Shop, site: Site, sisters: bool) -> Credentials {
    let given = shop.credentials();
    let (ours, theirs) = match site {
        Site::Gmarket => (given.gmarket_seller_id, given.auction_seller_id),
        Site::Auction => (given.auction_seller_id, given.gmarket_seller_id),
    };
    let mut fields =
        vec![("master_id", given.master_id), ("secret_key", given.secret_key), ("seller_id", ours)];
    if sisters {
        fields.push(("other_seller_id", theirs));
    }
    Credentials(
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect::<BTreeMap<_, _>>(),
    )
}

/// A connector to the shop at a site that settles at once.
pub(super) fn connect(
    shop: &Shop,
    site: Site,
    credentials: &Credentials,
    clock: Arc<dyn Clock>,
) -> Result<Arc<dyn Marketplace>> {
    let config = AccountConfig {
        account: AccountId::from("esm-1"),
        base_url: Some(shop.base_url()),
        proxy: None,
        settles_after: Some(Duration::ZERO),
    };
    Ok(open(marketplace(site), config, credentials, clock)?)
}
