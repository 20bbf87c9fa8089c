//! `links` and `backlinks`.

use super::{Lede, URL};

const CITING: &str = "<!doctype html><html lang=\"en\"><head><title>Ferry strike called off</title></head><body><article>
<h1>Ferry strike called off</h1>
<p>The crews of the harbour ferries went back to work on Monday morning after two weeks, the union and the city said together.</p>
<p>It had been a long spring for everybody who crosses the river every day. The Courier <a href=\"URL?utm_source=x#top\">told its readers</a>
that the bridge carries buses again. The ferries will go on all the same, at least until the end of the summer season.</p>
<p>The <a href=\"https://example.org/report\">report of the ministry</a> will be discussed by the council in its next sitting, which is open to all.</p>
</article></body></html>";

#[test]
fn links_say_what_is_saved_and_backlinks_say_where() {
    let lede = Lede::with_articles();
    let citing = lede.save("https://example.org/ferries", &CITING.replace("URL", URL));
    let citing = citing[0]["id"].to_string();
    let links = lede.json(&["links", &citing, "--context", "body"]);
    assert_eq!((&links[0]["text"], &links[0]["article"]), (&"told its readers".into(), &1.into()));
    assert_eq!((&links[1]["context"], &links[1]["article"]), (&"body".into(), &serde_json::Value::Null));
    assert_eq!(lede.json(&["links", &citing, "--saved"]).as_array().unwrap().len(), 1);

    let citations = lede.json(&["backlinks", URL]);
    assert_eq!(citations[0]["id"].to_string(), citing);
    assert_eq!(citations[0]["quote"], "The Courier told its readers that the bridge carries buses again.");
    assert_eq!(citations[0]["marked"], serde_json::json!({ "start": 12, "end": 28 }));
    assert_eq!(lede.json(&["backlinks", "1", "--offset", "1"]), serde_json::json!([]));

    let told = lede.out(&["backlinks", "1"]);
    assert!(told.contains("Ferry strike called off") && told.contains("buses again."), "{told}");
    let told = lede.out(&["links", &citing]);
    assert!(
        told.contains("     1  told its readers") && told.contains("https://example.org/report"),
        "{told}"
    );
    assert_eq!(lede.run(&["--json", "links", "77"]).error()["kind"], "not-found");
}
