//! A start that fails is told in a dialog of the system: there may be no window to tell it in.

use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};

use crate::error::Error;

/// Shows what happened and what to do; `again` runs on the main thread when the person asks for it, else the program
/// ends with exit code 1.
pub(super) fn tell(app: &AppHandle, error: &Error, again: impl FnOnce(&AppHandle) + Send + 'static) {
    tracing::error!("{error}");
    let handle = app.clone();
    app.dialog()
        .message(text(error))
        .title("Lede cannot open the archive")
        .kind(MessageDialogKind::Error)
        .buttons(MessageDialogButtons::OkCancelCustom("Try again".into(), "Quit".into()))
        .show(move |try_again| {
            let target = handle.clone();
            let asked = try_again && handle.run_on_main_thread(move || again(&target)).is_ok();
            if !asked {
                handle.exit(1);
            }
        });
}

/// Shows that an address of the command line was not taken; the window is there and stays.
pub(super) fn mention(app: &AppHandle, error: &Error) {
    tracing::error!("{error}");
    app.dialog().message(text(error)).title("Not saved").kind(MessageDialogKind::Warning).show(|_| {});
}

fn text(error: &Error) -> String {
    match error.hint() {
        Some(hint) => format!("{error}.\n\nWhat to do: {hint}."),
        None => format!("{error}."),
    }
}
