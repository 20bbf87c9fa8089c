//! The words by which labels and promotions give themselves away, in the languages of the world's newspapers.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use unicode_normalization::char::is_combining_mark;

/// Whole texts, in lower case without what is no letter.
const LABELS: [&str; 95] = [
    "advertisement",
    "advertisements",
    "advertising",
    "ad",
    "sponsored",
    "article content",
    "story continues below",
    "story continues below advertisement",
    "article continues below",
    "article continues below advertisement",
    "continue reading below",
    "this advertisement has not loaded yet but your article continues below",
    "scroll to continue",
    "close",
    "share",
    "share this",
    "share this article",
    "share this story",
    "share on facebook",
    "share article",
    "print",
    "print article",
    "email this article",
    "order reprints",
    "text size",
    "comments",
    "leave a comment",
    "join the conversation",
    "caption",
    "copy link",
    "link copied",
    "loading",
    "skip to content",
    "trending",
    "follow us",
    "subscribe",
    "subscribe now",
    "sign in",
    "sign up",
    "log in",
    "sign in or create an account",
    "this slideshow requires javascript",
    "anzeige",
    "werbung",
    "artikel teilen",
    "teilen",
    "externer inhalt nicht verfügbar",
    "empfohlener redaktioneller inhalt",
    "externer inhalt",
    "box aufklappen box zuklappen",
    "lest auch",
    "am beliebtesten",
    "publicidad",
    "compartir",
    "lee también",
    "publicité",
    "partager",
    "pubblicità",
    "publicidade",
    "reklama",
    "reklame",
    "reklam",
    "advertentie",
    "annons",
    "annonse",
    "iklan",
    "czytaj więcej",
    "реклама",
    "поделиться",
    "تبلیغات",
    "إعلان",
    "اعلان",
    "広告",
    "广告",
    "廣告",
    "광고",
    "โฆษณา",
    "विज्ञापन",
    "פרסומת",
    "إعلانات",
    "آگهی",
    "διαφήμιση",
    "quảng cáo",
    "mainos",
    "hirdetés",
    "inzerce",
    "oglas",
    "publicitate",
    "реклама на сайте",
    "advertisement scroll to continue with content",
    "scroll to continue with content",
    "on this page",
    "was this page helpful",
    "was this article helpful",
    "edit this page",
];

/// Phrases that make a short block a promotion or a legal footer.
const PROMOTIONS: [&str; 86] = [
    "sign up for our",
    "sign up for the",
    "sign up to our",
    "signing up to our",
    "signing up for our",
    "subscribe to our newsletter",
    "subscribe to our free",
    "subscribe to our sister",
    "subscribe to our channel",
    "subscribe to our youtube",
    "subscribe now to read",
    "to receive the above newsletter",
    "newsletter delivered",
    "free daily newsletter",
    "free weekly newsletter",
    "get our newsletter",
    "delivered to your inbox",
    "straight to your inbox",
    "in your inbox every",
    "download our app",
    "download the app",
    "download our free app",
    "follow us on",
    "follow us @",
    "like us on facebook",
    "join our whatsapp",
    "join our telegram",
    "bookmark our homepage",
    "create an account or sign in",
    "sign in to unlock more",
    "register to unlock",
    "reserved for subscribers",
    "read our privacy policy",
    "there was an error, please provide a valid email",
    "thanks for signing up",
    "all rights reserved",
    "copyright ©",
    "this material may not be published, broadcast, rewritten",
    "newsletter abonnieren",
    "newsletter anmelden",
    "whatsapp-kanal",
    "folgen sie uns",
    "datenschutzeinstellungen",
    "privatsphäre-einstellungen",
    "personenbezogene daten können an dritt",
    "finden sie externen inhalt",
    "ausgewählten, externen inhalt",
    "alle rechte vorbehalten",
    "inscrivez-vous à notre",
    "abonnez-vous à",
    "tous droits réservés",
    "suscríbete a nuestr",
    "síguenos en",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "iscriviti alla newsletter",
    "tutti i diritti riservati",
    "tüm hakları saklıdır",
    "при перепечатке",
    "все права защищены",
    "подписывайтесь на",
    "جميع الحقوق محفوظة",
    "حمل الآن تطبيق",
    "تمامی حقوق",
    "کلیه حقوق",
    "版权所有",
    "support our journalism",
    "was this page helpful",
    "was this article helpful",
    "責任編輯：",
    "责任编辑：",
    "无断转载",
    "無断転載",
    "무단 전재",
    "未经授权",
    "扫码关注",
    "扫描二维码",
    "สงวนลิขสิทธิ์",
    "wszelkie prawa zastrzeżone",
    "alla rättigheter förbehållna",
    "alle rechten voorbehouden",
    "με την επιφύλαξη παντός δικαιώματος",
    "כל הזכויות שמורות",
    "सर्वाधिकार सुरक्षित",
    "riproduzione riservata",
    "reproduction interdite",
];

