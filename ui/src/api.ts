/**
 * The one importer of the generated bindings: commands become functions that return a value or throw [ApiError].
 */
import { readText, writeText } from "@tauri-apps/plugin-clipboard-manager";

import {
  commands,
  events,
  type ArchiveInfo,
  type Article,
  type ArticlePage,
  type ArticlePatch,
  type BackupReport,
  type BackupSettings,
  type BackupState,
  type CaptureLimits,
  type CaptureSettings,
  type Collection,
  type Completions,
  type CollectionPatch,
  type CollectionSummary,
  type Changed,
  type Citation,
  type CitationStyle,
  type CopyChange,
  type DeletedArticle,
  type Duplicate,
  type ErrorKind,
  type ErrorReport,
  type Export,
  type ExportChoice,
  type Exported,
  type ExportFormat,
  type ExportPreview,
  type FetchState,
  type FileImported,
  type FilePreview,
  type Highlight,
  type HighlightColor,
  type HighlightPage,
  type HighlightPatch,
  type HighlightQuery,
  type ImportOptions,
  type ImportProgressed,
  type ImportRow,
  type ImportSummary,
  type IndexState,
  type BacklinkPage,
  type Job,
  type Link,
  type LinkTarget,
  type ListQuery,
  type Merged,
  type Neighbourhood,
  type NewCollection,
  type Note,
  type NoteBasis,
  type NoteMention,
  type NotePage,
  type NoteQuery,
  type NoteWritten,
  type Occurrences,
  type PageBlocks,
  type PersonalConnections,
  type Proof,
  type QueryReading,
  type Related,
  type Relating,
  type Rebuilt,
  type Relation,
  type RepairOutcome,
  type RepairPreview,
  type Repairs,
  type Progress,
  type RowOutcome,
  type RuleImport,
  type RuleTrial,
  type SaveOutcome,
  type SearchCount,
  type ShelfCounts,
  type StoredRule,
  type Story,
  type StoryPage,
  type StoryQuery,
  type Tag,
  type TagColor,
  type TagSuggestion,
  type TagUse,
  type Tally,
  type UndoStep,
  type VersionComparison,
  type VersionSummary,
  type Wanted,
} from "./bindings";

export type * from "./bindings";

/** A failed command: branch on `kind`, show `message` and `hint`. */
export class ApiError extends Error {
  readonly kind: ErrorKind;
  readonly hint: string | null;

  constructor(report: ErrorReport) {
    super(report.message);
    this.name = "ApiError";
    this.kind = report.kind;
    this.hint = report.hint;
  }
}

/** The settings as the library gives them: every field is there. */
export type Settings = Required<Omit<CaptureSettings, "limits">> & { limits: Required<CaptureLimits> };

/** Stops a subscription. */
export type Unlisten = () => void;

