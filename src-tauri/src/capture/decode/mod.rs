//! Bytes to text: byte order mark, then the HTTP header, then `<meta>`, then detection, with mislabelled pages put right.
//!
//! The order is that of the HTML Standard (13.2.3, determining the character encoding); the exceptions are the labels that
//! are wrong often enough in the wild to be checked against the bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// Bytes looked through for a `<meta>`: more than the Standard's 1,024, because pages put comments and scripts first.
const PRESCAN_BYTES: usize = 8 << 10;

/// Bytes the detector is given; its guess does not change after that.
const DETECTION_BYTES: usize = 512 << 10;

/// A page as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text; what cannot be decoded is U+FFFD.
    pub text: String,
    /// WHATWG name of the encoding that was used.
    pub charset: &'static str,
}

/// Decodes a page's bytes; `host` is the host of its URL, whose top-level domain helps detection.
pub(super) fn decode(body: &[u8], content_type: Option<&str>, host: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(body) {
        return with(encoding, &body[length..]);
    }
    let header = content_type.and_then(header_charset).and_then(usable);
    let meta = prescan(&body[..body.len().min(PRESCAN_BYTES)]);
    let encoding = choose(body, header, meta, host);
    with(encoding, body)
}

fn with(encoding: &'static Encoding, body: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(body);
    Decoded { text: text.into_owned(), charset: encoding.name() }
}

fn choose(
    body: &[u8],
    header: Option<&'static Encoding>,
    meta: Option<&'static Encoding>,
    host: Option<&str>,
) -> &'static Encoding {
    let utf8 = Utf8Evidence::of(body);
    let declared = header.or(meta);
    match declared {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            // UTF-16 markup has a zero in every other byte; a label on anything else is a mistake.
            if body.iter().take(256).filter(|b| **b == 0).count() > 32 {
                encoding
            } else {
                unlabelled(body, utf8, host)
            }
        }
        Some(encoding) if encoding == UTF_8 => {
            if utf8.plausible() {
                UTF_8
            } else {
                guess(body, host)
            }
        }
        Some(encoding) if utf8.proves_mislabelled(encoding) => UTF_8,
        // A server that says Latin-1 about everything (Apache's AddDefaultCharset) is overruled by the page when the bytes agree.
        Some(encoding) if encoding == WINDOWS_1252 => match meta {
            Some(other) if other != WINDOWS_1252 && other != UTF_8 && guess(body, host) == other => other,
            _ => encoding,
        },
        Some(encoding) => {
            if errors(encoding, body) > body.len() / 200 {
                unlabelled(body, utf8, host)
            } else {
                encoding
            }
        }
        None => unlabelled(body, utf8, host),
    }
}

fn unlabelled(body: &[u8], utf8: Utf8Evidence, host: Option<&str>) -> &'static Encoding {
    if utf8.plausible() { UTF_8 } else { guess(body, host) }
}

fn guess(body: &[u8], host: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&body[..body.len().min(DETECTION_BYTES)], true);
    let label = host
        .and_then(|host| host.rsplit('.').next())
        .map(str::to_ascii_lowercase)
        .filter(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    detector.guess(label.as_deref().map(str::as_bytes), Utf8Detection::Deny)
}

fn errors(encoding: &'static Encoding, body: &[u8]) -> usize {
    let (text, had_errors) = encoding.decode_without_bom_handling(body);
    if had_errors { text.matches('\u{fffd}').count() } else { 0 }
}

/// What the bytes say for and against UTF-8.
#[derive(Debug, Clone, Copy)]
struct Utf8Evidence {
    sequences: usize,
    errors: usize,
}

