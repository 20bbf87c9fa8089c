//! An archive with articles in several scripts, highlights, notes, tags and collections, and tools that judge what it exports.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::site::Site;
use crate::support::Sandbox;

/// The articles, by the paths of their pages on the news site; their numbers are 1, 2, ….
const PAGES: [&str; 9] = [
    "/2026/03/14/harbour-bridge-reopens",
    "/fa/news/84512/alborz",
    "/c/2026-02-11/doc-film.shtml",
    "/data/2026/counting-buses",
    "/culture/2026/open-air-cinema",
    "/2026/03/26/museum-labels",
    "/2026/02/08/town-clock",
    "/garden/almond-row",
    "/science/2026/river-gauge",
];

/// An archive and its home.
pub struct Made {
    sandbox: Sandbox,
    site: Site,
}

impl Made {
    /// Saves the articles, and what a person would add to them.
    pub fn new() -> Self {
        let (site, sandbox) = (Site::start(), Sandbox::new());
        let made = Self { sandbox, site };
        // One after the other, so that their numbers are known.
        for page in PAGES {
            made.run(&["save", &made.site.url(page)]);
        }
        let page = crate::support::fixture("export/pages/formulas.html").display().to_string();
        made.run(&["save", "https://tides.example/wave", "--html", &page]);
        let note = "Who is **Agnes**? See [[How we counted the buses]].\n\n- one\n- two";
        made.run(&["highlight", "1", "number 4, driven by Agnes Holm", "--note", note]);
        made.run(&["highlight", "1", "by Agnes Holm, who was also at the wheel", "--color", "blue"]);
        made.run(&[
            "highlight",
            "2",
            "گسل‌های فعال دامنه جنوبی البرز",
            "--color",
            "green",
            "--note",
            "مقیاس؟",
        ]);
        made.run(&["highlight", "3", "六十八岁的店主周永光", "--color", "pink", "--note", "去采访他"]);
        made.run(&[
            "note",
            "1",
            "# Plan\n\n| day | buses |\n|---|--:|\n| Mon | 4100 |\n\n- [x] call[^1]\n\n[^1]: On Friday.",
        ]);
        made.run(&["tag", "1", "world/harbour", "bridges"]);
        made.run(&["collection", "add", "Ports", "1", "4", "5", "6", "7"]);
        made.run(&["collection", "add", "Ports/فارسی و 中文", "2", "3", "1", "8", "9", "10"]);
        made.run(&[
            "collection",
            "describe",
            "Ports",
            "What the *river* does. See [it](https://example.org/a).",
        ]);
        made
    }

    /// Runs the command line; it must succeed.
    pub fn run(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.push("--json");
        let out = self.sandbox.lede(&all).output().unwrap();
        assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap_or(Value::Null)
    }

    /// Exports to a name in the home; returns where it is, and the report.
    pub fn export(&self, name: &str, arguments: &[&str]) -> (PathBuf, Value) {
        let output = self.sandbox.path(name);
        let path = output.display().to_string();
        let report = self.run(&[&["export", "--output", &path], arguments].concat());
        (output, report)
    }
}

/// A program that `./dev setup` installs.
pub fn tool(name: &str) -> Command {
    let place = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&place).any(|folder| folder.join(name).is_file());
    assert!(found, "{name} is missing: `./dev setup` installs it");
    Command::new(name)
}

/// What Chromium makes of a file without network: the document after its scripts ran.
pub fn browsed(page: &Path, fragment: &str) -> String {
    let profile = tempfile::tempdir().unwrap();
    let path = page.display().to_string().replace('%', "%25").replace('#', "%23").replace('?', "%3F");
    let out = tool("chromium")
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * 0.0.0.0"])
        .args(["--virtual-time-budget=8000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{path}{fragment}"))
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}
