//! A page that a browser saved, chosen by the person. The window itself never names a path.

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

use crate::error::{Error, Result};

/// The bytes of the file that the person chooses; `None` when they choose none.
pub(super) async fn chosen(app: &AppHandle, title: &str) -> Result<Option<Vec<u8>>> {
    let (tell, told) = oneshot::channel();
    let dialog = app.dialog().file().set_title(title).add_filter("HTML", &["html", "htm", "xhtml"]);
    dialog.pick_file(move |file| {
        // Nobody waits any more when the window has been closed.
        let _ = tell.send(file);
    });
    let Ok(Some(file)) = told.await else { return Ok(None) };
    let path = file.into_path().map_err(|error| Error::Internal(error.to_string()))?;
    let read = tokio::fs::read(&path).await;
    read.map(Some).map_err(|source| Error::Io { path: path.display().to_string(), source })
}
