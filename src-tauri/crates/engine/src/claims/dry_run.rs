//! A press on many claims: first what it would do, then exactly that.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::{ActionKind, ClaimStep, Fact, MoneyLeaves, Sentence, Won};
use market::{Capabilities, Support};
use store::ClaimRow;

use super::reread::{self, Reread, Rereads};
use super::{capped, changed, money, stamp};
use crate::desk::Desk;
use crate::engine::Engine;
use crate::hold::Hold;
use crate::plan::{self, Refusal, UnderWay};
use crate::view::{
    ActionBatch, ClaimActRequest, ClaimChoice, ClaimPlan, ClaimPress, LeftOut, LeftOutWhy, PlanTotals,
    PlannedClaim, Problem,
};
use crate::{cap, problem, words};

/// How long a person waits for a plan before what was not read again is left to the reading right before sending.
pub const PLAN_BUDGET: Duration = Duration::from_secs(20);

impl Engine {
    /// What a press on chosen claims would do: their marketplaces are read again, all at once, for at most `budget`.
    /// Nothing is written to the journal.
    ///
    /// # Errors
    /// When the request is too large, a claim is not here, or the store fails. An account that cannot be read leaves out
    /// its own claims alone.
    pub async fn claim_plan(&self, chosen: Vec<ClaimChoice>, budget: Duration) -> Result<ClaimPlan, Problem> {
        cap::list(&chosen)?;
        chosen.iter().filter_map(|choice| choice.act.as_ref()).try_for_each(capped)?;
        // A second plan takes the place of one that somebody may still wait for.
        self.hurry_claim_plan();
        let names = chosen.iter().map(|choice| (choice.account.clone(), choice.claim.clone()));
        let read = reread::all(&self.desk, names, budget).await;
        self.ask(move |desk| planned(desk, chosen, &read)).await
    }

    /// Ends the reading of a plan that somebody waits for: what was not read again by now is read before it is sent.
    pub fn hurry_claim_plan(&self) {
        self.desk.patience.send_modify(|plans| *plans += 1);
    }

    /// Carries out what a person pressed on one claim or confirmed of many, as one batch. A claim that is no longer what
    /// was shown is left out with what changed, and each is read again right before it leaves.
    ///
    /// # Errors
    /// When the request is too large, a claim is not here, or the store fails.
    pub async fn claim_acts(&self, presses: Vec<ClaimPress>) -> Result<ActionBatch, Problem> {
        cap::list(&presses)?;
        presses.iter().try_for_each(|press| capped(&press.act))?;
        for press in presses.iter().filter(|press| matches!(press.act, ClaimActRequest::Reship { .. })) {
            if self.opens_bundles(&press.account)? {
                self.read_claims_again(&press.account, std::slice::from_ref(&press.claim)).await?;
            }
        }
        self.press(move |desk| plan::presses(desk, presses)).await
    }
}

/// The plan, from what was read.
fn planned(desk: &Desk, chosen: Vec<ClaimChoice>, read: &Rereads) -> Result<ClaimPlan, Problem> {
    let under_way = UnderWay::now(desk)?;
    let mut plan = ClaimPlan {
        read_at: desk.now(),
        goes: Vec::new(),
        left_out: Vec::new(),
        totals: PlanTotals::default(),
    };
    let mut seen = BTreeSet::new();
    for choice in chosen {
        let name = (choice.account.clone(), choice.claim.clone());
        let told = read.get(&name).unwrap_or(&Reread::Late);
        if seen.insert(name) {
            match Case::of(desk, choice, told, &under_way)?.verdict()? {
                Ok(goes) => plan.goes.push(goes),
                Err(left_out) => plan.left_out.push(left_out),
            }
        }
    }
    plan.left_out.sort_by_key(|left_out| left_out.why);
    plan.totals = totals(&plan);
    Ok(plan)
}

