use std::sync::Arc;

use super::*;

#[test]
fn the_example_is_a_whole_article_with_its_picture() {
    for (language, title, direction) in [
        ("en-GB", "Keep what you read", "ltr"),
        ("fa", "آنچه می‌خوانید نگه دارید", "rtl"),
        ("xx", "Keep what you read", "ltr"),
    ] {
        let archive = archive();
        let outcome = archive.library.save_example(Arc::new(|| at(0)), language).unwrap();
        assert_eq!(outcome.status, SaveStatus::Saved);
        let article = archive.library.article(outcome.id.unwrap()).unwrap();
        assert_eq!(article.summary.title, title);
        assert_eq!(article.summary.direction, direction);
        assert_eq!(article.diagnosis, Diagnosis::whole());
        assert_eq!((article.html.matches("src=\"asset:").count(), article.missing.len()), (1, 0));
        for element in ["<figcaption", "<pre", "<blockquote", "<table", "<ul"] {
            assert!(article.html.contains(element), "{element} in {}", article.html);
        }
        let again = archive.library.save_example(Arc::new(|| at(9)), language).unwrap();
        assert_eq!((again.status, again.id), (SaveStatus::Exists, outcome.id));
    }
}
