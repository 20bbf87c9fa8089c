//! Selectors of the [W3C Web Annotation Data Model](https://www.w3.org/TR/annotation-model/#selectors), in its JSON.

use serde::{Deserialize, Serialize};

/// A range of text, described by its words and by its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Selector {
    /// What the range says, and what stands around it.
    TextQuoteSelector(TextQuoteSelector),
    /// Where the range is.
    TextPositionSelector(TextPositionSelector),
}

/// What a range of text says, with up to 32 code points before and after it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextQuoteSelector {
    /// The text of the range.
    pub exact: String,
    /// The text before it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The text after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// Where a range of text is, in code points from the beginning of the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPositionSelector {
    /// Code points before the range.
    pub start: usize,
    /// Code points before its end.
    pub end: usize,
}

/// How a passage was found in another text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "desktop", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Anchoring {
    /// Word for word.
    Exact,
    /// The same words, with other white space, quotes, dashes, ligatures or spellings of letters.
    Context,
    /// Most of its words, or changed ones in the same surroundings.
    Approximate,
}

/// Where a passage was found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Code points before it.
    pub start: usize,
    /// Code points before its end.
    pub end: usize,
    /// How it was found.
    pub how: Anchoring,
    /// How much of the passage is there, from 0 to 1.
    pub likeness: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_written_as_the_standard_has_them() {
        let selectors = [
            Selector::TextQuoteSelector(TextQuoteSelector {
                exact: "anotation".into(),
                prefix: "this is an ".into(),
                suffix: " that has some".into(),
            }),
            Selector::TextPositionSelector(TextPositionSelector { start: 412, end: 795 }),
        ];
        let json = r#"[{"type":"TextQuoteSelector","exact":"anotation","prefix":"this is an ","suffix":" that has some"},{"type":"TextPositionSelector","start":412,"end":795}]"#;
        assert_eq!(serde_json::to_string(&selectors).unwrap(), json);
        assert_eq!(serde_json::from_str::<Vec<Selector>>(json).unwrap(), selectors);
        let bare: Selector = serde_json::from_str(r#"{"type":"TextQuoteSelector","exact":"x"}"#).unwrap();
        assert_eq!(
            bare,
            Selector::TextQuoteSelector(TextQuoteSelector { exact: "x".into(), ..Default::default() })
        );
    }
}
