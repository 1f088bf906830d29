use chrono::NaiveDate;
use domain::{AccountId, ClaimKind, Won};
use encoding_rs::EUC_KR;
use proptest::prelude::*;

use super::answer::Answer;
use super::body::document;
use super::row::Row;
use super::scalar::{day, moment, pieces, won};
use super::xml::{Misfit, decoded, parsed};
use crate::elevenst::tests::{CANCELS, COMPLETE, REPORTS, RETURNS, SETTLED, STATUSES};
use crate::elevenst::translate::claim::{Listed, cancel, goods};
use crate::elevenst::translate::{money, order, report, status};

const SAMPLES: [&[u8]; 6] = [COMPLETE, STATUSES, CANCELS, RETURNS, REPORTS, SETTLED];

/// Lets every reader have its way with a body; none of them may panic.
fn read_all(body: &[u8]) {
    let account = AccountId::from("1");
    let Ok(answer) = Answer::of(body) else { return };
    let (_, _) = (answer.code(), answer.words());
    for node in &answer.rows() {
        let row = Row(node);
        order::line(&account, row, Some("202")).ok();
        status::news(&account, row).ok();
        status::moved(&account, row, "401").ok();
        report::report(&account, row).ok();
        money::settlement(row).ok();
        for listed in [Listed::Asked, Listed::Done, Listed::TakenBack, Listed::Office] {
            cancel(&account, row, listed).ok();
            goods(&account, row, ClaimKind::Return, listed).ok();
        }
    }
    if let Ok(answer) = Answer::of(body) {
        answer.flat_rows().iter().for_each(|row| drop(money::settlement(Row(row))));
    }
}

#[test]
fn a_body_is_read_as_it_declares_itself() {
    let euc = |text: &str| EUC_KR.encode(text).0.into_owned();
    let declared = |name: &str| format!("<?xml version='1.0' encoding='{name}'?><orders>똠 홍길동</orders>");
    for name in ["EUC-KR", "euc-kr", "MS949", "CP949", "ks_c_5601-1987"] {
        assert!(decoded(&euc(&declared(name))).contains("똠 홍길동"), "{name}");
    }
    assert!(decoded(declared("UTF-8").as_bytes()).contains("똠 홍길동"));
    let bare = "<orders>홍길동</orders>";
    assert_eq!(decoded(bare.as_bytes()), bare);
    assert_eq!(decoded(&euc(bare)), bare);
    assert_eq!(decoded(format!("\u{feff}{bare}").as_bytes()), bare);
}

#[test]
fn a_false_declaration_and_a_broken_byte_cost_no_more_than_they_must() {
    let lying = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>받는 분: 홍길동</a>";
    assert_eq!(decoded(&EUC_KR.encode(lying).0), lying);
    let mut broken = EUC_KR.encode("<?xml version=\"1.0\" encoding=\"EUC-KR\"?><a>홍길동</a>").0.into_owned();
    let place = broken.len() - 5;
    broken[place] = 0xFF;
    assert!(decoded(&broken).contains("<a>홍길"), "{}", decoded(&broken));
}

#[test]
fn names_are_read_without_their_prefixes() {
    for prefix in ["ns2:", "s2:", "ns0:", ""] {
        let text = format!(
            "<{prefix}orders xmlns:ns2='n' xmlns:s2='n' xmlns:ns0='n'><{prefix}result_code>0</{prefix}result_code></{prefix}orders>"
        );
        assert_eq!(Answer::of(text.as_bytes()).unwrap().code(), Some("0"), "{prefix}");
    }
}

#[test]
fn nothing_is_expanded_and_nothing_nests_for_ever() {
    let bomb = "<!DOCTYPE o [<!ENTITY a \"aaaa\">]><orders>&a;</orders>";
    assert_eq!(parsed(bomb.as_bytes()), Err(Misfit::DocType));
    assert_eq!(parsed(b"<orders>&a; &amp; &#54861; &unknown</orders>").unwrap().text, "&a; & 홍 &unknown");
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(parsed(deep.as_bytes()), Err(Misfit::TooDeep));
    assert_eq!(parsed(&vec![b' '; 32 * 1024 * 1024 + 1]), Err(Misfit::TooLarge));
    assert_eq!(parsed(b"<orders><order>"), Err(Misfit::Cut));
    assert_eq!(parsed(b""), Err(Misfit::Empty));
    assert_eq!(parsed(b"<orders/><orders/>"), Err(Misfit::Trailing));
    assert!(matches!(parsed(b"<orders></order>"), Err(Misfit::NotXml(_))));
    assert_eq!(Answer::of(b"<html><body/></html>").unwrap_err(), Misfit::Foreign);
}

