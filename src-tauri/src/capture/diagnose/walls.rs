//! Pages that stand where an article should: challenges, consent, errors, and articles cut off for those who pay.

use super::evidence::{Evidence, has_any};

/// Whether the page asks for a proof that a person reads it.
pub(super) fn is_challenge(evidence: &Evidence<'_>) -> bool {
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

/// Whether the page asks for consent before it shows anything.
pub(super) fn is_consent_wall(evidence: &Evidence<'_>) -> bool {
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

/// Whether the page says, with a status of success, that there is none.
pub(super) fn is_not_found(evidence: &Evidence<'_>) -> bool {
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

/// Whether the article is cut off for those who pay.
pub(super) fn is_paywalled(evidence: &Evidence<'_>) -> bool {
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
