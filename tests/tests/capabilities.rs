//! `docs/capabilities.md` is what the code says. Run with `MOADESK_WRITE_DOCS=1` to write it anew.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use domain::{ActionKind, Marketplace};
use market::{Brief, Capabilities, Reading, Support, capabilities};

const HEAD: &str = "# What each marketplace lets a seller do\n\nWritten by `tests/tests/capabilities.rs` from the \
    capability tables that the buttons are made of.\n\n- **native**: by a call made for it\n- **composed**: by what \
    the marketplace does offer\n- **local**: by the desk alone\n- **unavailable**: not at all; the desk says why and \
    leads to the seller centre\n- *(experimental)*: no official document confirms it\n";

#[test]
fn the_page_of_capabilities_is_what_the_code_says() -> Result<()> {
    let page = page(&Marketplace::ALL.map(|marketplace| (marketplace, capabilities(marketplace))))?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/capabilities.md");
    if std::env::var_os("MOADESK_WRITE_DOCS").is_some() {
        std::fs::write(&path, &page)?;
    }
    let kept = std::fs::read_to_string(&path).with_context(|| format!("{} is missing", path.display()))?;
    ensure!(kept == page, "docs/capabilities.md is out of date; run this test with MOADESK_WRITE_DOCS=1");
    Ok(())
}

/// The whole page.
fn page(markets: &[(Marketplace, Capabilities)]) -> Result<String> {
    let names: Vec<&str> = markets.iter().map(|(marketplace, _)| marketplace.code()).collect();
    let mut page =
        format!("{HEAD}\n| operation | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    for kind in ActionKind::ALL {
        let cells = markets.iter().map(|(_, table)| cell(table, kind)).collect::<Result<Vec<_>>>()?;
        page += &format!("| {} | {} |\n", word(kind)?, cells.join(" | "));
    }
    page += &format!("\n| what is read | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    for reading in Reading::ALL {
        let cells = markets.iter().map(|(_, table)| told(table, reading)).collect::<Result<Vec<_>>>()?;
        page += &format!("| {} | {} |\n", word(reading)?, cells.join(" | "));
    }
    for (marketplace, table) in markets {
        page += &format!("\n## {}: what a click really does\n\n", marketplace.code());
        for (kind, sentence) in &table.consequences {
            page += &format!("- `{}`: {} ({})\n", word(*kind)?, sentence.ko, sentence.en);
        }
        page += "\nIn a few words, on the row, and whether the buyer's money leaves by it:\n\n";
        for (kind, Brief { words, money }) in &table.briefs {
            page += &format!("- `{}`: {} ({}), money: {}\n", word(*kind)?, words.ko, words.en, word(*money)?);
        }
    }
    Ok(page)
}

/// One answer of the table.
fn cell(capabilities: &Capabilities, kind: ActionKind) -> Result<String> {
    let support = capabilities.actions.get(&kind).with_context(|| format!("{kind:?} has no answer"))?;
    let experimental = if capabilities.experimental.contains(&kind) { " *(experimental)*" } else { "" };
    Ok(answer(support, experimental))
}

/// One answer of the table of readings.
fn told(capabilities: &Capabilities, reading: Reading) -> Result<String> {
    let support =
        capabilities.readings.get(&reading).with_context(|| format!("{reading:?} has no answer"))?;
    let unconfirmed = capabilities.experimental_readings.contains(&reading);
    Ok(answer(support, if unconfirmed { " *(experimental)*" } else { "" }))
}

/// How far something is supported, in words.
fn answer(support: &Support, experimental: &str) -> String {
    match support {
        Support::Native => format!("**native**{experimental}"),
        Support::Composed(how) => format!("**composed**{experimental}: {}", how.en),
        Support::Local(how) => format!("**local**: {}", how.en),
        Support::Unavailable { reason, link } => {
            format!("**unavailable**{experimental}: {} [seller centre]({link})", reason.en)
        }
    }
}

/// The word of an operation or a reading in files and commands.
fn word(named: impl serde::Serialize) -> Result<String> {
    Ok(serde_json::to_value(named)?.as_str().context("not a word")?.to_owned())
}