#[test]
fn null_says_nothing() {
    let node = parsed(b"<r><a>null</a><b> </b><c>NULL</c><d><![CDATA[ x & y ]]></d><d>z</d></r>").unwrap();
    let row = Row(&node);
    assert_eq!(["a", "b", "c", "e"].map(|name| row.said(name)), [None; 4]);
    assert_eq!((row.said("d"), row.first(&["a", "d"])), (Some("x & y"), Some("x & y")));
}

#[test]
fn amounts_pieces_and_moments() {
    assert_eq!(
        [won("6,000"), won("-1,320"), won("19000.00")],
        [6_000, -1_320, 19_000].map(|it| Some(Won::new(it)))
    );
    assert_eq!([won(""), won("1.5"), won("원"), won("99999999999999999999")], [None; 4]);
    assert_eq!([pieces("3"), pieces("-1"), pieces("1,000")], [Some(3), None, Some(1_000)]);
    let utc = |text| moment(text).map(|at| at.to_rfc3339());
    for text in ["2026-01-02 03:04:05", "2026/01/02 03:04:05", "2026-01-02 03:04:05.0", "20260102030405"] {
        assert_eq!(utc(text).as_deref(), Some("2026-01-01T18:04:05+00:00"), "{text}");
    }
    for text in ["2026-01-02", "2026/01/02", "20260102", "2026-01-02 00:00:00"] {
        assert_eq!(day(text), NaiveDate::from_ymd_opt(2026, 1, 2), "{text}");
    }
    assert_eq!([utc("tomorrow"), utc("20260230")], [None, None]);
}

#[test]
fn a_body_is_escaped_and_leaves_out_what_is_absent() {
    let body = document("R", &[("a", Some("<&\">")), ("b", None), ("c", Some(""))]);
    let text = String::from_utf8(body.clone()).unwrap();
    assert_eq!(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><R><a>&lt;&amp;&quot;&gt;</a><c></c></R>");
    assert_eq!(parsed(&body).unwrap().children[0].text, "<&\">");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_data_or_an_error(body in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_all(&body);
    }

    #[test]
    fn any_mutation_of_an_answer_is_data_or_an_error(
        sample in 0..SAMPLES.len(), places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(), whole in any::<bool>(),
    ) {
        let mut body = SAMPLES[sample].to_vec();
        for (place, byte) in places {
            let place = place.index(body.len());
            body[place] = byte;
        }
        if !whole {
            body.truncate(cut.index(body.len()));
        }
        read_all(&body);
    }

    #[test]
    fn any_fields_make_a_row_or_an_error(fields in proptest::collection::vec(
        (prop::sample::select(vec!["ordNo", "ordPrdSeq", "dlvNo", "ordQty", "ordCnQty", "ordDt", "ordPrdStat", "ordPrdCnSeq", "createDt", "ordCnStatCd", "clmReqSeq", "clmStat", "reqDt", "addPrdNo", "selPrc", "clmLstDlvCst", "nonDlvSeq", "nonDlvReqDt"]), ".{0,24}"), 0..24)) {
        let row: String = fields.iter().map(|(name, text)| format!("<{name}>{}</{name}>", quick_xml::escape::escape(text.as_str()))).collect();
        read_all(format!("<orders><order>{row}</order></orders>").as_bytes());
    }

    #[test]
    fn text_survives_the_wire(text in "[ -~가-힣]{0,80}") {
        let body = document("orders", &[("a", Some(&text))]);
        let node = parsed(&body).unwrap();
        prop_assert_eq!(&node.children[0].text, &text);
    }
}
