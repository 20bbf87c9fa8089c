use super::writer::Order;
use super::*;

fn at(text: &str, tag: &str) -> Option<String> {
    let survey = Survey { lang: Some(tag.to_owned()).filter(|t| !t.is_empty()), ..Survey::default() };
    parse(text, Writer::of(&survey, "https://x.example/"))
}

fn check(rows: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(language, text, iso)| at(text, language).as_deref() != Some(*iso))
        .map(|(language, text, iso)| format!("{language} {text}: {:?}, not {iso}", at(text, language)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn dates_of_machines_keep_time_and_offset() {
    check(&[
        ("", "2018-06-01", "2018-06-01"),
        ("", "2018-06-01T10:00:00+03:30", "2018-06-01T10:00:00+03:30"),
        ("", "2018-06-01T10:00:00.000Z", "2018-06-01T10:00:00Z"),
        ("", "2018-06-01T10:00:00+0330", "2018-06-01T10:00:00+03:30"),
        ("", "2018-06-01T10:00:00-05:00", "2018-06-01T10:00:00-05:00"),
        ("", "2018-06-01 10:00", "2018-06-01T10:00:00"),
        ("", "2018-6-1 9:05", "2018-06-01T09:05:00"),
        ("", "2018/06/01 10:00:00", "2018-06-01T10:00:00"),
        ("", "20180601", "2018-06-01"),
        ("", "20180601103000", "2018-06-01T10:30:00"),
        ("", "1527847200", "2018-06-01T10:00:00Z"),
        ("", "1527847200123", "2018-06-01T10:00:00Z"),
        ("", "Fri, 01 Jun 2018 10:00:00 +0200", "2018-06-01T10:00:00+02:00"),
        ("", "Fri, 01 Jun 2018 10:00:00 GMT", "2018-06-01T10:00:00Z"),
        ("", "Fri Apr 28 19:20:36 CEST 2023", "2023-04-28T19:20:36+02:00"),
        ("", "2024-02-29T23:59:60Z", "2024-02-29T23:59:59Z"),
    ]);
}

#[test]
fn dates_are_read_in_the_languages_of_news() {
    check(&[
        ("en-US", "June 1, 2018", "2018-06-01"),
        ("en-US", "Friday, June 1st, 2018 at 3:05 PM", "2018-06-01T15:05:00"),
        ("en-US", "Jun 1, 2018 12:30 a.m. EDT", "2018-06-01T00:30:00-04:00"),
        ("en-US", "04/05/2024", "2024-04-05"),
        ("en-GB", "04/05/2024", "2024-05-04"),
        ("en-GB", "1 June 2018", "2018-06-01"),
        ("en", "1st of June 2018", "2018-06-01"),
        ("en", "Sept. 3, 2021", "2021-09-03"),
        ("de", "Freitag, 1. Juni 2018, 14:07 Uhr", "2018-06-01T14:07:00"),
        ("de", "Do 25.04.24 | 14:07 Uhr", "2024-04-25T14:07:00"),
        ("de-AT", "6. Jänner 2026 um 14.59 Uhr", "2026-01-06T14:59:00"),
        ("fr", "1er août 2023 à 14h07", "2023-08-01T14:07:00"),
        ("fr", "le 3 févr. 2024", "2024-02-03"),
        ("es", "1 de mayo de 2024", "2024-05-01"),
        ("es", "Sábado, 11 de diciembre del 2021 09:30 h", "2021-12-11T09:30:00"),
        ("ca", "1 d'agost de 2023", "2023-08-01"),
        ("pt", "12 de março de 2024 às 18h30", "2024-03-12T18:30:00"),
        ("it", "Lunedì 4 settembre 2023, ore 9.15", "2023-09-04T09:15:00"),
        ("nl", "3 maart 2024 om 08:05", "2024-03-03T08:05:00"),
        ("sv", "17 maj 2022 kl. 07.45", "2022-05-17T07:45:00"),
        ("nb", "17. mai 2022", "2022-05-17"),
        ("da", "2. juledag er ikke 26. december 2020", "2020-12-26"),
        ("fi", "28. huhtikuuta 2024 klo 9.05", "2024-04-28T09:05:00"),
        ("et", "28. aprill 2024", "2024-04-28"),
        ("lv", "2024. gada 28. aprīlis", "2024-04-28"),
        ("lt", "2024 m. balandžio 28 d. 10:15", "2024-04-28T10:15:00"),
        ("pl", "28 listopada 2023", "2023-11-28"),
        ("cs", "28. listopadu 2023", "2023-11-28"),
        ("hr", "28. listopada 2023.", "2023-10-28"),
        ("sk", "5. mája 2021", "2021-05-05"),
        ("sl", "5. maj 2021", "2021-05-05"),
        ("sr", "5. мај 2021.", "2021-05-05"),
        ("hu", "2024. április 28., vasárnap 6:30", "2024-04-28T06:30:00"),
        ("ro", "28 aprilie 2024, 18:00", "2024-04-28T18:00:00"),
        ("bg", "28 април 2024 г.", "2024-04-28"),
        ("ru", "28 апреля 2024 года, 12:30 МСК", "2024-04-28T12:30:00+03:00"),
        ("uk", "28 квітня 2024 року", "2024-04-28"),
        ("el", "28 Απριλίου 2024", "2024-04-28"),
        ("el", "3 Μαΐου 2024", "2024-05-03"),
        ("tr", "28 Ağustos 2023 Pazartesi 10:20", "2023-08-28T10:20:00"),
        ("tr", "28.08.2023 - 10:20", "2023-08-28T10:20:00"),
        ("az", "28 avqust 2023", "2023-08-28"),
        ("sq", "28 gusht 2023", "2023-08-28"),
        ("eu", "2024ko apirilaren 28a", "2024-04-28"),
        ("id", "Minggu, 28 Agustus 2022 10:15 WIB", "2022-08-28T10:15:00"),
        ("vi", "Thứ ba, 28/4/2024, 09:30 (GMT+7)", "2024-04-28T09:30:00+07:00"),
        ("vi", "28 tháng 4 năm 2024", "2024-04-28"),
        ("sw", "28 Agosti 2023", "2023-08-28"),
        ("he", "28 באפריל 2024", "2024-04-28"),
        ("ar", "28 أبريل/نيسان 2024", "2024-04-28"),
        ("ar", "٢٨ نيسان ٢٠٢٤", "2024-04-28"),
        ("ar", "الأحد 28 كانون الثاني 2024 - 3:15 م", "2024-01-28T15:15:00"),
        ("fa", "۲۸ آوریل ۲۰۲۴", "2024-04-28"),
        ("ur", "28 اپریل 2024", "2024-04-28"),
        ("hi", "28 अप्रैल 2024", "2024-04-28"),
        ("bn", "২৮ এপ্রিল ২০২৪", "2024-04-28"),
        ("ta", "28 ஏப்ரல் 2024", "2024-04-28"),
        ("ka", "28 აპრილი 2024", "2024-04-28"),
        ("hy", "28 ապրիլի 2024", "2024-04-28"),
        ("mn", "2024 оны 4 сарын 28", "2024-04-28"),
        ("mn", "2005 оны 7-р сарын 20", "2005-07-20"),
        ("vi", "6 thg 5, 2024", "2024-05-06"),
        ("te", "26, మే 2025, సోమవారం", "2025-05-26"),
        ("my", "2022 မေ 18", "2022-05-18"),
        ("ja", "2024年4月28日 15時5分", "2024-04-28T15:05:00"),
        ("ja", "２０２４年４月２８日午後３時", "2024-04-28T15:00:00"),
        ("zh", "2024年04月28日08:15", "2024-04-28T08:15:00"),
        ("zh", "二〇二四年十二月三十一日", "2024-12-31"),
        ("ko", "2024년 4월 28일 오후 3:05", "2024-04-28T15:05:00"),
        ("ko", "입력 2024.04.28. 09:10", "2024-04-28T09:10:00"),
    ]);
}

/// Solar and lunar Hijri dates as the tables of independent converters give them; eras by their first year.
#[test]
fn dates_of_other_calendars_are_converted() {
    check(&[
        ("fa", "چهارشنبه ۱۲ اردیبهشت ۱۴۰۳", "2024-05-01"),
        ("fa", "۱۴۰۳/۰۲/۱۲ - ۱۴:۳۰", "2024-05-01T14:30:00"),
        ("fa", "۳۰ اسفند ۱۴۰۳", "2025-03-20"),
        ("fa", "۲۹ اسفندماه ۱۴۰۲ ساعت ۸:۰۵", "2024-03-19T08:05:00"),
        ("fa", "۰۱ فروردین ۱۴۰۴", "2025-03-21"),
        ("fa", "1399-10-05", "2020-12-25"),
        ("fa-AF", "۲۴ عقرب ۱۴۰۲", "2023-11-15"),
        ("ar", "19 شوال 1445 هـ", "2024-04-28"),
        ("ar", "الأحد 19 شوال 1445 هـ - 28 أبريل 2024م", "2024-04-28"),
        ("ar", "١ رمضان ١٤٤٦", "2025-03-01"),
        ("ar", "10 ذو الحجة 1445", "2024-06-16"),
        ("ar", "1 محرم 1447هـ", "2025-06-26"),
        ("ja", "令和6年5月1日", "2024-05-01"),
        ("ja", "令和元年五月一日", "2019-05-01"),
        ("ja", "平成31年4月30日", "2019-04-30"),
        ("ja", "昭和64年1月7日", "1989-01-07"),
        ("zh-TW", "民國113年5月1日", "2024-05-01"),
        ("zh-TW", "中華民國一一三年五月一日", "2024-05-01"),
        ("th", "1 พฤษภาคม พ.ศ. 2567", "2024-05-01"),
        ("th", "28 เม.ย. 2567 เวลา 10:15 น.", "2024-04-28T10:15:00"),
        ("th", "๒๘ เมษายน ๒๕๖๗", "2024-04-28"),
        ("th", "28 เม.ย. 67", "2024-04-28"),
        ("am", "23 ሚያዝያ 2016", "2024-05-01"),
    ]);
}

#[test]
fn a_time_is_of_the_date_before_it() {
    let both = |text: &str| -> Vec<String> {
        written::dates(&tokens::tokens(text), Writer::default()).iter().map(written::Written::iso).collect()
    };
    assert_eq!(both("1 May 2024 - 14:30, updated 3 May 2024"), ["2024-05-01T14:30:00", "2024-05-03"]);
    assert_eq!(
        both("14:30, 1 May 2024; updated 3 May 2024, 9:15"),
        ["2024-05-01T14:30:00", "2024-05-03T09:15:00"]
    );
}

#[test]
fn what_is_no_certain_date_is_none() {
    for text in [
        "",
        "yesterday",
        "2 hours ago",
        "01/06/2018",
        "2018-13-01",
        "2018-02-30",
        "99999999",
        "12:30",
        "2018",
        "June 2018",
        "May 32, 2018",
        "1.2.3",
        "192.168.2.2024",
        "31 de febrero de 2020",
        "۳۰ اسفند ۱۴۰۲",
        "12 people May come",
        "٣١ شوال ١٤٤٥",
        "١ رمضان ١٤١٥",
        "28. listopada",
        "Room 5/6, 2018",
    ] {
        assert_eq!(at(text, ""), None, "{text}");
    }
    assert_eq!(at("28 listopada 2023", ""), None, "November in Polish, October in Croatian");
    assert_eq!(at("1403/02/12", "en"), None, "a year of which calendar?");
}

#[test]
fn the_writer_decides_which_number_is_the_day() {
    for (tag, url, order) in [
        ("en-US", "https://x.com/", Order::MonthFirst),
        ("en-US", "https://x.co.uk/", Order::Unknown),
        ("en", "https://x.com.au/", Order::DayFirst),
        ("en-GB", "https://x.com/", Order::DayFirst),
        ("en", "https://x.com/", Order::Unknown),
        ("de", "https://x.com/", Order::DayFirst),
        ("", "https://x.com/", Order::Unknown),
    ] {
        let survey = Survey { lang: Some(tag.into()), ..Survey::default() };
        assert_eq!(Writer::of(&survey, url).order, order, "{tag} {url}");
    }
}

#[test]
fn times_told_from_the_fetch_are_counted_back() {
    let fetched: Timestamp = "2024-05-01T12:00:00Z".parse().unwrap();
    for (text, iso) in [
        ("2 hours ago", "2024-05-01T10:00:00Z"),
        ("an hour ago", "2024-05-01T11:00:00Z"),
        ("Published 35 mins ago", "2024-05-01T11:25:00Z"),
        ("vor 3 Stunden", "2024-05-01T09:00:00Z"),
        ("vor einer Stunde", "2024-05-01T11:00:00Z"),
        ("il y a 5 minutes", "2024-05-01T11:55:00Z"),
        ("hace 2 horas", "2024-05-01T10:00:00Z"),
        ("há 4 horas", "2024-05-01T08:00:00Z"),
        ("3 ore fa", "2024-05-01T09:00:00Z"),
        ("2 uur geleden", "2024-05-01T10:00:00Z"),
        ("för 2 timmar sedan", "2024-05-01T10:00:00Z"),
        ("2 часа назад", "2024-05-01T10:00:00Z"),
        ("5 годин тому", "2024-05-01T07:00:00Z"),
        ("2 godziny temu", "2024-05-01T10:00:00Z"),
        ("2 saat önce", "2024-05-01T10:00:00Z"),
        ("πριν 2 ώρες", "2024-05-01T10:00:00Z"),
        ("۲ ساعت پیش", "2024-05-01T10:00:00Z"),
        ("منذ ساعتين", "2024-05-01T10:00:00Z"),
        ("منذ 3 ساعات", "2024-05-01T09:00:00Z"),
        ("לפני 2 שעות", "2024-05-01T10:00:00Z"),
        ("2 घंटे पहले", "2024-05-01T10:00:00Z"),
        ("2小时前", "2024-05-01T10:00:00Z"),
        ("2時間前", "2024-05-01T10:00:00Z"),
        ("2시간 전", "2024-05-01T10:00:00Z"),
        ("2 giờ trước", "2024-05-01T10:00:00Z"),
        ("2 jam yang lalu", "2024-05-01T10:00:00Z"),
        ("3 days ago", "2024-04-28"),
    ] {
        assert_eq!(relative::parse(text, fetched).as_deref(), Some(iso), "{text}");
    }
    for text in [
        "400 hours ago",
        "two years ago",
        "5 minutes",
        "ago",
        "3 hours of rain in the capital, an hour ago it stopped",
    ] {
        assert_eq!(relative::parse(text, fetched), None, "{text}");
    }
}

#[test]
fn dates_are_read_from_paths() {
    for (url, iso) in [
        ("https://x.org/2018/06/01/story", Some("2018-06-01")),
        ("https://x.org/news/2018/6/1/story.html", Some("2018-06-01")),
        ("https://x.org/2018-06-01-story", Some("2018-06-01")),
        ("https://x.org/story-123456", None),
        ("https://x.org/2018/06/story", None),
    ] {
        assert_eq!(path::date(url).as_deref(), iso, "{url}");
    }
}

#[test]
fn a_date_ahead_of_the_fetch_is_none() {
    let fetched: Timestamp = "2020-01-01T12:00:00Z".parse().unwrap();
    assert_eq!(not_ahead("2020-01-03".into(), fetched), None);
    assert_eq!(
        not_ahead("2020-01-02T08:00:00+14:00".into(), fetched).as_deref(),
        Some("2020-01-02T08:00:00+14:00")
    );
}

proptest::proptest! {
    #[test]
    fn no_text_panics_and_no_date_lies_ahead(text in "\\PC{0,120}", tag in "(en-US|de|fa|ar|ja|th|ko|zh-TW|)", seconds in 0_i64..4_000_000_000) {
        let fetched = Timestamp::from_second(seconds).unwrap();
        let survey = Survey { lang: Some(tag), times: Vec::new(), metas: vec![("date".into(), text.clone())], ..Survey::default() };
        let data = JsonLd::default();
        let found = Dates::of(&survey, &data, &text, None, fetched).published();
        let _ = relative::parse(&text, fetched);
        assert_not_ahead(found, fetched);
    }

    #[test]
    fn what_looks_like_a_date_is_one_or_none(
        text in "[0-9۰-۹]{1,4}[-/. 年]{1,2}([0-9]{1,2}|May|mai|اردیبهشت|رمضان|พ.ค.|listopada)[-/. 月]{1,2}[0-9٠-٩]{1,4}( [0-9]{1,2}[:.h][0-9]{2}( ?[ap]m| Uhr|Z|[+-][0-9]{2}:?[0-9]{2})?)?",
        tag in "(en-US|de|fa|ar|ja|th|ko|zh-TW|)",
    ) {
        let fetched: Timestamp = "2026-11-23T00:00:00Z".parse().unwrap();
        let survey = Survey { lang: Some(tag), metas: vec![("date".into(), text)], ..Survey::default() };
        let data = JsonLd::default();
        assert_not_ahead(Dates::of(&survey, &data, "https://x.org/", None, fetched).published(), fetched);
    }
}

/// ISO 8601, and never later than a day after the fetch.
fn assert_not_ahead(found: Option<Dated>, fetched: Timestamp) {
    let Some(found) = found else { return };
    let day: Date = found.value[..10].parse().unwrap();
    let limit = fetched.to_zoned(jiff::tz::TimeZone::UTC).date().tomorrow().unwrap();
    assert!(day <= limit, "{found:?}");
    if let Some(time) = found.value.get(10..).filter(|time| !time.is_empty()) {
        let local = time.trim_end_matches('Z').get(..9).unwrap();
        assert!(local.parse::<jiff::civil::Time>().is_ok(), "{found:?}");
    }
}