/// The sums of a plan.
fn totals(plan: &ClaimPlan) -> PlanTotals {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let sum = |money: MoneyLeaves| {
        let amounts = plan.goes.iter().filter(|goes| goes.money == money).filter_map(|goes| goes.amount);
        amounts.fold(Won::ZERO, |sum, amount| sum + amount)
    };
    let unpriced = plan.goes.iter().filter(|goes| goes.money != MoneyLeaves::None && goes.amount.is_none());
    PlanTotals {
        goes: count(plan.goes.len()),
        left_out: count(plan.left_out.len()),
        now: sum(MoneyLeaves::Now),
        maybe: sum(MoneyLeaves::Maybe),
        later: sum(MoneyLeaves::Soon) + sum(MoneyLeaves::Later),
        unpriced: count(unpriced.count()),
    }
}

/// One chosen claim with everything that decides on it.
struct Case<'a> {
    desk: &'a Desk,
    choice: ClaimChoice,
    told: &'a Reread,
    under_way: &'a UnderWay,
    row: ClaimRow,
}

impl<'a> Case<'a> {
    /// As it is kept now.
    fn of(
        desk: &'a Desk,
        choice: ClaimChoice,
        told: &'a Reread,
        under_way: &'a UnderWay,
    ) -> Result<Self, Problem> {
        let row = desk.store.claim_row(&choice.account, &choice.claim)?;
        let row = row.ok_or_else(|| problem::no_such("claim", choice.claim.as_str()))?;
        Ok(Self { desk, choice, told, under_way, row })
    }

    /// Whether the claim goes, or why it is left out.
    fn verdict(self) -> Result<Result<PlannedClaim, LeftOut>, Problem> {
        if let Reread::Failed(problem) = self.told {
            return Ok(Err(self.left_out(LeftOutWhy::Unread, words::of_problem(problem))));
        }
        if self.under_way.on_claim(&self.choice.account, &self.choice.claim) {
            return Ok(Err(self.left_out(LeftOutWhy::UnderWay, Hold::UnderWay.sentence())));
        }
        if let Some((why, reason)) = self.changed() {
            return Ok(Err(self.left_out(why, reason)));
        }
        let refusal = plan::refusal(self.desk, &self.choice, self.under_way)?;
        let kind = ActionKind::of_claim(self.row.claim.kind, self.choice.verb);
        Ok(match (refusal, kind, self.choice.act.clone()) {
            (Some(refusal), _, _) => Err(self.refused(refusal)?),
            (None, Some(kind), Some(act)) => Ok(self.goes(kind, act)?),
            (None, None, _) => Err(self.left_out(LeftOutWhy::Step, Hold::NoVerb.sentence())),
            (None, Some(_), None) => Err(self.left_out(LeftOutWhy::Input, NO_INPUT)),
        })
    }

    /// What happened to the claim since the person saw it.
    fn changed(&self) -> Option<(LeftOutWhy, Sentence)> {
        let claim = &self.row.claim;
        let is_it = |fact: &Fact| matches!(fact, Fact::Claim(told) if told.claim == claim.claim);
        let withdrawn = matches!(self.told, Reread::Told(Some(Fact::Withdrawn { .. })));
        let gone = match self.told {
            Reread::Told(told) => !withdrawn && !told.as_ref().is_some_and(is_it),
            Reread::Late | Reread::Failed(_) => false,
        };
        if claim.step == ClaimStep::Withdrawn || (withdrawn && !claim.is_settled()) {
            Some((LeftOutWhy::Withdrawn, Hold::Withdrawn.sentence()))
        } else if claim.is_settled() {
            Some((LeftOutWhy::Done, Hold::ClaimOver.sentence()))
        } else if gone {
            Some((LeftOutWhy::Moved, Hold::ClaimGone.sentence()))
        } else {
            changed::since(claim, &self.choice.seen)
        }
    }

