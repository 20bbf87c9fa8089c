//! `lede relate` and `lede relations`.

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::model::{RelationId, RelationKind};

impl ValueEnum for RelationKind {
    fn value_variants<'a>() -> &'a [Self] {
        use RelationKind::{Background, Contradicts, CorrectionOf, FollowUp, Own, SameStory, Source};
        &[SameStory, FollowUp, Background, Source, Contradicts, CorrectionOf, Own]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, says) = match self {
            Self::SameStory => ("same-story", "Both tell the same story"),
            Self::FollowUp => ("follow-up", "A goes on where B ended"),
            Self::Background => ("background", "A tells what one has to know for B"),
            Self::Source => ("source", "B rests on A"),
            Self::Contradicts => ("contradicts", "They say opposite things"),
            Self::CorrectionOf => ("correction-of", "A corrects B"),
            Self::Own => ("own", "What --label says"),
        };
        Some(PossibleValue::new(name).help(says))
    }
}

/// Say what articles are to another one: a follow-up, a source, the same story …
///
/// `lede relate A B --kind follow-up` says that A is a follow-up to B.
/// With several articles before the last, each is related to the last. What is said already is not said twice.
#[derive(Debug, Args)]
#[command(override_usage = "lede relate [OPTIONS] <A>... <B>
       lede relate [OPTIONS] --change <RELATION>
       lede relate [OPTIONS] --remove <A>... <B>
       lede relate [OPTIONS] --delete <RELATION>...")]
pub struct Relate {
    /// IDs or URLs of articles.
    #[arg(value_name = "ID", num_args = 2.., required_unless_present_any = ["change", "delete"])]
    pub ids: Vec<String>,
    /// What the first are to the last; without it `same-story`, or `own` with --label.
    #[arg(long, value_name = "KIND")]
    pub kind: Option<RelationKind>,
    /// What they are in your own words, up to 80 characters: "answers". Means --kind own.
    #[arg(long, value_name = "WORDS")]
    pub label: Option<String>,
    /// A note on the relation, in Markdown; with --change, an empty one takes it away.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Give this relation another kind, label or note.
    #[arg(long, value_name = "RELATION", conflicts_with_all = ["ids", "remove", "delete"])]
    pub change: Option<RelationId>,
    /// Turn the direction of the relation round.
    #[arg(long, requires = "change")]
    pub turn: bool,
    /// Remove what relates the articles, of --kind when it is given; `lede undo` brings it back.
    #[arg(long, conflicts_with_all = ["note", "label", "delete"])]
    pub remove: bool,
    /// Remove the relations of these numbers; `lede undo` brings them back.
    #[arg(long, value_name = "RELATION", num_args = 1.., conflicts_with_all = ["ids", "kind", "note", "label"])]
    pub delete: Vec<RelationId>,
}

/// List what a person connected articles with: relations, and links of notes.
#[derive(Debug, Args)]
pub struct Relations {
    /// IDs or URLs of articles.
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
}
