//! `duplicates` and `rebuild`.

use super::Lede;

/// A page of an agency's text under a headline.
fn page(headline: &str, lead: &str) -> String {
    let text: String = (0..12)
        .map(|n| {
            let at = n * 7;
            format!(
                "<p>The harbour office number {at} said on Monday that pier {} of the old town had opened again after \
                 {} weeks of repairs, while ships from port {} waited outside the breakwater for pilots.</p>",
                at + 1, at + 2, at + 3
            )
        })
        .collect();
    format!(
        "<!doctype html><html lang=en><head><title>{headline}</title></head>\
         <body><article><h1>{headline}</h1><p>{lead}</p>{text}</article></body></html>"
    )
}

fn save(lede: &Lede, host: &str, headline: &str, lead: &str) -> String {
    let file = lede.file(&format!("{host}.html"), &page(headline, lead));
    let url = format!("https://{host}/harbour");
    lede.json(&["save", "--html", file.to_str().unwrap(), &url]);
    url
}

#[test]
fn copies_on_other_sites_are_listed_and_can_be_said_to_be_none() {
    let lede = Lede::new();
    let first = save(&lede, "one.example", "Pier opens", "A lead of one's own about the pier.");
    save(
        &lede,
        "two.example",
        "Old town's harbour is whole again",
        "Quite another beginning stands here, as sites do.",
    );
    let copies = lede.json(&["duplicates", &first]);
    assert_eq!(copies.as_array().unwrap().len(), 1, "{copies}");
    assert_eq!(copies[0]["id"], 2);
    assert!(copies[0]["similarity"].as_f64().unwrap() > 0.8, "{copies}");
    assert_eq!(lede.json(&["list"])[0]["copies"][0]["id"], 1);
    let groups = lede.json(&["duplicates"]);
    assert_eq!(groups[0]["articles"].as_array().unwrap().len(), 2, "{groups}");
    assert!(lede.out(&["duplicates", "1"]).contains("% differs"));
    assert_eq!(lede.json(&["duplicates", "--not", "1", "2"]), serde_json::json!([]));
    assert_eq!(lede.json(&["duplicates", "2"]), serde_json::json!([]));
    lede.json(&["undo"]);
    assert_eq!(lede.json(&["duplicates", "2"])[0]["id"], 1);
    lede.json(&["trash", "1"]);
    assert_eq!(lede.json(&["duplicates", "2"]), serde_json::json!([]));
    lede.json(&["restore", "1"]);
    assert_eq!(lede.json(&["rebuild"])["articles"], 2);
    assert_eq!(lede.json(&["duplicates", "2"])[0]["id"], 1);
    assert_eq!(lede.run(&["duplicates", "--not", "1"]).code, 2);
    let told = lede.out(&["diff", "1", "--with", "2"]);
    assert!(told.contains("- one.example: Pier opens, "), "{told}");
    assert!(told.contains("other headline"), "{told}");
    assert!(told.contains("12 paragraphs the same"), "{told}");
    let compared = lede.json(&["diff", "2", "--with", &first]);
    assert_eq!(compared["before"], lede.json(&["show", "2"])["version"]);
    assert_eq!(compared["summary"]["title"], true);
    assert_eq!(lede.run(&["diff", "1", "3", "--with", "2"]).code, 2);
    assert_eq!(lede.run(&["--json", "diff", "1", "--with", "9"]).error()["kind"], "not-found");
    lede.json(&["tag", "2", "harbour"]);
    let merged = lede.json(&["merge", "1", "2"]);
    assert_eq!(
        (&merged["article"]["id"], &merged["tags"]),
        (&serde_json::json!(1), &serde_json::json!(1)),
        "{merged}"
    );
    assert_eq!(lede.json(&["show", "https://two.example/harbour"])["id"], 1);
    assert!(lede.out(&["undo"]).contains("merge 1 article"));
    assert_eq!(lede.json(&["show", "https://two.example/harbour"])["id"], 2);
    assert!(!lede.run(&["merge", "1", "1"]).code.eq(&0));
}
