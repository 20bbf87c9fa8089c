use super::*;
use crate::capture::extract;
use crate::model::LinkContext;

const PROSE: &str = "<p>The ministry said on Tuesday that the talks would resume next week in Geneva, after a break of three months that both sides had used to consult.</p>";

/// What a page leads on to whose paragraphs that begin with "The ministry" are the article's.
fn found(html: &str) -> Found {
    let document = Document::from(html);
    let page = Url::parse("https://news.example/world/talks").unwrap();
    let media = Media::settle(&document, &page);
    let taken = extract::take_blocks(&document, &HashSet::new());
    let article = document.select("p").nodes().to_vec();
    let kept: Vec<NodeId> =
        article.iter().filter(|p| p.text().starts_with("The ministry")).map(|p| p.id).collect();
    Around { page: &page, base: &page, media: &media }.find(&document, &taken.lists, &kept)
}

/// One line a story: place, heading, headline, teaser, picture, date.
fn told(html: &str) -> Vec<String> {
    let line = |link: PageLink| {
        assert_eq!(link.context, LinkContext::Related);
        let place = format!("{:?}", link.place).to_lowercase();
        let fields = [link.heading, Some(link.text), link.teaser, link.picture, link.published];
        let fields = fields.map(|field| field.unwrap_or_else(|| "–".to_owned()));
        format!("{place} | {}", fields.join(" | "))
    };
    found(html).links.into_iter().map(line).collect()
}

fn page(around: &str) -> String {
    format!(
        "<body><main><article><h1>Talks resume</h1>{PROSE}{PROSE}{PROSE}{PROSE}</article></main>{around}</body>"
    )
}

