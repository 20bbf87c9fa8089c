//! What the benches share: their arguments, and an archive of any size.

#![allow(dead_code, clippy::print_stdout, reason = "each bench uses a part of it, and benches print")]

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use jiff::Timestamp;
use lede::library::{Library, OpenOptions};
use lede::model::*;

/// Pictures of an illustrated archive; more than fit on any screen.
const PHOTOGRAPHS: u32 = 200;
/// Their pixels, as a news site sends them.
const PHOTOGRAPH: (u32, u32) = (1600, 1067);

/// The number among the arguments, or what is usual.
pub fn number(usual: u32) -> u32 {
    std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(usual)
}

/// The file among the arguments: a build of the program to measure.
pub fn program() -> Option<PathBuf> {
    std::env::args_os().skip(1).map(PathBuf::from).find(|argument| argument.is_file())
}

/// An archive, made when it is not there.
pub fn open(path: &Path) -> Library {
    Library::open(path, OpenOptions { create: true, ..OpenOptions::default() }).unwrap()
}

/// The time at which an article is saved.
pub fn at(number: u32) -> Timestamp {
    Timestamp::from_second(1_600_000_000 + i64::from(number) * 60).unwrap()
}

/// Fills an archive with articles `0..size`.
pub fn fill(path: &Path, size: u32) {
    store(&open(path), size, story);
}

/// The same with a photograph to each article, small ones for the lists included, as saving leaves them.
pub fn fill_illustrated(path: &Path, size: u32) {
    let photographs: Vec<Asset> = (0..PHOTOGRAPHS.min(size)).map(photograph).collect();
    let library = open(path);
    store(&library, size, |number| {
        illustrated(story(number), photographs[(number % PHOTOGRAPHS) as usize].clone())
    });
    for photograph in &photographs {
        library.thumbnail(&photograph.hash).unwrap();
    }
}

/// Stores articles `0..size`, many at a time.
pub fn store(library: &Library, size: u32, story: impl Fn(u32) -> Capture) {
    store_from(library, 0..size, story);
}

/// Stores the articles of these numbers, many at a time.
pub fn store_from(library: &Library, numbers: Range<u32>, story: impl Fn(u32) -> Capture) {
    for start in numbers.clone().step_by(100) {
        let stories: Vec<Capture> = (start..numbers.end.min(start + 100)).map(&story).collect();
        library.store(&stories, at(start)).unwrap();
    }
}

/// Time by the clock, and of a processor, which says more where others work on the same machine.
#[derive(Debug, Clone, Copy)]
pub struct Time {
    pub passed: Duration,
    pub worked: Duration,
}

/// How long something takes.
pub fn timed(work: impl FnOnce()) -> Time {
    let (started, before) = (Instant::now(), on_processor());
    work();
    Time { passed: started.elapsed(), worked: on_processor().saturating_sub(before) }
}

/// What this thread has had of a processor; nothing where Linux does not tell.
fn on_processor() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

/// The value that so many of a hundred do not exceed.
pub fn share<T: Copy + PartialOrd>(values: &[T], percent: usize) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
    sorted[((sorted.len() - 1) * percent).div_ceil(100)]
}

/// What [`told`] says, as the head of a table.
pub fn head(name: &str) {
    println!("\n{name:44} {:>9} {:>9} {:>9}   of a processor: median, p95", "median", "p95", "worst");
}

/// Median, 95 of 100 and the worst by the clock; median and 95 of 100 of a processor.
pub fn told(times: &[Time]) -> String {
    let passed: Vec<Duration> = times.iter().map(|time| time.passed).collect();
    let worked: Vec<Duration> = times.iter().map(|time| time.worked).collect();
    let (passed, worked) = ([50, 95, 100].map(|n| share(&passed, n)), [50, 95].map(|n| share(&worked, n)));
    format!(
        "{:>9.2?} {:>9.2?} {:>9.2?}   {:>9.2?} {:>9.2?}",
        passed[0], passed[1], passed[2], worked[0], worked[1]
    )
}

/// Frames of the window: their times in milliseconds, and how many took longer than `late`.
pub fn print_frames(name: &str, frames: serde_json::Value, late: f64) {
    let frames: Vec<f64> = serde_json::from_value(frames).unwrap();
    let [median, most, worst] = [50, 95, 100].map(|percent| share(&frames, percent));
    let over = frames.iter().filter(|frame| **frame > late).count();
    println!(
        "{name:>15}   median {median:.1}   95 of 100 {most:.1}   worst {worst:.1}   over {late}: {over} of {}",
        frames.len()
    );
}

/// Numbers by chance, the same for a seed.
pub struct Chance(u64);

