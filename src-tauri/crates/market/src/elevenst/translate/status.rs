//! ordPrdStat, and the rows that tell it (guide 1725).

use domain::{BundleId, LineNews, Stage};

use super::{Named, Owner, Unreadable, courier, invoice, receiver};
use crate::elevenst::line_id;
use crate::elevenst::wire::row::Row;

/// Every documented code with its name.
pub(super) const STATUSES: [(&str, &str); 16] = [
    ("101", "주문완료"),
    ("102", "입금대기"),
    ("103", "예약대기"),
    ("200", "배송지입력대기"),
    ("201", "예약결제완료"),
    ("202", "결제완료"),
    ("301", "배송준비중"),
    ("401", "배송중"),
    ("501", "배송완료"),
    ("601", "클레임진행중"),
    ("701", "취소처리중"),
    ("801", "재승인대기중"),
    ("901", "구매확정"),
    ("A01", "반품완료"),
    ("B01", "주문취소"),
    ("C01", "구매확정 후 취소"),
];

/// Where a line stands by its status. While a claim is worked on (601, 701, 801) the status tells of the claim and
/// not of the line; what waits for money, goods or an address is shown as it came, since nothing may be written to
/// it.
pub(in crate::elevenst) fn stage(code: &str) -> Option<Stage> {
    match code {
        "601" | "701" | "801" => None,
        "202" => Some(Stage::Paid),
        "301" => Some(Stage::Preparing),
        "401" => Some(Stage::Delivering),
        "501" => Some(Stage::Delivered),
        "901" => Some(Stage::Confirmed),
        // The claim tells whether it was cancelled or came back.
        "A01" | "B01" | "C01" => Some(Stage::Canceled),
        _ => Some(Stage::Unknown),
    }
}

/// A status as it is shown: its name first, then its code. A code that no document lists has the row's own name.
pub(in crate::elevenst) fn raw(code: &str, name: Option<&str>) -> String {
    let known = STATUSES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name);
    match known.or(name) {
        Some(name) => format!("{name} · {code}"),
        None => code.to_owned(),
    }
}

/// What a row of orders by number tells of its line. The pieces that are cancelled include those that are asked to
/// be.
pub(in crate::elevenst) fn news(account: Owner<'_>, row: Row<'_>) -> Result<LineNews, Unreadable> {
    let named = Named::of(row)?;
    let code = row.said("ordPrdStat").ok_or(Unreadable::Missing("ordPrdStat"))?;
    let addressed = row.said("rcvrBaseAddr").is_some();
    Ok(LineNews {
        stage: stage(code),
        raw_status: raw(code, row.said("ordPrdStatNm")),
        bundle: row.said("dlvNo").map(BundleId::from),
        canceled: row.pieces("ordCnQty"),
        receiver: addressed.then(|| receiver(row)),
        courier: courier(row),
        invoice: invoice(row, "invcNo"),
        shipped_at: row.moment("sndEndDt"),
        ..LineNews::of(account.clone(), named.order(), line_id(named.order, named.seq))
    })
}

/// What a list of one status tells of a line, where it shows no whole line: 배송중 (guide 6897), 배송완료 (1727),
/// 구매확정 (1637).
pub(in crate::elevenst) fn moved(
    account: Owner<'_>,
    row: Row<'_>,
    code: &'static str,
) -> Result<LineNews, Unreadable> {
    let named = Named::of(row)?;
    Ok(LineNews {
        stage: stage(code),
        raw_status: raw(code, None),
        bundle: row.said("dlvNo").map(BundleId::from),
        courier: courier(row),
        invoice: invoice(row, "invcNo"),
        shipped_at: row.moment("sndEndDt"),
        delivered_at: row.moment("dlvEndDt"),
        confirmed_at: row.moment("pocnfrmDt"),
        ..LineNews::of(account.clone(), named.order(), line_id(named.order, named.seq))
    })
}
