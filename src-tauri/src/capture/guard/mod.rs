//! What stands between a hostile page and the parser: nesting, attributes and tags are bounded before any tree is built.
//!
//! A tree builder's cost grows with the depth of its stack of open elements, and everything that walks the tree later may
//! recurse; so the depth is capped on the way in. [`scan`] is a fast pass over the bytes that also leaves out what the
//! article never needs (scripts, styles, comments); only when it cannot rule out deep nesting does [`rewrite`] run.

mod model;
mod rewrite;
mod scan;
mod tag;

/// Deepest nesting that is let through.
pub(super) const MAX_DEPTH: usize = 512;

/// A page that is safe to build a tree of.
#[derive(Debug, Default)]
pub(super) struct Guarded {
    /// The markup.
    pub html: String,
    /// Contents of the `application/ld+json` scripts, within limits.
    pub json_ld: Vec<String>,
    /// Other scripts that are long enough to hold an article, within limits.
    pub data: Vec<Script>,
    /// Whether the page had a script that was left out.
    pub scripts: usize,
    /// Whether markup was dropped because it was beyond the limits.
    pub flattened: bool,
}

/// A script that may hold data: never run, only read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Script {
    /// Its `id`.
    pub id: String,
    /// Whether its type says that it is JSON.
    pub json: bool,
    pub content: String,
}

/// Bounds a page's markup; the text is always kept.
pub(super) fn guard(html: &str) -> Guarded {
    let (mut guarded, suspicious) = scan::scan(html);
    if suspicious {
        flatten(&mut guarded);
    }
    guarded
}

/// Rewrites the markup so that it is well nested and bounded, whatever it was before.
pub(super) fn flatten(guarded: &mut Guarded) {
    guarded.html = rewrite::rewrite(&guarded.html);
    guarded.flattened = true;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deep(open: &str, close: &str, n: usize) -> String {
        format!("<html><body>{}inside{}<p>after</p></body></html>", open.repeat(n), close.repeat(n))
    }

    #[test]
    fn ordinary_markup_passes_unchanged() {
        let html =
            "<!DOCTYPE html><html><body><p>one<p>two<ul><li>a<li>b</ul><br><img src=x><b>c</b></body></html>";
        let guarded = guard(html);
        assert_eq!(guarded.html, html);
        assert!(!guarded.flattened);
    }

    #[test]
    fn scripts_styles_and_comments_go_and_json_ld_is_kept_apart() {
        let guarded = guard(
            "<script>var a='<p>';</script><style>p{}</style><!-- c --><script type=\"application/ld+json\">{\"a\":1}</script><p>x</p>",
        );
        assert_eq!(guarded.html, "<p>x</p>");
        assert_eq!(guarded.json_ld, ["{\"a\":1}"]);
        assert_eq!(guarded.scripts, 1);
    }

    #[test]
    fn nesting_is_capped_and_the_text_kept() {
        for (open, close) in [
            ("<div>", "</div>"),
            ("<ul><li>", "</li></ul>"),
            ("<b>", ""),
            ("<span>", ""),
            ("<b><div>", "</b>"),
        ] {
            let guarded = guard(&deep(open, close, 20_000));
            assert!(guarded.flattened, "{open}");
            assert!(guarded.html.contains("inside") && guarded.html.contains("after"), "{open}");
            let document = dom_query::Document::from(guarded.html);
            let depth = crate::capture::extract::Survey::of(&document).depth;
            assert!(depth <= MAX_DEPTH + 8, "{open}: {depth}");
        }
    }

    #[test]
    fn unclosed_paragraphs_and_items_are_not_nesting() {
        let guarded =
            guard(&format!("<body>{}<ul>{}</ul></body>", "<p>word ".repeat(5_000), "<li>x".repeat(5_000)));
        assert!(!guarded.flattened);
    }

    #[test]
    fn formatting_left_open_in_blocks_cannot_multiply() {
        let open: String = (0..400).map(|n| format!("<b id={n}>")).collect();
        let html = format!("<body><div>{open}</div>{}</body>", "<p>text</p>".repeat(5_000));
        let guarded = guard(&html);
        assert!(dom_query::Document::from(guarded.html).tree.len() < 30_000);
    }

    #[test]
    fn attributes_are_capped() {
        let many: String = (0..200_000).map(|n| format!(" a{n}=v")).collect();
        let guarded = guard(&format!("<p{many}>kept</p><p title=\"{}\" class=c>b</p>", "x".repeat(2 << 20)));
        assert!(guarded.flattened);
        assert!(guarded.html.len() < 10_000 && guarded.html.contains("kept"));
        assert!(guarded.html.contains("class=c"));
    }

    #[test]
    fn large_pictures_in_a_page_stay() {
        for quote in ["", "'", "\""] {
            let html =
                format!("<p>x<img alt=a src={quote}data:image/png;base64,{}{quote}>", "A".repeat(3 << 20));
            let guarded = guard(&html);
            assert!(!guarded.flattened && guarded.html == html, "{quote}");
        }
    }

    #[test]
    fn more_tags_than_any_page_has_are_left_out() {
        let guarded = guard(&"<p>x".repeat(1_000_000));
        assert!(guarded.flattened);
        assert!(guarded.html.matches("<p>").count() <= 300_000);
        assert_eq!(guarded.html.matches('x').count(), 1_000_000);
    }

    #[test]
    fn scripts_that_write_scripts_end_where_the_parser_says() {
        let guarded = guard("<script><!-- document.write('<script>x</script>') --></script><p>x</p>");
        assert_eq!(guarded.html, "<p>x</p>");
        assert_eq!(guard("a<script>never closed").html, "a");
        assert_eq!(guard("a<!-- never closed").html, "a");
        assert_eq!(guard("a < b <3 </ c>").html, "a < b <3 </ c>");
    }

    #[test]
    fn of_a_noscript_only_pictures_stay_and_nothing_left_open_in_it_swallows_the_page() {
        assert_eq!(
            guard("<noscript><p>On <img src=a.jpg alt='>'><b></noscript><p>x").html,
            "<noscript><img src=a.jpg alt='>'></noscript><p>x"
        );
        assert_eq!(
            guard("<noscript><picture><source srcset=a><img src=b></noscript>x").html,
            "<noscript><picture><source srcset=a><img src=b></picture></noscript>x"
        );
        assert_eq!(guard("<noscript><p title=\"</noscript>x").html, "x");
        assert_eq!(guard(&format!("<noscript>{}<img src=a></noscript>x", "word ".repeat(200))).html, "x");
        assert_eq!(guard("a<noscript><p>the page").html, "a<p>the page");
        assert_eq!(guard(&"<noscript>x".repeat(300_000)).html, "x".repeat(300_000));
    }

    #[test]
    fn the_class_of_the_root_element_goes() {
        assert_eq!(
            guard("<html class='header-menu' lang=en><body class=x>").html,
            "<html lang=en><body class=x>"
        );
    }
}
