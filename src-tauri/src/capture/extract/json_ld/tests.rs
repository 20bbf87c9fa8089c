use super::*;

fn read(script: &str) -> JsonLd {
    JsonLd::read(&[script.to_owned()])
}

#[test]
fn graphs_arrays_and_references_are_followed() {
    let data = read(
        r##"{"@context":"https://schema.org","@graph":[
        {"@type":"WebPage","@id":"#page","datePublished":"2020-01-01"},
        {"@type":["NewsArticle"],"headline":"H","author":[{"@id":"#p"},{"@type":"Person","name":"B C"}],
         "image":{"@id":"#i"},"publisher":{"name":"Site"}},
        {"@type":"Person","@id":"#p","name":"A B"},{"@type":"ImageObject","@id":"#i","url":"https://x/i.jpg"}]}"##,
    );
    assert_eq!(data.text("headline").as_deref(), Some("H"));
    assert_eq!(data.names("author"), ["A B", "B C"]);
    assert_eq!(data.image().as_deref(), Some("https://x/i.jpg"));
    assert_eq!(data.text("publisher").as_deref(), Some("Site"));
    assert_eq!(data.text_of_page("datePublished").as_deref(), Some("2020-01-01"));
}

#[test]
fn broken_json_is_repaired() {
    for script in [
        "{\"@type\":\"Article\",\"headline\":\"A\",}",
        "/* made by cms */ {\"@type\":\"Article\", // type\n \"headline\":\"A\"}",
        "<![CDATA[{\"@type\":\"Article\",\"headline\":\"A\"}]]>",
        "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A\"}\n//]]>",
        "<!-- {\"@type\":\"Article\",\"headline\":\"A\"} -->",
        "{\"@type\":\"Article\",\"description\":\"two\nlines\",\"headline\":\"A\",\"x\":[1,2,],}",
        "{\"@type\":\"Article\",\"headline\":\"A\",\"y\":\"it\\'s\"};",
        "{\"@type\":\"WebSite\"}{\"@type\":\"Article\",\"headline\":\"A\"}",
    ] {
        assert_eq!(read(script).text("headline").as_deref(), Some("A"), "{script}");
    }
    assert!(read("{\"@type\":").article().is_none());
    assert!(read(&"[".repeat(100_000)).article().is_none());
}

#[test]
fn the_most_telling_object_is_the_article() {
    let data = read(
        r#"[{"@type":"Article","headline":"teaser"},{"@type":"NewsArticle","headline":"story","datePublished":"2020-01-01"}]"#,
    );
    assert_eq!(data.text("headline").as_deref(), Some("story"));
}

#[test]
fn free_access_is_read_in_all_spellings() {
    for (value, free) in
        [("false", false), ("\"False\"", false), ("\"http://schema.org/False\"", false), ("true", true)]
    {
        let data = read(&format!(r#"{{"@type":"NewsArticle","isAccessibleForFree":{value}}}"#));
        assert_eq!(data.free(), Some(free), "{value}");
    }
}

#[test]
fn breadcrumbs_come_in_their_order() {
    let data = read(
        r#"{"@type":"BreadcrumbList","itemListElement":[{"position":2,"item":{"name":"World"}},{"position":"1","name":"Home"}]}"#,
    );
    assert_eq!(data.breadcrumb(), ["Home", "World"]);
}
