//! Which fields each list of orders has, in the order of its page.

/// Names with spaces between them.
pub(crate) type Fields = &'static str;

/// Beside those of the pages, as live clients saw them in `complete`.
pub(crate) const LIVE_COMPLETE: Fields = "ordPrdStat stlPlnAmt totSelFee ordPayAmtPerSeq tmallApplyDscAmt";

/// The same in `orderlistall`.
pub(crate) const LIVE_STANDING: Fields = "invcNo selFee stlPlnAmt tmallApplyDscAmt";

/// 1728
pub(crate) const UNPAID: Fields = "addPrdNo addPrdYn bndlDlvSeq bndlDlvYN dlvCst dlvCstType dlvNo memID memNo ordAmt ordBaseAddr \
    ordDlvReqCont ordDt ordDtlsAddr ordMailNo ordNm ordNo ordOptWonStl ordPayAmt ordPrdSeq ordPrdStat \
    ordPrtblTel ordQty ordTlphnNo prdNm prdNo prdStckNo rcvrBaseAddr rcvrDtlsAddr rcvrMailNo \
    rcvrMailNoSeq rcvrNm rcvrPrtblNo rcvrTlphn selPrc sellerDscPrc sellerPrdCd slctPrdOptNm \
    tmallDscPrc lstTmallDscPrc lstSellerDscPrc bmDlvCst bmDlvCstType dlvEtprsCd dlvMthdCd freeGiftNo \
    freeGiftQty gblDlvYn giftCd invcNo lstDlvCst ordStlEndDt plcodrCnfDt sndEndDt typeAdd typeBilNo \
    sendGiftYn";

/// 1800
pub(crate) const GIFTS: Fields = "addPrdNo addPrdYn bndlDlvSeq bndlDlvYN dlvCst dlvCstType dlvNo memID memNo ordAmt ordBaseAddr \
    ordDlvReqCont ordDt ordDtlsAddr ordMailNo ordNm ordNo ordOptWonStl ordPayAmt ordPrdSeq ordPrtblTel \
    ordQty ordTlphnNo prdNm prdNo prdStckNo rcvrBaseAddr rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm \
    rcvrPrtblNo rcvrTlphn selPrc sellerDscPrc sellerPrdCd slctPrdOptNm tmallDscPrc lstTmallDscPrc \
    lstSellerDscPrc typeBilNo referSeq sellerStockCd appmtDdDlvDy appmtEltRefuseYn appmtselStockCd \
    sendGiftYn";

/// 1876
pub(crate) const COMPLETE: Fields = "addPrdNo addPrdYn bndlDlvSeq bndlDlvYN custGrdNm dlvCst dlvCstType bmDlvCst bmDlvCstType dlvNo \
    gblDlvYn giftCd memID memNo ordAmt ordBaseAddr ordDlvReqCont ordDt ordDtlsAddr ordMailNo ordNm \
    ordNo ordOptWonStl ordPayAmt ordPrdSeq ordPrtblTel ordQty ordStlEndDt ordTlphnNo prdNm prdNo \
    prdStckNo rcvrBaseAddr rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm rcvrPrtblNo rcvrTlphn selPrc \
    sellerDscPrc sellerPrdCd slctPrdOptNm tmallDscPrc gifeser typeAdd typeBilNo lstTmallDscPrc \
    lstSellerDscPrc referSeq sellerStockCd appmtDdDlvDy appmtEltRefuseYn appmtselStockCd engNm \
    psnCscUniqNo dlvSndDue delaySendDt visitDlvYn sendGiftYn sendClfCd use11stRetailYn";

/// 1633
pub(crate) const COMPLETE_ORDER: Fields = "addPrdNo addPrdYn bndlDlvSeq bndlDlvYN custGrdNm lstDlvCst dlvCstType bmDlvCst bmDlvCstType dlvNo \
    gblDlvYn giftCd memID memNo ordAmt ordPayAmtPerSeq ordBaseAddr ordDlvReqCont ordDt ordDtlsAddr \
    ordMailNo ordNm ordNo ordOptWonStl ordPayAmt ordPrdSeq ordPrtblTel ordQty ordStlEndDt ordTlphnNo \
    plcodrCnfDt prdNm prdNo prdStckNo rcvrBaseAddr rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm \
    rcvrPrtblNo rcvrTlphn selPrc sellerDscPrc sellerDscPrcPerSeq sellerPrdCd slctPrdOptNm tmallDscPrc \
    tmallDscPrcPerSeq stlPlnAmt gifeser typeAdd typeBilNo lstTmallDscPrc lstSellerDscPrc ordCnQty \
    dlvMthdCd dlvEtprsCd invcNo sndEndDt referSeq sellerStockCd appmtDdDlvDy appmtEltRefuseYn \
    appmtselStockCd engNm psnCscUniqNo visitDlvYn sendGiftYn";

/// 6741 and 6743
pub(crate) const COMPLETE_DUE: Fields = "addPrdNo addPrdYn bndlDlvSeq bndlDlvYN custGrdNm dlvCst dlvCstType bmDlvCst bmDlvCstType dlvNo \
    gblDlvYn giftCd memID memNo ordAmt ordBaseAddr ordDlvReqCont ordDt ordDtlsAddr ordMailNo ordNm \
    ordNo ordOptWonStl ordPayAmt ordPrdSeq ordPrtblTel ordQty ordStlEndDt ordTlphnNo prdNm prdNo \
    prdStckNo rcvrBaseAddr rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm rcvrPrtblNo rcvrTlphn selPrc \
    sellerDscPrc sellerPrdCd slctPrdOptNm tmallDscPrc gifeser typeAdd typeBilNo lstTmallDscPrc \
    lstSellerDscPrc referSeq sellerStockCd appmtDdDlvDy appmtEltRefuseYn appmtselStockCd engNm \
    psnCscUniqNo dlvSndDue delaySendDt sendGiftYn";

