//! Accounts: the form, the test, the secrets.

use engine::view::{Problem, ProblemCode};
use market::{Credentials, ErrorKind};
use secrecy::SecretString;
use store::Keychain;

use crate::support::{Bench, add_account, form, line};

#[tokio::test]
async fn secrets_go_to_the_keychain_and_nowhere_else() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    let secrets = Credentials([("secret_key".to_owned(), SecretString::from("s3cr3t-of-the-shop"))].into());
    let account = engine.save_account(form("A1"), secrets).await.unwrap();
    let kept = bench.keychain.get(&format!("account.{}", account.id)).unwrap().unwrap();
    assert!(kept.contains("s3cr3t-of-the-shop"));
    let shown = serde_json::to_string(&engine.accounts().await.unwrap()).unwrap();
    assert!(!shown.contains("s3cr3t"), "{shown}");
}

#[tokio::test]
async fn an_edited_account_keeps_the_secrets_that_were_not_pasted_again() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    let secrets = Credentials([("secret_key".to_owned(), SecretString::from("kept"))].into());
    let account = engine.save_account(form("A1"), secrets).await.unwrap();
    let mut edited = form("A1");
    edited.account = Some(account.id.clone());
    edited.name = "  새 이름 ".to_owned();
    let account = engine.save_account(edited, Credentials::default()).await.unwrap();
    assert_eq!(account.name, "새 이름");
    assert_eq!(engine.accounts().await.unwrap().len(), 1);
    assert!(bench.keychain.get(&format!("account.{}", account.id)).unwrap().unwrap().contains("kept"));
}

#[tokio::test]
async fn a_connection_test_stops_at_the_first_failure_and_keeps_nothing() {
    let bench = Bench::new();
    let shop = bench.shop("A1");
    let engine = bench.open().await;
    assert!(engine.check_account(form("A1"), Credentials::default()).await.unwrap().passed);
    shop.break_feed("", ErrorKind::KeyRejected);
    let check = engine.check_account(form("A1"), Credentials::default()).await.unwrap();
    assert!(!check.passed);
    assert_eq!(check.steps[0].problem.as_ref().unwrap().quote.as_deref(), Some("마켓의 말"));
    assert!(engine.accounts().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_removed_account_takes_its_orders_and_secrets_along() {
    let (bench, engine, account, _shop) =
        Bench::stocked(|shop| shop.add_lines(vec![line("1-1-a", domain::Stage::Paid)])).await;
    engine.start();
    engine.remove_account(account.clone()).await.unwrap();
    assert!(engine.accounts().await.unwrap().is_empty());
    assert_eq!(bench.keychain.get(&format!("account.{account}")).unwrap(), None);
    let page = engine.inbox_page(store::InboxQuery::default(), store::PageAt::Row(0), 10).await.unwrap();
    assert_eq!(page.total, 0);
    engine.stop().await;
}

#[tokio::test]
async fn a_second_window_on_the_same_folder_is_told_so() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    add_account(&engine, "A1").await;
    let config = engine::EngineConfig {
        store_key: Some(store::StoreKey::from_hex(&"5a".repeat(32)).unwrap()),
        ..engine::EngineConfig::new(bench.folder(), bench.keychain.clone())
    };
    let Err(problem) = engine::Engine::open(config).await else { panic!("two writers on one file") };
    assert_eq!(problem.code, engine::view::ProblemCode::InUse);
}

#[tokio::test]
async fn what_the_account_chooses_from_comes_from_its_capabilities() {
    let (_bench, engine, account, _shop) = Bench::stocked(|_| {}).await;
    let couriers = engine.couriers(account.clone()).await.unwrap();
    assert_eq!(couriers[0].rule.ko, "숫자 10·12자리");
    let reasons = engine.reasons(account).await.unwrap();
    assert_eq!((reasons.cancel[0].0.as_str(), reasons.exchange[0].0.as_str()), ("SOLD_OUT", "SOLDOUT"));
}

#[tokio::test]
async fn what_marketplaces_can_do_is_told_before_there_is_an_account() {
    let engine = Bench::new().open().await;
    let table = engine.capabilities().await;
    for descriptor in market::descriptors() {
        let rows = table.iter().filter(|row| row.marketplace == descriptor.marketplace);
        assert_eq!(rows.count(), domain::ActionKind::ALL.len(), "{:?}", descriptor.marketplace);
    }
}

#[tokio::test]
async fn an_account_without_a_name_is_refused_in_one_sentence() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    let mut nameless = form("A1");
    nameless.name = " ".to_owned();
    let problem = engine.save_account(nameless, Credentials::default()).await.unwrap_err();
    assert!(problem.sentence.ko.ends_with("적으세요."));
}

