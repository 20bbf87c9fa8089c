//! What people see: lists, articles, details.

use super::{Lede, URL};

/// The day of saving differs from run to run.
fn without_today(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let words = line.split(' ').map(|word| match word {
            day if is_recent(day) => "TODAY-0000",
            time if is_time(time) => "HH:MM",
            word => word,
        });
        words.collect::<Vec<_>>().join(" ").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_recent(word: &str) -> bool {
    word.len() == 10 && word.parse::<jiff::civil::Date>().is_ok() && !word.starts_with("2026-03-14")
}

fn is_time(word: &str) -> bool {
    word.len() == 5 && word.parse::<jiff::civil::Time>().is_ok()
}

#[test]
fn the_list_is_aligned_whatever_the_script() {
    let lede = Lede::with_articles();
    lede.json(&["star", "1"]);
    insta::assert_snapshot!(without_today(&lede.out(&["list"])), @r"
    2  ●    TODAY-0000  رادیو بندر   پل بندر پس از یازده ماه بازگشایی شد
    1  ●★   TODAY-0000  The Courier  Harbour bridge reopens
    ");
    insta::assert_snapshot!(lede.out(&["list", "--sort", "published", "--limit", "1"]), @" 1  ●★   2026-03-14  The Courier  Harbour bridge reopens");
}

#[test]
fn the_list_can_be_narrowed_and_turned_round() {
    let lede = Lede::with_articles();
    let ids = |args: &[&str]| {
        let rows = lede.json(&[&["list"], args].concat());
        rows.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&[]), [2, 1]);
    assert_eq!(ids(&["--reverse"]), [1, 2]);
    assert_eq!(ids(&["--limit", "1", "--offset", "1"]), [1]);
    assert_eq!(ids(&["--site", "courier.example"]), [1]);
    assert_eq!(ids(&["--site", "رادیو بندر"]), [2]);
    assert_eq!(ids(&["--find", "detours harbour"]), [1]);
    assert_eq!(ids(&["--find", "اتوبوس"]), [2]);
    assert_eq!(ids(&["--find", "nowhere"]), [0; 0]);
    assert_eq!(ids(&["--sort", "title"])[0], 1);
    lede.json(&["mark", "read", "1"]);
    assert_eq!((ids(&["--state", "read"]), ids(&["--state", "unread"])), (vec![1], vec![2]));
    lede.json(&["archive", "2"]);
    assert_eq!(
        (ids(&["--state", "unread"]), ids(&["--state", "unread", "--shelf", "inbox"])),
        (vec![2], vec![])
    );
}

#[test]
fn an_empty_archive_says_how_to_fill_it() {
    let lede = Lede::new();
    let ran = lede.run(&["list"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    insta::assert_snapshot!(ran.err, @"no articles yet; `lede save URL` saves one");
    assert_eq!(lede.json(&["list"]).as_array().unwrap().len(), 0);
}

#[test]
fn an_article_is_read_in_the_terminal() {
    let lede = Lede::with_articles();
    insta::assert_snapshot!(lede.out(&["read", URL, "--width", "60"]), @r"
    Harbour bridge reopens

    Ines Calloway · The Courier · 2026-03-14 07:30 · 1 minute

    https://courier.example/2026/03/14/bridge

    The iron bridge that joins the two halves of the harbour
    carried its first bus in eleven months on Saturday morning,
    to the applause of some three hundred people who had come
    out in the rain to see it.

    ## Rust where nobody had looked

    The bridge was shut in April last year, a day after divers
    who were looking for a lost anchor found that two of its
    footings had come loose from the rock, and the winter
    storms[1] made it worse.

    > I counted the detours. I do not want to see that
    > roundabout again as long as I live, said the driver.

    The repairs cost 6.4 million, a third more than the county
    had set aside for them, and took eleven months of work by
    day and by night, in all weathers, with divers and cranes
    and a great deal of patience on every side.

    [1] https://courier.example/2026/02/02/storms
    ");
    // Piped, it is not opened by a person: it stays unread.
    assert_eq!(lede.json(&["show", "1"])["state"], "unread");
}

#[test]
fn show_tells_what_is_known() {
    let lede = Lede::with_articles();
    insta::assert_snapshot!(without_today(&lede.out(&["show", "2"])), @r"
    ID          2
    Title       پل بندر پس از یازده ماه بازگشایی شد
    Site        رادیو بندر
    Language    fa
    Length      83 words, 1 minute
    URL         https://bandar.example/pol
    Saved       TODAY-0000 HH:MM
    Fetched     TODAY-0000 HH:MM
    Versions    1
    State       unread
    Copy        whole
    Excerpt     پل آهنی که دو سوی بندر را به هم می‌پیوندد صبح شنبه پس از یازده ماه نخستین اتوبوس خود را از روی آب گذراند و نزدیک به سیصد نفر که زیر باران برای دیدن آن آمده بودند دست زدند و شادی کردند.
    ");
}

#[test]
fn colours_are_for_terminals_and_never_with_no_color() {
    let lede = Lede::with_articles();
    for args in [&["list"][..], &["show", "1"], &["read", "1"], &["help"], &["show", "77"]] {
        let output = lede.command(args).output().unwrap();
        assert!(![output.stdout, output.stderr].concat().contains(&0x1b), "{args:?}");
        let output = lede.command(args).env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").output().unwrap();
        assert!([output.stdout, output.stderr].concat().contains(&0x1b), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn open_gives_the_original_url_to_the_browser() {
    use std::os::unix::fs::PermissionsExt;
    let lede = Lede::with_articles();
    let opener = lede.file("xdg-open", "#!/bin/sh\nprintf %s \"$1\" > opened\n");
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    // The browser goes on by itself: a named pipe waits for it.
    let pipe = lede.path("opened");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (tell, opened) = std::sync::mpsc::channel();
    std::thread::spawn(move || tell.send(std::fs::read_to_string(pipe).unwrap()));
    let path = format!("{}:{}", lede.path("").display(), std::env::var("PATH").unwrap());
    let output = lede.command(&["open", "1"]).env("PATH", path).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(opened.recv_timeout(std::time::Duration::from_secs(60)).unwrap(), URL);
}
