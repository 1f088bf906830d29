//! Where things stand on the pages: what a reader of the finished PDF could not tell.

use chrono::NaiveDate;
use domain::{Receiver, Won};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof};
use proptest::{prop_assert, proptest};

use crate::frame::{LYING, Sheet, UPRIGHT};
use crate::mark::{Area, Mark, mm};
use crate::press::{Page, Press};
use crate::text::Typesetter;
use crate::{
    Goods, Heading, InvoiceList, Joined, LabelSheet, Labels, PackingSlips, Parcel, Pick, PickingList,
};

fn heading() -> Heading {
    let printed = NaiveDate::from_ymd_opt(2026, 9, 15).unwrap().and_hms_opt(10, 42, 0).unwrap();
    Heading { shop: "온유상점".to_owned(), batch: "오전".to_owned(), printed, record: "P-1".to_owned() }
}

/// A parcel of as many lines as there are names, in which every word that others write is given.
fn parcel(names: &[String], word: &str) -> Parcel {
    let goods = |name: &String| Goods {
        marketplace: "쿠팡".to_owned(),
        order: format!("20{word}"),
        product: name.clone(),
        option: word.to_owned(),
        sku: "SKU".to_owned(),
        quantity: 2,
        amount: Won::new(1_000),
    };
    Parcel {
        courier: "한진택배".to_owned(),
        pickup: None,
        invoice: "4230-1881-0653".to_owned(),
        receiver: Receiver { name: word.to_owned(), address: word.to_owned(), ..Receiver::default() },
        goods: names.iter().map(goods).collect(),
        joined: Joined::Merged,
        note: word.to_owned(),
    }
}

/// The pages of the list, and the space on each between the table's titles and the foot.
fn list(parcels: Vec<Parcel>) -> (Vec<Page>, f32) {
    let list = InvoiceList { heading: heading(), parcels };
    let table = crate::invoice_list::columns();
    let mut press = Press::new(list.frame(), Some(&table)).unwrap();
    let pieces = list.pieces(&mut press, &table);
    (press.pages(pieces), LYING.height - LYING.bottom - list.frame().foot_height())
}

fn slips(parcels: Vec<Parcel>) -> (Vec<Page>, f32) {
    let words = "고맙습니다".to_owned();
    let slips = PackingSlips { heading: heading(), parcels, page_each: false, amounts: true, words };
    let mut press = Press::new(slips.frame(), None).unwrap();
    let pieces = crate::card::cards(&mut press, slips.parcels.iter().map(|one| slips.card(one)));
    (press.pages(pieces), UPRIGHT.height - UPRIGHT.bottom - slips.frame().foot_height())
}

fn picking(names: &[String], word: &str) -> (Vec<Page>, f32) {
    let pick = |name: &String| Pick {
        shelf: format!("A-{word}"),
        product: name.clone(),
        option: word.to_owned(),
        sku: word.to_owned(),
        alias: word.to_owned(),
        quantity: 1,
        joined: false,
        gift: false,
    };
    let picks = names.iter().map(pick).collect();
    let list = PickingList { heading: heading(), boxes: 1, picks, left_out: vec![word.to_owned()] };
    let table = crate::picking_list::columns();
    let mut press = Press::new(list.frame(), Some(&table)).unwrap();
    let pieces = list.pieces(&mut press, &table);
    (press.pages(pieces), UPRIGHT.height - UPRIGHT.bottom - list.frame().foot_height())
}

/// Everything stands within the margins, and what comes before the foot ends above it.
fn within(sheet: Sheet, (pages, foot): &(Vec<Page>, f32)) -> bool {
    let right = sheet.width - sheet.side;
    let beside = |area: &Area| area.x >= sheet.side - 0.1 && area.x + area.width <= right + 1.0;
    pages.iter().all(|page| {
        let areas: Vec<Area> = page.iter().map(Mark::area).collect();
        let rule =
            |area: &Area| (area.y - foot - mm(2.0)).abs() < 0.1 && area.width > right - sheet.side - 1.0;
        let (above, below) = areas.split_at(areas.iter().rposition(rule).unwrap());
        areas.iter().all(beside)
            && above.iter().all(|area| area.y + area.height <= foot + 0.1)
            && below.iter().all(|area| area.y + area.height <= sheet.height - sheet.bottom + 0.1)
    })
}