    /// A claim that the verb cannot go to.
    fn refused(&self, refusal: Refusal) -> Result<LeftOut, Problem> {
        let why = match &refusal {
            Refusal::Misfit(_) | Refusal::Held(Hold::FoundFaulty) => LeftOutWhy::Input,
            Refusal::NotOpen(_) => LeftOutWhy::Step,
            Refusal::Changed(_) => LeftOutWhy::Moved,
            Refusal::Held(hold) => match hold {
                Hold::NoOperation => return self.unsupported(),
                Hold::ClaimHeld | Hold::StandsStill | Hold::Kept => LeftOutWhy::Held,
                Hold::UnderWay => LeftOutWhy::UnderWay,
                Hold::JustDone => LeftOutWhy::Done,
                Hold::NotBack => LeftOutWhy::Early,
                Hold::ReturnUntold => LeftOutWhy::Untold,
                _ => LeftOutWhy::Step,
            },
        };
        Ok(self.left_out(why, refusal.sentence()))
    }

    /// A claim whose marketplace has no such operation: why, and where to do it instead.
    fn unsupported(&self) -> Result<LeftOut, Problem> {
        let door = self.desk.door(&self.choice.account)?;
        let kind = ActionKind::of_claim(self.row.claim.kind, self.choice.verb);
        let support = kind.and_then(|kind| door.market().ok()?.capabilities().actions.get(&kind));
        let (reason, link) = match support {
            Some(Support::Unavailable { reason, link }) => (reason.clone(), Some((*link).to_owned())),
            _ => (Hold::NoOperation.sentence(), None),
        };
        Ok(LeftOut { link, ..self.left_out(LeftOutWhy::Unsupported, reason) })
    }

    /// The claim, left out.
    fn left_out(&self, why: LeftOutWhy, reason: Sentence) -> LeftOut {
        let claim = &self.row.claim;
        let told_at = match self.told {
            Reread::Told(Some(Fact::Withdrawn { at, .. })) => *at,
            _ => (claim.step == ClaimStep::Withdrawn).then_some(claim.changed_at),
        };
        LeftOut {
            account: claim.account.clone(),
            marketplace: claim.marketplace,
            claim: claim.claim.clone(),
            kind: claim.kind,
            order: claim.order.clone(),
            product: product(&self.row),
            why,
            reason,
            pieces: (why == LeftOutWhy::Quantity).then(|| (self.choice.seen.quantity, claim.quantity())),
            at: told_at.filter(|_| why == LeftOutWhy::Withdrawn),
            link: None,
        }
    }

    /// The claim with what would really be done to it.
    fn goes(&self, kind: ActionKind, act: ClaimActRequest) -> Result<PlannedClaim, Problem> {
        let door = self.desk.door(&self.choice.account)?;
        let capabilities = door.market()?.capabilities();
        let claim = &self.row.claim;
        let money = money::leaves(capabilities, kind, claim, self.row.amount);
        Ok(PlannedClaim {
            marketplace: claim.marketplace,
            order: claim.order.clone(),
            product: product(&self.row),
            kind,
            press: ClaimPress {
                account: claim.account.clone(),
                claim: claim.claim.clone(),
                act,
                seen: stamp(&self.row),
            },
            brief: capabilities.briefs.get(&kind).map(|brief| brief.words.clone()),
            consequence: consequence(capabilities, kind),
            money,
            amount: (money != MoneyLeaves::None).then(|| money::back(claim, self.row.amount)).flatten(),
            undoable: capabilities.takes_back(kind),
            late: matches!(self.told, Reread::Late),
        })
    }
}

/// What a marketplace asks for is not given along with many claims at once.
const NO_INPUT: Sentence = Sentence::fixed(
    "마켓이 사유나 송장을 요구합니다. 이 건만 골라 입력하세요.",
    "The marketplace asks for a reason or an invoice. Select it alone and enter it.",
);

/// What an operation really does, in full.
fn consequence(capabilities: &Capabilities, kind: ActionKind) -> Option<Sentence> {
    let composed = || match capabilities.actions.get(&kind) {
        Some(Support::Composed(how)) => Some(how.clone()),
        _ => None,
    };
    capabilities.consequences.get(&kind).cloned().or_else(composed)
}

/// The first product of a claim, as the claim or its line names it.
pub(crate) fn product(row: &ClaimRow) -> String {
    let own = row.claim.lines.iter().map(|line| &line.product);
    let lines = row.parts.iter().flatten().map(|line| &line.product);
    own.chain(lines).find(|product| !product.is_empty()).cloned().unwrap_or_default()
}
