//! What lies beside the orders: the seller's account and channels (SmartStore), reviews (Npay).

use serde_json::json;

use super::desk::{Asked, Desk};
use super::errors::{Answer, Refusal};
use super::query::Query;

/// Answers bare, without the envelope of the order API.
pub(crate) fn account(desk: &mut Desk<'_>) -> Answer {
    let number = desk.state.seed % 1_000_000;
    Answer::Bare(json!({
        "accountId": format!("moadesk{number:06}"),
        "accountUid": format!("ncp_{}", &desk.state.credentials.client_id),
        "grade": "POWER",
    }))
}

/// Answers bare. One channel; that several come as a list is unverified.
pub(crate) fn channels(desk: &mut Desk<'_>) -> Answer {
    Answer::Bare(json!([{
        "channelNo": channel_number(desk.state.seed),
        "channelType": "STOREFARM",
        "name": SHOP,
        "url": "https://smartstore.naver.com/moadesk",
        "representativeImageUrl": "https://shop-phinf.pstatic.net/moadesk.png",
        "talkTalkAccountId": "w4moadesk",
    }]))
}

/// 채널명
const SHOP: &str = "모아 살림";

/// 채널 번호
pub(crate) fn channel_number(seed: u64) -> u64 {
    100_000_000 + seed % 1_000_000
}

/// Neither parameters nor body are public: an empty list in the usual envelope [unverified].
pub(crate) fn reviews(asked: Asked<'_>) -> Result<Answer, Refusal> {
    let query = Query::parse(asked.query);
    let page = query.count("page")?.unwrap_or(1);
    let size = query.count("pageSize")?.unwrap_or(300);
    let pagination = json!({"page": page, "size": size, "hasNext": false});
    Ok(Answer::Data(json!({"contents": [], "pagination": pagination})))
}
