//! The headings of lists of other stories, in the languages of the world's newspapers.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::capture::extract::dom;

/// Headings of such blocks, folded by [`fold`]: whole headings, or beginnings where marked with a star.
const HEADINGS: [&str; 285] = [
    "related",
    "related articles",
    "related stories",
    "related news",
    "related posts",
    "related content",
    "related coverage",
    "related topics",
    "related links",
    "related reading",
    "related article",
    "related story",
    "more on this*",
    "more on this story",
    "more from*",
    "more news",
    "more stories",
    "more like this",
    "more in*",
    "more to read",
    "more headlines",
    "more articles",
    "latest",
    "latest news",
    "latest stories",
    "latest articles",
    "latest posts",
    "latest headlines",
    "latest in*",
    "the latest",
    "most read",
    "most popular",
    "most viewed",
    "most shared",
    "most commented",
    "most popular videos",
    "most popular articles",
    "most recent",
    "popular",
    "popular news",
    "popular posts",
    "popular stories",
    "popular now",
    "trending",
    "trending now",
    "trending news",
    "trending stories",
    "trending topics",
    "must read",
    "must reads",
    "must-read",
    "you might also like",
    "you may also like",
    "you might like",
    "you may like",
    "you might also be interested in",
    "you may also be interested in",
    "recommended",
    "recommended for you",
    "recommended stories",
    "recommended reading",
    "recommended articles",
    "read more",
    "read also",
    "read next",
    "also read",
    "see also",
    "up next",
    "next up",
    "dont miss",
    "editors picks",
    "editors pick",
    "editors choice",
    "top stories",
    "top news",
    "recent posts",
    "recent news",
    "recent articles",
    "recent stories",
    "in case you missed it",
    "further reading",
    "from the web",
    "around the web",
    "sponsored content",
    "promoted stories",
    "what to read next",
    "keep reading",
    "similar articles",
    "similar stories",
    "other news",
    "other stories",
    "in other news",
    "breaking news",
    "hot news",
    "featured",
    "featured stories",
    // Of one author
    "more by*",
    "also by*",
    "articles by*",
    "stories by*",
    "latest from*",
    "latest by*",
    "more from author",
    "more from this author",
    "other articles by*",
    "du même auteur",
    "de la même auteure",
    "más artículos de*",
    "otros artículos de*",
    "altri articoli di*",
    "mais artigos de*",
    "meer van*",
    "więcej od*",
    "другие материалы автора",
    "материалы автора*",
    "ещё от автора*",
    "yazarın diğer yazıları",
    "von derselben autorin",
    "vom selben autor",
    // German, Norwegian, Polish, Dutch, Italian
    "lest auch",
    "czytaj więcej",
    "czytaj także",
    "czytaj też",
    "les også",
    "lees ook",
    "leggi anche",
    "läs också",
    "läs mer",
    "noticia relacionada",
    "artículo relacionado",
    "mehr zum thema",
    "zum thema",
    "lesen sie auch",
    "auch interessant",
    "das könnte sie auch interessieren*",
    "weitere artikel*",
    "weitere themen",
    "meistgelesen",
    "meistgelesene artikel",
    "ähnliche artikel",
    "verwandte artikel",
    "verwandte themen",
    "mehr aus*",
    "aktuelle nachrichten",
    "neueste artikel",
    // French
    "à lire aussi",
    "lire aussi",
    "sur le même sujet",
    "articles liés",
    "les plus lus",
    "à la une",
    "dernières nouvelles",
    "vous aimerez aussi*",
    "articles similaires",
    "dans la même rubrique",
    "voir aussi",
    // Spanish
    "noticias relacionadas",
    "artículos relacionados",
    "relacionadas",
    "lo más leído",
    "te puede interesar*",
    "más noticias",
    "últimas noticias",
    "también te puede interesar*",
    "lea también",
    "más sobre este tema",
    // Turkish
    "ilgili haberler",
    "çok okunanlar",
    "son haberler",
    "benzer haberler",
    "diğer haberler",
    // Russian
    "читайте также*",
    "по теме",
    "похожие статьи",
    "материалы по теме",
    "самое читаемое",
    "последние новости",
    "популярное",
    "смотрите также",
    "новости по теме",
    // German
    "mehr zu diesem thema",
    "passend zum thema",
    "weitere meldungen",
    "weitere nachrichten",
    "mehr nachrichten",
    "das könnte dich auch interessieren*",
    "auch lesenswert",
    "lesetipps",
    "empfehlungen der redaktion",
    "lesen sie mehr",
    "lesen sie dazu",
    "mehr dazu",
    "mehr von*",
    // French
    "lire également",
    "à lire également",
    "sur le même thème",
    "les plus lues",
    "articles recommandés",
    "à découvrir aussi",
    "nos articles sur le sujet",
    "plus darticles",
    "pour aller plus loin",
    "dernières actualités",
    "les dernières infos",
    // Spanish
    "lee también",
    "lea además",
    "leer también",
    "más leídas",
    "las más leídas",
    "te recomendamos",
    "te puede interesar",
    "también te puede gustar",
    "en portada",
    "lo último",
    "artículos recomendados",
    "le puede interesar*",
    "ver también",
    "noticias recientes",
    // Turkish
    "ilginizi çekebilir",
    "önerilen haberler",
    "en çok okunanlar",
    "bunları da okuyun",
    "ayrıca okuyun",
    "bunu da okuyun",
    "günün haberleri",
    // Russian
    "читать также",
    "читайте ещё",
    "читайте еще",
    "рекомендуем*",
    "самые читаемые",
    "главное за день",
    "другие новости",
    "ещё по теме",
    "еще по теме",
    "главные новости",
    "лента новостей",
    // Italian
    "articoli correlati",
    "potrebbe interessarti*",
    "ti potrebbe interessare*",
    "potrebbero interessarti*",
    "i più letti",
    "più letti",
    "ultime notizie",
    "altre notizie",
    "da leggere",
    // Portuguese
    "leia também",
    "leia mais",
    "veja também",
    "notícias relacionadas",
    "artigos relacionados",
    "mais lidas",
    "as mais lidas",
    "mais notícias",
    "últimas notícias",
    "você pode gostar*",
    "saiba mais",
    "recomendadas para você",
    // Dutch
    "lees meer",
    "lees verder",
    "gerelateerde artikelen",
    "meest gelezen",
    "meer over dit onderwerp",
    "aanbevolen voor jou",
    "laatste nieuws",
    "ook interessant",
    "meer nieuws",
    // Polish
    "zobacz też",
    "zobacz także",
    "zobacz również",
    "przeczytaj także",
    "przeczytaj też",
    "polecamy",
    "polecane artykuły",
    "najczęściej czytane",
    "powiązane artykuły",
    "powiązane tematy",
    "najnowsze wiadomości",
    // Ukrainian
    "читайте також*",
    "дивіться також",
    "за темою",
    "матеріали за темою",
    "останні новини",
    "популярні новини",
    "схожі новини",
    "найпопулярніше",
];

