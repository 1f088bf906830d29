//! One login at two marketplaces: two accounts, kept together and otherwise apart.

use domain::{Marketplace, Stage};
use engine::Engine;
use engine::view::{AccountForm, AccountView, ClaimRequest, CompanionView};
use market::Credentials;
use secrecy::SecretString;
use store::{InboxQuery, Keychain, PageAt};

use crate::support::{Bench, cancel, form, line};

fn esm(other: &str) -> AccountForm {
    let fields = [("master_id", "master"), ("seller_id", "gseller"), ("other_seller_id", other)];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    AccountForm { marketplace: Marketplace::Gmarket, name: "우리 가게".to_owned(), fields, ..form("") }
}

fn key(secret: &str) -> Credentials {
    Credentials([("secret_key".to_owned(), SecretString::from(secret))].into())
}

async fn save(engine: &Engine, form: AccountForm, secret: &str) -> AccountView {
    engine.save_account(form, key(secret)).await.unwrap()
}

async fn at(engine: &Engine, marketplace: Marketplace) -> AccountView {
    let accounts = engine.accounts().await.unwrap();
    let mut found = accounts.into_iter().filter(|account| account.marketplace == marketplace);
    let one = found.next().unwrap();
    assert!(found.next().is_none(), "two accounts at {marketplace:?}");
    one
}

async fn both() -> (Bench, Engine) {
    let bench = Bench::new();
    bench.shop("gseller");
    bench.shop("aseller");
    let engine = bench.open().await;
    save(&engine, esm("aseller"), "first").await;
    (bench, engine)
}

#[tokio::test]
async fn both_accounts_of_a_login_are_kept_with_secrets_of_their_own() {
    let (bench, engine) = both().await;
    let (gmarket, auction) =
        (at(&engine, Marketplace::Gmarket).await, at(&engine, Marketplace::Auction).await);
    assert_eq!((gmarket.name.as_str(), auction.name.as_str()), ("우리 가게", "우리 가게 · 옥션"));
    assert_eq!((gmarket.seller_id.as_str(), auction.seller_id.as_str()), ("gseller", "aseller"));
    for account in [&gmarket, &auction] {
        let kept = bench.keychain.get(&format!("account.{}", account.id)).unwrap().unwrap();
        assert!(kept.contains("first"), "{}", account.name);
    }
}

#[tokio::test]
async fn a_second_save_changes_the_companion_and_keeps_its_name() {
    let (bench, engine) = both().await;
    let (gmarket, auction) =
        (at(&engine, Marketplace::Gmarket).await, at(&engine, Marketplace::Auction).await);
    let renamed = AccountForm {
        account: Some(auction.id.clone()),
        marketplace: Marketplace::Auction,
        name: "옥션 매장".to_owned(),
        fields: Vec::new(),
        ..form("")
    };
    let saved = engine.save_account(renamed, Credentials::default()).await.unwrap();
    assert_eq!(saved.seller_id, "aseller", "what the form leaves out stays");
    assert_eq!(at(&engine, Marketplace::Gmarket).await.id, gmarket.id, "the sister is found, not made again");
    save(&engine, AccountForm { account: Some(gmarket.id.clone()), ..esm("aseller") }, "second").await;
    let changed = at(&engine, Marketplace::Auction).await;
    assert_eq!((changed.id.clone(), changed.name.as_str()), (auction.id.clone(), "옥션 매장"));
    assert!(bench.keychain.get(&format!("account.{}", auction.id)).unwrap().unwrap().contains("second"));
}

#[tokio::test]
async fn both_are_kept_or_none() {
    let bench = Bench::new();
    bench.shop("gseller");
    bench.shop("aseller");
    let engine = bench.open().await;
    for kept in [0, 1] {
        bench.keychain.fail_after(kept);
        engine.save_account(esm("aseller"), key("first")).await.unwrap_err();
        assert!(engine.accounts().await.unwrap().is_empty(), "after {kept}");
    }
    save(&engine, esm("aseller"), "first").await;
    let (gmarket, auction) =
        (at(&engine, Marketplace::Gmarket).await, at(&engine, Marketplace::Auction).await);
    bench.keychain.fail_after(1);
    let renamed =
        AccountForm { account: Some(gmarket.id.clone()), name: "새 이름".to_owned(), ..esm("aseller") };
    engine.save_account(renamed, key("second")).await.unwrap_err();
    assert_eq!(at(&engine, Marketplace::Gmarket).await.name, "우리 가게");
    for account in [&gmarket, &auction] {
        let kept = bench.keychain.get(&format!("account.{}", account.id)).unwrap().unwrap();
        assert!(kept.contains("first") && !kept.contains("second"), "{}", account.name);
    }
}

