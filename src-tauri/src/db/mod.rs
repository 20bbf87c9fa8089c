//! All SQL: free functions on a connection or a transaction, and [`Db`], which hands those out.

mod address;
mod article;
mod asset;
mod backup;
mod chain;
mod collection;
mod column;
mod connection;
mod contents;
mod copies;
mod fact;
mod failed_attempt;
mod fault;
mod fetch_host;
mod fetch_whole;
mod filter;
mod flags;
mod found;
mod highlight;
mod id_set;
mod import;
mod info;
mod job;
mod job_end;
mod journal;
mod kept;
mod link;
mod link_picture;
mod list;
mod member;
mod merge;
mod migrate;
mod neighbour;
mod note;
mod part;
mod purge;
mod rebuild;
mod records;
mod relation;
mod repair;
mod schema;
mod search;
mod search_check;
mod setting;
mod site;
mod stale;
mod story;
mod story_edge;
mod story_term;
mod tag;
mod tagged;
mod tally;
mod term;
mod thumbnail;
mod version;
mod versions;
mod watch;

pub use address::{
    Claim, article_answered, article_by_url, claim_url, claimants, claimed_urls, is_answered, rename_article,
    settle_url,
};
pub use article::{
    ArticleRow, CurrentVersion, insert_article, insert_article_as, original_url, point_at_version,
    point_where_none, set_changed_from, set_chosen, show_version, summaries, summary, update_article,
};
pub use asset::{AssetPlace, asset_by_hash, fill_place, has_asset, insert_asset, missing_of, places_of};
pub use backup::{OnPages, Stray, copy_file, inspect, make_one_file, schema_to_migrate, with_file};
pub use chain::{
    Captured, CapturedResponse, add_chain_link, captured, chain_head, chain_link, link_of_version,
    links_after, unchained,
};
pub use collection::{
    collection, collection_summary, collections, delete_collection, insert_collection,
    path as collection_path, place_collection, siblings, stands_in, update_collection,
};
pub use connection::Db;
pub use contents::{Summed, count_contents, page_by_sum, summed_page, summed_picture, summed_version};
pub use copies::{
    CopyRow, all_copies, copies_by_article, copies_of, copy_candidates, host_and_text, set_bands, set_copies,
    set_not_copy, take_stale_copies,
};
pub use fact::{Fact, Whole, count_whole, fact_names, fact_of, facts, recount_whole, set_fact, whole_index};
pub use failed_attempt::{Brought, failed_attempt, forget_failed_attempt, note_failed_attempt};
#[cfg(test)]
pub use fetch_host::claim_plans;
pub use fetch_host::{
    HostTurn, claim_fetch, fetch_wake, hosts_aside, refusals, release_host, rest_host, set_host_turn,
};
pub use fetch_whole::{
    FetchEnd, FetchWhole, begin_fetches, count_fetch, drop_fetches, fetch_whole, last_answer, note_answer,
    recount_fetches, take_over_fetch,
};
pub use filter::{Kind, having_tag, in_collection, linking_to_host, linking_to_url, of_kind, saved_between};
pub use flags::{flags, missing_article, patch_flags, set_flags, set_position, set_saved_before};
pub use found::{highlight_notes_of, notes_of, quotes_of, shown_html, shown_text};
pub use highlight::{
    FoundPlace, NewHighlight, StoredHighlight, articles_of_highlights, delete_highlight, highlight_ids,
    highlights_by_id, highlights_of, index_highlight, insert_highlight, keep_highlight_place, set_highlight,
    tag_highlight, tags_of_highlights, untag_highlight,
};
pub use id_set::IdSet;
pub use import::{
    NewImport, NewImportRow, articles_imported, begin_import, count_rows, each_import_row, end_import,
    import_of, import_rows, imports, is_known_row, keep_import_row, refused_rows, rows_taken_in,
};
pub use info::{all_article_ids, archive_counts, is_empty};
pub use job::{
    ClaimedJob, NewJob, add_job_tags, cancel_job, claim_job, claim_one, dismiss_jobs, insert_job, job,
    job_tags, jobs, pending_job, renew_lease, requeue_job, retry_job, wake_time,
};
pub use job_end::{JobEnd, end_job, is_mine, postpone_job};
pub use journal::{
    begin_journal, end_journal, join_journal, step_to_redo, step_to_undo, swap_step, undo_steps,
};
pub use kept::{holdings, pictures_of, response_body, responses_of};
#[cfg(test)]
pub use link::citations_plan;
pub use link::{Citation, citations, count_citations, html_of, link_at, links, text_and_html};
pub use link_picture::{keep_list_picture, page_origin, wanted_pictures};
#[cfg(test)]
pub use list::plan_of;
pub use list::{
    all_ids, collection_ids, copied_ids, count_of, each_id, matching, page_of_ids, shelf_counts, shelf_ids,
    site_ids, sorted,
};
pub use member::{
    collections_of, gap, has_picture, lead_pictures, members, members_among, members_outside_trash,
    put_member, remove_members,
};
pub use merge::{
    move_highlight, move_links, move_notes, move_places, relation_ids, share_refusals, share_story,
    share_tags, share_watch,
};
pub use neighbour::{linked_from, linking_to, noted_from, noting_to};
pub use note::{
    NoteLinkRow, NoteRow, article_by_title, articles_of_notes, delete_note, index_note, insert_note,
    is_title_shared, note, note_links, notes, notes_linking_to, set_note_links, set_note_text, titles_with,
};
pub use part::{further_responses, insert_parts, parts_of};
pub use purge::{purge_articles, return_space, trashed_ids};
pub use rebuild::{next_ids, rebuild_counts, remove_strays};
pub use records::{
    Layout, all_records, articles_of_picture, articles_of_response, begin_recovery, begin_rows, commit_rows,
    each_record, each_row_id, end_recovery, layouts, lost_articles, lost_pages, lost_pictures, mend,
    put_cells, recovered_rows, same_row, stand_in_for_pages, textless,
};
pub use relation::{
    NewRelation, delete_relation, insert_relation, mentions_in_notes, relation, relations_between,
    relations_of, set_relation,
};
pub use repair::{repairs, set_repairs};
pub use schema::{SCHEMA, check as check_schema};
pub use search::{
    IndexedSource, IndexedWords, Own, Place, articles_behind, count_with, count_words, each_match,
    each_place, indexed_source, matches, next_behind, not_behind, own_places, put_words, recount_words,
    take_words, words_beginning,
};
pub use search_check::{FullText, all_behind, each_word_count, each_word_place, is_sound};
pub use setting::{set_setting, setting};
pub use site::{
    RuleRow, articles_by_host, first_rule, ids_of_host, keep_site_page, remove_rule, rules, set_rule,
    site_pages,
};
pub use stale::{Stale, is_stale, take_stale, take_stale_stories};
pub use story::{
    StoryRow, articles_of_story, choose_story, chosen_story, delete_empty_stories, insert_story, set_story,
    stories, story_members, story_of, story_row,
};
pub use story_edge::{
    StoryEdge, StoryLabel, StoryNode, add_story_edge, drop_story_edge, keep_story, leave_story,
    set_story_edges, story_edges, story_first, story_label, story_language, story_links, story_mates,
    story_node, story_relations, strongest_edges,
};
pub use story_term::{having_term, is_crowded, set_sketch, sketch, span_of, take_crossings};
pub use tag::{
    TagRow, branch, delete_tag, insert_tag, place_tag, respell_tag, set_tag_color, tag, tag_by_key,
    tag_paths, tags, tags_below,
};
#[cfg(test)]
pub use tagged::kept_wrongly;
pub use tagged::{
    PageWords, add_tag, copy_tag, first_tagged, page_words, tag_uses, tagged, tagged_ids, take_tag,
};
pub use tally::{StateCounts, states_among, tags_among};
pub use term::{
    Candidate, all_articles, articles_having, articles_with, candidate, dismiss_related, dismissed_of,
    recount_terms, set_terms, sharing_links, sharing_tags, terms_of,
};
pub use thumbnail::{keep_thumbnail, thumbnail};
pub use version::{
    NewResponse, NewVersion, StoredVersion, beginnings, copies, insert_links, insert_response,
    insert_version, response_of, same_html, version, version_ids,
};
pub use versions::{keep_change, latest_version, versions};
pub use watch::{
    checked, due_watches, forget_checks, next_watch, remove_watch, set_checked, set_watch, watch, watched,
};
