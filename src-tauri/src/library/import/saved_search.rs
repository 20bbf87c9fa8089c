//! Saved searches of another archive: what they name by number has another number here.

use crate::model::{CollectionId, SavedQuery, TagId};
use crate::search::query::{Condition, parse};

/// The query of a saved search with the numbers of this archive; `number` gives that of a row of a table, by the file's.
///
/// # Errors
/// In words: what it names did not come in.
pub(super) fn renumbered(
    query: &str,
    number: &dyn Fn(&'static str, i64) -> Option<i64>,
) -> Result<String, String> {
    let fault = |error: serde_json::Error| format!("its query cannot be read: {error}");
    let mut saved: SavedQuery = serde_json::from_str(query).map_err(fault)?;
    let known = |table: &'static str, old: i64| {
        number(table, old).ok_or_else(|| format!("the {table} {old} that it looks for did not come in"))
    };
    if let Some(tag) = &mut saved.tag {
        *tag = TagId(known("tag", tag.0)?);
    }
    if let Some(collection) = &mut saved.collection {
        *collection = CollectionId(known("collection", collection.0)?);
    }
    if let Some(find) = &mut saved.find {
        *find = with_numbers(find, &known)?;
    }
    serde_json::to_string(&saved).map_err(fault)
}

/// What was typed, with the numbers of this archive where it names articles by theirs.
fn with_numbers(
    find: &str,
    known: &dyn Fn(&'static str, i64) -> Result<i64, String>,
) -> Result<String, String> {
    let mut text = find.to_owned();
    for (range, condition) in parse(find).filters.into_iter().rev() {
        let renumbered = match condition {
            Condition::RelatedTo(target) => article(&target, known)?.map(Condition::RelatedTo),
            Condition::LinksTo(target) => article(&target, known)?.map(Condition::LinksTo),
            _ => None,
        };
        if let Some(condition) = renumbered {
            text.replace_range(range, &condition.to_string());
        }
    }
    Ok(text)
}

fn article(
    target: &str,
    known: &dyn Fn(&'static str, i64) -> Result<i64, String>,
) -> Result<Option<String>, String> {
    target.parse().ok().map(|old| known("article", old).map(|new| new.to_string())).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_by_number_is_numbered_anew_and_the_rest_stays() {
        let saved = SavedQuery {
            find: Some(
                "-(فولاد related-to:4) OR  links-to:12 related-to:https://a.example/7 words:>800".into(),
            ),
            tag: Some(TagId(3)),
            collection: Some(CollectionId(9)),
            ..SavedQuery::default()
        };
        let number = |table: &'static str, old: i64| match (table, old) {
            ("article", old) => Some(old + 100),
            ("tag", 3) => Some(33),
            ("collection", 9) => Some(99),
            _ => None,
        };
        let query = renumbered(&serde_json::to_string(&saved).unwrap(), &number).unwrap();
        let read: SavedQuery = serde_json::from_str(&query).unwrap();
        assert_eq!((read.tag, read.collection), (Some(TagId(33)), Some(CollectionId(99))));
        assert_eq!(
            read.find.unwrap(),
            "-(فولاد related-to:104) OR  links-to:112 related-to:https://a.example/7 words:>800"
        );
        let lost = SavedQuery { tag: Some(TagId(4)), ..SavedQuery::default() };
        let why = renumbered(&serde_json::to_string(&lost).unwrap(), &number).unwrap_err();
        assert_eq!(why, "the tag 4 that it looks for did not come in");
    }
}
