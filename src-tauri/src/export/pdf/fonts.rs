//! The typefaces of this system, and those that the program brings.

use std::sync::LazyLock;

use typst::text::FontInfo;
use typst_kit::fonts::{FontStore, embedded, system};

use crate::export::page::words::primary;

/// All typefaces; reading them takes a moment, so that it is done once.
pub static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut fonts = FontStore::new();
    fonts.extend(system());
    fonts.extend(embedded());
    fonts
});

/// Typefaces for Latin, Greek and Cyrillic text; the last is always there.
const SERIF: [&str; 4] = ["Newsreader", "Source Serif 4", "Noto Serif", "Libertinus Serif"];
/// For the lines around the text.
const SANS: [&str; 6] =
    ["Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "Libertinus Serif"];
const MONO: [&str; 2] = ["Noto Sans Mono", "DejaVu Sans Mono"];
/// For Arabic script, by what reads well in a column of news.
const ARABIC: [&str; 10] = [
    "Vazirmatn",
    "Noto Naskh Arabic",
    "Noto Naskh Arabic UI",
    "Geeza Pro",
    "Segoe UI",
    "Amiri",
    "Noto Sans Arabic",
    "Tahoma",
    "DejaVu Sans",
    "Arial",
];
const HEBREW: [&str; 5] = ["Noto Serif Hebrew", "David", "Noto Sans Hebrew", "Arial Hebrew", "DejaVu Sans"];
const SIMPLIFIED: [&str; 7] = [
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Songti SC",
    "SimSun",
    "Noto Sans CJK SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
];
const TRADITIONAL: [&str; 6] =
    ["Noto Serif CJK TC", "Noto Serif TC", "Songti TC", "PMingLiU", "Noto Sans CJK TC", "Microsoft JhengHei"];
const JAPANESE: [&str; 6] = [
    "Noto Serif CJK JP",
    "Noto Serif JP",
    "Hiragino Mincho ProN",
    "Yu Mincho",
    "Noto Sans CJK JP",
    "MS Mincho",
];
const KOREAN: [&str; 5] =
    ["Noto Serif CJK KR", "Noto Serif KR", "AppleMyungjo", "Batang", "Noto Sans CJK KR"];

/// What text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    Serif,
    Sans,
    Mono,
}

/// The typefaces for a language, first choice first, of those that are there; other letters fall back on any that has them.
pub fn families(face: Face, language: Option<&str>) -> Vec<&'static str> {
    let han: &[&str] = match language {
        Some(tag) if primary(tag) == "ja" => &JAPANESE,
        Some(tag) if primary(tag) == "ko" => &KOREAN,
        Some(tag) if is_traditional(tag) => &TRADITIONAL,
        _ => &SIMPLIFIED,
    };
    let first: &[&str] = match face {
        Face::Serif => &SERIF,
        Face::Sans => &SANS,
        Face::Mono => &MONO,
    };
    let all = first.iter().chain(&ARABIC).chain(&HEBREW).chain(han).chain(&SIMPLIFIED);
    let mut there: Vec<&'static str> = Vec::new();
    for family in all.copied() {
        if !there.contains(&family) && FONTS.book().contains_family(&family.to_lowercase()) {
            there.push(family);
        }
    }
    there
}

fn is_traditional(tag: &str) -> bool {
    primary(tag) == "zh"
        && ["TW", "HK", "MO", "Hant"].iter().any(|part| tag.split('-').any(|own| own == *part))
}

/// Whether any typeface has a letter.
pub fn has(letter: char) -> bool {
    let book = FONTS.book();
    (0..).map_while(|index| book.info(index)).any(|font: &FontInfo| font.coverage.contains(u32::from(letter)))
}
