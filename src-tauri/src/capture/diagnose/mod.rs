//! Is this the whole article? Every reason to doubt it is listed; none ever hides what was found.

mod evidence;
mod several_pages;
mod walls;

use crate::model::{Diagnosis, Doubt};

pub(super) use evidence::{Evidence, page_text};

use evidence::has_any;
use several_pages::is_one_of_several_pages;
use walls::{is_challenge, is_consent_wall, is_not_found, is_paywalled};

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
