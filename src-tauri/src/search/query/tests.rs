use jiff::civil::date;
use proptest::prelude::*;

use super::parse::Problem;
use super::period::Period;
use super::*;

fn read(text: &str) -> String {
    parse(text).query.to_string()
}

fn faults(text: &str) -> Vec<(String, Fault)> {
    let told = |problem: Problem| (text[problem.at].to_owned(), problem.fault);
    parse(text).problems.into_iter().map(told).collect()
}

#[test]
fn a_query_reads_as_people_mean_it() {
    for (typed, meant) in [
        ("", ""),
        ("  climate   change ", "climate change"),
        ("climate AND change", "climate change"),
        ("“climate change”", "\"climate change\""),
        ("«تغییر اقلیم»", "\"تغییر اقلیم\""),
        ("a OR b c", "a OR (b c)"),
        ("(a OR b) c", "(a OR b) c"),
        ("((a)) (b)", "a b"),
        ("a -b", "a -b"),
        ("a NOT b", "a -b"),
        ("a - b", "a - b"),
        ("--a", "a"),
        ("-(a b)", "-(a b)"),
        ("well-known", "well-known"),
        ("clim*", "clim*"),
        ("title:clim*", "title:clim*"),
        ("TITLE:\"climate change\"", "title:\"climate change\""),
        ("title:(a OR \"b c\")", "title:a OR title:\"b c\""),
        ("title:-a", "-title:a"),
        ("author:Ghazi", "by:Ghazi"),
        ("tag:world/iran site:bbc.com", "tag:world/iran site:bbc.com"),
        ("tag:\"two words\"", "tag:\"two words\""),
        ("-tag:sport", "-tag:sport"),
        ("tag:-sport", "-tag:sport"),
        ("IS:Unread has:missing-image", "is:unread has:missing-image"),
        ("words:>800", "words:>=801"),
        ("words:۸۰۰..۱۲۰۰", "words:800..1200"),
        ("published:2018-06..2018-08", "published:2018-06..2018-08"),
        ("published:>2024", "published:>2024"),
        ("saved:last week harbour", "saved:\"last week\" harbour"),
        ("saved:last 3 weeks harbour", "saved:3w harbour"),
        ("published:۱۴۰۳/۰۵", "published:1403-05"),
        ("links-to:https://example.org/a?b=c", "links-to:https://example.org/a?b=c"),
        ("https://example.org/a", "https://example.org/a"),
        ("title:OR", "title:OR"),
        ("a OR", "a"),
        ("(a", "a"),
        ("a) b", "a b"),
        ("🙂 中国", "🙂 中国"),
        ("צה\"ל אמר", "צה\"ל אמר"),
        ("אמר \"צה״ל\"", "אמר \"צה״ל\""),
    ] {
        assert_eq!(read(typed), meant, "{typed}");
    }
}

#[test]
fn what_makes_no_sense_is_told_and_searched_as_words() {
    for (typed, meant, told) in [
        ("is:purple cow", "is:purple cow", vec![("is:purple", Fault::UnknownValue)]),
        ("published:someday", "published:someday", vec![("published:someday", Fault::UnknownValue)]),
        ("saved:someday", "saved:someday", vec![]),
        ("published:2024-13", "published:2024-13", vec![("published:2024-13", Fault::UnknownValue)]),
        ("words:many", "words:many", vec![("words:many", Fault::UnknownValue)]),
        ("has:\"no such\"", "\"no such\"", vec![("has:\"no such\"", Fault::UnknownValue)]),
        ("colour:blue", "colour:blue", vec![("colour:blue", Fault::UnknownName)]),
        ("tag: a", "a", vec![("tag:", Fault::NoValue)]),
        ("a OR", "a", vec![("OR", Fault::Alone)]),
        ("OR a", "a", vec![("OR", Fault::Alone)]),
        ("a AND", "a", vec![("AND", Fault::Alone)]),
        ("a NOT", "a", vec![("NOT", Fault::Alone)]),
        ("(a b", "a b", vec![("(", Fault::Unbalanced)]),
        ("a) b", "a b", vec![(")", Fault::Unbalanced)]),
        ("Minister: no", "Minister: no", vec![]),
        ("10:30 https://a.org", "10:30 https://a.org", vec![]),
        ("\"still typing", "\"still typing\"", vec![]),
    ] {
        assert_eq!(read(typed), meant, "{typed}");
        let told: Vec<_> = told.into_iter().map(|(part, fault)| (part.to_owned(), fault)).collect();
        assert_eq!(faults(typed), told, "{typed}");
    }
}

#[test]
fn the_parts_of_a_text_are_known() {
    let parts = |text: &str| {
        let show = |part: TextPart| {
            let name = part.name.map(|name| format!("{name}=")).unwrap_or_default();
            let not = if part.negated { "not " } else { "" };
            format!("{}: {not}{name}{}", &text[part.at.clone()], part.value)
        };
        parse(text).parts.into_iter().map(show).collect::<Vec<_>>()
    };
    for (text, expected) in [
        ("climate change", vec!["climate: climate", "change: change"]),
        (
            "tag:\"two words\" -site:a.org tag:-x",
            vec!["tag:\"two words\": tag=two words", "-site:a.org: not site=a.org", "tag:-x: not tag=x"],
        ),
        ("saved:last 3 weeks a", vec!["saved:last 3 weeks: saved=last 3 weeks", "a: a"]),
        ("-(a tag:b) author:X", vec!["-(a tag:b): not (a tag:b)", "author:X: by=X"]),
        ("title:(a -b) NOT c", vec!["title:(a -b): title=(a -b)", "NOT c: not c"]),
        ("a OR «b c»", vec!["a: a", "«b c»: b c"]),
        ("is:purple", vec!["is:purple: is:purple"]),
        ("tag: a", vec!["tag:: tag=", "a: a"]),
    ] {
        assert_eq!(parts(text), expected, "{text}");
    }
    let filters = parse("a (tag:b OR -is:read) title:c").filters;
    let filters: Vec<_> = filters.into_iter().map(|(at, condition)| (at, condition.to_string())).collect();
    assert_eq!(filters, [(3..8, "tag:b".to_owned()), (13..20, "is:read".to_owned())]);
}