#[tokio::test]
async fn one_of_them_goes_without_the_other() {
    let (bench, engine) = both().await;
    let (gmarket, auction) =
        (at(&engine, Marketplace::Gmarket).await, at(&engine, Marketplace::Auction).await);
    engine.remove_account(gmarket.id.clone()).await.unwrap();
    assert_eq!(at(&engine, Marketplace::Auction).await.id, auction.id);
    assert!(bench.keychain.get(&format!("account.{}", auction.id)).unwrap().is_some());
    assert!(bench.keychain.get(&format!("account.{}", gmarket.id)).unwrap().is_none());
    let seller = vec![("seller_id".to_owned(), "aseller".to_owned())];
    let renamed = AccountForm {
        account: Some(auction.id.clone()),
        marketplace: Marketplace::Auction,
        fields: seller.clone(),
        ..form("")
    };
    let named = AccountForm {
        fields: [seller, vec![("other_seller_id".to_owned(), "gseller".to_owned())]].concat(),
        ..renamed.clone()
    };
    engine.save_account(renamed, Credentials::default()).await.unwrap();
    assert_eq!(engine.accounts().await.unwrap().len(), 1, "a removed sister does not come back by itself");
    engine.save_account(named, Credentials::default()).await.unwrap();
    assert_ne!(at(&engine, Marketplace::Gmarket).await.id, gmarket.id, "she does when she is named again");
}

#[tokio::test]
async fn a_corrected_master_id_finds_its_companion() {
    let (bench, engine) = both().await;
    let (gmarket, auction) =
        (at(&engine, Marketplace::Gmarket).await, at(&engine, Marketplace::Auction).await);
    let mut corrected = AccountForm { account: Some(gmarket.id), ..esm("aseller") };
    corrected.fields[0].1 = "corrected".to_owned();
    engine.save_account(corrected, Credentials::default()).await.unwrap();
    assert_eq!(at(&engine, Marketplace::Auction).await.id, auction.id, "no second one beside it");
    let kept = bench.keychain.get(&format!("account.{}", auction.id)).unwrap().unwrap();
    assert!(kept.contains("corrected") && kept.contains("first"));
}

#[tokio::test]
async fn the_same_numbers_at_both_stay_two_orders() {
    let (bench, engine) = both().await;
    let (gmarket, auction) =
        (at(&engine, Marketplace::Gmarket).await, at(&engine, Marketplace::Auction).await);
    for seller in ["gseller", "aseller"] {
        let shop = bench.shop(seller);
        shop.add_lines(vec![line("4100-1-a", Stage::Paid)]);
        shop.add_claim(cancel("4100:C", &shop.line("4100-1-a"), 1));
    }
    for account in [&gmarket.id, &auction.id] {
        engine.collect_account(account).await.unwrap();
    }
    let inbox = |query| engine.inbox_page(query, PageAt::Row(0), 10);
    assert_eq!(inbox(InboxQuery::default()).await.unwrap().rows.len(), 2);
    let search = InboxQuery { text: Some("4100".to_owned()), ..InboxQuery::default() };
    assert_eq!(inbox(search).await.unwrap().rows.len(), 2);
    let of_auction = InboxQuery { accounts: vec![auction.id.clone()], ..InboxQuery::default() };
    assert_eq!(inbox(of_auction).await.unwrap().rows.len(), 1);
    let request = ClaimRequest { kind: domain::ClaimKind::Cancel, accounts: Vec::new() };
    assert_eq!(engine.claim_queue(request).await.unwrap().rows.len(), 2);
    bench.shop("gseller").withdraw("4100:C");
    bench.clock.advance(chrono::TimeDelta::minutes(20));
    engine.collect_account(&gmarket.id).await.unwrap();
    engine.confirm_lines(vec![(gmarket.id.clone(), "4100-1-a".into())]).await.unwrap();
    engine.run_due().await.unwrap();
    let stages = ["gseller", "aseller"].map(|seller| bench.shop(seller).line("4100-1-a").stage);
    assert_eq!(stages, [Stage::Preparing, Stage::Paid], "the other order was left alone");
    let journal = engine.journal(Vec::new()).await.unwrap();
    assert_eq!(journal.iter().map(|action| &action.account).collect::<Vec<_>>(), [&gmarket.id]);
    let other = engine.order_detail(auction.id, "4100-1-a".into()).await.unwrap();
    assert!(other.timeline.iter().all(|entry| entry.source == domain::EventSource::Market));
}

#[tokio::test]
async fn the_form_says_which_field_names_the_seller_at_which_other_marketplace() {
    let bench = Bench::new();
    let engine = bench.open().await;
    for form in engine.marketplaces() {
        let sister = match form.marketplace {
            Marketplace::Gmarket => Some(Marketplace::Auction),
            Marketplace::Auction => Some(Marketplace::Gmarket),
            _ => None,
        };
        assert_eq!(form.companion.as_ref().map(|companion| companion.marketplace), sister);
        let named = |companion: &CompanionView| form.fields.iter().any(|field| field.name == companion.field);
        assert!(form.companion.as_ref().is_none_or(named), "{:?}", form.marketplace);
    }
}
