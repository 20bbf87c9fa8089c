//! Whoever wrote a date: their language and the order in which they put day and month.

use crate::capture::extract::survey::Survey;

/// What is known of the writer of a page's dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Writer<'a> {
    /// Primary language subtag.
    pub language: Option<&'a str>,
    /// Which of two numbers below 13 is the day.
    pub order: Order,
}

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
    /// Then `05/04/2024` is no certain date.
    #[default]
    Unknown,
}

impl<'a> Writer<'a> {
    /// The writer of a page, by its declared language and the country of its host.
    pub fn of(survey: &'a Survey, url: &str) -> Self {
        let declared = survey
            .lang
            .as_deref()
            .or_else(|| survey.meta(&["content-language", "dc.language", "language", "og:locale"]))
            .map(str::trim)
            .filter(|tag| tag.len() >= 2);
        let Some(tag) = declared else { return Self::default() };
        let mut parts = tag.split(['-', '_', ',']);
        let (language, region) = (parts.next(), parts.next_back().unwrap_or_default().to_ascii_uppercase());
        let host =
            url::Url::parse(url).ok().and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_default();
        let country = host.rsplit('.').next().unwrap_or_default().to_ascii_uppercase();
        let language = language.filter(|l| l.bytes().all(|b| b.is_ascii_lowercase()));
        Self { language, order: order(language, &region, &country) }
    }
}

/// English is written in both orders; all other languages of news put the day before the month.
fn order(language: Option<&str>, region: &str, country: &str) -> Order {
    const DAY_FIRST: [&str; 22] = [
        "GB", "UK", "AU", "NZ", "IE", "IN", "ZA", "KE", "NG", "GH", "UG", "TZ", "SG", "MY", "PK", "BD", "LK",
        "HK", "MT", "JM", "EU", "IL",
    ];
    match language {
        None => Order::Unknown,
        Some("en") if DAY_FIRST.contains(&country) => {
            // Templates declare en-US everywhere; a British host makes that no proof of either order.
            if region == "US" { Order::Unknown } else { Order::DayFirst }
        }
        Some("en") if DAY_FIRST.contains(&region) => Order::DayFirst,
        Some("en") if matches!(region, "US" | "PH") => Order::MonthFirst,
        Some("en") => Order::Unknown,
        Some(_) => Order::DayFirst,
    }
}
