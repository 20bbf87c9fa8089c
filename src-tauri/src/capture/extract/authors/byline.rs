//! The grammar of bylines: one line of text becomes names.

use super::is_url;
use super::words::{DEGREES, LABELS, NETWORKS, NOISE, PARTICLES, PREFIXES, ROLES, WEEKDAYS};
use crate::capture::extract::dates::is_month;

/// Whether a text in the place of a byline of a rank reads like one.
pub(super) fn is_one(text: &str, rank: u8) -> bool {
    let words = text.split_whitespace().count();
    let prefixed = strip_prefix(text).len() < text.len();
    let short = match rank {
        1 => words <= 8,
        3 => has_role(text),
        _ => words <= 5,
    };
    words > 0 && (prefixed || short) && !text.contains(['@', '?', '!'])
}

/// Whether a line begins with a name and a role, as in Korean (박준석 기자).
fn has_role(text: &str) -> bool {
    text.split_whitespace().nth(1).is_some_and(|word| matches!(word, "기자" | "특파원"))
}

/// Whether a text is nothing but what stands before a name: "Written by".
pub(super) fn is_written_by(text: &str) -> bool {
    let lower = text.trim().trim_end_matches([':', '：']).to_lowercase();
    PREFIXES.iter().any(|prefix| prefix.trim_end_matches([':', '：']) == lower)
}

/// Whether a line names its author wherever it stands: "Author: Jane Roe".
pub(super) fn is_labelled(text: &str) -> bool {
    const LABELS: [&str; 18] = [
        "author",
        "autor",
        "autorin",
        "autorin/autor",
        "autor/in",
        "autora",
        "auteur",
        "autore",
        "автор",
        "kirjoittaja",
        "szerző",
        "συντάκτης",
        "penulis",
        "yazar",
        "yazan",
        "نویسنده",
        "الكاتب",
        "作者",
    ];
    let first = text.split([' ', ':', '：']).next().unwrap_or_default().to_lowercase();
    LABELS.contains(&first.as_str())
}

/// Whether a name can be nothing but a person's: a few capitalised words, or the length of a name in other scripts.
pub(super) fn looks_like_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if name.chars().any(char::is_numeric) || words.iter().any(|w| LABELS.contains(&w.to_lowercase().as_str()))
    {
        return false;
    }
    let cased = name.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if !cased {
        let wide = name.chars().all(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | ' '));
        return if wide { (2..=8).contains(&letters) } else { (2..=5).contains(&words.len()) };
    }
    let capital = |word: &&str| {
        word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase) || PARTICLES.contains(word)
    };
    is_like_name(name) && (2..=5).contains(&words.len()) && words.iter().all(capital) && !is_role(name)
}

/// Whether a text is written as names are: with a capital first, where its script has them, and no full stop at its end.
pub(super) fn is_like_name(name: &str) -> bool {
    let first = name.chars().find(|c| c.is_alphabetic());
    let stop = name.split_whitespace().next_back().is_some_and(|w| w.ends_with('.') && w.chars().count() > 4);
    first.is_some_and(|c| !c.is_lowercase()) && !stop
}

/// The names in a byline.
pub(super) fn split(byline: &str) -> Vec<String> {
    let text = strip_prefix(before_date(strip_prefix(byline.trim())));
    let text = text.split(", in ").next().unwrap_or(text);
    let mut parts: Vec<&str> = vec![text];
    for separator in [
        " and ", " AND ", " und ", " et ", " y ", " e ", " & ", " и ", " و ", " ve ", " og ", " och ",
        " en ", " oraz ", " with ", ";", "；", "、", "|", " / ", "／", "，", "؛", "\n", " • ", " · ",
    ] {
        parts = parts.into_iter().flat_map(|p| p.split(separator)).collect();
    }
    parts.into_iter().flat_map(by_comma).filter_map(clean).collect()
}

/// A line up to the date in it: "Jane Roe - June 12, 2025", "Jane Roe 4 August 2010".
fn before_date(text: &str) -> &str {
    let Some(digit) = text.find(|c: char| c.is_numeric()) else { return text };
    let mut head = text[..digit].trim_end();
    if head.is_empty() || text[..digit].ends_with(|c: char| c.is_alphanumeric()) {
        // "BR24", "9News": a digit within a word is part of a name.
        return text;
    }
    for _ in 0..4 {
        let Some(last) =
            head.split(|c: char| c.is_whitespace() || matches!(c, '-' | '|' | '·' | '•' | ',')).next_back()
        else {
            break;
        };
        let bare = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let label = matches!(
            bare.as_str(),
            "on" | "updated" | "published" | "posted" | "last" | "am" | "le" | "el" | "il" | ""
        );
        if last.is_empty() || !(label || is_month(&bare) || WEEKDAYS.contains(&bare.as_str())) {
            break;
        }
        head = head[..head.len() - last.len()]
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '|' | '·' | '•' | ','));
    }
    head
}

