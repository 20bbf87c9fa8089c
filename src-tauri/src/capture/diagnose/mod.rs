//! Is this the whole article? Every reason to doubt it is listed; none ever hides what was found.

use super::extract::{JsonLd, Survey};
use crate::model::{Diagnosis, Doubt};

/// What the diagnosis is made from.
pub(super) struct Evidence<'a> {
    pub status: u16,
    pub truncated: bool,
    pub flattened: bool,
    /// Scripts that were left out.
    pub scripts: usize,
    pub survey: &'a Survey,
    pub data: &'a JsonLd,
    /// The article's text and its words.
    pub text: &'a str,
    pub words: u32,
    /// The whole page's text, shortened, in lower case.
    pub page_text: &'a str,
    /// Words of the blocks that are the article's beyond doubt.
    pub certain_words: usize,
    /// Links of the article.
    pub body_links: usize,
    /// URL of the page.
    pub url: &'a url::Url,
    pub base: &'a url::Url,
}

/// Lists what speaks against a whole copy.
pub(super) fn diagnose(evidence: &Evidence<'_>) -> Diagnosis {
    let mut doubts = Vec::new();
    let mut doubt = |condition: bool, doubt: Doubt| {
        if condition {
            doubts.push(doubt);
        }
        condition
    };
    doubt(!(200..300).contains(&evidence.status), Doubt::ErrorStatus);
    doubt(evidence.truncated, Doubt::Truncated);
    doubt(evidence.flattened, Doubt::Flattened);
    let challenge = doubt(is_challenge(evidence), Doubt::BotChallenge);
    let consent = !challenge && doubt(is_consent_wall(evidence), Doubt::ConsentWall);
    let missing = !challenge && !consent && doubt(is_not_found(evidence), Doubt::SoftNotFound);
    let wall = challenge || consent || missing;
    doubt(!wall && is_paywalled(evidence), Doubt::Paywall);
    let shell = !wall && doubt(needs_scripts(evidence), Doubt::NeedsScripts);
    doubt(wall || shell || has_no_article(evidence), Doubt::NoArticle);
    doubt(!wall && is_one_of_several_pages(evidence), Doubt::MultiPage);
    Diagnosis { complete: doubts.is_empty(), doubts }
}

fn has_any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|p| text.contains(p))
}

fn is_challenge(evidence: &Evidence<'_>) -> bool {
    const TITLES: [&str; 12] = [
        "just a moment",
        "attention required",
        "access denied",
        "are you a robot",
        "robot check",
        "verify you are human",
        "security check",
        "ddos-guard",
        "pardon our interruption",
        "human verification",
        "captcha",
        "checking your browser",
    ];
    const PHRASES: [&str; 22] = [
        "checking your browser before accessing",
        "verify you are human",
        "verifying you are human",
        "please enable js and disable any ad blocker",
        "enable javascript and cookies to continue",
        "press & hold to confirm",
        "press and hold to confirm",
        "unusual traffic from your computer",
        "complete the security check",
        "ray id",
        "why do i have to complete a captcha",
        "are you a robot",
        "prove you are not a robot",
        "please verify you are a human",
        "confirm you are human",
        "i'm not a robot",
        "ddos protection by",
        "request unsuccessful. incapsula",
        "you have been blocked",
        "powered and protected by",
        "проверка браузера",
        "подтвердите, что вы не робот",
    ];
    if evidence.words > 250 {
        return false;
    }
    let title = evidence.survey.title.to_lowercase();
    let marked = evidence.survey.marks.iter().any(|m| {
        has_any(
            m,
            &[
                "cf-challenge",
                "cf-error",
                "cf-browser-verification",
                "challenge-form",
                "challenge-running",
                "challenge-platform",
                "px-captcha",
                "datadome",
                "g-recaptcha",
                "h-captcha",
                "captcha-container",
                "captcha-box",
            ],
        )
    });
    let titled = has_any(&title, &TITLES);
    let said = has_any(evidence.page_text, &PHRASES);
    (titled && (said || marked || evidence.words < 60))
        || (said && evidence.words < 150 && evidence.survey.paragraphs < 4)
        || (marked && evidence.words < 60)
}

