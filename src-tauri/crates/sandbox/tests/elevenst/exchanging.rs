use sandbox::elevenst::{LineTruth, Operation, Verb};

use crate::support::{Desk, value, words};

async fn asked(desk: &Desk) -> (LineTruth, String) {
    let line = desk.delivered(2).await;
    let claim = desk.shop.buyer_exchanges(&line.line_id, None).unwrap().claim_id.unwrap();
    (line, claim)
}

fn approval(line: &LineTruth, claim: &str, parcel: &str) -> String {
    format!("/claimservice/exchangereqconf/{claim}/{}/{}/{parcel}", line.ord_no, line.ord_prd_seq)
}

fn refusal(line: &LineTruth, claim: &str, reason: &str) -> String {
    let text = words("재고가 없습니다");
    format!("/claimservice/exchangereqreject/{}/{}/{claim}/{reason}/{text}", line.ord_no, line.ord_prd_seq)
}

#[tokio::test]
async fn approving_sends_the_replacement_once() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk).await;
    let number = desk.number();
    let parcel = format!("00034/{number}");
    let rows = desk.list("/claimservice/exchangeorders", 1).await;
    assert_eq!((value(&rows.rows[0], "clmStat"), desk.status(&line.line_id).as_str()), ("201", "601"));
    assert_eq!(value(&rows.rows[0], "exchNm"), line.receiver.clone().unwrap().name);
    desk.get(&approval(&line, "99", &parcel)).await.refused(-27_007);
    desk.get(&approval(&line, "x", &parcel)).await.refused(-27_004);
    desk.get(&approval(&line, &claim, &format!("00138/{number}"))).await.refused(-27_006);
    desk.get(&approval(&line, &claim, "00034/12")).await.refused(-1);
    desk.get(&approval(&line, &claim, &parcel)).await.done();
    desk.get(&approval(&line, &claim, &parcel)).await.refused(-27_008);
    let sent = desk.claim(&claim);
    assert_eq!((sent.code.as_str(), sent.parcel.unwrap().number), ("221", Some(number)));
    assert_eq!(desk.shop.applied(Operation::ApproveExchange, &claim), 1);
    assert_eq!(desk.status(&line.line_id), "501");
    let rows = desk.list("/claimservice/exchangedorders", 1).await;
    assert_eq!(value(&rows.rows[0], "clmStat"), "221");
    assert!(rows.names().contains(&"trtEndDt") && !rows.names().contains(&"addDlvCst"));
    assert_eq!(desk.list("/claimservice/exchangeorders", 1).await.code(), -1);
}

#[tokio::test]
async fn an_exchange_is_refused_or_withdrawn_and_not_while_held() {
    let desk = Desk::open(0).await;
    let (line, claim) = asked(&desk).await;
    desk.get(&refusal(&line, &claim, "103")).await.refused(-1);
    desk.get(&refusal(&line, "99", "203")).await.refused(-26_005);
    desk.get(&refusal(&line, &claim, "203")).await.done();
    desk.get(&refusal(&line, &claim, "203")).await.refused(-26_006);
    assert_eq!((desk.claim(&claim).code.as_str(), desk.status(&line.line_id).as_str()), ("232", "501"));
    let (line, claim) = asked(&desk).await;
    desk.shop.office_holds(&claim).unwrap();
    let parcel = format!("00034/{}", desk.number());
    desk.get(&approval(&line, &claim, &parcel)).await.refused(-27_008);
    desk.get(&refusal(&line, &claim, "203")).await.refused(-26_006);
    let rows = desk.list("/claimservice/exchangeorders", 1).await;
    assert_eq!(value(&rows.rows[0], "clmStat"), "214");
    desk.shop.buyer_withdraws(&claim).unwrap();
    let rows = desk.list("/claimservice/retractexcorders", 1).await;
    assert_eq!((rows.lines(), value(&rows.rows[0], "clmStat")), (vec![line.line_id], "233"));
}

#[tokio::test]
async fn an_exchange_may_stand_where_no_call_leads() {
    let desk = Desk::open(0).await;
    let line = desk.delivered(1).await;
    let claim = desk.shop.buyer_exchanges(&line.line_id, None).unwrap().claim_id.unwrap();
    for status in ["212", "301", "302"] {
        let verb = Verb::ClaimStands { claim: claim.clone(), status: status.to_owned() };
        desk.shop.act(&verb).unwrap();
        let list = if status == "302" { "exchangedorders" } else { "exchangeorders" };
        let rows = desk.list(&format!("/claimservice/{list}"), 1).await;
        assert_eq!(value(&rows.rows[0], "clmStat"), status);
        let number = desk.number();
        let approve = format!(
            "/claimservice/exchangereqconf/{claim}/{}/{}/00034/{number}",
            line.ord_no, line.ord_prd_seq
        );
        desk.get(&approve).await.refused(-27_008);
    }
    assert_eq!(desk.status(&line.line_id), "501");
}
