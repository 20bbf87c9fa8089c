//! What a block is known by: its letters and digits, or the address of its picture.

use std::collections::HashMap;
use std::hash::Hasher;

use fnv::FnvHasher;
use url::Url;

use crate::capture::clean::tree::{Element, Node};
use crate::model::Picture;

/// Numbers kept of a text that was edited a little.
pub(super) const SKETCH: usize = 16;

/// Letters of a run.
const RUN: usize = 5;

/// A text of fewer letters is known by all of them or not at all.
const SHORTEST: usize = 40;

/// The addresses of pictures by their numbers.
#[derive(Debug, Default)]
pub(super) struct Addresses(HashMap<u32, String>);

impl Addresses {
    pub fn of(pictures: &[Picture]) -> Self {
        Self(pictures.iter().map(|picture| (picture.n, known_by(&picture.url))).collect())
    }

    /// The name of a picture's file.
    pub fn file_name(&self, picture: u32) -> Option<&str> {
        let address = self.0.get(&picture)?;
        address.rsplit('/').next().filter(|_| !address.starts_with("data:"))
    }
}

/// The part of a picture's address that stays when the same picture is asked for in another size.
fn known_by(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else { return url.to_owned() };
    let Some(host) = parsed.host_str() else { return url.to_owned() };
    let name = parsed.path().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let file =
        [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg"].iter().any(|end| name.ends_with(end));
    match parsed.query().filter(|_| !file) {
        Some(query) => format!("{host}{}?{query}", parsed.path()),
        None => format!("{host}{}", parsed.path()),
    }
}

/// The number that stands for a block: FNV-1a of 64 bits (Fowler, Noll and Vo 1991) over what it is known by.
pub(super) fn hash(block: &Element, addresses: &Addresses) -> u64 {
    if block.tag == "figure" {
        by_addresses(block, addresses).or_else(|| by_letters(block))
    } else {
        by_letters(block).or_else(|| by_addresses(block, addresses))
    }
    .unwrap_or_else(|| {
        let mut hasher = FnvHasher::default();
        hasher.write(block.tag.as_bytes());
        hasher.finish()
    })
}

fn by_letters(block: &Element) -> Option<u64> {
    let mut hasher = FnvHasher::default();
    let (mut any, mut buffer) = (false, [0; 4]);
    each_letter(block, &mut |letter| {
        any = true;
        hasher.write(letter.encode_utf8(&mut buffer).as_bytes());
    });
    any.then(|| hasher.finish())
}

fn by_addresses(block: &Element, addresses: &Addresses) -> Option<u64> {
    let mut hasher = FnvHasher::default();
    let mut any = false;
    each_element(block, &mut |element| {
        let picture = element.get("data-asset").and_then(|n| addresses.0.get(&n.parse().ok()?));
        let link = || element.get("href").filter(|_| block.get("class") == Some("embed"));
        if let Some(address) = picture.map(String::as_str).or_else(link) {
            any = true;
            hasher.write(address.as_bytes());
            hasher.write_u8(0);
        }
    });
    any.then(|| hasher.finish())
}

fn each_letter(element: &Element, visit: &mut dyn FnMut(char)) {
    for child in &element.children {
        match child {
            Node::Text(text) => {
                let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
                letters.for_each(&mut *visit);
            }
            Node::Element(element) => each_letter(element, visit),
        }
    }
}

fn each_element<'n>(element: &'n Element, visit: &mut dyn FnMut(&'n Element)) {
    visit(element);
    element.children.iter().filter_map(Node::element).for_each(|child| each_element(child, visit));
}

/// The smallest numbers of the runs of letters of a longer text, each once, ascending.
pub(super) fn sketch(block: &Element) -> Vec<u32> {
    let mut letters = Vec::new();
    each_letter(block, &mut |letter| letters.push(letter));
    if letters.len() < SHORTEST {
        return Vec::new();
    }
    let mut numbers: Vec<u32> = letters.windows(RUN).map(number_of_run).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.truncate(SKETCH);
    numbers
}

fn number_of_run(run: &[char]) -> u32 {
    let mut hasher = FnvHasher::default();
    run.iter().for_each(|letter| hasher.write_u32(u32::from(*letter)));
    // FNV alone leaves the order of similar inputs visible; this is the finaliser of MurmurHash3 (Appleby 2011).
    let mut number = hasher.finish();
    number = (number ^ (number >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    number = (number ^ (number >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    #[allow(clippy::cast_possible_truncation, reason = "the upper half is mixed into it")]
    let short = (number ^ (number >> 33)) as u32;
    short
}

/// How alike the texts of two sketches are: an estimate of the share of runs that both have, 0 to 1.
pub(super) fn likeness(a: &[u32], b: &[u32]) -> f32 {
    let (mut at, mut in_b, mut all, mut both) = (0, 0, 0.0_f32, 0.0_f32);
    while all < 16.0 && (at < a.len() || in_b < b.len()) {
        let (left, right) = (a.get(at).copied(), b.get(in_b).copied());
        let next = left.unwrap_or(u32::MAX).min(right.unwrap_or(u32::MAX));
        let (of_a, of_b) = (left == Some(next), right == Some(next));
        at += usize::from(of_a);
        in_b += usize::from(of_b);
        all += 1.0;
        both += f32::from(u8::from(of_a && of_b));
    }
    if all > 0.0 { both / all } else { 0.0 }
}

/// A number as marks hold it.
pub(super) fn hex(hash: u64) -> String {
    format!("{hash:016x}")
}
