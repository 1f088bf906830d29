//! One claim on its way through the window.

use std::collections::BTreeSet;
use std::fmt;

use anyhow::{Context, Result, bail, ensure};
use domain::{ActionKind, ClaimId, ClaimKind, ClaimVerb, Marketplace};
use tests::window::Window;
use tests::world::World;

use super::ways::{Step, Way, word};
use crate::stage::invoice_fields;

/// Words that every marketplace takes.
const WORDS: &str = "상품을 확인하고 있습니다.";

/// What a hold asks the buyer for, in won.
const FEE: &str = "1000";

/// A claim, and how far it has come.
pub(super) struct Walk<'a> {
    pub(super) world: &'a dyn World,
    pub(super) kind: ClaimKind,
    pub(super) claim: ClaimId,
    steps: &'static [Step],
    /// Steps that are behind it.
    at: usize,
    /// The next step was pressed and is not known to be applied.
    pressed: bool,
    /// The goods are back, which the window does not show yet.
    awaited: bool,
    /// Its end stands in the window.
    over: bool,
}

impl fmt::Debug for Walk<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let market = self.world.market().marketplace().code();
        let Self { kind, claim, steps, at, pressed, awaited, .. } = self;
        write!(
            formatter,
            "{market} {kind:?} {claim} at {at} of {steps:?}, pressed: {pressed}, awaited: {awaited}"
        )
    }
}

impl<'a> Walk<'a> {
    /// A claim at the beginning. Goods that are awaited first are back before anybody looks.
    pub(super) fn new(world: &'a dyn World, way: &Way, claim: ClaimId) -> Result<Self> {
        let (kind, steps) = (way.kind, way.steps);
        let first = steps.first() == Some(&Step::Back);
        if first {
            world.bring_back(kind, &claim)?;
        }
        let at = usize::from(first);
        Ok(Self { world, kind, claim, steps, at, pressed: false, awaited: false, over: false })
    }

    pub(super) const fn is_over(&self) -> bool {
        self.over
    }

    /// How many buttons were pressed on the whole way.
    pub(super) fn presses(&self) -> usize {
        self.verbs().count()
    }

    /// Whether something is to be done or seen in this queue: a cancel that Coupang took the refusal of is a return.
    pub(super) fn waits_in(&self, kind: ClaimKind) -> bool {
        let turned = self.at == self.steps.len() && self.turns();
        !self.over && !self.pressed && kind == if turned { ClaimKind::Return } else { self.kind }
    }

    /// A press that was applied is behind it.
    pub(super) fn look_at_the_shop(&mut self) -> Result<()> {
        let Some(Step::Press(verb)) = self.steps.get(self.at).filter(|_| self.pressed) else { return Ok(()) };
        match self.applied(*verb)? {
            0 => {}
            1 => (self.at, self.pressed) = (self.at + 1, false),
            times => bail!("{verb:?} was applied {times} times: {self:?}"),
        }
        Ok(())
    }

    /// Every press was applied exactly once, also after all the others.
    pub(super) fn was_applied_once(&self) -> Result<()> {
        for verb in self.verbs() {
            let times = self.applied(verb)?;
            ensure!(times == 1, "{verb:?} was applied {times} times: {self:?}");
        }
        Ok(())
    }

    /// Goes on as far as the window lets it now; its queue is shown.
    pub(super) async fn go_on(&mut self, window: &Window, idle: &BTreeSet<String>) -> Result<()> {
        let is_idle = idle.contains(&self.name());
        match self.steps.get(self.at) {
            _ if self.awaited && is_idle => self.awaited = !self.reads_again(window).await?,
            None => self.over = self.stands_at_its_end(window).await?,
            Some(Step::Back) => {
                self.world.bring_back(self.kind, &self.claim)?;
                (self.at, self.awaited) = (self.at + 1, true);
            }
            Some(Step::Press(verb)) if is_idle => self.pressed = self.press(window, *verb).await?,
            Some(Step::Press(_)) => {}
        }
        Ok(())
    }

    fn verbs(&self) -> impl Iterator<Item = ClaimVerb> {
        self.steps.iter().filter_map(|step| match step {
            Step::Press(verb) => Some(*verb),
            Step::Back => None,
        })
    }

    fn applied(&self, verb: ClaimVerb) -> Result<u32> {
        let kind = ActionKind::of_claim(self.kind, verb).context("no such action")?;
        Ok(self.world.applied(kind, self.claim.as_str()))
    }