/** Everything the window asks of the library. */
export interface Api {
  archiveInfo(): Promise<ArchiveInfo>;
  articles(query: ListQuery): Promise<ArticlePage>;
  articleIds(query: ListQuery): Promise<number[]>;
  foldedUnder(query: ListQuery, rows: number[]): Promise<number[]>;
  /** How far the search index is behind the articles. */
  indexState(): Promise<IndexState>;
  /** What a whole list can be narrowed to. */
  tally(query: ListQuery): Promise<Tally>;
  /** How the text of a search is understood. */
  readQuery(text: string): Promise<QueryReading>;
  /** What a text can go on with at a cursor, which is counted in UTF-16 units. */
  completeQuery(text: string, cursor: number): Promise<Completions>;
  shelfCounts(): Promise<ShelfCounts>;
  article(id: number): Promise<Article>;
  versions(id: number): Promise<VersionSummary[]>;
  /** An article as one of its versions has it. */
  version(id: number, version: number): Promise<Article>;
  /** What differs from one version of an article to another. */
  duplicates(id: number): Promise<Duplicate[]>;
  setNotDuplicate(id: number, other: number, isNot: boolean): Promise<number | null>;
  merge(keep: number, others: number[]): Promise<Changed<Merged>>;
  /** The story that an article belongs to; null when it tells none with others. */
  storyOf(article: number): Promise<Story | null>;
  stories(query: StoryQuery): Promise<StoryPage>;
  /** What changes a story resolves to the step that takes that back. A story is named by any of its articles. */
  renameStory(story: number, name: string): Promise<number | null>;
  pinStory(story: number, pinned: boolean): Promise<number | null>;
  joinStories(stories: number[]): Promise<number | null>;
  splitStory(articles: number[]): Promise<number | null>;
  takeFromStory(articles: number[]): Promise<number | null>;
  compare(id: number, before: number, after: number): Promise<VersionComparison>;
  compareArticles(before: number, after: number): Promise<VersionComparison>;
  /** Shows another version from now on; resolves to the step that takes that back. */
  showVersion(id: number, version: number): Promise<number | null>;
  /** The person has seen that these have changed since they were read. */
  markSeen(ids: number[]): Promise<void>;
  /** Looks at the pages of articles every so many seconds; with null no more. */
  watch(ids: number[], every: number | null): Promise<number | null>;
  update(ids: number[], patch: ArticlePatch): Promise<number | null>;
  /** Takes back the change `step`, or the newest; null when there is nothing to take back. */
  undo(step: number | null): Promise<UndoStep | null>;
  redo(): Promise<UndoStep | null>;
  setPosition(id: number, position: number): Promise<void>;
  purge(ids: number[] | null): Promise<DeletedArticle[]>;
  save(urls: string[]): Promise<Job[]>;
  refetch(id: number): Promise<Job>;
  retryPictures(id: number): Promise<Job>;
  /** Asks the Internet Archive for a copy of an article's page. */
  refetchFromInternetArchive(id: number): Promise<Job>;
  /** How far the fetching of imported articles has come. */
  fetchState(): Promise<FetchState>;
  pauseFetching(): Promise<void>;
  resumeFetching(): Promise<void>;
  /** Fetches no more of what an import, or with null every import, brought and what is not fetched yet; resolves to how many articles that are. */
  stopFetching(id: number | null): Promise<number>;
  releaseHost(host: string): Promise<void>;
  /** Takes HTML from elsewhere as a new version of an article. */
  givePage(id: number, html: string): Promise<Job>;
  collections(): Promise<CollectionSummary[]>;
  collection(id: number): Promise<Collection>;
  newCollection(wanted: NewCollection): Promise<Changed<number>>;
  updateCollection(id: number, patch: CollectionPatch): Promise<number | null>;
  moveCollection(id: number, parent: number | null, before: number | null): Promise<number | null>;
  deleteCollections(ids: number[]): Promise<number | null>;
  addToCollection(id: number, articles: number[]): Promise<Changed<number>>;
  removeFromCollection(id: number, articles: number[]): Promise<Changed<number>>;
  moveInCollection(id: number, articles: number[], before: number | null): Promise<number | null>;
  collectionsOf(articles: number[]): Promise<[number, number][]>;
  collectionPictures(id: number): Promise<string[]>;
  /** How many articles each saved search finds. */
  searchCounts(): Promise<SearchCount[]>;
  /** Asks for a saved page; null when none was chosen. */
  choosePage(id: number, title: string): Promise<Job | null>;
  /** What cleaning stored pages again would change; null looks at all of them. */
  reextractChanges(ids: number[] | null): Promise<CopyChange[]>;
  reextract(ids: number[]): Promise<SaveOutcome[]>;
  cancelWork(): Promise<void>;
  /** Makes everything that is derived anew. */
  rebuild(): Promise<Rebuilt>;
  /** Articles as they are cited, with the words around them in a language. */
  cite(ids: number[], style: CitationStyle, locale: string): Promise<Citation[]>;
  citeHighlight(id: number, style: CitationStyle, locale: string): Promise<Citation>;
  backupSettings(): Promise<BackupSettings>;
  /** Stores them; the folder is the one that was chosen, or with null the usual one. */
  setBackupSettings(settings: BackupSettings): Promise<BackupSettings>;
  backupState(): Promise<BackupState>;
  chooseBackupFolder(title: string): Promise<BackupSettings | null>;
  /** Asks where to, and writes a backup there; null when no file was chosen. */
  backup(title: string): Promise<BackupReport | null>;
  proof(id: number, version: number): Promise<Proof>;
  /** Asks where to, and writes a proof there; null when no file was chosen. */
  saveProof(id: number, version: number, title: string): Promise<string | null>;
  exportPreview(choice: ExportChoice): Promise<ExportPreview>;
  /** Lets the person choose where an export goes; null when they choose nothing. */
  chooseExport(heading: string, title: string, format: ExportFormat, folder: boolean): Promise<string | null>;
  /** Exports to where the person chose last. */
  export(wanted: Export): Promise<Exported>;
  cancelExport(): Promise<void>;
  /** Opens what was exported last, or the folder that it lies in. */
  openExport(folder: boolean): Promise<void>;
  /** Lets the person choose files, or a folder; their names, or null when they choose nothing. */
  chooseImport(heading: string, folder: boolean): Promise<string[] | null>;
  /** Chooses the files that were let go over the window; null when they are none of this machine. */
  dropImport(): Promise<string[] | null>;
  /** What the chosen files hold. */
  previewImport(options: ImportOptions): Promise<FilePreview[]>;
  /** Takes in the chosen files from the one with the number `from` on; one that is stopped is the last of the answer. */
  import(options: ImportOptions, from: number): Promise<FileImported[]>;
  cancelImport(): Promise<void>;
  imports(): Promise<ImportSummary[]>;
  /** Rows of an import that ended so: `limit` of them after the row `after`. */
  importRows(id: number, outcome: RowOutcome, after: number, limit: number): Promise<ImportRow[]>;
  /** The articles that an import brought, outside the trash. */
  importedArticles(id: number): Promise<number[]>;
  /** Asks where to, and writes there what became of every row; null when no file was chosen. */
  saveImportReport(id: number, title: string): Promise<string | null>;
  /** Moves what an import brought to the trash; null when nothing of it is left outside. */
  takeBackImport(id: number): Promise<number | null>;
  saveExample(language: string): Promise<SaveOutcome>;
  jobs(): Promise<Job[]>;
  cancelJob(id: number): Promise<void>;
  retryJob(id: number): Promise<void>;
  dismissJobs(ids: number[] | null): Promise<void>;
  settings(): Promise<Settings>;
  setSettings(settings: Settings): Promise<void>;
  notes(query: NoteQuery): Promise<NotePage>;
  note(id: number): Promise<Note>;
  addNote(article: number | null, text: string): Promise<Changed<Note>>;
  /** Writes a text that was made from a note as it was then; nobody else's text is written over. */
  updateNote(id: number, text: string, basedOn: NoteBasis): Promise<Changed<NoteWritten>>;
  deleteNotes(ids: number[]): Promise<Changed<Note[]>>;
  /** The HTML of a note's text: no script, no request. */
  noteHtml(note: number | null, text: string): Promise<string>;
  /** Articles that a link of a note may lead to, by words of their titles. */
  linkTargets(words: string): Promise<LinkTarget[]>;
  noteMentions(article: number): Promise<NoteMention[]>;
  /** What a person connected an article with. */
  /** The articles that have most in common with one, the closest first. */
  related(id: number, limit: number): Promise<Related[]>;
  /** Never again shows `others` as related to an article. */
  dismissRelated(id: number, others: number[]): Promise<number | null>;
  relations(article: number): Promise<PersonalConnections>;
  /** Says what each of some articles is to another one. */
  relate(articles: number[], other: number, relating: Relating): Promise<Changed<Relation[]>>;
  /** Makes a relation say something else, as it reads from the side of an article. */
  changeRelation(id: number, relating: Relating, seenFrom: number): Promise<Changed<Relation>>;
  unrelate(ids: number[]): Promise<Changed<Relation[]>>;
  /** What lies within two steps of an article. */
  neighbourhood(article: number): Promise<Neighbourhood>;
  /** Closes the window that asked whether it may. */
  closeWindow(): Promise<void>;
  /** Leaves the window open that asked whether it may close. */
  keepWindow(): Promise<void>;
  /** Every block of an article's stored page. */
  pageBlocks(id: number): Promise<PageBlocks>;
  /** What corrections would make of an article. */
  tryRepairs(id: number, repairs: Repairs): Promise<RepairPreview>;
  repair(id: number, repairs: Repairs): Promise<Changed<RepairOutcome>>;
  rules(): Promise<StoredRule[]>;
  ruleFor(host: string): Promise<StoredRule | null>;
  setRule(text: string): Promise<StoredRule>;
  removeRule(host: string): Promise<StoredRule>;
  tryRule(id: number, text: string): Promise<RuleTrial>;
  articlesOfRule(host: string): Promise<number[]>;
  importRules(folder: boolean): Promise<RuleImport | null>;
  /** Every tag, each before those below it. */
  tags(): Promise<Tag[]>;
  /** How many of some articles have each tag themselves. */
  tagUses(ids: number[]): Promise<TagUse[]>;
  /** What the pages of articles name as keywords and section. */
  tagSuggestions(ids: number[]): Promise<TagSuggestion[]>;
  /** Gives articles the tags of `add` (paths, made when they are not there) and takes those of `remove`. */
  retag(ids: number[], add: string[], remove: number[]): Promise<Changed<null>>;
  renameTag(id: number, path: string): Promise<Changed<Tag>>;
  moveTags(ids: number[], under: number | null): Promise<Changed<null>>;
  mergeTags(from: number[], into: number): Promise<Changed<Tag>>;
  deleteTags(ids: number[]): Promise<Changed<null>>;
  colorTags(ids: number[], color: TagColor | null): Promise<Changed<null>>;
  /** Highlights of an article, placed in one of its versions. */
  highlights(article: number, version: number): Promise<Highlight[]>;
  addHighlight(
    article: number,
    version: number,
    start: number,
    end: number,
    color: HighlightColor,
  ): Promise<Changed<Highlight>>;
  updateHighlights(ids: number[], patch: HighlightPatch): Promise<Changed<Highlight[]>>;
  removeHighlights(ids: number[]): Promise<Changed<unknown>>;
  allHighlights(query: HighlightQuery): Promise<HighlightPage>;
  highlightIds(query: HighlightQuery): Promise<number[]>;
  /** Where something stands in a version of an article. */
  findIn(article: number, version: number, wanted: Wanted): Promise<Occurrences>;
  /** What an article links to, each with the saved article it leads to. */
  links(id: number): Promise<Link[]>;
  /** The saved articles that link to one in their text, those saved last first. */
  backlinks(id: number, offset: number, limit: number): Promise<BacklinkPage>;
  openExternal(url: string): Promise<void>;
  readClipboard(): Promise<string>;
  writeClipboard(text: string): Promise<void>;
  onLibraryChanged(listener: () => void): Promise<Unlisten>;
  onJobChanged(listener: (job: Job) => void): Promise<Unlisten>;
  onJobProgressed(listener: (job: number, progress: Progress) => void): Promise<Unlisten>;
  onWorkProgressed(listener: (progress: Progress) => void): Promise<Unlisten>;
  onImportProgressed(listener: (progress: ImportProgressed) => void): Promise<Unlisten>;
  /** Something is dragged over the window: whether it is files. */
  onDragged(listener: (files: boolean) => void): Promise<Unlisten>;
  onUrlsReceived(listener: (urls: string[]) => void): Promise<Unlisten>;
  /** The window is to close: answered by [closeWindow] or [keepWindow]. */
  onWindowClosing(listener: () => void): Promise<Unlisten>;
  onQueueStalled(listener: (error: ApiError) => void): Promise<Unlisten>;
}

