//! Every state of a claim, every verb, every marketplace.
//!
//! The states are not listed but found: from every place where a claim can be asked for, every verb that the
//! marketplace takes and everything that happens without the seller leads on, until nothing new is seen. In every
//! state each of the twelve verbs is either offered, and then the marketplace carries it out, or it is not, and then
//! there is a reason and the marketplace refuses it when it is sent all the same. What the marketplace would take and the
//! desk does not offer, and every step that no way leads to, stands in a table with its reason.

mod legal;
mod picture;
mod study;
mod unreached;
pub(crate) mod way;

use std::collections::{BTreeMap, VecDeque};

use anyhow::{Result, ensure};
use domain::{ClaimKind, ClaimVerb, Marketplace};
use tests::desk::Desk;
use tests::figures::Figure;
use tests::world::{Deed, World};

use self::picture::Picture;
use self::study::{Round, Tally};
use self::way::{From, Move, Seat, Way, lay};
use crate::worlds::Sides;

/// How many claims are laid at once: a shop of its own for each round keeps the lists short.
const AT_ONCE: usize = 60;
/// How many times claims are laid at most: some come out differently by chance.
const ROUNDS: u64 = 40;
/// How many ways to a state are kept.
const WAYS: usize = 4;
/// How often each verb is pressed in each state: a claim on one piece and one on many may go on differently.
const PRESSES: usize = 2;

/// What is to be seen of a state, each with a claim of its own unless it leaves the claim as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// What the desk shows, and every verb that it does not offer.
    Shown,
    /// A verb that is offered is pressed.
    Press(ClaimVerb),
    /// The same, and the claim moves in the moment before.
    Overtaken(ClaimVerb),
    /// Something happens without the seller.
    Deed(Deed),
    /// The claim that took the place of a converted one.
    Heir,
}

/// What is known of a state.
struct Known {
    /// Some ways end differently by chance, so that more than one is known where there is.
    ways: Vec<Way>,
    tasks: VecDeque<Task>,
}

/// The search.
struct Search {
    marketplace: Marketplace,
    known: BTreeMap<Picture, Known>,
    tally: Tally,
}

/// Goes through all states of a marketplace and prints what was found.
pub(crate) async fn matrix<W, Opened>(open: fn(u64) -> Opened) -> Result<()>
where
    W: World,
    Opened: Future<Output = Result<Sides<W>>>,
{
    let desk = opened(open(0).await?.desk).await?;
    let marketplace = desk.world.market().marketplace();
    let mut search = Search { marketplace, known: BTreeMap::new(), tally: Tally::default() };
    search.begin(&desk).await?;
    for round in 1..=ROUNDS {
        let ways = search.wanted(round);
        if ways.is_empty() {
            break;
        }
        search.round(&opened(open(round).await?.desk).await?, ways).await?;
    }
    search.judge()
}

/// A desk that knows the couriers.
pub(crate) async fn opened<W: World>(world: W) -> Result<Desk<W>> {
    let desk = Desk::open(world).await?;
    desk.engine.couriers(desk.account.clone()).await?;
    Ok(desk)
}

impl Search {
    /// A claim of each kind from each place where one can be asked for, on few pieces and on many.
    async fn begin<W: World>(&mut self, desk: &Desk<W>) -> Result<()> {
        let kinds = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange];
        let places = kinds.into_iter().flat_map(|kind| From::ALL.into_iter().map(move |from| (kind, from)));
        let ways = places
            .flat_map(|(kind, from)| std::iter::repeat_n(Way { kind, from, moves: Vec::new() }, 2 * PRESSES));
        for seat in lay(desk, ways.collect()).await? {
            self.note(&seat.picture, &seat.way);
        }
        Ok(())
    }

    /// A state that may be new.
    fn note(&mut self, picture: &Picture, way: &Way) {
        if let Some(known) = self.known.get_mut(picture) {
            if known.ways.len() < WAYS {
                known.ways.push(way.clone());
            }
            return;
        }
        let offered: Vec<ClaimVerb> = legal::offered(self.marketplace, picture);
        let mut tasks = VecDeque::from([Task::Shown]);
        tasks.extend(offered.iter().map(|verb| Task::Overtaken(*verb)));
        tasks.extend(offered.iter().flat_map(|verb| [Task::Press(*verb); PRESSES]));
        // What happens to the line of a claim that is over is another claim's.
        if !picture.step.is_terminal() {
            tasks.extend(Deed::ALL.map(Task::Deed));
        }
        if way.moves.last() == Some(&Move::Verb(ClaimVerb::Convert)) {
            tasks.push_back(Task::Heir);
        }
        self.known.insert(picture.clone(), Known { ways: vec![way.clone()], tasks });
    }

    /// The ways of the next round: a claim for every press in every state that was not looked at yet, and
    /// some more, ever more as long as a state does not come about again.
    fn wanted(&self, round: u64) -> Vec<Way> {
        let mut ways = Vec::new();
        for known in self.known.values().filter(|known| !known.tasks.is_empty()) {
            let pressed = |task: &&Task| matches!(task, Task::Press(_) | Task::Overtaken(_));
            let seats =
                known.tasks.iter().filter(pressed).count() + 2 + usize::try_from(round).unwrap_or_default();
            ways.extend(known.ways.iter().cycle().take(seats).cloned());
        }
        ways.truncate(AT_ONCE);
        ways
    }

    /// Lays claims and uses them for what is still to be seen of their states.
    async fn round<W: World>(&mut self, desk: &Desk<W>, ways: Vec<Way>) -> Result<()> {
        let mut seats: BTreeMap<Picture, Vec<Seat>> = BTreeMap::new();
        for seat in lay(desk, ways).await? {
            self.note(&seat.picture, &seat.way);
            seats.entry(seat.picture.clone()).or_default().push(seat);
        }
        let mut round = Round::new(desk, &mut self.tally);
        for (picture, mut seats) in seats {
            let Some(known) = self.known.get_mut(&picture) else { continue };
            while let Some(task) = known.tasks.front().copied() {
                let Some(seat) = seats.pop() else { break };
                known.tasks.pop_front();
                seats.extend(round.see(seat, task).await);
            }
        }
        for (picture, way) in round.press_all().await? {
            self.note(&picture, &way);
        }
        Ok(())
    }

    /// Prints what was counted, and fails for what is not as it must be.
    fn judge(mut self) -> Result<()> {
        let open = self.known.iter().filter(|(_, known)| !known.tasks.is_empty());
        let open: Vec<_> = open
            .map(|(picture, known)| format!("{picture:?}: {:?}, by {:?}", known.tasks, known.ways))
            .collect();
        ensure!(open.is_empty(), "never laid again: {open:#?}");
        let pictures: Vec<_> = self.known.keys().collect();
        let reached = unreached::judge(self.marketplace, &pictures, &mut self.tally);
        self.tally.wrong.extend(reached.err().map(|error| error.to_string()));
        self.tally.print(self.marketplace.code(), self.known.len())?;
        let wrong = &self.tally.wrong;
        ensure!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
        Ok(())
    }
}

/// A line of figures about one marketplace.
fn figure(marketplace: &str, what: &str, value: usize) -> Figure {
    Figure::plain(format!("claim matrix, {marketplace}: {what}"), value as f64, "")
}