fn is_consent_wall(evidence: &Evidence<'_>) -> bool {
    const PHRASES: [&str; 22] = [
        "before you continue to",
        "we value your privacy",
        "we and our partners",
        "accept all cookies",
        "accept cookies",
        "cookie consent",
        "manage your consent",
        "privacy choices",
        "consent to the use of cookies",
        "we use cookies",
        "uses cookies to",
        "bevor sie fortfahren",
        "wir und unsere partner",
        "mit werbung weiterlesen",
        "alle akzeptieren",
        "avant de continuer",
        "tout accepter",
        "nous et nos partenaires",
        "aceptar todo",
        "accetta tutto",
        "accetta e continua",
        "zustimmen und weiter",
    ];
    if evidence.words > 300 || evidence.survey.body_chars > 6_000 {
        return false;
    }
    let host = evidence.url.host_str().unwrap_or_default();
    let by_address = host.starts_with("consent.")
        || evidence.url.path().contains("/consent")
        || evidence.url.path().contains("cookiewall");
    let title = evidence.survey.title.to_lowercase();
    let titled = has_any(
        &title,
        &["consent", "before you continue", "cookie", "privacy", "datenschutz", "einwilligung"],
    );
    let marked = evidence
        .survey
        .marks
        .iter()
        .any(|m| has_any(m, &["consent", "cookie-wall", "sp_message", "didomi", "onetrust", "qc-cmp"]));
    let said = PHRASES.iter().filter(|p| evidence.page_text.contains(**p)).count();
    let mentions = ["cookie", "consent", "partners", "privacy"]
        .iter()
        .filter(|w| evidence.text.to_lowercase().contains(**w))
        .count();
    by_address
        || (said >= 1 && (titled || (marked && evidence.words < 200)))
        || (said >= 2 && mentions >= 2)
        || (titled && mentions >= 3)
}

fn is_not_found(evidence: &Evidence<'_>) -> bool {
    const PHRASES: [&str; 34] = [
        "page not found",
        "404 not found",
        "error 404",
        "404 error",
        "page you are looking for",
        "page you were looking for",
        "page can't be found",
        "page cannot be found",
        "page could not be found",
        "article not found",
        "no longer available",
        "page doesn't exist",
        "page does not exist",
        "content is not available",
        "story not found",
        "nothing was found at this location",
        "seite nicht gefunden",
        "seite wurde nicht gefunden",
        "page introuvable",
        "page non trouvée",
        "página no encontrada",
        "pagina non trovata",
        "página não encontrada",
        "страница не найдена",
        "صفحه مورد نظر",
        "صفحه یافت نشد",
        "الصفحة غير موجودة",
        "页面不存在",
        "找不到页面",
        "页面未找到",
        "ページが見つかりません",
        "sayfa bulunamadı",
        "페이지를 찾을 수 없습니다",
        "pagina niet gevonden",
    ];
    if !(200..300).contains(&evidence.status) || evidence.words > 250 || evidence.data.article().is_some() {
        return false;
    }
    let titles =
        format!("{} {}", evidence.survey.title.to_lowercase(), evidence.survey.h1.join(" ").to_lowercase());
    let named = has_any(&titles, &PHRASES)
        || has_word(&titles, "404")
        || has_any(&titles, &["not found", "nicht gefunden", "introuvable", "no encontrada"]);
    named && (has_any(evidence.page_text, &PHRASES) || evidence.words < 80)
        || (has_any(&evidence.text.to_lowercase(), &PHRASES) && evidence.words < 80)
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|w| w == word)
}

