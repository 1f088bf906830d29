//! Believable buyers: names, addresses in all seventeen regions, safe numbers, memos.

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

const SURNAMES: [&str; 24] = [
    "김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황", "안",
    "송", "류", "홍", "전", "고", "문", "남궁",
];

const GIVEN: [&str; 40] = [
    "민준", "서연", "도윤", "지우", "하준", "서윤", "시우", "하은", "주원", "지민", "예준", "수아", "지호",
    "채원", "은우", "다은", "건우", "예린", "현우", "소율", "영숙", "정희", "미경", "상철", "성호", "경자",
    "순자", "영호", "은주", "혜진", "동현", "유진", "재훈", "보람", "슬기", "나래", "태양", "진", "솔",
    "하늘",
];

/// Region and district, streets, the first digits of its post codes, and whether ships or
/// planes bring the parcel.
struct District {
    name: &'static str,
    roads: [&'static str; 2],
    post: u32,
    remote: bool,
}

const fn near(name: &'static str, roads: [&'static str; 2], post: u32) -> District {
    District { name, roads, post, remote: false }
}

const fn far(name: &'static str, roads: [&'static str; 2], post: u32) -> District {
    District { name, roads, post, remote: true }
}

const DISTRICTS: [District; 30] = [
    near("서울특별시 강남구", ["테헤란로", "봉은사로"], 6100),
    near("서울특별시 마포구", ["월드컵로", "양화로"], 3900),
    near("서울특별시 송파구", ["올림픽로", "백제고분로"], 5500),
    near("서울특별시 노원구", ["동일로", "노해로"], 1700),
    near("서울특별시 관악구", ["봉천로", "신림로"], 8700),
    near("부산광역시 해운대구", ["센텀중앙로", "해운대해변로"], 48050),
    near("부산광역시 사하구", ["낙동남로", "다대로"], 49300),
    near("대구광역시 수성구", ["달구벌대로", "동대구로"], 42000),
    near("인천광역시 연수구", ["송도과학로", "청능대로"], 21900),
    near("인천광역시 부평구", ["부평대로", "길주로"], 21300),
    near("광주광역시 북구", ["용봉로", "설죽로"], 61100),
    near("대전광역시 유성구", ["대학로", "노은로"], 34100),
    near("울산광역시 남구", ["삼산로", "번영로"], 44700),
    near("세종특별자치시", ["한누리대로", "도움6로"], 30100),
    near("경기도 성남시 분당구", ["판교역로", "황새울로"], 13500),
    near("경기도 수원시 영통구", ["광교중앙로", "봉영로"], 16500),
    near("경기도 고양시 일산동구", ["중앙로", "호수로"], 10400),
    near("경기도 화성시", ["동탄대로", "효행로"], 18400),
    near("경기도 남양주시", ["다산중앙로", "경춘로"], 12200),
    near("강원특별자치도 춘천시", ["중앙로", "영서로"], 24300),
    near("강원특별자치도 강릉시", ["경강로", "강릉대로"], 25500),
    near("충청북도 청주시 흥덕구", ["가로수로", "직지대로"], 28500),
    near("충청남도 천안시 서북구", ["불당대로", "쌍용대로"], 31100),
    near("전북특별자치도 전주시 완산구", ["전주객사길", "기린대로"], 54900),
    near("전라남도 순천시", ["백강로", "중앙로"], 57900),
    near("경상북도 포항시 북구", ["새천년대로", "중흥로"], 37700),
    near("경상남도 창원시 성산구", ["중앙대로", "원이대로"], 51400),
    far("제주특별자치도 제주시", ["연북로", "노형로"], 63100),
    far("제주특별자치도 서귀포시", ["중정로", "일주동로"], 63500),
    far("경상북도 울릉군 울릉읍", ["도동길", "울릉순환로"], 40200),
];

const HOUSES: [&str; 6] = ["래미안", "푸르지오", "자이", "힐스테이트", "행복주택", "한신아파트"];

const MEMOS: [&str; 12] = [
    "문 앞",
    "문 앞에 두고 벨 눌러주세요",
    "경비실에 맡겨주세요",
    "택배함에 넣어주세요",
    "직접 받고 부재 시 문 앞",
    "배송 전 연락 바랍니다",
    "공동현관 비밀번호 #1234",
    "아기가 자고 있어요. 벨 누르지 말아주세요",
    "부재 시 옆집(302호)에 맡겨 주시면 정말 감사하겠습니다. 강아지가 짖을 수 있으니 놀라지 마세요!",
    "관리사무소 앞 무인택배함 12번",
    "",
    "빠른 배송 부탁드려요~",
];

/// A person with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    /// 050 and eight or nine more digits.
    pub(crate) safe_number: String,
    pub(crate) addr1: String,
    pub(crate) addr2: String,
    /// Five digits.
    pub(crate) post_code: String,
    /// 도서산간
    pub(crate) remote: bool,
}

/// Draws from a fixed list; the lists above are never empty.
fn pick<'a, T>(rng: &mut impl Rng, list: &'a [T]) -> &'a T {
    list.choose(rng).unwrap_or(&list[0])
}

pub(crate) fn person(rng: &mut impl Rng) -> Person {
    let district = pick(rng, &DISTRICTS);
    let road = pick(rng, &district.roads);
    let number: u32 = rng.random_range(1..400);
    Person {
        name: format!("{}{}", pick(rng, &SURNAMES), pick(rng, &GIVEN)),
        safe_number: safe_number(rng),
        addr1: format!("{} {road} {number}", district.name),
        addr2: door(rng),
        post_code: format!("{:05}", district.post + rng.random_range(0..90)),
        remote: district.remote,
    }
}

fn safe_number(rng: &mut impl Rng) -> String {
    let prefix = pick(rng, &["0502", "0503", "0504", "0507", "0508"]);
    format!("{prefix}{:08}", rng.random_range(0..100_000_000_u32))
}

fn door(rng: &mut impl Rng) -> String {
    let floor: u32 = rng.random_range(1..25);
    let line: u32 = rng.random_range(1..5);
    match rng.random_range(0..10) {
        0 => format!("{floor}층"),
        1 | 2 => format!("{floor}{line:02}호 (빌라)"),
        _ => {
            let house = pick(rng, &HOUSES);
            let building: u32 = rng.random_range(101..120);
            format!("{house} {building}동 {floor}{line:02}호")
        }
    }
}

pub(crate) fn memo(rng: &mut impl Rng) -> String {
    (*pick(rng, &MEMOS)).to_owned()
}
