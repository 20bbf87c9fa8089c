//! Putting texts from attributes and JSON right: entities that were encoded twice, leftover markup.

/// Decodes the character references of a text (twice, because many sites encode twice) and drops leftover tags.
pub(in crate::capture) fn decode_entities(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return super::dom::fold(text);
    }
    let once = decode(text);
    super::dom::fold(&if once.contains('&') { decode(&once) } else { once })
}

fn decode(text: &str) -> String {
    // A lone "<" that opens no tag is text; the parser agrees.
    let wrapped = dom_query::Document::fragment(text);
    wrapped.text().to_string()
}

/// The text below a node with a space between its parts: templates leave out the white space between elements.
pub(in crate::capture) fn spaced(node: &dom_query::NodeRef<'_>) -> String {
    let mut parts = String::new();
    super::dom::walk(*node, |part, _| {
        if part.is_text() {
            parts.push_str(&part.text());
        } else if ["style", "script", "svg", "template"].iter().any(|name| part.has_name(name)) {
            return false;
        } else if !["b", "strong", "i", "em", "sup", "sub"].iter().any(|name| part.has_name(name)) {
            parts.push(' ');
        }
        true
    });
    super::dom::fold(&parts)
}

/// The letters and digits of a text in lower case: names that differ in nothing else are one.
pub(super) fn squeeze(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The first `limit` characters, cut at a word, with an ellipsis when something was cut.
pub(in crate::capture) fn shorten(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = &text[..cut];
    let at_word = head.rfind(char::is_whitespace).filter(|at| *at > cut / 2).unwrap_or(cut);
    format!("{}…", head[..at_word].trim_end_matches([' ', ',', ';', ':', '-', '–', '،', '、', '，']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded_even_when_encoded_twice() {
        for (raw, clean) in [
            ("Tom &amp; Jerry", "Tom & Jerry"),
            ("Tom &amp;amp; Jerry", "Tom & Jerry"),
            ("It&#39;s &quot;so&quot;", "It's \"so\""),
            ("a <b>bold</b> word", "a bold word"),
            ("1 < 2 & 3", "1 < 2 & 3"),
            ("  two\n lines ", "two lines"),
        ] {
            assert_eq!(decode_entities(raw), clean);
        }
    }

    #[test]
    fn long_texts_are_cut_at_a_word() {
        assert_eq!(shorten("one two three four", 12), "one two…");
        assert_eq!(shorten("short", 12), "short");
    }
}
