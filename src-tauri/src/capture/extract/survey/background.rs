//! Lead pictures that a page sets as the background of an element.

use dom_query::NodeRef;

use super::{Place, Survey};
use crate::capture::extract::dom::{attr, class_and_id};

/// A picture behind an element.
#[derive(Debug, Clone)]
pub(in crate::capture) struct Background {
    pub url: String,
    /// Whether the element is named as the place of a lead picture.
    pub named: bool,
    /// Where it stands.
    pub place: Place,
}

/// Backgrounds kept of one page.
const MAX_BACKGROUNDS: usize = 20;

impl Survey {
    /// Notes the picture that an element has behind it, by its style or by what a lazy loader puts there.
    pub(super) fn background(&mut self, node: &NodeRef<'_>) {
        if self.backgrounds.len() >= MAX_BACKGROUNDS {
            return;
        }
        let styled =
            attr(node, "style").filter(|s| s.contains("background")).and_then(|style| in_style(&style));
        let lazy = || {
            ["data-bg", "data-background", "data-background-image", "data-bgset", "data-bg-src"]
                .iter()
                .find_map(|name| attr(node, name))
                .map(|value| in_style(&value).unwrap_or(value))
        };
        let Some(url) = styled.or_else(lazy).filter(|url| is_picture(url)) else { return };
        let names = class_and_id(node);
        let named = ["hero", "lead", "cover", "featured", "header", "masthead", "banner", "article", "post"]
            .iter()
            .any(|name| names.contains(name));
        self.backgrounds.push(Background { url, named, place: self.place });
    }
}

fn is_picture(url: &str) -> bool {
    !url.is_empty()
        && !url.starts_with("data:")
        && !url.contains(char::is_whitespace)
        && url.contains(['/', '.'])
}

/// The URL in `background-image: url("…")`; the last one, since gradients and textures lie over the picture.
fn in_style(style: &str) -> Option<String> {
    let at = style.rfind("url(")?;
    let rest = style.get(at + 4..)?.trim_start();
    let url = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
        _ => rest.split(')').next()?,
    };
    Some(url.trim().to_owned()).filter(|url| !url.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_read_from_the_style() {
        for (style, url) in [
            ("background-image:url(/a.jpg)", Some("/a.jpg")),
            ("background: #fff url( 'a b.jpg' ) no-repeat", Some("a b.jpg")),
            (
                "background-image: linear-gradient(red, blue), url(\"https://x/h.jpg?w=1\"); color: red",
                Some("https://x/h.jpg?w=1"),
            ),
            ("background: red", None),
            ("background-image:url(", None),
        ] {
            assert_eq!(in_style(style).as_deref(), url, "{style}");
        }
    }
}