/// The same in scripts that are folded differently; matched as a beginning.
const HEADINGS_OTHER: [&str; 148] = [
    // Of one author
    "مقالات أخرى للكاتب",
    "مقالات الكاتب",
    "از همین نویسنده",
    "دیگر نوشته‌های",
    "نوشته‌های دیگر",
    "作者其他文章",
    "同作者文章",
    "作者更多文章",
    "この著者の記事",
    "同じ著者",
    "이 기자의 다른 기사",
    "기자의 다른 기사",
    // Arabic
    "اقرأ أيضا",
    "اقرا ايضا",
    "إقرأ أيضا",
    "مواضيع ذات صلة",
    "أخبار ذات صلة",
    "مقالات ذات صلة",
    "ذات صلة",
    "الأكثر قراءة",
    "الاكثر قراءة",
    "آخر الأخبار",
    "اخر الاخبار",
    "قد يعجبك",
    "قد يهمك",
    "شاهد أيضا",
    "المزيد من",
    "الأكثر شعبية",
    "الأكثر مشاهدة",
    "مختارات",
    "أحدث الأخبار",
    "موضوعات متعلقة",
    // Persian
    "اخبار مرتبط",
    "مطالب مرتبط",
    "خبرهای مرتبط",
    "بیشتر بخوانید",
    "بیشتر بخوان",
    "همچنین بخوانید",
    "پربازدیدترین",
    "پربازدید",
    "آخرین اخبار",
    "تازه‌ترین",
    "مطالب مشابه",
    "پیشنهاد سردبیر",
    "پیشنهاد ما",
    "در همین زمینه",
    "پرخواننده‌ترین",
    "مطالب پیشنهادی",
    "شاید بپسندید",
    "شاید این مطالب",
    "جدیدترین اخبار",
    // Chinese
    "相关新闻",
    "相关阅读",
    "相关文章",
    "相关报道",
    "延伸阅读",
    "推荐阅读",
    "热门文章",
    "热门新闻",
    "最新新闻",
    "最新消息",
    "猜你喜欢",
    "相關新聞",
    "相關文章",
    "延伸閱讀",
    "推薦閱讀",
    "熱門新聞",
    // Japanese
    "関連記事",
    "関連ニュース",
    "あわせて読みたい",
    "おすすめ記事",
    "人気記事",
    "アクセスランキング",
    "最新ニュース",
    // Arabic
    "اقرأ المزيد",
    "اقرؤوا أيضا",
    "اقرأوا أيضا",
    "أخبار متعلقة",
    "مقالات متعلقة",
    "مواضيع متعلقة",
    "موضوعات ذات صلة",
    "المزيد عن",
    "قصص ذات صلة",
    "الأكثر تداولا",
    "موصى به",
    // Persian
    "خواندنی‌های مرتبط",
    "بیش‌تر بخوانید",
    "گزارش‌های مرتبط",
    "مقالات مرتبط",
    "پربیننده‌ترین",
    "محبوب‌ترین",
    "این مطلب را هم بخوانید",
    "این‌ها را هم بخوانید",
    "این خبرها را از دست ندهید",
    "تازه‌های",
    "بیشتر در این باره",
    "خبرهای بیشتر",
    "آخرین خبرها",
    "تازه ترین",
    // Chinese
    "相關報導",
    "相關閱讀",
    "相关推荐",
    "相关链接",
    "推荐文章",
    "更多新闻",
    "热点新闻",
    "为你推荐",
    "為你推薦",
    "更多報導",
    "你可能感兴趣",
    // Japanese
    "こちらもおすすめ",
    "関連リンク",
    "関連トピックス",
    "合わせて読みたい",
    "併せて読みたい",
    "ランキング",
    "新着記事",
    "この記事も読まれています",
    "こちらの記事も",
    // Korean
    "관련 기사",
    "관련기사",
    "관련 뉴스",
    "관련뉴스",
    "많이 본 뉴스",
    "많이 본 기사",
    "인기 기사",
    "추천 기사",
    "최신 기사",
    "최신 뉴스",
    "함께 읽으면 좋은",
    "함께 보면 좋은",
    // Hebrew
    "קראו גם",
    "קרא גם",
    "כתבות נוספות",
    "כתבות קשורות",
    "עוד בנושא",
    "אולי יעניין אותך",
    "הנקראות ביותר",
    "עוד כתבות",
    "חדשות אחרונות",
    // Hindi
    "यह भी पढ़ें",
    "ये भी पढ़ें",
    "संबंधित खबरें",
    "संबंधित समाचार",
    "और पढ़ें",
    "ताज़ा खबरें",
    "ताजा खबरें",
    "लोकप्रिय खबरें",
];

