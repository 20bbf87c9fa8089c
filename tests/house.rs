//! The plan of the house, held: which room may use which, where the window's toolkit may appear, no test forgotten.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::fixture;

/// What each room may use besides itself; everything may use `model` and `error`.
const EDGES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("error", &[]),
    ("anchor", &[]),
    ("capture", &[]),
    ("db", &[]),
    ("search", &[]),
    ("compare", &[]),
    ("export", &["anchor", "markdown", "search"]),
    ("import", &[]),
    ("markdown", &[]),
    ("related", &[]),
    ("salvage", &[]),
    (
        "library",
        &[
            "anchor", "capture", "compare", "db", "export", "import", "markdown", "related", "salvage",
            "search",
        ],
    ),
    ("cli", &["library", "capture"]),
    ("desktop", &["library", "capture"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/src")
}

/// The room a source file belongs to: the first part of its path.
fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap();
    let first = inside.components().next().unwrap();
    Path::new(first.as_os_str()).file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The rooms a source names as `crate::ROOM` or `lede::ROOM`, also in `use crate::{a, b}`; comments do not count.
fn rooms_used(source: &str) -> BTreeSet<String> {
    let code: String =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(list) => rooms.extend(top_level_names(list)),
            None => rooms.extend(first_name(after)),
        }
    }
    rooms.retain(|name| EDGES.iter().any(|(room, _)| room == name));
    rooms
}

/// The first names of the items of a braced list, up to its closing brace.
fn top_level_names(list: &str) -> Vec<String> {
    let (mut depth, mut names, mut fresh) = (0, Vec::new(), true);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if fresh && !c.is_whitespace() => {
                names.extend(first_name(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

fn first_name(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

#[test]
fn imports_are_read_as_rust_reads_them() {
    let source = "use crate::{db::{self, Db}, model::Job};\n// crate::cli\nlet x = crate::error::Error;";
    assert_eq!(rooms_used(source), ["db", "error", "model"].map(str::to_owned).into());
}

#[test]
fn rooms_use_only_what_the_plan_allows() {
    let mut broken = Vec::new();
    for path in sources(&root()) {
        let room = room_of(&path);
        let Some((_, allowed)) = EDGES.iter().find(|(name, _)| *name == room) else {
            assert!(["lib", "main", "bin"].contains(&room.as_str()), "{room} is not on the plan");
            continue;
        };
        for used in rooms_used(&std::fs::read_to_string(&path).unwrap()) {
            let free = used == room || used == "model" || used == "error";
            if !free && !allowed.contains(&used.as_str()) {
                broken.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert_eq!(broken, [""; 0]);
}

#[test]
fn the_windows_toolkit_stays_in_the_window() {
    for path in sources(&root()) {
        let source = std::fs::read_to_string(&path).unwrap();
        let uses = ["use tauri", "tauri::", "tauri_"].iter().any(|name| source.contains(name));
        let may = ["desktop", "main"].contains(&room_of(&path).as_str());
        assert!(may || !uses, "{} uses Tauri", path.display());
    }
}

#[test]
fn sql_stays_in_the_database_room() {
    for path in sources(&root()) {
        let inside = path.strip_prefix(root()).unwrap();
        if room_of(&path) == "db" || inside.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for word in ["SELECT ", "INSERT INTO", "DELETE FROM", "PRAGMA "] {
            assert!(!source.contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn no_test_file_is_forgotten() {
    let main = std::fs::read_to_string(fixture("main.rs")).unwrap();
    for entry in std::fs::read_dir(fixture("")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let is_module = path.extension().is_some_and(|extension| extension == "rs") && stem != "main";
        assert!(!is_module || main.contains(&format!("mod {stem};")), "{stem}.rs is not in main.rs");
    }
}