    /// Opens the claim, with which nothing is under way, and presses a verb if it is offered.
    async fn press(&self, window: &Window, verb: ClaimVerb) -> Result<bool> {
        if !self.open(window).await? {
            return Ok(false);
        }
        let button =
            format!("[data-testid=claim-detail] [data-action={}]:not([aria-disabled=true])", word(verb)?);
        if !window.shows(&button).await? {
            return Ok(false);
        }
        if verb == ClaimVerb::Refund {
            self.says_what_it_does(window, verb).await?;
        }
        window.click(&button).await?;
        let heard = format!(
            "return !!document.querySelector('[role=dialog]') || !document.querySelector('{button}')"
        );
        window.until(&format!("the press of {verb:?} is heard"), &heard).await?;
        if window.shows("[role=dialog]").await? {
            self.answer(window).await?;
        }
        Ok(true)
    }

    /// The row says in the marketplace's own terms what the click will do, before it is made.
    async fn says_what_it_does(&self, window: &Window, verb: ClaimVerb) -> Result<()> {
        let kind = ActionKind::of_claim(self.kind, verb).context("no such action")?;
        let market = self.world.market();
        let words = market.capabilities().consequences.get(&kind).context("nobody knows what it does")?;
        let said = format!(
            "const button = document.querySelector('{} [data-action={}]'); \
             return document.getElementById(button?.getAttribute('aria-describedby'))?.textContent === {}",
            self.row(),
            word(verb)?,
            serde_json::to_string(words.ko.as_ref())?
        );
        window.until("the row says what the click will do", &said).await
    }

    /// Lets the claim be read again, and tells whether its goods are shown as back.
    async fn reads_again(&self, window: &Window) -> Result<bool> {
        let row = self.row();
        let back = format!("return document.querySelector('{row}')?.dataset.step === 'collected'");
        if window.script(&back).await? == true {
            return Ok(true);
        }
        if self.open(window).await? {
            window.click("[data-testid=claim-detail] [data-action=read-again]").await?;
        }
        Ok(false)
    }

    /// Fills in what the form asks for, and sends it.
    async fn answer(&self, window: &Window) -> Result<()> {
        if window.shows("[role=dialog] [data-testid=ask-reason]").await? {
            window.click("[data-testid=ask-reason]").await?;
            window.click("[data-testid=ask-reason-list] [data-value]").await?;
        }
        if window.shows("[role=dialog] [data-testid=courier]").await? {
            invoice_fields(window, &self.world.parcel()).await?;
        }
        if window.shows("[role=dialog] [data-testid=ask-fee]").await? {
            window.type_into("[role=dialog] [data-testid=ask-fee]", FEE).await?;
        }
        if window.shows("[role=dialog] #ask-text").await? {
            window.type_into("[role=dialog] #ask-text", WORDS).await?;
        }
        window.click("[role=dialog] [data-action=send]").await?;
        window.until("the form is sent", "return !document.querySelector('[role=dialog]')").await
    }

    /// Shows the claim in the panel; `false` when its row moved away under the click, as rows do that went on.
    async fn open(&self, window: &Window) -> Result<bool> {
        if !window.shows(&self.row()).await? {
            return Ok(false);
        }
        window.click(&self.row()).await?;
        let focused = format!("return !!document.querySelector('{}.focused')", self.row());
        if window.script(&focused).await? != true {
            return Ok(false);
        }
        let opened = format!(
            "const panel = document.querySelector('[data-testid=claim-detail]'); \
             return !!panel && panel.innerText.includes('{}') && !!panel.querySelector('.mark.{}')",
            self.claim,
            self.world.market().marketplace().code()
        );
        window.until(&format!("{} is opened", self.claim), &opened).await?;
        Ok(true)
    }

    /// Whether the window shows what became of the claim.
    async fn stands_at_its_end(&self, window: &Window) -> Result<bool> {
        let ends = match self.steps.last() {
            _ if self.turns() => "['requested', 'collecting', 'collected', 'completed']",
            Some(Step::Press(ClaimVerb::Refuse)) => "['rejected']",
            _ => "['refunded', 'reshipped', 'completed']",
        };
        let row = self.row();
        let script = format!("return {ends}.includes(document.querySelector('{row}')?.dataset.step)");
        Ok(window.script(&script).await? == true)
    }

    /// Whether the refusal turns the claim into a return of the same number.
    fn turns(&self) -> bool {
        self.world.market().marketplace() == Marketplace::Coupang
            && self.kind == ClaimKind::Cancel
            && self.steps.last() == Some(&Step::Press(ClaimVerb::Refuse))
    }

    /// Two marketplaces may give the same number.
    fn name(&self) -> String {
        format!("{} {}", self.world.market().marketplace().code(), self.claim)
    }

    /// The selector of its row.
    pub(super) fn row(&self) -> String {
        format!("[data-claim=\"{}\"][data-market={}]", self.claim, self.world.market().marketplace().code())
    }
}