static WHOLE: LazyLock<HashSet<&str>> =
    LazyLock::new(|| HEADINGS.into_iter().filter(|h| !h.ends_with('*')).collect());

/// Folded as what is compared with them: vowel signs are no letters everywhere.
static OTHER: LazyLock<Vec<String>> = LazyLock::new(|| HEADINGS_OTHER.into_iter().map(fold).collect());

/// The first words, or first letters, of all headings: what begins otherwise needs no closer look.
static BEGINNINGS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    HEADINGS.into_iter().chain(HEADINGS_OTHER).filter_map(|h| beginning(h.trim_end_matches('*'))).collect()
});

/// The first word of a text in lower case, or its first letter in scripts that are not Latin, Greek or Cyrillic.
fn beginning(text: &str) -> Option<String> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = text.chars().next()?;
    if first >= '\u{590}' {
        return Some(first.to_string());
    }
    let word = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’')).next()?;
    if word.len() > 40 {
        return None;
    }
    Some(word.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '-').collect())
}

/// Whether a text begins like one of the headings: quick to tell, and almost always false.
pub(super) fn begins_like_one(text: &str) -> bool {
    beginning(text).is_some_and(|word| BEGINNINGS.contains(&word))
}

/// Whether a text is the heading of a list of other stories.
pub(in crate::capture) fn is_list_heading(text: &str) -> bool {
    let folded = fold(text);
    let begins = |beginning: &str| {
        folded
            .strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || (rest.starts_with(' ') && rest.split(' ').count() <= 6))
    };
    WHOLE.contains(folded.as_str())
        || HEADINGS.iter().filter_map(|h| h.strip_suffix('*')).any(begins)
        || OTHER
            .iter()
            .any(|h| folded.starts_with(h.as_str()) && folded.chars().count() < h.chars().count() + 16)
}

fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let bare: String = lower
        .chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '\u{200c}' | '-'))
        .collect();
    dom::fold(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_many_languages_are_known() {
        for heading in [
            "Must Read!",
            "Related:",
            "MOST READ",
            "Don’t miss",
            "Mehr zum Thema",
            "Das könnte Sie auch interessieren",
            "À lire aussi :",
            "Lo más leído",
            "اقرأ أيضاً",
            "بیشتر بخوانید:",
            "Читайте также:",
            "相关新闻",
            "関連記事",
            "İlgili Haberler",
            "More from World",
        ] {
            assert!(is_list_heading(heading), "{heading}");
        }
        for heading in [
            "Related party transactions rise",
            "The latest figures show a fall",
            "Read",
            "",
            "More than a feeling in London town today",
        ] {
            assert!(!is_list_heading(heading), "{heading}");
        }
    }
}
