//! The lines of a config.

/// A config, line by line.
#[derive(Debug)]
pub(super) struct Config<'a> {
    pub lines: Vec<Line<'a>>,
}

/// A line that says something.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// From 1.
    pub number: u32,
    /// As it stands in the file.
    pub source: &'a str,
    /// What it says, or why that cannot be used.
    pub directive: Result<Directive<'a>, String>,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Directive<'a> {
    /// A key of a rule (`title`, `authors`, `date`, `body`, `single_page`, `next_page`, `remove`) and an XPath.
    Path(&'static str, &'a str),
    /// Elements whose id or class contains a text go.
    StripNamed(&'a str),
    /// Pictures whose address contains a text go.
    StripPicture(&'a str),
    Prune(bool),
    Replace(&'a str, &'a str),
    /// What is done here anyway, or makes no difference here.
    Nothing,
}

/// Directives that ask for what is done here for all pages, or for what does not arise here.
const SETTLED: [&str; 12] = [
    "tidy",
    "parser",
    "autodetect_on_failure",
    "strip_comments",
    "convert_double_br_tags",
    "insert_detected_image",
    "src_lazy_load_attr",
    "skip_json_ld",
    "skip_id_or_class_prune",
    "footnotes",
    "strip_attr",
    "version",
];

impl<'a> Config<'a> {
    pub fn read(text: &'a str) -> Self {
        let mut lines = Vec::new();
        let mut find: Option<(u32, &str)> = None;
        for (number, source) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let line = source.trim();
            if line.is_empty() || line.starts_with('#') || line.starts_with("//") || line.starts_with("test")
            {
                continue;
            }
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            let (name, value) = match call(line) {
                Some(("replace_string", argument, value)) => {
                    lines.push(Line { number, source, directive: replace(argument, value) });
                    continue;
                }
                Some((name, _, value)) => (name, value),
                None => (name.trim_end(), value.trim()),
            };
            let directive = match name {
                "find_string" => {
                    if let Some((number, source)) = find.replace((number, source)) {
                        lines.push(Line { number, source, directive: Err(ALONE.to_owned()) });
                    }
                    continue;
                }
                "replace_string" => match find.take() {
                    Some((at, found)) => {
                        let found_value = found.split_once(':').map_or("", |(_, value)| value.trim());
                        lines.push(Line { number: at, source: found, directive: Ok(Directive::Nothing) });
                        replace(found_value, value)
                    }
                    None => Err(ALONE.to_owned()),
                },
                _ => directive(name, value),
            };
            lines.push(Line { number, source, directive });
        }
        if let Some((number, source)) = find {
            lines.push(Line { number, source, directive: Err(ALONE.to_owned()) });
        }
        lines.sort_by_key(|line| line.number);
        Self { lines }
    }
}

const ALONE: &str = "find_string and replace_string only work together";

/// Parts `name(argument): value`.
fn call(line: &str) -> Option<(&str, &str, &str)> {
    let (head, value) = line.split_once("):")?;
    let (name, argument) = head.split_once('(')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then_some((name, argument, value.trim()))
}

fn replace<'a>(find: &'a str, with: &'a str) -> Result<Directive<'a>, String> {
    if find.is_empty() {
        Err("nothing is to be found".to_owned())
    } else {
        Ok(Directive::Replace(find, with))
    }
}

fn directive<'a>(name: &str, value: &'a str) -> Result<Directive<'a>, String> {
    let path = |key| {
        if value.is_empty() { Err("there is no XPath".to_owned()) } else { Ok(Directive::Path(key, value)) }
    };
    let text = value.trim_matches(['"', '\'']);
    match name {
        "title" => path("title"),
        "author" => path("authors"),
        "date" => path("date"),
        "body" => path("body"),
        "strip" => path("remove"),
        "single_page_link" => path("single_page"),
        "next_page_link" => path("next_page"),
        "strip_id_or_class" | "strip_image_src" if text.is_empty() => {
            Err("there is no text to look for".to_owned())
        }
        "strip_id_or_class" => Ok(Directive::StripNamed(text)),
        "strip_image_src" => Ok(Directive::StripPicture(text)),
        "prune" => match value.to_ascii_lowercase().as_str() {
            "yes" => Ok(Directive::Prune(true)),
            "no" => Ok(Directive::Prune(false)),
            _ => Err("it is neither yes nor no".to_owned()),
        },
        _ if SETTLED.contains(&name) => Ok(Directive::Nothing),
        "http_header" => {
            Err("all sites are asked in the same way; the program's own name can be set in the settings"
                .to_owned())
        }
        "if_page_contains" => Err("a rule holds for all pages of its hosts".to_owned()),
        "native_ad_clue" => Err("articles are not marked as advertising".to_owned()),
        "single_page_link_in_feed" => Err("there is no feed".to_owned()),
        "requires_login" | "not_logged_in_xpath" => Err("nobody is logged in".to_owned()),
        _ if name.starts_with("login_") => Err("nobody is logged in".to_owned()),
        "dissolve" | "move_into" | "wrap_in" | "unwrap" => {
            Err("a rule chooses and removes elements; it does not rebuild them".to_owned())
        }
        _ => Err(format!("{name:?} is no directive that is known here")),
    }
}
