//! The commands and events as one list, from which both the invoke handler and `ui/src/bindings.ts` are made.

use tauri::Wry;
use tauri_specta::{Builder, collect_commands, collect_events};

use super::{
    citations, closing, collections, commands, copies, events, export, fetching, highlights, import, keeping,
    links, notes, related, relations, repair, rules, search, stories, tags, versions,
};

/// Everything the window may call and hear.
pub(super) fn bindings() -> Builder<Wry> {
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::archive_info,
            commands::articles,
            commands::article_ids,
            commands::folded_under,
            commands::shelf_counts,
            commands::article,
            versions::versions,
            versions::version,
            versions::find_in,
            versions::compare,
            versions::compare_articles,
            copies::duplicates,
            copies::set_not_duplicate,
            copies::merge,
            versions::show_version,
            versions::mark_seen,
            versions::watch,
            versions::watched,
            commands::update,
            commands::undo,
            commands::redo,
            commands::set_position,
            commands::purge,
            commands::save,
            commands::refetch,
            commands::retry_pictures,
            commands::give_page,
            commands::choose_page,
            commands::reextract_changes,
            commands::reextract,
            commands::cancel_work,
            copies::rebuild,
            commands::save_example,
            commands::jobs,
            commands::cancel_job,
            commands::retry_job,
            commands::dismiss_jobs,
            commands::settings,
            commands::set_settings,
            commands::open_external,
            closing::close_window,
            closing::keep_window,
            citations::cite,
            citations::cite_highlight,
            export::export_preview,
            export::choose_export,
            export::export,
            export::cancel_export,
            export::open_export,
            fetching::fetch_state,
            fetching::pause_fetching,
            fetching::resume_fetching,
            fetching::stop_fetching,
            fetching::release_host,
            fetching::refetch_from_internet_archive,
            import::choose_import,
            import::drop_import,
            import::preview_import,
            import::import,
            import::cancel_import,
            import::imports,
            import::import_rows,
            import::imported_articles,
            import::save_import_report,
            import::take_back_import,
            highlights::highlights,
            highlights::add_highlight,
            highlights::update_highlights,
            highlights::delete_highlights,
            highlights::all_highlights,
            highlights::highlight_ids,
            links::links,
            links::backlinks,
            keeping::backup_settings,
            keeping::set_backup_settings,
            keeping::backup_state,
            keeping::choose_backup_folder,
            keeping::backup,
            keeping::proof,
            keeping::save_proof,
            notes::notes,
            notes::note,
            notes::add_note,
            notes::update_note,
            notes::delete_notes,
            notes::note_html,
            notes::link_targets,
            notes::note_mentions,
            collections::collections,
            collections::collection,
            collections::new_collection,
            collections::update_collection,
            collections::move_collection,
            collections::delete_collections,
            collections::add_to_collection,
            collections::remove_from_collection,
            collections::move_in_collection,
            collections::collections_of,
            collections::collection_pictures,
            collections::search_counts,
            related::related,
            related::dismiss_related,
            relations::relations,
            relations::relate,
            relations::change_relation,
            relations::unrelate,
            relations::neighbourhood,
            search::tally,
            search::index_state,
            search::read_query,
            search::complete_query,
            stories::story_of,
            stories::stories,
            stories::rename_story,
            stories::pin_story,
            stories::join_stories,
            stories::split_story,
            stories::add_to_story,
            stories::take_from_story,
            repair::page_blocks,
            repair::try_repairs,
            repair::repair,
            rules::rules,
            rules::rule_for,
            rules::set_rule,
            rules::remove_rule,
            rules::try_rule,
            rules::articles_of_rule,
            rules::import_rules,
            tags::tags,
            tags::tag_uses,
            tags::tag_suggestions,
            tags::retag,
            tags::rename_tag,
            tags::move_tags,
            tags::merge_tags,
            tags::delete_tags,
            tags::color_tags,
        ])
        .events(collect_events![
            events::LibraryChanged,
            events::JobChanged,
            events::JobProgressed,
            events::WorkProgressed,
            events::ImportProgressed,
            events::Dragged,
            events::QueueStalled,
            events::UrlsReceived,
            events::WindowClosing,
        ])
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::{env, fs};

    use specta_typescript::Typescript;

    #[test]
    fn the_committed_bindings_are_current() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/bindings.ts");
        if env::var_os("LEDE_WRITE_BINDINGS").is_some() {
            super::bindings().export(Typescript::default(), &committed).unwrap();
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        super::bindings().export(Typescript::default(), &fresh).unwrap();
        assert!(
            fs::read_to_string(fresh).unwrap() == fs::read_to_string(committed).unwrap_or_default(),
            "ui/src/bindings.ts is not what the commands say: run `./dev bindings` and commit it"
        );
    }
}
