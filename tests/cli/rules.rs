//! `rules` and `reextract --site`.

use std::path::{Path, PathBuf};

use super::{Lede, PAGE, URL};

const RULE: &str = "host = \"news.example\"\nbody = \".second\"\n";

#[test]
fn a_rule_is_tried_added_followed_and_taken_back() {
    let lede = Lede::new();
    lede.save(URL, PAGE);
    let rule = at(&lede.file(
        "rule.toml",
        &format!("host = \"{}\"\nremove = \"blockquote\"\ntitle = \".missing\"\n", host()),
    ));
    let tried = lede.json(&["rules", "test", URL, "--rule", &rule]);
    assert_eq!(tried["removed"].as_array().unwrap().len(), 1, "{tried}");
    assert_eq!(tried["rule"]["unmatched"][0], "title");
    let before = lede.json(&["show", URL]);
    assert_eq!(lede.json(&["rules", "add", &rule])[0]["articles"], 1);
    assert_eq!(lede.json(&["rules"])[0]["host"], host());
    assert!(lede.out(&["rules", "show", host()]).contains("remove ="));
    assert_eq!(lede.json(&["reextract", "--site", host()])[0]["status"], "saved");
    let after = lede.json(&["show", URL]);
    assert_ne!(before["text"], after["text"]);
    assert_eq!(after["rule"]["matched"][0], "remove");
    lede.json(&["rules", "remove", host()]);
    lede.json(&["reextract", "--site", host()]);
    assert_eq!(lede.json(&["show", URL])["text"], before["text"]);
}

fn at(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

fn folder(lede: &Lede, name: &str) -> String {
    let path: PathBuf = lede.path(name);
    std::fs::create_dir_all(&path).unwrap();
    at(&path)
}

fn host() -> &'static str {
    URL.split('/').nth(2).unwrap().trim_start_matches("www.")
}

#[test]
fn a_rule_that_cannot_be_used_is_refused_with_its_line() {
    let lede = Lede::new();
    let good = at(&lede.file("good.toml", RULE));
    let bad = at(&lede.file("bad.toml", "host = \"a.example\"\nremove = [\n  \"p[\",\n]\n"));
    let ran = lede.run(&["--json", "rules", "add", &bad, &good]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(ran.error()["kind"], "rule");
    assert!(ran.error()["message"].as_str().unwrap().starts_with("line 3: \"p[\""), "{ran:?}");
    assert_eq!(lede.json(&["rules", "list"]).as_array().unwrap().len(), 1);
    assert_eq!(lede.run(&["rules", "add", &bad]).code, 31);
    assert_eq!(lede.run(&["rules", "remove", "nobody.example"]).code, 20);
}

#[test]
fn site_configs_come_in_and_every_line_that_does_not_is_listed() {
    let lede = Lede::new();
    let configs = folder(&lede, "configs");
    lede.file("configs/.blog.example.txt", "body: //div[@class='post']\nstrip: (//p)[1]\ntidy: no\n");
    lede.file("configs/paper.example.txt", "title: //h1\nprune: no\n");
    lede.file("configs/empty.example.txt", "# nothing\ntest_url: http://empty.example/\n");
    lede.file("configs/README.md", "not a rule");
    lede.file("configs/news.example.toml", RULE);
    let ran = lede.run(&["--json", "rules", "import", &configs]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&report["files"], &report["lines"]), (&4.into(), &5.into()), "{report}");
    assert_eq!(report["imported"], serde_json::json!(["*.blog.example", "news.example", "paper.example"]));
    assert_eq!(report["partly"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&report["partly"][0]["file"], &report["partly"][0]["line"]),
        (&".blog.example.txt".into(), &2.into())
    );
    assert_eq!(report["failed"][0]["file"], "empty.example.txt");
    // What is there stays unless it is asked for.
    lede.file("configs/news.example.toml", "host = \"news.example\"\nbody = \"main\"\n");
    assert_eq!(lede.run(&["rules", "import", &configs]).code, 1);
    assert_eq!(lede.json(&["rules", "show", "news.example"])["text"], RULE);
    lede.run(&["rules", "import", "--replace", &configs]);
    assert_ne!(lede.json(&["rules", "show", "news.example"])["text"], RULE);
    let out = folder(&lede, "out");
    let files = lede.json(&["rules", "export", &out]);
    assert_eq!(files.as_array().unwrap().len(), 3);
    let again = Lede::new();
    let report = again.json(&["rules", "import", &out]);
    assert_eq!(report["imported"].as_array().unwrap().len(), 3, "{report}");
}