/// Splits at commas unless what follows is no name of its own ("Jr.", a role, "Last, First").
fn by_comma(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split([',', '،']).map(str::trim).filter(|p| !p.is_empty()).collect();
    if parts.len() == 2
        && parts.iter().all(|p| !p.contains(' '))
        && !is_role(parts[1])
        && !is_degree(parts[1])
    {
        // "Last, First" or two mononyms: left as the page has it.
        return vec![text];
    }
    let mut names: Vec<&str> = Vec::new();
    for part in parts {
        let part =
            strip_prefix(part.strip_prefix("and ").or_else(|| part.strip_prefix("& ")).unwrap_or(part));
        // A role follows a name; alone it is who wrote it ("Newsroom staff").
        if names.is_empty() || !(is_degree(part) || is_role(part)) {
            names.push(part);
        }
    }
    names
}

fn is_degree(part: &str) -> bool {
    let bare = part.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    DEGREES.contains(&bare.as_str())
}

fn is_role(part: &str) -> bool {
    let lower = part.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.len() <= 6 && words.iter().any(|w| ROLES.contains(&w.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// Takes "By", "Von", "نوشته" and the like off the front.
fn strip_prefix(text: &str) -> &str {
    let trimmed = text.trim_start_matches([' ', '-', '–', '—', '|', ':', '·', '•', '/', '©', '@', '(', '（']);
    let lower = trimmed.to_lowercase();
    let mut longest = 0;
    for prefix in PREFIXES {
        if let Some(rest) = lower.strip_prefix(prefix) {
            let bounded = prefix.ends_with([':', '：', '/', '者', '文'])
                || rest.starts_with([' ', ':', '：', '\u{a0}']);
            if bounded && prefix.len() > longest {
                longest = prefix.len();
            }
        }
    }
    // Lower-casing may change lengths; then the prefix is left where it is rather than cut in the middle of a letter.
    match trimmed.get(longest..) {
        Some(rest) if longest > 0 && lower.len() == trimmed.len() => {
            rest.trim_start_matches([' ', ':', '：', '\u{a0}', '-', '–', '—'])
        }
        _ => trimmed,
    }
}

/// One name, or nothing when it is none.
fn clean(name: &str) -> Option<String> {
    let mut name = name.trim().to_owned();
    for (open, close) in [('(', ')'), ('[', ']'), ('<', '>'), ('（', '）')] {
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
        matches!(
            c,
            ',' | ';' | ':' | '-' | '–' | '—' | '|' | '*' | '"' | ' ' | '/' | '•' | '·' | '→' | '»' | '>'
        )
    });
    let name = strip_degrees(strip_trailing_role(name));
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(|c| c.is_numeric()).count();
    let length = name.chars().count();
    let plausible = letters >= 2 && digits * 3 <= letters && (2..=80).contains(&length);
    (plausible && name.split_whitespace().count() <= 8 && !is_noise(name)).then(|| name.to_owned())
}

/// Takes a role off the end: after a dash ("Jane Roe - Reporter"), or as Koreans and Japanese write it (박준석 기자).
fn strip_trailing_role(name: &str) -> &str {
    for separator in [" - ", " – ", " — "] {
        if let Some((head, tail)) = name.split_once(separator)
            && (is_role(tail) || tail.is_empty())
        {
            return head.trim();
        }
    }
    if let Some((head, tail)) = name.rsplit_once(' ')
        && matches!(tail, "기자" | "특파원" | "記者" | "记者")
    {
        return head.trim();
    }
    name
}

/// Takes degrees off the end of a name of at least two more words ("Cara Dumaplin RN").
fn strip_degrees(name: &str) -> &str {
    let mut name = name;
    while let Some((head, tail)) = name.rsplit_once(' ')
        && head.contains(' ')
        && is_degree(tail)
        && tail.chars().filter(|c| c.is_uppercase()).count() > 1
    {
        name = head.trim_end_matches([' ', ',']);
    }
    name
}

fn is_noise(name: &str) -> bool {
    let lower = name.to_lowercase();
    // "台北報導": where it was reported from.
    let place = lower.ends_with("報導") || lower.ends_with("报道");
    place || NOISE.contains(&lower.as_str()) || lower.split_whitespace().any(|word| NETWORKS.contains(&word))
}
