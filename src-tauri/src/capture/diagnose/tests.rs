//! Whole pages, and what is doubted of them.

use crate::capture::page::{PageInput, clean_page};
use crate::model::{Diagnosis, Doubt, EvidencePlace};

const PROSE: &str = "<p>The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of \
three months that both sides had used to consult, and that all delegations had confirmed that they would attend.</p>";
const LAST: &str =
    "<p>Neither side wanted to say how long the round would last, but hotels are booked for ten nights.</p>";

fn diagnosis_of(url: &str, status: u16, html: &str) -> Diagnosis {
    let input = PageInput {
        body: html.as_bytes().to_vec(),
        content_type: Some("text/html; charset=utf-8".into()),
        status,
        url: url.into(),
        fetched: "2026-04-01T00:00:00Z".parse().unwrap(),
        truncated: false,
        told: None,
        site: Default::default(),
    };
    let cleaning =
        std::thread::Builder::new().stack_size(64 << 20).spawn(move || clean_page(&input).unwrap());
    cleaning.unwrap().join().unwrap().diagnosis
}

fn diagnose(html: &str) -> Diagnosis {
    diagnosis_of("https://news.example/world/2026/03/22/talks", 200, html)
}

/// An article with this data in its head and this after its last paragraph.
fn article(data: &str, after: &str) -> String {
    format!(
        "<title>Talks resume in Geneva | Example</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\
         \"headline\":\"Talks resume in Geneva\"{data}}}</script><body><nav><a href=/>Home</a> <a href=/subscribe>Subscribe</a>\
         <a href=/login>Already a subscriber? Log in</a></nav><main><article><h1>Talks resume in Geneva</h1>{PROSE}{PROSE}{LAST}\
         </article>{after}</main></body>"
    )
}

#[track_caller]
fn rests_on(diagnosis: &Diagnosis, doubt: Doubt, place: EvidencePlace, words: &str) {
    assert!(
        diagnosis.doubts.contains(&doubt) && !diagnosis.complete,
        "no {doubt:?} for {words}: {diagnosis:?}"
    );
    let found =
        diagnosis.evidence.iter().any(|e| e.doubt == doubt && e.place == place && e.found.contains(words));
    assert!(found, "{doubt:?} does not rest on {words:?} in {place:?}: {diagnosis:?}");
}

#[test]
fn an_article_is_whole_whatever_its_site_offers_around_it() {
    let body = format!(", \"articleBody\": \"{}\"", "word ".repeat(90));
    for (data, after) in [
        ("", ""),
        (", \"wordCount\": 95", ""),
        (body.as_str(), ""),
        (
            ", \"isAccessibleForFree\": true",
            "<footer>Become a subscriber for 3 per month, cancel anytime</footer>",
        ),
        ("", "<section><h2>Comments</h2><p>Log in to join the discussion</p></section>"),
        ("", "<section><h2>Read also</h2><a href=/other>Read more: the bridge</a></section>"),
    ] {
        let diagnosis = diagnose(&article(data, after));
        assert_eq!(diagnosis, Diagnosis::whole(), "{data} {after}");
    }
}

#[test]
fn walls_are_told_in_many_languages() {
    for (doubt, title, words) in [
        (Doubt::BotChallenge, "Just a moment...", "Verify you are human by completing the action below."),
        (Doubt::BotChallenge, "Один момент…", "Подтвердите, что вы не робот"),
        (Doubt::BotChallenge, "安全验证", "请完成安全验证后继续访问"),
        (Doubt::BotChallenge, "بررسی امنیتی", "تأیید کنید که انسان هستید"),
        (Doubt::ConsentWall, "Before you continue", "We and our partners use cookies. Privacy. Consent."),
        (Doubt::ConsentWall, "Çerez ayarları", "Biz ve ortaklarımız çerez kullanıyoruz. Tümünü kabul et"),
        (Doubt::ConsentWall, "Twoja prywatność", "My i nasi partnerzy używamy plików. Przejdź do serwisu"),
        (Doubt::SoftNotFound, "Page not found - Example", "The page you are looking for does not exist."),
        (Doubt::SoftNotFound, "صفحه یافت نشد", "صفحهٔ مورد نظر شما یافت نشد"),
        (Doubt::SoftNotFound, "الصفحة غير موجودة", "عذراً، الصفحة التي تبحث عنها غير موجودة"),
        (Doubt::SoftNotFound, "ページが見つかりません", "お探しのページは見つかりませんでした"),
        (Doubt::Login, "Log in", "Sign in to continue to the article"),
        (Doubt::Login, "تسجيل الدخول", "يرجى تسجيل الدخول"),
        (Doubt::Login, "로그인", "로그인이 필요합니다"),
    ] {
        let diagnosis = diagnose(&format!(
            "<title>{title}</title><body><h1>{title}</h1><p>{words}</p></body><script>x</script>"
        ));
        rests_on(&diagnosis, doubt, EvidencePlace::Title, title.trim_end_matches(['.', '…']));
        assert!(diagnosis.doubts.contains(&Doubt::NoArticle), "{title}: {diagnosis:?}");
    }
}

#[test]
fn an_article_about_walls_is_none() {
    let body = format!(
        "<title>Why sites ask “verify you are human”</title><body><article><h1>Why sites ask “verify you are human”</h1>{}</article></body>",
        "<p>Cookies, consent and captchas: we and our partners, the page says, value your privacy, and readers accept all cookies \
         because nobody has the time for anything else, researchers found in a study of ten thousand pages.</p>"
            .repeat(12)
    );
    assert_eq!(diagnose(&body), Diagnosis::whole());
}

