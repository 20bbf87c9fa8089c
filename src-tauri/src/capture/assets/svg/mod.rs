//! SVG without anything that acts or reaches out: a picture, not a document.

use std::fmt::Write;

use quick_xml::NsReader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

mod attributes;
mod css;

/// Elements inside each other; renderers recurse.
const MAX_DEPTH: usize = 256;

/// Elements in all; more take seconds to draw.
const MAX_ELEMENTS: usize = 200_000;

/// Copies made by `<use>`; each may copy others, so that few of them can draw a picture a billion times.
const MAX_USES: usize = 1_000;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Elements that only draw or animate drawing. `a` is left out but not what it contains.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "svg", "g", "defs", "symbol", "use", "title", "desc", "switch", "view", "style",
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "marker",
    "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask",
    "animate", "animateTransform", "animateMotion", "set", "mpath", "filter",
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
    "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
    "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting",
    "feSpotLight", "feTile", "feTurbulence",
];

/// A clean SVG.
#[derive(Debug)]
pub(super) struct Svg {
    /// The document.
    pub bytes: Vec<u8>,
    /// Width and height in CSS pixels, where the root gives them.
    pub size: Option<(u32, u32)>,
}

/// Whether bytes look like an SVG document.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let is_html = head.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html"));
    head.starts_with('<') && !is_html && (head.contains("<svg") || head.contains(":svg"))
}

/// Writes the document again with nothing in it but what draws.
///
/// Elements and attributes pass by an allow-list, under names of our own, so that no namespace trick survives; entities
/// of the document's own are never expanded, so that none can explode.
///
/// # Errors
/// What is wrong with the document.
pub(super) fn sanitise(bytes: &[u8]) -> Result<Svg, String> {
    let text = encoding_rs::UTF_8.decode(bytes).0;
    let mut reader = NsReader::from_str(&text);
    let mut writer = Writer::default();
    while !writer.step(&mut reader)? {}
    if writer.elements == 0 || !writer.open.is_empty() {
        return Err("it has no whole drawing".to_owned());
    }
    Ok(Svg { bytes: writer.out.into_bytes(), size: writer.size })
}

/// What is made of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Written.
    Kept(&'static str),
    /// Left out, its content is not.
    Unwrapped,
}

#[derive(Debug, Default)]
struct Writer {
    out: String,
    open: Vec<Fate>,
    elements: usize,
    uses: usize,
    /// Text of the `<style>` that is open.
    style: Option<String>,
    size: Option<(u32, u32)>,
}

impl Writer {
    /// Takes one event; true at the end.
    fn step(&mut self, reader: &mut NsReader<&[u8]>) -> Result<bool, String> {
        let (namespace, event) = reader.read_resolved_event().map_err(|error| error.to_string())?;
        let in_svg = is_svg_namespace(&namespace);
        match event {
            Event::Start(start) => match self.fate(in_svg, &start) {
                Some(fate) => self.start(fate, &start)?,
                None => {
                    reader.read_to_end(start.name()).map_err(|error| error.to_string())?;
                }
            },
            Event::Empty(start) => {
                if let Some(fate) = self.fate(in_svg, &start) {
                    self.start(fate, &start)?;
                    self.end();
                }
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(text.as_ref()),
            Event::CData(text) => self.text(text.as_ref()),
            Event::GeneralRef(name) => self.reference(name.as_ref()),
            Event::Eof => return Ok(true),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        Ok(false)
    }

    fn fate(&self, in_svg: bool, start: &BytesStart) -> Option<Fate> {
        let name = start.local_name();
        let name: &str = name.as_ref();
        match ELEMENTS.iter().find(|known| **known == name) {
            _ if !in_svg || self.style.is_some() => None,
            Some(&"use") if self.uses >= MAX_USES => None,
            Some(known) if !self.open.is_empty() || *known == "svg" => Some(Fate::Kept(known)),
            None if name == "a" && !self.open.is_empty() => Some(Fate::Unwrapped),
            _ => None,
        }
    }

    fn start(&mut self, fate: Fate, start: &BytesStart) -> Result<(), String> {
        self.elements += 1;
        if self.open.len() >= MAX_DEPTH || self.elements > MAX_ELEMENTS {
            return Err("it nests too deep or has too many elements".to_owned());
        }
        if let Fate::Kept(name) = fate {
            let kept = attributes::kept(name, start);
            if self.open.is_empty() {
                self.size = attributes::size(&kept);
            }
            self.uses += usize::from(name == "use");
            if name == "style" {
                self.style = Some(String::new());
            } else {
                self.write_start(name, &kept);
            }
        }
        self.open.push(fate);
        Ok(())
    }

    fn write_start(&mut self, name: &str, kept: &[(String, String)]) {
        self.out.push('<');
        self.out.push_str(name);
        if self.open.is_empty() {
            let _ = write!(self.out, " xmlns=\"{NAMESPACE}\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
        }
        for (name, value) in kept {
            let _ = write!(self.out, " {name}=\"{}\"", escape(value.as_str()));
        }
        self.out.push('>');
    }

    fn end(&mut self) {
        match (self.open.pop(), self.style.take()) {
            (Some(Fate::Kept("style")), Some(css)) => {
                if css::is_local(&css) {
                    let _ = write!(self.out, "<style>{}</style>", escape(css.as_str()));
                }
            }
            (Some(Fate::Kept(name)), style) => {
                self.style = style;
                let _ = write!(self.out, "</{name}>");
            }
            (_, style) => self.style = style,
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.style {
            Some(style) => style.push_str(text),
            None if !self.open.is_empty() => self.out.push_str(&escape(text)),
            None => {}
        }
    }

    fn reference(&mut self, name: &str) {
        // The five predefined entities and numbers; the document's own mean nothing here.
        if let Ok(text) = quick_xml::escape::unescape(&format!("&{name};")) {
            self.text(&text);
        }
    }
}

/// Old drawing programs name the namespace by an entity of the document's own, which is not expanded here.
fn is_svg_namespace(namespace: &ResolveResult) -> bool {
    match namespace {
        ResolveResult::Bound(namespace) => matches!(namespace.0, NAMESPACE | "&ns_svg;" | "&svg;"),
        ResolveResult::Unbound => true,
        ResolveResult::Unknown(_) => false,
    }
}

#[cfg(test)]
mod tests;
