//! Pictures from a real server on loopback.

use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::capture::fetch::{AddressRule, Retry, SystemResolver};
use crate::capture::testing::{Reply, Server, header, path};
use crate::model::CaptureSettings;

/// A GIF of this size whose last byte makes it different from others.
fn gif(width: u8, height: u8, mark: u8) -> Vec<u8> {
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend_from_slice(&[width, 0, height, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
    bytes.extend_from_slice(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b");
    bytes.push(mark);
    bytes
}

fn picture(n: u32, url: impl Into<String>, alternatives: &[String]) -> Picture {
    Picture { n, url: url.into(), alternatives: alternatives.to_vec() }
}

async fn fetch(limits: CaptureLimits, page: &Url, reach: Reach, pictures: &[Picture]) -> Assets {
    let settings = CaptureSettings { limits, ..CaptureSettings::default() };
    let rule = AddressRule::new(vec!["127.0.0.1".parse().unwrap()]);
    let retry = Retry { tries: 2, first_wait: Duration::from_millis(1) };
    let fetcher = Fetcher::new(&settings, rule, Arc::new(SystemResolver), retry).unwrap();
    let origin = Origin { url: page, reach, session: &Session::default(), through: None };
    fetch_all(&fetcher, &settings.limits, &origin, pictures, &|_| {}).await
}

async fn fetch_public(server: &Server, pictures: &[Picture]) -> Assets {
    fetch(CaptureLimits::default(), &server.url("/page?x#y"), Reach::Public, pictures).await
}

fn reasons(assets: &Assets) -> Vec<Option<MissingReason>> {
    assets.iter().map(|asset| asset.result.as_ref().err().map(|failure| failure.reason)).collect()
}

#[tokio::test]
async fn pictures_come_in_order_under_their_numbers_and_each_url_is_asked_for_once() {
    let server = Server::start("127.0.0.1", |head| {
        let mark = path(head).as_bytes()[1];
        Reply::new(200, &["content-type: text/html"], &gif(20, 10, mark))
    })
    .await;
    let url = |name: &str| server.url(name).to_string();
    let pictures = [
        picture(0, url("/a"), &[]),
        picture(1, url("/b"), &[]),
        picture(2, url("/a"), &[]),
        picture(7, url("/c"), &[]),
    ];
    let assets = fetch_public(&server, &pictures).await;
    assert_eq!(assets.iter().map(|asset| asset.n).collect::<Vec<_>>(), [0, 1, 2, 7]);
    let marks: Vec<u8> =
        assets.iter().map(|asset| *asset.result.as_ref().unwrap().bytes.last().unwrap()).collect();
    assert_eq!(marks, *b"abac");
    let first = assets[0].result.as_ref().unwrap();
    assert_eq!(
        (first.mime.as_str(), first.size),
        ("image/gif", Some((20, 10))),
        "by its bytes, not its header"
    );
    assert_eq!(server.requests().len(), 3);
    assert_eq!(header(&server.requests()[0], "referer"), Some(server.url("/page?x").as_str()));
}

#[tokio::test]
async fn alternatives_stand_in_for_what_is_missing_or_only_a_placeholder() {
    let server = Server::start("127.0.0.1", |head| match path(head) {
        "/gone" => Reply::new(404, &[], b""),
        "/pixel" => Reply::new(200, &[], &gif(1, 1, 0)),
        _ => Reply::new(200, &[], &gif(20, 10, 0)),
    })
    .await;
    let url = |name: &str| server.url(name).to_string();
    let pictures = [
        picture(0, url("/gone"), &[url("/pixel"), url("/good")]),
        picture(1, url("/pixel"), &[url("/gone")]),
        picture(2, url("/gone"), &["javascript:x".to_owned()]),
    ];
    let assets = fetch_public(&server, &pictures).await;
    assert_eq!(reasons(&assets), [None, None, Some(MissingReason::Status)]);
    assert_eq!(assets[0].url, url("/good"));
    assert_eq!(assets[1].result.as_ref().unwrap().size, Some((1, 1)), "the pixel is all there is");
    assert_eq!(assets[2].url, url("/gone"));
    assert_eq!(assets[2].result.as_ref().unwrap_err().message, "the server answered 404");
}

#[tokio::test]
async fn every_failure_has_its_reason() {
    let private = Server::start("127.0.0.2", |_| Reply::new(200, &[], &gif(20, 10, 0))).await;
    let inside = private.url("/p.gif").to_string();
    let to_inside = inside.clone();
    let server = Server::start("127.0.0.1", move |head| match path(head) {
        "/page" => Reply::page("<!doctype html><p>not a picture"),
        "/empty" => Reply::new(200, &["content-type: image/png"], b""),
        "/noise" => Reply::new(200, &["content-type: image/png"], b"noise, noise"),
        "/inside" => Reply::redirect(&to_inside),
        "/half" => Reply::raw("HTTP/1.1 200 x\r\ncontent-length: 99\r\n\r\nGIF89a"),
        "/circle" => Reply::redirect("/circle"),
        "/svg" => Reply::new(200, &[], b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"),
        _ => Reply::raw(""),
    })
    .await;
    let url = |name: &str| server.url(name).to_string();
    #[rustfmt::skip]
    let cases = [
        (url("/page"), MissingReason::NotAPicture),
        (url("/empty"), MissingReason::NotAPicture),
        (url("/noise"), MissingReason::NotAPicture),
        (url("/svg"), MissingReason::NotAPicture),
        (inside, MissingReason::PrivateAddress),
        (url("/inside"), MissingReason::PrivateAddress),
        (url("/half"), MissingReason::Unreachable),
        (url("/circle"), MissingReason::Unreachable),
        (url("/closed"), MissingReason::Unreachable),
        ("file:///etc/passwd".to_owned(), MissingReason::BadUrl),
        ("data:image/gif;base64,%%%".to_owned(), MissingReason::BadUrl),
        ("data:nothing".to_owned(), MissingReason::BadUrl),
        ("data:text/html,<p>x".to_owned(), MissingReason::NotAPicture),
    ];
    let (urls, expected): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
    let pictures: Vec<_> = (0..).zip(&urls).map(|(n, url)| picture(n, url, &[])).collect();
    let assets = fetch_public(&server, &pictures).await;
    for (asset, expected) in assets.iter().zip(expected) {
        let failure = asset.result.as_ref().unwrap_err();
        assert_eq!(failure.reason, expected, "{}: {}", asset.url, failure.message);
        assert!(!failure.message.is_empty() && !failure.message.contains("http://"), "{}", failure.message);
    }
    assert_eq!(private.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn a_private_page_may_show_private_pictures() {
    let server = Server::start("127.0.0.2", |_| Reply::new(200, &[], &gif(20, 10, 0))).await;
    let pictures = [picture(0, server.url("/p.gif").to_string(), &[])];
    let assets = fetch(CaptureLimits::default(), &server.url("/"), Reach::Anywhere, &pictures).await;
    assert_eq!(reasons(&assets), [None]);
}

#[tokio::test]
async fn limits_hold_for_one_picture_and_for_all_together() {
    let server = Server::start("127.0.0.1", |head| {
        let mut bytes = gif(20, 10, path(head).as_bytes()[1]);
        bytes.resize(if path(head) == "/huge" { 2_000 } else { 400 }, path(head).as_bytes()[1]);
        Reply::new(200, &[], &bytes)
    })
    .await;
    let limits = CaptureLimits { picture_bytes: 1_000, article_bytes: 1_000, ..CaptureLimits::default() };
    let names = ["/a", "/huge", "/b", "/a", "/c", "/b"];
    let pictures: Vec<_> =
        (0..).zip(names).map(|(n, name)| picture(n, server.url(name).to_string(), &[])).collect();
    let assets = fetch(limits.clone(), &server.url("/"), Reach::Public, &pictures).await;
    let too_large = Some(MissingReason::TooLarge);
    assert_eq!(reasons(&assets), [None, too_large, None, None, too_large, None], "a picture counts once");
    let data = format!("data:image/gif,{}", "x".repeat(1_001));
    assert_eq!(
        reasons(&fetch(limits, &server.url("/"), Reach::Public, &[picture(0, data, &[])]).await),
        [too_large]
    );
}

#[tokio::test]
async fn pictures_in_the_page_itself_need_no_server() {
    let server = Server::start("127.0.0.1", |_| Reply::raw("")).await;
    let svg = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='8' height='4'%3E%3Cscript%3Ex%3C/script%3E%3C/svg%3E";
    let gif = "data:image/png;base64,R0lGODlhFAAKAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=";
    let assets = fetch_public(&server, &[picture(0, svg, &[]), picture(1, gif, &[])]).await;
    let svg = assets[0].result.as_ref().unwrap();
    assert_eq!((svg.mime.as_str(), svg.size), ("image/svg+xml", Some((8, 4))));
    assert!(!String::from_utf8_lossy(&svg.bytes).contains("script"), "stored without its script");
    let gif = assets[1].result.as_ref().unwrap();
    assert_eq!((gif.mime.as_str(), gif.size), ("image/gif", Some((20, 10))));
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[test]
fn formats_by_their_first_bytes() {
    let avif = b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miaf\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    #[rustfmt::skip]
    let cases = [
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01".to_vec(), Some("image/jpeg")),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0".to_vec(), Some("image/png")),
        (gif(3, 2, 0), Some("image/gif")),
        (b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9d\x01\x2a\x01\0\x01\0".to_vec(), Some("image/webp")),
        (avif, Some("image/avif")),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0".to_vec(), Some("image/bmp")),
        (b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0\x68\x04\0\0\x16\0\0\0".to_vec(), Some("image/x-icon")),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Some("image/svg+xml")),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".to_vec(), None),
        (b"II*\0\x08\0\0\0".to_vec(), None),
        (b"\0\0\0\x20ftypisom\0\0\0\0".to_vec(), None),
        (b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), None),
        (b"<!doctype html><svg>".to_vec(), None),
        (b"%PDF-1.7".to_vec(), None),
        (b"".to_vec(), None),
    ];
    for (bytes, mime) in cases {
        let found = picture::asset(bytes.clone()).map(|asset| asset.mime).ok();
        assert_eq!(found.as_deref(), mime, "{:?}", String::from_utf8_lossy(&bytes));
    }
}
