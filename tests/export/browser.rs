//! The page and the site in a real browser that has no network.

use std::path::Path;

use super::made::{Made, browsed};

/// How wide each picture of a page is shown to be, by a script that alone is added to the page and its policy.
fn widths(page: &Path) -> Vec<u32> {
    // What has loaded has its width, before anybody decodes it.
    let script = "<script>addEventListener('load', () => { const output = document.createElement('output'); \
        output.textContent = [...document.images].map((image) => image.naturalWidth).join(' '); \
        document.body.append(output); })</script>";
    let html = std::fs::read_to_string(page).unwrap();
    let html = html.replace("default-src 'none';", "default-src 'none'; script-src 'unsafe-inline';");
    let judged = page.with_file_name("judged.html");
    std::fs::write(&judged, html.replace("</body>", &format!("{script}</body>"))).unwrap();
    let dom = browsed(&judged, "");
    let output = dom.rsplit("<output>").next().and_then(|rest| rest.split("</output>").next()).unwrap();
    output.split_whitespace().map(|width| width.parse().unwrap()).collect()
}

#[test]
#[ignore = "run by ./dev exports, which installs Chromium"]
fn judged_by_a_browser_without_network_a_page_shows_every_picture() {
    let made = Made::new();
    let (page, report) = made.export("all.html", &["--format", "html"]);
    assert_eq!(report["exported"], 10);
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains("default-src 'none'") && !html.contains("<script"));
    let pictures = html.matches("<img ").count();
    assert!(pictures > 8, "{pictures}");
    let widths = widths(&page);
    assert_eq!(widths.len(), pictures);
    assert!(widths.iter().all(|width| *width > 0), "{widths:?}");
    // A picture that is missing is in the page, and in the report.
    assert_eq!(html.matches("class=\"missing\"").count(), report["left_out"].as_array().unwrap().len());
}

#[test]
fn a_page_holds_what_a_person_added() {
    let made = Made::new();
    let (page, _) = made.export("ports.html", &["--format", "html", "--collection", "Ports"]);
    let html = std::fs::read_to_string(&page).unwrap();
    for part in [
        "<html lang=\"en\" dir=\"ltr\">",
        "<mark class=\"highlight yellow\" data-highlight=\"1\" id=\"hl-1\">number 4, driven ",
        "<sup class=\"noteref\"><a id=\"hr-1\" href=\"#hn-1\">1</a></sup>",
        "<li id=\"hn-1\">",
        "href=\"#article-4\"",
        "<mark class=\"highlight green\"",
        "۱۱ خرداد ۱۴۰۵",
        "<h2 class=\"section\" id=\"section-1\" dir=\"auto\">فارسی و 中文</h2>",
        "What the <em>river</em> does.",
        "id=\"note-1-fn-1\"",
        ">world/harbour</span>",
    ] {
        assert!(html.contains(part), "{part}");
    }
    // An article of two collections stands in the first alone.
    assert_eq!(html.matches("<article id=\"article-1\"").count(), 1);
    let (page, _) = made
        .export("bare.html", &["1", "--format", "html", "--no-notes", "--no-highlights", "--no-pictures"]);
    let html = std::fs::read_to_string(&page).unwrap();
    for part in ["<mark ", "<img ", "On Friday", "class=\"missing\""] {
        assert!(!html.contains(part), "{part}");
    }
}

#[test]
#[ignore = "run by ./dev exports, which installs Chromium"]
fn judged_by_a_browser_a_site_is_searched_without_a_server() {
    let made = Made::new();
    let (site, _) = made.export("site", &["--format", "html", "--folder"]);
    let search = site.join("search.html");
    for (query, title) in [
        ("harb%20agnes", "Harbour bridge reopens after eleven months of repairs"),
        ("گسل‌هاي%20البرز", "پژوهشگران ایرانی نقشه تازه‌ای از گسل‌های البرز منتشر کردند"),
        ("周永光", "老城区最后一家胶卷冲印店迎来年轻顾客"),
    ] {
        let dom = browsed(&search, &format!("#{query}"));
        let first = dom.split("class=\"entry\"").nth(1).unwrap_or_else(|| panic!("{query}: {dom}"));
        assert!(first.contains(&format!(">{title}</a>")), "{query}: {first}");
    }
    let dom = browsed(&search, "#zeppelin");
    assert!(dom.contains("Nothing found."), "{dom}");
}
