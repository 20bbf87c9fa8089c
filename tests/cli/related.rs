//! `related`.

use super::Lede;

fn save(lede: &Lede, name: &str, title: &str, text: &str) -> String {
    let page = format!(
        "<!doctype html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>\
         <p>{text}</p></article></body></html>"
    );
    let file = lede.file(&format!("{name}.html"), &page);
    let url = format!("https://news.example/{name}");
    lede.json(&["save", "--html", file.to_str().unwrap(), &url]);
    url
}

#[test]
fn related_articles_are_told_with_reasons_and_can_be_dismissed() {
    let lede = Lede::new();
    let nuclear = "On Monday the agency's director Rafael Grossi said that inspectors of the IAEA would return to Fordow \
        next week, and diplomats in Vienna expect a report before the board meets again in the building by the river.";
    let talks = "After long talks in Vienna the IAEA announced that Rafael Grossi would travel to Fordow himself, where \
        the work goes on as diplomats said, and that he would speak with the press when he comes back from there.";
    let bread = "Bakers say that flour has become dearer and that bread will follow in the autumn, when the harvest of a \
        dry summer is in the barns and the mills have paid what the farmers ask for a tonne of wheat and rye.";
    let first = save(&lede, "inspectors", "Inspectors return", nuclear);
    save(&lede, "talks", "A journey is announced", talks);
    save(&lede, "bread", "Bread becomes dearer", bread);
    let related = lede.json(&["related", &first]);
    assert_eq!(related[0]["id"], 2, "{related}");
    let words = related[0]["reasons"]["words"].as_array().unwrap();
    assert!(words.iter().any(|word| word == "Rafael Grossi"), "{related}");
    assert!(related.as_array().unwrap().iter().all(|one| one["id"] != 1 && one["id"] != 3), "{related}");
    assert!(lede.out(&["related", "1"]).contains("both mention"));
    assert_eq!(lede.json(&["related", "1", "2"]).as_array().unwrap().len(), 2);
    assert_eq!(lede.json(&["related", "1", "--dismiss", "2"]), serde_json::json!([]));
    assert_eq!(lede.json(&["related", "2"]), serde_json::json!([]));
    lede.json(&["undo"]);
    assert_eq!(lede.json(&["related", "2"])[0]["id"], 1);
}