#[test]
fn the_links_of_one_card_are_one_story() {
    let card = |n: u32, title: &str| {
        format!(
            "<div class=card><a href=/world/{n}?utm_source=box><img src=/grey.gif data-src=/p/{n}.jpg width=300></a><a class=kicker href=/world>World</a>\
             <h3><a href=/world/{n}>{title}</a></h3><p>What the two sides want from each other this time.</p><time datetime=2026-03-1{n}T09:00:00Z>today</time>\
             <a href=/world/{n}>Read more</a></div>"
        )
    };
    let cards = card(1, "Inspectors return to the plant") + &card(2, "A bridge is closed for a year");
    let html = page(&format!(
        "<section class=related><h2>More from World</h2><div class=grid>{cards}</div></section>"
    ));
    insta::assert_snapshot!(told(&html).join("\n"), @"
    around | More from World | Inspectors return to the plant | What the two sides want from each other this time. | https://news.example/p/1.jpg | 2026-03-11T09:00:00Z
    around | More from World | A bridge is closed for a year | What the two sides want from each other this time. | https://news.example/p/2.jpg | 2026-03-12T09:00:00Z
    ");
}

#[test]
fn a_list_nobody_names_is_known_by_its_structure() {
    let item = |n: u32, title: &str| {
        format!(
            "<a class=item href=/city/{n}><figure><img src=/p/{n}.jpg></figure><span class=item-title>{title}</span><span>5 min</span></a>"
        )
    };
    let items = item(1, "The harbour bridge opens again after a year")
        + &item(2, "Why the old theatre cannot be saved")
        + &item(3, "Rents rise faster than anyone expected");
    let html = page(&format!("<div class=x1><h3>From the city desk</h3><div class=x2>{items}</div></div>"));
    insta::assert_snapshot!(told(&html).join("\n"), @"
    around | From the city desk | The harbour bridge opens again after a year | – | https://news.example/p/1.jpg | –
    around | From the city desk | Why the old theatre cannot be saved | – | https://news.example/p/2.jpg | –
    around | From the city desk | Rents rise faster than anyone expected | – | https://news.example/p/3.jpg | –
    ");
}

#[test]
fn each_list_of_a_sidebar_has_its_own_heading() {
    let html = page(
        "<aside><h4>Meistgelesen</h4><ol><li><a href=/a>Der Hafen öffnet wieder für Schiffe</a><li><a href=/b>Die Mieten steigen schneller</a></ol>\
         <h4>Ressort Politik</h4><ul><li><a href=/c>Der Minister reist nach Genf zu Gesprächen</a><li><a href=/d>Neue Frist für das Abkommen gesetzt</a><li><a href=/e>Was die Opposition dazu sagt und will</a></ul></aside>",
    );
    let told = told(&html);
    assert_eq!(told.len(), 5, "{told:#?}");
    assert!(told[0].starts_with("around | Meistgelesen | Der Hafen"), "{told:#?}");
    assert!(told[2].starts_with("around | Ressort Politik | Der Minister"), "{told:#?}");
}

#[test]
fn what_leads_through_the_site_or_away_is_no_story() {
    let links = |class: &str| {
        let item =
            |n: u32| format!("<li><a href=/x/{class}/{n}>A long enough text of a link of this page {n}</a>");
        format!("<div class={class}><ul>{}{}{}</ul></div>", item(1), item(2), item(3))
    };
    let html = page(&format!(
        "<nav>{}</nav><footer>{}</footer>{}{}{}{}<h3>Sponsored content</h3>{}<ul class=langs><li><a hreflang=de href=/de/>Deutsch</a><li><a hreflang=fa href=/fa/>فارسی</a><li><a hreflang=ar href=/ar/>العربية</a></ul>",
        links("n"),
        links("f"),
        links("social-share"),
        links("comments"),
        links("newsletter"),
        links("site-menu"),
        links("paid"),
    ));
    assert_eq!(told(&html), [""; 0]);
}

#[test]
fn sections_services_and_the_page_itself_are_no_stories() {
    let item = |href: &str, text: &str| format!("<li><a href=\"{href}\">{text}</a></li>");
    let items = [
        item("/world/inspectors-return-to-the-plant", "Inspectors return to the plant in the north"),
        item("/world", "All of World"),
        item("/world/talks/", "Talks resume after three months"),
        item("/world/talks?share=bluesky", "Click to share this with all of your friends"),
        item("/business", "Business"),
        item("/subjects/climate-change", "Climate change and what follows"),
        item("/2026/03/14", "Everything that was published on 14 March"),
        item("/shop/tea-towel-of-the-bridge", "Tea towel with a picture of the bridge"),
        item("/authors/m/mira-holt", "Mira Holt, our writer in Geneva"),
        item("/story-one/comment-page-1#comment-7", "Peter: what I always said of this"),
        item("/bridge/closed-for-a-whole-year", "The bridge is closed for a whole year"),
        item("/all", "View all stories"),
    ];
    let html = page(&format!("<aside><h2>More news</h2><ul>{}</ul></aside>", items.concat()));
    let texts: Vec<String> = found(&html).links.into_iter().map(|link| link.text).collect();
    assert_eq!(
        texts,
        ["Inspectors return to the plant in the north", "The bridge is closed for a whole year"]
    );
}

#[test]
fn a_menu_is_no_list_of_stories_however_it_is_headed() {
    let entry = |n: u32| format!("<li><a href=/guide-to-part-{n}-of-it>Templates of letters {n}</a></li>");
    let menu = |entries: u32| {
        let entries: String = (0..entries).map(entry).collect();
        found(&page(&format!("<div><h3>Latest news</h3><ul>{entries}</ul></div>"))).links.len()
    };
    assert_eq!((menu(10), menu(40)), (10, 0));
    let person =
        |name: &str| format!("<li><a href=/people/{name}>{name} writes about trade and money</a></li>");
    let people = ["anna", "boris", "clara", "diana", "edgar"].map(person).concat();
    assert_eq!(found(&page(&format!("<div><h3>Latest news</h3><ul>{people}</ul></div>"))).links.len(), 0);
}

#[test]
fn lists_are_known_by_their_headings_in_many_languages() {
    for (heading, title) in [
        ("Related articles", "Inspectors return to the plant"),
        ("Das könnte Sie auch interessieren", "Die Inspekteure kehren zurück"),
        ("À lire aussi", "Les inspecteurs sont de retour"),
        ("Te puede interesar", "Los inspectores vuelven a la planta"),
        ("اقرأ أيضاً", "المفتشون يعودون إلى المحطة اليوم"),
        ("بیشتر بخوانید", "بازرسان به نیروگاه بازگشتند"),
        ("Читайте также", "Инспекторы вернулись на станцию"),
        ("相关新闻", "核查人员今天重新回到核电站现场"),
        ("関連記事", "査察官が原子力発電所に戻ったと発表"),
        ("İlgili Haberler", "Denetçiler santrale geri döndü"),
        ("Leggi anche", "Gli ispettori tornano alla centrale"),
        ("Leia também", "Os inspetores voltam à usina nuclear"),
        ("Lees ook", "Inspecteurs keren terug naar centrale"),
        ("Czytaj także", "Inspektorzy wracają do elektrowni"),
        ("Читайте також", "Інспектори повернулися на станцію"),
        ("קראו גם", "הפקחים חזרו לתחנת הכוח הגרעינית"),
        ("관련 기사", "사찰단이 오늘 원자력 발전소로 돌아왔다"),
        ("यह भी पढ़ें", "निरीक्षक आज परमाणु संयंत्र लौट आए"),
    ] {
        let html = page(&format!("<div><h3>{heading}</h3><ul><li><a href=/a>{title}</a></ul></div>"));
        assert_eq!(told(&html), [format!("around | {heading} | {title} | – | – | –")], "{heading}");
    }
}

#[test]
fn an_insert_between_paragraphs_has_its_place() {
    let html = format!(
        "<body><article><h1>T</h1>{PROSE}{PROSE}<div class=read-more-box><h4>Read also</h4><a href=/a><img src=/p.jpg>Inspectors return to the plant</a></div>\
         <p id=after>The ministry did not say who would come.</p>{PROSE}{PROSE}</article></body>"
    );
    let found = found(&html);
    assert_eq!(found.links[0].place, LinkPlace::Inline);
    let [insert] = found.inserts.as_slice() else { panic!("{:?}", found.inserts) };
    let document = Document::from(html.as_str());
    assert_eq!(
        document.tree.get(&insert.before).and_then(|p| p.text().get(..25).map(str::to_owned)).as_deref(),
        Some("The ministry did not say ")
    );
}

#[test]
fn topics_are_what_the_article_is_filed_under() {
    let html = page(
        "<ul class=article-tags><li><a href=/topic/iaea>IAEA</a><li><a href=/topic/geneva>#Geneva</a></ul><p><a rel='tag nofollow' href=/tag/talks>Talks</a></p>\
         <div>موضوعات: <a href=/t/1>انرژی</a>، <a href=/t/2>ژنو</a></div>",
    );
    insta::assert_snapshot!(told(&html).join("\n"), @"
    topic | – | IAEA | – | – | –
    topic | – | Geneva | – | – | –
    topic | – | Talks | – | – | –
    topic | موضوعات | انرژی | – | – | –
    topic | موضوعات | ژنو | – | – | –
    ");
}

#[test]
fn hostile_lists_end_and_give_nothing_that_cannot_be_opened() {
    let deep = "<div class=related>".repeat(300);
    let links = "<a href='javascript:alert(1)'>A headline that runs a script when opened</a><a href='data:text/html,x'>Another headline of some length here</a><a href='http://['>A broken address below a headline</a>";
    assert_eq!(told(&page(&format!("{deep}<h3>Read also</h3>{links}"))), [""; 0]);
    let many: String = (0..500)
        .map(|n| format!("<div class=c><a href=/s/{n}>A headline of a list that does not want to end, number {n}</a></div>"))
        .collect();
    assert_eq!(told(&page(&format!("<div>{many}</div>"))).len(), MOST);
}
