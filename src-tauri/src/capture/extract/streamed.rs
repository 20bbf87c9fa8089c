//! Text that is in the page but that a script of the page was to show: parts streamed after the rest, or behind a click.

use std::collections::HashMap;

use dom_query::{Document, NodeRef};

use super::{dom, prose};

/// A hidden part with less prose than this is a dialog or a menu.
const MIN_PROSE: usize = 240;

/// Shows the hidden parts that hold prose, each where its page's script would put it, and makes forms around prose
/// plain blocks.
pub(in crate::capture) fn reveal(document: &Document) {
    let mut hidden: Vec<NodeRef<'_>> = Vec::new();
    let mut forms: Vec<NodeRef<'_>> = Vec::new();
    let mut places: HashMap<String, NodeRef<'_>> = HashMap::new();
    dom::walk(document.root(), |node, _| {
        if node.has_name("template") {
            if let Some(id) = dom::attr(node, "id") {
                places.insert(id, *node);
            }
            return false;
        }
        if node.has_attr("hidden") {
            hidden.push(*node);
        } else if node.has_name("form") {
            forms.push(*node);
        }
        true
    });
    // Engines drop forms; but pages of some servers stand in one as a whole, and one that is never closed swallows the rest.
    for form in forms {
        if prose::length(form) > 0 {
            form.rename("div");
        }
    }
    for part in hidden {
        let dialog = part.has_name("dialog")
            || part.has_name("template")
            || part.has_name("nav")
            || part.has_attr("role");
        let id = dom::attr(&part, "id").unwrap_or_default();
        // React streams the parts of a page as hidden `S:n` and moves them into the place of the template `B:n` or `P:n`.
        let place = id
            .strip_prefix("S:")
            .and_then(|n| places.get(&format!("B:{n}")).or_else(|| places.get(&format!("P:{n}"))));
        if dialog {
            continue;
        }
        part.remove_attr("hidden");
        if place.is_none() && prose::length(part) < MIN_PROSE {
            part.set_attr("hidden", "");
            continue;
        }
        if let Some(place) = place.filter(|place| !place.ancestors_it(None).any(|a| a.id == part.id)) {
            place.insert_before(&part);
            place.remove_from_parent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streamed_parts_stand_where_they_belong_and_dialogs_stay_hidden() {
        let prose =
            "The ministry said on Tuesday that the talks would resume next week in Geneva. ".repeat(5);
        let html = format!(
            "<body><main><h1>T</h1><template id='B:0'></template></main><footer>foot</footer><div hidden id='S:0'><p>streamed</p></div>\
             <div hidden class=wall><p>{prose}</p></div><div hidden id=menu>Menu</div></body>"
        );
        let document = Document::from(html);
        reveal(&document);
        assert_eq!(document.select("main p").text().as_ref(), "streamed");
        assert!(!document.select_single(".wall").has_attr("hidden"));
        assert!(document.select_single("#menu").has_attr("hidden"));
    }
}
