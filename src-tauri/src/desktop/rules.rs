//! What the window may ask for about site rules.

use std::path::PathBuf;

use jiff::Timestamp;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FilePath};

use super::commands::{Answer, Archive};
use crate::error::Error;
use crate::model::{ArticleId, RuleImport, RuleTrial, StoredRule};

#[tauri::command(async)]
#[specta::specta]
pub fn rules(library: Archive<'_>) -> Answer<Vec<StoredRule>> {
    Ok(library.rules()?)
}

/// The rule that holds for a host, if there is one.
#[tauri::command(async)]
#[specta::specta]
pub fn rule_for(library: Archive<'_>, host: String) -> Answer<Option<StoredRule>> {
    match library.rule(&host) {
        Err(Error::NotFound { .. }) => Ok(None),
        found => Ok(Some(found?)),
    }
}

#[tauri::command(async)]
#[specta::specta]
pub fn set_rule(library: Archive<'_>, text: String) -> Answer<StoredRule> {
    Ok(library.set_rule(&text, Timestamp::now())?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn remove_rule(library: Archive<'_>, host: String) -> Answer<StoredRule> {
    Ok(library.remove_rule(&host)?)
}

#[tauri::command]
#[specta::specta]
pub async fn try_rule(library: Archive<'_>, id: ArticleId, text: String) -> Answer<RuleTrial> {
    Ok(library.try_rule(id, Some(&text)).await?)
}

#[tauri::command(async)]
#[specta::specta]
pub fn articles_of_rule(library: Archive<'_>, host: String) -> Answer<Vec<ArticleId>> {
    Ok(library.articles_of_rule(&host)?)
}

/// Lets the person choose files, or a folder, and takes the rules in them; nothing when the person chose none.
#[tauri::command(async)]
#[specta::specta]
pub fn import_rules(
    library: Archive<'_>,
    picker: State<'_, RulePicker>,
    folder: bool,
) -> Answer<Option<RuleImport>> {
    let Some(chosen) = (picker.0)(folder) else { return Ok(None) };
    let paths: Vec<PathBuf> = chosen
        .into_iter()
        .map(FilePath::into_path)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::Internal(format!("a file that is nowhere was chosen: {error}")))?;
    Ok(Some(library.import_rules(&paths, false, Timestamp::now())?))
}

type Pick = dyn Fn(bool) -> Option<Vec<FilePath>> + Send + Sync;

/// How a person chooses files of rules, or with `true` a folder: paths never come from the window itself.
pub(super) struct RulePicker(Box<Pick>);

impl RulePicker {
    /// Asks with the system's own dialog.
    pub fn of_system(app: &AppHandle) -> Self {
        let app = app.clone();
        Self(Box::new(move |folder| {
            let dialog = app.dialog().file();
            if folder {
                return dialog.blocking_pick_folder().map(|folder| vec![folder]);
            }
            dialog.add_filter("TOML, TXT, ZIP", &["toml", "txt", "zip"]).blocking_pick_files()
        }))
    }
}
