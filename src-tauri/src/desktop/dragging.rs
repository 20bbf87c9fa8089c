//! Files that are dragged over the window. The page is told that files come, but by design of the web never which: their paths are kept
//! here until the page says that they were let go. Tauri's own handler would take links away from the page, too.

use std::path::PathBuf;

use gtk::prelude::WidgetExt;
use tauri::{Manager, Url, WebviewWindow};

use super::import::Importing;

/// Notes the paths of files whenever some come over the window.
pub(super) fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    let app = window.app_handle().clone();
    window.with_webview(move |webview| {
        webview.inner().connect_drag_data_received(move |_, _, _, _, data, _, _| {
            let uris = data.uris();
            if !uris.is_empty() {
                app.state::<Importing>().carry(uris.iter().filter_map(|uri| path_of(uri)).collect());
            }
        });
    })
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