fn is_paywalled(evidence: &Evidence<'_>) -> bool {
    const PHRASES: [&str; 42] = [
        "subscribe to continue",
        "subscribe to read",
        "subscribe now to continue",
        "subscribe to unlock",
        "to continue reading",
        "continue reading with a subscription",
        "already a subscriber",
        "this article is for subscribers",
        "this content is for subscribers",
        "for subscribers only",
        "subscriber-only",
        "exclusive to subscribers",
        "unlock this article",
        "become a subscriber",
        "log in to read",
        "sign in to continue reading",
        "register to continue",
        "create a free account to",
        "start your free trial",
        "you've reached your limit",
        "you have reached your limit",
        "free articles remaining",
        "jetzt weiterlesen",
        "weiterlesen mit",
        "nur für abonnenten",
        "diesen artikel weiterlesen",
        "réservé aux abonnés",
        "reste à lire",
        "il vous reste",
        "article réservé",
        "contenido exclusivo para suscriptores",
        "suscríbete para seguir leyendo",
        "para seguir leyendo",
        "contenuto riservato agli abbonati",
        "per continuare a leggere",
        "conteúdo exclusivo para assinantes",
        "статья доступна по подписке",
        "оформите подписку",
        "للمشتركين فقط",
        "برای ادامه مطلب مشترک",
        "订阅后继续阅读",
        "有料会員限定",
    ];
    let said = has_any(evidence.page_text, &PHRASES);
    let marked = evidence.survey.marks.iter().any(|m| {
        has_any(
            m,
            &[
                "paywall",
                "regwall",
                "subscribe-wall",
                "premium-wall",
                "subscription-wall",
                "metered",
                "tp-modal",
            ],
        )
    });
    let declared = evidence.data.free() == Some(false)
        || evidence.survey.meta(&["article:content_tier"]).is_some_and(|t| matches!(t, "locked" | "metered"));
    let short = evidence.words < 350;
    let promised = evidence.data.text("articleBody").map_or(0, |b| b.split_whitespace().count());
    let cut = ends_cut(evidence.text) && short;
    match (declared, said || marked) {
        (true, true) => promised < 50 || (evidence.words as usize) < promised * 3 / 4 || short,
        (true, false) => short || cut,
        (false, true) => short && (said || cut),
        (false, false) => false,
    }
}

/// Whether a text breaks off in the middle.
fn ends_cut(text: &str) -> bool {
    let end = text.trim_end();
    end.ends_with('…') || end.ends_with("...") || end.ends_with("[…]") || end.ends_with("[...]")
}

fn needs_scripts(evidence: &Evidence<'_>) -> bool {
    let shell = evidence.survey.body_chars < 600 && evidence.words < 80 && evidence.survey.paragraphs < 2;
    let mounted = evidence.survey.marks.iter().any(|m| {
        m.split_ascii_whitespace()
            .any(|n| matches!(n, "root" | "app" | "__next" | "__nuxt" | "app-root" | "react-root"))
    });
    let said = has_any(
        evidence.page_text,
        &[
            "enable javascript",
            "requires javascript",
            "javascript is disabled",
            "javascript is required",
            "turn on javascript",
            "need to enable javascript",
            "please activate javascript",
        ],
    );
    shell && (said || (evidence.scripts > 0 && (mounted || evidence.survey.body_chars < 150)))
}

fn has_no_article(evidence: &Evidence<'_>) -> bool {
    if evidence.words == 0 {
        return true;
    }
    let in_links = evidence.survey.link_chars * 100 / evidence.survey.body_chars.max(1);
    let declared = evidence.data.article().is_some()
        || evidence.survey.meta(&["og:type"]).is_some_and(|t| t.eq_ignore_ascii_case("article"))
        || evidence.survey.meta(&["article:published_time"]).is_some();
    let front = evidence.url.path() == "/"
        || evidence.survey.meta(&["og:type"]).is_some_and(|t| t.eq_ignore_ascii_case("website"));
    let listing = evidence.body_links >= 8 && evidence.body_links * 25 > evidence.words as usize;
    // Teasers: nothing reads like an article, and links stand all over it.
    let teasers = evidence.certain_words * 2 < evidence.words as usize && evidence.body_links >= 4;
    !declared
        && ((evidence.words < 40 && evidence.survey.paragraphs < 2)
            || listing
            || teasers
            || evidence.certain_words == 0
            || (front && in_links > 50 && evidence.survey.paragraphs < 3))
}

