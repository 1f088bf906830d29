//! A queue of 5,000 open claims. The inbox at 10,000 and at 1,000,000 lines: pages of five views, jumps, search, counts and bulk merging,
//! each beside the same statement on bare rusqlite with the same cipher, on the same file, in the same run.

mod bare;
mod queue;
mod shop;

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use chrono::Utc;
use domain::Status;
use store::{InboxQuery, PageAt, Sort, Store, StoreKey};
use tests::figures::{Figure, percentile};

/// Rows of a page, as the window asks for them.
const PAGE: u32 = 200;
/// Timed calls of every figure.
const CALLS: u32 = 300;
/// A page of the inbox may take this many milliseconds at the 99th percentile.
const PAGE_BAR: f64 = 5.0;
/// Our page and search beside the bare statement.
const RATIO_BAR: f64 = 1.5;

fn main() -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(queue::measure())?;
    let lines = std::env::var("MOADESK_BENCH_LINES").ok().map_or(Ok(1_000_000), |text| text.parse())?;
    let small = Bench::build(10_000)?;
    let large = Bench::build(lines)?;
    for figure in &large.merging {
        figure.print()?;
    }
    for (name, query) in views() {
        let few = small.pages(name, &query)?;
        let many = large.pages(name, &query)?;
        many.print(&few)?;
    }
    large.search()?;
    large.counts()
}