/// The letters of all pages, in the order of their lines, without blanks.
fn letters(pages: &[Page]) -> String {
    let lines = pages.iter().flatten().filter_map(|mark| match mark {
        Mark::Text { block, line, .. } => Some((block, *line)),
        _ => None,
    });
    let mut letters = String::new();
    for (block, line) in lines {
        let mut ranges: Vec<_> = block.lines[line]
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .map(|glyph| glyph.text_range.clone())
            .collect();
        ranges.sort_by_key(|range| range.start);
        ranges.dedup();
        ranges.into_iter().for_each(|range| letters.push_str(&block.text[range]));
    }
    letters.retain(|one| !one.is_whitespace());
    letters
}

fn count(pages: &[Page], words: &str) -> usize {
    letters(pages).matches(words).count()
}

#[test]
fn no_row_crosses_the_end_of_a_page() {
    let long = "두툼한 대형 바스타올 세트 ".repeat(6);
    let parcels: Vec<Parcel> =
        (0..200).map(|at| parcel(&vec![long.clone(); 1 + at % 4], "도서산간 베이지")).collect();
    let list = list(parcels.clone());
    assert!(list.0.len() > 10);
    assert!(within(LYING, &list));
    assert!(within(UPRIGHT, &slips(parcels)));
}

#[test]
fn a_name_longer_than_a_page_goes_on_on_the_next() {
    let name = "가나다라마바사아자차".repeat(1_000);
    let list = list(vec![parcel(&[name], "베이지")]);
    assert!(list.0.len() > 1);
    assert!(within(LYING, &list));
    assert_eq!(count(&list.0, "차"), 1_000);
}

#[test]
fn a_slip_higher_than_a_page_says_whose_it_is_on_every_page() {
    let (pages, _) = slips(vec![parcel(&vec!["행주".to_owned(); 120], "")]);
    assert!(pages.len() > 1);
    for page in &pages[1..] {
        assert!(letters(std::slice::from_ref(page)).contains("4230-1881-0653이어짐"));
    }
}

#[test]
fn a_label_too_small_for_its_address_goes_on_on_the_next_one() {
    let labels =
        Labels {
            parcels: vec![parcel(&[], &"서울 노원 ".repeat(80))], sheet: LabelSheet::Fourteen, used: 0
        };
    let pages = labels.pages(&mut Typesetter::new().unwrap());
    // Once in the name, once in the address.
    assert_eq!(count(&pages, "노원"), 160);
    assert!(count(&pages, "4230-1881-0653") > 1, "every part has the invoice number");
}

/// What a marketplace may hand over as a name.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(any::<char>(), 0..40).prop_map(String::from_iter),
        "[가-힣a-z0-9 ]{0,60}",
        "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}]{0,20}",
        "[א-ת؀-ۿ 0-9]{0,40}",
        "(e\u{301}|\u{1112}\u{1161}\u{11ab}|👨\u{200d}👩\u{200d}👧|🇰🇷|1\u{fe0f}\u{20e3}|\u{300}){0,20}",
        Just("뷁".repeat(10_000)),
        Just("\n".repeat(500)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_page_that_loses_a_line(
        names in prop::collection::vec(hostile(), 1..4),
        word in hostile(),
    ) {
        // Each line begins and ends with a sign of its own: where both are on the pages, the line is.
        let names: Vec<String> = names.iter().map(|name| format!("○{name}●")).collect();
        let parcels = vec![parcel(&names, &word), parcel(&names, "")];
        prop_assert!(within(UPRIGHT, &picking(&names, &word)));
        let signs = |one: char| 2 * names.iter().map(|name| name.matches(one).count()).sum::<usize>();
        for (sheet, printed) in [(LYING, list(parcels.clone())), (UPRIGHT, slips(parcels.clone()))] {
            prop_assert!(within(sheet, &printed));
            prop_assert!(count(&printed.0, "○") >= signs('○'));
            prop_assert!(count(&printed.0, "●") >= signs('●'));
        }
    }
}