fn is_one_of_several_pages(evidence: &Evidence<'_>) -> bool {
    let is_other = |target: &url::Url| {
        target.host_str() == evidence.url.host_str()
            && (target.path() != evidence.url.path() || target.query() != evidence.url.query())
    };
    let path = |url: &url::Url| url.path().trim_end_matches('/').to_owned();
    let own = path(evidence.url);
    let next = evidence.survey.next_pages.iter().map(String::as_str).chain(evidence.survey.link("next"));
    let follows = |target: url::Url| {
        is_other(&target) && !own.is_empty() && is_page_of(&own, &path(&target), target.query())
    };
    // The last page has none after it, but is one of several all the same.
    let precedes = |target: url::Url| {
        let before = path(&target);
        is_other(&target) && !before.is_empty() && is_page_of(&before, &own, evidence.url.query())
    };
    next.filter_map(|href| evidence.base.join(href).ok()).any(follows)
        || evidence.survey.link("prev").and_then(|href| evidence.base.join(href).ok()).is_some_and(precedes)
}

/// Whether a path is a further page of another: `/story/2`, `/story?page=2`, `/story,2`, `/story-2.html`.
fn is_page_of(own: &str, path: &str, query: Option<&str>) -> bool {
    let page_query = || {
        query.is_some_and(|q| {
            q.split('&').any(|pair| matches!(pair.split_once('='), Some(("page" | "p" | "pg" | "seite" | "pagina" | "s", n)) if n.parse::<u32>().is_ok()))
        })
    };
    if path == own {
        return page_query();
    }
    let stem = |p: &str| {
        let p = p
            .strip_suffix(".html")
            .or_else(|| p.strip_suffix(".htm"))
            .or_else(|| p.strip_suffix(".php"))
            .unwrap_or(p);
        let p = p.strip_suffix("/index").unwrap_or(p);
        p.to_owned()
    };
    let (own, path) = (stem(own), stem(path));
    let without_number = |p: &str| {
        p.trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end_matches(['/', '-', ',', '_'])
            .trim_end_matches("page")
            .trim_end_matches("seite")
            .trim_end_matches(['/', '-', ',', '_'])
            .to_owned()
    };
    let numbered = path.ends_with(|c: char| c.is_ascii_digit());
    let added = path.strip_prefix(own.as_str()).is_some_and(|rest| {
        let rest = rest
            .trim_start_matches(['/', '-', ',', '_'])
            .trim_start_matches("page")
            .trim_start_matches("seite")
            .trim_start_matches(['/', '-', ',', '_']);
        !rest.is_empty() && rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_digit())
    });
    let last = |p: &str| p.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse::<u32>().ok());
    let follows = numbered
        && without_number(&own) == without_number(&path)
        && matches!((last(&own), last(&path)), (Some(a), Some(b)) if b == a + 1 && b < 60);
    added || follows
}

/// The page's whole text as the diagnosis reads it: white space folded, in lower case, with plain apostrophes.
pub(super) fn page_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len().min(PAGE_TEXT_CHARS));
    let mut after_space = true;
    for c in text.chars().take(PAGE_TEXT_CHARS) {
        if c.is_whitespace() {
            if !after_space {
                folded.push(' ');
            }
            after_space = true;
            continue;
        }
        after_space = false;
        match c {
            '’' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// Characters of a page that are looked through for the words of a wall.
const PAGE_TEXT_CHARS: usize = 60_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_pages_are_told_from_other_stories() {
        for (own, path, query, expected) in [
            ("/story", "/story/2", None, true),
            ("/story", "/story", Some("page=2"), true),
            ("/story.html", "/story-2.html", None, true),
            ("/story", "/story/page/2", None, true),
            ("/story/2", "/story/3", None, true),
            ("/story", "/other-story", None, false),
            ("/2018/story-100", "/2018/story-200", None, false),
            ("/story", "/story/comments", None, false),
            ("/news/41234", "/news/41235", None, false),
        ] {
            assert_eq!(
                is_page_of(own.trim_end_matches('/'), path, query),
                expected,
                "{own} {path} {query:?}"
            );
        }
    }
}
