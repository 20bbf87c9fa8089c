//! What a page is filed under, in the languages of the world's newspapers.

use super::dom;

/// Headings of lists of topics.
const TOPICS: [&str; 58] = [
    "tags",
    "tag",
    "topics",
    "topic",
    "related topics",
    "topics in this article",
    "more on these topics",
    "keywords",
    "filed under",
    "in this story",
    "explore more on these topics",
    "themen",
    "schlagworte",
    "schlagwörter",
    "thema",
    "stichwörter",
    "mots-clés",
    "mots clés",
    "thèmes",
    "sujets",
    "sur le même thème",
    "etiquetas",
    "temas",
    "temas relacionados",
    "archivado en",
    "más sobre",
    "الوسوم",
    "وسوم",
    "كلمات مفتاحية",
    "الكلمات الدلالية",
    "كلمات دلالية",
    "موضوعات",
    "برچسب",
    "برچسب‌ها",
    "برچسب ها",
    "کلیدواژه‌ها",
    "کلیدواژه",
    "موضوعات مرتبط",
    "теги",
    "темы",
    "тэги",
    "ключевые слова",
    "метки",
    "标签",
    "關鍵字",
    "关键词",
    "標籤",
    "タグ",
    "キーワード",
    "関連タグ",
    "etiketler",
    "etiket",
    "konular",
    "argomenti",
    "onderwerpen",
    "tagi",
    "теми",
    "태그",
];

/// What the first step of a breadcrumb trail is called.
const HOME: [&str; 38] = [
    "home",
    "home page",
    "homepage",
    "start",
    "startseite",
    "accueil",
    "inicio",
    "portada",
    "início",
    "hjem",
    "hem",
    "etusivu",
    "strona główna",
    "forside",
    "voorpagina",
    "front page",
    "main",
    "главная",
    "главная страница",
    "головна",
    "الرئيسية",
    "الصفحة الرئيسية",
    "خانه",
    "صفحه اصلی",
    "صفحهٔ اصلی",
    "صفحه نخست",
    "首页",
    "首頁",
    "主页",
    "ホーム",
    "トップ",
    "トップページ",
    "anasayfa",
    "ana sayfa",
    "דף הבית",
    "홈",
    "होम",
    "news home",
];

/// Whether a text is the heading of a list of topics.
pub(in crate::capture) fn is_topic_heading(text: &str) -> bool {
    TOPICS.contains(&dom::fold(text).to_lowercase().as_str())
}

/// The steps of a breadcrumb trail that say something: without the front page at its beginning and the article at its end.
pub(super) fn trail(steps: Vec<String>, site: Option<&str>, is_title: impl Fn(&str) -> bool) -> Vec<String> {
    const DEEPEST: usize = 4;
    const LONGEST: usize = 40;
    let mut said: Vec<String> = Vec::new();
    for (at, step) in steps.into_iter().enumerate() {
        let step = dom::fold(step.trim_matches(['/', '>', '»', '›', '«', '‹', '|', ' ']));
        let folded = step.to_lowercase();
        let front = HOME.contains(&folded.as_str())
            || at == 0 && site.is_some_and(|site| site.to_lowercase() == folded);
        if front || step.is_empty() {
            continue;
        }
        let length = step.chars().count();
        // What comes after a step that is none is below it.
        if length > LONGEST || is_title(&step) || !step.chars().any(char::is_alphabetic) {
            break;
        }
        if said.last() != Some(&step) {
            said.push(step);
        }
        if said.len() == DEEPEST {
            break;
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trail_is_what_lies_between_the_front_page_and_the_article() {
        let of = |steps: &[&str]| {
            let steps = steps.iter().map(|step| (*step).to_owned()).collect();
            trail(steps, Some("The Post"), |step| step == "Talks resume").join("/")
        };
        assert_eq!(of(&["Home", "World", "Middle East", "Talks resume"]), "World/Middle East");
        assert_eq!(of(&["The Post", "World »", "World"]), "World");
        assert_eq!(of(&["خانه", "جهان", "خاورمیانه"]), "جهان/خاورمیانه");
        assert_eq!(of(&["首页", "国际"]), "国际");
        assert_eq!(of(&["World", "A headline that is far too long to be the name of any section"]), "World");
        assert_eq!(of(&["Home"]), "");
    }

    #[test]
    fn headings_of_topics_are_known_in_many_languages() {
        for heading in ["Topics", "Themen", "Mots-clés", "برچسب‌ها", "Теги", "标签", "タグ", "Etiketler"]
        {
            assert!(is_topic_heading(heading), "{heading}");
        }
        assert!(!is_topic_heading("Most read"));
    }
}
