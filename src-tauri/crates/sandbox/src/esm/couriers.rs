//! 택배사, as their own list names them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::settings::Settings;
use super::site::Site;

/// Code and name.
pub(crate) const COURIERS: [(i64, &str); 171] = [
    (10_003, "로젠택배"),
    (10_005, "우체국택배"),
    (10_006, "등기우편"),
    (10_007, "한진택배"),
    (10_008, "롯데택배"),
    (10_013, "CJ 대한통운 택배"),
    (10_014, "대신택배"),
    (10_015, "일양택배"),
    (10_016, "경동택배"),
    (10_017, "천일택배"),
    (10_022, "DHL"),
    (10_023, "FEDEX"),
    (10_024, "일반우편"),
    (10_025, "퀵서비스"),
    (10_027, "LG전자물류"),
    (10_028, "삼성전자물류"),
    (10_031, "(G마켓)직접배송"),
    (10_032, "(G마켓)자체배송"),
    (10_034, "기타택배"),
    (10_035, "방문수령"),
    (10_036, "EMS"),
    (10_038, "(G마켓)(소형항공)우체국"),
    (10_039, "우리택배"),
    (10_041, "USPS"),
    (10_042, "UPS"),
    (10_043, "GSMNTON"),
    (10_044, "WarpEx"),
    (10_045, "성원글로벌"),
    (10_048, "(G마켓)홈플러스택배"),
    (10_050, "건영택배"),
    (10_051, "WIZWA"),
    (10_054, "(G마켓)(해외)우체국"),
    (10_055, "(G마켓)(해외)DHL"),
    (10_056, "(G마켓)(해외)DPD"),
    (10_065, "(G마켓)CJ택배"),
    (10_067, "(G마켓)편의점택배"),
    (10_068, "(G마켓)대한통운"),
    (10_070, "(옥션) 기타"),
    (10_072, "CJ국제특송"),
    (10_073, "편의점택배(GS25)"),
    (10_074, "합동택배"),
    (10_075, "롯데국제특송"),
    (10_077, "SLX"),
    (10_078, "대우전자"),
    (10_079, "범한판토스"),
    (10_080, "GPS LOGIX"),
    (10_081, "한의사랑택배"),
    (10_082, "세방택배"),
    (10_084, "쉽트랙"),
    (10_085, "ACI"),
    (10_089, "택배사미정"),
    (10_097, "Qxpress"),
    (10_098, "현대글로비스"),
    (10_099, "부릉"),
    (10_100, "이마트몰"),
    (10_101, "투데이"),
    (10_102, "아르고"),
    (10_103, "위니온로지스"),
    (10_104, "한덱스"),
    (10_105, "TNT"),
    (10_106, "i-parcel"),
    (10_107, "대운글로벌"),
    (10_108, "에어보이익스프레스"),
    (10_109, "LineExpress"),
    (10_110, "GSI익스프레스"),
    (10_111, "ECMS익스프레스"),
    (10_112, "EFS"),
    (10_113, "시알로지텍"),
    (10_114, "브리지로지스"),
    (10_115, "Cway express"),
    (10_116, "ACE express"),
    (10_117, "스마트로지스"),
    (10_118, "에스더쉬핑"),
    (10_119, "로토스"),
    (10_120, "은하쉬핑"),
    (10_121, "유프레이트 코리아"),
    (10_122, "하이브시티"),
    (10_123, "LTL"),
    (10_124, "캐나다쉬핑"),
    (10_125, "지디에이코리아"),
    (10_126, "올타코리아"),
    (10_127, "yunda express"),
    (10_128, "웅지익스프레스"),
    (10_129, "YDH"),
    (10_130, "ACCcargo"),
    (10_131, "허싱카고코리아"),
    (10_132, "시노트랜스"),
    (10_133, "패스트박스"),
    (10_134, "팬스타국제특송"),
    (10_135, "에이씨티앤코아물류"),
    (10_136, "kt express"),
    (10_137, "ibpcorp"),
    (10_138, "엠티인터네셔널"),
    (10_139, "골드스넵스"),
    (10_140, "BGF포스트"),
    (10_141, "용마로지스"),
    (10_142, "원더스퀵"),
    (10_143, "농협택배"),
    (10_144, "HI택배"),
    (10_145, "홈픽택배"),
    (10_146, "KGL네트웍스"),
    (10_147, "2fast익스프레스"),
    (10_148, "GTS로지스"),
    (10_149, "홈이노베이션로지스"),
    (10_150, "자이언트"),
    (10_151, "우리동네택배"),
    (10_152, "퍼레버택배"),
    (10_153, "엘서비스"),
    (10_154, "로지스밸리택배"),
    (10_155, "제니엘시스템"),
    (10_156, "애니트랙"),
    (10_157, "제이로지스트"),
    (10_158, "두발히어로"),
    (10_159, "큐런"),
    (10_160, "프레시솔루션"),
    (10_161, "한샘"),
    (10_162, "굿투럭"),
    (10_163, "지니고"),
    (10_164, "카카오 T 당일배송"),
    (10_165, "노곡물류"),
    (10_166, "스페이시스원"),
    (10_167, "로지스팟"),
    (10_168, "DHL GlobalMail"),
    (10_169, "프레시메이트"),
    (10_170, "NK로지솔루션"),
    (10_171, "도도플렉스"),
    (10_172, "배송하기좋은날"),
    (10_173, "이투마스"),
    (10_174, "에이스물류"),
    (10_175, "바바바로지스"),
    (10_176, "롯데칠성"),
    (10_177, "발렉스"),
    (10_178, "국제익스프레스"),
    (10_179, "윈핸드해운항공"),
    (10_180, "탱고앤고"),
    (10_181, "SBGLS"),
    (10_182, "핑퐁"),
    (10_183, "1004홈"),
    (10_184, "나은물류"),
    (10_185, "엔티엘피스"),
    (10_186, "삼다수가정배송"),
    (10_187, "딜리래빗"),
    (10_188, "홈픽오늘도착"),
    (10_189, "대림통운"),
    (10_190, "로지스파트너"),
    (10_191, "고박스"),
    (10_192, "케이제이티"),
    (10_193, "더바오"),
    (10_194, "오늘회러쉬"),
    (10_195, "한국야구르트"),
    (10_196, "로지스밸리"),
    (10_197, "라스트마일시스템즈"),
    (10_198, "에이치케이홀딩스"),
    (10_199, "직구문"),
    (10_200, "큐브플로우"),
    (10_201, "성훈물류"),
    (10_202, "지비에스"),
    (10_203, "반품구조대"),
    (10_204, "화물을부탁해"),
    (10_210, "팀프레시"),
    (10_221, "지에이치스피드"),
    (10_223, "쉽트랙(Ship G)"),
    (10_224, "딜리박스"),
    (10_225, "티에스지로지스"),
    (10_226, "ocs"),
    (10_227, "든든택배"),
    (10_228, "모든로지스"),
    (10_229, "물류대장"),
    (10_230, "제이더블유티앤엘"),
    (10_231, "지케이글로벌"),
    (10_232, "JCLS"),
];

