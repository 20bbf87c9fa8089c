use super::*;

fn css(xpath: &str) -> Result<String, String> {
    let parts = path::translate(xpath)?;
    Ok(parts.iter().map(path::Selected::written).collect::<Vec<_>>().join(" | "))
}

#[test]
fn paths_become_selectors() {
    for (xpath, selector) in [
        ("//div[@id='x']", "div[id=\"x\"]"),
        ("//*[(@id = \"articlebody\")]", "*[id=\"articlebody\"]"),
        ("//div[contains(@class, 'post-content')]", "div[class*=\"post-content\"]"),
        ("//div[contains(concat(' ',normalize-space(@class),' '),' body ')]//p", "div.body p"),
        ("//div[contains(concat(\" \", @class, \" \"), \" my 32 \")]", "div[class*=\"my 32\"]"),
        ("//meta[@property='og:title']/@content", "meta[property=\"og:title\"] @content"),
        ("//div//@data-time", "div [data-time] @data-time"),
        ("//head/title", "head > title"),
        ("/html/body/div[2]", ":root > body > div:nth-of-type(2)"),
        ("//main/article[1]", "main > article:first-of-type"),
        ("//ul/*[last()]", "ul > *:last-child"),
        ("//div[@class='a'][1]", "div[class=\"a\"]:not(div[class=\"a\"] ~ div[class=\"a\"])"),
        ("//p[position()>2]", "p:nth-of-type(n+3)"),
        ("//div[@id='a' or @id='b']", "div:is([id=\"a\"], [id=\"b\"])"),
        ("//div[@id and not(@class)]", "div[id]:not([class])"),
        ("//a[@rel!='x']", "a[rel]:not([rel=\"x\"])"),
        ("//a[starts-with(@href, 'http://a')]", "a[href^=\"http://a\"]"),
        ("//p[contains(., 'Click \"here\"')]", "p:contains(\"Click \\\"here\\\"\")"),
        ("//span[contains(text(), 'Credit')]", "span:has-text(\"Credit\")"),
        ("//p[a[starts-with(@href, 'x')]]", "p:has(> a[href^=\"x\"])"),
        ("//div[.//img]", "div:has(img)"),
        ("//div[./span/text()]", "div:has(> span)"),
        ("//section/div[contains(./span/text(), 'Mehr')]", "section > div:has(> span:contains(\"Mehr\"))"),
        ("//time/parent::div", "div:has(> time)"),
        ("//ul/li/..", "ul:has(> li)"),
        ("//article//img/..", ":is(article, article *):has(> img)"),
        ("//img/ancestor::figure", "figure:has(img)"),
        ("//h2/following-sibling::*[1]", "h2 + *"),
        ("//footer/following-sibling::p", "footer ~ p"),
        ("//h2/preceding-sibling::p", "p:has(~ h2)"),
        ("//footer/self::footer", "footer:is(footer)"),
        (
            "//img[@src]/following-sibling::*[1][self::div and @class='n']",
            "img[src] + *:is(div)[class=\"n\"]",
        ),
        ("//p[preceding-sibling::h3]", "p:is(h3 ~ *)"),
        ("//a[ancestor::nav]", "a:is(nav *)"),
        ("//nyt:byline", "nyt\\:byline"),
        ("//h1 | //h2[@class='t']/text()", "h1 | h2[class=\"t\"]"),
        ("normalize-space(//h1)", "h1"),
        ("(//div[@id='a']|//div[@id='b'])//p", ":is(div[id=\"a\"], div[id=\"b\"]) p"),
    ] {
        assert_eq!(css(xpath).as_deref(), Ok(selector), "{xpath}");
    }
}

#[test]
fn what_css_cannot_say_is_refused_with_the_reason() {
    for (xpath, part) in [
        ("(//article)[2]", "count across"),
        ("(//article)[1]//p", "count across"),
        ("//a/ancestor::div[1]", "backwards"),
        ("//a[ancestor::*[@itemscope][1][@itemtype='x']]", "backwards"),
        ("//div[string-length(@class) = 15]", "string-length"),
        ("translate(//h1, 'a', 'b')", "translate"),
        ("//span[.='Image']", "whole text"),
        ("//p[starts-with(., 'By')]", "begins or ends"),
        ("//div/comment()", "comments"),
        ("//div[@id='x'", "missing"),
        ("//div[@id='x]", "quotation"),
        ("//div]", "goes on"),
        ("//p/@*", "attribute"),
        ("//text()[contains(., 'x')]", "not texts"),
        ("//p[count(a) > 2]", "count"),
        ("//p[2]/following::div", "axis following"),
        ("'By John'", "a text"),
        ("//", "missing"),
        ("#story", "no meaning"),
    ] {
        let why = css(xpath).expect_err(xpath);
        assert!(why.contains(part), "{xpath}: {why}");
    }
}

const CONFIG: &str = "\u{feff}# A made-up config.
title: //h1[@class='t']
title: //meta[@property='og:title']/@content
author:substring-after(//span[@class=\"by\"], 'By ')
body: //div[@id='a'] | //div[@id='b']
strip: //aside
strip: (//p)[1]
strip_id_or_class: 'share-bar'
strip_image_src: /pixel.gif
single_page_link: //a[@class='print']/@href
next_page_link: //a[@rel='next']
tidy: no
http_header(user-agent): Mozilla/5.2
find_string: <i>
replace_string: <em class='x'>
replace_string(<noscript>): <div>
find_string: left alone
frobnicate: //p
test_url: http://example.org/a
";

#[test]
fn a_config_becomes_a_rule_and_says_what_did_not() {
    let made = translate("example.org", "example.org.txt", CONFIG, &|_| Ok(()));
    assert_eq!(made.lines, 17);
    let lines: Vec<u32> = made.faults.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [7, 13, 17, 18]);
    insta::assert_snapshot!(made.rule.unwrap(), @r##"
    # Made from the FiveFilters site config example.org.txt.
    host = 'example.org'
    title = [
      'h1[class="t"]',
      'meta[property="og:title"] @content',
    ]
    authors = 'span[class="by"]'
    body = 'div[id="a"], div[id="b"]'
    remove = [
      'aside',
      '[id*="share-bar"], [class*="share-bar"]',
      'img[src*="/pixel.gif"]',
    ]
    single_page = 'a[class="print"]'
    next_page = 'a[rel="next"]'
    prune = true
    replace = [
      ['<i>', "<em class='x'>"],
      ['<noscript>', '<div>'],
    ]

    # Not understood:
    # CSS cannot count across a whole page (line 7):
    #   strip: (//p)[1]
    # all sites are asked in the same way; the program's own name can be set in the settings (line 13):
    #   http_header(user-agent): Mozilla/5.2
    # find_string and replace_string only work together (line 17):
    #   find_string: left alone
    # "frobnicate" is no directive that is known here (line 18):
    #   frobnicate: //p
    "##);
}

#[test]
fn a_selector_that_cannot_be_used_is_a_fault_of_its_line() {
    let made = translate("a.org", "a.org.txt", "body: //p\nstrip: //b", &|css| {
        if css == "b" { Err("no".to_owned()) } else { Ok(()) }
    });
    assert_eq!(made.faults, [(2, "no".to_owned())]);
    let none = translate("a.org", "a.org.txt", "tidy: no\nprune: no", &|_| Ok(()));
    assert_eq!((none.rule, none.lines), (None, 2));
}
