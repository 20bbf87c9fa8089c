//! What is known of a library before its items are read.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::forest::Forest;
use super::super::markup;
use super::super::xml::Element;
use super::{resources, url};
use crate::model::ImportedArticle;

/// An item that a note or an attachment belongs to.
#[derive(Debug)]
struct Owner {
    url: Option<String>,
    title: Option<String>,
}

/// Who names whom.
#[derive(Debug, Default)]
pub(super) struct Known {
    tree: Forest,
    /// The collections that each entry stands in.
    within: HashMap<String, Vec<String>>,
    /// The items of notes and attachments.
    owners: HashMap<String, Rc<Owner>>,
    /// The titles of newspapers and journals that stand on their own.
    sites: HashMap<String, String>,
}

impl Known {
    /// Learns of an element.
    pub(super) fn learn(&mut self, element: &Element) {
        let Some(about) = element.get("rdf:about").map(str::to_owned) else { return };
        if element.name == "z:collection" {
            for part in resources(element, "dcterms:haspart") {
                self.within.entry(part.to_owned()).or_default().push(about.clone());
            }
            let parent = self.within.get(&about).and_then(|collections| collections.first()).cloned();
            self.tree.add(about, element.text_of("dc:title"), parent);
            self.settle(element);
        } else if element.first("z:itemtype").is_some() {
            let named = ["dcterms:isreferencedby", "link:link"];
            let mut parts = named.iter().flat_map(|name| resources(element, name)).peekable();
            if parts.peek().is_some() {
                let title = element.text_of("dc:title").as_deref().and_then(markup::line);
                let url = url(element).or_else(|| Some(about).filter(|about| super::entry::is_web(about)));
                let owner = Rc::new(Owner { url, title });
                self.owners.extend(parts.map(|part| (part.to_owned(), Rc::clone(&owner))));
            }
        } else if let Some(title) = element.text_of("dc:title") {
            self.sites.insert(about, title);
        }
    }

    /// Collections that came before the one they stand in learn of it.
    fn settle(&mut self, collection: &Element) {
        let Some(about) = collection.get("rdf:about") else { return };
        for part in resources(collection, "dcterms:haspart") {
            self.tree.move_into(part, about);
        }
    }

    /// The names of a collection from the top down.
    pub(super) fn collection(&self, about: &str) -> Vec<String> {
        self.tree.path(about)
    }

    /// The collections that an entry stands in.
    pub(super) fn collections(&self, about: &str) -> Vec<Vec<String>> {
        let keys = self.within.get(about).into_iter().flatten();
        keys.map(|key| self.tree.path(key)).filter(|path| !path.is_empty()).collect()
    }

    /// The article that a note or an attachment is about, as far as it has to be told apart from others.
    pub(super) fn owner(&self, about: &str) -> ImportedArticle {
        let owner = self.owners.get(about);
        ImportedArticle {
            url: owner.and_then(|owner| owner.url.clone()),
            title: owner.and_then(|owner| owner.title.clone()),
            ..ImportedArticle::default()
        }
    }

    /// Where an item was published.
    pub(super) fn site(&self, element: &Element) -> Option<String> {
        let around = element.first("dcterms:ispartof");
        let within = around.and_then(|around| around.elements().find_map(|part| part.text_of("dc:title")));
        let named = || resources(element, "dcterms:ispartof").find_map(|name| self.sites.get(name)).cloned();
        let publisher =
            || element.at(&["dc:publisher", "foaf:organization", "foaf:name"]).and_then(Element::text);
        within.or_else(named).or_else(publisher)
    }
}
