//! Why the desk itself holds something back, or gives a result of its own.
//!
//! A hold found when a person presses becomes a blocked row; one found by the reading right before sending
//! becomes the line's result, with a code that starts with `desk.`.

use domain::{Outcome, Sentence, Target};

/// Declares every hold with its code and its words.
macro_rules! holds {
    ($($(#[$doc:meta])* $name:ident $code:literal $ko:literal $en:literal;)+) => {
        /// Why something is held back.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Hold { $($(#[$doc])* $name),+ }

        impl Hold {
            const ALL: &[Hold] = &[$(Self::$name),+];

            /// The code under which it stands in the journal.
            pub(crate) const fn code(self) -> &'static str {
                match self { $(Self::$name => concat!("desk.", $code)),+ }
            }

            /// Cause first, then the next action.
            pub(crate) const fn sentence(self) -> Sentence {
                match self { $(Self::$name => Sentence::fixed($ko, $en)),+ }
            }
        }
    };
}

holds! {
    /// A cancel request stands on the line, or pieces of it are held for a refund.
    CancelRequested "cancel_requested"
        "취소 요청이 있어 보내지 않았습니다. 취소 요청을 먼저 승인하거나 거부하세요."
        "A cancel request stands on it, so nothing was sent. Approve or refuse the request first.";
    /// Its cancellation is approved and not yet finished.
    BeingCanceled "being_canceled"
        "취소가 승인되어 마켓이 처리하는 중인 주문입니다. 더 할 일은 없으니 보내지 말고 두세요."
        "Its cancellation is approved and the marketplace is finishing it. There is nothing to do; do not send it.";
    /// No piece is left.
    NothingLeft "nothing_left"
        "보낼 수량이 남아 있지 않습니다. 포장한 상품이 있으면 빼세요."
        "No piece is left to send. Take it out of the box.";
    /// The marketplace no longer shows the order.
    Gone "gone"
        "마켓에서 취소되었거나 더 이상 보이지 않는 주문입니다. 다시 수집해 확인하세요."
        "The marketplace no longer shows it as an order. Collect again and look.";
    /// A line of the same parcel is held.
    ParcelMate "parcel_mate"
        "같은 묶음의 다른 상품을 보낼 수 없어 묶음을 보내지 않았습니다. 그 상품의 사유를 먼저 해결하세요."
        "Another line of the parcel cannot go, so the parcel was held. Settle that line first.";
    /// The line is not where the operation needs it.
    WrongStage "wrong_stage"
        "지금 단계에서는 할 수 없는 작업입니다. 다시 수집해 단계를 확인하세요."
        "It cannot be done at this stage. Collect again and look at the stage.";
    /// What was just done to it has not been read yet.
    Rereading "rereading"
        "방금 처리한 결과를 마켓에서 다시 읽는 중입니다. 읽은 뒤에 누르세요."
        "What was just done is being read from the marketplace. Press once it is read.";
    /// What was found at the goods speaks against it, and it was pressed for many at once.
    FoundFaulty "found_faulty"
        "검수에서 문제가 있던 클레임이라 함께 보내지 않았습니다. 한 건씩 열어 확인하고 누르세요."
        "Its goods were found faulty, so it did not go with the others. Open it and decide on it alone.";
    /// Its goods are not back, and it was pressed for many at once.
    NotBack "not_back"
        "상품이 아직 돌아오지 않아 함께 보내지 않았습니다. 상품을 받았으면 검수를 적거나 한 건씩 열어 누르세요."
        "Its goods are not back, so it did not go with the others. If you have them, note how they were found or decide on it alone.";
    /// Nobody tells whether its goods are back, and it was pressed for many at once.
    ReturnUntold "return_untold"
        "이 마켓은 상품이 돌아왔는지 알려주지 않아 함께 보내지 않았습니다. 상품을 받았으면 검수를 적거나 한 건씩 열어 누르세요."
        "The marketplace does not tell whether its goods are back, so it did not go with the others. If you have them, note how they were found or decide on it alone.";
    /// It is on hold, and was pressed for many at once.
    StandsStill "stands_still"
        "보류 중인 클레임이라 함께 보내지 않았습니다. 보류한 이유가 풀렸으면 한 건씩 열어 누르세요."
        "The claim is on hold, so it did not go with the others. If what it was held for is settled, decide on it alone.";
    /// Not confirmed yet.
    NotConfirmed "not_confirmed"
        "아직 발주확인하지 않은 주문입니다. 발주확인을 먼저 하세요."
        "The order is not confirmed yet. Confirm it first.";
    /// It has left already.
    AlreadyShipped "already_shipped"
        "이미 발송된 주문입니다. 번호를 바꾸려면 송장 수정을 쓰세요."
        "It has been shipped already. To change the number, change the invoice.";
    /// Only paid lines are confirmed.
    AlreadyConfirmed "already_confirmed"
        "이미 발주확인된 주문입니다. 송장을 입력하세요."
        "It is confirmed already. Enter its invoice.";
    /// The raw status is unknown.
    UnknownStage "unknown_stage"
        "모르는 상태의 주문이라 건드리지 않습니다. 판매자센터에서 처리하세요."
        "Its status is unknown here, so it is left alone. Handle it in the seller centre.";
    /// Same courier, same number.
    SameInvoice "same_invoice"
        "이미 같은 송장으로 등록되어 있습니다. 새 번호를 입력하세요."
        "It stands under this number already. Enter the new one.";
    /// Shipped with another number.
    OtherInvoice "other_invoice"
        "마켓에 다른 송장번호로 등록되어 있습니다. 마켓의 번호를 확인하고 필요하면 송장 수정을 쓰세요."
        "The marketplace shows another invoice number. Compare it and change the invoice if needed.";
    /// Two couriers or numbers in a bundle.
    TwoInvoices "two_invoices"
        "한 묶음에 서로 다른 송장이 있습니다. 한 송장으로 맞추거나 분리배송을 쓰세요."
        "The parcel has two different invoices. Use one, or split the shipment.";
    /// One number for two receivers.
    SharedInvoice "shared_invoice"
        "받는 사람이 다른 주문에 같은 송장번호가 있습니다. 번호를 고치세요."
        "Orders of different receivers carry the same invoice number. Correct it.";
    /// The courier is not known there.
    UnknownCourier "unknown_courier"
        "이 마켓의 목록에 없는 택배사입니다. 목록을 다시 열어 택배사를 고르세요."
        "The marketplace's list does not have this courier. Open the list again and choose one.";
    /// The bundle is split.
    IsSplit "is_split"
        "분리배송 중인 묶음입니다. 나머지는 '나머지 발송'으로 보내세요."
        "The parcel ships in parts. Ship the rest instead.";
    /// The bundle is not split.
    NotSplit "not_split"
        "분리배송한 묶음이 아닙니다. 발송처리를 쓰세요."
        "The parcel is not split. Ship it as a whole.";
    /// The marketplace does not split it.
    NotSplittable "not_splittable"
        "마켓이 분리배송을 허용하지 않는 묶음입니다. 한 번에 발송하세요."
        "The marketplace does not split this parcel. Ship it as a whole.";
    /// A promised day that is over.
    PastDay "past_day"
        "나머지를 보내기로 한 날이 지났습니다. 오늘 이후의 날을 고르세요."
        "The promised day has passed. Choose today or later.";
    /// Too many or no pieces.
    BadCount "bad_count"
        "수량이 남은 수량과 맞지 않습니다. 1개 이상, 남은 수량 이하로 고치세요."
        "The number of pieces does not fit. Choose at least one and at most what is left.";
    /// Unknown reason code.
    BadReason "bad_reason"
        "이 마켓의 사유가 아닙니다. 목록에서 사유를 고르세요."
        "It is not a reason of this marketplace. Choose one from the list.";
    /// Words are missing.
    NoWords "no_words"
        "구매자가 읽을 내용이 비어 있습니다. 사유를 적으세요."
        "There are no words for the buyer. Write why.";
    /// A day that is over.
    PastDate "past_date"
        "이미 지난 날입니다. 오늘 이후의 날을 고르세요."
        "That day has passed. Choose today or later.";
    /// A charge below nothing.
    BadFee "bad_fee"
        "청구 금액은 0원보다 작을 수 없습니다. 금액을 고치거나 비우세요."
        "A charge cannot be less than nothing. Correct it, or leave it empty.";
    /// A value for which the marketplace has no field.
    NotAsked "not_asked"
        "이 마켓이 이 작업에서 받지 않는 값이 들어 있습니다. 그 값을 비우고 다시 보내세요."
        "It carries something that the marketplace does not take here. Leave it empty and send again.";
    /// A number is missing that the marketplace asks for.
    NoNumber "no_number"
        "택배사와 송장번호가 비어 있습니다. 둘 다 입력하세요."
        "Courier and number are missing. Enter both.";
    /// A day is missing that the marketplace asks for.
    NoDay "no_day"
        "날짜가 비어 있습니다. 오늘 이후의 날을 고르세요."
        "There is no day. Choose today or later.";
    /// Nobody is named.
    NoName "no_name"
        "받는 사람의 이름이 비어 있습니다. 이름을 입력하세요."
        "The receiver's name is missing. Enter it.";
    /// The name is too long.
    LongName "long_name"
        "받는 사람의 이름이 너무 깁니다. 40자 이하로 줄이세요."
        "The receiver's name is too long. Keep it to 40 characters.";
    /// A part of the address is missing.
    NoAddress "no_address"
        "주소나 상세주소가 비어 있습니다. 둘 다 입력하세요."
        "The address or its detail is missing. Enter both.";
    /// A part of the address is too long.
    LongAddress "long_address"
        "주소나 상세주소가 너무 깁니다. 각각 100자 이하로 줄이세요."
        "The address or its detail is too long. Keep each to 100 characters.";
    /// No telephone number.
    BadPhone "bad_phone"
        "전화번호가 올바르지 않습니다. 지역번호를 포함해 숫자와 -로, 20자 이하로 입력하세요."
        "It is not a telephone number. Enter digits and dashes, with the area code, at most 20 characters.";
    /// No postal code.
    BadPostcode "bad_postcode"
        "우편번호가 올바르지 않습니다. 숫자 8자리 이하로 입력하세요."
        "It is not a postal code. Enter at most 8 digits.";
    /// The parts do not make the line.
    BadParts "bad_parts"
        "나눈 수량의 합이 보낼 수량과 다릅니다. 두 개 이상의 송장에 1개씩 이상 나누고, 합을 보낼 수량에 맞추세요."
        "The parts do not add up to the pieces to ship. Spread them over two numbers or more, at least one piece each.";
    /// Nothing to spread.
    OnePiece "one_piece"
        "보낼 수량이 1개라 나눌 수 없습니다. 발송처리를 쓰세요."
        "Only one piece is to be shipped. Ship it as a whole.";
    /// One number twice.
    SameNumberTwice "same_number_twice"
        "같은 송장번호가 두 번 들어 있습니다. 송장마다 다른 번호를 적으세요."
        "A number stands there twice. Give every parcel a number of its own.";
    /// Nobody reports that it has not come.
    NoReport "no_report"
        "답변할 미도착 신고가 없습니다. 이미 처리되었거나 철회되었으니 다시 수집해 확인하세요."
        "No report waits for an answer: it was settled or taken back. Collect again and look.";
    /// Unknown way of return.
    BadWay "bad_way"
        "이 마켓의 수거 방법이 아닙니다. 목록에서 고르세요."
        "The marketplace knows no such way of return. Choose one from the list.";
    /// We keep the line from leaving.
    Kept "on_hold"
        "발송보류 중인 주문이라 보내지 않았습니다. 보류를 먼저 해제하세요."
        "You keep it from leaving, so nothing was sent. Release it first.";
    /// The claim stands still.
    ClaimHeld "claim_held"
        "보류 중인 클레임입니다. 보류를 먼저 해제하세요."
        "The claim is on hold. Release it first.";
    /// The add-ons come first.
    AddOnsFirst "add_ons_first"
        "함께 산 추가상품이 아직 처리되지 않았습니다. 추가상품을 먼저 처리한 뒤 본상품을 처리하세요."
        "An add-on that was bought along still waits. Handle the add-on first, then its product.";
    /// The product comes first.
    ProductFirst "product_first"
        "본상품이 아직 처리되지 않았습니다. 본상품을 먼저 처리한 뒤 추가상품을 처리하세요."
        "The product it was bought along with still waits. Handle that first, then the add-on.";
    /// An action stands on it.
    UnderWay "under_way"
        "같은 대상의 작업이 아직 끝나지 않았습니다. 그 결과를 먼저 확인하세요."
        "An action on it is not finished. Look at its result first.";
    /// It was done a moment ago.
    JustDone "just_done"
        "방금 처리되어 마켓에 반영되는 중입니다. 잠시 뒤 다시 수집해 확인하세요."
        "It was done a moment ago and the marketplace is still taking it in. Collect again in a while.";
    /// The marketplace has no such operation.
    NoOperation "no_operation"
        "이 마켓에서는 할 수 없는 작업입니다. 판매자센터에서 처리하세요."
        "The marketplace has no such operation. Do it in the seller centre.";
    /// The claim does not take the verb.
    NoVerb "no_verb"
        "이 클레임의 지금 단계에서는 할 수 없습니다. 다시 수집해 단계를 확인하세요."
        "The claim does not take this at its step. Collect again and look.";
    /// The claim must be approved first.
    ApproveFirst "approve_first"
        "아직 승인하지 않은 클레임입니다. 승인을 먼저 누르세요."
        "The claim is not approved yet. Approve it first.";
    /// The claim must be taken in first.
    NotifyFirst "notify_first"
        "아직 접수하지 않은 클레임입니다. 접수 안내를 먼저 보내세요."
        "The claim is not taken in yet. Send the notice first.";
    /// The pickup has no number.
    PickupFirst "pickup_first"
        "수거 송장이 없습니다. 수거 송장을 먼저 등록하세요."
        "The pickup has no invoice. Register it first.";
    /// The receipt of the goods must be confirmed first.
    CollectedFirst "collected_first"
        "돌아온 상품을 아직 받은 것으로 처리하지 않았습니다. 수거완료를 먼저 누르세요."
        "The goods are not marked as received yet. Confirm the collection first.";
    /// The goods are on their way back, and the marketplace tells of their arrival.
    NotBackYet "not_back_yet"
        "상품이 아직 돌아오는 중입니다. 마켓이 도착을 알리면 누를 수 있으니 기다리세요."
        "The goods are still on their way back. Wait until the marketplace tells that they have arrived.";
    /// The new goods must leave first.
    ReshipFirst "reship_first"
        "새 상품을 아직 보내지 않았습니다. 재발송을 먼저 하세요."
        "The new goods have not left yet. Send them first.";
    /// The pickup has its number.
    PickupKnown "pickup_known"
        "수거가 이미 시작되었습니다. 상품이 도착하기를 기다리세요."
        "The pickup is under way already. Wait for the goods.";
    /// The claim moved or changed since the decision.
    ClaimChanged "claim_changed"
        "결정한 뒤에 클레임의 상태나 수량이 바뀌어 보내지 않았습니다. 내용을 다시 확인하고 결정하세요."
        "The claim's step or quantity changed after you decided, so nothing was sent. Look again and decide.";
    /// Another one bears its shipping now.
    FaultChanged "fault_changed"
        "결정한 뒤에 클레임의 귀책이 바뀌어 보내지 않았습니다. 배송비 부담을 다시 확인하고 결정하세요."
        "Whose fault the claim is changed after you decided, so nothing was sent. Look who bears the shipping and decide.";
    /// Its shipping costs something else now.
    FeeChanged "fee_changed"
        "결정한 뒤에 반품 배송비가 바뀌어 보내지 않았습니다. 환불 금액을 다시 확인하고 결정하세요."
        "The return shipping changed after you decided, so nothing was sent. Look at the refund again and decide.";
    /// It stands still since.
    HeldSince "held_since"
        "결정한 뒤에 클레임이 보류되어 보내지 않았습니다. 보류한 이유를 확인하고 결정하세요."
        "The claim was put on hold after you decided, so nothing was sent. Look why and decide.";
    /// The buyer withdrew.
    Withdrawn "withdrawn"
        "구매자가 클레임을 철회했습니다. 주문을 원래대로 처리하세요."
        "The buyer withdrew the claim. Go on with the order.";
    /// The claim is settled.
    ClaimOver "claim_over"
        "이미 처리가 끝난 클레임입니다. 더 할 일은 없습니다."
        "The claim is settled already. There is nothing left to do.";
    /// The claim is not to be found.
    ClaimGone "claim_gone"
        "마켓에서 클레임을 찾을 수 없습니다. 판매자센터에서 확인하세요."
        "The marketplace does not show the claim. Look in the seller centre.";
    /// Read after the settling time: nothing happened.
    NotApplied "not_applied"
        "마켓을 다시 읽어 보니 반영되지 않았습니다. 다시 보내세요."
        "Reading the marketplace again showed that nothing was applied. Send it again.";
    /// The seller looked there and says that nothing happened.
    SaidNotDone "said_not_done"
        "판매자센터에서 확인해 처리되지 않은 것으로 적었습니다. 필요하면 다시 보내세요."
        "Looked up in the seller centre and noted as not done. Send it again if needed.";
    /// A claim stands on the line.
    ClaimOpen "claim_open"
        "진행 중인 클레임이 있는 주문입니다. 그 클레임을 먼저 처리하세요."
        "A claim on the order is still open. Settle it first.";
    /// It has left, and the operation is for what has not.
    HasLeft "has_left"
        "이미 발송된 주문이라 할 수 없습니다. 구매자에게 직접 알리세요."
        "It has left already, so this cannot be done. Tell the buyer yourself.";
    /// It has not left, and the operation is for what has.
    NotShipped "not_shipped"
        "아직 발송하지 않은 주문입니다. 보낼 수 없으면 판매취소를 쓰세요."
        "It has not left yet. If it cannot leave, cancel its sale.";
    /// The buyer wished for no day.
    NoHopedDay "no_hoped_day"
        "구매자가 배송희망일을 정하지 않은 주문입니다. 평소대로 발송하세요."
        "The buyer wished for no day. Ship it as usual.";
    /// An invoice is missing.
    NoInvoice "no_invoice"
        "등록된 송장이 없습니다. 발송처리를 먼저 하세요."
        "It has no invoice. Ship it first.";
}

impl Hold {
    /// The hold that a journaled code names.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|hold| hold.code() == code)
    }

    /// Whether it says that there is nothing to do any more, so that nobody has to be told.
    pub(crate) const fn is_past(self) -> bool {
        matches!(self, Self::NothingLeft | Self::Gone | Self::AlreadyShipped | Self::AlreadyConfirmed)
    }

    /// The hold as a target's result.
    pub(crate) fn outcome(self, target: Target) -> Outcome {
        let retryable = self == Self::NotApplied;
        Outcome::failed(target, self.code(), self.sentence().ko, retryable)
    }
}
