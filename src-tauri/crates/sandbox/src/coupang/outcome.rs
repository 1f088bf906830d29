//! The documented result codes of an invoice row.

/// What became of one box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Ok,
    NotFoundShipmentBox,
    InvalidStatus,
    PermissionDenied,
    DuplicateInvoiceNumber,
    InvalidInvoiceNumber,
    OrderDeliveryCanceled,
    StopRequested,
    PartialStopRequested,
    CanceledHoldingForCancel,
    UndefinedError,
    NotAllowReUpload,
    NotFoundInvoiceNumber,
    NotFoundVendorItem,
    NotAllowVendorDirect,
    PlannedDateFixed,
    NotAllowSeparateAfterNormal,
    MustBeSeparate,
    OneVendorItem,
}

/// Code, retryRequired and message of the official table.
type Text = (&'static str, bool, &'static str);

const TABLE: [(Outcome, Text); 19] = [
    (Outcome::Ok, ("OK", false, "")),
    (Outcome::NotFoundShipmentBox, ("NOT_FOUND_SHIPMENT_BOX", false, "존재하지 않는 송장번호입니다.")),
    (Outcome::InvalidStatus, ("INVALID_STATUS", false, "배송진행상태가 유효하지 않습니다.")),
    (Outcome::PermissionDenied, ("PERMISSION_DENIED", true, "권한이 없습니다.")),
    (Outcome::DuplicateInvoiceNumber, ("DUPLICATE_INVOICE_NUMBER", true, "이미 저장된 송장번호가 있습니다.")),
    (Outcome::InvalidInvoiceNumber, ("INVALID_INVOICE_NUMBER", true, "송장번호가 유효하지 않습니다.")),
    (Outcome::OrderDeliveryCanceled, ("ORDER_DELIVERY_CANCELED", false, "취소된 주문건입니다.")),
    (Outcome::StopRequested, ("ORDER_DELIVERY_CANCELED", false, "출고중지 요청건입니다.")),
    (
        Outcome::PartialStopRequested,
        ("ORDER_DELIVERY_PARTIAL_STOP_REQUESTED", true, "출고중지 요청건입니다."),
    ),
    (
        Outcome::CanceledHoldingForCancel,
        ("ORDER_DELIVERY_CANCELED_HOLDING_FOR_CANCEL", true, "취소대기상태의 주문건입니다."),
    ),
    (Outcome::UndefinedError, ("UNDEFINED_ERROR_OCCUR", true, "알수없는 오류")),
    (
        Outcome::NotAllowReUpload,
        (
            "NOT_ALLOW_INVOICE_NUMBER_RE_UPLOAD",
            false,
            "이미 저장된 송장번호가 있어, 송장번호 등록이 불가능합니다. (동일송장번호 업로드 조건 : 수취인정보 동일)",
        ),
    ),
    (
        Outcome::NotFoundInvoiceNumber,
        (
            "NOT_FOUND_INVOICE_NUMBER",
            false,
            "이미 출고 예정일이 등록된 상품이어서 운송장 번호를 입력하셔야 합니다.",
        ),
    ),
    (Outcome::NotFoundVendorItem, ("NOT_FOUND_VENDOR_ITEM", false, "합포장건 중 누락된 상품이 있습니다.")),
    (
        Outcome::NotAllowVendorDirect,
        ("NOT_ALLOW_VENDOR_DIRECT", false, "업체직송은 분리배송 할 수 없습니다."),
    ),
    (
        Outcome::PlannedDateFixed,
        ("PSD_NOT_ALLOW_TO_CHANGE", false, "출고예정일은 최초 등록 이후 변경 할 수 없습니다."),
    ),
    (
        Outcome::NotAllowSeparateAfterNormal,
        (
            "NOT_ALLOW_SEPARATE_AFTER_NORMAL_DELIVERY",
            false,
            "일반배송 접수 후 분리배송을 다시 할 수 없습니다.",
        ),
    ),
    (
        Outcome::MustBeSeparate,
        (
            "IS_SEPARATE_MUST_BE_TRUE_WHEN_SEPARATE_DELIVERY",
            false,
            "분리배송 접수 후 일반배송으로 처리 할 수 없습니다. 분리배송 여부를 Y로 수정하시기 바랍니다.",
        ),
    ),
    (
        Outcome::OneVendorItem,
        ("NOT_ALLOW_SEPARATE_WHEN_ONE_VENDOR_ITEM", false, "상품이 한가지인 경우 분리배송 할 수 없습니다."),
    ),
];

impl Outcome {
    pub(crate) fn text(self) -> Text {
        let row = TABLE.iter().find(|(outcome, _)| *outcome == self);
        row.map_or(TABLE[0].1, |(_, text)| *text)
    }
}
