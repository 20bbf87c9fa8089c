//! Language and direction: what the page declares against what its text looks like.

use whatlang::{Detector, Script};

use crate::model::Language;

use super::survey::Survey;

/// Characters of text that detection looks at: more changes no result and costs time.
const SAMPLE_CHARS: usize = 500;

/// The language of a page's text.
pub(super) fn language(survey: &Survey, in_language: Option<String>, text: &str) -> Language {
    let declared = [
        survey.lang.clone(),
        survey.meta(&["content-language", "dc.language", "dcterms.language", "language"]).map(str::to_owned),
        survey.meta(&["og:locale"]).map(str::to_owned),
        in_language,
    ]
    .into_iter()
    .flatten()
    .find_map(|tag| canonical_tag(&tag));
    let (detected, sure) = detect(text);
    let same = |declared: &str, detected: &str| primary(declared) == primary(detected);
    let tag = match (&declared, &detected) {
        (Some(declared), Some(detected)) if same(declared, detected) || !sure => Some(declared.clone()),
        (Some(declared), None) => Some(declared.clone()),
        (_, Some(detected)) => Some(detected.clone()),
        (None, None) => None,
    };
    Language { tag, declared, detected }
}

/// Whether a text reads from right to left: what its letters say, then what the page says, then its language.
pub(super) fn is_rtl(survey: &Survey, language: &Language, text: &str) -> bool {
    let (mut rtl, mut ltr) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(4_000) {
        if is_rtl_letter(c) { rtl += 1 } else { ltr += 1 }
    }
    if rtl + ltr >= 40 {
        return rtl > ltr;
    }
    match survey.dir.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("rtl") => true,
        Some("ltr") => false,
        _ => language.tag.as_deref().is_some_and(|t| {
            matches!(primary(t), "ar" | "fa" | "he" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb")
        }),
    }
}

/// Letters of scripts that are written from right to left.
pub(in crate::capture) fn is_rtl_letter(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

fn primary(tag: &str) -> &str {
    match tag.split(['-', '_']).next().unwrap_or(tag) {
        // One name for what detectors and pages name differently.
        "nb" | "nn" => "no",
        "iw" => "he",
        "in" => "id",
        "prs" => "fa",
        other => other,
    }
}

/// A tag in the usual case (`en-US`, `zh-Hans`), or nothing when it is none.
fn canonical_tag(tag: &str) -> Option<String> {
    let tag = tag.trim().split(',').next()?.replace('_', "-");
    let mut parts = tag.split('-');
    let language = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut canonical = language;
    for part in
        parts.take(3).filter(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        canonical.push('-');
        match part.len() {
            2 => canonical.push_str(&part.to_ascii_uppercase()),
            4 => {
                canonical.push_str(&part[..1].to_ascii_uppercase());
                canonical.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => canonical.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(canonical)
}

fn detect(text: &str) -> (Option<String>, bool) {
    let sample: String = text.chars().filter(|c| !c.is_numeric()).take(SAMPLE_CHARS).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 40 {
        return (None, false);
    }
    let Some(info) = Detector::new().detect(&sample) else { return (None, false) };
    let tag = by_letters(&sample).or_else(|| two_letter(info.lang().code()));
    // A script of one language is proof; between languages of one script the detector must be sure.
    let one_language_script = matches!(
        info.script(),
        Script::Hangul
            | Script::Thai
            | Script::Greek
            | Script::Georgian
            | Script::Armenian
            | Script::Hiragana
            | Script::Katakana
            | Script::Mandarin
            | Script::Tamil
            | Script::Telugu
            | Script::Kannada
            | Script::Malayalam
            | Script::Khmer
    );
    let sure = one_language_script || (info.is_reliable() && info.confidence() > 0.9 && letters > 150);
    (tag.map(str::to_owned), sure)
}

/// Persian, Urdu and Pashto have letters of their own, which says more than letter statistics.
fn by_letters(sample: &str) -> Option<&'static str> {
    let count = |letters: &[char]| sample.chars().filter(|c| letters.contains(c)).count();
    let arabic = sample.chars().filter(|c| ('\u{600}'..='\u{6FF}').contains(c)).count();
    if arabic * 2 < sample.chars().count() {
        return None;
    }
    if count(&['ٹ', 'ڈ', 'ڑ', 'ے', 'ں']) * 60 > arabic {
        return Some("ur");
    }
    if count(&['ټ', 'ډ', 'ړ', 'ږ', 'ښ', 'ګ', 'ڼ']) * 100 > arabic {
        return Some("ps");
    }
    if count(&['پ', 'چ', 'ژ', 'گ', 'ی', 'ک']) * 25 > arabic {
        return Some("fa");
    }
    Some("ar")
}

fn two_letter(code: &'static str) -> Option<&'static str> {
    const CODES: [(&str, &str); 69] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
    ];
    CODES.iter().find(|(three, _)| *three == code).map(|(_, two)| *two)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSIAN: &str = "وزارت امور خارجه روز سه‌شنبه اعلام کرد گفت‌وگوها هفته آینده در ژنو از سر گرفته می‌شود و هیئت‌ها حضور خود را تأیید کرده‌اند";
    const GERMAN: &str = "Das Ministerium teilte am Dienstag mit, dass die Verhandlungen in der kommenden Woche in Genf wieder aufgenommen werden. Die Vertreter aller Seiten haben ihre Teilnahme bereits bestätigt, wie ein Sprecher der Regierung in Berlin erklärte.";

    fn declared(lang: &str, text: &str) -> Language {
        language(&Survey { lang: Some(lang.into()), ..Survey::default() }, None, text)
    }

    #[test]
    fn sure_detection_overrules_a_wrong_declaration() {
        let found = declared("en-US", GERMAN);
        assert_eq!(
            (found.tag.as_deref(), found.declared.as_deref(), found.detected.as_deref()),
            (Some("de"), Some("en-US"), Some("de"))
        );
        assert_eq!(declared("de_at", GERMAN).tag.as_deref(), Some("de-AT"));
        assert_eq!(declared("en", "too short").tag.as_deref(), Some("en"));
    }

    #[test]
    fn persian_is_not_taken_for_arabic() {
        let found = declared("", PERSIAN);
        assert_eq!(found.tag.as_deref(), Some("fa"));
        assert!(is_rtl(&Survey::default(), &found, PERSIAN));
        assert!(!is_rtl(&Survey { dir: Some("rtl".into()), ..Survey::default() }, &found, GERMAN));
    }
}
