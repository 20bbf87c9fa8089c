//! `lede note` and `lede notes`.

use super::{Lede, URL};

#[test]
fn a_note_is_written_changed_deleted_and_brought_back() {
    let lede = Lede::with_articles();
    let note = lede.json(&["note", URL, "# Money\n\nWho [[پل بندر پس از یازده ماه بازگشایی شد|paid]]?"]);
    assert_eq!((note["id"].as_i64(), note["article"].as_i64()), (Some(1), Some(1)));
    assert_eq!(note["title"], "Money");
    assert!(note["created"].is_string() && note["created"] == note["updated"]);
    let shown = lede.json(&["show", "1"]);
    assert_eq!(shown["notes"][0]["text"], note["text"]);
    lede.out(&["note", "--change", "1", "The county paid."]);
    assert_eq!(lede.json(&["notes", "1"])[0]["text"], "The county paid.");
    insta::assert_snapshot!(lede.out(&["note", "--delete", "1"]), @"deleted      1  The county paid.  (Harbour bridge reopens)");
    assert_eq!(lede.json(&["notes"]).as_array().unwrap().len(), 0);
    lede.out(&["undo"]);
    assert_eq!(lede.json(&["notes"])[0]["text"], "The county paid.");
}

#[test]
fn notes_are_listed_and_found() {
    let lede = Lede::with_articles();
    lede.out(&["note", "1", "On the bridge"]);
    lede.out(&["note", "2", "درباره‌ی پل، ببینید [[Harbour bridge reopens]]"]);
    let ran = lede.run_with(&["--json", "note", "--new", "-"], "Bridges of the north\n\nThree of them.\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    let ids = |args: &[&str]| -> Vec<i64> {
        let rows = lede.json(args);
        rows.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
    };
    assert_eq!(ids(&["notes"]), [3, 2, 1]);
    assert_eq!(ids(&["notes", "1", "2"]), [1, 2]);
    assert_eq!(ids(&["notes", "--standalone"]), [3]);
    assert_eq!(ids(&["notes", "--find", "harbour"]), [2]);
    assert_eq!(ids(&["list", "--find", "درباره"]), [2]);
    let linking = lede.json(&["notes", "--linking", URL]);
    assert_eq!(linking[0]["sentence"], "درباره‌ی پل، ببینید Harbour bridge reopens");
    assert_eq!(linking[0]["note"], 2);
    let partly = lede.run(&["--json", "notes", "1", "77"]);
    assert_eq!(partly.code, 1, "{partly:?}");
}

#[cfg(unix)]
#[test]
fn an_editor_is_opened_and_what_it_wrote_is_kept() {
    use std::os::unix::fs::PermissionsExt;

    let lede = Lede::with_articles();
    let editor = lede.file("editor", "#!/bin/sh\nprintf 'From the editor' >> \"$1\"\n");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).unwrap();
    let edit = |args: &[&str], editor: &std::path::Path| {
        let output = lede.command(args).env("VISUAL", editor).env("TMPDIR", lede.path("")).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(edit(&["note", "1"], &editor).0, Some(0));
    assert_eq!(edit(&["note", "--change", "1", "--edit"], &editor).0, Some(0));
    assert_eq!(lede.json(&["notes", "1"])[0]["text"], "From the editorFrom the editor");
    let broken = lede.file("broken", "#!/bin/sh\nprintf 'half' > \"$1\"; exit 3\n");
    std::fs::set_permissions(&broken, std::fs::Permissions::from_mode(0o755)).unwrap();
    let (code, told) = edit(&["note", "--new"], &broken);
    assert_eq!(code, Some(2), "{told}");
    let path = told.lines().find_map(|line| line.strip_prefix("what was written is in ")).unwrap();
    assert_eq!(std::fs::read_to_string(path).unwrap(), "half");
}

#[test]
fn what_makes_no_note_is_told() {
    let lede = Lede::with_articles();
    for (args, code) in [
        (&["note"][..], 2),
        (&["note", "1", " "], 2),
        (&["note", "1", "two", "words"], 2),
        (&["note", "--new", "1", "text"], 2),
        (&["note", "77", "text"], 20),
        (&["note", "--change", "9", "text"], 20),
        (&["note", "--delete", "9"], 20),
        (&["notes", "--standalone", "1"], 2),
    ] {
        let ran = lede.run(args);
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
    }
    assert_eq!(lede.json(&["notes"]).as_array().unwrap().len(), 0);
}