/// A text of more bytes is no label, whatever digits and signs stand in it.
const LONGEST_LABEL: usize = 320;

/// Beginnings of headings of promotions.
const OPENINGS: [&str; 24] = [
    "before you go",
    "newsletter",
    "our newsletter",
    "sign up",
    "subscribe",
    "get the newsletter",
    "get our newsletter",
    "get the app",
    "download our app",
    "stay informed",
    "stay in the know",
    "join our",
    "follow us",
    "share this",
    "support our journalism",
    "support us",
    "help us",
    "register to unlock this article",
    "subscribe now to read",
    "this content is reserved for subscribers",
    "abonnieren sie",
    "inscrivez-vous",
    "suscríbete",
    "подпишитесь",
];

/// Characters of a text among which its opening stands.
const LONGEST_OPENING: usize = 80;

/// Whether a whole text is a label of the page's machinery.
pub(in crate::capture) fn is_label(text: &str) -> bool {
    text.len() <= LONGEST_LABEL && LABELS.contains(&fold(text).as_str())
}

/// Whether a short text advertises or claims rights.
pub(in crate::capture) fn is_promotion(text: &str) -> bool {
    let lower = text.to_lowercase();
    let claims = lower.strip_prefix('©').or_else(|| lower.strip_prefix("copyright")).is_some_and(|rest| {
        rest.trim_start_matches(|c: char| !c.is_ascii_digit()).starts_with("20") && rest.chars().count() <= 90
    });
    claims || FINDER.as_ref().is_some_and(|finder| finder.is_match(&lower))
}

/// Finds any of [`PROMOTIONS`] in one pass over a text.
static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(PROMOTIONS).ok());

/// Whether a heading opens a promotion.
pub(in crate::capture) fn opens_promotion(text: &str) -> bool {
    let end = text.char_indices().nth(LONGEST_OPENING).map_or(text.len(), |(at, _)| at);
    let folded = fold(&text[..end]);
    OPENINGS
        .iter()
        .any(|o| folded.strip_prefix(o).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Lower case, letters only, single spaces; numbers go ("Advertisement 2").
fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphabetic() && !is_combining_mark(c) && c != '-' && c != '\'')
        .filter(|w| w.chars().any(char::is_alphabetic));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_promotions_are_told_from_prose() {
        for label in
            ["- Advertisement -", "Advertisement 2", "ANZEIGE", "Publicidad", "Share this article", "تبلیغات"]
        {
            assert!(is_label(label), "{label}");
        }
        for promotion in [
            "Copyright © 2023 The Example Times, LLC.",
            "Sign up for our free newsletter",
            "При перепечатке ссылка обязательна",
            "© 2024 Example",
        ] {
            assert!(is_promotion(promotion), "{promotion}");
        }
        for prose in [
            "Advertisement revenue fell by a third",
            "He said that subscribers to the newsletter had paid twice.",
            "The copyright case of 1998 was settled.",
            "The share of the vote rose.",
        ] {
            assert!(!is_label(prose) && !is_promotion(prose), "{prose}");
        }
    }

    #[test]
    fn sections_of_promotion_open_with_their_words() {
        assert!(opens_promotion("Before you go") && opens_promotion("Sign up for more"));
        assert!(!opens_promotion("Subscribers flee") && !opens_promotion("Before you vote"));
    }
}
