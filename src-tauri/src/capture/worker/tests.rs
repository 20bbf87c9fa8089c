//! The host against programs that misbehave; `tests/workers.rs` has the real one.

use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::capture::PageInput;
use crate::error::ErrorKind;

fn input() -> PageInput {
    PageInput {
        body: b"<title>t</title><p>words".to_vec(),
        content_type: None,
        status: 200,
        url: "https://example.org/".to_owned(),
        fetched: "2026-11-22T10:00:00Z".parse().unwrap(),
        truncated: false,
        told: None,
        site: Default::default(),
    }
}

/// A program that does what a shell script says.
fn program(directory: &tempfile::TempDir, script: &str) -> PathBuf {
    let path = directory.path().join("worker");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

async fn reason(script: &str, limit: Duration) -> String {
    let directory = tempfile::tempdir().unwrap();
    let workers = Workers::new(Some(program(&directory, script)), limit);
    match workers.clean(input()).await {
        Err(Error::Extraction { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn workers_that_die_hang_or_babble_are_given_up() {
    let minute = Duration::from_secs(60);
    for script in [
        "exit 3",
        "cat >/dev/null & kill -9 $$",
        "printf '\\002\\000\\000\\000{'",
        "printf '\\377\\377\\377\\377'",
    ] {
        assert!(reason(script, minute).await.contains("ended the process"), "{script}");
    }
    assert!(reason("exec sleep 600", Duration::from_millis(50)).await.contains("longer than"));
}

#[tokio::test]
async fn an_answer_may_be_a_refusal() {
    let json = r#"{"Failed":"no"}"#;
    let script = format!("printf '\\0{:o}\\000\\000\\000%s' '{json}'; exec cat >/dev/null", json.len());
    assert_eq!(reason(&script, Duration::from_secs(60)).await, "no");
}

#[tokio::test]
async fn without_its_program_the_pool_cleans_on_a_thread() {
    let workers = Workers::new(Some(PathBuf::from("/nonexistent/worker")), Duration::from_secs(60));
    assert_eq!(workers.clean(input()).await.unwrap().metadata.title, "t");
}

#[tokio::test]
async fn threads_that_never_end_are_not_waited_for() {
    let workers = Workers::new(None, Duration::from_millis(10));
    let _hopeless = workers.threads.acquire_many(workers.threads.available_permits() as u32).await.unwrap();
    let error = workers.clean(input()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Extraction);
}

/// Asks the system, which knows a process until it has ended and was waited for.
fn lives(pid: &str) -> bool {
    std::process::Command::new("kill").args(["-0", pid.trim()]).output().unwrap().status.success()
}

#[tokio::test]
async fn a_worker_without_pages_is_ended_and_the_next_page_gets_another() {
    let directory = tempfile::tempdir().unwrap();
    let pids = directory.path().join("pids");
    let script = format!(
        "echo $$ >>'{}'; printf '\\017\\000\\000\\000%s' '{{\"Failed\":\"no\"}}'; exec cat >/dev/null",
        pids.display()
    );
    let workers = Workers {
        idle: Idle::new(Duration::from_millis(20)),
        ..Workers::new(Some(program(&directory, &script)), Duration::from_secs(60))
    };
    for round in 1..=2 {
        workers.clean(input()).await.unwrap_err();
        let started = std::fs::read_to_string(&pids).unwrap();
        assert_eq!(started.lines().count(), round, "{started}");
        let ended = async {
            while started.lines().any(lives) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(Duration::from_secs(60), ended).await.unwrap();
    }
}
