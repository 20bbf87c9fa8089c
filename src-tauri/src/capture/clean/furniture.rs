//! Boxes that their markup itself calls part of the page's machinery: dialogs, toolbars, forms that ask for an address.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::elements::is_longer;
use super::tree::Node;
use crate::capture::extract::dom;

/// A box with more text is no form's.
const LONGEST_FORM: usize = 400;
/// A dialog with more text holds more than a question.
const LONGEST_DIALOG: usize = 1_500;
/// Forms looked at; a page with more is a form.
const MOST_FORMS: usize = 16;

/// Whether each block stands in such a box.
pub(super) fn marked(root: &NodeRef<'_>, blocks: &[Node]) -> Vec<bool> {
    let boxes = boxes(root);
    if boxes.is_empty() {
        return vec![false; blocks.len()];
    }
    let within = |origin: NodeId| {
        let node = root.tree.get(&origin);
        node.is_some_and(|n| boxes.contains(&n.id) || n.ancestors_it(None).any(|a| boxes.contains(&a.id)))
    };
    blocks.iter().map(|b| b.element().and_then(|e| e.origin).is_some_and(within)).collect()
}

/// The boxes below a node that are no one's reading.
fn boxes(root: &NodeRef<'_>) -> HashSet<NodeId> {
    let mut found = HashSet::new();
    let mut forms = 0;
    dom::walk(*root, |node, _| {
        let Some(name) = dom::name(node) else { return false };
        if &*name == "input" && asks_for_an_address(node) && forms < MOST_FORMS {
            forms += 1;
            found.extend(form_around(node, root).map(|n| n.id));
        } else if is_machinery(node) {
            found.insert(node.id);
            return false;
        }
        true
    });
    found
}

fn asks_for_an_address(input: &NodeRef<'_>) -> bool {
    dom::attr(input, "type").is_some_and(|t| t.eq_ignore_ascii_case("email"))
        || dom::attr(input, "name").is_some_and(|n| n.to_ascii_lowercase().contains("email"))
}

/// The largest box around an input that holds nothing but the form: its heading, its invitation, its button.
fn form_around<'a>(input: &NodeRef<'a>, root: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    input
        .ancestors_it(None)
        .take_while(|a| {
            a.id != root.id
                && !["body", "main", "article"].iter().any(|n| a.has_name(n))
                && !is_longer(a, LONGEST_FORM)
                && !a.descendants_it().any(|n| n.has_name("h1"))
        })
        .last()
}

/// Whether a role says so (WAI-ARIA 1.2).
fn is_machinery(node: &NodeRef<'_>) -> bool {
    const ROLES: [&str; 7] = ["dialog", "alertdialog", "search", "toolbar", "menu", "menubar", "tooltip"];
    dom::attr(node, "role").is_some_and(|role| ROLES.contains(&role.to_ascii_lowercase().as_str()))
        && !is_longer(node, LONGEST_DIALOG)
}

/// Whether an element is a wiki's link to change the section, beside its heading.
pub(super) fn is_edit_link(span: &NodeRef<'_>) -> bool {
    dom::attr(span, "class").is_some_and(|names| names.contains("editsection"))
}

/// Whether a button is the title of what it opens, and so is read like a heading.
pub(super) fn is_title(button: &NodeRef<'_>) -> bool {
    let heads =
        |n: &NodeRef<'_>| ["h2", "h3", "h4", "h5", "h6", "summary", "dt"].iter().any(|t| n.has_name(t));
    if !button.has_name("button") {
        return false;
    }
    let opens = ["accordion", "faq", "collapse", "question"];
    let around = std::iter::once(*button).chain(button.ancestors_it(Some(2)));
    button.parent().is_some_and(|p| heads(&p))
        || (button.has_attr("aria-expanded")
            && (4..=200).contains(&button.normalized_char_count())
            && around.map(|n| dom::class_and_id(&n)).any(|names| opens.iter().any(|o| names.contains(o))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[test]
    fn a_form_goes_with_its_invitation_and_never_with_the_article() {
        let document = Document::from(
            "<body><div id=story><h1>T</h1><p>Prose.</p><div id=box><h3>News</h3><p>Every day.</p><form><input type=email></form></div></div>\
             <div id=cookies role=dialog><p>We use cookies</p></div></body>",
        );
        let body = document.body().unwrap();
        let id = |selector: &str| document.select(selector).nodes()[0].id;
        assert_eq!(boxes(&body), HashSet::from([id("#box"), id("#cookies")]));
    }

    #[test]
    fn only_buttons_that_open_an_answer_are_titles() {
        let document = Document::from(
            "<h3><button>Q?</button></h3><div class=accordion><button aria-expanded=false>What does it cost?</button></div>\
             <nav><button aria-expanded=false>Open the menu</button></nav>",
        );
        let titles: Vec<bool> = document.select("button").nodes().iter().map(is_title).collect();
        assert_eq!(titles, [true, true, false]);
    }
}