#[tokio::test]
async fn a_seller_that_is_here_already_is_refused_by_the_name_of_its_account() {
    let bench = Bench::new();
    bench.shop("A1");
    bench.shop("A2");
    let engine = bench.open().await;
    let first = add_account(&engine, "A1").await;
    let second = add_account(&engine, "A2").await;
    let again = || engine::view::AccountForm { name: "another".to_owned(), ..form("A1") };
    let moved = engine::view::AccountForm { account: Some(second), ..again() };
    let problems = [
        engine.save_account(again(), Credentials::default()).await.unwrap_err(),
        engine.check_account(again(), Credentials::default()).await.unwrap_err(),
        engine.save_account(moved, Credentials::default()).await.unwrap_err(),
    ];
    for Problem { code, sentence, .. } in problems {
        assert_eq!(code, ProblemCode::BadInput);
        assert!(sentence.ko.contains("'shop A1'") && sentence.ko.contains("쿠팡"), "{sentence:?}");
        assert!(sentence.en.contains("'shop A1'"), "{sentence:?}");
    }
    let renamed = engine::view::AccountForm { account: Some(first), ..again() };
    assert_eq!(engine.save_account(renamed, Credentials::default()).await.unwrap().name, "another");
    assert_eq!(engine.accounts().await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_account_whose_secrets_were_out_of_reach_is_shown_and_opens_when_asked_again() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    let account = add_account(&engine, "A1").await;
    let name = format!("account.{account}");
    let kept = bench.keychain.get(&name).unwrap().unwrap();
    drop(engine);
    bench.keychain.set(&name, "not what we kept").unwrap();
    let engine = bench.open().await;
    assert!(engine.accounts().await.unwrap()[0].health.problem.is_some(), "it is never left out silently");
    assert!(engine.collect_account(&account).await.is_err());
    bench.keychain.set(&name, &kept).unwrap();
    engine.collect_now(None).await.unwrap();
    assert!(engine.collect_account(&account).await.unwrap().problems.is_empty());
    assert!(engine.accounts().await.unwrap()[0].health.problem.is_none());
}

#[tokio::test]
async fn a_keychain_that_refuses_leaves_nothing_of_a_new_account_and_all_of_an_old_one() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    bench.keychain.lock(true);
    let problem = engine.save_account(form("A1"), Credentials::default()).await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::Keychain);
    assert!(engine.accounts().await.unwrap().is_empty());
    drop(engine);
    let engine = bench.open().await;
    assert!(engine.accounts().await.unwrap().is_empty(), "no row was left behind");
    bench.keychain.lock(false);
    let account = add_account(&engine, "A1").await;
    bench.keychain.lock(true);
    engine.remove_account(account.clone()).await.unwrap_err();
    assert!(bench.keychain.get(&format!("account.{account}")).unwrap().is_some());
    assert_eq!(engine.accounts().await.unwrap().len(), 1, "an account is never parted from its secrets");
    assert!(engine.collect_account(&account).await.unwrap().problems.is_empty());
    bench.keychain.lock(false);
    engine.remove_account(account).await.unwrap();
}

#[tokio::test]
async fn an_edit_keeps_where_an_account_sells() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    let shop = engine.save_sandbox_account(form("A1"), Credentials::default()).await.unwrap();
    let mut edited = form("A1");
    edited.account = Some(shop.id);
    edited.marketplace = domain::Marketplace::SmartStore;
    let after = engine.save_account(edited, Credentials::default()).await.unwrap();
    assert_eq!((after.marketplace, after.sandbox), (domain::Marketplace::Coupang, true));
}

#[tokio::test]
async fn an_address_with_a_login_is_refused() {
    let bench = Bench::new();
    bench.shop("A1");
    let engine = bench.open().await;
    for address in ["http://user:pass@proxy.example:3128", "user@proxy.example:3128", "http://u@h?x"] {
        let mut with_login = form("A1");
        with_login.proxy = Some(address.to_owned());
        let problem = engine.save_account(with_login, Credentials::default()).await.unwrap_err();
        assert_eq!(problem.code, ProblemCode::BadInput);
        assert!(!format!("{problem:?}").contains("pass@"), "{problem:?}");
    }
    let mut plain = form("A1");
    plain.proxy = Some("http://proxy.example:3128/@path".to_owned());
    engine.save_account(plain, Credentials::default()).await.unwrap();
}

#[tokio::test]
async fn a_connection_test_asks_nothing_while_the_marketplace_takes_no_calls() {
    let (_bench, engine, account, shop) = Bench::stocked(|_| {}).await;
    let edited = || engine::view::AccountForm { account: Some(account.clone()), ..form("A1") };
    for (because, code) in [
        (ErrorKind::RateLimited, ProblemCode::RateLimited),
        (ErrorKind::QuotaExceeded, ProblemCode::QuotaExceeded),
    ] {
        shop.close_the_door(because);
        let check = engine.check_account(edited(), Credentials::default()).await.unwrap();
        assert!(!check.passed);
        let problem = check.steps[0].problem.as_ref().unwrap();
        assert!(problem.code == code && problem.sentence.ko.contains("10:00"), "{check:?}");
    }
    shop.close_the_door(ErrorKind::KeyRejected);
    let check = engine.check_account(edited(), Credentials::default()).await.unwrap();
    assert!(check.passed, "whoever mended the key may test it");
}
