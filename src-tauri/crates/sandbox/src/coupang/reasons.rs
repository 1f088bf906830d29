//! 교환/반품/취소 VOC 사유 코드: the public part of the table, 21 codes.

use serde::{Deserialize, Serialize};

/// Who pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Fault {
    /// 고객과실
    Customer,
    /// 업체과실
    Vendor,
    /// 쿠팡과실
    Coupang,
}

impl Fault {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Customer => "CUSTOMER",
            Self::Vendor => "VENDOR",
            Self::Coupang => "COUPANG",
        }
    }

    /// refundDeliveryDuty of a withdrawal.
    pub(crate) fn duty(self) -> &'static str {
        match self {
            Self::Customer => "CUS",
            Self::Vendor => "COM",
            Self::Coupang => "COU",
        }
    }
}

/// A reason as it stands on a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// reasonCode.
    pub code: String,
    /// reasonCodeText.
    pub text: String,
    /// cancelReasonCategory1.
    pub category1: String,
    /// cancelReasonCategory2.
    pub category2: String,
    /// faultByType.
    pub fault: Fault,
}

const TABLE: [(&str, &str, Fault); 21] = [
    ("CHANGEMIND", "필요 없어짐 (단순 변심)", Fault::Customer),
    ("DIFFERENTOPT", "색상/ 사이즈가 기대와 다름", Fault::Customer),
    ("CHEAPER", "다른 사이트의 가격이 더 저렴함", Fault::Customer),
    ("WRONGOPT", "상품의 옵션 선택을 잘못함", Fault::Customer),
    ("REORDER", "상품을 추가하여 재주문", Fault::Customer),
    ("OTHERS", "기타", Fault::Customer),
    ("DELIVERYLATER", "배송 예정일이 예상보다 늦음", Fault::Vendor),
    ("WRONGADDRESS", "배송지 입력 실수", Fault::Customer),
    ("DELIVERYSTOP", "배송흐름이 멈춤", Fault::Vendor),
    ("CARRIERLOST", "택배사 상품 분실", Fault::Vendor),
    ("LOST", "배송 완료지만 상품 받지 못함", Fault::Vendor),
    ("PARTIALMISS", "주문상품 중 일부가 배송되지 않음", Fault::Vendor),
    ("COMPOMISS", "구성품, 부속품이 제대로 들어있지 않음", Fault::Vendor),
    ("LATEDELIVERED", "상품이 늦게 배송됨", Fault::Vendor),
    ("DAMAGED", "상품이 파손되어 배송됨", Fault::Vendor),
    ("DEFECT", "상품 결함/기능에 이상이 있음", Fault::Vendor),
    ("INACCURATE", "실제 상품이 설명과 다름", Fault::Vendor),
    ("BOTHDAMAGED", "포장과 상품 모두 훼손됨", Fault::Vendor),
    ("SHIPBOXOK", "포장은 괜찮으나 상품이 파손됨", Fault::Vendor),
    ("WRONGDELIVERY", "아예 다른 상품이 배송됨", Fault::Vendor),
    ("WRONGSIZECOL", "다른 색상/사이즈의 상품이 배송됨", Fault::Vendor),
];

impl Reason {
    /// The reason of the table, or 단순 변심 for a code it does not know.
    pub(crate) fn of(code: &str) -> Self {
        let (code, text, fault) = TABLE.into_iter().find(|(known, ..)| *known == code).unwrap_or(TABLE[0]);
        let category1 = match fault {
            Fault::Customer => "고객변심",
            Fault::Vendor | Fault::Coupang => "상품불만",
        };
        Self {
            code: code.to_owned(),
            text: text.to_owned(),
            category1: category1.to_owned(),
            category2: text.to_owned(),
            fault,
        }
    }

    /// What a seller's cancel in 상품준비중 always says, whatever code was sent.
    pub(crate) fn sold_out() -> Self {
        Self {
            code: "OTHERS".to_owned(),
            text: "기타".to_owned(),
            category1: "배송불만".to_owned(),
            category2: "품절".to_owned(),
            fault: Fault::Vendor,
        }
    }

    pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
        TABLE.into_iter().map(|(code, ..)| code)
    }
}
