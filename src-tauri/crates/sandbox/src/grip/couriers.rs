//! 지원 택배사 목록: the names are real, the numbers are drawn, for only the list itself tells them.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::State;

/// DeliveryCompany
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Courier {
    /// 택배회사 번호
    pub company_seq: i64,
    /// 택배회사 이름
    pub company_name: String,
    /// 일반배송: 1, 새벽배송: 2, 해외배송: 3
    pub service_type: i64,
    /// 배송추적 가능 여부
    pub tracking: bool,
}

/// serviceType of a courier that delivers from abroad.
pub(crate) const OVERSEAS: i64 = 3;

/// Name, serviceType and whether its parcels are tracked.
const COURIERS: [(&str, i64, bool); 26] = [
    ("CJ대한통운", 1, true),
    ("한진택배", 1, true),
    ("롯데택배", 1, true),
    ("로젠택배", 1, true),
    ("우체국택배", 1, true),
    ("경동택배", 1, true),
    ("대신택배", 1, true),
    ("일양로지스", 1, true),
    ("합동택배", 1, true),
    ("건영택배", 1, true),
    ("천일택배", 1, true),
    ("GS Postbox 택배", 1, true),
    ("CU 편의점택배", 1, true),
    ("농협택배", 1, true),
    ("홈픽택배", 1, true),
    ("우리택배", 1, true),
    ("기타택배", 1, false),
    ("팀프레시", 2, true),
    ("오늘회 새벽배송", 2, true),
    ("컬리넥스트마일", 2, true),
    ("EMS", 3, true),
    ("DHL", 3, true),
    ("FedEx", 3, true),
    ("UPS", 3, true),
    ("TNT Express", 3, true),
    ("i-parcel", 3, true),
];

/// The list of one shop.
pub(crate) fn draw(rng: &mut ChaCha8Rng) -> Vec<Courier> {
    let mut numbers: Vec<i64> = (2..120).collect();
    numbers.shuffle(rng);
    let courier = |((company_name, service_type, tracking), company_seq): ((&str, i64, bool), i64)| Courier {
        company_seq,
        company_name: company_name.to_owned(),
        service_type,
        tracking,
    };
    COURIERS.into_iter().zip(numbers).map(courier).collect()
}

impl State {
    pub(crate) fn courier(&self, company_seq: i64) -> Option<&Courier> {
        self.couriers.iter().find(|courier| courier.company_seq == company_seq)
    }
}

pub(crate) fn list(state: &State) -> Value {
    json!({"deliveryCompanies": state.couriers})
}
