//! Authors: JSON-LD, then `<meta>`, then the byline, with "By", roles and addresses taken off.

use super::json_ld::JsonLd;
use super::survey::Survey;
use super::text::decode_entities;

/// Names kept of one page.
const MAX_AUTHORS: usize = 30;

/// The authors in order; agencies stay, the site itself does not count where people are named.
pub(super) fn authors(survey: &Survey, data: &JsonLd, site: Option<&str>) -> Vec<String> {
    let from_data = clean_all(data.names("author").iter(), site);
    if !from_data.is_empty() {
        return from_data;
    }
    let from_creator = clean_all(data.names("creator").iter(), site);
    if !from_creator.is_empty() {
        return from_creator;
    }
    for key in META_KEYS {
        let values: Vec<String> = survey.metas_named(key).filter(|v| !is_url(v)).map(str::to_owned).collect();
        let names = clean_all(values.iter(), site);
        if !names.is_empty() {
            return names;
        }
    }
    for rank in 0..=2 {
        let texts: Vec<&String> = survey.bylines.iter().filter(|b| b.rank == rank).map(|b| &b.text).collect();
        let texts = texts.into_iter().filter(|t| rank == 0 || looks_like_byline(t, rank));
        let names = clean_all(texts.take(6), site);
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

const META_KEYS: [&str; 14] = [
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc:creator",
    "byl",
    "byline",
    "article:author_name",
    "cxenseparse:author",
    "twitter:creator:name",
    "creator",
];

fn clean_all<'a>(texts: impl Iterator<Item = &'a String>, site: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        for name in split(&decode_entities(text)) {
            let known = names.iter().any(|other| other.to_lowercase() == name.to_lowercase());
            if !known && names.len() < MAX_AUTHORS {
                names.push(name);
            }
        }
    }
    // The publication as author says nothing next to people's names.
    if names.len() > 1
        && let Some(site) = site
    {
        names.retain(|name| name.to_lowercase() != site.to_lowercase());
    }
    names
}

fn looks_like_byline(text: &str, rank: u8) -> bool {
    let words = text.split_whitespace().count();
    let prefixed = strip_prefix(text).len() < text.len();
    words > 0 && (prefixed || words <= if rank == 1 { 8 } else { 5 }) && !text.contains(['@', '?', '!'])
}

/// The names in a byline.
pub(super) fn split(byline: &str) -> Vec<String> {
    let text = strip_prefix(byline.trim());
    let mut parts: Vec<&str> = vec![text];
    for separator in [
        " and ", " AND ", " und ", " et ", " y ", " e ", " & ", " и ", " و ", " ve ", " with ", ";", "；",
        "、", "|", " / ", "，", "؛", "\n", " • ", " · ",
    ] {
        parts = parts.into_iter().flat_map(|p| p.split(separator)).collect();
    }
    parts.into_iter().flat_map(by_comma).filter_map(clean).collect()
}

/// Splits at commas unless what follows is no name of its own ("Jr.", a role, "Last, First").
fn by_comma(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split([',', '،']).map(str::trim).filter(|p| !p.is_empty()).collect();
    if parts.len() == 2 && parts.iter().all(|p| !p.contains(' ')) && !is_role(parts[1]) {
        // "Last, First" or two mononyms: left as the page has it.
        return vec![text];
    }
    let mut names: Vec<&str> = Vec::new();
    for part in parts {
        let part =
            strip_prefix(part.strip_prefix("and ").or_else(|| part.strip_prefix("& ")).unwrap_or(part));
        if !is_suffix(part) && !is_role(part) {
            names.push(part);
        }
    }
    names
}

fn is_suffix(part: &str) -> bool {
    matches!(
        part.trim_end_matches('.').to_lowercase().as_str(),
        "jr" | "sr" | "phd" | "ph.d" | "md" | "m.d" | "ii" | "iii" | "esq"
    )
}

