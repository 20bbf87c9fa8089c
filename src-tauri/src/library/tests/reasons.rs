//! What is told as a reason in a small archive, where no word is common: names and rare words, and nothing that everybody says.

use super::*;

/// The reasons for which an article belongs to one of the same words, sorted.
fn reasons(language: &str, title: &str, text: &str) -> Vec<String> {
    assert!(text.split_whitespace().count() < 40, "a longer text would be a copy");
    let archive = archive();
    let save = |number: u32, title: &str| {
        let mut story = capture(&format!("https://example.org/{number}"), title, text);
        story.page.metadata.language = Language { tag: Some(language.to_owned()), ..Language::default() };
        archive.save(&story)
    };
    let (asked, _) = (save(1, title), save(2, ""));
    let related = archive.library.related(asked, 10).unwrap();
    let mut words = related.first().map(|one| one.reasons.words.clone()).unwrap_or_default();
    words.sort();
    words
}

fn told(language: &str, title: &str, text: &str, expected: &[&str]) {
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(reasons(language, title, text), expected);
}

#[test]
fn english_names_are_reasons_and_days_offices_and_everyday_words_are_not() {
    told(
        "en",
        "Visitors To Return Next Week",
        "The agency's director Rafael Grossi said on Monday that the IAEA would return to Fordow next week. In autumn 2026, \
         Prime Minister Starmer and President Macron met officials there in March.",
        &["Rafael Grossi", "IAEA", "Fordow", "Starmer", "Macron"],
    );
}

#[test]
fn names_are_told_whole_and_headlines_make_none() {
    told(
        "en",
        "Angela Merkel Meets Reporters",
        "In Berlin on Tuesday, Angela Merkel met reporters. Merkel said little. Angela Merkel left early.",
        &["Angela Merkel", "Berlin"],
    );
}

#[test]
fn words_that_are_no_names_are_told_as_they_stand_within_a_sentence() {
    let text = "Centrifuges turn again. In the hall under Fordow, centrifuges were replaced.";
    told("en", "Centrifuges Turn", text, &["Fordow", "centrifuges"]);
}

#[test]
fn what_everybody_says_joins_nothing() {
    let said = "On Monday the government said in a statement that people should stay at home next week.";
    told("en", "Stay at home", said, &[]);
    told(
        "de",
        "Am Montag",
        "Am Montag teilte die Regierung in Berlin mit, die Menschen sollten nächste Woche warten.",
        &["Berlin"],
    );
    told(
        "fr",
        "Lundi",
        "Lundi, le gouvernement a déclaré que les gens devraient rester à la maison la semaine prochaine.",
        &[],
    );
}

#[test]
fn german_nouns_are_no_names() {
    told(
        "de",
        "Besuch",
        "Am Montag sagte der Präsident, die Regierung werde in der kommenden Woche mit Grossi über die Urananreicherung in \
         Fordo sprechen. Das teilte ein Sprecher der Behörde im Herbst mit.",
        &["Grossi", "Fordo", "Urananreicherung"],
    );
}

#[test]
fn persian_and_arabic_words_are_known_with_what_is_joined_to_them() {
    told(
        "fa",
        "بازگشت",
        "رافائل گروسی روز دوشنبه گفت که هفته‌های آینده به فردو می‌رود. سخنگوی دولت در گزارشی تازه از سانتریفیوژها نوشت.",
        &["رافائل گروسی", "فردو", "سانتریفیوژها"],
    );
    told(
        "ar",
        "عودة",
        "قال غروسي يوم الاثنين إنه سيعود إلى فوردو الأسبوع المقبل، وأعلنت الوكالة تقريرا عن الحكومة والرئيس.",
        &["غروسي", "فوردو"],
    );
}

#[test]
fn chinese_reasons_are_whole_words() {
    told("zh", "返回", "格罗西星期一表示，下周将前往福尔多。", &["格罗西", "福尔多"]);
    told("zh", "会谈", "国际原子能机构总干事上周在维也纳会见记者。", &["原子能", "维也纳"]);
}
