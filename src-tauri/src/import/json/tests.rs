//! Lists that are whole, broken, cut off and too long.

use proptest::prelude::*;

use super::super::Head;
use super::*;

/// Each entry as `list: entry`, or `list! why`.
fn entries(text: &str, lists: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    each_entry(text.as_bytes(), Path::new("a.json"), lists, &mut |list, entry| {
        found.push(match entry {
            Ok(text) => format!("{list}: {text}"),
            Err(broken) => format!("{list}! {} ({})", broken.why, broken.source),
        });
        Ok(())
    })
    .unwrap();
    found
}

#[test]
fn a_list_is_cut_into_its_entries() {
    assert_eq!(
        entries(" [ {\"a\": [1, {\"b\": \"]}, \\\" \"}]} ,\n2, \"x,y\", null , {}]\n", &[]),
        [": {\"a\": [1, {\"b\": \"]}, \\\" \"}]}", ": 2", ": \"x,y\"", ": null", ": {}"]
    );
    assert_eq!(entries("[]", &[]), [""; 0]);
    assert_eq!(entries("[1] [2]", &[]), [": 1", ": 2"]);
}

#[test]
fn a_file_is_told_by_the_names_of_its_first_object() {
    let names = |text: &str| {
        let head = Head { text: text.to_owned(), ..Head::default() };
        let Outline { is_list, names } = Outline::of(&head);
        format!("{is_list} {}", names.join(" "))
    };
    assert_eq!(names(r#"[ {"a": {"x": 1}, "b" : "c", "d":[], "e":1}, {"f":1}]"#), "true a b d e");
    assert_eq!(names(r#"{"a": [{"x": 1}], "b": nul"#), "false a b");
    assert_eq!(names(r#"[{"a": "text that goes on"#), "true a");
    assert_eq!(names("[1, 2]"), "true ");
    assert_eq!(names("text"), "false ");
}

#[test]
fn lists_within_an_object_are_found_by_their_names() {
    let text = r#"{"page": 1, "_links": {"items": [9]}, "_embedded": {"x": [8], "items": [{"a": 1}, 2]}, "lists": [3]}"#;
    assert_eq!(
        entries(text, &["_embedded", "items", "lists"]),
        ["items: {\"a\": 1}", "items: 2", "lists: 3"]
    );
    let found = entries(text, &["nothing"]);
    assert!(found.len() == 1 && found[0].starts_with("! there is no list of entries in it"), "{found:?}");
}

#[test]
fn what_is_broken_is_told_and_stops_no_other() {
    assert_eq!(entries("[{\"a\": [1, 2}, 3]", &[]), ["! the brackets do not fit ({\"a\": [1, 2})", ": 3"]);
    assert_eq!(
        entries("[{\"a\": \"x\n}, {\"b\": 1}]", &[]),
        [": {\"a\": \"x\n}", ": {\"b\": 1}"],
        "the entry ends where its line does; that it is no JSON is told when it is understood"
    );
    assert_eq!(entries("[1, {\"a\": tr", &[]), [": 1", "! the file ends before its end ({\"a\": tr)"]);
    assert_eq!(entries("[1, ", &[]), [": 1", "! the file ends before its end ()"]);
    assert_eq!(entries("[{} {}]", &[]), [": {}", ": {}"]);
    assert_eq!(entries("{\"a\": 1", &["a"]), ["! the file ends before its end ()"]);
    assert_eq!(entries("hello", &[]), ["! it is no list in JSON ()"]);
    assert_eq!(entries("", &[]), ["! there is no list of entries in it ()"]);
}

#[test]
fn an_entry_that_is_too_long_is_refused_and_the_next_is_read() {
    let long = format!("[\"{}\", 2]", "x".repeat(LONGEST));
    let found = entries(&long, &[]);
    assert!(found[0].starts_with("! it is longer than 32 MB"), "{}", &found[0][..60]);
    assert_eq!(found[1], ": 2");
}

proptest! {
    #[test]
    fn nothing_makes_it_stumble(text in "[\\[\\]{}\":,a\\\\\n ]{0,60}", other in "\\PC{0,40}") {
        entries(&text, &["a", ""]);
        entries(&other, &[]);
        entries(&format!("{{\"a\": {text}"), &["a"]);
    }

    #[test]
    fn every_list_of_values_comes_out_as_it_went_in(values in prop::collection::vec("[a-z\"\\\\{}\\[\\], \u{600}-\u{620}]{0,12}", 0..8)) {
        let text = serde_json::to_string_pretty(&values).unwrap();
        let expected: Vec<String> =
            values.iter().map(|value| format!(": {}", serde_json::to_string(value).unwrap())).collect();
        prop_assert_eq!(entries(&text, &[]), expected);
    }
}
