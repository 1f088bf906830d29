//! The couriers of ESM's code table, the five largest first.
//!
//! ESM publishes no digit rules, though it checks numbers by them. Where another marketplace publishes a courier's
//! lengths they are taken, since the numbers are the courier's own; every other number is left to ESM to judge. A
//! dispatch needs a number also where nothing is tracked.

use std::sync::LazyLock;

use domain::DigitRule::{Between, Lengths, Unstated};
use domain::{Courier, CourierCode, DigitRule};

use super::flavor::Flavor;

/// Every entry, of both sites.
#[rustfmt::skip]
pub(super) const COURIERS: &[Courier] = &[
    courier("10013", "CJ 대한통운 택배", Lengths(&[10, 12])),
    courier("10008", "롯데택배", Lengths(&[10, 12, 13])),
    courier("10007", "한진택배", Lengths(&[10, 12])),
    courier("10005", "우체국택배", Lengths(&[13])),
    courier("10003", "로젠택배", Lengths(&[10, 11])),
    courier("10006", "등기우편", Unstated),
    courier("10014", "대신택배", Lengths(&[13])),
    courier("10015", "일양택배", Between(8, 16)),
    courier("10016", "경동택배", Between(8, 16)),
    courier("10017", "천일택배", Lengths(&[11])),
    courier("10022", "DHL", Unstated),
    courier("10023", "FEDEX", Unstated),
    courier("10024", "일반우편", Unstated),
    courier("10025", "퀵서비스", Unstated),
    courier("10027", "LG전자물류", Unstated),
    courier("10028", "삼성전자물류", Unstated),
    courier("10031", "(G마켓)직접배송", Unstated),
    courier("10032", "(G마켓)자체배송", Unstated),
    courier("10034", "기타택배", Unstated),
    courier("10035", "방문수령", Unstated),
    courier("10036", "EMS", Unstated),
    courier("10038", "(G마켓)(소형항공)우체국", Unstated),
    courier("10039", "우리택배", Unstated),
    courier("10041", "USPS", Unstated),
    courier("10042", "UPS", Unstated),
    courier("10043", "GSMNTON", Unstated),
    courier("10044", "WarpEx", Unstated),
    courier("10045", "성원글로벌", Unstated),
    courier("10048", "(G마켓)홈플러스택배", Unstated),
    courier("10050", "건영택배", Unstated),
    courier("10051", "WIZWA", Unstated),
    courier("10054", "(G마켓)(해외)우체국", Unstated),
    courier("10055", "(G마켓)(해외)DHL", Unstated),
    courier("10056", "(G마켓)(해외)DPD", Unstated),
    courier("10065", "(G마켓)CJ택배", Unstated),
    courier("10067", "(G마켓)편의점택배", Unstated),
    courier("10068", "(G마켓)대한통운", Unstated),
    courier("10070", "(옥션) 기타", Unstated),
    courier("10072", "CJ국제특송", Unstated),
    courier("10073", "편의점택배(GS25)", Unstated),
    courier("10074", "합동택배", Between(8, 16)),
    courier("10075", "롯데국제특송", Unstated),
    courier("10077", "SLX", Unstated),
    courier("10078", "대우전자", Unstated),
    courier("10079", "범한판토스", Unstated),
    courier("10080", "GPS LOGIX", Unstated),
    courier("10081", "한의사랑택배", Unstated),
    courier("10082", "세방택배", Unstated),
    courier("10084", "쉽트랙", Unstated),
    courier("10085", "ACI", Unstated),
    courier("10089", "택배사미정", Unstated),
    courier("10097", "Qxpress", Unstated),
    courier("10098", "현대글로비스", Unstated),
    courier("10099", "부릉", Unstated),
    courier("10100", "이마트몰", Unstated),
    courier("10101", "투데이", Unstated),
    courier("10102", "아르고", Unstated),
    courier("10103", "위니온로지스", Unstated),
    courier("10104", "한덱스", Unstated),
    courier("10105", "TNT", Unstated),
    courier("10106", "i-parcel", Unstated),
    courier("10107", "대운글로벌", Unstated),
    courier("10108", "에어보이익스프레스", Unstated),
    courier("10109", "LineExpress", Unstated),
    courier("10110", "GSI익스프레스", Unstated),
    courier("10111", "ECMS익스프레스", Unstated),
    courier("10112", "EFS", Unstated),
    courier("10113", "시알로지텍", Unstated),
    courier("10114", "브리지로지스", Unstated),
    courier("10115", "Cway express", Unstated),
    courier("10116", "ACE express", Unstated),
    courier("10117", "스마트로지스", Unstated),
    courier("10118", "에스더쉬핑", Unstated),
    courier("10119", "로토스", Unstated),
    courier("10120", "은하쉬핑", Unstated),
    courier("10121", "유프레이트 코리아", Unstated),
    courier("10122", "하이브시티", Unstated),
    courier("10123", "LTL", Unstated),
    courier("10124", "캐나다쉬핑", Unstated),
    courier("10125", "지디에이코리아", Unstated),
    courier("10126", "올타코리아", Unstated),
    courier("10127", "yunda express", Unstated),
    courier("10128", "웅지익스프레스", Unstated),
    courier("10129", "YDH", Unstated),
    courier("10130", "ACCcargo", Unstated),
    courier("10131", "허싱카고코리아", Unstated),
    courier("10132", "시노트랜스", Unstated),
    courier("10133", "패스트박스", Unstated),
    courier("10134", "팬스타국제특송", Unstated),
    courier("10135", "에이씨티앤코아물류", Unstated),
    courier("10136", "kt express", Unstated),
    courier("10137", "ibpcorp", Unstated),
    courier("10138", "엠티인터네셔널", Unstated),
    courier("10139", "골드스넵스", Unstated),
    courier("10140", "BGF포스트", Unstated),
    courier("10141", "용마로지스", Unstated),
    courier("10142", "원더스퀵", Unstated),
    courier("10143", "농협택배", Unstated),
    courier("10144", "HI택배", Unstated),
    courier("10145", "홈픽택배", Unstated),
    courier("10146", "KGL네트웍스", Unstated),
    courier("10147", "2fast익스프레스", Unstated),
    courier("10148", "GTS로지스", Unstated),
    courier("10149", "홈이노베이션로지스", Unstated),
    courier("10150", "자이언트", Unstated),
    courier("10151", "우리동네택배", Unstated),
    courier("10152", "퍼레버택배", Unstated),
    courier("10153", "엘서비스", Unstated),
    courier("10154", "로지스밸리택배", Unstated),
    courier("10155", "제니엘시스템", Unstated),
    courier("10156", "애니트랙", Unstated),
    courier("10157", "제이로지스트", Unstated),
    courier("10158", "두발히어로", Unstated),
    courier("10159", "큐런", Unstated),
    courier("10160", "프레시솔루션", Unstated),
    courier("10161", "한샘", Unstated),
    courier("10162", "굿투럭", Unstated),
    courier("10163", "지니고", Unstated),
    courier("10164", "카카오 T 당일배송", Unstated),
    courier("10165", "노곡물류", Unstated),
    courier("10166", "스페이시스원", Unstated),
    courier("10167", "로지스팟", Unstated),
    courier("10168", "DHL GlobalMail", Unstated),
    courier("10169", "프레시메이트", Unstated),
    courier("10170", "NK로지솔루션", Unstated),
    courier("10171", "도도플렉스", Unstated),
    courier("10172", "배송하기좋은날", Unstated),
    courier("10173", "이투마스", Unstated),
    courier("10174", "에이스물류", Unstated),
    courier("10175", "바바바로지스", Unstated),
    courier("10176", "롯데칠성", Unstated),
    courier("10177", "발렉스", Unstated),
    courier("10178", "국제익스프레스", Unstated),
    courier("10179", "윈핸드해운항공", Unstated),
    courier("10180", "탱고앤고", Unstated),
    courier("10181", "SBGLS", Unstated),
    courier("10182", "핑퐁", Unstated),
    courier("10183", "1004홈", Unstated),
    courier("10184", "나은물류", Unstated),
    courier("10185", "엔티엘피스", Unstated),
    courier("10186", "삼다수가정배송", Unstated),
    courier("10187", "딜리래빗", Unstated),
    courier("10188", "홈픽오늘도착", Unstated),
    courier("10189", "대림통운", Unstated),
    courier("10190", "로지스파트너", Unstated),
    courier("10191", "고박스", Unstated),
    courier("10192", "케이제이티", Unstated),
    courier("10193", "더바오", Unstated),
    courier("10194", "오늘회러쉬", Unstated),
    courier("10195", "한국야구르트", Unstated),
    courier("10196", "로지스밸리", Unstated),
    courier("10197", "라스트마일시스템즈", Unstated),
    courier("10198", "에이치케이홀딩스", Unstated),
    courier("10199", "직구문", Unstated),
    courier("10200", "큐브플로우", Unstated),
    courier("10201", "성훈물류", Unstated),
    courier("10202", "지비에스", Unstated),
    courier("10203", "반품구조대", Unstated),
    courier("10204", "화물을부탁해", Unstated),
    courier("10210", "팀프레시", Unstated),
    courier("10221", "지에이치스피드", Unstated),
    courier("10223", "쉽트랙(Ship G)", Unstated),
    courier("10224", "딜리박스", Unstated),
    courier("10225", "티에스지로지스", Unstated),
    courier("10226", "ocs", Unstated),
    courier("10227", "든든택배", Unstated),
    courier("10228", "모든로지스", Unstated),
    courier("10229", "물류대장", Unstated),
    courier("10230", "제이더블유티앤엘", Unstated),
    courier("10231", "지케이글로벌", Unstated),
    courier("10232", "JCLS", Unstated),
];

