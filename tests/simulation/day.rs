//! Every marketplace at once, read within its limits.

use anyhow::{Context, Result, ensure};
use chrono::TimeDelta;
use tests::figures::Figure;
use tests::simulation::{Day, DayFigures, live_a_day};

/// What is permitted is used while there is a past to read.
const LEAST_USED: f64 = 0.95;
/// The same beside other tests: the clock may step on while a busy computer lets the desk wait.
const LEAST_USED_IN_COMPANY: f64 = 0.6;
/// What a list may wait for those before it in a round.
const A_ROUND: TimeDelta = TimeDelta::seconds(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_few_hours_of_every_marketplace_stay_within_their_limits() -> Result<()> {
    let day = Day { seed: 1, hours: 3, backlog: 60, orders_an_hour: 4 };
    let all = live_a_day(day).await?;
    all.iter().try_for_each(judge).with_context(|| format!("{all:#?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "lives for a day; prints figures"]
async fn figure_of_a_day() -> Result<()> {
    let day = Day { seed: 1, hours: 24, backlog: 300, orders_an_hour: 4 };
    for figures in live_a_day(day).await? {
        print(&figures)?;
    }
    Ok(())
}

/// Nothing was refused for our own haste, and everything was seen in time.
fn judge(figures: &DayFigures) -> Result<()> {
    ensure!(figures.too_many == 0, "refused for too many calls: {figures:#?}");
    let (orders, claims) = figures.happened;
    ensure!(orders > 0 && claims > 0, "nothing happened: {figures:#?}");
    ensure!(figures.unseen == 0, "never shown: {figures:#?}");
    for seen in [figures.orders, figures.claims] {
        ensure!(seen.slowest <= seen.interval + A_ROUND, "shown late: {figures:#?}");
    }
    ensure!(figures.used >= LEAST_USED_IN_COMPANY, "slower than permitted: {figures:#?}");
    Ok(())
}

fn print(figures: &DayFigures) -> Result<()> {
    let name = |what: &str| format!("a day, {}: {what}", figures.marketplace.code());
    let seconds = |time: TimeDelta| time.num_milliseconds() as f64 / 1_000.0;
    Figure::plain(name("calls"), figures.calls as f64, "").print()?;
    Figure::plain(name("orders"), figures.happened.0 as f64, "").print()?;
    Figure::plain(name("cancels"), figures.happened.1 as f64, "").print()?;
    Figure::plain(name("first collection"), seconds(figures.backlog), "s").print()?;
    Figure::at_most(name("pace left unused meanwhile"), 1.0 - figures.used, "", 1.0 - LEAST_USED).print()?;
    Figure::at_most(name("refused for too many calls"), figures.too_many as f64, "", 0.0).print()?;
    Figure::at_most(name("never shown"), figures.unseen as f64, "", 0.0).print()?;
    for (what, seen) in [("order", figures.orders), ("cancel", figures.claims)] {
        let bar = seconds(seen.interval + A_ROUND);
        Figure::at_most(name(&format!("slowest {what} to be shown")), seconds(seen.slowest), "s", bar)
            .print()?;
    }
    Ok(())
}