fn is_role(part: &str) -> bool {
    const ROLES: [&str; 44] = [
        "correspondent",
        "reporter",
        "editor",
        "journalist",
        "columnist",
        "writer",
        "contributor",
        "producer",
        "photographer",
        "staff",
        "bureau",
        "analyst",
        "critic",
        "redakteur",
        "korrespondent",
        "autor",
        "autorin",
        "redaktion",
        "journaliste",
        "rédaction",
        "correspondant",
        "redactor",
        "redacción",
        "corresponsal",
        "periodista",
        "giornalista",
        "redattore",
        "inviato",
        "muhabir",
        "yazar",
        "корреспондент",
        "журналист",
        "редактор",
        "автор",
        "خبرنگار",
        "نویسنده",
        "مراسل",
        "كاتب",
        "编辑",
        "记者",
        "記者",
        "reporters",
        "fellow",
        "intern",
    ];
    let lower = part.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.len() <= 6 && words.iter().any(|w| ROLES.contains(&w.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// Takes "By", "Von", "نوشته" and the like off the front.
fn strip_prefix(text: &str) -> &str {
    const PREFIXES: [&str; 42] = [
        "written by",
        "posted by",
        "reported by",
        "story by",
        "text by",
        "words by",
        "photos by",
        "edited by",
        "by:",
        "by",
        "author:",
        "authors:",
        "author",
        "from",
        "von",
        "text:",
        "autor:",
        "autorin:",
        "par",
        "publié par",
        "por",
        "escrito por",
        "di",
        "scritto da",
        "a cura di",
        "door",
        "av",
        "af",
        "przez",
        "автор:",
        "автор",
        "текст:",
        "نویسنده:",
        "نويسنده:",
        "نوشته",
        "نوشتهٔ",
        "به قلم",
        "بقلم",
        "كتب:",
        "کاتب:",
        "文：",
        "作者：",
    ];
    let trimmed = text.trim_start_matches([' ', '-', '–', '—', '|', ':', '·', '•', '/', '©', '@']);
    let lower = trimmed.to_lowercase();
    let mut longest = 0;
    for prefix in PREFIXES {
        if let Some(rest) = lower.strip_prefix(prefix) {
            let bounded = prefix.ends_with([':', '：']) || rest.starts_with([' ', ':', '\u{a0}']);
            if bounded && prefix.len() > longest {
                longest = prefix.len();
            }
        }
    }
    // Lower-casing may change lengths; then the prefix is left where it is rather than cut in the middle of a letter.
    match trimmed.get(longest..) {
        Some(rest) if longest > 0 && lower.len() == trimmed.len() => {
            rest.trim_start_matches([' ', ':', '\u{a0}', '-', '–', '—'])
        }
        _ => trimmed,
    }
}

/// One name, or nothing when it is none.
fn clean(name: &str) -> Option<String> {
    let mut name = name.trim().to_owned();
    for (open, close) in [('(', ')'), ('[', ']'), ('<', '>')] {
        while let (Some(from), Some(to)) = (name.find(open), name.rfind(close)) {
            if from >= to {
                break;
            }
            name.replace_range(from..to + close.len_utf8(), " ");
        }
    }
    let without_mail: Vec<&str> =
        name.split_whitespace().filter(|w| !w.contains('@') && !is_url(w) && !w.starts_with("//")).collect();
    let name = without_mail.join(" ");
    let name = name.trim_matches(|c: char| {
        matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '|' | '*' | '"' | ' ' | '/' | '•' | '·')
    });
    let name = strip_trailing_role(name);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(|c| c.is_numeric()).count();
    let length = name.chars().count();
    let plausible = letters >= 2 && digits * 3 <= letters && (2..=80).contains(&length);
    (plausible && name.split_whitespace().count() <= 8 && !is_noise(name)).then(|| name.to_owned())
}

/// Takes a role that follows a dash off the end ("Jane Roe - Reporter").
fn strip_trailing_role(name: &str) -> &str {
    for separator in [" - ", " – ", " — "] {
        if let Some((head, tail)) = name.split_once(separator)
            && (is_role(tail) || tail.is_empty())
        {
            return head.trim();
        }
    }
    name
}

fn is_noise(name: &str) -> bool {
    matches!(
        name.to_lowercase().as_str(),
        "admin"
            | "administrator"
            | "author"
            | "unknown"
            | "anonymous"
            | "none"
            | "null"
            | "undefined"
            | "n/a"
            | "editor"
            | "staff"
            | "webmaster"
            | "guest"
            | "share"
            | "follow"
            | "facebook"
            | "twitter"
            | "updated"
            | "published"
            | "root"
    )
}

fn is_url(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_become_names() {
        for (byline, names) in [
            ("By Jane Roe", &["Jane Roe"][..]),
            ("BY JANE ROE AND JOHN DOE", &["JANE ROE", "JOHN DOE"]),
            ("By Jane Roe and John Doe", &["Jane Roe", "John Doe"]),
            ("Jane Roe, John Doe and Max Mustermann", &["Jane Roe", "John Doe", "Max Mustermann"]),
            ("Von Anna Schmidt und Karl Braun", &["Anna Schmidt", "Karl Braun"]),
            ("Por María López y José Ruiz", &["María López", "José Ruiz"]),
            ("Par Jeanne Dupont", &["Jeanne Dupont"]),
            ("Written by: Jane Roe, Political Correspondent", &["Jane Roe"]),
            ("Jane Roe (jane.roe@example.org)", &["Jane Roe"]),
            ("jane.roe@example.org Jane Roe", &["Jane Roe"]),
            ("Reuters", &["Reuters"]),
            ("Associated Press", &["Associated Press"]),
            ("Martin Luther King, Jr.", &["Martin Luther King"]),
            ("نوشته علی رضایی", &["علی رضایی"]),
            ("Автор: Иван Петров", &["Иван Петров"]),
            ("作者：王小明、李雷", &["王小明", "李雷"]),
            ("Byron Smith", &["Byron Smith"]),
            ("https://example.org/author/jane", &[]),
            ("admin", &[]),
            ("12 May 2020", &[]),
            ("", &[]),
        ] {
            assert_eq!(split(byline), names, "{byline}");
        }
    }
}
