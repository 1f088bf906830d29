//! `docs/deadlines.md` is what the clocks count by. Run with `MOADESK_WRITE_DOCS=1` to write it anew.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use domain::Marketplace;
use domain::calendar::{HOLIDAYS, LAST_YEAR};
use domain::deadline::{Confidence, RULES, Rule, Severity};

const HEAD: &str = "# When waiting costs something\n\nWritten by `tests/tests/deadlines.rs` from the rules by which the \
    desk counts. Each one stands here because a source says it; what a source is not sure of is marked and shown as an \
    estimate (추정). A rule without a term is known to exist, but no page says when it bites: it is shown without a moment \
    (때 모름), behind what has one, until the owner gives it a term. The owner can change every term, switch rules off, and open or close days.\n\nTimes are \
    those of Korea. Working days are Monday to Friday without the public holidays below. Of several rules the earliest \
    is shown. A claim in which the seller can do nothing has no deadline.\n";

#[test]
fn the_page_of_deadlines_is_what_the_clocks_count_by() -> Result<()> {
    let page = page();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/deadlines.md");
    if std::env::var_os("MOADESK_WRITE_DOCS").is_some() {
        std::fs::write(&path, &page)?;
    }
    let kept = std::fs::read_to_string(&path).with_context(|| format!("{} is missing", path.display()))?;
    ensure!(kept == page, "docs/deadlines.md is out of date; run this test with MOADESK_WRITE_DOCS=1");
    Ok(())
}

/// The whole page.
fn page() -> String {
    let mut page = HEAD.to_owned();
    for marketplace in Marketplace::ALL {
        page += &of_marketplace(marketplace);
    }
    page + &holidays()
}

/// The rules of one marketplace.
fn of_marketplace(marketplace: Marketplace) -> String {
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| rule.marketplace == marketplace).collect();
    let mut page = format!("\n## {}\n\n", marketplace.code());
    if rules.is_empty() {
        return page + "No source tells a term.\n";
    }
    page += "| rule | about | counts from | until | then | sure | source |\n|---|---|---|---|---|---|---|\n";
    rules.into_iter().fold(page, |page, rule| page + &row(rule))
}

/// One rule.
fn row(rule: &Rule) -> String {
    let severity = match rule.cost.severity() {
        Severity::Money => "money or goods leave",
        Severity::Penalty => "penalty",
        Severity::Delay => "delay",
    };
    let sure = match rule.confidence {
        Confidence::Documented => "documented",
        Confidence::Unverified => "unverified",
    };
    format!(
        "| `{}` | {} | {} | {} | {} ({severity}): {} | {sure} | {} |\n",
        rule.id,
        rule.about.1,
        rule.from.words().en,
        rule.term.map_or_else(|| "(no term is known)".into(), |term| term.words().en),
        rule.cost.word().ko,
        rule.what.1,
        rule.source
    )
}

/// The table of holidays.
fn holidays() -> String {
    let mut page = format!(
        "\n## Public holidays\n\nFrom 「관공서의 공휴일에 관한 규정」 (대통령령 제36290호) and the yearly 월력요항, with \
         the holidays set later; known through {LAST_YEAR}. May 1st and July 17th are public holidays since 2026.\n\n"
    );
    let mut years: Vec<i32> = HOLIDAYS.iter().map(|row| row.0).collect();
    years.dedup();
    for year in years {
        let days: Vec<String> = HOLIDAYS
            .iter()
            .filter(|row| row.0 == year)
            .map(|(_, month, day, name)| format!("{month}.{day} {name}"))
            .collect();
        page += &format!("- **{year}**: {}\n", days.join(" · "));
    }
    page
}
