use super::byline::{looks_like_person, split};
use super::*;

#[test]
fn bylines_become_names() {
    for (byline, names) in [
        ("By Jane Roe", &["Jane Roe"][..]),
        ("BY JANE ROE AND JOHN DOE", &["JANE ROE", "JOHN DOE"]),
        ("By Jane Roe and John Doe", &["Jane Roe", "John Doe"]),
        ("Jane Roe, John Doe and Max Mustermann", &["Jane Roe", "John Doe", "Max Mustermann"]),
        ("Von Anna Schmidt und Karl Braun", &["Anna Schmidt", "Karl Braun"]),
        ("Por María López y José Ruiz", &["María López", "José Ruiz"]),
        ("Par Jeanne Dupont", &["Jeanne Dupont"]),
        ("Written by: Jane Roe, Political Correspondent", &["Jane Roe"]),
        ("Jane Roe (jane.roe@example.org)", &["Jane Roe"]),
        ("jane.roe@example.org Jane Roe", &["Jane Roe"]),
        ("Reuters", &["Reuters"]),
        ("Associated Press", &["Associated Press"]),
        ("Martin Luther King, Jr.", &["Martin Luther King"]),
        ("نوشته علی رضایی", &["علی رضایی"]),
        ("Автор: Иван Петров", &["Иван Петров"]),
        ("作者：王小明、李雷", &["王小明", "李雷"]),
        ("Byron Smith", &["Byron Smith"]),
        ("https://example.org/author/jane", &[]),
        ("admin", &[]),
        ("12 May 2020", &[]),
        ("By Jane Roe - June 12, 2025", &["Jane Roe"]),
        ("Jane Roe 4 August 2010", &["Jane Roe"]),
        ("Minh Do on Monday, November 18th, 2019 at 11:08 a.m.", &["Minh Do"]),
        ("By Jane Roe, MD, RD", &["Jane Roe"]),
        ("By TPN, in News, Portugal · 31 Jan", &["TPN"]),
        ("BR24 Redaktion", &["BR24 Redaktion"]),
        ("Newsroom staff", &["Newsroom staff"]),
        ("박준석 기자", &["박준석"]),
        ("記者王小明／台北報導", &["王小明"]),
        ("View all posts by Jane Roe →", &["Jane Roe"]),
        ("Share on Facebook", &[]),
        ("Von", &[]),
        ("", &[]),
    ] {
        assert_eq!(split(byline), names, "{byline}");
    }
}

#[test]
fn names_are_told_from_labels() {
    for name in [
        "Jane Roe",
        "Martin Luther King Jr.",
        "Jan van der Berg",
        "Lê Phương",
        "Иван Петров",
        "علی رضایی",
        "王小明",
        "松岡大地",
    ] {
        assert!(looks_like_person(name), "{name}");
    }
    for name in [
        "Follow",
        "Share This",
        "Newsletter",
        "updated",
        "von Anna",
        "Jane",
        "Read More",
        "Staff Writer",
        "amw",
    ] {
        assert!(!looks_like_person(name), "{name}");
    }
}

fn survey(metas: &[(&str, &str)], bylines: &[(&str, u8)]) -> Survey {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let byline =
        |(text, rank): &(&str, u8)| Byline { text: (*text).to_owned(), rank: *rank, place: Place::default() };
    Survey {
        metas: metas.iter().map(owned).collect(),
        bylines: bylines.iter().map(byline).collect(),
        ..Survey::default()
    }
}

#[test]
fn people_come_before_the_publisher_and_labels_do_not() {
    let named = [("author", "LTO"), ("og:site_name", "Legal Tribune Online")];
    let of = |bylines: &[(&str, u8)]| {
        authors(&survey(&named, bylines), &JsonLd::default(), Some("Legal Tribune Online"), None)
    };
    assert_eq!(of(&[("Dr. Max Kolter", 1)]), ["Dr. Max Kolter"]);
    assert_eq!(of(&[("Folgen", 1), ("amw", 2), ("Themen bearbeiten", 2)]), ["LTO"]);
    assert_eq!(of(&[("Lê Phương", 4)]), ["Lê Phương"]);
    let card = [("twitter:label1", "Verfasst von"), ("twitter:data1", "Jane Roe")];
    assert_eq!(authors(&survey(&card, &[]), &JsonLd::default(), None, None), ["Jane Roe"]);
}

proptest::proptest! {
    #[test]
    fn no_byline_panics_and_names_are_never_empty(text in "\\PC{0,160}") {
        for name in split(&text) {
            assert!(!name.trim().is_empty());
            looks_like_person(&name);
        }
    }
}
