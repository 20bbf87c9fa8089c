//! Whether what is found belongs together: precision at ten where people gave news its topics, and what people say who were
//! asked how alike two articles are.

use std::collections::HashSet;

use lede::model::{ArticleId, Capture, Language};

use crate::labelled::{Labelled, News};
use crate::peer::Peer;
use crate::support::{at, open, story};

/// Samples of the differences from which an interval is told (bootstrap percentiles, B. Efron).
const SAMPLES: usize = 2_000;
/// Articles of each small archive, and small archives.
const SMALL: (usize, usize) = (200, 5);

pub fn print(reuters: &[Labelled; 2], lee: &Labelled) {
    println!(
        "{:26} {:>8} {:>6} {:>7} {:>7} {:>8} {:>8}  difference to BM25, 95%",
        "", "articles", "asked", "chance", "BM25", "undated", "related"
    );
    for (name, news) in ["development", "held out"].into_iter().zip(reuters) {
        tell(name, news.news.len(), &measure(news));
        let parts: Vec<Measured> =
            (0..SMALL.1).flat_map(|part| measure(&news.part(part * SMALL.0..(part + 1) * SMALL.0))).collect();
        tell(&format!("{name}, small archives"), SMALL.0, &parts);
    }
    tell("people's own judgement", lee.news.len(), &measure(lee));
}

/// What one article's answers were worth.
struct Measured {
    chance: f64,
    plain: f64,
    undated: f64,
    related: f64,
}

fn measure(labelled: &Labelled) -> Vec<Measured> {
    let plain = Peer::new(&labelled.news);
    let dated = Archive::of(&labelled.news, true);
    let undated = Archive::of(&labelled.news, false);
    (0..labelled.asked)
        .map(|asked| {
            // A copy of the text stands elsewhere in the window, and is no answer of either.
            let out: HashSet<usize> = dated.copies(asked).into_iter().chain([asked]).collect();
            let rest: Vec<usize> = (0..labelled.news.len())
                .filter(|other| !out.contains(other) && labelled.judged(*other))
                .collect();
            let like: Vec<usize> = plain
                .like(asked, labelled.wanted() + out.len())
                .into_iter()
                .filter(|other| !out.contains(other) && labelled.judged(*other))
                .take(labelled.first)
                .collect();
            Measured {
                chance: labelled.worth(asked, &rest) / rest.len() as f64,
                plain: labelled.worth(asked, &like) / labelled.first as f64,
                undated: labelled.worth(asked, &undated.related(asked, labelled)) / labelled.first as f64,
                related: labelled.worth(asked, &dated.related(asked, labelled)) / labelled.first as f64,
            }
        })
        .collect()
}

fn tell(name: &str, articles: usize, all: &[Measured]) {
    let mean = |of: fn(&Measured) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
    let better: Vec<f64> = all.iter().map(|one| one.related - one.plain).collect();
    let (low, high) = interval(&better);
    println!(
        "{name:26} {articles:>8} {:>6} {:>7.3} {:>7.3} {:>8.3} {:>8.3}  {:+.3} ({low:+.3} to {high:+.3})",
        all.len(),
        mean(|one| one.chance),
        mean(|one| one.plain),
        mean(|one| one.undated),
        mean(|one| one.related),
        better.iter().sum::<f64>() / better.len() as f64
    );
}

fn interval(values: &[f64]) -> (f64, f64) {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 11) as usize % values.len()
    };
    let mut means: Vec<f64> = (0..SAMPLES)
        .map(|_| (0..values.len()).map(|_| values[next()]).sum::<f64>() / values.len() as f64)
        .collect();
    means.sort_by(f64::total_cmp);
    (means[SAMPLES / 40], means[SAMPLES - SAMPLES / 40])
}

/// The news in an archive as anybody's.
struct Archive {
    library: lede::library::Library,
    ids: Vec<ArticleId>,
    _folder: tempfile::TempDir,
}

impl Archive {
    fn of(news: &[News], dated: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = open(&folder.path().join("related.lede"));
        let captures: Vec<Capture> =
            (0..).zip(news).map(|(number, news)| capture(number, news, dated)).collect();
        for part in captures.chunks(100) {
            library.store(part, at(0)).unwrap();
        }
        let ids = captures.iter().map(|one| library.resolve(&one.canonical_url).unwrap()).collect();
        Self { library, ids, _folder: folder }
    }

    fn place(&self, id: ArticleId) -> usize {
        self.ids.iter().position(|other| *other == id).unwrap()
    }

    fn copies(&self, asked: usize) -> Vec<usize> {
        let copies = self.library.duplicates(self.ids[asked]).unwrap();
        copies.iter().map(|copy| self.place(copy.summary.id)).collect()
    }

    fn related(&self, asked: usize, labelled: &Labelled) -> Vec<usize> {
        let found = self.library.related(self.ids[asked], labelled.wanted()).unwrap();
        let places = found.iter().map(|one| self.place(one.article.id));
        places.filter(|other| labelled.judged(*other)).take(labelled.first).collect()
    }
}

fn capture(number: u32, news: &News, dated: bool) -> Capture {
    let mut made = story(number);
    made.page.text = news.text.clone();
    made.page.html = format!("<p>{}</p>", news.text.replace('&', "&amp;").replace('<', "&lt;"));
    made.page.metadata.title = news.title.clone();
    made.page.metadata.published = news.date.clone().filter(|_| dated);
    made.page.metadata.language = Language { tag: Some("en".to_owned()), ..Language::default() };
    made
}
