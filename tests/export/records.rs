//! Records and citations, judged by the schemas that they follow.

use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use super::made::Made;

/// What a script of `tests/validators` says.
fn judge(script: &str, arguments: &[&Path]) -> Output {
    let tools = std::env::var("LEDE_VALIDATORS").expect("Python's packages are missing: `./dev exports`");
    let script = crate::support::fixture(&format!("validators/{script}"));
    let mut python = std::process::Command::new(PathBuf::from(tools).join("python"));
    python.arg(script).args(arguments).output().unwrap()
}

fn said(out: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

/// The same document with one value changed.
fn changed(file: &Path, change: impl FnOnce(&mut Value)) -> PathBuf {
    let mut document = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    change(&mut document);
    let other = file.with_extension("changed.json");
    std::fs::write(&other, document.to_string()).unwrap();
    other
}

#[test]
#[ignore = "run by ./dev exports, which installs jsonschema"]
fn judged_records_follow_their_schema() {
    let made = Made::new();
    let (file, report) = made.export("all.json", &["--format", "json"]);
    assert_eq!(report["exported"], 10);
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/export.schema.json");
    let out = judge("records.py", &[&schema, &file]);
    assert!(out.status.success(), "{}", said(&out));
    assert!(said(&out).ends_with(" records, 0 errors\n") && !said(&out).starts_with("0 "), "{}", said(&out));

    let wrong = changed(&file, |document| {
        let records = document["records"].as_array_mut().unwrap();
        let article = records.iter_mut().find(|record| record["table"] == "article").unwrap();
        article["starred"] = "yes".into();
    });
    let out = judge("records.py", &[&schema, &wrong]);
    assert!(!out.status.success() && said(&out).contains("1 errors"), "{}", said(&out));
}

#[test]
#[ignore = "run by ./dev exports, which installs a model of CSL"]
fn judged_citations_follow_the_schema_of_csl() {
    let made = Made::new();
    let (file, report) = made.export("all.csl.json", &["--format", "csl"]);
    assert_eq!(report["exported"], 10);
    let out = judge("citations.py", &[&file]);
    assert!(out.status.success() && said(&out).contains("10 items, 0 errors"), "{}", said(&out));

    let wrong = changed(&file, |items| items[0]["saved"] = "2026-03-14".into());
    assert!(!judge("citations.py", &[&wrong]).status.success());
}
