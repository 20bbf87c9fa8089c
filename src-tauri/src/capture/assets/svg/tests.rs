use super::*;

fn clean(svg: &str) -> String {
    String::from_utf8(sanitise(svg.as_bytes()).unwrap().bytes).unwrap()
}

/// The sanitised content of a root element.
fn inner(content: &str) -> String {
    let clean = clean(&format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{content}</svg>"
    ));
    let content = clean.split_once('>').unwrap().1;
    content.strip_suffix("</svg>").unwrap().to_owned()
}

#[test]
fn what_draws_is_kept() {
    for content in [
        r##"<g id="a" transform="translate(1,2)"><path d="M0 0L1 1" fill="url(#g)"></path></g>"##,
        r##"<use xlink:href="#a"></use><use href="#a"></use>"##,
        r#"<text x="1">سلام &amp; 1 &lt; 2</text>"#,
        r#"<image href="data:image/png;base64,AAAA"></image>"#,
        r#"<rect style="fill:red;filter:url(#f)"></rect>"#,
        "<style>.a{fill:red} @media print{.a{fill:blue}}</style>",
        r#"<animate attributeName="r" from="1" to="2"></animate>"#,
    ] {
        assert_eq!(inner(content), content);
    }
}

#[test]
fn what_acts_or_reaches_out_is_gone() {
    #[rustfmt::skip]
    let cases = [
        ("<script>alert(1)</script>", ""),
        ("<script xlink:href='https://e.org/x.js'/>", ""),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>", ""),
        ("<s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script>", ""),
        ("<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='https://e.org'/></foreignObject>", ""),
        ("<rect onclick='x()' ONLOAD='x()' width='1'/>", "<rect width=\"1\"></rect>"),
        ("<a href='javascript:x()'><rect/></a>", "<rect></rect>"),
        ("<image href='https://e.org/p.png'/>", "<image></image>"),
        ("<image xlink:href='//e.org/p.png'/>", "<image></image>"),
        ("<image href='data:image/svg+xml,x'/>", "<image></image>"),
        ("<image href='file:///etc/passwd'/>", "<image></image>"),
        ("<use href='https://e.org/s.svg#a'/>", "<use></use>"),
        ("<use href='data:image/png;base64,AA'/>", "<use></use>"),
        ("<rect fill='url(https://e.org/p)'/>", "<rect></rect>"),
        ("<rect fill='url(&quot;https://e.org/p&quot;)'/>", "<rect></rect>"),
        (r"<rect fill='\75rl(https://e.org/p)'/>", "<rect></rect>"),
        ("<rect style='background:url(//e.org/p)'/>", "<rect></rect>"),
        ("<rect style='background:image-set(\"https://e.org/p\" 1x)'/>", "<rect></rect>"),
        ("<style>@import 'https://e.org/x.css';</style>", ""),
        (r"<style>@\69mport 'https://e.org/x.css';</style>", ""),
        ("<style>.a{fill:url(https://e.org/p)}</style>", ""),
        ("<style>@media all{.a{cursor:url( 'https://e.org/p' ),auto}}</style>", ""),
        ("<style><![CDATA[@font-face{src:url(https://e.org/f)}]]></style>", ""),
        ("<style>a{}<script>x</script>b{}</style>", "<style>a{}b{}</style>"),
        ("<animate attributeName='href' values='javascript:x()'/>", "<animate values=\"javascript:x()\"></animate>"),
        ("<set attributeName='xlink:href' to='https://e.org'/>", "<set to=\"https://e.org\"></set>"),
        ("<set attributeName='fill' to='url(https://e.org/p)'/>", "<set attributeName=\"fill\"></set>"),
        ("<rect e:href='x' xmlns:e='urn:e' xml:base='https://e.org/'/>", "<rect></rect>"),
        ("<!-- c --><?php x ?><rect/>", "<rect></rect>"),
        ("<video src='https://e.org/v'/><metadata>m</metadata>", ""),
    ];
    for (content, expected) in cases {
        assert_eq!(inner(content), expected, "{content}");
    }
}

#[test]
fn entities_of_the_document_are_never_expanded() {
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                <!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
                <svg xmlns=\"http://www.w3.org/2000/svg\"><text id=\"&b;\">&b;&x;&#65;&lt;</text></svg>";
    let clean = clean(bomb);
    assert!(clean.ends_with("<text>A&lt;</text></svg>"), "{clean}");
}

#[test]
fn old_drawing_programs_name_the_namespace_by_an_entity() {
    let svg = "<!DOCTYPE svg [<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">]><svg xmlns=\"&ns_svg;\"><rect/></svg>";
    assert!(clean(svg).contains("<rect>"));
}

#[test]
fn limits() {
    let nested = |depth: usize| format!("<svg>{}{}</svg>", "<g>".repeat(depth), "</g>".repeat(depth));
    assert!(sanitise(nested(200).as_bytes()).is_ok());
    assert!(sanitise(nested(100_000).as_bytes()).is_err());
    assert_eq!(inner(&"<use href='#a'/>".repeat(5_000)).matches("<use").count(), MAX_USES);
    for broken in ["", "<svg", "<svg><g></svg>", "<svg>", "<html></html>", "<svg><rect width=></svg>x</g>"] {
        assert!(sanitise(broken.as_bytes()).is_err(), "{broken}");
    }
}

#[test]
fn sizes() {
    #[rustfmt::skip]
    let cases = [
        ("width='20' height='10.4'", Some((20, 10))),
        ("width='20px' height='10px' viewBox='0 0 1 1'", Some((20, 10))),
        ("width='100%' height='100%' viewBox='0 0 64 48'", Some((64, 48))),
        ("viewBox='0,0,64,48'", Some((64, 48))),
        ("width='-1' height='1e99'", None),
        ("", None),
    ];
    for (attributes, size) in cases {
        assert_eq!(sanitise(format!("<svg {attributes}/>").as_bytes()).unwrap().size, size, "{attributes}");
    }
}

#[test]
fn which_bytes_are_svg() {
    for svg in ["<svg>", "\u{feff} <?xml version='1.0'?>\n<!-- x --><svg ", "<s:svg xmlns:s=''>"] {
        assert!(is_svg(svg.as_bytes()), "{svg}");
    }
    for other in ["", "<!DOCTYPE html><svg>", "svg", "<html>"] {
        assert!(!is_svg(other.as_bytes()), "{other}");
    }
}
