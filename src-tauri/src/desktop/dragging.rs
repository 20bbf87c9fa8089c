//! Files that are dragged over the window. By design of the web a page never learns which they are, and while they are dragged not even
//! that they are files: their paths are kept until the page says that they were let go. Tauri's own handler would take links away
//! from the page, too.

use std::cell::RefCell;
use std::path::PathBuf;

use gtk::prelude::WidgetExt;
use tauri::{AppHandle, Manager, Url, WebviewWindow};
use tauri_specta::Event;

use super::events::Dragged;
use super::import::Importing;

/// Notes of each drag whether it is of files, and their paths.
pub(super) fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    let app = window.app_handle().clone();
    window.with_webview(move |webview| {
        let known = RefCell::new(None);
        // What is dragged comes in several forms, one after the other.
        webview.inner().connect_drag_data_received(move |_, drag, _, _, data, _, _| {
            if known.replace(Some(drag.clone())).as_ref() != Some(drag) {
                carry(&app, Vec::new());
            }
            let files: Vec<PathBuf> = data.uris().iter().filter_map(|uri| path_of(uri)).collect();
            if !files.is_empty() {
                carry(&app, files);
            }
        });
    })
}

fn carry(app: &AppHandle, files: Vec<PathBuf>) {
    let dragged = Dragged { files: !files.is_empty() };
    app.state::<Importing>().carry(files);
    if let Err(error) = dragged.emit(app) {
        tracing::warn!(%error, "the window was not told");
    }
}

fn path_of(uri: &str) -> Option<PathBuf> {
    Url::parse(uri).ok()?.to_file_path().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_this_machine_have_a_path() {
        assert_eq!(path_of("file:///home/me/a%20b%25.zip"), Some("/home/me/a b%.zip".into()));
        assert_eq!(path_of("https://example.org/a"), None);
        assert_eq!(path_of("file://elsewhere/a"), None);
        assert_eq!(path_of("no uri"), None);
    }
}
