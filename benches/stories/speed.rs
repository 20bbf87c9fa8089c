//! What a save costs as an archive grows at so many articles a day, a third of which belong to stories.

use std::time::Instant;

use lede::library::Library;
use lede::model::{Capture, Language, StoryQuery};

use crate::support::{at, open, story};

/// Articles of a day.
const A_DAY: u32 = 100;
/// Articles whose saving is timed.
const TIMED: u32 = 300;

/// Fills one archive up to each size and times the saves that follow.
pub fn print(sizes: &[u32]) {
    let folder = tempfile::tempdir().unwrap();
    let library = open(&folder.path().join("speed.lede"));
    println!("\n{:>9} {:>9} {:>11} {:>11} {:>11}", "articles", "stories", "p50 ms", "p95 ms", "most ms");
    let mut number = 0;
    for &size in sizes {
        while number < size {
            let next = size.min(number + 100);
            let captures: Vec<Capture> = (number..next).map(news).collect();
            library.store(&captures, at(number)).unwrap();
            number = next;
        }
        let mut times: Vec<f64> = (number..number + TIMED).map(|number| save(&library, number)).collect();
        number += TIMED;
        times.sort_by(f64::total_cmp);
        let stories = library.stories(&StoryQuery::default()).unwrap().total;
        let part = |share: f64| times[(times.len() as f64 * share) as usize];
        println!("{size:>9} {stories:>9} {:>11.2} {:>11.2} {:>11.2}", part(0.5), part(0.95), part(0.999));
    }
}

fn save(library: &Library, number: u32) -> f64 {
    let capture = news(number);
    let start = Instant::now();
    library.store(std::slice::from_ref(&capture), at(number)).unwrap();
    start.elapsed().as_secs_f64() * 1000.0
}

/// An article like the other benches', of a day of its own, with a language and, every third time, a story's words.
fn news(number: u32) -> Capture {
    let mut made = story(number);
    let day = number / A_DAY;
    let date = jiff::civil::date(2000, 1, 1).checked_add(jiff::Span::new().days(i64::from(day))).unwrap();
    made.page.metadata.published = Some(date.to_string());
    made.page.metadata.language = Language { tag: Some("en".to_owned()), ..Language::default() };
    if number.is_multiple_of(3) {
        // Ten stories go on at a time, each for about a week.
        let of = (day / 7) * 10 + (number / 3) % 10;
        let names: Vec<String> = (0..12).map(|n| name(of * 12 + n)).collect();
        made.page.metadata.title = format!("{} meets {} in {}", names[0], names[1], names[2]);
        made.page.text.insert_str(0, &format!("On Monday {} said. ", names.join(" and ")));
    }
    made
}

/// A name for each number.
fn name(number: u32) -> String {
    let mut left = number.wrapping_mul(2_654_435_761);
    let mut name = String::from("K");
    for _ in 0..6 {
        name.push((b'a' + (left % 26) as u8) as char);
        left /= 26;
    }
    name
}
