//! Plain data shared by every room: no behaviour beyond conversions, no I/O.

mod article;
mod backup;
mod capture;
mod change;
mod collection;
mod comparison;
mod copy;
mod diagnosis;
mod explanation;
mod export;
mod fetching;
mod find;
mod highlight;
mod id;
mod import;
mod imported;
mod job;
mod keeping;
mod kept;
mod link;
mod list;
mod neighbourhood;
mod note;
mod onward;
mod proof;
mod record;
mod related;
mod relation;
mod repair;
mod search;
mod selector;
mod settings;
mod site;
mod story;
mod tag;
mod trial;
mod undo;
mod version;
mod watch;

pub use article::{
    ArchiveInfo, Article, ArticleFlags, ArticlePatch, ArticleSummary, DeletedArticle, FailedAttempt,
    ReadState,
};
pub use backup::{AutomaticBackup, BackupReport, BackupSettings, BackupState, FailedBackup, RestoreReport};
pub use capture::{
    Asset, AssetFailure, Assets, Capture, Captured, CapturedAsset, Language, LinkContext, LinkPlace,
    Metadata, MissingReason, Page, PageLink, Picture, RawResponse, Redirect, Thumbnail, Validators,
};
pub use change::CopyChange;
pub use collection::{
    Collection, CollectionPatch, CollectionSummary, NewCollection, SavedQuery, SearchCount,
};
pub use comparison::{
    ChangeSummary, ComparedParagraph, ComparedPicture, Comparison, ParagraphKind, Segment, SegmentKind,
    VersionComparison,
};
pub use copy::{CopySite, Duplicate, DuplicateGroup, Merged, Rebuilt};
pub use diagnosis::{Diagnosis, Doubt, Evidence, EvidencePlace};
pub use explanation::{BlockDecision, Explanation, Overruled, Reason};
pub use export::{
    Citation, CitationStyle, Contents, ContentsEntry, ExportChoice, ExportFormat, ExportHoldings,
    ExportOptions, ExportPreview, ExportReport, LeftOut, Section,
};
pub use fetching::{FetchState, HostAside};
pub use find::{Occurrences, Wanted};
pub use highlight::{
    Highlight, HighlightColor, HighlightPage, HighlightPatch, HighlightQuery, HighlightRow, HighlightSort,
    TextRange,
};
pub use id::{
    ArticleId, AssetHash, CollectionId, HighlightId, ImportId, JobId, NoteId, RelationId, ResponseId, StepId,
    StoryId, TagId, VersionId,
};
pub use import::{
    FetchTime, ImportOptions, ImportPreview, ImportReport, ImportRow, ImportShelf, ImportSummary, KindCount,
    PreviewRow, RowOutcome, RowWhy,
};
pub use imported::{
    ImportFormat, ImportedArticle, ImportedCollection, ImportedContent, ImportedHighlight, ImportedItem,
    ImportedNote, ImportedPage, ImportedRow, PageFile, PageFiles, Refusal,
};
pub use job::{Job, JobKind, JobState, Progress, SaveOutcome, SaveStatus, Stage};
pub use keeping::{Lost, RecoverReport, RecoveredTable, VerifyReport, Wrong, WrongPart};
pub use kept::{KeptPicture, KeptResponse};
pub use link::{Backlink, BacklinkPage, Link};
pub use list::{ArticlePage, Fold, ListQuery, Shelf, ShelfCounts, SortKey, SortOrder};
pub use neighbourhood::{EdgeKind, MapEdge, MapNode, Neighbourhood};
pub use note::{LinkTarget, Note, NoteBasis, NoteMention, NotePage, NoteQuery, NoteWritten};
pub use onward::{Alternate, FurtherResponse, Onward, Part};
pub use proof::{ChainLink, Proof, ProvenPicture, ProvenResponse};
pub use record::{Cell, Column, ColumnKind, Record, Rows, TABLES, Table};
pub use related::{Reasons, Related, Term};
pub use relation::{
    ArticleRelation, NoteConnection, PersonalConnections, Relating, Relation, RelationKind, RelationSide,
};
pub use repair::{
    BlockMark, BlockReason, Direction, PageBlock, PageBlocks, RepairOutcome, RepairPreview, RepairUse,
    RepairedFields, Repairs, SaidFields,
};
pub use search::{
    Completion, Completions, Facet, Found, FoundIn, IndexState, Piece, QueryFault, QueryPart, QueryProblem,
    QueryReading, Tally,
};
pub use selector::{Anchoring, Place, Selector, TextPositionSelector, TextQuoteSelector};
pub use settings::{CaptureLimits, CaptureSettings};
pub use site::{RuleFault, RuleImport, RuleUse, SiteKnowledge, StoredRule};
pub use story::{Sketch, SketchTerm, Story, StoryPage, StoryQuery, StorySummary};
pub use tag::{ArticleTags, Tag, TagColor, TagPath, TagSuggestion, TagUse};
pub use trial::RuleTrial;
pub use undo::{Action, Changed, UndoStep, What};
pub use version::{VersionReason, VersionSummary};
pub use watch::{Watch, WatchedArticle};
