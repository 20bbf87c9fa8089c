use super::*;

fn is_private(outcome: &Result<Response>, expected: &str) -> bool {
    matches!(outcome, Err(Error::PrivateAddress { address, .. }) if address == expected)
}

#[tokio::test]
async fn a_typed_url_may_be_private() {
    let private = Server::start("127.0.0.2", |_| Reply::page("mine")).await;
    let response = get(&fetcher(), &private.url("/")).await.unwrap();
    assert_eq!((response.body.as_slice(), response.reach), (b"mine".as_slice(), Reach::Anywhere));
}

#[tokio::test]
async fn a_public_page_reaches_nothing_private() {
    let private = Server::start("127.0.0.2", |_| Reply::page("secret")).await;
    let target = private.url("/secret").to_string();
    let public = Server::start("127.0.0.1", move |_| Reply::redirect(&target)).await;
    let fetcher = fetcher();
    assert!(is_private(&get(&fetcher, &public.url("/")).await, "127.0.0.2"), "by a redirect");
    let direct = get_within(&fetcher, &private.url("/"), Reach::Public, 100).await;
    assert!(is_private(&direct, "127.0.0.2"), "by a literal address");
    assert_eq!(private.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn a_private_page_may_lead_to_private_and_public_ones_but_no_way_leads_back() {
    let private = Server::start("127.0.0.2", |_| Reply::page("end")).await;
    let end = private.url("/end").to_string();
    let public = Server::start("127.0.0.1", move |_| Reply::redirect(&end)).await;
    let (end, there) = (private.url("/end").to_string(), public.url("/").to_string());
    let start = Server::start("127.0.0.3", move |head| {
        Reply::redirect(if path(head) == "/near" { &end } else { &there })
    })
    .await;
    assert_eq!(get(&fetcher(), &start.url("/near")).await.unwrap().body, b"end");
    assert!(is_private(&get(&fetcher(), &start.url("/far")).await, "127.0.0.2"));
}

#[tokio::test]
async fn names_are_judged_by_the_address_they_resolve_to() {
    let private = Server::start("127.0.0.2", |_| Reply::page("secret")).await;
    let public = Server::start("127.0.0.1", |_| Reply::page("news")).await;
    let names = Names(HashMap::from([
        ("inside.test", ["127.0.0.2"].as_slice()),
        ("outside.test", ["127.0.0.1"].as_slice()),
        ("both.test", ["127.0.0.2", "127.0.0.1"].as_slice()),
    ]));
    let fetcher = fetcher_with(&settings(), names);
    let url = |host: &str, port: u16| Url::parse(&format!("http://{host}:{port}/")).unwrap();

    let inside = url("inside.test", private.port());
    assert!(is_private(&get_within(&fetcher, &inside, Reach::Public, 100).await, "127.0.0.2"));
    assert_eq!(private.requests(), Vec::<String>::new());
    assert_eq!(get(&fetcher, &inside).await.unwrap().body, b"secret", "typed, so allowed");
    // The connection that was just opened for the typed URL is not there for others.
    assert!(is_private(&get_within(&fetcher, &inside, Reach::Public, 100).await, "127.0.0.2"));

    let outside = url("outside.test", public.port());
    assert_eq!(get_within(&fetcher, &outside, Reach::Public, 100).await.unwrap().body, b"news");
    let both = url("both.test", public.port());
    assert_eq!(
        get_within(&fetcher, &both, Reach::Public, 100).await.unwrap().body,
        b"news",
        "its public address"
    );
    assert_eq!(private.requests().len(), 1);
}

#[tokio::test]
async fn a_proxy_gets_what_is_not_on_this_machine_and_literal_addresses_stay_guarded() {
    let proxy = Server::start("127.0.0.2", |_| Reply::page("by proxy")).await;
    let local = Server::start("127.0.0.1", |_| Reply::page("local")).await;
    let settings = CaptureSettings { proxy: Some(proxy.url("").to_string()), ..settings() };
    let fetcher = fetcher_with(&settings, Names::default());
    let news = Url::parse("http://news.test/story").unwrap();
    let response = get(&fetcher, &news).await.unwrap();
    assert_eq!((response.body.as_slice(), response.reach), (b"by proxy".as_slice(), Reach::Public));
    assert_eq!(path(&proxy.requests()[0]), "http://news.test/story");
    assert_eq!(get(&fetcher, &local.url("/")).await.unwrap().body, b"local");
    let router = Url::parse("http://192.168.1.1/").unwrap();
    assert!(is_private(&get_within(&fetcher, &router, Reach::Public, 100).await, "192.168.1.1"));
    assert_eq!(proxy.requests().len(), 1);
}

#[test]
fn settings_that_cannot_be_used() {
    let with = |agent: Option<&str>, proxy: Option<&str>| {
        let settings = CaptureSettings {
            user_agent: agent.map(str::to_owned),
            proxy: proxy.map(str::to_owned),
            ..settings()
        };
        Clients::new(&settings, AddressRule::default(), Arc::new(SystemResolver)).map(|_| ())
    };
    for proxy in ["", "proxy", "ftp://proxy:21", "http://", "file:///x"] {
        assert!(matches!(with(None, Some(proxy)), Err(Error::Setting { name: "proxy", .. })), "{proxy}");
    }
    assert!(matches!(with(Some("a\nb"), None), Err(Error::Setting { name: "user agent", .. })));
    for proxy in ["http://proxy:3128", "https://u:p@proxy", "socks5://127.0.0.1:9050"] {
        assert!(with(Some("mine"), Some(proxy)).is_ok(), "{proxy}");
    }
}
