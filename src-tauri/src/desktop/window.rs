//! Opening an archive in the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, path};

use clap::Parser;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tauri::plugin::TauriPlugin;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewWindowBuilder, Wry};
use tauri_plugin_window_state::StateFlags;
use tauri_specta::Event;

use super::arguments::Arguments;
use super::background::Background;
#[cfg(target_os = "linux")]
use super::dragging;
use super::events::UrlsReceived;
use super::failure;
use crate::capture::{CapturerOptions, system_languages};
use crate::error::{Error, Result};
use crate::library::{Library, LocalTime, OpenOptions, default_archive};

/// The window's label, as in `capabilities/main.json`.
const LABEL: &str = "main";

/// What is to be opened; kept so that a failed start can be tried again.
#[derive(Debug, Clone)]
pub(super) struct Opening {
    /// Absolute path of the archive, when the person named one.
    named: Option<PathBuf>,
    urls: Arc<[String]>,
}

impl Opening {
    pub(super) fn new(arguments: Arguments) -> Self {
        let named = arguments.archive.map(|file| path::absolute(&file).unwrap_or(file));
        Self { named, urls: arguments.urls.into() }
    }

    /// One window an archive: a second start on the same archive brings the first to the front and hands over its
    /// addresses. Only Linux's lock can tell archives apart; elsewhere an archive that was named gets no lock.
    pub(super) fn single_instance(&self) -> Option<TauriPlugin<Wry>> {
        let builder = tauri_plugin_single_instance::Builder::new().callback(hand_over);
        match &self.named {
            None => Some(builder.build()),
            Some(file) if cfg!(target_os = "linux") => Some(builder.dbus_id(bus_name(file)).build()),
            Some(_) => None,
        }
    }

    /// Opens archive and window, or says why not and offers to try again.
    pub(super) fn start(&self, app: &AppHandle) {
        let started = self.open().and_then(|library| self.show(app, library));
        if let Err(error) = started {
            let again = self.clone();
            failure::tell(app, &error, move |app| again.start(app));
        }
    }

    fn open(&self) -> Result<Library> {
        let file = self.named.clone().map_or_else(default_archive, Ok)?;
        let (worker, languages) = (env::current_exe().ok(), system_languages());
        let capturer = CapturerOptions {
            worker,
            languages,
            internet_archive: env::var("LEDE_INTERNET_ARCHIVE").ok(),
            ..CapturerOptions::default()
        };
        Library::open(&file, OpenOptions { create: true, capturer, local_time: local_time() })
    }

    fn show(&self, app: &AppHandle, library: Library) -> Result<()> {
        let title = self.title(library.path());
        app.manage(Background::start(app, &library));
        app.manage(library.clone());
        open_window(app, &title)
            .map_err(|error| Error::Internal(format!("the window could not be made: {error}")))?;
        if !self.urls.is_empty()
            && let Err(error) = library.enqueue(&self.urls, Timestamp::now())
        {
            failure::mention(app, &error);
        }
        Ok(())
    }

    fn title(&self, file: &Path) -> String {
        match (&self.named, file.file_name()) {
            (None, Some(name)) => format!("Lede — {}", name.to_string_lossy()),
            _ => format!("Lede — {}", file.display()),
        }
    }
}

/// Remembers where the window stood and how large it was.
pub(super) fn remembered_place() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::all() - StateFlags::VISIBLE)
        .build()
}

fn open_window(app: &AppHandle, title: &str) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == LABEL);
    let config = config.ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, config)?
        .title(title)
        .on_navigation(stays_inside)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    #[cfg(target_os = "linux")]
    dragging::watch(&window)?;
    Ok(())
}

/// The window shows its own page and, in the reader's frame, a document without an address; nothing else, ever.
fn stays_inside(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        "about" => matches!(url.path(), "srcdoc" | "blank"),
        _ => false,
    }
}

/// A bus name has letters, digits and dots only, so the path goes into it as a hash.
fn bus_name(archive: &Path) -> String {
    let hash = Sha256::digest(archive.as_os_str().as_encoded_bytes());
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("app.lede.Lede.a{hash}")
}

fn hand_over(app: &AppHandle, arguments: Vec<String>, _folder: String) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
    let urls = Arguments::try_parse_from(arguments).unwrap_or_default().urls;
    if !urls.is_empty()
        && let Err(error) = (UrlsReceived { urls }).emit(app)
    {
        tracing::error!("addresses of a second start were lost: {error}");
    }
}

#[allow(clippy::disallowed_methods, reason = "an entry: reads the clock for the library")]
fn local_time() -> LocalTime {
    LocalTime(Arc::new(jiff::Zoned::now))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_window_never_leaves_its_own_page() {
        for inside in
            ["tauri://localhost/", "http://tauri.localhost/index.html", "about:srcdoc", "about:blank"]
        {
            assert!(stays_inside(&Url::parse(inside).unwrap()), "{inside} was refused");
        }
        for outside in [
            "https://example.org/",
            "tauri://evil/",
            "http://tauri.localhost.evil.org/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:config",
            "archive://localhost/aa",
        ] {
            assert!(!stays_inside(&Url::parse(outside).unwrap()), "{outside} was let in");
        }
    }

    #[test]
    fn the_title_names_the_archive() {
        let usual = Opening::new(Arguments::default());
        assert_eq!(usual.title(Path::new("/home/me/archive.lede")), "Lede — archive.lede");
        let named = Opening::new(Arguments { archive: Some("/data/desk.lede".into()), urls: Vec::new() });
        assert_eq!(named.title(Path::new("/data/desk.lede")), "Lede — /data/desk.lede");
    }

    #[test]
    fn each_archive_has_a_lock_of_its_own() {
        assert_ne!(bus_name(Path::new("/a.lede")), bus_name(Path::new("/b.lede")));
        assert!(bus_name(Path::new("/a b/ü.lede")).chars().all(|c| c.is_ascii_alphanumeric() || c == '.'));
    }
}
