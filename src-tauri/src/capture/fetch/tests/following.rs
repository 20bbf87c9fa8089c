use super::*;

async fn numbered() -> Server {
    Server::start("127.0.0.1", |head| {
        let number: u32 = path(head).trim_start_matches('/').parse().unwrap();
        if number == 0 { Reply::page("end") } else { Reply::redirect(&format!("/{}", number - 1)) }
    })
    .await
}

#[tokio::test]
async fn ten_hops_are_followed_and_told_the_eleventh_is_not() {
    let server = numbered().await;
    let fetcher = fetcher();
    let start = server.url("/10");
    let mut trail = Trail::new(&start, 10);
    let ask = Ask {
        url: &start,
        reach: Reach::Anywhere,
        purpose: Purpose::Page,
        referrer: None,
        validators: &Validators::default(),
        limit: 100,
        on_bytes: &|_, _| {},
        check: &|_, _, _| Ok(()),
    };
    let response = fetcher.fetch(&Session::default(), &ask, &mut trail).await.unwrap();
    assert_eq!(response.url, server.url("/0"));
    let hops = trail.into_hops();
    assert_eq!((hops.len(), hops[0].url.as_str(), hops[0].status), (10, start.as_str(), 302));
    let outcome = get(&fetcher, &server.url("/11")).await;
    assert!(matches!(outcome, Err(Error::Redirects { hops: 11, url }) if url.ends_with("/11")));
}

#[tokio::test]
async fn a_circle_is_noticed_at_once() {
    let server =
        Server::start("127.0.0.1", |head| Reply::redirect(if path(head) == "/a" { "/b#x" } else { "/a" }))
            .await;
    let outcome = get(&fetcher(), &server.url("/a")).await;
    assert!(matches!(outcome, Err(Error::Redirects { hops: 2, .. })), "{outcome:?}");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn cookies_live_within_one_session() {
    let server = Server::start("127.0.0.1", |head| match header(head, "cookie") {
        Some(_) => Reply::page("welcome"),
        None => Reply::new(302, &["location: /", "set-cookie: seen=1; Path=/", "set-cookie: b=2"], b""),
    })
    .await;
    let fetcher = fetcher();
    for _ in 0..2 {
        assert_eq!(get(&fetcher, &server.url("/")).await.unwrap().body, b"welcome");
    }
    let cookies: Vec<bool> = server.requests().iter().map(|head| header(head, "cookie").is_some()).collect();
    assert_eq!(cookies, [false, true, false, true], "the second session starts without");
}

#[tokio::test]
async fn targets_that_cannot_be_fetched_are_named() {
    for target in ["file:///etc/passwd", "data:text/html,x", "javascript:x", "http://"] {
        let server = Server::start("127.0.0.1", move |_| Reply::redirect(target)).await;
        let outcome = get(&fetcher(), &server.url("/")).await;
        assert!(
            matches!(outcome, Err(Error::InvalidUrl { url }) if url.starts_with(&target[..4])),
            "{target}"
        );
    }
}

#[tokio::test]
async fn persian_locations_are_read_as_utf8() {
    let server = Server::start("127.0.0.1", |head| match path(head) {
        "/" => Reply::redirect("/خبر"),
        _ => Reply::page("ok"),
    })
    .await;
    assert_eq!(get(&fetcher(), &server.url("/")).await.unwrap().url.path(), "/%D8%AE%D8%A8%D8%B1");
}

#[tokio::test]
async fn requests_say_who_asks_for_what() {
    let server = Server::start("127.0.0.1", |_| Reply::page("")).await;
    get(&fetcher(), &server.url("/")).await.unwrap();
    let head = &server.requests()[0];
    let agent = header(head, "user-agent").unwrap();
    assert!(agent.starts_with("Mozilla/5.0 (") && agent.contains("Lede/"), "{agent}");
    assert!(header(head, "accept").unwrap().starts_with("text/html"));
    assert_eq!(header(head, "accept-encoding"), Some("gzip, deflate, br, zstd"));
    assert_eq!(header(head, "accept-language"), Some("en;q=0.6,*;q=0.5"));
    assert_eq!((header(head, "referer"), header(head, "cookie")), (None, None));
    let (agent, languages) = (Some("Mine/1".to_owned()), Some("fa-IR,en".to_owned()));
    let mine = CaptureSettings { user_agent: agent, languages, ..settings() };
    get(&fetcher_with(&mine, Names::default()), &server.url("/")).await.unwrap();
    assert_eq!(header(&server.requests()[1], "accept-language"), Some("fa-IR,fa;q=0.9,en;q=0.8,*;q=0.1"));
    assert_eq!(header(&server.requests()[1], "user-agent"), Some("Mine/1"));
}

#[tokio::test]
async fn an_unchanged_page_is_answered_by_its_validators() {
    let server = Server::start("127.0.0.1", |head| {
        let same =
            header(head, "if-none-match") == Some("\"v1\"") && header(head, "if-modified-since").is_some();
        Reply::new(if same { 304 } else { 200 }, &[], b"")
    })
    .await;
    let validators = Validators {
        etag: Some("\"v1\"".to_owned()),
        last_modified: Some("Wed, 21 Oct 2026 07:28:00 GMT".to_owned()),
    };
    let url = server.url("/");
    let ask = Ask {
        url: &url,
        reach: Reach::Anywhere,
        purpose: Purpose::Page,
        referrer: None,
        validators: &validators,
        limit: 100,
        on_bytes: &|_, _| {},
        check: &|_, _, _| Ok(()),
    };
    let mut trail = Trail::new(&url, 0);
    assert_eq!(fetcher().fetch(&Session::default(), &ask, &mut trail).await.unwrap().status, 304);
}
