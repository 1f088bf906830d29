//! What a marketplace lacks, as the window says it.

use anyhow::{Context, Result, ensure};
use domain::{ClaimKind, ClaimVerb, Sentence};
use market::Support;
use tests::window::Window;
use tests::world::World;
use tests::world::grip::Grip;

use super::show;
use super::walk::Walk;
use super::ways::{support, word};

/// Where a marketplace takes no refusal, the row shows the button with the reason why it cannot be pressed.
pub(super) async fn is_told(window: &Window, walks: &[Walk<'_>]) -> Result<()> {
    for kind in [ClaimKind::Return, ClaimKind::Exchange] {
        show(window, kind).await?;
        let mut lacking = 0;
        for walk in walks.iter().filter(|walk| walk.kind == kind) {
            let Some(reason) = lack(walk.world, kind, ClaimVerb::Refuse) else { continue };
            says_why(window, &walk.row(), &reason).await.with_context(|| format!("{walk:?}"))?;
            lacking += 1;
        }
        ensure!(lacking > 0, "every marketplace refuses a {kind:?}");
    }
    Ok(())
}

/// Grip knows no cancel that waits for an answer, so no row can say so: the page of what each marketplace has does.
pub(super) async fn of_grips_cancels_is_told(window: &Window, grip: &Grip) -> Result<()> {
    window.click("[data-testid=nav-settings]").await?;
    for verb in [ClaimVerb::Approve, ClaimVerb::Refuse] {
        let reason = lack(grip, ClaimKind::Cancel, verb).context("Grip has it")?;
        let row = format!("{}_cancel", word(verb)?);
        window.click(&format!("[data-row={row}] [data-action=open-row]")).await?;
        let said = format!(
            "return document.querySelector('[data-said={row}]')?.innerText.includes({}) ?? false",
            serde_json::to_string(reason.ko.as_ref())?
        );
        window.until(&format!("{row} of Grip is told"), &said).await?;
    }
    window.picture("settled_3_grip_cancels").await.map(drop)
}

/// Why a marketplace does not take a verb; `None` where it does.
fn lack(world: &dyn World, kind: ClaimKind, verb: ClaimVerb) -> Option<Sentence> {
    match support(world, kind, verb) {
        Some(Support::Unavailable { reason, .. }) => Some(reason),
        _ => None,
    }
}

/// The refusal of a row cannot be pressed and is described by these words.
async fn says_why(window: &Window, row: &str, reason: &Sentence) -> Result<()> {
    let said = format!(
        "const button = document.querySelector('{row} [data-action=refuse][aria-disabled=true]'); \
         const words = button && document.getElementById(button.getAttribute('aria-describedby')); \
         return words?.textContent === {}",
        serde_json::to_string(reason.ko.as_ref())?
    );
    window.until("the refusal says why it cannot be pressed", &said).await
}
