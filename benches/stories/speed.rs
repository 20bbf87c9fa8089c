//! What a save costs as an archive grows at a hundred articles a day: of natural texts, a third of which belong to stories; and of
//! texts that share one small vocabulary, all of them alike. Beside each what the same save costs at a time of its own, when
//! nothing can belong to it: the difference is what stories add.

use lede::library::Library;
use lede::model::{Capture, Language, StoryQuery};

use crate::support::{Time, at, head, open, prose, spelled, store_from, story, timed, told};

/// Articles of a day.
const A_DAY: u32 = 100;
/// Articles whose saving is timed.
const TIMED: u32 = 300;
/// Words of a natural text.
const WORDS: u32 = 420;

/// Fills an archive of each kind up to each size and times the saves that follow.
pub fn print(sizes: &[u32]) {
    head("saving one article");
    for (kind, made) in [("natural", news as fn(u32) -> Capture), ("alike", alike)] {
        let folder = tempfile::tempdir().unwrap();
        let library = open(&folder.path().join("speed.lede"));
        let mut number = 0;
        for &size in sizes {
            store_from(&library, number..size, made);
            number = number.max(size);
            let both = saves(&library, number, made);
            number += TIMED;
            let stories = library.stories(&StoryQuery::default()).unwrap().total;
            println!("{:44} {}", format!("{size} {kind}, {stories} stories"), told(&both[0]));
            println!("{:44} {}", "at a time of its own", told(&both[1]));
        }
    }
}

/// Saves in their own time, and as many at times when nothing else was published.
fn saves(library: &Library, from: u32, made: fn(u32) -> Capture) -> [Vec<Time>; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for number in from..from + TIMED {
        times[0].push(save(library, &made(number), number));
        let mut alone = made(number + 50_000_000);
        // No two of them within a span of one another.
        alone.page.metadata.published = Some(date(5_000 + number % 60_000 * 30));
        times[1].push(save(library, &alone, number));
    }
    times
}

fn save(library: &Library, capture: &Capture, number: u32) -> Time {
    timed(|| drop(library.store(std::slice::from_ref(capture), at(number)).unwrap()))
}

/// A natural text of a day of its own, every third one with a story's words.
fn news(number: u32) -> Capture {
    let mut made = prose(number, WORDS);
    let day = number / A_DAY;
    made.page.metadata.published = Some(date(day));
    if number.is_multiple_of(3) {
        // Ten stories go on at a time, each for about a week.
        let of = u64::from((day / 7) * 10 + (number / 3) % 10);
        let name = |n: u64| {
            let word = spelled(4_000_000 + of * 12 + n);
            word[..1].to_uppercase() + &word[1..]
        };
        let names: Vec<String> = (0..12).map(name).collect();
        made.page.metadata.title = format!("{} meets {} in {}", names[0], names[1], names[2]);
        made.page.text.insert_str(0, &format!("On Monday {} said. ", names.join(" and ")));
    }
    made
}

/// An article like the archive bench's, of a day of its own: sixty words that all have, and few others.
fn alike(number: u32) -> Capture {
    let mut made = story(number);
    made.page.metadata.published = Some(date(number / A_DAY));
    made.page.metadata.language = Language { tag: Some("en".to_owned()), ..Language::default() };
    made
}

/// A day after the first of 1700.
fn date(day: u32) -> String {
    let days = jiff::Span::new().days(i64::from(day));
    jiff::civil::date(1700, 1, 1).checked_add(days).unwrap().to_string()
}
