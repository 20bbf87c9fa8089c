//! Closing the window while something is under way.

use crate::site::Site;
use crate::support::{Bench, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_window_leaves_its_running_job_in_the_queue() {
    let bench = Bench::new();
    let site = Site::start();
    let mut window = bench.start(&[&site.url("/fault/silent")]);
    site.record().until_asked("/fault/silent").await;
    bench.ask_to_close();
    let mut status = None;
    until(
        || {
            status = status.or(window.ended());
            status.is_some()
        },
        "the window did not close",
    )
    .await;
    assert!(status.unwrap().success(), "{status:?}");
    // Not only once the lease of a worker that died has run out.
    let jobs = bench.lede(&["queue"]);
    assert_eq!(jobs.as_array().unwrap().len(), 1);
    assert_eq!(jobs[0]["state"], "queued", "{jobs}");
}