impl Chance {
    pub fn of(number: u32) -> Self {
        Self(u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Xorshift (G. Marsaglia, 2003).
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0 to 1.
    pub fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A rank of so many, the first most often: Zipf's law.
    pub fn rank(&mut self, of: f64) -> u64 {
        of.powf(self.part()) as u64
    }
}

/// A word for each number, different from those near it in its first letters, as words of a language are.
pub fn spelled(number: u64) -> String {
    let mut left = number.wrapping_mul(2_654_435_761) % 1_000_000_007;
    let mut word = String::new();
    for _ in 0..5 {
        word.push(char::from(b"bdfghjklmnprstvwxyz"[(left % 19) as usize]));
        word.push(char::from(b"aeiou"[(left / 19 % 5) as usize]));
        left /= 95;
    }
    word
}

/// Ranks of words that every text has and that say nothing.
const IDLE: u64 = 150;

/// A word of a language as texts have them: by Zipf's law out of three million, of which the most frequent say nothing.
pub fn spoken(chance: &mut Chance) -> String {
    match chance.rank(3e6) {
        ..IDLE => "the".to_owned(),
        rank => spelled(rank),
    }
}

/// An article in the words of a language: like others by chance only.
pub fn prose(number: u32, words: u32) -> Capture {
    let mut chance = Chance::of(number);
    let mut text = String::new();
    for place in 0..words {
        text.push_str(&spoken(&mut chance));
        text.push_str(match place % 90 {
            89 => ".\n\n",
            17 | 35 | 53 | 71 => ". ",
            _ => " ",
        });
    }
    let mut made = story(number);
    made.page.metadata.title = format!("On {} and {}", spoken(&mut chance), spoken(&mut chance));
    made.page.metadata.language = Language { tag: Some("en".to_owned()), ..Language::default() };
    made.page.html = text.split("\n\n").map(|block| format!("<p>{block}</p>")).collect();
    made.response.body = made.page.html.clone().into_bytes();
    made.page.text = text;
    made
}

/// A picture with the detail of a photograph, different for each number.
fn photograph(number: u32) -> Asset {
    let (width, height) = PHOTOGRAPH;
    // Of each colour, waves along both sides: their sum needs no sine for each pixel.
    let waves = |length: u32, stretch: f64| -> Vec<[f64; 3]> {
        let shade = |at: u32, by: f64| ((f64::from(at) / (by * stretch)) + f64::from(number)).sin() * 50.0;
        (0..length).map(|at| [97.0, 41.0, 211.0].map(|by| shade(at, by))).collect()
    };
    let (across, down) = (waves(width, 1.0), waves(height, 0.7));
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let grain = f64::from((x * 7919 + y * 104_729 + number) % 13);
        let (across, down) = (across[x as usize], down[y as usize]);
        Rgb([0, 1, 2].map(|colour| (128.0 + across[colour] + down[colour] + grain) as u8))
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 80).encode_image(&picture).unwrap();
    Asset {
        hash: AssetHash(format!("{number:064x}")),
        mime: "image/jpeg".to_owned(),
        bytes,
        size: Some(PHOTOGRAPH),
    }
}

fn illustrated(mut story: Capture, photograph: Asset) -> Capture {
    let url = format!("{}.jpg", story.canonical_url);
    story.page.html.insert_str(0, "<figure><img data-asset=\"0\"></figure>");
    story.page.pictures.push(Picture { n: 0, url: url.clone(), alternatives: Vec::new() });
    story.page.lead_picture = Some(0);
    story.assets.push(CapturedAsset { n: 0, url, result: Ok(photograph) });
    story
}

/// Words by their rank: the first is in every article, the last in a few.
const WORDS: &str = "government council minister report people water city river bridge election court police school hospital \
    energy market price workers union strike weather storm harvest railway station museum library concert football stadium \
    budget reform treaty border refugee satellite telescope vaccine laboratory archive harbour ferry island volcano glacier";

/// An article of about 600 words, different for each number.
pub fn story(number: u32) -> Capture {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut chance = Chance::of(number);
    let mut text = format!("story{number}");
    for place in 0..600_u32 {
        text.push_str(if place % 80 == 79 { ".\n\n" } else { " " });
        // The square favours the front of the list, as common words are favoured in any text.
        let share = (chance.next() % 1000) as f64 / 1000.0;
        let rank = (share * share * words.len() as f64) as usize;
        text.push_str(words[rank]);
        if place % 7 == 0 {
            text.push_str(&format!(" word{}", chance.next() % 40_000));
        }
    }
    capture(number, text)
}

fn capture(number: u32, text: String) -> Capture {
    let url = format!("https://site{}.example/2026/story-{number}", number % 400);
    let html: String = text.split("\n\n").map(|block| format!("<p dir=\"auto\">{block}</p>")).collect();
    let body = format!(
        "<!doctype html><html><head><title>{number}</title></head><body><nav>{}</nav>{html}</body></html>",
        "<a href=\"/\">Section</a>".repeat(200)
    );
    Capture {
        further: Vec::new(),
        requested_url: url.clone(),
        canonical_url: url.clone(),
        aliases: Vec::new(),
        response: RawResponse {
            final_url: url,
            redirects: Vec::new(),
            status: 200,
            headers: Vec::new(),
            body: body.into_bytes(),
            fetched: at(number),
            private: false,
        },
        page: Page {
            metadata: Metadata {
                title: format!("The {} story {number}", text.split(' ').nth(3).unwrap()),
                site: Some(format!("Site {}", number % 400)),
                published: Some("2026-03-14".to_owned()),
                ..Metadata::default()
            },
            html,
            words: 690,
            links: Vec::new(),
            captions: Vec::new(),
            pictures: Vec::new(),
            lead_picture: None,
            diagnosis: Diagnosis::whole(),
            extractor: "bench".to_owned(),
            charset: "UTF-8".to_owned(),
            refresh: None,
            onward: Default::default(),
            rule: None,
            repaired: None,
            blocks: Vec::new(),
            text,
        },
        assets: Vec::new(),
    }
}

/// The most memory that this process has had since [`forget_peak`], in MB; 0 where Linux does not tell.
pub fn peak() -> u64 {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default()
        / 1000
}

/// Source: proc_pid_clear_refs(5).
pub fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}