/// 1635
pub(crate) const PACKAGING: Fields = "addPrdNo addPrdYn bndlDlvSeq bndlDlvYN custGrdNm dlvCst dlvCstType bmDlvCst bmDlvCstType dlvNo \
    gblDlvYn giftCd memID memNo ordAmt ordBaseAddr ordDlvReqCont ordDt ordDtlsAddr ordMailNo ordNm \
    ordNo ordOptWonStl ordPayAmt ordPrdSeq ordPrtblTel ordQty ordStlEndDt ordTlphnNo plcodrCnfDt prdNm \
    prdNo prdStckNo rcvrBaseAddr rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm rcvrPrtblNo rcvrTlphn \
    selPrc sellerDscPrc sellerPrdCd slctPrdOptNm tmallDscPrc stlPlnAmt typeAdd typeBilNo \
    lstTmallDscPrc lstSellerDscPrc referSeq sellerStockCd appmtDdDlvDy appmtEltRefuseYn \
    appmtselStockCd dlvSndDue delaySendDt sendGiftYn sendClfCd tmallDscPrcPerSeq sellerDscPrcPerSeq \
    ordPayAmtPerSeq visitDlvYn psnCscUniqNo use11stRetailYn";

/// 6742 and 6744
pub(crate) const PACKAGING_DUE: Fields = "addPrdNo addPrdYn bndlDlvSeq bndlDlvYN custGrdNm dlvCst dlvCstType bmDlvCst bmDlvCstType dlvNo \
    gblDlvYn giftCd memID memNo ordAmt ordBaseAddr ordDlvReqCont ordDt ordDtlsAddr ordMailNo ordNm \
    ordNo ordOptWonStl ordPayAmt ordPrdSeq ordPrtblTel ordQty ordStlEndDt ordTlphnNo plcodrCnfDt prdNm \
    prdNo prdStckNo rcvrBaseAddr rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm rcvrPrtblNo rcvrTlphn \
    selPrc sellerDscPrc sellerPrdCd slctPrdOptNm tmallDscPrc typeAdd typeBilNo lstTmallDscPrc \
    lstSellerDscPrc referSeq sellerStockCd appmtDdDlvDy appmtEltRefuseYn appmtselStockCd dlvSndDue \
    delaySendDt";

/// 6897: neither delivery number nor address.
pub(crate) const SHIPPING: Fields = "dlvEtprsCd invcNo ordNo ordPrdSeq sndEndDt";

/// 1727
pub(crate) const DELIVERED: Fields = "dlvCst dlvCstType bmDlvCst bmDlvCstType dlvEndDt dlvNo memID memNo ordAmt ordBaseAddr \
    ordDlvReqCont ordDtlsAddr ordMailNo ordId ordNm ordNo ordPrdSeq ordPrtblTel ordQty ordStlEndDt \
    prdNm prdNo prdStckNo rcvrBaseAddr rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm rcvrPrtblNo \
    rcvrTlphn selPrc sellerPrdCd slctPrdOptNm gblDlvYn dlvMthdCd dlvEtprsCd invcNo sndEndDt typeBilNo \
    referSeq sellerStockCd";

/// 1637: no address.
pub(crate) const DECIDED: Fields = "atmtBuyCnfrmYN dlvCst memNo ordAmt ordNo ordPrdSeq ordQty pocnfrmDt prdNm sellerPrdCd slctPrdOptNm \
    gblDlvYn ordDt prdNo ordPayAmt referSeq sellerStockCd sendGiftYn";

/// 1772
pub(crate) const RESERVED: Fields = "addPrdNo addPrdYn bndlDlvSeq bndlDlvYN custGrdNm dlvCst dlvCstType dlvNo giftCd memID memNo ordAmt \
    ordBaseAddr ordDlvReqCont ordDt ordDtlsAddr ordMailNo ordNm ordNo ordOptWonStl ordPayAmt ordPrdSeq \
    ordPrtblTel ordQty ordStlEndDt ordTlphnNo plcodrCnfDt prdNm prdNo prdStckNo rcvrBaseAddr \
    rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm rcvrPrtblNo rcvrTlphn selPrc sellerDscPrc sellerPrdCd \
    slctPrdOptNm tmallDscPrc gblDlvYn typeBilNo referSeq sellerStockCd";

/// 1774: no seller's product code.
pub(crate) const STANDING: Fields = "dlvNo ordCnQty ordNo ordPrdSeq ordPrdStatNm ordPrdStat ordQty prdNm prdNo sellerID referSeq \
    sellerStockCd";

/// 1725: no seller's codes.
pub(crate) const STANDING_ADDRESS: Fields = "dlvNo ordCnQty ordNo ordPrdSeq ordPrdStatNm ordPrdStat ordQty prdNm prdNo sellerID rcvrBaseAddr \
    rcvrDtlsAddr rcvrMailNo rcvrMailNoSeq rcvrNm rcvrPrtblNo rcvrTlphn dlvMthdCd dlvEtprsCd invcNo \
    sndEndDt typeBilNo";