/// A row of the table.
const fn courier(code: &'static str, name: &'static str, rule: DigitRule) -> Courier {
    Courier { code, name, rule }
}

/// What Gmarket's own rows have before their names.
const OF_GMARKET: &str = "(G마켓)";
/// What Auction's own rows have before their names.
const OF_AUCTION: &str = "(옥션)";
/// 택배사미정: stands in answers, and names nobody who could carry a parcel.
const UNDECIDED: &str = "10089";

static GMARKET: LazyLock<Vec<Courier>> = LazyLock::new(|| without(OF_AUCTION));
static AUCTION: LazyLock<Vec<Courier>> = LazyLock::new(|| without(OF_GMARKET));

/// Whom a parcel of Gmarket's can be given to.
pub(super) fn of_gmarket() -> &'static [Courier] {
    &GMARKET
}

/// Whom a parcel of Auction's can be given to.
pub(super) fn of_auction() -> &'static [Courier] {
    &AUCTION
}

/// The rows that may be chosen at the site whose sister's own rows begin so.
fn without(sister: &str) -> Vec<Courier> {
    let offered = |courier: &&Courier| !courier.name.starts_with(sister) && courier.code != UNDECIDED;
    COURIERS.iter().filter(offered).cloned().collect()
}

/// The code behind a name, since orders and claims carry only the courier's name: that of the row of this very name,
/// else of the row that differs in what answers leave out of the table's names: blanks, the site, the last word.
pub(super) fn code_of(flavor: &Flavor, name: &str) -> Option<CourierCode> {
    let offered = (flavor.couriers)();
    let exact = |courier: &&Courier| courier.name == name.trim();
    let (own, plain) = (joined(name), letters(name));
    let of_site = |courier: &&Courier| joined(courier.name) == own;
    let alike = |courier: &&Courier| letters(courier.name) == plain;
    let found = offered.iter().find(exact).or_else(|| offered.iter().find(of_site));
    let found = found.or_else(|| offered.iter().find(alike)).filter(|_| !plain.is_empty());
    found.map(Courier::code)
}

/// A name without blanks and without its site.
fn joined(name: &str) -> String {
    let joined: String = name.split_whitespace().collect();
    let sites = [OF_GMARKET, OF_AUCTION];
    sites.iter().fold(joined.as_str(), |name, site| name.strip_prefix(site).unwrap_or(name)).to_owned()
}

/// The same without its last word.
fn letters(name: &str) -> String {
    let own = joined(name);
    own.strip_suffix("택배").unwrap_or(&own).to_lowercase()
}
