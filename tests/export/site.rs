//! The site as files: whole, and with links that lead somewhere.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::made::Made;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_link_within_the_site_leads_somewhere() {
    let made = Made::new();
    let (site, report) = made.export("site", &["--format", "html", "--folder"]);
    assert_eq!(report["exported"], 10);
    let all: HashSet<PathBuf> = files(&site).into_iter().collect();
    let mut followed = 0;
    for page in all.iter().filter(|file| file.extension().is_some_and(|extension| extension == "html")) {
        let html = std::fs::read_to_string(page).unwrap();
        for part in html.split(" href=\"").chain(html.split(" src=\"")).skip(1) {
            let address = part.split('"').next().unwrap();
            if address.contains(':')
                || address.starts_with('#')
                || address.starts_with('<')
                || address.is_empty()
            {
                continue;
            }
            let mut target = page.parent().unwrap().to_owned();
            for step in decoded(address.split('#').next().unwrap()).split('/') {
                if step == ".." {
                    target.pop();
                } else {
                    target.push(step)
                }
            }
            assert!(all.contains(&target), "{} leads to {}", page.display(), target.display());
            followed += 1;
        }
    }
    assert!(followed > 100, "{followed}");
    for name in
        ["tags/world-harbour.html", "dates/2026-03.html", "collections/Ports.html", "sites/Meridian.html"]
    {
        assert!(all.contains(&site.join(name)), "{name} of {all:?}");
    }
    assert!(!all.iter().any(|file| file.extension().is_some_and(|extension| extension == "entries")));
}
