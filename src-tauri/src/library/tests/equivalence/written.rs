//! An archive, and what a person knows of its articles.

use jiff::civil::date;

use super::reading::cut;
use super::*;
use crate::library::store::Aim;

/// Articles of the archive.
const ARTICLES: u64 = 500;

const WORDS: [&[&str]; 6] = [
    &[
        "the",
        "harbour",
        "minister",
        "don’t",
        "court",
        "e-mail",
        "Zürich",
        "iran",
        "urgent",
        "co-operation",
        "bridge",
        "ferry",
        "1,000",
        "harbours",
        "old",
        "town",
        "C++",
        "fog",
        "2026",
        "naïve",
        "u.s.a",
        "l’Iran",
    ],
    &["می‌رود", "به", "خانه", "وزیر", "كتاب", "کتاب‌ها", "ایران", "۱۴۰۴", "مسئول", "دولت", "میرود", "بندر"],
    &["в", "Москва", "ёлка", "министр", "мой", "мои", "порт", "туман"],
    &["中国人民", "报告，", "新冠疫情", "国", "东京报告2026年", "部长"],
    &["서울의", "서울에서", "장관", "봄", "항구"],
    &["ข่าววันนี้", "ประเทศไทย", "🔥", "🇮🇷🇫🇷", "❤️", "👩🏽‍🚒"],
];
const TITLES: [&str; 4] = ["Harbour", "وزیر", "部长报告", "Ferry"];
pub(super) const TAGS: [&str; 6] = ["world/iran", "world", "urgent", "old town", "کتاب", "world/iran/وزیر"];
const SITES: [(&str, &str); 4] = [
    ("https://www.harbour.example", "Harbour News"),
    ("https://live.harbour.example", "Live"),
    ("https://bbc.example", "BBC فارسی"),
    ("https://other.example", "Other"),
];
const AUTHORS: [&str; 4] = ["Jane Iran", "Ada Old", "وزیر خانه", "Fog O’Brien"];
const LANGUAGES: [Option<&str>; 4] = [Some("en"), Some("en-GB"), Some("fa"), None];
pub(super) const COLLECTIONS: [&str; 3] = ["Reading", "Reading/Iran", "Later"];

fn sentence(dice: &mut Dice, words: usize) -> String {
    let script = WORDS[dice.below(WORDS.len()).min(dice.below(WORDS.len()))];
    (0..words)
        .map(|_| if dice.one_in(8) { dice.pick(WORDS[0]) } else { dice.pick(script) })
        .collect::<Vec<_>>()
        .join(" ")
}

fn write(dice: &mut Dice, n: u64) -> (Capture, Known) {
    let (root, site) = SITES[dice.below(SITES.len())];
    let title = format!("{} {}", dice.pick(&TITLES), sentence(dice, 2));
    let lead = sentence(dice, 6);
    let length = 8 + dice.below(40);
    let rest = sentence(dice, length);
    let authors: Vec<String> = (0..dice.below(3)).map(|_| (*dice.pick(&AUTHORS)).to_owned()).collect();
    let mut story = capture(&format!("{root}/{n}"), &title, &format!("{lead}\n{rest}"));
    let published = (!dice.one_in(5)).then(|| {
        date(
            2020 + i16::try_from(dice.below(6)).unwrap(),
            1 + i8::try_from(dice.below(12)).unwrap(),
            1 + i8::try_from(dice.below(28)).unwrap(),
        )
    });
    let caption = dice.one_in(6).then(|| sentence(dice, 3));
    story.page.metadata.authors.clone_from(&authors);
    story.page.metadata.site = Some(site.to_owned());
    story.page.metadata.published = published.map(|day| day.to_string());
    story.page.metadata.language.tag = LANGUAGES[dice.below(LANGUAGES.len())].map(str::to_owned);
    if let Some(caption) = &caption {
        story.page.html.push_str(&format!("<figure><figcaption>{caption}</figcaption></figure>"));
        story.page.captions.push(caption.clone());
    }
    let incomplete = dice.one_in(9);
    if incomplete {
        story.page.diagnosis = doubtful(Doubt::Paywall);
    }
    let known = Known {
        title,
        authors: authors.join(" "),
        site: site.to_owned(),
        host: root.trim_start_matches("https://").trim_start_matches("www.").to_owned(),
        lead,
        text: rest,
        caption: caption.unwrap_or_default(),
        language: story.page.metadata.language.tag.clone(),
        published,
        words: story.page.words,
        incomplete,
        ..Known::default()
    };
    (story, known)
}

/// What a person does to an article.
fn work(archive: &Archive, dice: &mut Dice, known: &mut Known) {
    let (library, id) = (&archive.library, ArticleId(known.id));
    if dice.one_in(4) {
        let tag = dice.pick(&TAGS);
        library.tag(&[id], &[tag.parse().unwrap()], at(9)).unwrap();
        known.tags.insert(tag.to_owned());
    }
    if dice.one_in(6) {
        let text = sentence(dice, 4);
        library.note(Some(id), &text, at(9)).unwrap();
        known.notes.push(text);
    }
    if dice.one_in(8) {
        let quote = known.lead.split(' ').take(3).collect::<Vec<_>>().join(" ");
        let note = dice.one_in(2).then(|| sentence(dice, 2));
        let details = HighlightPatch { note: note.clone(), ..HighlightPatch::default() };
        if library.highlight_quote(id, None, &quote, Some(0), &details, at(9)).is_ok() {
            known.highlights.push(format!("{quote}\n{}", note.unwrap_or_default()));
        }
    }
    if dice.one_in(5) {
        let path = dice.pick(&COLLECTIONS);
        let collection = library.find_or_make_collection(path, at(9)).unwrap().value;
        library.add_to_collection(collection, &[id], at(9)).unwrap();
        known.collections.insert(path.to_owned());
    }
    known.state = [ReadState::Unread, ReadState::Unread, ReadState::Reading, ReadState::Read][dice.below(4)];
    (known.starred, known.archived, known.trashed) = (dice.one_in(6), dice.one_in(4), dice.one_in(9));
    let patch = ArticlePatch {
        state: Some(known.state),
        starred: Some(known.starred),
        archived: Some(known.archived),
        trashed: Some(known.trashed),
    };
    library.update(&[id], patch, at(9)).unwrap();
}

pub(super) fn filled() -> (Archive, Vec<Known>) {
    let (archive, mut dice, mut all) = (archive(), Dice(6), Vec::new());
    for n in 0..ARTICLES {
        let (story, mut known) = write(&mut dice, n);
        let seconds = i64::try_from(n).unwrap() * 86_400;
        known.id = archive.store(&story, Aim::Save, seconds).0.0;
        known.saved = at(seconds).to_zoned(jiff::tz::TimeZone::UTC).date();
        work(&archive, &mut dice, &mut known);
        let place =
            |(field, weight, text): (Option<Field>, f64, &str)| Place { field, weight, words: cut(text) };
        known.cut = known.places().into_iter().map(place).collect();
        all.push(known);
    }
    (archive, all)
}
