//! Random changes against a simple model: whatever is done, counts and lists agree with it.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
pub(super) enum Change {
    Save(u8),
    Patch(u8, ArticlePatch),
    Undo,
    Position(u8, f64),
    Renew(u8),
    Purge(Option<u8>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Marks {
    id: ArticleId,
    state: ReadState,
    starred: bool,
    archived: bool,
    trashed: bool,
    complete: bool,
}

pub(super) fn changes() -> impl Strategy<Value = Vec<Change>> {
    let state = prop_oneof![Just(ReadState::Unread), Just(ReadState::Reading), Just(ReadState::Read)];
    let flag = || prop::option::of(any::<bool>());
    let patch = (prop::option::of(state), flag(), flag(), flag())
        .prop_map(|(state, starred, archived, trashed)| ArticlePatch { state, starred, archived, trashed });
    let change = prop_oneof![
        3 => (0..6_u8).prop_map(Change::Save),
        6 => (0..6_u8, patch).prop_map(|(n, patch)| Change::Patch(n, patch)),
        1 => Just(Change::Undo),
        2 => (0..6_u8, 0.0..=1.0).prop_map(|(n, position)| Change::Position(n, position)),
        1 => (0..6_u8).prop_map(Change::Renew),
        1 => prop::option::of(0..6_u8).prop_map(Change::Purge),
    ];
    prop::collection::vec(change, 1..40)
}

#[derive(Default)]
pub(super) struct Model {
    articles: BTreeMap<u8, Marks>,
    /// What each change that can be taken back found.
    undo: Vec<(u8, Marks, ArticlePatch)>,
}

impl Model {
    pub(super) fn apply(&mut self, archive: &Archive, change: &Change) {
        let library = &archive.library;
        match change {
            Change::Save(n) => {
                let mut story = capture(&format!("https://example.org/{n}"), "A", "some text");
                let complete = n % 2 == 0;
                if !complete {
                    story.page.diagnosis = doubtful(Doubt::Paywall);
                }
                let (id, _) = archive.store(&story, Aim::Save, 0);
                let (state, no) = (ReadState::Unread, false);
                let new = Marks { id, state, starred: no, archived: no, trashed: no, complete };
                self.articles.entry(*n).or_insert(new).trashed = false;
            }
            Change::Patch(n, patch) => {
                let Some(marks) = self.articles.get_mut(n) else { return };
                let step = library.update(&[marks.id], *patch, at(5)).unwrap();
                if step.is_some() {
                    self.undo.push((*n, *marks, *patch));
                }
                marks.state = patch.state.unwrap_or(marks.state);
                marks.starred = patch.starred.unwrap_or(marks.starred);
                marks.archived = patch.archived.unwrap_or(marks.archived);
                marks.trashed = patch.trashed.unwrap_or(marks.trashed);
            }
            Change::Undo => {
                let step = library.undo(None).unwrap();
                let undone = self.undo.pop();
                assert_eq!(step.is_some(), undone.is_some());
                let Some((n, before, patch)) = undone else { return };
                // What was deleted for good does not come back.
                if let Some(marks) = self.articles.get_mut(&n).filter(|marks| marks.id == before.id) {
                    // Only what the change changed: the article may have been read since.
                    let changed =
                        |asked: Option<bool>, before: bool| asked.is_some_and(|asked| asked != before);
                    if patch.state.is_some_and(|state| state != before.state) {
                        marks.state = before.state;
                    }
                    if changed(patch.starred, before.starred) {
                        marks.starred = before.starred;
                    }
                    if changed(patch.archived, before.archived) {
                        marks.archived = before.archived;
                    }
                    if changed(patch.trashed, before.trashed) {
                        marks.trashed = before.trashed;
                    }
                }
            }
            Change::Position(n, position) => {
                let Some(marks) = self.articles.get_mut(n) else { return };
                library.set_position(marks.id, *position).unwrap();
                if *position >= 0.98 || marks.state == ReadState::Read {
                    marks.state = ReadState::Read;
                } else {
                    marks.state = ReadState::Reading;
                }
            }
            Change::Renew(n) => {
                let Some(marks) = self.articles.get_mut(n) else { return };
                let whole = capture(&format!("https://example.org/{n}"), "A", "some text and the rest of it");
                archive.store(&whole, Aim::Renew(Some(marks.id)), 9);
                (marks.complete, marks.trashed) = (true, false);
            }
            Change::Purge(n) => {
                let one = n.and_then(|n| self.articles.get(&n)).map(|marks| [marks.id]);
                if n.is_some() && one.is_none() {
                    return;
                }
                let gone = library.purge(one.as_ref().map(|ids| ids.as_slice())).unwrap();
                let before = self.articles.len();
                self.articles.retain(|key, marks| !marks.trashed || n.is_some_and(|n| n != *key));
                assert_eq!(gone.len(), before - self.articles.len());
            }
        }
    }

    fn on(&self, shelf: Shelf, state: Option<ReadState>) -> Vec<ArticleId> {
        let stands = |m: &Marks| match shelf {
            Shelf::Trash => m.trashed,
            _ if m.trashed => false,
            Shelf::Inbox => !m.archived,
            Shelf::Unread => !m.archived && m.state == ReadState::Unread,
            Shelf::Reading => !m.archived && m.state == ReadState::Reading,
            Shelf::Read => m.state == ReadState::Read,
            Shelf::Starred => m.starred,
            Shelf::Archived => m.archived,
            Shelf::Incomplete => !m.complete,
            Shelf::All => true,
        };
        let mut ids: Vec<ArticleId> = self
            .articles
            .values()
            .filter(|m| stands(m) && state.is_none_or(|state| m.state == state))
            .map(|m| m.id)
            .collect();
        ids.sort_unstable();
        ids
    }
}

const NARROWED: [(Option<&str>, Option<ReadState>); 6] = [
    (None, None),
    (Some("text"), None),
    (None, Some(ReadState::Unread)),
    (None, Some(ReadState::Reading)),
    (None, Some(ReadState::Read)),
    (Some("text"), Some(ReadState::Read)),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn counts_and_lists_follow_every_change(changes in changes()) {
        let archive = archive();
        let mut model = Model::default();
        for change in &changes {
            model.apply(&archive, change);
            for shelf in SHELVES {
                for (find, state) in NARROWED {
                    let expected = model.on(shelf, state);
                    let find = find.map(str::to_owned);
                    let query = ListQuery { shelf, state, find, order: SortOrder::Ascending, limit: 50, ..ListQuery::default() };
                    let page = archive.library.articles(&query).unwrap();
                    let mut ids: Vec<ArticleId> = page.rows.iter().map(|row| row.id).collect();
                    ids.sort_unstable();
                    prop_assert_eq!(&ids, &expected, "{:?} {:?} after {:?}", shelf, state, change);
                    prop_assert_eq!(page.total as usize, expected.len());
                }
            }
        }
        let whole: String = archive.library.db()
            .read(|conn| Ok(conn.query_row("PRAGMA integrity_check", [], |row| row.get(0))?)).unwrap();
        prop_assert_eq!(whole, "ok");
        let strays: u32 = archive.library.db()
            .read(|conn| Ok(conn.query_row("SELECT count(*) FROM response WHERE id NOT IN (SELECT response_id FROM version)", [], |row| row.get(0))?)).unwrap();
        prop_assert_eq!(strays, 0);
    }
}
