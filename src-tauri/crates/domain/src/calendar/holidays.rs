//! The public holidays of Korea (관공서의 공휴일), weekends left out of the account: one row per day.
//!
//! Source: 「관공서의 공휴일에 관한 규정」 (대통령령 제36290호, 2026-04-30) and the yearly 월력요항 (KASA, formerly MSIT;
//! printed in the official gazette under the 천문법), with the temporary holidays that the government set later. As
//! compiled by the public project `hyunbinseo/holidays-kr` (files `public/2025.csv`, `2026.json`, `2027.json`), which
//! leaves out May 1st 2026.
//!
//! May 1st (노동절) is a public holiday since 2026 (법률 제21543호, in force on that day; §2 no. 6 of the decree), and
//! July 17th (제헌절) again since the same year (법률 제21338호); both have substitutes (§3). Up to 2025 May 1st was a
//! holiday of those under the labour law alone and counts as a working day here. Couriers may work on it all the same:
//! an owner who ships then opens the day in the settings.

/// The last year that the table holds; later days are known by their weekday alone.
pub const LAST_YEAR: i32 = 2027;

/// Year, month, day and name, in the order of the calendar.
#[rustfmt::skip]
pub const HOLIDAYS: &[(i32, u32, u32, &str)] = &[
    (2025, 1, 1, "1월 1일"),
    (2025, 1, 27, "임시공휴일"),
    (2025, 1, 28, "설날 전날"),
    (2025, 1, 29, "설날"),
    (2025, 1, 30, "설날 다음 날"),
    (2025, 3, 1, "3·1절"),
    (2025, 3, 3, "대체공휴일(3·1절)"),
    (2025, 5, 5, "어린이날, 부처님 오신 날"),
    (2025, 5, 6, "대체공휴일(부처님 오신 날)"),
    (2025, 6, 3, "임시공휴일(대통령선거)"),
    (2025, 6, 6, "현충일"),
    (2025, 8, 15, "광복절"),
    (2025, 10, 3, "개천절"),
    (2025, 10, 5, "추석 전날"),
    (2025, 10, 6, "추석"),
    (2025, 10, 7, "추석 다음 날"),
    (2025, 10, 8, "대체공휴일(추석)"),
    (2025, 10, 9, "한글날"),
    (2025, 12, 25, "기독탄신일"),
    (2026, 1, 1, "1월 1일"),
    (2026, 2, 16, "설날 전날"),
    (2026, 2, 17, "설날"),
    (2026, 2, 18, "설날 다음 날"),
    (2026, 3, 1, "3·1절"),
    (2026, 3, 2, "대체공휴일(3·1절)"),
    (2026, 5, 1, "노동절"),
    (2026, 5, 5, "어린이날"),
    (2026, 5, 24, "부처님 오신 날"),
    (2026, 5, 25, "대체공휴일(부처님 오신 날)"),
    (2026, 6, 3, "전국동시지방선거"),
    (2026, 6, 6, "현충일"),
    (2026, 7, 17, "제헌절"),
    (2026, 8, 15, "광복절"),
    (2026, 8, 17, "대체공휴일(광복절)"),
    (2026, 9, 24, "추석 전날"),
    (2026, 9, 25, "추석"),
    (2026, 9, 26, "추석 다음 날"),
    (2026, 10, 3, "개천절"),
    (2026, 10, 5, "대체공휴일(개천절)"),
    (2026, 10, 9, "한글날"),
    (2026, 12, 25, "기독탄신일"),
    (2027, 1, 1, "1월 1일"),
    (2027, 2, 6, "설날 전날"),
    (2027, 2, 7, "설날"),
    (2027, 2, 8, "설날 다음 날"),
    (2027, 2, 9, "대체공휴일(설날)"),
    (2027, 3, 1, "3·1절"),
    (2027, 5, 1, "노동절"),
    (2027, 5, 3, "대체공휴일(노동절)"),
    (2027, 5, 5, "어린이날"),
    (2027, 5, 13, "부처님 오신 날"),
    (2027, 6, 6, "현충일"),
    (2027, 7, 17, "제헌절"),
    (2027, 7, 19, "대체공휴일(제헌절)"),
    (2027, 8, 15, "광복절"),
    (2027, 8, 16, "대체공휴일(광복절)"),
    (2027, 9, 14, "추석 전날"),
    (2027, 9, 15, "추석"),
    (2027, 9, 16, "추석 다음 날"),
    (2027, 10, 3, "개천절"),
    (2027, 10, 4, "대체공휴일(개천절)"),
    (2027, 10, 9, "한글날"),
    (2027, 10, 11, "대체공휴일(한글날)"),
    (2027, 12, 25, "기독탄신일"),
    (2027, 12, 27, "대체공휴일(기독탄신일)"),
];