#[test]
fn an_article_that_is_cut_off_for_those_who_pay() {
    for wall in [
        "Subscribe to continue reading.",
        "Jetzt weiterlesen mit Probeabo",
        "Il vous reste 70% de cet article à lire.",
        "Оформите подписку, чтобы читать дальше",
        "این مطلب ویژهٔ مشترکان است",
        "هذا المحتوى للمشتركين فقط",
        "訂閱後繼續閱讀",
        "この記事は有料会員限定です",
        "구독자 전용 기사입니다",
        "Artykuł dostępny tylko dla prenumeratorów",
    ] {
        let diagnosis = diagnose(&article("", &format!("<div class=offer><p>{wall}</p></div>")));
        rests_on(
            &diagnosis,
            Doubt::Paywall,
            EvidencePlace::Page,
            wall.split(' ').next_back().unwrap().trim_end_matches('.'),
        );
        assert_eq!(diagnosis.doubts, [Doubt::Paywall], "{wall}");
    }
}

#[test]
fn a_declared_paywall_counts_when_the_locked_part_is_not_there() {
    let locked = ", \"isAccessibleForFree\": false, \"hasPart\": {\"@type\": \"WebPageElement\", \
                  \"isAccessibleForFree\": false, \"cssSelector\": \".locked\"}";
    let withheld = diagnose(&article(locked, "<div class=locked></div>"));
    rests_on(&withheld, Doubt::Paywall, EvidencePlace::JsonLd, "isAccessibleForFree: false");
    let sent = article(locked, "").replace("<article>", "<article class=locked>");
    assert_eq!(diagnose(&sent), Diagnosis::whole());
}

#[test]
fn an_article_that_is_cut_off_for_those_who_sign_in() {
    for wall in [
        "Log in to read the rest",
        "Kostenlos registrieren und weiterlesen",
        "برای ادامه وارد شوید",
        "ログインして続きを読む",
    ] {
        let diagnosis = diagnose(&article("", &format!("<form><p>{wall}</p><input type=password></form>")));
        rests_on(&diagnosis, Doubt::Login, EvidencePlace::Page, wall.split(' ').next().unwrap());
        assert!(!diagnosis.doubts.contains(&Doubt::NoArticle), "{diagnosis:?}");
    }
    let by_address = diagnosis_of(
        "https://news.example/account/login?next=/story",
        200,
        "<title>Welcome | Example</title><body><form><label>Password <input type=password></label></form></body>",
    );
    rests_on(&by_address, Doubt::Login, EvidencePlace::Element, "password");
    rests_on(&by_address, Doubt::Login, EvidencePlace::Address, "login");
}

#[test]
fn a_text_that_breaks_off() {
    let body = format!(", \"articleBody\": \"<p>{}</p>\"", "word ".repeat(600));
    let summary = format!("<meta name=description content=\"{}\">", "A summary of some length. ".repeat(30));
    for (html, place, found) in [
        (article(&body, ""), EvidencePlace::JsonLd, "articleBody: 600 words"),
        (article(", \"wordCount\": 1200", ""), EvidencePlace::JsonLd, "wordCount: 1200"),
        (article("", "<p><a href=/full>Continue reading</a></p>"), EvidencePlace::Link, "Continue reading"),
        (article("", "<p><a href=/full>ادامهٔ مطلب</a></p>"), EvidencePlace::Link, "ادامهٔ مطلب"),
        (article("", "").replace("for ten nights.", "for ten…"), EvidencePlace::Text, "for ten…"),
        (article("", "").replace("<body>", &format!("{summary}<body>")), EvidencePlace::Meta, "A summary"),
    ] {
        rests_on(&diagnose(&html), Doubt::MaybeTruncated, place, found);
    }
}

#[test]
fn what_is_no_article_is_called_by_its_kind() {
    let teasers: String = (0..30)
        .map(|n| format!("<div class=teaser><h3><a href=/story-{n}>The headline of story number {n}</a></h3><p>Two lines, {n}.</p></div>"))
        .collect();
    let pictures: String = (0..12).map(|n| format!("<figure><img src=/p{n}.jpg alt=P></figure>")).collect();
    for (url, html, doubt, place) in [
        (
            "https://news.example/section/world",
            format!("<title>World</title><meta property=og:type content=website><body><h1>World</h1><main>{teasers}</main></body>"),
            Doubt::IndexPage,
            EvidencePlace::Address,
        ),
        (
            "https://news.example/video/7",
            "<title>Harbour</title><meta property=og:type content=video.other><body><h1>Harbour</h1><video src=a.mp4></video><p>The harbour at dawn.</p></body>".to_owned(),
            Doubt::VideoPage,
            EvidencePlace::Meta,
        ),
        (
            "https://news.example/gallery/9",
            format!("<title>Harbour</title><body><main><h1>The harbour in pictures</h1><p>Twelve pictures of the harbour at dawn, taken over a year by our photographer, from the pier and from the sea.</p>{pictures}</main></body>"),
            Doubt::GalleryPage,
            EvidencePlace::Address,
        ),
    ] {
        let diagnosis = diagnosis_of(url, 200, &html);
        assert!(diagnosis.evidence.iter().any(|e| e.doubt == doubt && e.place == place), "{doubt:?}: {diagnosis:?}");
        assert!(diagnosis.doubts.contains(&Doubt::NoArticle), "{doubt:?}: {diagnosis:?}");
    }
}

#[test]
fn answers_and_shells_are_named() {
    rests_on(
        &diagnosis_of("https://news.example/gone", 503, &article("", "")),
        Doubt::ErrorStatus,
        EvidencePlace::Status,
        "503",
    );
    let app = "<title>App</title><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script src=/a.js></script></body>";
    rests_on(&diagnose(app), Doubt::NeedsScripts, EvidencePlace::Element, "root");
}
