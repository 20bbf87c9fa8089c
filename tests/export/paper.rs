//! PDF, read back by poppler.

use std::path::Path;

use super::made::{Made, tool};

fn said(program: &str, arguments: &[&str], pdf: &Path) -> String {
    let mut command = tool(program);
    command.args(arguments).arg(pdf);
    if program == "pdftotext" {
        command.arg("-");
    }
    let out = command.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// A text without what a line of a page adds to it: line ends, marks of direction, hyphens.
fn plain(text: &str) -> String {
    let text = text
        .replace("\u{ad}\n", "")
        .replace(['\u{202a}', '\u{202b}', '\u{202c}', '\u{200e}', '\u{200f}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
#[ignore = "run by ./dev exports, which installs poppler"]
fn judged_text_of_every_script_can_be_selected() {
    let made = Made::new();
    let (pdf, report) = made.export("ports.pdf", &["--format", "pdf", "--collection", "Ports"]);
    assert_eq!(report["exported"], 10);
    let why = report["left_out"].as_array().unwrap().iter().map(|left_out| left_out["why"].as_str().unwrap());
    assert!(why.clone().all(|why| why.starts_with("the picture ")), "{:?}", why.collect::<Vec<_>>());
    let about = said("pdfinfo", &[], &pdf);
    for part in ["Title:           Ports", "Ines Calloway", "Creator:         Lede", "Tagged:          yes"] {
        assert!(about.contains(part), "{part}: {about}");
    }
    let text = plain(&said("pdftotext", &[], &pdf));
    for part in [
        "The iron bridge that joins the two halves",
        "Who is Agnes?",
        "六十八岁的店主周永光",
        "No data for the bar",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(text.contains("دانشگاه"), "no Persian");
    let images = said("pdfimages", &["-list"], &pdf);
    assert!(images.lines().count() > 8, "{images}");
}

#[test]
#[ignore = "run by ./dev exports, which installs poppler"]
fn judged_a_folder_has_a_pdf_for_each_article() {
    let made = Made::new();
    let (folder, report) = made.export("pdfs", &["1", "2", "--format", "pdf", "--folder"]);
    assert_eq!(report["exported"], 2);
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "Harbour bridge reopens after eleven months of repairs.pdf",
            "پژوهشگران ایرانی نقشه تازه‌ای از گسل‌های البرز منتشر کردند.pdf"
        ]
    );
    let about = said("pdfinfo", &[], &folder.join(&names[1]));
    assert!(about.contains("گسل‌های البرز"), "{about}");
}