/// The five views of the inbox.
fn views() -> [(&'static str, InboxQuery); 5] {
    let of =
        |statuses: &[Status], sort| InboxQuery { statuses: statuses.to_vec(), sort, ..InboxQuery::default() };
    [
        ("new", of(&[Status::Paid], Sort::Oldest)),
        ("to_ship", of(&[Status::Preparing], Sort::Oldest)),
        ("in_transit", of(&[Status::Shipped, Status::Delivering], Sort::Newest)),
        ("done", of(&[Status::Delivered, Status::Confirmed], Sort::Newest)),
        ("all", of(&[], Sort::Newest)),
    ]
}

/// A store of one size, with a bare connection to the same file.
struct Bench {
    lines: u32,
    store: Store,
    bare: bare::Bare,
    merging: Vec<Figure>,
    _folder: tempfile::TempDir,
}

/// What was measured of one view: milliseconds.
struct Pages {
    view: &'static str,
    lines: u32,
    ours: Vec<f64>,
    bare: Vec<f64>,
    jumps: Vec<f64>,
}

impl Bench {
    /// Fills a store through the same door that collecting uses.
    fn build(lines: u32) -> Result<Bench> {
        let folder = tempfile::tempdir()?;
        let key = StoreKey::from_hex(&"5a".repeat(32))?;
        let store = Store::open(folder.path(), &key, Utc::now())?;
        store.put_account(&shop::account())?;
        let start = Instant::now();
        for facts in shop::batches(lines) {
            store.merge(&shop::account().id, &facts, Utc::now())?;
        }
        let rate = f64::from(lines) / start.elapsed().as_secs_f64();
        let file = database(folder.path())?;
        let bare = bare::Bare::open(&file)?;
        let bare_rate = bare::insert_rate(folder.path(), lines.min(100_000))?;
        let name = |what: &str| format!("merge.{what}.{lines}");
        let merging = vec![
            Figure::plain(name("lines_per_second"), rate, "lines/s"),
            Figure::plain(name("bare_upserts_per_second"), bare_rate, "lines/s"),
            Figure::plain(name("bare_over_ours"), bare_rate / rate, "ratio"),
            Figure::plain(
                format!("file.bytes_per_line.{lines}"),
                file.metadata()?.len() as f64 / f64::from(lines),
                "bytes",
            ),
        ];
        Ok(Bench { lines, store, bare, merging, _folder: folder })
    }

    /// Times pages from random places: ours and the bare statement in turn, then jumps of the scroll bar.
    fn pages(&self, view: &'static str, query: &InboxQuery) -> Result<Pages> {
        let total = self.store.page(query, PageAt::Row(0), 1)?.total;
        let mut random = shop::Dice::new(7);
        let mut pages =
            Pages { view, lines: self.lines, ours: Vec::new(), bare: Vec::new(), jumps: Vec::new() };
        for _ in 0..CALLS {
            let row = random.below(total.saturating_sub(PAGE).max(1));
            let (landing, jump) = timed(|| self.store.page(query, PageAt::Row(row), PAGE))?;
            let key = landing.rows.first().context("an empty view cannot be measured")?.key.clone();
            let place = self.bare.place(&landing.rows[0].line)?;
            let (ours, time) = timed(|| self.store.page(query, PageAt::After(key.clone()), PAGE))?;
            // The jump has warmed our cache for this page, so the bare connection may look once before it is timed.
            self.bare.page(query, place, PAGE)?;
            let (bare, bare_time) = timed(|| self.bare.page(query, place, PAGE))?;
            let same =
                ours.rows.iter().map(|row| row.line.as_str()).eq(bare.iter().map(|row| row.line.as_str()));
            anyhow::ensure!(same, "{view}: the bare statement reads other rows than the store");
            pages.jumps.push(jump);
            pages.ours.push(time);
            pages.bare.push(bare_time);
        }
        Ok(pages)
    }

    /// Times search for a name, a product word, an order number's end and the last digits of a telephone.
    fn search(&self) -> Result<()> {
        for shop::Search { name, text, expression } in shop::SEARCHES {
            let query = InboxQuery { text: Some(text.to_owned()), ..InboxQuery::default() };
            let (mut ours, mut bare, mut found) = (Vec::new(), Vec::new(), 0);
            for _ in 0..CALLS / 3 {
                let (page, time) = timed(|| self.store.page(&query, PageAt::Row(0), PAGE))?;
                let (rows, bare_time) = timed(|| self.bare.search(expression, PAGE))?;
                anyhow::ensure!(
                    page.rows.len() == rows.len(),
                    "{name}: the bare search finds another number of rows"
                );
                found = page.rows.len();
                ours.push(time);
                bare.push(bare_time);
            }
            anyhow::ensure!(found > 0, "{name}: nothing was found");
            let name = |what: &str| format!("search.{name}.{what}.{}", self.lines);
            Figure::plain(name("p50"), percentile(&mut ours, 0.5), "ms").print()?;
            Figure::plain(name("p99"), percentile(&mut ours, 0.99), "ms").print()?;
            let ratio = percentile(&mut ours, 0.5) / percentile(&mut bare, 0.5);
            Figure::at_most(name("ours_over_bare"), ratio, "ratio", RATIO_BAR).print()?;
        }
        Ok(())
    }

    /// Times the counters of the views beside the count that scans.
    fn counts(&self) -> Result<()> {
        let mut ours = Vec::new();
        for _ in 0..CALLS {
            ours.push(timed(|| self.store.counts())?.1);
        }
        let (_, scan) = timed(|| self.bare.counts())?;
        let name = |what: &str| format!("counts.{what}.{}", self.lines);
        Figure::plain(name("p50"), percentile(&mut ours, 0.5), "ms").print()?;
        Figure::plain(name("p99"), percentile(&mut ours, 0.99), "ms").print()?;
        Figure::plain(name("bare_group_by"), scan, "ms").print()?;
        Ok(())
    }
}

impl Pages {
    /// Prints the figures, the growth since the small store among them.
    fn print(mut self, small: &Pages) -> Result<()> {
        let (view, lines) = (self.view, self.lines);
        let name = |what: &str| format!("page.{view}.{what}.{lines}");
        let p50 = percentile(&mut self.ours, 0.5);
        Figure::plain(name("p50"), p50, "ms").print()?;
        Figure::at_most(name("p99"), percentile(&mut self.ours, 0.99), "ms", PAGE_BAR).print()?;
        Figure::at_most(name("ours_over_bare"), p50 / percentile(&mut self.bare, 0.5), "ratio", RATIO_BAR)
            .print()?;
        let growth = p50 / percentile(&mut small.ours.clone(), 0.5);
        Figure::at_most(format!("page.{view}.p50_over_{}", small.lines), growth, "ratio", RATIO_BAR)
            .print()?;
        Figure::plain(name("jump_p50"), percentile(&mut self.jumps, 0.5), "ms").print()?;
        Figure::at_most(name("jump_p99"), percentile(&mut self.jumps, 0.99), "ms", PAGE_BAR).print()?;
        Ok(())
    }
}

/// What `call` gives, and the milliseconds it took.
fn timed<T, E>(call: impl FnOnce() -> Result<T, E>) -> Result<(T, f64), E> {
    let start = Instant::now();
    let value = call()?;
    Ok((value, start.elapsed().as_secs_f64() * 1_000.0))
}

/// The database among the store's files: the largest.
fn database(folder: &Path) -> Result<std::path::PathBuf> {
    let files = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let largest =
        files.into_iter().filter(|file| file.path().extension().is_some_and(|ending| ending == "db"));
    let largest = largest.max_by_key(|file| file.metadata().map_or(0, |data| data.len()));
    Ok(largest.context("the store has no file")?.path())
}
