//! The couriers of the dispatch page (guide 1888), and the one way of delivery that needs none.
//!
//! 11번가 publishes that every courier has its rule and not what the rules are. Where another marketplace publishes a
//! courier's lengths they are taken, since the numbers are the courier's own; every other number is left to 11번가 to
//! judge. The pages of claims list 98 of these codes: the later ones are dispatch's alone.

use domain::DigitRule::{Alphanumeric, Between, Lengths, NoNumber, Unstated};
use domain::{Courier, DigitRule};

/// 배송없음: a dispatch without courier and number, for which the documents allow `null` in their place. It is
/// a way of delivery (dlvMthdCd) and no courier, and has two digits where couriers have five.
pub(super) const NOBODY: &str = "05";

/// The last code that the pages of claims list.
const LAST_OF_CLAIMS: &str = "00130";

/// Every courier, in the documents' order, after them the way without one.
#[rustfmt::skip]
pub const COURIERS: &[Courier] = &[
    courier("00034", "CJ대한통운", Lengths(&[10, 12])),
    courier("00012", "롯데(현대)택배", Lengths(&[10, 12, 13])),
    courier("00011", "한진택배", Lengths(&[10, 12])),
    courier("00007", "우체국택배/등기", Lengths(&[13])),
    courier("00002", "로젠택배", Lengths(&[10, 11])),
    courier("00116", "(주)팀프레시", Unstated),
    courier("00080", "ACE Express (해외)", Unstated),
    courier("00023", "ACI", Unstated),
    courier("00044", "APEX(ECMS Express) (해외)", Unstated),
    courier("00123", "ARGO", Unstated),
    courier("00045", "CJ대한통운 국제특송(해외)", Unstated),
    courier("00061", "CU편의점택배", Unstated),
    courier("00060", "CVSnet편의점택배", Lengths(&[10, 12])),
    courier("00039", "DHL (해외)", Alphanumeric(&[10, 13, 20])),
    courier("00046", "DHL Global Mail (해외)", Unstated),
    courier("00058", "EMS (해외)", Unstated),
    courier("00098", "Euro Parcel (해외)", Unstated),
    courier("00047", "Fedex (해외)", Unstated),
    courier("00056", "GPS LOGIX (해외)", Unstated),
    courier("00048", "GSI익스프레스 (해외)", Unstated),
    courier("00049", "GSM NtoN (국제특송)", Unstated),
    courier("00114", "GTS로지스", Unstated),
    courier("00068", "HI택배", Unstated),
    courier("00126", "HY", Unstated),
    courier("00050", "i-Parcel (해외)", Unstated),
    courier("00090", "IK 물류", Unstated),
    courier("00072", "KGL 네트웍스 (국제특송)", Unstated),
    courier("00038", "LG전자물류", Unstated),
    courier("00073", "LineExpress (해외)", Unstated),
    courier("00096", "LOTOS CORPORATION", Unstated),
    courier("00113", "LTL", Unstated),
    courier("00111", "SB GLS", Unstated),
    courier("00063", "SLX택배", Unstated),
    courier("00051", "TNT Express (해외)", Unstated),
    courier("00052", "TPL", Unstated),
    courier("00053", "UPS (해외)", Alphanumeric(&[9, 18])),
    courier("00054", "USPS (해외)", Unstated),
    courier("00025", "WIZWA", Unstated),
    courier("00092", "YJS글로벌(영국)", Unstated),
    courier("00095", "YJS글로벌(월드)", Unstated),
    courier("00079", "cway express (국제특송)", Unstated),
    courier("00074", "2fast익스프레스 (해외)", Unstated),
    courier("00037", "건영택배", Unstated),
    courier("00026", "경동택배", Between(8, 16)),
    courier("00086", "고려택배", Unstated),
    courier("00099", "기타", Unstated),
    courier("00130", "나은물류", Unstated),
    courier("00067", "농협택배", Unstated),
    courier("00089", "대림통운", Unstated),
    courier("00021", "대신택배", Lengths(&[13])),
    courier("00071", "대운글로벌 (국제특송)", Unstated),
    courier("00124", "더바오", Unstated),
    courier("00119", "두발히어로", Unstated),
    courier("00101", "로지스밸리택배", Unstated),
    courier("00120", "로지스파트너", Unstated),
    courier("00040", "롯데글로벌 (해외)", Unstated),
    courier("00112", "롯데칠성", Unstated),
    courier("00041", "범한판토스 (국제특송)", Unstated),
    courier("00117", "브릿지 로지스", Unstated),
    courier("00127", "삼다수 가정배송", Unstated),
    courier("00036", "삼성전자물류", Unstated),
    courier("00057", "성원글로벌 (국제특송)", Unstated),
    courier("00091", "성훈 물류", Unstated),
    courier("00066", "세방택배", Unstated),
    courier("00105", "스마트로지스", Unstated),
    courier("00077", "시알로지텍 (국제특송)", Unstated),
    courier("00087", "애니트랙", Unstated),
    courier("00042", "에어보이익스프레스 (국제특송)", Unstated),
    courier("00100", "엘서비스", Unstated),
    courier("00109", "카카오T 당일배송", Unstated),
    courier("00128", "와이드테크", Unstated),
    courier("00065", "용마로지스", Unstated),
    courier("00062", "우리택배", Unstated),
    courier("00088", "우리한방택배", Unstated),
    courier("00069", "원더스퀵", Unstated),
    courier("00085", "위니아딤채 본사설치", Unstated),
    courier("00094", "은하쉬핑", Unstated),
    courier("00129", "이스트라", Unstated),
    courier("00106", "이투마스(ETOMARS)", Unstated),
    courier("00022", "일양로지스", Between(8, 16)),
    courier("00083", "자이언트", Unstated),
    courier("00097", "제니엘시스템", Unstated),
    courier("00104", "제이로지스트", Unstated),
    courier("00027", "천일택배", Lengths(&[11])),
    courier("00107", "큐런택배", Unstated),
    courier("00108", "큐익스프레스", Unstated),
    courier("00121", "투데이", Unstated),
    courier("00081", "퍼레버택배", Unstated),
    courier("00103", "풀앳홈", Unstated),
    courier("00102", "프레시솔루션", Unstated),
    courier("00125", "핑퐁", Unstated),
    courier("00118", "하이브시티", Unstated),
    courier("00064", "한의사랑택배", Unstated),
    courier("00035", "합동택배", Between(8, 16)),
    courier("00122", "현대글로비스", Unstated),
    courier("00082", "홈이노베이션로지스", Unstated),
    courier("00115", "홈픽 오늘도착", Unstated),
    courier("00070", "홈픽택배", Unstated),
    courier("00131", "큐브플로우", Unstated),
    courier("00133", "딜리박스", Unstated),
    courier("00134", "위니온로직스", Unstated),
    courier("00135", "딜리래빗", Unstated),
    courier("00136", "풀무원샘물", Unstated),
    courier("00137", "티에스지로지스", Unstated),
    courier("00138", "든든택배", Unstated),
    courier("00139", "모든로지스", Unstated),
    courier("00140", "에스더쉬핑", Unstated),
    courier("00141", "제이더블유티엔엘", Unstated),
    courier("00142", "벤더피아", Unstated),
    courier("00143", "한샘", Unstated),
    courier("00144", "JCLS", Unstated),
    courier("00145", "지케이글로벌", Unstated),
    courier("00146", "서림물류", Unstated),
    courier("00147", "비알씨에이치", Unstated),
    courier("00148", "신세계까사", Unstated),
    courier("00149", "발렉스", Unstated),
    courier("00151", "반얀로지스틱스", Unstated),
    courier(NOBODY, "배송없음", NoNumber),
];

/// A row of the table.
const fn courier(code: &'static str, name: &'static str, rule: DigitRule) -> Courier {
    Courier { code, name, rule }
}

/// The courier behind a code.
pub(super) fn known(code: &str) -> Option<&'static Courier> {
    COURIERS.iter().find(|courier| courier.code == code)
}

/// A courier's name.
pub(super) fn name(code: &str) -> Option<&'static str> {
    known(code).map(|courier| courier.name)
}

/// Whether the pages of claims list a courier. Their codes end where those that dispatch gained later begin.
pub(super) fn is_for_claims(code: &str) -> bool {
    code == NOBODY || (known(code).is_some() && code <= LAST_OF_CLAIMS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_as_long_as_the_documents() {
        let couriers: Vec<_> = COURIERS.iter().filter(|courier| courier.code != NOBODY).collect();
        assert_eq!(couriers.len(), 117);
        assert_eq!(couriers.iter().filter(|courier| is_for_claims(courier.code)).count(), 98);
        assert!(couriers.iter().all(|courier| courier.code.len() == 5));
    }

    #[test]
    fn no_code_stands_twice() {
        let mut codes: Vec<_> = COURIERS.iter().map(|courier| courier.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), COURIERS.len());
    }
}
