//! Made articles with the statistics of real news: sentences of Reuters-21578 put together anew, a few stories to an article, and
//! names of a vocabulary that grows with the archive, as that of news does.

use std::path::Path;

use serde::Deserialize;

/// Sentences of an article, about.
const SENTENCES: u64 = 26;
/// Of so many sentences one ends with a made name.
const NAMED: u64 = 3;

#[derive(Deserialize)]
struct Told {
    title: Option<String>,
    body: Option<String>,
}

struct Story {
    title: String,
    sentences: Vec<String>,
}

/// Real stories, from which articles are made.
pub struct Corpus {
    stories: Vec<Story>,
}

/// An article.
pub struct Made {
    pub title: String,
    pub text: String,
    pub host: String,
    pub site: String,
    pub language: &'static str,
    /// Days since 1970-01-01.
    pub published: i64,
    pub state: u8,
    pub tags: Vec<u64>,
}

impl Corpus {
    /// Reads the stories of a folder.
    pub fn read(folder: &Path) -> Self {
        let mut files: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let mut stories = Vec::new();
        for file in files {
            for told in serde_json::from_slice::<Vec<Told>>(&std::fs::read(file).unwrap()).unwrap() {
                let (Some(title), Some(body)) = (told.title, told.body) else { continue };
                let flat = body.split_whitespace().collect::<Vec<_>>().join(" ");
                let sentences: Vec<String> = flat.split(". ").map(|s| format!("{s}.")).collect();
                if sentences.len() > 2 {
                    stories.push(Story { title, sentences });
                }
            }
        }
        assert!(stories.len() > 5_000, "only {} stories", stories.len());
        Self { stories }
    }

    /// The article of a number; the same one in every run.
    pub fn article(&self, number: u64) -> Made {
        let mut dice = Dice(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5EED);
        let pick = |dice: &mut Dice| &self.stories[dice.below(self.stories.len() as u64) as usize];
        let about = [pick(&mut dice), pick(&mut dice), pick(&mut dice)];
        let mut paragraphs = Vec::new();
        let sentences = SENTENCES / 2 + dice.below(SENTENCES);
        for n in 0..sentences {
            // Most of an article is about one thing.
            let story = about[(dice.below(10) as usize).saturating_sub(7)];
            let mut sentence = story.sentences[dice.below(story.sentences.len() as u64) as usize].clone();
            if dice.below(NAMED) == 0 {
                sentence = format!("{sentence} {} said so.", name(dice.rank(number)));
            }
            if n % 3 == 0 {
                paragraphs.push(sentence)
            } else if let Some(last) = paragraphs.last_mut() {
                last.push(' ');
                last.push_str(&sentence);
            }
        }
        let site = dice.rank(400);
        let host = format!("{}.example", name(site).to_lowercase());
        let language = ["en", "en", "en", "en-GB", "en", "de", "fr", "fa"][dice.below(8) as usize];
        Made {
            title: format!("{}: {}", name(dice.rank(number)), about[0].title),
            text: paragraphs.join("\n"),
            site: format!("{} Times", name(site)),
            host,
            language,
            published: 14_000 + (number % 5_500) as i64 + dice.below(200) as i64,
            state: (dice.below(3)) as u8,
            tags: (0..dice.below(4)).map(|_| dice.rank(300)).collect(),
        }
    }
}

/// A made name: the more common the lower its number.
pub fn name(number: u64) -> String {
    const STARTS: [&str; 16] =
        ["Ka", "Lo", "Mi", "Ta", "Be", "Ru", "Sa", "Do", "Ve", "Ni", "Pe", "Fo", "Ga", "Hu", "Jo", "Za"];
    const ENDS: [&str; 16] = [
        "ran", "lek", "mov", "tis", "den", "rol", "san", "bek", "vig", "nor", "pal", "fen", "gar", "hem",
        "jul", "zor",
    ];
    let (mut rest, mut name) = (number, STARTS[number as usize % 16].to_owned());
    loop {
        rest /= 16;
        name.push_str(ENDS[rest as usize % 16]);
        if rest < 16 {
            return name;
        }
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A rank by Zipf's law among so many and a few hundred more.
    fn rank(&mut self, among: u64) -> u64 {
        let most = (among + 300) as f64;
        most.powf((self.next() >> 11) as f64 / (1_u64 << 53) as f64) as u64
    }
}
