//! What result codes mean, one table for each endpoint: the same number means another thing elsewhere.
//!
//! Words are never read for what came of a call: a refused cancel answers with the words of a cancelled order (guide
//! 1641).

/// What a code says of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Something in the request is wrong; nothing was done.
    Input,
    /// The thing is not in a state in which this can be done; nothing was done.
    State,
    /// It was done before, by whoever: only a reading tells whether it was done as asked.
    Already,
    /// The marketplace failed in the middle: only a reading tells what was done.
    Broken,
}

use Meaning::{Already, Broken, Input, State};

/// A code with its meaning.
type Row = (&'static str, Meaning);

/// What `code` means at an operation; `None` where its page does not list it.
pub(super) fn meaning(operation: &str, code: &str) -> Option<Meaning> {
    let (_, table) = TABLES.iter().find(|(names, _)| names.contains(&operation))?;
    table.iter().find(|(known, _)| *known == code).map(|(_, meaning)| *meaning)
}

/// Every table, by the operations whose pages print it.
const TABLES: &[(&[&str], &[Row])] = &[
    (&["standby", "delvplacestandby"], &[("-3102", Input), ("-3103", Input), ("-3104", Input)]),
    (&["complete"], &[("-3103", Input), ("-3104", Input), ("-3105", Input)]),
    (&["packaging"], &[("-3303", Input), ("-3304", Input), ("-3305", Input)]),
    (&["shipping", "dlvcompleted", "completed"], &[("-3902", Input), ("-3903", Input), ("-3904", Input)]),
    (&["reservatecomplete"], &[("-3203", Input), ("-3204", Input), ("-3205", Input)]),
    (&["orderlistalladdr"], ORDERS),
    (&["cancelorders", "canceledorders", "withdrawcanceledorders"], CANCELS),
    (&["officecancellist", "returnorders", "returnedorders", "exchangeorders", "exchangedorders"], CLAIMS),
    (&["nondeliverylist"], &[("400", Input)]),
    (&["settlementList"], &[("2", Input)]),
    (&["reqpackaging"], CONFIRM),
    (&["reqdelivery"], DISPATCH),
    (&["reqdelivery.part"], PART),
    (&["reqdelivery.pieces"], PIECES),
    (&["deliveryDelayGuide"], DELAY),
    (&["reqrejectorder"], SALE),
    (&["cancelreqconf"], &[("-22001", Input), ("-22002", Input), ("-22003", Input), ("-22004", Input)]),
    (&["cancelreqreject"], REFUSED_CANCEL),
    (&["cancelreqrejectNEW"], DISPUTED_CANCEL),
    (&["returnreqconf"], REFUND),
    (&["returnreqreject"], REFUSED_RETURN),
    (&["returnclaimdefer", "returncompletedefer"], HOLD),
    (&["sellerclaimfix"], FILED),
    // Its page prints the codes of a dispatch.
    (&["returninvc"], DISPATCH),
    (&["exchangereqconf"], RESHIP),
    (&["exchangereqreject"], REFUSED_EXCHANGE),
    (&["nondeliverystatus"], &[("400", Input), ("-1", Broken)]),
];

/// 1725
const ORDERS: &[Row] = &[("-28001", Input), ("-28002", Input), ("-28003", Input), ("-28005", Input)];

/// 1639, 1642, 1724; -28006 is the end and -28007 the beginning.
const CANCELS: &[Row] = &[
    ("-28001", Input),
    ("-28002", Input),
    ("-28003", Input),
    ("-28004", Input),
    ("-28005", Input),
    ("-28006", Input),
    ("-28007", Input),
    ("-28008", Input),
];

/// 1726, 1643, 1646, 1648, 1651. The lists of withdrawn returns and exchanges print no codes of their own.
const CLAIMS: &[Row] = &[
    ("-29001", Input),
    ("-29002", Input),
    ("-29003", Input),
    ("-29004", Input),
    ("-29005", Input),
    ("-29006", Input),
    ("-29007", Input),
    ("-29008", Input),
];

/// 1634, where -3206 is said both of what is confirmed already, along with a sibling, and of what cannot be confirmed
/// any more; the line itself tells which.
const CONFIRM: &[Row] =
    &[("-3206", Already), ("-3207", Broken), ("-3210", State), ("-3211", State), ("-3214", State)];

/// 1888 and 6747
const DISPATCH: &[Row] = &[
    ("-3301", Input),
    ("-3306", Input),
    ("-3307", Input),
    ("-3320", Input),
    ("-3308", Already),
    ("-3309", Already),
    ("-3310", State),
    ("-3311", Broken),
    ("-3313", Already),
];

/// 1636
const PART: &[Row] = &[
    ("-3301", Input),
    ("-3306", Input),
    ("-3307", Input),
    ("-3320", Input),
    ("-3308", Already),
    ("-3309", Already),
    ("-3310", State),
    ("-3311", Broken),
    ("-3321", State),
];

/// 6791, where -3310 is a failure in the middle.
const PIECES: &[Row] = &[
    ("-3301", Input),
    ("-3306", Input),
    ("-3307", Input),
    ("-3320", Input),
    ("-3308", Already),
    ("-3309", Already),
    ("-3310", Broken),
    ("-3311", Broken),
    ("-3321", State),
];

/// 6728
const DELAY: &[Row] = &[
    ("-28001", Input),
    ("-28301", Input),
    ("-28302", Input),
    ("-28303", Input),
    ("-28304", Input),
    ("-28305", Input),
    ("-28306", Input),
    ("-28307", Input),
    ("-28311", State),
];

/// 1638
const SALE: &[Row] =
    &[("-21001", Input), ("-21002", Input), ("-21003", Input), ("-21004", State), ("-21005", State)];

/// 1641
const REFUSED_CANCEL: &[Row] = &[
    ("-23001", Input),
    ("-23002", Input),
    ("-23003", Input),
    ("-23004", Input),
    ("-23005", Input),
    ("-23006", Input),
    ("-23007", State),
    ("-23008", Broken),
    ("-23009", State),
];

/// 1745, where -24001 and -24002 are about the objection.
const DISPUTED_CANCEL: &[Row] = &[
    ("-23001", Input),
    ("-23002", Input),
    ("-23003", Input),
    ("-23004", Input),
    ("-23005", Input),
    ("-23006", Input),
    ("-23007", State),
    ("-23008", Broken),
    ("-23009", State),
    ("-24001", Input),
    ("-24002", Input),
];

/// 1644
const REFUND: &[Row] = &[
    ("-24001", Input),
    ("-24002", Input),
    ("-24003", Input),
    ("-24004", Input),
    ("-24005", State),
    ("-24006", State),
    ("-24007", State),
    ("-24008", State),
    ("-24009", State),
];

/// 1645
const REFUSED_RETURN: &[Row] = &[
    ("-25001", Input),
    ("-25002", Input),
    ("-25003", Input),
    ("-25004", Input),
    ("-25005", State),
    ("-25006", State),
    ("-25007", State),
];

/// 1654 and 1655; -21009 says that half of it was done.
const HOLD: &[Row] = &[
    ("-21001", Input),
    ("-21002", Input),
    ("-21003", Input),
    ("-21004", Input),
    ("-21005", Input),
    ("-21006", Input),
    ("-21007", State),
    ("-21008", Broken),
    ("-21009", Broken),
    ("-21010", State),
];

/// Guide 1653. Of -21005: it refuses only the completion that was to follow the filing.
const FILED: &[Row] = &[
    ("-21001", Input),
    ("-21002", Input),
    ("-21003", Input),
    ("-21004", State),
    ("-21005", Broken),
    ("-21006", State),
    ("-21007", Input),
    ("-21008", Input),
    ("-21009", Input),
    ("-21010", Input),
];

/// 1649
const RESHIP: &[Row] = &[
    ("-27001", Input),
    ("-27002", Input),
    ("-27003", Input),
    ("-27004", Input),
    ("-27005", Input),
    ("-27006", Input),
    ("-27007", State),
    ("-27008", State),
    ("-27009", State),
];

/// 1650
const REFUSED_EXCHANGE: &[Row] = &[
    ("-26001", Input),
    ("-26002", Input),
    ("-26003", Input),
    ("-26004", Input),
    ("-26005", State),
    ("-26006", State),
    ("-26007", State),
];
