//! How well an article fits: BM25 over the places where words stand, with a mild preference for newer ones.
//!
//! Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond (2009); frequencies are weighted by place
//! before they are dampened, as in BM25F.

/// How soon more of the same word says no more.
const K1: f64 = 1.2;
/// How much the length of an article counts.
const B: f64 = 0.75;
/// What the newest article gets more.
const NEWER: f64 = 0.15;
/// Days after which that is half.
const HALF_LIFE: f64 = 730.5;

/// What a word counts for where it stands.
pub mod weight {
    /// In the title.
    pub const TITLE: f32 = 8.0;
    /// In a tag, a note or a highlight.
    pub const OWN: f32 = 4.0;
    /// Among the authors and in the site's name.
    pub const BY: f32 = 3.0;
    /// In the first paragraph.
    pub const LEAD: f32 = 2.0;
    /// In the rest of the text.
    pub const TEXT: f32 = 1.0;
}

/// The whole that an article is ranked in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranking {
    /// Articles in the index.
    pub articles: f64,
    /// Words of an article on average.
    pub mean_length: f64,
    /// The newest article's day.
    pub newest: i32,
}

/// What one word adds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// How rare the word is.
    rarity: f64,
}

impl Ranking {
    /// What a word adds that so many articles have.
    #[must_use]
    pub fn share(&self, articles: f64) -> Share {
        let articles = articles.min(self.articles);
        Share { rarity: (1.0 + (self.articles - articles + 0.5) / (articles + 0.5)).ln() }
    }

    /// What a word adds for an article of this length with this weighted frequency of it.
    #[must_use]
    pub fn score(&self, share: Share, frequency: f64, length: f64) -> f64 {
        let long = if self.mean_length > 0.0 { length / self.mean_length } else { 1.0 };
        share.rarity * frequency * (K1 + 1.0) / (frequency + K1 * (1.0 - B + B * long))
    }

    /// What the sum is multiplied by for an article of this day.
    #[must_use]
    pub fn recency(&self, day: i32) -> f64 {
        let age = f64::from(self.newest.saturating_sub(day).max(0));
        1.0 + NEWER * (-age / HALF_LIFE).exp2()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RANKING: Ranking = Ranking { articles: 1000.0, mean_length: 500.0, newest: 20_000 };

    #[test]
    fn rare_words_short_articles_and_newer_ones_come_first() {
        let score = |articles, frequency, length| RANKING.score(RANKING.share(articles), frequency, length);
        assert!(score(3.0, 1.0, 500.0) > score(300.0, 1.0, 500.0));
        assert!(score(3.0, 8.0, 500.0) > score(3.0, 1.0, 500.0));
        assert!(score(3.0, 1.0, 100.0) > score(3.0, 1.0, 900.0));
        assert!(score(1000.0, 1.0, 500.0) > 0.0, "a word of every article still counts a little");
        assert!((RANKING.recency(20_000) - 1.15).abs() < 1e-9);
        assert!((RANKING.recency(20_000 - 1461) - 1.0375).abs() < 1e-9);
        assert!(RANKING.recency(30_000) <= 1.15);
    }
}
