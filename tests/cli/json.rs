//! The JSON shapes are a public contract: every field a script may rely on is named here.

use serde_json::{Value, json};

use super::{Lede, PAGE, URL};

fn fields(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("not an object: {value}")).keys().map(String::as_str).collect()
}

fn holds(value: &Value, wanted: &str) {
    let present = fields(value);
    for field in wanted.split_whitespace() {
        assert!(present.contains(&field), "no {field} in {value}");
    }
}

const SUMMARY: &str =
    "id url title authors site published saved language state starred tags excerpt words direction archived trashed
     minutes lead_image position complete missing_assets";

#[test]
fn save_prints_an_object_for_each_url() {
    let lede = Lede::new();
    let saved = lede.save(URL, PAGE);
    holds(&saved[0], "id url status version diagnosis missing_assets error");
    assert_eq!(saved.as_array().unwrap().len(), 1);
    assert_eq!(saved[0]["status"], "saved");
    assert_eq!(saved[0]["url"], URL);
    assert_eq!(saved[0]["diagnosis"], json!({ "complete": true, "doubts": [], "evidence": [] }));
    assert_eq!(saved[0]["error"], Value::Null);
    let again = lede.save(URL, PAGE);
    assert_eq!(again[0]["status"], "exists");
    assert_eq!(again[0]["id"], saved[0]["id"]);
}

#[test]
fn list_and_show_print_summaries_and_the_whole_article() {
    let lede = Lede::with_articles();
    let list = lede.json(&["list"]);
    assert_eq!(list.as_array().unwrap().len(), 2);
    list.as_array().unwrap().iter().for_each(|row| holds(row, SUMMARY));
    let row = &list[1];
    assert_eq!(row["title"], "Harbour bridge reopens");
    assert_eq!(row["url"], "https://courier.example/2026/03/14/bridge");
    assert_eq!(row["authors"], json!(["Ines Calloway"]));
    assert_eq!(row["site"], "The Courier");
    assert_eq!(row["language"], "en");
    assert_eq!(row["state"], "unread");
    let article = lede.json(&["show", &row["id"].to_string()]);
    holds(&article, SUMMARY);
    holds(
        &article,
        "text html direction modified section keywords lead_image tags notes highlights collections diagnosis version",
    );
    assert!(article["text"].as_str().unwrap().contains("first bus in eleven months"));
    assert_eq!(article, lede.json(&["read", "1"]));
    assert_eq!(article, lede.json(&["show", URL]));
}

#[test]
fn versions_refetch_and_reextract_say_what_changed() {
    let lede = Lede::with_articles();
    let versions = lede.json(&["versions", "1"]);
    holds(&versions[0], "version fetched changed current final_url status extractor words diagnosis");
    let cleaned = lede.json(&["reextract", "1"]);
    holds(&cleaned[0], "id url status version diagnosis missing_assets error");
    assert_eq!(cleaned[0]["status"], "exists");
    assert_eq!(lede.json(&["reextract", "--all"]).as_array().unwrap().len(), 2);
    let change = &lede.json(&["reextract", "1", "--dry-run"])[0];
    holds(change, "id url title changed words_before words_after added removed");
    assert_eq!(change["changed"], false);
}

#[test]
fn info_tells_which_archive_and_what_it_holds() {
    let lede = Lede::with_articles();
    let info = lede.json(&["info"]);
    holds(
        &info,
        "path program schema articles trashed versions assets missing_assets asset_bytes file_bytes pending_jobs failed_jobs",
    );
    assert_eq!(info["articles"], 2);
    assert!(info["path"].as_str().unwrap().contains("lede"));
}

#[test]
fn the_queue_prints_its_jobs() {
    let lede = Lede::new();
    let jobs = lede.json(&["queue", "--add", "https://a.example/1", "https://a.example/2"]);
    assert_eq!(jobs.as_array().unwrap().len(), 2);
    holds(&jobs[0], "id kind url state tries error next_try added outcome");
    let id = &jobs[0]["id"];
    let jobs = lede.json(&["queue", "--cancel", &id.to_string()]);
    let job = jobs.as_array().unwrap().iter().find(|job| job["id"] == *id).unwrap();
    assert_eq!(job["state"], "cancelled");
    let jobs = lede.json(&["queue", "--clear"]);
    assert_eq!(jobs.as_array().unwrap().len(), 1);
    assert_eq!(jobs[0]["state"], "queued");
}

#[test]
fn export_raw_describes_the_response() {
    let lede = Lede::with_articles();
    let response = lede.json(&["export-raw", "1"]);
    holds(&response, "id version final_url redirects status headers fetched bytes");
    assert_eq!(response["bytes"], PAGE.len());
}
