//! Closing the window only when its page has written what was typed.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tauri::{AppHandle, Manager, State, WebviewWindow, async_runtime};
use tauri_specta::Event;
use tokio_util::sync::CancellationToken;

use super::events::WindowClosing;

/// How long a page is waited for that gives no answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The question that the page has not answered yet.
#[derive(Debug, Default)]
pub(super) struct Closing(Mutex<Option<CancellationToken>>);

impl Closing {
    /// Puts a question in place of the one before, which is as good as answered.
    fn replace(&self, question: Option<CancellationToken>) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = std::mem::replace(&mut *open, question) {
            before.cancel();
        }
    }
}

/// Asks the page whether its window may close; false when there is nobody to ask.
pub(super) fn ask(app: &AppHandle, label: &str) -> bool {
    let Some(window) = app.get_webview_window(label) else { return false };
    if let Err(error) = WindowClosing.emit(app) {
        tracing::warn!("the window was not asked whether it may close: {error}");
        return false;
    }
    let answered = CancellationToken::new();
    app.state::<Closing>().replace(Some(answered.clone()));
    async_runtime::spawn(async move {
        // A page that hangs or never came up cannot hold its window open.
        if answered.run_until_cancelled(tokio::time::sleep(PATIENCE)).await.is_some() {
            close(&window);
        }
    });
    true
}

/// The page has written everything: its window goes.
#[tauri::command]
#[specta::specta]
pub fn close_window(window: WebviewWindow, closing: State<'_, Closing>) {
    closing.replace(None);
    close(&window);
}

/// Something could not be written, and the page has said so: its window stays.
#[tauri::command]
#[specta::specta]
pub fn keep_window(closing: State<'_, Closing>) {
    closing.replace(None);
}

fn close(window: &WebviewWindow) {
    if let Err(error) = window.destroy() {
        tracing::error!("the window could not be closed: {error}");
    }
}
