//! How much is asked for at once.

use crate::site::{Site, waiting};
use crate::support::{capture, capturer};

/// The site sends these pictures only four at a time: fewer connections would wait for ever, and more would be counted.
#[tokio::test(flavor = "multi_thread")]
async fn four_connections_a_host_are_used_and_no_more() {
    let site = Site::start();
    let capture = capture(&capturer(&site), &site.url("/wait/gallery/12")).await.unwrap();
    assert_eq!(capture.assets.iter().filter(|asset| asset.result.is_ok()).count(), 12);
    assert_eq!(site.record().most_in_flight(site.public_address()), waiting::TOGETHER);
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn sixteen_connections_in_all_are_the_most() {
    let site = Site::start();
    let hosts = site.further_addresses();
    assert_eq!(hosts.len(), 5);
    let capture = capture(&capturer(&site), &site.url("/wait/galleries/4")).await.unwrap();
    let failed: Vec<_> = capture.assets.iter().filter(|asset| asset.result.is_err()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(capture.assets.len(), 20);
    for host in hosts {
        assert_eq!(site.record().most_in_flight(host), waiting::TOGETHER);
    }
    assert!(site.record().most_in_flight_total() <= 16, "{}", site.record().most_in_flight_total());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_stands_twice_is_fetched_once() {
    let site = Site::start();
    let capturer = capturer(&site);
    let capture = capture(&capturer, &site.page("tagdiv")).await.unwrap();
    assert!(capture.assets.iter().any(|asset| asset.result.is_ok()));
    assert_eq!(site.record().asked("/img/city.jpg").len(), 1);
}