impl Utf8Evidence {
    fn of(body: &[u8]) -> Self {
        let mut evidence = Self { sequences: 0, errors: 0 };
        let mut chunks = body.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            let bytes = chunk.valid().as_bytes();
            if !bytes.is_ascii() {
                evidence.sequences += bytes.iter().filter(|b| **b >= 0xC0).count();
            }
            // A character cut off at the very end is a truncated body, not an error.
            let cut_off = chunks.peek().is_none() && chunk.invalid().first().is_some_and(|b| *b >= 0xC2);
            evidence.errors += usize::from(!chunk.invalid().is_empty() && !cut_off);
        }
        evidence
    }

    /// Valid, or valid but for a few bytes that someone pasted in.
    fn plausible(self) -> bool {
        self.errors == 0 || self.errors * 20 < self.sequences
    }

    /// Whether the bytes are UTF-8 although another encoding is declared. In a double-byte encoding a few characters may
    /// form valid UTF-8 by chance.
    fn proves_mislabelled(self, declared: &'static Encoding) -> bool {
        let enough = if declared.is_single_byte() { 1 } else { 8 };
        self.errors == 0 && self.sequences >= enough
    }
}

fn usable(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.as_bytes())?;
    if encoding == REPLACEMENT { None } else { Some(encoding) }
}

fn header_charset(content_type: &str) -> Option<&str> {
    let at = find_ignoring_case(content_type.as_bytes(), b"charset")?;
    let value = content_type.get(at + 7..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([';', ' ', ',', '"', '\'']).next()?,
    };
    Some(value.trim())
}

/// The encoding that a `<meta>` or an XML declaration names (HTML Standard, "prescan a byte stream").
fn prescan(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"<?xml") {
        let end = head.iter().position(|b| *b == b'>')?;
        if let Some(encoding) = xml_encoding(&head[..end]) {
            return Some(encoding);
        }
    }
    let mut at = 0;
    while let Some(found) = head.get(at..)?.iter().position(|b| *b == b'<') {
        at += found;
        let rest = &head[at..];
        if rest.starts_with(b"<!--") {
            at += 4 + rest[4..].windows(3).position(|w| w == b"-->")?;
        } else if rest.len() > 5 && rest[..5].eq_ignore_ascii_case(b"<meta") {
            let end = rest.iter().position(|b| *b == b'>').unwrap_or(rest.len());
            if let Some(encoding) = meta_encoding(&rest[..end]) {
                return Some(encoding);
            }
            at += end;
        } else {
            at += 1;
        }
    }
    None
}

fn meta_encoding(tag: &[u8]) -> Option<&'static Encoding> {
    let tag = String::from_utf8_lossy(tag);
    let encoding = usable(header_charset(&tag)?)?;
    // The Standard: a page whose <meta> can be read as ASCII is not UTF-16, and x-user-defined is windows-1252.
    Some(match encoding {
        e if e == UTF_16LE || e == UTF_16BE => UTF_8,
        e if e == X_USER_DEFINED => WINDOWS_1252,
        e => e,
    })
}

fn xml_encoding(declaration: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(declaration);
    let value = text.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next()?;
    usable(value.get(1..)?.split(quote).next()?)
}