#[test]
fn periods_become_days() {
    // A Saturday.
    let today = date(2026, 2, 28);
    let whole = |first, last| (Some(first), Some(last));
    for (text, (first, last)) in [
        ("today", whole(today, today)),
        ("yesterday", whole(date(2026, 2, 27), date(2026, 2, 27))),
        ("this week", whole(date(2026, 2, 23), date(2026, 3, 1))),
        ("last week", whole(date(2026, 2, 16), date(2026, 2, 22))),
        ("last month", whole(date(2026, 1, 1), date(2026, 1, 31))),
        ("last year", whole(date(2025, 1, 1), date(2025, 12, 31))),
        ("7d", whole(date(2026, 2, 22), today)),
        ("past 2 months", whole(date(2025, 12, 29), today)),
        ("2024", whole(date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", whole(date(2024, 2, 1), date(2024, 2, 29))),
        ("2024/02/03", whole(date(2024, 2, 3), date(2024, 2, 3))),
        (">2024", (Some(date(2025, 1, 1)), None)),
        (">=2024-05", (Some(date(2024, 5, 1)), None)),
        ("<2024", (None, Some(date(2023, 12, 31)))),
        ("..2024", (None, Some(date(2024, 12, 31)))),
        ("2018-06..2018-08", whole(date(2018, 6, 1), date(2018, 8, 31))),
        ("1403", whole(date(2024, 3, 20), date(2025, 3, 20))),
        ("1403-12", whole(date(2025, 2, 19), date(2025, 3, 20))),
        ("۱۴۰۵-۰۱-۰۱", whole(date(2026, 3, 21), date(2026, 3, 21))),
    ] {
        let parsed = Period::read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(parsed.days(today), Some(Days { first, last }), "{text}");
    }
    for text in [
        "",
        "..",
        "0",
        "24",
        "2024-00",
        "2024-02-30",
        "last",
        "last day",
        "0d",
        "1403-12-31",
        ">",
        "2024-1-1-1",
    ] {
        assert_eq!(Period::read(text), None, "{text}");
    }
}

#[test]
fn what_is_being_typed_can_be_completed() {
    // The cursor stands at the bar.
    for (text, expected) in [
        ("har|", Some(("har", "har", Typed::Word))),
        ("old har|bour x", Some(("harbour", "har", Typed::Word))),
        ("tag:|", Some(("", "", Typed::Value(Filter::Tag)))),
        ("a tag:world/ir|an b", Some(("world/iran", "world/ir", Typed::Value(Filter::Tag)))),
        ("tag:\"two w|", Some(("\"two w", "two w", Typed::Value(Filter::Tag)))),
        ("tag:\"two words\"|", None),
        ("-is:un|", Some(("un", "un", Typed::Value(Filter::State)))),
        ("title:ha|", Some(("ha", "ha", Typed::Fielded(Field::Title)))),
        ("tag: |", None),
        ("(|", None),
        ("|", None),
        ("«تغییر|", Some(("«تغییر", "تغییر", Typed::Word))),
    ] {
        let cursor = text.find('|').unwrap();
        let text = text.replace('|', "");
        let found = typing(&text, cursor);
        let found = found.as_ref().map(|typing| (&text[typing.at.clone()], typing.typed.as_str(), typing.of));
        assert_eq!(found, expected, "{text}");
    }
    for (value, typed) in
        [("iran", "iran"), ("two words", "\"two words\""), ("-a", "\"-a\""), ("say \"no\"", "«say \"no\"»")]
    {
        assert_eq!(value_text(value), typed);
    }
}

#[test]
fn a_query_is_bounded() {
    let deep = format!("{}a{}", "(".repeat(2_000), ")".repeat(2_000));
    assert_eq!(read(&deep), "a");
    let long = "word ".repeat(10_000);
    let parsed = parse(&long);
    assert_eq!(parsed.query.conditions().len(), 64);
    assert_eq!(parsed.problems[0].fault, Fault::TooMuch);
}

/// Text that looks like queries.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "(",
            ")",
            " ",
            "-",
            "OR ",
            "AND ",
            "NOT ",
            "title:",
            "tag:",
            "is:",
            "has:",
            "saved:",
            "published:",
            "words:",
            "links-to:",
            "\"",
            "«",
            "»",
            "“",
            "”",
            "„",
            "「",
            "」",
            "*",
            "unread",
            "last ",
            "week",
            "3 ",
            "days",
            "2024",
            "..",
            ">",
            "<=",
            "1403-05",
            "foo:",
            ":",
            "https://a.b",
            "note",
            "a",
            "b ",
            "中国",
            "می‌رود",
        ])
        .prop_map(str::to_owned),
        "[a-z]{1,4} ",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_text_of_a_tree_reads_as_that_tree(text in typed()) {
        let tree = parse(&text).query;
        let again = parse(&tree.to_string());
        prop_assert_eq!(&again.query, &tree, "{:?} -> {:?}", text, tree.to_string());
        prop_assert_eq!(again.query.to_string(), tree.to_string());
    }

    #[test]
    fn problems_stand_in_the_text(text in typed()) {
        for problem in parse(&text).problems {
            prop_assert!(text.get(problem.at.clone()).is_some_and(|part| !part.is_empty()));
        }
    }
}
