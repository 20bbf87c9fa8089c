//! `save`, `refetch` and `queue` against the loopback site.

use crate::site::{Point, Site};

use super::{Lede, PAGE, URL};

#[test]
fn a_page_is_saved_with_its_pictures_and_read_after_the_site_is_gone() {
    let (lede, site) = (Lede::new(), Site::start());
    let url = site.page("plain");
    let saved = lede.json(&["save", &url]);
    assert_eq!((&saved[0]["status"], &saved[0]["missing_assets"]), (&"saved".into(), &0.into()), "{saved}");
    drop(site);
    let article = lede.json(&["show", &url]);
    assert!(article["html"].as_str().unwrap().contains("src=\"asset:"), "{article}");
    assert!(lede.out(&["read", &url]).contains("[picture: The iron bridge seen from the fish quay]"));
    let raw = lede.out(&["export-raw", &url, "--headers"]);
    assert!(raw.starts_with("HTTP 200\n") && raw.contains("\ncontent-type: text/html"), "{raw}");
}

#[test]
fn what_fails_does_not_stop_what_succeeds() {
    let (lede, site) = (Lede::new(), Site::start());
    let (good, gone) = (site.page("plain"), site.url("/there/is/no/such/page"));
    let ran = lede.run_with(&["--json", "save", "-"], format!("# two addresses\n{gone}\n\n{good}\n"));
    assert_eq!(ran.code, 1, "{ran:?}");
    let outcomes: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let statuses: Vec<_> =
        outcomes.as_array().unwrap().iter().map(|it| it["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["failed", "saved"]);
    assert_eq!(ran.error()["kind"], "http");
    // Alone, it ends with the code of its kind.
    assert_eq!(lede.run(&["save", &gone]).code, 13);
}

#[test]
fn progress_in_a_pipe_is_plain_lines_on_standard_error() {
    let (lede, site) = (Lede::new(), Site::start());
    let url = site.page("plain");
    let ran = lede.run(&["save", &url]);
    assert!(ran.err.lines().any(|line| line == format!("{url}: fetching")), "{ran:?}");
    assert!(!ran.err.contains('\u{1b}') && !ran.out.contains('\u{1b}'), "{ran:?}");
    let silent = lede.run(&["--no-progress", "save", "--refetch", &url]);
    assert_eq!((silent.code, silent.err.as_str()), (0, ""), "{silent:?}");
}

#[test]
fn fetching_again_makes_a_version_only_when_asked() {
    let (lede, site) = (Lede::new(), Site::start());
    let url = site.page("plain");
    lede.json(&["save", &url]);
    assert_eq!(lede.json(&["save", &url])[0]["status"], "exists");
    assert_eq!(lede.json(&["versions", &url]).as_array().unwrap().len(), 1);
    let again = lede.json(&["refetch", &url]);
    for field in
        ["id", "url", "status", "version", "fetched", "changed", "diagnosis", "missing_assets", "error"]
    {
        assert!(again.get(field).is_some(), "no {field} in {again}");
    }
    assert_eq!(again["changed"], false);
}

#[test]
fn the_queue_is_worked_through_and_says_what_failed() {
    let (lede, site) = (Lede::new(), Site::start());
    let (good, gone) = (site.page("plain"), site.url("/there/is/no/such/page"));
    lede.json(&["queue", "--add", &good, &gone]);
    assert_eq!(lede.json(&["list"]).as_array().unwrap().len(), 0);
    let ran = lede.run(&["--json", "queue", "--run"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let jobs: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let state = |url: &str| {
        jobs.as_array().unwrap().iter().find(|job| job["url"] == url).unwrap()["state"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!((state(&good), state(&gone)), ("done".into(), "failed".into()));
    assert_eq!(lede.json(&["list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_page_may_come_from_standard_input() {
    let lede = Lede::new();
    let ran = lede.run_with(&["save", "--html", "-", URL], PAGE);
    assert_eq!(ran.code, 0, "{ran:?}");
    insta::assert_snapshot!(ran.out, @"saved       1  Harbour bridge reopens");
    insta::assert_snapshot!(lede.run_with(&["save", "--html", "-", URL], PAGE).out, @"exists      1  Harbour bridge reopens");
    assert_eq!(lede.out(&["export-raw", "1"]), PAGE);
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_in_order_and_says_so() {
    use rustix::process::{Pid, Signal, kill_process};

    let (lede, site) = (Lede::new(), Site::start());
    let url = site.url("/fault/drip/endless");
    let (asked, was_asked) = std::sync::mpsc::channel();
    site.record().at(Point::Request(1), move || asked.send(()).unwrap());
    let mut command = lede.command(&["--json", "save", &url]);
    let child =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    was_asked.recv_timeout(std::time::Duration::from_secs(60)).expect("the site is asked");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(19), "{output:?}");
    let outcomes: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(outcomes[0]["error"]["kind"], "cancelled");
    let jobs = lede.json(&["queue"]);
    assert_ne!(jobs[0]["state"], "running", "{jobs}");
}
