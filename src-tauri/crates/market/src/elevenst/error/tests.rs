use super::*;

fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

#[test]
fn a_limit_names_its_rest() {
    let asked = Response { headers: vec![("retry-after".to_owned(), "7".to_owned())], ..answer(429, "") };
    let error = judge("complete", false, &asked).unwrap_err();
    assert_eq!((error.kind, error.retry_after), (ErrorKind::RateLimited, Some(Duration::from_secs(7))));
    let error = judge("complete", false, &answer(429, "")).unwrap_err();
    assert_eq!(error.retry_after, Some(Duration::from_secs(1)));
}

#[test]
fn a_list_with_rows_is_not_judged() {
    let rows = "<order><result_text>OpenAPI Key</result_text></order>".repeat(300);
    judge("complete", false, &answer(200, &format!("<orders>{rows}</orders>"))).unwrap();
    judge("complete", false, &answer(200, "<orders><result_code>-3105</result_code></orders>")).unwrap();
}

#[test]
fn an_answer_in_euc_kr_is_quoted_as_text() {
    let (body, ..) = encoding_rs::EUC_KR.encode("<html>서버 오류</html>");
    let response = Response { status: 502, headers: Vec::new(), body: body.into_owned() };
    assert_eq!(judge("complete", false, &response).unwrap_err().message, "<html>서버 오류</html>");
}

#[test]
fn a_code_of_one_list_is_another_thing_in_the_next() {
    assert_eq!(meaning("complete", "-3104"), Some(Meaning::Input));
    assert_eq!(meaning("packaging", "-3104"), None);
    assert_eq!(meaning("reqdelivery", "-3310"), Some(Meaning::State));
    assert_eq!(meaning("reqdelivery.pieces", "-3310"), Some(Meaning::Broken));
    assert_eq!(meaning("returnreqconf", "-24002"), Some(Meaning::Input));
    assert_eq!(meaning("returnclaimdefer", "-21005"), Some(Meaning::Input));
    assert_eq!(meaning("reqrejectorder", "-21005"), Some(Meaning::State));
    assert_eq!(meaning("sellerclaimfix", "-21005"), Some(Meaning::Broken));
    assert_eq!(meaning("nowhere", "-1"), None);
}
