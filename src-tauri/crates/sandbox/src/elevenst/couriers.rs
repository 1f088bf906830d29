//! 택배사 코드: two tables. Dispatches know all of both, claim calls the first alone.

/// Known to every call.
const COMMON: [&str; 98] = [
    "00034", "00012", "00011", "00007", "00002", "00116", "00080", "00023", "00044", "00123", "00045",
    "00061", "00060", "00039", "00046", "00058", "00098", "00047", "00056", "00048", "00049", "00114",
    "00068", "00126", "00050", "00090", "00072", "00038", "00073", "00096", "00113", "00111", "00063",
    "00051", "00052", "00053", "00054", "00025", "00092", "00095", "00079", "00074", "00037", "00026",
    "00086", "00099", "00130", "00067", "00089", "00021", "00071", "00124", "00119", "00101", "00120",
    "00040", "00112", "00041", "00117", "00127", "00036", "00057", "00091", "00066", "00105", "00077",
    "00087", "00042", "00100", "00109", "00128", "00065", "00062", "00088", "00069", "00085", "00094",
    "00129", "00106", "00022", "00083", "00097", "00104", "00027", "00107", "00108", "00121", "00081",
    "00103", "00102", "00125", "00118", "00064", "00035", "00122", "00082", "00115", "00070",
];

/// Known to dispatches only.
const DISPATCH_ONLY: [&str; 19] = [
    "00131", "00133", "00134", "00135", "00136", "00137", "00138", "00139", "00140", "00141", "00142",
    "00143", "00144", "00145", "00146", "00147", "00148", "00149", "00151",
];

/// CJ대한통운
pub(crate) const CJ: &str = "00034";

/// Whether a claim call knows the code.
pub(crate) fn is_known_to_claims(code: &str) -> bool {
    COMMON.contains(&code)
}

/// Whether 부분발송 knows the code: its page lacks 홈픽 오늘도착.
pub(crate) fn is_known_to_parts(code: &str) -> bool {
    is_known_to_dispatch(code) && code != "00115"
}

/// Whether a dispatch knows the code, of a whole delivery number or of quantities.
pub(crate) fn is_known_to_dispatch(code: &str) -> bool {
    COMMON.contains(&code) || DISPATCH_ONLY.contains(&code)
}

/// "택배사별로 송장번호 규칙이 있습니다": the rules themselves are not published. Those of the large couriers
/// are their own, of the others nothing is asked but letters and digits [unverified].
pub(crate) fn accepts(courier: &str, number: &str) -> bool {
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    match (courier, number.len()) {
        (CJ, length) => digits && matches!(length, 10 | 12),
        ("00012", length) => digits && matches!(length, 12 | 13),
        ("00011", length) => digits && matches!(length, 10 | 12 | 14),
        ("00007", length) => digits && length == 13,
        ("00002", length) => digits && length == 11,
        (_, length) => (5..=30).contains(&length) && number.bytes().all(|byte| byte.is_ascii_alphanumeric()),
    }
}

/// The name of the few couriers that lists tell by name.
pub(crate) fn name(code: &str) -> &'static str {
    match code {
        CJ => "CJ대한통운",
        "00012" => "롯데(현대)택배",
        "00011" => "한진택배",
        "00007" => "우체국택배/등기",
        "00002" => "로젠택배",
        "" => "",
        _ => "기타",
    }
}

/// Every code a dispatch takes.
pub(crate) fn of_dispatch() -> impl Iterator<Item = &'static str> {
    COMMON.into_iter().chain(DISPATCH_ONLY)
}

/// Every code a claim call takes.
pub(crate) fn of_claims() -> impl Iterator<Item = &'static str> {
    COMMON.into_iter()
}
