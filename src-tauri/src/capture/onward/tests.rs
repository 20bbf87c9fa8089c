//! Pagers as pages really write them.

use super::*;

fn read(url: &str, html: &str) -> Onward {
    let url = Url::parse("https://news.example").unwrap().join(url).unwrap();
    onward(&Document::from(html), &url, &url)
}

fn next(url: &str, html: &str) -> Option<String> {
    read(url, html).next.map(|next| next.replace("https://news.example", ""))
}

#[test]
fn the_next_page_is_declared_called_or_numbered() {
    for (url, html, expected) in [
        ("/story", "<link rel=next href=/story/2>", "/story/2"),
        ("/story", "<p>text</p><a href='?page=2'>Next page</a>", "/story?page=2"),
        (
            "/story.html",
            "<div class=pager>1 <a href=story-2.html>2</a> <a href=story-3.html>3</a></div>",
            "/story-2.html",
        ),
        ("/story/2", "<a href=/story/1>1</a> <b>2</b> <a href=/story/3>3</a>", "/story/3"),
        ("/fa/news/555", "<a href='/fa/news/555?page=2'>صفحه بعدی</a>", "/fa/news/555?page=2"),
        ("/a/b_1.shtml", "<a href=b_2.shtml>下一页</a>", "/a/b_2.shtml"),
        ("/story", "<a href='?page=1'>2</a><a href='?page=2'>3</a>", "/story?page=1"),
        ("/story", "<a href=/story/2 aria-label='Next page'><svg></svg></a>", "/story/2"),
    ] {
        assert_eq!(next(url, html).as_deref(), Some(expected), "{html}");
    }
}

#[test]
fn the_next_story_is_not_the_next_page() {
    for (url, html) in [
        ("/story", "<link rel=next href=/another-story>"),
        ("/story-1", "<a href=/story-7>Next</a>"),
        ("/story", "<a href=https://other.example/story/2>2</a>"),
        ("/story", "<div id=comments><a href='?page=2'>2</a></div>"),
        ("/story", "<a href=/story/2>Chapter two of the saga</a>"),
        ("/story/3", "<a href=/story/1>1</a><a href=/story/2>2</a><b>3</b>"),
        ("/2018/06/01", "<a href=/2018/06/02>Next</a>"),
    ] {
        assert_eq!(next(url, html), None, "{html}");
    }
}

#[test]
fn a_pager_tells_how_many_pages_there_are_and_which_this_is() {
    let pager = "<a href=/s>1</a><b>2</b><a href=/s/3>3</a><a href=/s/4>4</a>";
    let read = read("/s/2", pager);
    assert_eq!((read.number, read.total), (2, Some(4)));
}

#[test]
fn other_forms_of_the_article_are_told() {
    let html = "<link rel=amphtml href=https://amp.example/story><a href=/print/a-long-story>Print</a>\
        <a href='/a-long-story?view=all'>View as single page</a><a href=/help/print>Print</a><a href=/all>View all</a>";
    let urls = |part| {
        let all =
            read("/news/a-long-story", &html.replace("/a-long-story?", "/news/a-long-story?")).alternates;
        all.into_iter().filter(|a| a.part == part).map(|a| a.url).collect::<Vec<_>>()
    };
    assert_eq!(urls(Part::Amp), ["https://amp.example/story"]);
    assert_eq!(urls(Part::Print), ["https://news.example/print/a-long-story"]);
    assert_eq!(urls(Part::Single), ["https://news.example/news/a-long-story?view=all"]);
}

#[test]
fn a_later_page_knows_the_first_one() {
    for (url, html, expected) in [
        ("/story/3", "<link rel=first href=/story>", Some("/story")),
        ("/story/3", "<a href=/story/1>1</a><a href=/story/2>2</a><b>3</b>", Some("/story/1")),
        ("/story?page=3", "<a href='?page=2'>« Back</a>", Some("/story?page=2")),
        ("/story?page=3", "<a href='/story'>An older headline</a>", Some("/story")),
        ("/story", "<a href='?page=2'>2</a>", None),
        ("/story/3", "<a href=/other/1>1</a><div id=comments><a href='/story/1'>1</a></div>", None),
    ] {
        let read = read(url, html);
        let first = read.first.map(|first| first.replace("https://news.example", ""));
        assert_eq!(first.as_deref(), expected, "{html}");
        assert_eq!(read.number > 1, expected.is_some(), "{html}");
    }
}
