//! What the believable shop sells: home and kitchen goods, with options.

/// A product and its options.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Product {
    pub(crate) name: &'static str,
    pub(crate) options: &'static [&'static str],
    /// Won.
    pub(crate) price: i64,
    /// What a made-to-order product asks the buyer.
    pub(crate) prompt: Option<&'static str>,
}

/// How the names of goods bought abroad begin; customs wants a code for them.
pub(crate) const OVERSEAS: &str = "[해외구매대행]";

const fn plain(name: &'static str, options: &'static [&'static str], price: i64) -> Product {
    Product { name, options, price, prompt: None }
}

pub(crate) const CATALOGUE: [Product; 34] = [
    plain("스텐 양수냄비", &["18cm", "20cm", "24cm"], 24_900),
    plain("인덕션 통주물 프라이팬", &["24cm 아이보리", "28cm 아이보리", "28cm 그린"], 32_800),
    plain("실리콘 조리도구 6종 세트", &["베이지", "차콜"], 19_900),
    plain("원목 도마", &["소", "중", "대"], 21_500),
    plain("내열 유리 밀폐용기", &["400ml 4개입", "1000ml 2개입"], 15_900),
    plain("스테인리스 식기건조대", &["1단", "2단"], 39_800),
    plain("극세사 행주", &["10매 화이트", "10매 그레이"], 7_900),
    plain("친환경 수세미", &["5개입", "10개입", "20개입"], 5_500),
    plain("규조토 발매트", &["그레이 M", "그레이 L", "베이지 L"], 18_900),
    plain("호텔 타월 40수", &["화이트 5장", "네이비 5장", "베이지 10장"], 22_900),
    plain("암막 커튼", &["아이보리 140x230", "그레이 140x230", "네이비 160x230"], 34_500),
    plain("극세사 러그", &["100x150 크림", "150x200 크림", "200x240 그레이"], 45_900),
    plain("접이식 리빙박스", &["54L 2개", "75L 2개"], 27_900),
    plain("옷걸이 논슬립", &["30개 블랙", "50개 블랙", "50개 핑크"], 12_900),
    plain("무선 LED 센서등", &["1개 전구색", "3개 전구색", "3개 주광색"], 16_800),
    plain("캔들 워머 램프", &["화이트", "우드"], 36_900),
    plain("아로마 디퓨저 200ml", &["블랙체리", "코튼", "화이트머스크"], 13_500),
    plain("욕실 청소솔 세트", &["3종", "5종"], 9_900),
    plain("음식물 쓰레기통 5L", &["화이트", "그레이"], 14_700),
    plain("에어프라이어 종이호일", &["100매", "200매 대형"], 6_900),
    plain("머그컵 350ml", &["로즈", "민트", "블루", "4개 세트"], 8_900),
    plain("수저 세트 한식기", &["2인", "4인"], 11_900),
    plain("와인잔 크리스탈", &["2개입", "6개입"], 25_900),
    plain("핸드드립 커피 세트", &["1~2인용", "3~4인용"], 42_000),
    plain("전기 그릴 테이블", &["블랙", "크림"], 128_000),
    plain("무선 청소기 거치대", &["화이트", "블랙"], 38_500),
    plain("높은 메모리폼 베개", &["1개", "2개"], 29_900),
    plain("사은품 행주 1매", &["증정용"], 0),
    plain("3단 행거", &["80cm", "120cm"], 33_000),
    plain(
        "주방 정리 트레이 올인원 슬라이딩 서랍형 양념통 수납 선반 싱크대 하부장 정리대 확장형 다용도 스테인리스 프리미엄 대용량 키친 오거나이저",
        &["1단 30cm 화이트 손잡이형 미끄럼방지 패드 포함", "2단 45cm 블랙 손잡이형 미끄럼방지 패드 포함"],
        26_700,
    ),
    Product {
        name: "각인 원목 수저 세트",
        options: &["2인 각인", "4인 각인"],
        price: 33_900,
        prompt: Some("각인 문구를 입력해주세요 (10자 이내)"),
    },
    Product {
        name: "이름 자수 앞치마",
        options: &["네이비", "베이지"],
        price: 28_900,
        prompt: Some("자수 이름과 색상을 입력해주세요"),
    },
    plain("[해외구매대행] 주물 냄비 26cm", &["체리", "마린"], 189_000),
    plain("[해외구매대행] 수동 그라인더", &["실버"], 74_000),
];
