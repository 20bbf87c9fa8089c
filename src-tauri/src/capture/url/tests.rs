use super::*;

#[test]
fn normal_forms() {
    #[rustfmt::skip]
    let cases = [
        // scheme, host, port
        ("HTTPS://Example.COM/Story", "https://example.com/Story"),
        ("http://example.com/story", "https://example.com/story"),
        ("http://example.com:80/story", "https://example.com/story"),
        ("https://example.com:443/story", "https://example.com/story"),
        ("http://example.com:8080/story", "http://example.com:8080/story"),
        ("https://example.com:80/story", "https://example.com:80/story"),
        ("https://example.com./story", "https://example.com/story"),
        ("https://example.com", "https://example.com/"),
        ("http://127.0.0.1/story", "http://127.0.0.1/story"),
        ("http://127.0.0.1:4000/story", "http://127.0.0.1:4000/story"),
        ("http://0x7f.1/story", "http://127.0.0.1/story"),
        ("http://[::1]/story", "http://[::1]/story"),
        ("http://localhost/story", "http://localhost/story"),
        ("http://nas.local/story", "http://nas.local/story"),
        ("http://intranet/story", "http://intranet/story"),
        ("https://user:secret@example.com/story", "https://example.com/story"),
        ("https://bücher.example/story", "https://xn--bcher-kva.example/story"),
        ("https://ایران.ایران/خبر", "https://xn--mgba3a4f16a.xn--mgba3a4f16a/%D8%AE%D8%A8%D8%B1"),
        // white space that comes along when pasting
        ("  https://example.com/story\n", "https://example.com/story"),
        // path
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/story/", "https://example.com/story/"),
        ("https://example.com//story", "https://example.com//story"),
        ("https://example.com/%7euser/%2d", "https://example.com/~user/-"),
        ("https://example.com/%d8%ae%d8%a8%d8%b1", "https://example.com/%D8%AE%D8%A8%D8%B1"),
        ("https://example.com/a%2fb", "https://example.com/a%2Fb"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://example.com/%zz%4", "https://example.com/%25zz%254"),
        ("https://example.com/%E4%B8%AD", "https://example.com/%E4%B8%AD"),
        // fragment
        ("https://example.com/story#comments", "https://example.com/story"),
        ("https://example.com/story#", "https://example.com/story"),
        ("https://example.com/story#:~:text=word", "https://example.com/story"),
        ("https://example.com/#!story/7", "https://example.com/#!story/7"),
        ("https://example.com/#/story/7", "https://example.com/#/story/7"),
        ("https://example.com/#!", "https://example.com/"),
        // query: what stays
        ("https://example.com/?", "https://example.com/"),
        ("https://example.com/?id=7", "https://example.com/?id=7"),
        ("https://example.com/?b=2&a=1", "https://example.com/?b=2&a=1"),
        ("https://example.com/?a=1&a=2", "https://example.com/?a=1&a=2"),
        ("https://example.com/?q=a+b&x=%e2%82%ac", "https://example.com/?q=a+b&x=%E2%82%AC"),
        ("https://example.com/?q=a%26b", "https://example.com/?q=a%26b"),
        ("https://example.com/?flag", "https://example.com/?flag"),
        ("https://example.com/?ref=7", "https://example.com/?ref=7"),
        ("https://example.com/?source=wire", "https://example.com/?source=wire"),
        ("https://example.com/?utm=7", "https://example.com/?utm=7"),
        ("https://example.com/?s=words", "https://example.com/?s=words"),
        ("https://notx.com/?s=20", "https://notx.com/?s=20"),
        // query: what goes
        ("https://example.com/?utm_source=x&utm_medium=y", "https://example.com/"),
        ("https://example.com/?UTM_Source=x&id=7", "https://example.com/?id=7"),
        ("https://example.com/?id=7&utm_campaign=z&page=2", "https://example.com/?id=7&page=2"),
        ("https://example.com/?&id=7&&", "https://example.com/?id=7"),
        ("https://example.com/?fbclid=a", "https://example.com/"),
        ("https://example.com/?gclid=a&gbraid=b&wbraid=c", "https://example.com/"),
        ("https://example.com/?utm%5Fsource=a", "https://example.com/"),
        ("https://example.com/?msclkid=a&yclid=b&twclid", "https://example.com/"),
        ("https://example.com/?mc_cid=a&mc_eid=b", "https://example.com/"),
        ("https://example.com/?at_medium=rss&at_campaign=x", "https://example.com/"),
        ("https://example.com/?pk_campaign=a&mtm_source=b", "https://example.com/"),
        ("https://www.nytimes.com/story.html?smid=a&unlocked_article_code=b", "https://www.nytimes.com/story.html"),
        ("https://example.com/story.html?smid=a", "https://example.com/story.html?smid=a"),
        ("https://www.theguardian.com/story?CMP=share_btn", "https://www.theguardian.com/story"),
        ("https://x.com/a/status/7?s=20&t=x", "https://x.com/a/status/7"),
        ("https://www.youtube.com/watch?v=7&si=x", "https://www.youtube.com/watch?v=7"),
    ];
    for (given, normal) in cases {
        let found = normalise_url(given).unwrap();
        assert_eq!(found, normal, "of {given}");
        assert_eq!(normalise_url(&found).unwrap(), found, "the normal form of a normal form");
    }
}

#[test]
fn only_http_has_a_normal_form() {
    for given in [
        "",
        "example.com/story",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "about:blank",
        "https://",
        "http://:80/",
        "https://exa mple.com/",
        "mailto:a@b.c",
    ] {
        assert!(matches!(normalise_url(given), Err(Error::InvalidUrl { .. })), "{given}");
    }
}

proptest::proptest! {
    #[test]
    fn a_normal_form_never_changes_again(path in "[a-z%0-9/.~-]{0,20}", query in "[a-z%0-9=&_+;]{0,30}") {
        let normal = normalise_url(&format!("https://example.com/{path}?{query}")).unwrap();
        proptest::prop_assert_eq!(normalise_url(&normal).unwrap(), normal);
    }
}
