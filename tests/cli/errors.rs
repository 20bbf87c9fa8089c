//! What goes wrong: the message, the hint, the exit code, and a standard output that stays clean.

use std::io::Read;
use std::process::Stdio;

use super::Lede;

#[test]
fn an_error_is_told_with_a_hint_and_ends_with_the_code_of_its_kind() {
    let lede = Lede::with_articles();
    let ran = lede.run(&["show", "77"]);
    assert_eq!((ran.code, ran.out.as_str()), (20, ""));
    insta::assert_snapshot!(ran.err, @r"
    error: no article 77 in this archive
      hint: `lede list` shows what there is
    ");
    let ran = lede.run(&["--json", "show", "77"]);
    assert_eq!((ran.code, ran.out.as_str()), (20, ""));
    insta::assert_snapshot!(ran.err, @r#"{"error":{"kind":"not-found","message":"no article 77 in this archive","hint":"`lede list` shows what there is"}}"#);
    let ran = lede.run(&["save", "gopher://example.org/"]);
    assert_eq!(ran.code, 10);
    insta::assert_snapshot!(ran.err, @r#"
    error: "gopher://example.org/" is not an http or https address
      hint: give an address such as https://example.org/story
    "#);
}

#[test]
fn a_named_archive_must_be_there_unless_something_is_put_into_it() {
    let lede = Lede::new();
    let ran = lede.run(&["--archive", "mistyped.lede", "list"]);
    assert_eq!((ran.code, ran.out.as_str()), (27, ""), "{ran:?}");
    assert!(!lede.path("mistyped.lede").exists());
    assert_eq!(lede.run(&["--archive", "new.lede", "queue", "--add", "https://a.example/"]).code, 0);
    assert!(lede.path("new.lede").exists());
    let path = lede.json(&["--archive", "new.lede", "info"])["path"].as_str().unwrap().to_owned();
    assert!(path.ends_with("new.lede") && std::path::Path::new(&path).is_absolute(), "{path}");
}

#[test]
fn the_archive_is_named_by_flag_then_by_environment_then_by_platform() {
    let lede = Lede::with_articles();
    let info = |args: &[&str], env: Option<&str>| {
        let mut command = lede.command(args);
        env.map(|file| command.env("LEDE_ARCHIVE", file));
        let output = command.output().unwrap();
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["articles"].clone()
    };
    for file in ["flag.lede", "env.lede"] {
        assert_eq!(lede.run(&["--archive", file, "queue", "--add", "https://a.example/"]).code, 0);
    }
    assert_eq!(info(&["--json", "info"], None), 2);
    assert_eq!(info(&["--json", "info"], Some("env.lede")), 0);
    assert_eq!(info(&["--json", "info", "--archive", "flag.lede"], Some("missing.lede")), 0);
}

#[test]
#[allow(clippy::disallowed_methods, reason = "plays a newer program")]
fn a_file_of_another_kind_or_of_the_future_is_left_alone() {
    let lede = Lede::new();
    let other = lede.file("notes.txt", &"not a database\n".repeat(100));
    let ran = lede.run(&["--archive", "notes.txt", "save", "https://a.example/"]);
    assert_eq!(ran.code, 22, "{ran:?}");
    insta::assert_snapshot!(ran.err.replace(&*lede.path("").to_string_lossy(), "~/"), @r"
    error: ~/notes.txt is not a Lede archive
      hint: choose another file with --archive
    ");
    assert_eq!(std::fs::read_to_string(other).unwrap(), "not a database\n".repeat(100));

    assert_eq!(lede.run(&["--archive", "future.lede", "queue", "--add", "https://a.example/"]).code, 0);
    let future = rusqlite::Connection::open(lede.path("future.lede")).unwrap();
    future.pragma_update(None, "user_version", 9999).unwrap();
    drop(future);
    let ran = lede.run(&["--archive", "future.lede", "list"]);
    assert_eq!(ran.code, 21, "{ran:?}");
    assert!(ran.err.contains("schema 9999"), "{ran:?}");
}

#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let lede = Lede::with_articles();
    for args in [&["read", "1"][..], &["--json", "show", "1"], &["export-raw", "1"], &["help"]] {
        let mut child = lede.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}
