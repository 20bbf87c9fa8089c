//! Is this the whole article? Every reason to doubt it is listed, with what it rests on; none ever hides what was found.

mod cut_off;
mod facts;
mod kinds;
mod locked;
mod phrases;
mod quotable;
mod several_pages;
mod sign;
mod walls;

use crate::model::{Diagnosis, Doubt, Evidence, EvidencePlace as Place};

pub(super) use facts::Facts;
pub(super) use locked::locked_chars;
pub(super) use quotable::Quotable;

use sign::{Sign, Signs};

/// Lists what speaks against a whole copy.
pub(super) fn diagnose(facts: &Facts<'_>) -> Diagnosis {
    let mut case = Case::default();
    case.about_the_answer(facts);
    let wall = case.raise(Doubt::BotChallenge, walls::challenge(facts))
        || case.raise(Doubt::SoftNotFound, walls::not_found(facts))
        || case.raise(Doubt::ConsentWall, walls::consent(facts));
    let no_article = kinds::no_article(facts);
    if wall {
        case.raise(Doubt::NoArticle, or_words(no_article, facts));
        return case.close();
    }
    let cut = case.raise(Doubt::Paywall, cut_off::paywall(facts))
        || case.raise(Doubt::Login, cut_off::login(facts));
    let shell = !cut && case.raise(Doubt::NeedsScripts, walls::needs_scripts(facts));
    let listed = case.raise(Doubt::NoArticle, if shell { or_words(no_article, facts) } else { no_article });
    let kind = if cut || shell { None } else { kinds::kind(facts, listed) };
    if let Some((kind, signs)) = kind {
        if !listed {
            case.raise(Doubt::NoArticle, or_words(Signs::new(), facts));
        }
        case.raise(kind, signs);
    } else if !cut && !shell && !listed && !case.is_raised(Doubt::Truncated) {
        case.raise(Doubt::MaybeTruncated, cut_off::truncation(facts));
    }
    case.raise(Doubt::MultiPage, several_pages::signs(facts));
    case.close()
}

/// A page that is something else has no article, however many words it has.
fn or_words(signs: Signs, facts: &Facts<'_>) -> Signs {
    if signs.is_empty() { vec![Sign::new(Place::Text, format!("{} words", facts.words))] } else { signs }
}

/// What was raised so far.
#[derive(Default)]
struct Case(Vec<Evidence>);

impl Case {
    /// Raises a doubt when something speaks for it, and says whether it did.
    fn raise(&mut self, doubt: Doubt, signs: Signs) -> bool {
        let raised = !signs.is_empty();
        self.0.extend(signs.into_iter().map(|sign| sign.of(doubt)));
        raised
    }

    fn is_raised(&self, doubt: Doubt) -> bool {
        self.0.iter().any(|evidence| evidence.doubt == doubt)
    }

    fn about_the_answer(&mut self, facts: &Facts<'_>) {
        if !(200..300).contains(&facts.status) {
            self.raise(Doubt::ErrorStatus, vec![Sign::new(Place::Status, facts.status.to_string())]);
        }
        if facts.truncated {
            self.raise(
                Doubt::Truncated,
                vec![Sign::new(Place::Response, format!("{} bytes", facts.received))],
            );
        }
        if facts.flattened {
            self.raise(
                Doubt::Flattened,
                vec![Sign::new(Place::Cleaning, "elements or attributes beyond the limits")],
            );
        }
    }

    fn close(self) -> Diagnosis {
        Diagnosis::resting_on(self.0)
    }
}

#[cfg(test)]
mod tests;
