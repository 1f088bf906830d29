//! Connecting an account: each failure is named, and no secret passes through the page.

use anyhow::{Result, ensure};
use sandbox::coupang::Settings;
use tests::window::{Window, clipboard};
use tests::world::World;

use crate::stage::{Stage, view_counts};

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_connected_and_every_failure_is_named() -> Result<()> {
    let stage = Stage::empty().await?;
    stage.world.order(1, 1)?;
    let given = stage.world.shop().credentials();
    let window = stage.window().await?;
    window.click("[data-testid=way-account]").await?;
    window.click("[data-market=coupang]").await?;
    window.type_into("[data-testid=account-name]", "온유상점").await?;
    window.click("[data-action=advanced]").await?;
    window.type_into("[data-testid=account-base]", &stage.world.base_url()).await?;
    window.type_into("[data-testid=field-vendor_id]", "A00999999").await?;
    window.type_into("[data-testid=field-user_id]", &given.user_id).await?;
    paste(&window, "access_key", &given.access_key).await?;
    paste(&window, "secret_key", &"0".repeat(given.secret_key.len())).await?;
    fails_at(&window, "key", "account_wrong_key").await?;
    paste(&window, "secret_key", &given.secret_key).await?;
    fails_at(&window, "orders", "account_wrong_seller").await?;
    retype(&window, "vendor_id", &given.vendor_id).await?;
    register_elsewhere(&stage, true);
    fails_at(&window, "address", "account_wrong_address").await?;
    register_elsewhere(&stage, false);
    window.click("[data-action=check-account]").await?;
    view_counts(&window, "new", 1).await?;
    window.picture("account_connected").await?;
    no_secret_on_the_page(&window, &given.secret_key).await?;
    window.close().await
}

/// Registers an address that is not this computer's, or none.
fn register_elsewhere(stage: &Stage, elsewhere: bool) {
    let shop = stage.world.shop();
    let allowed_ips = elsewhere.then(|| vec![std::net::IpAddr::from([203, 0, 113, 24])]);
    shop.configure(Settings { allowed_ips, ..shop.settings() });
}

/// Pastes a secret: the page is told its length and nothing else.
async fn paste(window: &Window, field: &str, secret: &str) -> Result<()> {
    clipboard(secret)?;
    window.click(&format!("[data-action=paste-{field}]")).await?;
    let shape = format!("[data-testid=shape-{field}]");
    let told = format!(
        "return document.querySelector('{shape}')?.textContent.includes('{}') ?? false",
        secret.chars().count()
    );
    window.until("the secret is pasted", &told).await?;
    no_secret_on_the_page(window, secret).await
}

/// Types a field anew.
async fn retype(window: &Window, field: &str, value: &str) -> Result<()> {
    let selector = format!("[data-testid=field-{field}]");
    window.click(&selector).await?;
    window.press("\u{e009}a\u{e000}").await?;
    window.type_into(&selector, value).await
}

/// Tests the connection, which must fail at this step with a sentence.
async fn fails_at(window: &Window, step: &str, picture: &str) -> Result<()> {
    window.click("[data-action=check-account]").await?;
    window.find(&format!("[data-testid=connection-test] [data-check={step}][data-passed=false]")).await?;
    let text = window.text(&format!("[data-check={step}]")).await?;
    ensure!(text.chars().count() > 20, "{step} fails without a sentence: {text}");
    window.picture(picture).await.map(drop)
}

/// Looks for the secret in everything the page holds.
async fn no_secret_on_the_page(window: &Window, secret: &str) -> Result<()> {
    let everything = "return document.documentElement.outerHTML + \
        [...document.querySelectorAll('input')].map(input => input.value).join()";
    let page = window.script(everything).await?;
    ensure!(!page.as_str().unwrap_or_default().contains(secret), "a secret stands on the page");
    Ok(())
}
