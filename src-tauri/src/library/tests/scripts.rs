//! What is found in which spelling: pairs of a query and a text, in many languages, through a real archive.

use std::collections::HashMap;

use super::*;
use crate::search::query::{Condition, Field, parse};
use crate::search::{Pattern, Sought, fold, patterns};

/// A language, what is typed, texts that have it, texts that do not.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("English", "harbour", &["The Harbour bridge", "HARBOUR", "“harbour”", "harbour’s wall", "old-harbour"], &["harbours", "unharboured", "harbor"]),
    ("English", "harb*", &["The harbours", "Harbouring"], &["old charb"]),
    ("English", "universe", &["the universe"], &["a university", "universal"]),
    ("English", "don't", &["I don’t", "I don't", "I dont"], &["Don told", "do not"]),
    ("English", "dont", &["I don’t", "I don't know"], &["Don Tomas"]),
    ("English", "Iran's", &["Iran’s war", "war in Iran"], &["Irans", "Iraq’s"]),
    ("English", "\"Iran's war\"", &["Iran’s war", "IRAN'S WAR"], &["war in Iran", "Iran war"]),
    ("English", "co-operation", &["their co-operation", "cooperation", "co‑operation"], &["co. His operation", "operation co"]),
    ("English", "cooperation", &["their co-operation"], &["co operation"]),
    ("English", "email", &["an e-mail", "an email", "E‑Mail"], &["e mail"]),
    ("English", "U.S.", &["the U.S. said", "u.s"], &["told us", "U and S"]),
    ("English", "USA", &["the U.S.A. said", "in the USA"], &["usable"]),
    ("English", "AT&T", &["At AT&T now"], &["at that"]),
    ("English", "COVID-19", &["Covid-19", "COVID19", "covid 19"], &["covid 2019"]),
    ("English", "covid19", &["COVID-19"], &["COVID 19"]),
    ("English", "1000", &["1,000 people", "1000", "1.000", "1’000", "1\u{202f}000", "١٠٠٠"], &["10,000", "1,0001", "1, 000"]),
    ("English", "1,000", &["1000", "1,000"], &["10001", "1,5"]),
    ("English", "3.5", &["about 3.5 percent"], &["35", "5.3"]),
    ("English", "C++", &["written in C++.", "C++ and C"], &["vitamin C", "C+ in maths"]),
    ("English", "C#", &["C#, Java"], &["C minor", "C++"]),
    ("English", "C", &["vitamin C", "C++"], &["cc"]),
    ("English", "#MahsaAmini", &["#MahsaAmini", "mahsaamini"], &["Mahsa Amini"]),
    ("English", "free_iran", &["#free_iran", "#freeiran", "free Iran"], &["free of Iran"]),
    ("English", "@jane_doe", &["by @jane_doe", "Jane Doe"], &["Jane B Doe"]),
    ("English", "jane.doe@example.org", &["Mail jane.doe@example.org!"], &["jane at example.org"]),
    ("English", "example.org", &["see https://example.org/a?b=c"], &["org example"]),
    ("English", "finance", &["ﬁnance", "ＦＩＮＡＮＣＥ"], &["refinance"]),
    ("English", "resume", &["my résumé"], &["résumés"]),
    ("English", "motherinlaw", &["her mother-in-law"], &["mother inlaws"]),
    ("English", "cooperate", &["co\u{ad}op\u{ad}er\u{ad}ate"], &["co oper ate"]),

    ("German", "Straße", &["STRASSE", "die Strasse", "STRAẞE"], &["Strase", "Straßen"]),
    ("German", "strasse", &["Straße"], &["Stra se"]),
    ("German", "Müller", &["Muller", "MÜLLER", "Mu\u{308}ller"], &["Mueller"]),
    ("German", "Über*", &["Überfall", "ubernehmen"], &["darüber"]),

    ("French", "l'Iran", &["l’Iran", "en Iran", "d’Iran"], &["l’Irak"]),
    ("French", "Iran", &["l’Iran", "L'Iran"], &["liranien"]),
    ("French", "état-major", &["l’état-major", "ETAT MAJOR"], &["état de siège major"]),
    ("French", "oeuvre", &["l’œuvre", "Œuvre"], &["ouvre"]),
    ("French", "10000", &["10\u{202f}000 euros", "10\u{a0}000"], &["10 000", "110\u{202f}000"]),
    ("French", "garçon", &["garcon", "GARÇON"], &["garçons"]),

    ("Spanish", "España", &["Espana", "ESPAÑA"], &["español"]),
    ("Spanish", "año", &["el año", "¡AÑO!"], &["años"]),

    ("Italian", "dell'Iran", &["dell’Iran", "nell’Iran"], &["dell’Iraq"]),
    ("Catalan", "collegi", &["col·legi", "COL·LEGI"], &["col legi"]),

    ("Turkish", "istanbul", &["İstanbul", "ISTANBUL", "Istanbul", "ıstanbul"], &["İstanbullu"]),
    ("Turkish", "ISPARTA", &["Isparta", "ısparta"], &["sparta"]),
    ("Turkish", "değişim", &["DEĞİŞİM", "degisim"], &["değişimi"]),

    ("Polish", "Łódź", &["Lodz", "ŁÓDŹ", "łódź"], &["Łodzi"]),
    ("Polish", "zolty", &["żółty"], &["żółta"]),

    ("Danish", "Ørsted", &["orsted", "ØRSTED"], &["oersted"]),
    ("Danish", "aeble", &["æble", "Æble"], &["able"]),
    ("Icelandic", "thorsteinn", &["Þorsteinn"], &["Torsteinn"]),
    ("Croatian", "Dokovic", &["Đoković", "ĐOKOVIĆ"], &["Đokovića"]),

    ("Vietnamese", "Đà Nẵng", &["Da Nang", "ở Đà Nẵng", "ĐÀ NẴNG"], &["Đà Lạt"]),
    ("Vietnamese", "viet nam", &["Việt Nam", "VIỆT NAM"], &["Việt Minh"]),

    ("Greek", "οδος", &["ΟΔΟΣ", "οδός", "ὁδός"], &["οδού"]),
    ("Greek", "Αθήνα", &["ΑΘΗΝΑ", "αθηνα"], &["Αθήνας"]),

    ("Russian", "ёлка", &["Елка", "ЁЛКА"], &["ёлки"]),
    ("Russian", "мои", &["мои друзья"], &["мой друг"]),
    ("Russian", "Москва", &["москва́", "МОСКВА"], &["в Москве"]),
    ("Russian", "москв*", &["в Москве"], &["московский"]),

    ("Ukrainian", "п'ять", &["п’ять", "пʼять", "пять"], &["п ята"]),
    ("Ukrainian", "Київ", &["КИЇВ", "Киі\u{308}в"], &["Киів", "Києва"]),
    ("Ukrainian", "їх", &["ЇХ", "і\u{308}х"], &["іх"]),
    ("Belarusian", "ўрад", &["Ўрад"], &["урад"]),

    ("Persian", "کتاب", &["كتاب", "این کتاب‌ها", "کِتاب", "کـتـاب"], &["کتابخانه"]),
    ("Persian", "می‌روم", &["من می‌روم", "من می روم", "من میروم"], &["می‌رود"]),
    ("Persian", "میروم", &["من می‌روم", "من میروم"], &["من می خواهم بروم"]),
    ("Persian", "\"من می روم به خانه\"", &["من می‌روم به خانه"], &["من می‌روم تا خانه"]),
    ("Persian", "\"من می‌روم به خانه\"", &["من می روم به خانه", "من میروم به خانه"], &["من می‌آیم به خانه"]),
    ("Persian", "خبرگزاری", &["خبرگزاري", "خبر‌گزاری"], &["خبر"]),
    ("Persian", "آب", &["اب", "آب"], &["آبی"]),
    ("Persian", "مسئول", &["مسئول", "مسیول", "مسئول"], &["مسوول"]),
    ("Persian", "خانهٔ", &["خانه", "خانۀ", "خانة"], &["خانگی"]),
    ("Persian", "۱۴۰۴", &["1404", "١٤٠٤"], &["۱۴۰۵"]),
    ("Persian", "1404/05/12", &["۱۴۰۴/۰۵/۱۲", "۱۴۰۴-۰۵-۱۲"], &["۱۴۰۴/۱۲/۰۵"]),
    ("Persian", "1000", &["۱٬۰۰۰ تومان"], &["۱۰٬۰۰۰"]),
    ("Persian", "مهسا امینی", &["#مهسا_امینی"], &["#مهسا"]),
    ("Persian", "کتاب‌خانه", &["کتابخانه", "کتاب خانه"], &["خانه کتاب"]),

    ("Arabic", "إسلام", &["اسلام", "إِسْلَام", "أسلام"], &["سلام"]),
    ("Arabic", "مدرسة", &["مدرسه", "مدرسةٌ"], &["مدارس"]),
    ("Arabic", "على", &["علي", "عَلَى"], &["عليه"]),
    ("Arabic", "محمد", &["مُحَمَّد", "محـــمد", "ﻣﺤﻤﺪ"], &["أحمد"]),
    ("Arabic", "ماء", &["الماء ماء"], &["ما"]),
    ("Arabic", "لاعب", &["ﻻعب"], &["العاب"]),
    ("Arabic", "٢٠٢٦", &["2026", "۲۰۲۶"], &["٢٠٢٥"]),

    ("Urdu", "ہے", &["هے", "ہے"], &["ہیں"]),
    ("Urdu", "پاکستان", &["پاكستان"], &["پاکستانی"]),
    ("Kurdish", "کوردستان", &["كوردستان"], &["کورد"]),

    ("Hebrew", "שלום", &["שָׁלוֹם"], &["שלומי"]),
    ("Hebrew", "בית־ספר", &["בית ספר", "בֵּית־סֵפֶר"], &["ספר בית"]),
    ("Hebrew", "צה״ל", &["צה\"ל", "צה״ל", "צהל"], &["צה של"]),
    ("Hebrew", "צה\"ל", &["צה״ל", "צהל"], &["צה של"]),
    ("Hebrew", "צהל", &["צה״ל אמר"], &["צה"]),

    ("Hindi", "फ़िल्म", &["फिल्म"], &["फिल्में"]),
    ("Hindi", "चांद", &["चाँद"], &["चंद"]),
    ("Hindi", "हिन्दी", &["हिन्दी समाचार"], &["हिन्द"]),
    ("Hindi", "2026", &["सन् २०२६"], &["२०२५"]),
    ("Bengali", "বাংলা", &["বাংলা খবর"], &["বাংলাদেশ"]),
    ("Malayalam", "അവൻ", &["അവന്\u{200d}"], &["അവൾ"]),
    ("Tamil", "தமிழ்", &["தமிழ் செய்தி"], &["தமிழர்"]),

    ("Chinese", "中国", &["在中国人民", "（中国）", "中国"], &["中和国", "国中", "中，国"]),
    ("Chinese", "中国人", &["在中国人民"], &["中国，国人", "中国好人"]),
    ("Chinese", "国", &["中国人", "国"], &["中 人"]),
    ("Chinese", "新冠疫情", &["因新冠疫情而"], &["新冠的疫情"]),
    ("Chinese", "\"报告 2026\"", &["年度报告2026年", "报告 2026"], &["2026报告"]),
    ("Chinese", "COVID疫情", &["covid疫情"], &["疫情covid"]),

    ("Japanese", "東京", &["東京都は", "東京"], &["京東", "東の京"]),
    ("Japanese", "テレビ", &["ﾃﾚﾋﾞを", "テレビ"], &["テレヒ"]),
    ("Japanese", "がく", &["がくせい"], &["かくせい"]),
    ("Japanese", "学", &["大学", "学校"], &["校"]),

    ("Korean", "서울", &["서울의 봄", "서울에서", "서울"], &["남서울"]),
    ("Korean", "\"서울\"", &["서울 시"], &["서울의"]),
    ("Korean", "봄", &["서울의 봄"], &["봄날"]),
    ("Korean", "한국", &["한국어", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"], &["한 국"]),

    ("Thai", "ข่าว", &["อ่านข่าววันนี้", "ข่าว"], &["ขาว"]),
    ("Thai", "ประเทศไทย", &["ในประเทศไทยวันนี้", "ประเทศ\u{200b}ไทย"], &["ประเทศลาวไทย"]),
    ("Thai", "2568", &["พ.ศ. ๒๕๖๘", "ปี๒๕๖๘"], &["๒๕๖๗"]),
    ("Khmer", "កម្ពុជា", &["ប្រទេសកម្ពុជា", "កម្ពុជា\u{200b}"], &["កម្ពុ"]),
    ("Khmer", "ភ្នំពេញ", &["រាជធានីភ្នំ\u{200b}ពេញ"], &["ភ្នំ ពេញ"]),
    ("Lao", "ລາວ", &["ປະເທດລາວ"], &["ລາ"]),
    ("Tibetan", "བོད་ཡིག", &["བོད་ཡིག་"], &["ཡིག་བོད"]),
    ("Burmese", "မြန်မာ", &["မြန်မာနိုင်ငံ"], &["မြန်"]),

    ("Emoji", "🔥", &["so 🔥🔥", "hot🔥"], &["hot", "💧"]),
    ("Emoji", "❤️", &["I ❤ it", "❤\u{fe0f}"], &["💔"]),
    ("Emoji", "👍", &["👍🏽 yes"], &["👎"]),
    ("Emoji", "👩‍🚒", &["a 👩🏾‍🚒"], &["a 🚒 and 👩"]),
    ("Emoji", "🇮🇷", &["🇮🇷", "🇫🇷🇮🇷"], &["🇷🇮", "🇸🇮🇷🇺"]),
    ("Emoji", "fire 🔥", &["🔥 a fire"], &["a fire"]),
];

#[test]
fn words_are_found_in_every_spelling_and_nothing_else_is() {
    let archive = archive();
    let texts = || TABLE.iter().flat_map(|(_, _, found, not)| found.iter().chain(*not));
    let mut ids = HashMap::new();
    for text in texts() {
        let url = format!("https://example.org/{}", ids.len());
        ids.entry(*text).or_insert_with(|| archive.save(&capture(&url, "Q", text)));
    }
    let mut wrong = Vec::new();
    for (language, query, found, not) in TABLE {
        let listed = archive.found(query);
        let sought = Sought::of(&parse(query).query, Field::Text);
        for (text, expected) in found.iter().map(|t| (t, true)).chain(not.iter().map(|t| (t, false))) {
            let told = |is: bool| if is { "finds" } else { "does not find" };
            if listed.contains(&ids[text]) != expected {
                wrong.push(format!("{language}: {query} {} {text}", told(!expected)));
            }
            // What is found is marked in the text; of several words, each that stands there.
            if expected && sought.hits(text).is_empty() {
                wrong.push(format!("{language}: {query} is not marked in {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let pairs: usize = TABLE.iter().map(|(_, _, found, not)| found.len() + not.len()).sum();
    assert!(pairs >= 250, "{pairs} pairs");
    let languages: std::collections::BTreeSet<&str> = TABLE.iter().map(|row| row.0).collect();
    assert!(languages.len() >= 30, "{} languages", languages.len());
}

impl Archive {
    /// The articles that have all words of a query.
    fn found(&self, query: &str) -> Vec<ArticleId> {
        let all: Vec<String> = parse(query).query.conditions().into_iter().map(expression).collect();
        let sql = "SELECT rowid FROM search WHERE search MATCH ?1";
        let read = |conn: &rusqlite::Connection| {
            let mut statement = conn.prepare(sql)?;
            let ids = statement.query_map([all.join(" AND ")], |row| row.get(0).map(ArticleId))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        };
        self.library.db().read(read).unwrap()
    }
}

fn expression(condition: &Condition) -> String {
    let Condition::Words(words) = condition else { panic!("{condition} is no words") };
    let any: Vec<String> = patterns(words).iter().map(Pattern::expression).collect();
    format!("({})", any.join(" OR "))
}

#[test]
fn folding_is_done_once() {
    for (_, query, found, not) in TABLE {
        for text in found.iter().chain(*not).chain([query]) {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }
}
