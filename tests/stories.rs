//! Stories of whole news: found well enough on texts that no constant was chosen by.

#[path = "../benches/support.rs"]
mod made;
#[path = "../benches/stories/quality.rs"]
mod quality;

#[test]
fn stories_are_told_apart_in_three_languages() {
    for language in ["en", "de", "fa"] {
        for half in ["dev", "held"] {
            let folder = tempfile::tempdir().unwrap();
            let library = made::open(&folder.path().join("stories.lede"));
            let found = quality::measure(&library, &made::story(0), language, half);
            let (precision, recall) = found.cubed;
            assert!(found.precision > 0.9 && precision > 0.9, "{language} {half}: {found:.3?}");
            assert!(found.recall > 0.6 && recall > 0.7, "{language} {half}: {found:.3?}");
            assert!(found.articles > 7, "{language} {half}: {found:.3?}");
        }
    }
}
