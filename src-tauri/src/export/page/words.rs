//! The words that an export adds to what it holds, in the language of the text.

/// The words of one language.
#[derive(Debug)]
#[allow(missing_docs, reason = "each says what it is called")]
pub struct Words {
    pub language: &'static str,
    pub rtl: bool,
    pub contents: &'static str,
    pub collections: &'static str,
    pub by: &'static str,
    pub and: &'static str,
    pub saved: &'static str,
    pub updated: &'static str,
    pub exported: &'static str,
    pub tags: &'static str,
    pub notes: &'static str,
    pub highlights: &'static str,
    pub lost_highlights: &'static str,
    pub back: &'static str,
    pub picture_missing: &'static str,
    pub address: &'static str,
    pub unreadable: &'static str,
    pub doubtful: &'static str,
    pub articles: &'static str,
    pub one_article: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub nothing_found: &'static str,
    pub needs_script: &'static str,
    pub all: &'static str,
    pub sites: &'static str,
    pub dates: &'static str,
    pub undated: &'static str,
    pub newer: &'static str,
    pub older: &'static str,
    pub page: &'static str,
    pub of: &'static str,
    pub nothing_here: &'static str,
    pub cover: &'static str,
    reasons: [&'static str; 8],
}

static ENGLISH: Words = Words {
    language: "en",
    rtl: false,
    contents: "Contents",
    collections: "Collections",
    by: "By",
    and: "and",
    saved: "Saved",
    updated: "Changed",
    exported: "Exported",
    tags: "Tags",
    notes: "Notes",
    highlights: "Notes on highlights",
    lost_highlights: "Highlights that are not in this copy",
    back: "Back to the passage",
    picture_missing: "Picture missing",
    address: "Its address",
    unreadable: "This article could not be read from the archive.",
    doubtful: "This copy may not be whole.",
    articles: "articles",
    one_article: "1 article",
    search: "Search",
    search_hint: "Words of titles and texts",
    nothing_found: "Nothing found.",
    needs_script: "Searching needs JavaScript, which runs on your machine alone.",
    all: "All articles",
    sites: "Sites",
    dates: "Dates",
    undated: "Without a date",
    newer: "Previous page",
    older: "Next page",
    page: "Page",
    of: "of",
    nothing_here: "There is nothing here.",
    cover: "Cover",
    reasons: [
        "its server could not be reached",
        "its server answered with an error",
        "it was too large",
        "what came was no picture",
        "its address is a private one",
        "its address cannot be fetched",
        "it was not fetched",
        "it is not in the archive",
    ],
};

static PERSIAN: Words = Words {
    language: "fa",
    rtl: true,
    contents: "فهرست",
    collections: "مجموعه‌ها",
    by: "نوشتهٔ",
    and: "و",
    saved: "ذخیره در",
    updated: "ویرایش در",
    exported: "برون‌بری در",
    tags: "برچسب‌ها",
    notes: "یادداشت‌ها",
    highlights: "یادداشت‌های متن‌های نشان‌شده",
    lost_highlights: "متن‌های نشان‌شده‌ای که در این نسخه نیستند",
    back: "بازگشت به متن",
    picture_missing: "این تصویر موجود نیست",
    address: "نشانی آن",
    unreadable: "این مقاله را نشد از بایگانی خواند.",
    doubtful: "شاید این نسخه کامل نباشد.",
    articles: "مقاله",
    one_article: "۱ مقاله",
    search: "جست‌وجو",
    search_hint: "واژه‌هایی از عنوان‌ها و متن‌ها",
    nothing_found: "چیزی پیدا نشد.",
    needs_script: "جست‌وجو به جاوااسکریپت نیاز دارد که تنها روی رایانهٔ خودتان اجرا می‌شود.",
    all: "همهٔ مقاله‌ها",
    sites: "پایگاه‌ها",
    dates: "تاریخ‌ها",
    undated: "بی‌تاریخ",
    newer: "صفحهٔ قبل",
    older: "صفحهٔ بعد",
    page: "صفحهٔ",
    of: "از",
    nothing_here: "اینجا چیزی نیست.",
    cover: "جلد",
    reasons: [
        "کارساز آن در دسترس نبود",
        "کارساز آن پاسخ خطا داد",
        "بیش از اندازه بزرگ بود",
        "آنچه آمد تصویر نبود",
        "نشانی آن خصوصی است",
        "نشانی آن دریافت‌شدنی نیست",
        "دریافت نشده است",
        "در بایگانی نیست",
    ],
};

impl Words {
    /// The words for a text in a language: Persian for Persian, English for all others.
    pub fn of(language: Option<&str>) -> &'static Self {
        match language.map(primary) {
            Some("fa" | "prs") => &PERSIAN,
            _ => &ENGLISH,
        }
    }

    /// Why a picture is missing, by the word that the copy's HTML has for it.
    pub fn reason<'a>(&'a self, word: &'a str) -> &'a str {
        const KNOWN: [&str; 8] = [
            "unreachable",
            "status",
            "too-large",
            "not-a-picture",
            "private-address",
            "bad-url",
            "skipped",
            "not-found",
        ];
        KNOWN.iter().position(|known| *known == word).map_or(word, |at| self.reasons[at])
    }

    /// A number in the language's digits.
    pub fn number(&self, number: usize) -> String {
        let plain = number.to_string();
        if self.language != "fa" {
            return plain;
        }
        plain.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x6f0 + d)).unwrap_or(c)).collect()
    }

    /// How many articles, in words.
    pub fn count(&self, number: usize) -> String {
        match number {
            1 => self.one_article.to_owned(),
            _ => format!("{} {}", self.number(number), self.articles),
        }
    }

    /// Names in a row: `A, B and C`.
    pub fn list(&self, names: &[String]) -> String {
        let comma = if self.rtl { "، " } else { ", " };
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(comma), self.and),
        }
    }
}

/// The primary subtag of a language tag.
pub fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}
