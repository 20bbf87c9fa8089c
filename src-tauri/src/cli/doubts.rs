//! Why a copy may not be whole, in words.

use crate::model::{Diagnosis, Doubt, Evidence, EvidencePlace};

use super::text::one_line;

/// The doubts alone.
pub fn brief(diagnosis: &Diagnosis) -> String {
    told(diagnosis).map(in_words).collect::<Vec<_>>().join("; ")
}

/// The doubts, each with what it rests on.
pub fn with_evidence(diagnosis: &Diagnosis) -> String {
    let told = told(diagnosis).map(|doubt| {
        let rests_on = diagnosis.evidence.iter().filter(|evidence| evidence.doubt == doubt);
        let signs: Vec<String> = rests_on.map(sign).collect();
        let words = in_words(doubt);
        if signs.is_empty() { words.to_owned() } else { format!("{words} ({})", signs.join(", ")) }
    });
    told.collect::<Vec<_>>().join("; ")
}

/// What stands in an article's place says already that there is none.
fn told(diagnosis: &Diagnosis) -> impl Iterator<Item = Doubt> {
    let explained = diagnosis.doubts.iter().any(|doubt| doubt.explains_no_article());
    diagnosis.doubts.iter().copied().filter(move |doubt| *doubt != Doubt::NoArticle || !explained)
}

fn sign(evidence: &Evidence) -> String {
    let found = one_line(&evidence.found);
    match evidence.place {
        EvidencePlace::Status => format!("status {found}"),
        EvidencePlace::Response => format!("received: {found}"),
        EvidencePlace::Address => format!("address: {found}"),
        EvidencePlace::Title => format!("title: “{found}”"),
        EvidencePlace::Text => format!("text: “{found}”"),
        EvidencePlace::Page => format!("page: “{found}”"),
        EvidencePlace::Element => format!("element: {found}"),
        EvidencePlace::Link => format!("link: {found}"),
        EvidencePlace::JsonLd => format!("JSON-LD: {found}"),
        EvidencePlace::Meta => format!("meta: {found}"),
        EvidencePlace::Cleaning | EvidencePlace::Import => found,
        EvidencePlace::FurtherPage => format!("missing page: {found}"),
    }
}

fn in_words(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Paywall => "only the part before a paywall",
        Doubt::Login => "it, or the rest of it, is for those who have signed in",
        Doubt::ConsentWall => "a consent page instead of the article",
        Doubt::BotChallenge => "a bot check instead of the article",
        Doubt::SoftNotFound => "the page says that there is no such article",
        Doubt::ErrorStatus => "the server answered with an error",
        Doubt::Truncated => "the response ended early",
        Doubt::MaybeTruncated => "it may have been cut off",
        Doubt::MultiPage => "one page of several",
        Doubt::NoArticle => "no article text was found",
        Doubt::IndexPage => "a list of articles",
        Doubt::VideoPage => "a page around a video",
        Doubt::GalleryPage => "a page around pictures",
        Doubt::NeedsScripts => "the page is made by scripts, which were not run",
        Doubt::Flattened => "markup nested too deeply was flattened",
        Doubt::ExtractionFailed => "it could not be cleaned; the raw page is kept",
        Doubt::NotFetched => "it was imported without its text, and its page has not been fetched",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_is_told_with_what_it_rests_on() {
        let evidence = |doubt, place, found: &str| Evidence { doubt, place, found: found.to_owned() };
        let diagnosis = Diagnosis::resting_on(vec![
            evidence(Doubt::ConsentWall, EvidencePlace::Title, "Before you\u{1b} continue"),
            evidence(Doubt::ConsentWall, EvidencePlace::Element, "sp_message"),
            evidence(Doubt::NoArticle, EvidencePlace::Text, "12 words"),
        ]);
        assert_eq!(brief(&diagnosis), "a consent page instead of the article");
        assert_eq!(
            with_evidence(&diagnosis),
            "a consent page instead of the article (title: “Before you continue”, element: sp_message)"
        );
    }
}
