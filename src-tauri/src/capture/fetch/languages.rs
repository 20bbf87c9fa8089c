//! The languages a person reads, as servers are told of them.

use reqwest::header::HeaderValue;

/// Where the person has said nothing: whatever the site has, since the URL was chosen and with it the language.
const ANY: &str = "en;q=0.6,*;q=0.5";

/// The `Accept-Language` header for tags separated by commas, the best first. A tag with a region also stands for its
/// language alone, as browsers send it.
///
/// # Errors
/// The part that is no language tag ([BCP 47](https://www.rfc-editor.org/info/bcp47)).
pub(super) fn accept_language(languages: Option<&str>) -> Result<HeaderValue, String> {
    let named = languages.unwrap_or_default().split(',').map(str::trim).filter(|tag| !tag.is_empty());
    let mut tags: Vec<&str> = Vec::new();
    for tag in named {
        if !is_tag(tag) {
            return Err(tag.to_owned());
        }
        let general =
            tag.split_once('-').filter(|(_, rest)| !rest.contains('-')).map(|(language, _)| language);
        tags.push(tag);
        tags.extend(general);
    }
    let mut seen: Vec<&str> = Vec::new();
    for tag in tags {
        if !seen.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
            seen.push(tag);
        }
    }
    let header = if seen.is_empty() { ANY.to_owned() } else { weighed(&seen) };
    HeaderValue::from_str(&header).map_err(|_| header)
}

/// Falling weights ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2)); any other language is better
/// than none.
fn weighed(tags: &[&str]) -> String {
    let mut header = String::new();
    for (place, tag) in tags.iter().enumerate() {
        match place {
            0 => header.push_str(tag),
            place => header.push_str(&format!("{tag};q=0.{}", 10 - place.min(8))),
        }
        header.push(',');
    }
    header + "*;q=0.1"
}

fn is_tag(tag: &str) -> bool {
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    tag.split('-').all(is_part) && tag.split('-').next().is_some_and(|language| language.len() > 1)
}

/// The languages of the system, as the settings would have them; `None` where it names none.
#[must_use]
pub fn system_languages() -> Option<String> {
    // A system without a language calls it "C".
    let tags: Vec<String> = sys_locale::get_locales().filter(|tag| is_tag(tag)).collect();
    (!tags.is_empty()).then(|| tags.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_become_a_header() {
        let cases = [
            (None, "en;q=0.6,*;q=0.5"),
            (Some(" , "), "en;q=0.6,*;q=0.5"),
            (Some("fa"), "fa,*;q=0.1"),
            (Some("fa-IR, en"), "fa-IR,fa;q=0.9,en;q=0.8,*;q=0.1"),
            (Some("en-GB,en-US,en"), "en-GB,en;q=0.9,en-US;q=0.8,*;q=0.1"),
            (Some("zh-Hant-TW"), "zh-Hant-TW,*;q=0.1"),
        ];
        for (languages, header) in cases {
            assert_eq!(accept_language(languages).unwrap(), header, "{languages:?}");
        }
        let many = accept_language(Some("aa,bb,cc,dd,ee,ff,gg,hh,ii,jj,kk")).unwrap();
        assert!(many.to_str().unwrap().ends_with("ii;q=0.2,jj;q=0.2,kk;q=0.2,*;q=0.1"), "{many:?}");
    }

    #[test]
    fn what_is_no_tag_is_named() {
        for (languages, wrong) in
            [("en, فارسی", "فارسی"), ("en;q=1", "en;q=1"), ("C", "C"), ("en\r\nX: y", "en\r\nX: y")]
        {
            assert_eq!(accept_language(Some(languages)), Err(wrong.to_owned()));
        }
    }
}
