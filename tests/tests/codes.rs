//! `docs/codes.md` is what the connectors read by. Run with `MOADESK_WRITE_DOCS=1` to write it anew.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use domain::{
    ClaimKind, ClaimState, ClaimStep, ClaimVerb, DigitRule, Fault, Marketplace, Quantity, Stage, Status,
    status::ClaimOnLine,
};
use market::carriers::CARRIERS;
use market::{ClaimCode, CodeTable, CodeWords, Codes, LineCode, capabilities, codes};

const HEAD: &str = "# What the codes of the marketplaces mean\n\nWritten by `tests/tests/codes.rs`, which asks the \
    connectors' own translations. *Stage* and *step* are the desk's words for where a line and a claim stand, the \
    *status* is the one that a person filters by.\n\nA code that stands nowhere here is kept and shown as it came: its \
    stage or step is UNKNOWN, and nothing is offered to be done to it. Where two fields decide, the second one \
    stands under *when*, below the row that holds otherwise.\n\nA line has one status: that of its open claim, else \
    of the claims that took its last piece, else of its stage. An order is shown by its lines.\n";

const STEPS: &str = "\n| step of a claim | cancel | return | exchange |\n|---|---|---|---|\n";

#[test]
fn the_page_of_codes_is_what_the_connectors_read_by() -> Result<()> {
    let page = page()?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/codes.md");
    if std::env::var_os("MOADESK_WRITE_DOCS").is_some() {
        std::fs::write(&path, &page)?;
    }
    let kept = std::fs::read_to_string(&path).with_context(|| format!("{} is missing", path.display()))?;
    ensure!(kept == page, "docs/codes.md is out of date; run this test with MOADESK_WRITE_DOCS=1");
    Ok(())
}

#[test]
fn no_code_says_two_things() {
    for marketplace in Marketplace::ALL {
        let codes = codes(marketplace);
        let lines = codes.lines.iter().map(|line| format!("{} {}", line.raw, line.when));
        let claims =
            codes.claims.iter().map(|claim| format!("{:?} {} {}", claim.kind, claim.raw, claim.when));
        let words = codes
            .tables
            .iter()
            .flat_map(|table| table.rows.iter().map(move |row| format!("{} {}", table.field, row.code)));
        let mut seen = BTreeSet::new();
        for code in lines.chain(claims).chain(words) {
            assert!(seen.insert(code.clone()), "{marketplace:?} tells {code} twice");
        }
    }
}

#[test]
fn every_marketplace_reaches_every_status() {
    for marketplace in Marketplace::ALL {
        let Codes { lines, claims, .. } = codes(marketplace);
        let of_lines = lines.iter().filter_map(|line| line.stage).map(Status::of);
        let of_claims = claims.iter().filter_map(|claim| status(claim.kind, claim.step));
        let reached: Vec<Status> = of_lines.chain(of_claims).collect();
        for status in Status::ALL {
            // Coupang alone tells what was handed over from what is on its way, and shows nothing that waits for money.
            let had = match status {
                Status::Shipped => marketplace == Marketplace::Coupang,
                Status::Unknown => marketplace != Marketplace::Coupang,
                _ => true,
            };
            assert_eq!(reached.contains(&status), had, "{marketplace:?} {status:?}");
        }
    }
}

#[test]
fn nothing_is_offered_at_a_step_that_is_not_known() {
    for kind in [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange] {
        let state = ClaimState { kind, step: ClaimStep::Unknown };
        assert!(ClaimVerb::ALL.into_iter().all(|verb| !state.admits(verb)), "{kind:?}");
        assert!(!state.step.is_terminal(), "a {kind:?} of which nothing is known would leave its queue");
    }
}

/// The whole page.
fn page() -> Result<String> {
    let mut page = HEAD.to_owned() + STEPS;
    for step in ClaimStep::ALL {
        let kinds = [ClaimKind::Cancel, ClaimKind::Return, ClaimKind::Exchange];
        let cells = kinds.map(|kind| of_claim(kind, step)).into_iter().collect::<Result<Vec<_>>>()?;
        page += &format!("| {} | {} |\n", word(step)?, cells.join(" | "));
    }
    for (names, codes) in alike() {
        page += &format!("\n## {names}\n\n{}", of_marketplace(&codes)?);
    }
    Ok(page + &couriers()?)
}

/// The marketplaces with their codes, those that have the same ones together.
fn alike() -> Vec<(String, Codes)> {
    let mut told: Vec<(String, Codes)> = Vec::new();
    for marketplace in Marketplace::ALL {
        let own = codes(marketplace);
        match told.iter_mut().find(|(_, codes)| *codes == own) {
            Some((names, _)) => *names += &format!(", {}", marketplace.code()),
            None => told.push((marketplace.code().to_owned(), own)),
        }
    }
    told
}

/// One marketplace, or several.
fn of_marketplace(codes: &Codes) -> Result<String> {
    let mut page = "| of a line | when | stage | status |\n|---|---|---|---|\n".to_owned();
    page += &rows(codes.lines.iter().map(of_line).collect::<Result<_>>()?);
    page += "\n| of a claim | when | kind | step | status |\n|---|---|---|---|---|\n";
    page += &rows(codes.claims.iter().map(of_claim_code).collect::<Result<_>>()?);
    page += "\n";
    for fault in &codes.faults {
        page += &format!("- `{}`: {}\n", fault.raw, word(fault.fault)?);
    }
    for table in &codes.tables {
        page += &of_table(table)?;
    }
    Ok(page)
}

