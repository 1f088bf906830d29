//! The kinds of details, one row each.

use serde::{Deserialize, Serialize};

use crate::Sentence;

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailForm {
    /// Words.
    Text,
    /// Words that tell of a person.
    Personal,
    /// Whole won.
    Won,
    /// A moment, RFC 3339.
    Moment,
    /// A day in Korea.
    Day,
}

/// Of each kind: what it is, how its value is written, and its name as a person reads it before the value.
macro_rules! kinds {
    ($($(#[$what:meta])* $kind:ident $form:ident $ko:literal $en:literal,)*) => {
        /// What it can be, in the order in which it is shown: of a line, then of a claim.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum DetailKind {
            $($(#[$what])* $kind,)*
        }

        impl DetailKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// How its values are written.
            pub const fn form(self) -> DetailForm {
                match self {
                    $(Self::$kind => DetailForm::$form,)*
                }
            }

            /// Its name.
            pub const fn name(self) -> Sentence {
                match self {
                    $(Self::$kind => Sentence::fixed($ko, $en),)*
                }
            }
        }
    };
}

kinds! {
    /// The buyer's member ID or nickname.
    Member Personal "회원 ID·닉네임" "Member ID or nickname",
    /// The buyer's rank among the marketplace's members.
    MemberGrade Text "회원 등급" "Member grade",
    /// The name in Latin letters of a buyer abroad.
    EnglishName Personal "영문 이름" "Name in English",
    /// How it was paid.
    PaymentMethod Text "결제 수단" "Paid by",
    /// When an order that waits for its payment is given up.
    PaymentDue Moment "입금 기한" "Payment due",
    /// What was paid for the line, or for its basket where the marketplace tells no more, in won.
    PaidAmount Won "결제 금액" "Amount paid",
    /// The part of the basket that was paid by card, transfer or the like, in won.
    PaidByMeans Won "일반 결제 (주문 전체)" "Paid by card or transfer (whole order)",
    /// The part of the basket that was paid with points, in won.
    Points Won "포인트 결제 (주문 전체)" "Paid with points (whole order)",
    /// The part of the basket that was paid with charged money (충전금), in won.
    ChargedMoney Won "충전금 결제 (주문 전체)" "Paid with charged money (whole order)",
    /// The part of the basket that was paid with rewards (적립금), in won.
    RewardMoney Won "적립금 결제 (주문 전체)" "Paid with rewards (whole order)",
    /// The part of the basket that is paid later (후불결제), in won.
    PayLater Won "후불 결제 (주문 전체)" "Paid later (whole order)",
    /// A discount for paying by a card, in won.
    CardDiscount Won "카드 할인" "Card discount",
    /// The discount on the whole basket, in won.
    OrderDiscount Won "주문 할인 (주문 전체)" "Order discount (whole order)",
    /// What the chosen option costs on top, in won.
    OptionPrice Won "옵션 금액" "Option price",
    /// A discount that everybody gets (즉시할인), in won.
    InstantDiscount Won "즉시할인" "Instant discount",
    /// A discount for several pieces (복수구매할인), in won.
    BulkDiscount Won "복수구매할인" "Multi-buy discount",
    /// Discounts that the seller bears, in won.
    SellerCoupon Won "판매자 부담 할인" "Discount borne by the seller",
    /// Discounts that the marketplace bears, in won.
    MarketplaceCoupon Won "마켓 부담 할인" "Discount borne by the marketplace",
    /// What the seller gives back to the buyer as money of the marketplace, in won.
    Cashback Won "판매자 캐시 적립" "Cashback by the seller",
    /// What the marketplace keeps, in won.
    Commission Won "수수료" "Commission",
    /// Its part for the payment, in won.
    PaymentCommission Won "결제 수수료" "Payment commission",
    /// Its part for the sale, in won.
    SaleCommission Won "판매 수수료" "Sale commission",
    /// Its part for the channel, in won.
    ChannelCommission Won "채널 수수료" "Channel commission",
    /// Its part for having been found by the marketplace's price comparison, in won.
    LinkedCommission Won "매출연동 수수료" "Linked-sale commission",
    /// By which rule it is reckoned.
    CommissionRule Text "수수료 구분" "Commission rule",
    /// What is expected to be paid out, in won.
    ExpectedPayout Won "정산 예정액" "Expected payout",
    /// The seller's own code of the product, where the option has one besides.
    ProductCode Text "판매자 상품코드" "Seller's product code",
    /// The seller's own code of the option.
    OptionCode Text "판매자 옵션코드" "Seller's option code",
    /// The seller's own further codes.
    SellerCode Text "판매자 내부코드" "Seller's further code",
    /// The marketplace's number of the option.
    OptionNumber Text "옵션 번호" "Option number",
    /// The number of the product's page.
    ListedProduct Text "노출상품 번호" "Listed product number",
    /// The number of the product behind the page.
    OriginalProduct Text "원상품 번호" "Original product number",
    /// The option's name at its first registration, where it was changed since.
    FirstOption Text "최초 등록 옵션명" "Option name as first registered",
    /// What a made-to-order product asks its buyer for.
    InputPrompt Text "주문제작 문구" "Made-to-order prompt",
    /// Several pieces that are sold as one (자동 묶음).
    AutoBundle Text "자동 묶음" "Automatic bundle",
    /// Used goods.
    Condition Text "상품 상태" "Condition",
    /// What is given along for nothing.
    FreeGift Text "사은품" "Free gift",
    /// The marketplace's number of the goods in its warehouse.
    StockNumber Text "물류 상품번호" "Warehouse number",
    /// When the order was confirmed (발주확인).
    AcceptedAt Moment "발주확인" "Confirmed by the seller",
    /// Until when a gift can be accepted.
    GiftDue Moment "선물 수락 기한" "Gift to be accepted by",
    /// How it travels: by courier, by the seller, fetched by the buyer.
    DeliveryMethod Text "배송 방법" "Delivery method",
    /// The pace that was promised: today, on a wished day, made to order.
    DeliveryPace Text "배송 속성" "Delivery pace",
    /// The hour by which it must leave on the same day.
    SameDay Text "당일발송" "Same-day dispatch",
    /// The day from which it can leave.
    ShipFrom Day "발송 시작일" "Ships from",
    /// The day by which it arrives.
    ArriveBy Day "도착 예정일" "Arrives by",
    /// Who pays the courier and when: 선불, 착불, 무료.
    ShippingPayment Text "배송비 결제" "Shipping paid",
    /// What shipping costs depend on: 무료, 조건부 무료, 유료.
    ShippingPolicy Text "배송비 정책" "Shipping policy",
    /// What was taken off the shipping, in won.
    ShippingDiscount Won "배송비 할인" "Shipping discount",
    /// How the surcharge for islands and mountains is paid.
    RemotePayment Text "도서산간비 결제" "Remote surcharge paid",
    /// Whose warehouse ships it, where it is not the seller's.
    Fulfilment Text "출고 주체" "Shipped by",
    /// It goes abroad.
    Overseas Text "해외 배송" "Overseas delivery",
    /// It is set up at the buyer's place.
    Installed Text "설치 상품" "Installation",
    /// The message for a delivery before dawn (새벽배송).
    DawnMemo Personal "새벽배송 메시지" "Dawn delivery message",
    /// Where the goods leave from.
    Origin Text "출고지" "Ships out of",
    /// How the buyer came to the product.
    Inflow Text "유입 경로" "Came from",
    /// Who asked for the claim: the buyer, the marketplace's support.
    AskedBy Text "요청자" "Asked by",
    /// From where it was asked for.
    AskedThrough Text "접수 채널" "Asked through",
    /// Which sort of cancel it is.
    CancelSort Text "취소 구분" "Sort of cancel",
    /// How far the stop of the dispatch came (출고중지).
    StopStatus Text "출고중지 처리" "Dispatch stop",
    /// In which state the goods are.
    GoodsState Text "상품 상태" "State of the goods",
    /// The option that is claimed.
    ClaimedOption Text "신청 옵션" "Claimed option",
    /// Under which number the goods had been sent.
    SentUnder Text "원 송장" "Sent under",
    /// When it was approved.
    ApprovedAt Moment "승인" "Approved",
    /// When it was taken back.
    WithdrawnAt Moment "철회" "Withdrawn",
    /// When the seller refused it.
    RefusedAt Moment "거부" "Refused",
    /// The day on which the goods should be fetched.
    PickupDue Day "회수 예정일" "Pickup due",
    /// When the goods were back.
    CollectedAt Moment "수거 완료" "Collected",
    /// When the hold ended.
    ReleasedAt Moment "보류 해제" "Released",
    /// When it was over.
    EndedAt Moment "완료" "Ended",
    /// How the buyer pays the way back.
    FeePayment Text "배송비 결제 방법" "How the fee is paid",
    /// What was taken off the way back, in won.
    FeeDiscount Won "배송비 할인" "Fee discount",
    /// What the marketplace bears of the way back, in won.
    FeeSupport Won "배송비 마켓 지원" "Fee borne by the marketplace",
    /// What the marketplace's own courier costs on the way back, in won.
    PickupFee Won "지정택배 수거비" "Fee of the arranged pickup",
    /// The surcharge of the way back for islands and mountains, in won.
    RemoteFee Won "도서산간 추가 배송비" "Remote area fee",
    /// What else the buyer is charged, in won.
    OtherFee Won "기타 비용" "Other charge",
    /// When the refund is expected.
    RefundDue Moment "마켓의 환불 예정일" "Refund due by the marketplace",
    /// What the refund waits for.
    RefundWaits Text "환불 대기" "Refund waits",
    /// Where the goods come back to.
    ReturnsTo Text "반품 도착지" "Returns to",
    /// How far the new goods of an exchange are.
    ReshipStatus Text "재배송 상태" "Re-shipment",
}