type Outcome<T> = { status: "ok"; data: T } | { status: "error"; error: ErrorReport };

async function unwrap<T>(call: Promise<Outcome<T>>): Promise<T> {
  const outcome = await call;
  if (outcome.status === "error") throw new ApiError(outcome.error);
  return outcome.data;
}

async function settle(call: Promise<Outcome<unknown>>): Promise<void> {
  await unwrap(call);
}

/** The commands and events of the desktop program. */
export const desktop: Api = {
  archiveInfo: () => unwrap(commands.archiveInfo()),
  articles: (query) => unwrap(commands.articles(query)),
  articleIds: (query) => unwrap(commands.articleIds(query)),
  foldedUnder: (query, rows) => unwrap(commands.foldedUnder(query, rows)),
  indexState: () => unwrap(commands.indexState()),
  tally: (query) => unwrap(commands.tally(query)),
  readQuery: (text) => unwrap(commands.readQuery(text)),
  completeQuery: (text, cursor) => unwrap(commands.completeQuery(text, cursor)),
  shelfCounts: () => unwrap(commands.shelfCounts()),
  article: (id) => unwrap(commands.article(id)),
  versions: (id) => unwrap(commands.versions(id)),
  version: (id, version) => unwrap(commands.version(id, version)),
  findIn: (article, version, wanted) => unwrap(commands.findIn(article, version, wanted)),
  duplicates: (id) => unwrap(commands.duplicates(id)),
  setNotDuplicate: (id, other, isNot) => unwrap(commands.setNotDuplicate(id, other, isNot)),
  merge: (keep, others) => unwrap(commands.merge(keep, others)),
  storyOf: (article) => unwrap(commands.storyOf(article)),
  stories: (query) => unwrap(commands.stories(query)),
  renameStory: (story, name) => unwrap(commands.renameStory(story, name)),
  pinStory: (story, pinned) => unwrap(commands.pinStory(story, pinned)),
  joinStories: (stories) => unwrap(commands.joinStories(stories)),
  splitStory: (articles) => unwrap(commands.splitStory(articles)),
  takeFromStory: (articles) => unwrap(commands.takeFromStory(articles)),
  compare: (id, before, after) => unwrap(commands.compare(id, before, after)),
  compareArticles: (before, after) => unwrap(commands.compareArticles(before, after)),
  showVersion: (id, version) => unwrap(commands.showVersion(id, version)),
  markSeen: (ids) => settle(commands.markSeen(ids)),
  watch: (ids, every) => unwrap(commands.watch(ids, every)),
  update: (ids, patch) => unwrap(commands.update(ids, patch)),
  undo: (step) => unwrap(commands.undo(step)),
  redo: () => unwrap(commands.redo()),
  setPosition: (id, position) => settle(commands.setPosition(id, position)),
  purge: (ids) => unwrap(commands.purge(ids)),
  save: (urls) => unwrap(commands.save(urls)),
  refetch: (id) => unwrap(commands.refetch(id)),
  retryPictures: (id) => unwrap(commands.retryPictures(id)),
  refetchFromInternetArchive: (id) => unwrap(commands.refetchFromInternetArchive(id)),
  fetchState: () => unwrap(commands.fetchState()),
  pauseFetching: () => settle(commands.pauseFetching()),
  resumeFetching: () => settle(commands.resumeFetching()),
  stopFetching: (id) => unwrap(commands.stopFetching(id)),
  releaseHost: (host) => settle(commands.releaseHost(host)),
  givePage: (id, html) => unwrap(commands.givePage(id, html)),
  choosePage: (id, title) => unwrap(commands.choosePage(id, title)),
  collections: () => unwrap(commands.collections()),
  collection: (id) => unwrap(commands.collection(id)),
  newCollection: (wanted) => unwrap(commands.newCollection(wanted)),
  updateCollection: (id, patch) => unwrap(commands.updateCollection(id, patch)),
  moveCollection: (id, parent, before) => unwrap(commands.moveCollection(id, parent, before)),
  deleteCollections: (ids) => unwrap(commands.deleteCollections(ids)),
  addToCollection: (id, articles) => unwrap(commands.addToCollection(id, articles)),
  removeFromCollection: (id, articles) => unwrap(commands.removeFromCollection(id, articles)),
  moveInCollection: (id, articles, before) => unwrap(commands.moveInCollection(id, articles, before)),
  collectionsOf: (articles) => unwrap(commands.collectionsOf(articles)),
  collectionPictures: (id) => unwrap(commands.collectionPictures(id)),
  searchCounts: () => unwrap(commands.searchCounts()),
  reextractChanges: (ids) => unwrap(commands.reextractChanges(ids)),
  reextract: (ids) => unwrap(commands.reextract(ids)),
  cancelWork: async () => void (await commands.cancelWork()),
  rebuild: () => unwrap(commands.rebuild()),
  cite: (ids, style, locale) => unwrap(commands.cite(ids, style, locale)),
  citeHighlight: (id, style, locale) => unwrap(commands.citeHighlight(id, style, locale)),
  backupSettings: () => unwrap(commands.backupSettings()),
  setBackupSettings: (settings) => unwrap(commands.setBackupSettings(settings)),
  backupState: () => unwrap(commands.backupState()),
  chooseBackupFolder: (title) => unwrap(commands.chooseBackupFolder(title)),
  backup: (title) => unwrap(commands.backup(title)),
  proof: (id, version) => unwrap(commands.proof(id, version)),
  saveProof: (id, version, title) => unwrap(commands.saveProof(id, version, title)),
  exportPreview: (choice) => unwrap(commands.exportPreview(choice)),
  chooseExport: (heading, title, format, folder) => unwrap(commands.chooseExport(heading, title, format, folder)),
  export: (wanted) => unwrap(commands.export(wanted)),
  cancelExport: async () => void (await commands.cancelExport()),
  openExport: (folder) => settle(commands.openExport(folder)),
  chooseImport: (heading, folder) => unwrap(commands.chooseImport(heading, folder)),
  dropImport: () => commands.dropImport(),
  previewImport: (options) => unwrap(commands.previewImport(options)),
  import: (options, from) => unwrap(commands.import(options, from)),
  cancelImport: async () => void (await commands.cancelImport()),
  imports: () => unwrap(commands.imports()),
  importRows: (id, outcome, after, limit) => unwrap(commands.importRows(id, outcome, after, limit)),
  importedArticles: (id) => unwrap(commands.importedArticles(id)),
  saveImportReport: (id, title) => unwrap(commands.saveImportReport(id, title)),
  takeBackImport: (id) => unwrap(commands.takeBackImport(id)),
  saveExample: (language) => unwrap(commands.saveExample(language)),
  jobs: () => unwrap(commands.jobs()),
  cancelJob: (id) => settle(commands.cancelJob(id)),
  retryJob: (id) => settle(commands.retryJob(id)),
  dismissJobs: (ids) => settle(commands.dismissJobs(ids)),
  settings: async () => (await unwrap(commands.settings())) as Settings,
  setSettings: (settings) => settle(commands.setSettings(settings)),
  notes: (query) => unwrap(commands.notes(query)),
  note: (id) => unwrap(commands.note(id)),
  addNote: (article, text) => unwrap(commands.addNote(article, text)),
  updateNote: (id, text, basedOn) => unwrap(commands.updateNote(id, text, basedOn)),
  deleteNotes: (ids) => unwrap(commands.deleteNotes(ids)),
  noteHtml: (note, text) => unwrap(commands.noteHtml(note, text)),
  linkTargets: (words) => unwrap(commands.linkTargets(words)),
  noteMentions: (article) => unwrap(commands.noteMentions(article)),
  related: (id, limit) => unwrap(commands.related(id, limit)),
  dismissRelated: (id, others) => unwrap(commands.dismissRelated(id, others)),
  relations: (article) => unwrap(commands.relations(article)),
  relate: (articles, other, relating) => unwrap(commands.relate(articles, other, relating)),
  changeRelation: (id, relating, seenFrom) => unwrap(commands.changeRelation(id, relating, seenFrom)),
  unrelate: (ids) => unwrap(commands.unrelate(ids)),
  neighbourhood: (article) => unwrap(commands.neighbourhood(article)),
  closeWindow: async () => void (await commands.closeWindow()),
  keepWindow: async () => void (await commands.keepWindow()),
  pageBlocks: (id) => unwrap(commands.pageBlocks(id)),
  tryRepairs: (id, repairs) => unwrap(commands.tryRepairs(id, repairs)),
  repair: (id, repairs) => unwrap(commands.repair(id, repairs)),
  rules: () => unwrap(commands.rules()),
  ruleFor: (host) => unwrap(commands.ruleFor(host)),
  setRule: (text) => unwrap(commands.setRule(text)),
  removeRule: (host) => unwrap(commands.removeRule(host)),
  tryRule: (id, text) => unwrap(commands.tryRule(id, text)),
  articlesOfRule: (host) => unwrap(commands.articlesOfRule(host)),
  importRules: (folder) => unwrap(commands.importRules(folder)),
  tags: () => unwrap(commands.tags()),
  tagUses: (ids) => unwrap(commands.tagUses(ids)),
  tagSuggestions: (ids) => unwrap(commands.tagSuggestions(ids)),
  retag: (ids, add, remove) => unwrap(commands.retag(ids, add, remove)),
  renameTag: (id, path) => unwrap(commands.renameTag(id, path)),
  moveTags: (ids, under) => unwrap(commands.moveTags(ids, under)),
  mergeTags: (from, into) => unwrap(commands.mergeTags(from, into)),
  deleteTags: (ids) => unwrap(commands.deleteTags(ids)),
  colorTags: (ids, color) => unwrap(commands.colorTags(ids, color)),
  highlights: (article, version) => unwrap(commands.highlights(article, version)),
  addHighlight: (article, version, start, end, color) =>
    unwrap(commands.addHighlight(article, version, start, end, color)),
  updateHighlights: (ids, patch) => unwrap(commands.updateHighlights(ids, patch)),
  removeHighlights: (ids) => unwrap(commands.deleteHighlights(ids)),
  allHighlights: (query) => unwrap(commands.allHighlights(query)),
  highlightIds: (query) => unwrap(commands.highlightIds(query)),
  links: (id) => unwrap(commands.links(id)),
  backlinks: (id, offset, limit) => unwrap(commands.backlinks(id, offset, limit)),
  openExternal: (url) => settle(commands.openExternal(url)),
  readClipboard: () => readText(),
  writeClipboard: (text) => writeText(text),
  onLibraryChanged: (listener) => events.libraryChanged.listen(() => listener()),
  onJobChanged: (listener) => events.jobChanged.listen((event) => listener(event.payload.job)),
  onJobProgressed: (listener) =>
    events.jobProgressed.listen((event) => listener(event.payload.job, event.payload.progress)),
  onWorkProgressed: (listener) => events.workProgressed.listen((event) => listener(event.payload.progress)),
  onImportProgressed: (listener) => events.importProgressed.listen((event) => listener(event.payload)),
  onDragged: (listener) => events.dragged.listen((event) => listener(event.payload.files)),
  onUrlsReceived: (listener) => events.urlsReceived.listen((event) => listener(event.payload.urls)),
  onWindowClosing: (listener) => events.windowClosing.listen(() => listener()),
  onQueueStalled: (listener) => events.queueStalled.listen((event) => listener(new ApiError(event.payload.error))),
};