/// A row of a table: its status, of which kind it is, and its other cells.
struct Row {
    raw: String,
    kind: String,
    cells: String,
}

/// A line's code.
fn of_line(line: &LineCode) -> Result<Row> {
    let (stage, status) = match line.stage {
        Some(stage) => (word(stage)?, word(Status::of(stage))?),
        None => ("(stays)".to_owned(), "(of its claim)".to_owned()),
    };
    let cells = format!("{} | {stage} | {status}", line.when);
    Ok(Row { raw: line.raw.clone(), kind: String::new(), cells })
}

/// A claim's code.
fn of_claim_code(claim: &ClaimCode) -> Result<Row> {
    let (kind, step) = (word(claim.kind)?, word(claim.step)?);
    let held = if claim.held { ", held" } else { "" };
    let status = of_claim(claim.kind, claim.step)?;
    let cells = format!("{} | {kind} | {step}{held} | {status}", claim.when);
    Ok(Row { raw: claim.raw.clone(), kind, cells })
}

/// The rows of a table, statuses of one field that say the same in every situation together.
fn rows(rows: Vec<Row>) -> String {
    let mut statuses: Vec<(String, String, Vec<String>)> = Vec::new();
    for Row { raw, kind, cells } in rows {
        match statuses.last_mut() {
            Some((known, of, said)) if *known == raw && *of == kind => said.push(cells),
            _ => statuses.push((raw, kind, vec![cells])),
        }
    }
    let mut together: Vec<(String, String, Vec<String>)> = Vec::new();
    for (raw, _, said) in statuses {
        let (field, code) = raw.split_once(' ').unwrap_or((&raw, ""));
        match together.iter_mut().find(|(known, _, same)| known == field && *same == said) {
            Some((_, codes, _)) => *codes += &format!(", {code}"),
            None => together.push((field.to_owned(), code.to_owned(), said)),
        }
    }
    let shown = |(field, codes, said): &(String, String, Vec<String>)| {
        format!("| {field} {codes} | {} |\n", said.join(" |\n| | "))
    };
    together.iter().map(shown).collect()
}

/// The codes of one field.
fn of_table(table: &CodeTable) -> Result<String> {
    let row = |row: &CodeWords| {
        let fault = row.fault.filter(|fault| *fault != Fault::Unstated).map(word).transpose()?;
        Ok(format!(
            "`{}` {}{}",
            row.code,
            row.words,
            fault.map(|fault| format!(" *({fault})*")).unwrap_or_default()
        ))
    };
    let rows = table.rows.iter().map(row).collect::<Result<Vec<_>>>()?;
    Ok(format!("- **{}**: {}\n", table.field, rows.join(" · ")))
}

/// The status of a line with a claim on the whole of it, in words.
fn of_claim(kind: ClaimKind, step: ClaimStep) -> Result<String> {
    status(kind, step).map_or_else(|| Ok("(of its stage)".to_owned()), word)
}

/// The same; `None` where the claim leaves the line as it was.
fn status(kind: ClaimKind, step: ClaimStep) -> Option<Status> {
    let whole = Quantity { ordered: 1, canceled: 0, held: 0 };
    let status = Status::derive(Stage::Unknown, whole, &[ClaimOnLine { kind, step, quantity: 1 }]);
    Some(status).filter(|status| *status != Status::Unknown)
}

/// The couriers: those that several marketplaces know, then the whole table of each.
fn couriers() -> Result<String> {
    let names: Vec<&str> = Marketplace::ALL.iter().map(|marketplace| marketplace.code()).collect();
    let mut page = format!(
        "\n## Couriers\n\nGrip's codes are told by its own list; there a courier is found by its name.\n\n\
         | courier | its numbers | {} |\n|---|---|{}\n",
        names.join(" | "),
        "---|".repeat(names.len())
    );
    for carrier in CARRIERS {
        let codes = Marketplace::ALL.map(|marketplace| carrier.code_at(marketplace).unwrap_or_default());
        page += &format!("| {} | {} | {} |\n", carrier.name, rule(carrier.digit_rule()), codes.join(" | "));
    }
    page += "\n";
    for marketplace in Marketplace::ALL {
        let table = capabilities(marketplace).couriers;
        let entries: Vec<String> =
            table.iter().map(|courier| format!("`{}` {}", courier.code, courier.name)).collect();
        page += &format!("- **{}** ({}): {}\n", marketplace.code(), entries.len(), entries.join(" · "));
    }
    Ok(page)
}

/// What a courier's numbers look like.
fn rule(rule: DigitRule) -> String {
    let either = |lengths: &[u8]| lengths.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    match rule {
        DigitRule::Lengths(lengths) => format!("{} digits", either(lengths)),
        DigitRule::Between(least, most) => format!("{least} to {most} digits"),
        DigitRule::Alphanumeric(lengths) => format!("{} letters and digits", either(lengths)),
        DigitRule::Digits => "digits".to_owned(),
        DigitRule::Unstated => String::new(),
        DigitRule::NoNumber => "none".to_owned(),
    }
}

/// The word of a value in files and commands.
fn word(named: impl serde::Serialize) -> Result<String> {
    Ok(serde_json::to_value(named)?.as_str().context("not a word")?.to_owned())
}
