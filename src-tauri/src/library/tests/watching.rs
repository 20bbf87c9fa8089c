use jiff::SignedDuration;

use super::*;
use crate::error::Error;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn watched(archive: &Archive, id: ArticleId) -> Watch {
    archive.library.article(id).unwrap().watch.unwrap()
}

#[test]
fn watching_can_be_changed_and_taken_back() {
    let archive = archive();
    let ids =
        ["a", "b"].map(|name| archive.save(&capture(&format!("https://{name}.example/"), name, "text")));
    let step = archive.library.watch(&ids, HOUR, at(0)).unwrap().step;
    assert_eq!(watched(&archive, ids[0]).every, 3600);
    archive.library.watch(&ids[..1], HOUR * 24, at(0)).unwrap();
    let order: Vec<_> =
        archive.library.watched().unwrap().into_iter().map(|it| (it.id, it.watch.every)).collect();
    assert_eq!(order, [(ids[1], 3600), (ids[0], 86400)]);
    archive.library.unwatch(&ids, at(1)).unwrap();
    assert_eq!(archive.library.watched().unwrap(), []);
    archive.library.undo(None).unwrap();
    assert_eq!(archive.library.watched().unwrap().len(), 2);
    archive.library.undo(None).unwrap();
    assert_eq!(watched(&archive, ids[0]).every, 3600);
    archive.library.undo(step).unwrap();
    assert_eq!(archive.library.watched().unwrap(), []);
    assert!(matches!(archive.library.watch(&ids, HOUR / 6, at(0)), Err(Error::Invalid { .. })));
    assert!(matches!(archive.library.watch(&[ArticleId(77)], HOUR, at(0)), Err(Error::NotFound { .. })));
}

#[test]
fn looks_that_are_due_become_jobs_and_those_of_a_host_stand_apart() {
    let archive = archive();
    let urls = ["https://a.example/1", "https://a.example/2", "https://b.example/1", "https://c.example/1"];
    let ids = urls.map(|url| archive.save(&capture(url, url, "text")));
    archive.library.watch(&ids, HOUR, at(0)).unwrap();
    let trashed = ArticlePatch { trashed: Some(true), ..ArticlePatch::default() };
    archive.library.update(&ids[3..], trashed, at(1)).unwrap();
    assert_eq!(archive.library.enqueue_due(at(1800)).unwrap(), 0);
    assert_eq!(archive.library.enqueue_due(at(4200)).unwrap(), 3);
    let jobs = archive.library.jobs().unwrap();
    assert!(jobs.iter().all(|job| job.kind == JobKind::Check && job.state == JobState::Queued));
    let mut starts: Vec<_> = jobs.iter().map(|job| (job.url.as_str(), job.next_try)).collect();
    starts.sort();
    assert_eq!(starts[2], (urls[2], Some(at(4200))));
    let mut of_a = [starts[0].1, starts[1].1];
    of_a.sort();
    assert_eq!(of_a, [Some(at(4200)), Some(at(4220))]);
    assert_eq!(archive.library.enqueue_due(at(4200)).unwrap(), 0, "each is looked at once");
    assert!(watched(&archive, ids[0]).next > at(4200 + 3000));
}

#[test]
fn a_refetch_that_waits_already_looks_as_well() {
    let archive = archive();
    let id = archive.save(&capture("https://a.example/", "A", "text"));
    archive.library.watch(&[id], HOUR, at(0)).unwrap();
    archive.library.enqueue_for(id, JobKind::Refetch, at(4000)).unwrap();
    assert_eq!(archive.library.enqueue_due(at(4200)).unwrap(), 1);
    assert_eq!(archive.library.jobs().unwrap().len(), 1);
}
