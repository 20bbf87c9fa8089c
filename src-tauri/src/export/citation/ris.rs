//! RIS, as reference managers read it.
//!
//! Source: Research Information Systems, "RIS format specifications" (2011).

use super::person::Author;
use super::reference::{Day, Passage, Reference};

/// A record, with an empty line after it.
pub fn record(reference: &Reference) -> String {
    let mut lines = Vec::new();
    let mut field = |tag: &str, value: &str| {
        if !value.is_empty() || tag == "ER" {
            lines.push(format!("{tag}  - {value}"));
        }
    };
    field("TY", if reference.is_news { "NEWS" } else { "ELEC" });
    field("ID", &reference.key);
    field("TI", &reference.title);
    reference.authors.iter().for_each(|name| field("AU", &author(name)));
    field("T2", &reference.site);
    if let Some(day) = &reference.published {
        field("PY", &format!("{:04}", day.year));
        field("DA", &date(day));
    }
    field("Y2", &date(&reference.accessed));
    field("UR", &reference.url);
    field("LA", reference.language.as_deref().unwrap_or_default());
    field("SE", reference.section.as_deref().unwrap_or_default());
    field("AB", &reference.summary);
    reference.tags.iter().for_each(|tag| field("KW", tag));
    reference.passages.iter().map(Passage::told).for_each(|told| field("N1", &told));
    field("ER", "");
    lines.join("\r\n") + "\r\n\r\n"
}

fn author(author: &Author) -> String {
    match author {
        // A comma after an agency's name keeps it in one piece.
        Author::Whole(name) if name.contains(' ') => format!("{name},"),
        Author::Whole(name) => name.clone(),
        Author::Person { given, particle, family, suffix } => {
            let family = if particle.is_empty() { family.clone() } else { format!("{particle} {family}") };
            let parts = [family.as_str(), given, suffix];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Year, month and day, of which the slashes stand whatever is known.
fn date(day: &Day) -> String {
    format!("{}{}", day.joined("/"), "/".repeat(4 - day.parts().len()))
}
