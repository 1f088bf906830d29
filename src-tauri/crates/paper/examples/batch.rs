//! Prints every document of a made-up day into a folder, and says how long each took:
//! `cargo run --release -p paper --example batch -- FOLDER COUNT`.

#![allow(clippy::unwrap_used, reason = "made-up data: what fails here is to be seen at once")]
#![allow(clippy::print_stdout, reason = "what an example is for")]

#[path = "../tests/shop/mod.rs"]
mod shop;

use std::path::Path;
use std::time::Instant;

use paper::{
    InvoiceList, LabelSheet, Labels, OrderSheet, PackingSlips, PaperError, Pick, PickingList, Printed,
};
use shop::{heading, orders, parcels, picks};

fn keep(
    folder: &Path,
    name: &str,
    count: usize,
    print: impl FnOnce() -> Result<Printed, PaperError>,
) -> anyhow::Result<()> {
    let begin = Instant::now();
    let printed = print()?;
    let (taken, size) = (begin.elapsed().as_millis(), printed.pdf.len() / 1024);
    println!(
        "{name} of {count}: {} pages, {taken} ms, {size} KiB, missing {:?}",
        printed.pages, printed.missing
    );
    std::fs::write(folder.join(format!("{name}-{count}.pdf")), printed.pdf)?;
    Ok(())
}

/// Picks of up to 400 kinds, so that the list has more than one page.
fn kinds(count: usize) -> Vec<Pick> {
    let kind = |(number, pick): (usize, Pick)| {
        let shelf = format!("{}-{:02}", ["A", "B", "C", "D"][number % 4], number % 50);
        Pick { shelf, option: format!("{} {}호", pick.option, number % 400), ..pick }
    };
    picks(count).into_iter().enumerate().map(kind).collect()
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| ".".to_owned());
    let count = arguments.next().map_or(Ok(200), |count| count.parse())?;
    let folder = Path::new(&folder);
    let list = InvoiceList { heading: heading(), parcels: parcels(count) };
    keep(folder, "invoice-list", count, || list.print())?;
    let sheet = OrderSheet { heading: heading(), orders: orders(count) };
    keep(folder, "order-sheet", count, || sheet.print())?;
    let words = "교환·반품은 받으신 날부터 7일 안에 알려 주세요. 온유상점 02-000-0000".to_owned();
    let slips =
        PackingSlips { heading: heading(), parcels: parcels(count), page_each: false, amounts: true, words };
    keep(folder, "packing-slips", count, || slips.print())?;
    let left_out = vec![
        "취소요청 1건 (극세사 주방매트 120 그레이 2개). 이 수량은 위 합계에 들어 있지 않습니다.".to_owned(),
    ];
    let list = PickingList { heading: heading(), boxes: count as u32, picks: kinds(count), left_out };
    keep(folder, "picking-list", count, || list.print())?;
    let labels = Labels { parcels: parcels(count), sheet: LabelSheet::Fourteen, used: 3 };
    keep(folder, "labels", count, || labels.print())
}