fn find_ignoring_case(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "قالت وزارة الخارجية يوم الثلاثاء إن المحادثات ستستأنف الأسبوع المقبل في جنيف";
    const RUSSIAN: &str = "Министерство сообщило во вторник, что переговоры возобновятся на следующей неделе";
    const CHINESE: &str = "外交部星期二表示，谈判将于下周在日内瓦恢复，各方代表已经确认出席会议。";
    const JAPANESE: &str = "外務省は火曜日、協議が来週ジュネーブで再開されると発表した。カタカナも含む。";
    const KOREAN: &str = "외교부는 화요일 협상이 다음 주 제네바에서 재개될 것이라고 밝혔다.";
    const FRENCH: &str =
        "Le ministère a annoncé mardi que les négociations reprendront à Genève l’été prochain";

    fn page(charset: Option<&str>, label: &'static str, text: &str) -> Vec<u8> {
        let meta = charset.map(|c| format!("<meta charset=\"{c}\">")).unwrap_or_default();
        let html = format!(
            "<html><head>{meta}<title>{text}</title></head><body><p>{text}</p><p>{text}</p></body></html>"
        );
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, unmappable) = encoding.encode(&html);
        assert!(!unmappable, "{label} cannot hold {text}");
        bytes.into_owned()
    }

    #[track_caller]
    fn check(body: &[u8], content_type: Option<&str>, charset: &str, text: &str) {
        let decoded = decode(body, content_type, None);
        assert_eq!(decoded.charset, charset);
        assert!(decoded.text.contains(text), "{}", decoded.text);
    }

    #[test]
    fn legacy_encodings_come_out_right_by_header_by_meta_and_by_detection() {
        for (label, name, text) in [
            ("windows-1256", "windows-1256", ARABIC),
            ("windows-1251", "windows-1251", RUSSIAN),
            ("koi8-r", "KOI8-R", RUSSIAN),
            ("gb18030", "gb18030", CHINESE),
            ("big5", "Big5", "外交部星期二表示，談判將於下週在日內瓦恢復，各方代表已經確認出席會議。"),
            ("shift_jis", "Shift_JIS", JAPANESE),
            ("euc-jp", "EUC-JP", JAPANESE),
            ("euc-kr", "EUC-KR", KOREAN),
        ] {
            let header = format!("text/html; charset={label}");
            check(&page(None, label, text), Some(&header), name, text);
            check(&page(Some(label), label, text), Some("text/html"), name, text);
            let detected = decode(&page(None, label, text), None, None);
            assert!(detected.text.contains(text), "{label} detected as {}", detected.charset);
        }
    }

    #[test]
    fn utf8_under_a_wrong_label_is_utf8() {
        for label in ["iso-8859-1", "windows-1256", "windows-1251", "gbk", "shift_jis"] {
            let header = format!("text/html;charset={label}");
            check(&page(None, "utf-8", ARABIC), Some(&header), "UTF-8", ARABIC);
            check(&page(Some(label), "utf-8", CHINESE), None, "UTF-8", CHINESE);
        }
    }

    #[test]
    fn legacy_bytes_under_the_label_utf8_are_detected() {
        check(
            &page(Some("utf-8"), "windows-1256", ARABIC),
            Some("text/html; charset=utf-8"),
            "windows-1256",
            ARABIC,
        );
        check(&page(Some("utf-8"), "windows-1252", FRENCH), None, "windows-1252", FRENCH);
        check(&page(None, "shift_jis", JAPANESE), Some("text/html; charset=UTF-8"), "Shift_JIS", JAPANESE);
    }

    #[test]
    fn a_servers_blanket_latin1_yields_to_the_page() {
        let body = page(Some("windows-1256"), "windows-1256", ARABIC);
        check(&body, Some("text/html; charset=ISO-8859-1"), "windows-1256", ARABIC);
    }

    #[test]
    fn the_byte_order_mark_wins_over_everything() {
        let mut body = vec![0xEF, 0xBB, 0xBF];
        body.extend(page(Some("windows-1251"), "utf-8", RUSSIAN));
        check(&body, Some("text/html; charset=windows-1251"), "UTF-8", RUSSIAN);
        let mut wide = vec![0xFF, 0xFE];
        wide.extend(RUSSIAN.encode_utf16().flat_map(u16::to_le_bytes));
        check(&wide, None, "UTF-16LE", RUSSIAN);
    }

    #[test]
    fn a_few_broken_bytes_and_a_cut_end_stay_utf8() {
        let mut body = page(Some("utf-8"), "utf-8", ARABIC);
        body.extend([b'<', b'p', b'>', 0x92, b'x']);
        check(&body, None, "UTF-8", ARABIC);
        let mut cut = ARABIC.as_bytes().to_vec();
        cut.pop();
        assert_eq!(decode(&cut, None, None).charset, "UTF-8");
    }

    #[test]
    fn labels_are_read_in_all_their_spellings() {
        for (tag, charset) in [
            ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>", "windows-1251"),
            ("<!-- <meta charset=koi8-r> --><meta charset=windows-1251>", "windows-1251"),
            ("<?xml version='1.0' encoding='windows-1251'?>", "windows-1251"),
            ("<meta charset='utf-16'>", "UTF-8"),
        ] {
            assert_eq!(prescan(tag.as_bytes()).map(Encoding::name), Some(charset), "{tag}");
        }
        assert_eq!(header_charset("text/html; Charset = \"Shift_JIS\" ; x=y"), Some("Shift_JIS"));
        assert_eq!(prescan(b"<meta name=charset content=none>"), None);
    }
}