/// What only one site offers, as the names say: (G마켓) and (옥션).
const GMARKET_ONLY: [i64; 10] =
    [10_031, 10_032, 10_038, 10_048, 10_054, 10_055, 10_056, 10_065, 10_067, 10_068];
const AUCTION_ONLY: [i64; 1] = [10_070];
/// What no tracking system follows: 등기우편 and 일반우편 are posted, the rest is carried by hand [unverified].
const UNTRACKED: [i64; 9] = [10_006, 10_024, 10_025, 10_031, 10_032, 10_034, 10_035, 10_070, 10_089];
/// CJ 대한통운, 한진, 롯데, 로젠, 우체국.
const BY_DIGITS: [i64; 5] = [10_013, 10_007, 10_008, 10_003, 10_005];

/// Its name, unless it is retired, or named for the other site; that the latter is refused is unverified.
pub(crate) fn accepted(code: i64, site: Site, settings: &Settings) -> Option<&'static str> {
    let foreign: &[i64] = if site.is_gmarket() { &AUCTION_ONLY } else { &GMARKET_ONLY };
    let refused = settings.foreign_couriers_refused && foreign.contains(&code);
    known(code).filter(|_| !refused && !settings.retired_couriers.contains(&code))
}

fn known(code: i64) -> Option<&'static str> {
    COURIERS.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// Its name, retired or not.
pub(crate) fn name(code: i64) -> &'static str {
    known(code).unwrap_or("기타택배")
}

pub(crate) fn is_tracked(code: i64) -> bool {
    !UNTRACKED.contains(&code)
}

/// 운송장번호 규칙: the rules themselves are not published. Nine to fourteen digits for the large ones,
/// letters, digits and hyphens for those that are tracked, any text for the rest [unverified].
pub(crate) fn is_number(code: i64, invoice: &str) -> bool {
    let digits = invoice.bytes().all(|byte| byte.is_ascii_digit());
    let letters = invoice.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match code {
        _ if invoice.trim().is_empty() => false,
        _ if BY_DIGITS.contains(&code) => digits && (9..=14).contains(&invoice.len()),
        _ if is_tracked(code) => letters && invoice.len() <= 30,
        _ => true,
    }
}

/// 택배사 리스트 조회; its page shows no envelope.
pub(crate) fn list(retired: &BTreeSet<i64>) -> Value {
    let current = COURIERS.iter().filter(|(code, _)| !retired.contains(code));
    let rows: Vec<Value> =
        current.map(|(code, name)| json!({"deliveryCompCode": code, "deliveryCompName": name})).collect();
    json!({"deliveryCompanies": rows})
}
