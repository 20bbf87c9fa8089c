import {
  type Api,
  ApiError,
  type Article,
  type BackupSettings,
  type BackupState,
  type ArticleSummary,
  type Changed,
  type CopyChange,
  type Highlight,
  type ImportProgressed,
  type HighlightQuery,
  type ErrorReport,
  type Job,
  type Link,
  type ListQuery,
  type Note,
  type Progress,
  type Related,
  type Relation,
  type Repairs,
  type RuleTrial,
  type FetchState,
  type Settings,
  type Shelf,
  type ShelfCounts,
  type StoredRule,
  type Tag,
  type UndoStep,
  type Unlisten,
  type VersionSummary,
  type What,
} from "../api";
import { completeQuery, foundOf, matches, readQuery, tally } from "./fakeSearch";
import type { Span } from "../utils/readingText";
import { FakeTags } from "./fakeTags";
import { chosen, patched, placesOf, rowOf, sampleHighlight, textOf } from "./marks";
import { FakeCollections } from "./fakeCollections";
import { FakeImports } from "./fakeImports";
import { FakeRelations } from "./fakeRelations";
import { FakeNotes } from "./notes";
import { samplePage, sampleRepaired } from "./fakeRepairs";
import { PICTURE, type Sample, SAMPLES } from "./samples";
import { sampleComparison, sampleVersion } from "./versions";

const START = Date.UTC(2026, 10, 22, 14, 0);
const MINUTE = 60_000;

/** A row made from a sample; `id` counts from 1, the newest first. */
export function sampleArticle(sample: Sample, id: number, change: Partial<Article> = {}): Article {
  const text = sample.html.replace(/<[^>]+>/g, " ");
  const missing = (sample.html.match(/data-missing/g) ?? []).length;
  return {
    id,
    url: sample.url,
    title: sample.title,
    authors: sample.authors,
    site: sample.site,
    published: sample.published,
    saved: new Date(START - id * 37 * MINUTE).toISOString(),
    language: sample.language,
    direction: /^(fa|ar)/.test(sample.language) ? "rtl" : "ltr",
    state: "unread",
    starred: false,
    archived: false,
    trashed: false,
    tags: [],
    excerpt: sample.excerpt,
    words: sample.minutes * 230,
    minutes: sample.minutes,
    lead_image: sample.picture ? PICTURE : null,
    position: 0,
    complete: !sample.doubts,
    doubts: sample.doubts ?? [],
    missing_assets: missing,
    dead: null,
    changed_from: null,
    copies: [],
    version: id,
    shown: id,
    latest: id,
    chosen: false,
    checked: null,
    watch: null,
    archive_made: null,
    fetched: new Date(START - id * 37 * MINUTE).toISOString(),
    versions: 1,
    original_url: `${sample.url}?utm_source=letter`,
    text,
    html: sample.html,
    published_from: null,
    modified: null,
    section: sample.section ?? null,
    keywords: [],
    notes: [],
    highlights: [],
    relations: [],
    collections: [],
    diagnosis: {
      complete: !sample.doubts,
      doubts: sample.doubts ?? [],
      evidence: sample.evidence ?? [],
    },
    failed_attempt: null,
    rule: null,
    repaired: false,
    unmatched: [],
    missing: missing
      ? [["https://meridian.example/map.png", { reason: "status", message: "the server answered 404" }]]
      : [],
    ...change,
  };
}

/** What a step takes back. */
interface Snapshot {
  rows: Article[];
  marks: Highlight[];
  nodes: FakeCollections["nodes"];
  notes: Note[];
  relations: Relation[];
  dismissed: [number, number][];
}

const SHELF: Record<Shelf, (row: ArticleSummary) => boolean> = {
  inbox: (row) => !row.archived && !row.trashed,
  unread: (row) => !row.archived && !row.trashed && row.state === "unread",
  reading: (row) => !row.archived && !row.trashed && row.state === "reading",
  read: (row) => !row.trashed && row.state === "read",
  starred: (row) => !row.trashed && row.starred,
  archived: (row) => !row.trashed && row.archived,
  incomplete: (row) => !row.trashed && !row.complete,
  all: (row) => !row.trashed,
  trash: (row) => row.trashed,
};

const SETTINGS: Settings = {
  user_agent: null,
  languages: null,
  proxy: null,
  pictures: true,
  list_pictures: true,
  host_delay_ms: 2000,
  internet_archive: false,
  limits: {
    page_bytes: 20 << 20,
    picture_bytes: 15 << 20,
    article_bytes: 100 << 20,
    redirects: 10,
    connect_ms: 10_000,
    idle_ms: 20_000,
    total_ms: 60_000,
    tries: 3,
    extract_ms: 20_000,
  },
};

/** An archive in memory that answers as the library does, for tests and for work on the window without it. */
export class FakeApi implements Api {
  rows: Article[];
  queue: Job[] = [];
  current: Settings = structuredClone(SETTINGS);
  opened: string[] = [];
  linked: Record<number, Link[]> = {};
  clipboard = "";
  queries: ListQuery[] = [];
  known: StoredRule[] = [];
  readonly kept = new FakeCollections();
  /** Articles whose changes were seen. */
  seen: number[] = [];
  /** Older versions of articles, newest first. */
  older = new Map<number, VersionSummary[]>();
  /** Pages that were given for articles. */
  given: { id: number; html: string }[] = [];
  /** What cleaning again would change, and what was cleaned. */
  changes: CopyChange[] = [];
  cleaned: number[] = [];
  marks: Highlight[] = [];
  readonly tagged = new FakeTags();
  /** Milliseconds every answer takes. */
  delay = 0;
  /** What the next call fails with. */
  failure: ErrorReport | null = null;
  /** Milliseconds between the steps of a save; 0 leaves jobs waiting. */
  pace = 0;

  #listeners = {
    library: new Set<() => void>(),
    closing: new Set<() => void>(),
    job: new Set<(job: Job) => void>(),
    progress: new Set<(job: number, progress: Progress) => void>(),
    urls: new Set<(urls: string[]) => void>(),
    stalled: new Set<(error: ApiError) => void>(),
  };

  /** The corrections of articles. */
  readonly repairs = new Map<number, Repairs>();
  #steps: { step: UndoStep; before: Snapshot }[] = [];
  #last: { name: string; of: Article[]; rows: Article[] } | null = null;

  constructor(rows: Article[] = []) {
    this.rows = rows;
  }

  archiveInfo = () =>
    this.#answer({
      path: "/home/reader/.local/share/lede/archive.lede",
      program: "0.1.0",
      schema: 1,
      articles: this.rows.filter(SHELF.all).length,
      trashed: this.rows.filter(SHELF.trash).length,
      versions: this.rows.length,
      assets: 312,
      missing_assets: 4,
      asset_bytes: 48_200_000,
      file_bytes: 61_300_000,
      pending_jobs: 0,
      failed_jobs: 0,
    });

  articles = (query: ListQuery) => {
    this.queries.push(query);
    const { found, folded, folds } = this.#folded(query);
    const offset = query.offset ?? 0;
    const rows = found.slice(offset, offset + (query.limit ?? 0));
    const reading = readQuery(query.find ?? "");
    const passages = query.passages && reading.has_words ? rows.map((row) => foundOf(row, reading)) : [];
    const quickly = query.quick ? this.foundQuickly : null;
    const counted = quickly ?? this.countedTo;
    const total = counted === null ? found.length : Math.min(found.length, counted);
    const at_least = total < found.length;
    const page = { at_least, newest: at_least, folded, folds, total, unfinished: quickly !== null && at_least };
    return this.#answer({ ...page, rows: rows.slice(0, quickly ?? undefined), passages });
  };

  /** Articles that are not in the search index yet. */
  behind = 0;
  indexState = async () => ({ behind: this.behind });
  /** As many articles as a search finds that is not to take long; null for all. */
  foundQuickly: number | null = null;
  /** As many articles as a search counts before its whole list is known; null for all. */
  countedTo: number | null = null;
  /** What was asked to be counted. */
  tallied: ListQuery[] = [];
  tally = async (query: ListQuery) => {
    this.tallied.push(query);
    const counted = await this.#answer(tally(this.#sorted(query), query.find ?? ""));
    this.countedTo = null;
    return counted;
  };
  readQuery: Api["readQuery"] = (text) => this.#answer(readQuery(text));
  completeQuery: Api["completeQuery"] = (text, cursor) => this.#answer(completeQuery(text, cursor, this.rows));

  articleIds = (query: ListQuery) => this.#answer(this.#folded(query).found.map((row) => row.id));

  foldedUnder: Api["foldedUnder"] = (query, rows) => {
    const closed = this.#folded(query).folds.filter(
      ({ article }) => rows.includes(article) && !query.opened?.includes(article),
    );
    return this.#answer(closed.flatMap(({ copies }) => copies));
  };

  /** The list as rows, those of `copies` under the first of them. */
  #folded(query: ListQuery): { found: Article[]; folded: number; folds: { article: number; copies: number[] }[] } {
    const found = this.#sorted(query);
    const [first, ...others] = found.filter((row) => this.copies.has(row.id));
    if (!query.fold || first === undefined || others.length === 0) return { found, folded: 0, folds: [] };
    const folds = [{ article: first.id, copies: others.map((row) => row.id) }];
    const rest = found.filter((row) => !others.includes(row));
    if (!query.opened?.includes(first.id)) return { found: rest, folded: others.length, folds };
    const at = rest.indexOf(first) + 1;
    return { found: [...rest.slice(0, at), ...others, ...rest.slice(at)], folded: 0, folds };
  }

  shelfCounts = () => {
    const counts = Object.entries(SHELF).map(([shelf, holds]) => [shelf, this.rows.filter(holds).length]);
    return this.#answer(Object.fromEntries(counts) as ShelfCounts);
  };

  article = async (id: number) =>
    this.#answer({ ...this.#find(id), notes: this.notebook.list.filter((note) => note.article === id) });

  versions = (id: number) => this.#answer(this.#versionsOf(id));

  /** The library folds letters; here only case does not count. */
  findIn: Api["findIn"] = async (id, _version, wanted) => {
    const article = this.#find(id);
    const words = wanted.text === undefined ? wanted.query.split(/\s+/) : [wanted.text];
    const placesIn = (text: string): Span[] => words.flatMap((word) => placesOf(text, word));
    const byPlace = (a: Span, b: Span): number => a.start - b.start;
    return this.#answer({
      title: placesIn(article.title).sort(byPlace),
      text: placesIn(textOf(article).text).sort(byPlace),
      more: false,
    });
  };

  version: Api["version"] = async (id, version) => {
    const known = this.#versionsOf(id).find((other) => other.version === version);
    if (!known) throw new ApiError({ kind: "not-found", message: `no version ${version}`, hint: null });
    const { fetched, title } = known;
    const article = this.#find(id);
    const shown = version === article.shown ? {} : { fetched, title };
    return this.#answer({ ...article, version, ...shown });
  };

  compare: Api["compare"] = async (id, before, after) => {
    const { title } = this.#find(id);
    return this.#answer(sampleComparison(title, before, after));
  };

  compareArticles: Api["compareArticles"] = async (before, after) =>
    this.#answer(sampleComparison(this.#find(before).title, this.#find(before).version, this.#find(after).version));

  /** The articles with the text of each other. */
  copies: ReadonlySet<number> = new Set();
  duplicates: Api["duplicates"] = async (id) =>
    this.rows
      .filter((row) => row.id !== id && this.copies.has(id) && this.copies.has(row.id))
      .map((row) => ({ ...row, similarity: 0.91, containment: 0.96 }));
  setNotDuplicate: Api["setNotDuplicate"] = async () => null;
  merge: Api["merge"] = async (keep, merged) => {
    const counts = { tags: 0, notes: 0, highlights: 0, unfound: 0, collections: 0, relations: 0 };
    return { value: { article: this.#find(keep), merged, ...counts }, step: 1 };
  };
  storyOf: Api["storyOf"] = async () => null;
  stories: Api["stories"] = async () => ({ rows: [], total: 0 });
  renameStory: Api["renameStory"] = async () => null;
  pinStory: Api["pinStory"] = async () => null;
  joinStories: Api["joinStories"] = async () => null;
  splitStory: Api["splitStory"] = async () => null;
  takeFromStory: Api["takeFromStory"] = async () => null;
  showVersion: Api["showVersion"] = async (id, version) => {
    const newest = this.#versionsOf(id)[0]?.version;
    this.rows = this.rows.map((row) =>
      row.id === id ? { ...row, version, shown: version, chosen: version !== newest } : row,
    );
    await this.#answer(null);
    this.changed();
    return 1;
  };

  markSeen = async (ids: number[]) => {
    this.seen.push(...ids);
    this.rows = this.rows.map((row) => (ids.includes(row.id) ? { ...row, changed_from: null } : row));
  };

  watch: Api["watch"] = async (ids, every) => {
    const watch = every === null ? null : { every, next: new Date(START).toISOString(), failures: 0, unchanged: 0 };
    this.rows = this.rows.map((row) => (ids.includes(row.id) ? { ...row, watch } : row));
    this.changed();
    return 1;
  };

  update: Api["update"] = async (ids, patch) => {
    const before = this.#snapshot();
    const count = ids.length;
    this.rows = this.rows.map((row) => (ids.includes(row.id) ? ({ ...row, ...patch } as Article) : row));
    await this.#answer(null);
    return this.#step({ action: "mark", count, name: null }, before);
  };

  undo: Api["undo"] = async (id) => {
    const at = this.#steps.findLastIndex(({ step }) => !step.undone && (id === null || step.id === id));
    return this.#swap(at);
  };

  redo: Api["redo"] = async () => this.#swap(this.#steps.findIndex(({ step }) => step.undone));

  setPosition = async (id: number, position: number) => {
    const state = position >= 0.98 ? "read" : "reading";
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, position, state } : row));
    this.changed();
  };

  purge = async (ids: number[] | null) => {
    const gone = this.rows.filter((row) => row.trashed && (ids === null || ids.includes(row.id)));
    this.rows = this.rows.filter((row) => !gone.includes(row));
    this.changed();
    return gone.map(({ id, url, title }) => ({ id, url, title }));
  };

  save = async (urls: string[]) => {
    await this.#answer(null);
    return urls.map((url) => this.#enqueue("save", url));
  };

  refetch = async (id: number) => this.#enqueue("refetch", this.#find(id).url);
  retryPictures = async (id: number) => this.#enqueue("retry-pictures", this.#find(id).url);
  refetchFromInternetArchive = async (id: number) => this.#enqueue("internet-archive", this.#find(id).url);
  givePage: Api["givePage"] = async (id, html) => {
    this.given.push({ id, html });
    return this.#enqueue("refetch", this.#find(id).url);
  };
  choosePage: Api["choosePage"] = async () => null;
  reextractChanges: Api["reextractChanges"] = (ids) =>
    this.#answer(this.changes.filter(({ id }) => ids === null || ids.includes(id)));
  reextract: Api["reextract"] = async (ids) => {
    this.cleaned.push(...ids);
    return ids.map((id) => outcome(id, this.#find(id).url, "saved"));
  };
  cancelWork: Api["cancelWork"] = async () => undefined;
  cite: Api["cite"] = (ids, style, locale) =>
    this.#answer(ids.map((id) => ({ id, highlight: null, style, text: `${style} of ${id} in ${locale}` })));

  citeHighlight: Api["citeHighlight"] = (id, style, locale) =>
    this.#answer({ id: 1, highlight: id, style, text: `${style} of highlight ${id} in ${locale}` });

  exportPreview: Api["exportPreview"] = (choice) => {
    const ids = typeof choice === "object" && "articles" in choice ? choice.articles : undefined;
    const rows = this.rows.filter((row) => ids?.includes(row.id) ?? true);
    return this.#answer({
      title: rows.length === 1 ? (rows[0]?.title ?? "") : "",
      articles: rows.length,
      first: rows.slice(0, 6).map(({ id, title, site, published, language, direction }) => {
        return { id, title, site, published, language, rtl: direction === "rtl" };
      }),
      sections: 0,
      holdings: { pictures: 3, picture_bytes: 5e5, missing_pictures: 1, incomplete: 0, notes: 2, highlights: 4 },
    });
  };
  /** Where the person says an export goes. */
  chosen: string | null = "/home/me/Export.html";
  chooseExport: Api["chooseExport"] = () => this.#answer(this.chosen);
  export: Api["export"] = ({ choice }) => {
    const ids = typeof choice === "object" && "articles" in choice ? choice.articles : undefined;
    const n = ids?.length ?? this.rows.length;
    const left_out = [{ id: 1, why: "picture https://news.example/a.jpg: the server could not be reached" }];
    const report = { exported: n, left_out, output: this.chosen ?? "", bytes: 12_345 };
    return this.#answer({ report, titles: [[1, "The first"]] as [number, string][] });
  };
  cancelExport: Api["cancelExport"] = async () => undefined;
  openExport: Api["openExport"] = async () => undefined;
  readonly brought = new FakeImports();
  chooseImport: Api["chooseImport"] = () => this.brought.api.chooseImport();
  dropImport: Api["dropImport"] = () => this.brought.api.dropImport();
  previewImport: Api["previewImport"] = (options) => this.brought.api.previewImport(options);
  import: Api["import"] = (options, from) => this.brought.api.import(options, from);
  cancelImport: Api["cancelImport"] = () => this.brought.api.cancelImport();
  imports: Api["imports"] = () => this.brought.api.imports();
  importRows: Api["importRows"] = (...asked) => this.brought.api.importRows(...asked);
  importedArticles: Api["importedArticles"] = () => this.brought.api.importedArticles();
  saveImportReport: Api["saveImportReport"] = () => this.brought.api.saveImportReport();
  takeBackImport: Api["takeBackImport"] = (id) => this.brought.api.takeBackImport(id);
  backup_settings: Required<BackupSettings> = { daily_backups: false, folder: null, days: 7, weeks: 4, months: 6 };
  backup_state: BackupState = { last: null, failed: null, folder: "/home/reader/.local/share/lede/backups" };
  backupSettings = () => this.#answer(this.backup_settings);
  setBackupSettings: Api["setBackupSettings"] = (settings) => {
    this.backup_settings = { ...this.backup_settings, ...settings };
    return this.#answer(this.backup_settings);
  };
  backupState = () => this.#answer(this.backup_state);
  chooseBackupFolder: Api["chooseBackupFolder"] = () => {
    this.backup_settings = { ...this.backup_settings, folder: "/media/disk/lede" };
    this.backup_state = { ...this.backup_state, folder: "/media/disk/lede" };
    return this.#answer(this.backup_settings);
  };
  backup: Api["backup"] = () => {
    const made = {
      output: "/media/disk/copy.lede",
      bytes: 61_300_000,
      made: "2026-11-22T12:00:00Z",
      articles: 3,
      schema: 4,
    };
    this.backup_state = { ...this.backup_state, last: made, failed: null };
    return this.#answer(made);
  };
  proof: Api["proof"] = (id, version) => {
    const row = this.rows.find((row) => row.id === id);
    const sum = "ab12".repeat(16);
    return this.#answer({
      statement: "",
      article: id,
      url: row?.url ?? "",
      title: row?.title ?? "",
      version,
      created: "2026-11-22T12:00:00Z",
      extractor: "lede 1",
      text_sha256: sum,
      html_sha256: sum,
      responses: [
        { url: row?.url ?? "", status: 200, headers: [], fetched: "2026-11-22T12:00:00Z", sha256: sum, bytes: 48_000 },
      ],
      pictures: [{ n: 1, url: "https://example.org/1.png", sha256: sum }],
      record: "",
      link: { number: 7, version, made: "2026-11-22T12:00:00Z", record: sum, before: sum, sum },
      head: null,
      faults: [],
      made: "2026-11-22T12:00:00Z",
    });
  };
  saveProof: Api["saveProof"] = () => this.#answer("/home/reader/proof.json");
  rebuild = () => this.#answer({ articles: this.rows.length, notes: 0, highlights: 0 });

  saveExample = async () => {
    const [sample] = SAMPLES;
    if (!sample) throw new Error("no sample");
    const id = Math.max(0, ...this.rows.map((row) => row.id)) + 1;
    this.rows = [sampleArticle(sample, id), ...this.rows];
    this.changed();
    return outcome(id, sample.url, "saved");
  };

  fetching: FetchState = {
    waiting: 0,
    done: 0,
    failed: 0,
    dead: 0,
    paused: false,
    per_minute: null,
    seconds_left: null,
    hosts_waiting: 0,
    set_aside: [],
  };
  fetchState = () => this.#answer(this.fetching);
  pauseFetching = async () => void (this.fetching = { ...this.fetching, paused: true });
  resumeFetching = async () => void (this.fetching = { ...this.fetching, paused: false });
  stopFetching = async () => {
    const { waiting } = this.fetching;
    this.fetching = { ...this.fetching, waiting: 0, set_aside: [] };
    return waiting;
  };
  releaseHost = async (host: string) => {
    const set_aside = this.fetching.set_aside.filter((aside) => aside.host !== host);
    this.fetching = { ...this.fetching, set_aside };
  };

  jobs = () => this.#answer([...this.queue]);
  cancelJob = async (id: number) => this.changeJob(id, { state: "cancelled" });
  retryJob = async (id: number) => {
    this.changeJob(id, { state: "queued", error: null });
    void this.#work(id);
  };

  dismissJobs = async (ids: number[] | null) => {
    const pending = (job: Job): boolean => job.state === "queued" || job.state === "running";
    this.queue = this.queue.filter((job) => pending(job) || (ids !== null && !ids.includes(job.id)));
  };

  settings = () => this.#answer(structuredClone(this.current));
  setSettings = async (settings: Settings) => {
    await this.#answer(null);
    this.current = settings;
  };

  pageBlocks: Api["pageBlocks"] = async (id) => this.#answer(samplePage(this.#find(id), this.repairs.get(id)));
  tryRepairs: Api["tryRepairs"] = async (id, repairs) => this.#answer(sampleRepaired(this.#find(id), repairs));
  repair: Api["repair"] = async (id, repairs) => {
    const before = this.#snapshot();
    const { title, authors } = sampleRepaired(this.#find(id), repairs);
    this.repairs.set(id, repairs);
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, title, authors, repaired: true } : row));
    await this.#answer(null);
    const value = { version: id, words: 1, unmatched: [], pictures_to_fetch: 0 };
    return { value, step: this.#step({ action: "repair", count: 1, name: title }, before) };
  };
  rules = () => this.#answer([...this.known]);
  ruleFor = async (host: string) => this.known.find((rule) => rule.host === host.replace(/^www\./, "")) ?? null;
  setRule = async (text: string) => {
    await this.#answer(null);
    const host = /^host = "(.*)"/.exec(text)?.[1] ?? "example.org";
    const rule = {
      host,
      text,
      changed: new Date(START).toISOString(),
      articles: (await this.articlesOfRule(host)).length,
    };
    this.known = [...this.known.filter((other) => other.host !== host), rule];
    return rule;
  };
  removeRule = async (host: string) => {
    const rule = this.known.find((other) => other.host === host);
    if (!rule) throw new ApiError({ kind: "not-found", message: `no rule for ${host}`, hint: null });
    this.known = this.known.filter((other) => other !== rule);
    return rule;
  };
  tryRule = (id: number): Promise<RuleTrial> => {
    const { url, title, authors, published, words, text } = this.#find(id);
    const rule = { host: new URL(url).hostname, matched: ["body"], unmatched: ["remove"] };
    const removed = ["Read the newsletter that eleven people wrote."];
    return this.#answer({ url, rule, title, authors, published, words, text, added: [], removed });
  };
  articlesOfRule = async (host: string) =>
    this.rows.filter((row) => new URL(row.url).hostname.replace(/^www\./, "") === host).map((row) => row.id);
  importRules = () =>
    this.#answer({
      files: 2,
      lines: 9,
      imported: ["news.example"],
      partly: [{ file: "news.example.txt", line: 4, why: "CSS cannot count across a whole page" }],
      failed: [{ file: "notes.txt", line: null, why: "the name of the file is no host" }],
    });

  tags = () => this.#answer(this.tagged.list(this.rows));
  tagUses: Api["tagUses"] = (ids) => {
    const rows = this.rows.filter((row) => ids.includes(row.id));
    const counts = this.tagged.list(this.rows).map(({ id, path }) => ({
      id,
      count: rows.filter((row) => row.tags.includes(path)).length,
    }));
    return this.#answer(counts.filter(({ count }) => count > 0));
  };
  tagSuggestions: Api["tagSuggestions"] = (ids) => {
    const known = this.tagged.list(this.rows);
    const words = new Set(this.rows.filter((row) => ids.includes(row.id)).flatMap((row) => row.keywords));
    return this.#answer(
      [...words].map((path) => ({ path, tag: known.find((tag) => tag.path === path)?.id ?? null, count: 1 })),
    );
  };
  retag: Api["retag"] = async (ids, add, remove) => {
    await this.#answer(null);
    const given = add.map((path) => this.tagged.make(path).path);
    const taken = remove.map((id) => this.tagged.of(id).path);
    return this.#rewrite(
      this.rows.map((row) =>
        ids.includes(row.id)
          ? { ...row, tags: [...new Set([...row.tags.filter((tag) => !taken.includes(tag)), ...given])].sort() }
          : row,
      ),
    );
  };
  renameTag: Api["renameTag"] = async (id, path) => {
    const { step } = this.#rewrite(this.tagged.put(this.rows, id, path));
    return { value: this.#tag(id), step };
  };
  moveTags: Api["moveTags"] = async (ids, under) => {
    const above = under === null ? "" : `${this.tagged.of(under).path}/`;
    const name = (id: number): string => this.tagged.of(id).path.split("/").at(-1) ?? "";
    return this.#rewrite(ids.reduce((rows, id) => this.tagged.put(rows, id, above + name(id)), this.rows));
  };
  mergeTags: Api["mergeTags"] = async (from, into) => {
    const { path } = this.tagged.of(into);
    const { step } = this.#rewrite(from.reduce((rows, id) => this.tagged.put(rows, id, path), this.rows));
    return { value: this.#tag(this.tagged.make(path).id), step };
  };
  deleteTags: Api["deleteTags"] = async (ids) =>
    this.#rewrite(ids.reduce((rows, id) => this.tagged.delete(rows, id), this.rows));
  colorTags: Api["colorTags"] = async (ids, color) => {
    for (const id of ids) this.tagged.color(id, color);
    return this.#rewrite(this.rows);
  };

  highlights: Api["highlights"] = async (article) => {
    const start = (mark: Highlight): number => mark.place?.start ?? Infinity;
    return this.#answer(this.marks.filter((mark) => mark.article === article).sort((a, b) => start(a) - start(b)));
  };
  addHighlight: Api["addHighlight"] = async (article, version, start, end, color) => {
    const before = this.#snapshot();
    const id = Math.max(0, ...this.marks.map((mark) => mark.id)) + 1;
    const place = { start, end };
    const quote = textOf(this.#find(article)).slice(place);
    const value = sampleHighlight({ id, article, version, quote, color, place });
    this.marks = [...this.marks, value];
    await this.#answer(null);
    return { value, step: this.#step({ action: "mark", count: 1, name: null }, before) };
  };
  updateHighlights: Api["updateHighlights"] = async (ids, patch) => {
    await this.#answer(null);
    const before = this.#snapshot();
    this.marks = this.marks.map((mark) => (ids.includes(mark.id) ? patched(mark, patch) : mark));
    const value = this.marks.filter((mark) => ids.includes(mark.id));
    return { value, step: this.#step({ action: "mark", count: ids.length, name: null }, before) };
  };
  removeHighlights: Api["removeHighlights"] = async (ids) => {
    await this.#answer(null);
    const before = this.#snapshot();
    this.marks = this.marks.filter((mark) => !ids.includes(mark.id));
    return { value: null, step: this.#step({ action: "mark", count: ids.length, name: null }, before) };
  };
  allHighlights: Api["allHighlights"] = async (query) => {
    const rows = this.#chosen(query);
    const offset = query.offset ?? 0;
    return this.#answer({ rows: rows.slice(offset, offset + (query.limit ?? 0)), total: rows.length });
  };
  highlightIds: Api["highlightIds"] = async (query) => this.#answer(this.#chosen(query).map((row) => row.id));

  notebook: FakeNotes = new FakeNotes(
    () => this.rows,
    (notes) => this.#step({ action: "write-note", count: 1, name: null }, { ...this.#snapshot(), notes }),
  );
  notes = this.notebook.notes;
  note = this.notebook.note;
  addNote = this.notebook.addNote;
  updateNote = this.notebook.updateNote;
  deleteNotes = this.notebook.deleteNotes;
  noteHtml = this.notebook.noteHtml;
  linkTargets = this.notebook.linkTargets;
  noteMentions = this.notebook.noteMentions;
  /** How the window answered when it was to close. */
  closing: "closed" | "kept" | null = null;
  relating: FakeRelations = new FakeRelations(
    () => this.rows,
    (relations) => this.#step({ action: "relate", count: 1, name: null }, { ...this.#snapshot(), relations }),
  );
  relations = this.relating.relations;
  relate = this.relating.relate;
  changeRelation = this.relating.changeRelation;
  unrelate = this.relating.unrelate;
  neighbourhood = this.relating.neighbourhood;
  /** What an article is related to; what was dismissed stays away. */
  kin: Record<number, Related[]> = {};
  dismissed: [number, number][] = [];
  related: Api["related"] = async (id, limit) => {
    const gone = (other: number): boolean => this.dismissed.some((pair) => pair.includes(id) && pair.includes(other));
    return this.#answer((this.kin[id] ?? []).filter((one) => !gone(one.id)).slice(0, limit));
  };
  dismissRelated: Api["dismissRelated"] = async (id, others) => {
    await this.#answer(null);
    const before = this.#snapshot();
    this.dismissed = [...this.dismissed, ...others.map((other): [number, number] => [id, other])];
    return this.#step({ action: "dismiss-related", count: others.length, name: null }, before);
  };
  closeWindow = async () => void (this.closing = "closed");
  keepWindow = async () => void (this.closing = "kept");

  links: Api["links"] = async (id) => this.#answer(this.linked[id] ?? []);
  backlinks: Api["backlinks"] = async () => this.#answer({ rows: [], total: 0, more: false });
  openExternal = async (url: string) => void this.opened.push(url);
  readClipboard = async () => this.clipboard;
  writeClipboard = async (text: string) => void (this.clipboard = text);

  collections = () => this.#answer(this.kept.nodes.map((node) => this.kept.summary(node, this.rows)));
  collection = async (id: number) => this.#answer(this.kept.details(id, this.rows));
  newCollection: Api["newCollection"] = (wanted) =>
    this.#collect(wanted.query ? "new-search" : "new-collection", 1, wanted.name ?? "", () => this.kept.make(wanted));
  updateCollection: Api["updateCollection"] = async (id, patch) => {
    const action = patch.name ? "rename-collection" : patch.cover ? "cover-collection" : "describe-collection";
    return (await this.#collect(action, 1, this.kept.node(id).name, () => this.kept.patch(id, patch))).step;
  };
  moveCollection: Api["moveCollection"] = async (id, parent, before) => {
    const { name } = this.kept.node(id);
    return (await this.#collect("move-collection", 1, name, () => this.kept.move(id, parent, before))).step;
  };
  deleteCollections: Api["deleteCollections"] = async (ids) => {
    const name = this.kept.node(ids[0] ?? 0).name;
    return (await this.#collect("delete-collection", ids.length, name, () => this.kept.remove(ids))).step;
  };
  addToCollection: Api["addToCollection"] = (id, articles) =>
    this.#collect("add-to-collection", articles.length, this.kept.node(id).name, () => this.kept.add(id, articles));
  removeFromCollection: Api["removeFromCollection"] = (id, articles) =>
    this.#collect("remove-from-collection", articles.length, this.kept.node(id).name, () =>
      this.kept.takeOut(id, articles),
    );
  moveInCollection: Api["moveInCollection"] = async (id, articles, before) => {
    const { name } = this.kept.node(id);
    const change = (): void => this.kept.arrange(id, articles, before);
    return (await this.#collect("arrange-collection", articles.length, name, change)).step;
  };
  collectionsOf: Api["collectionsOf"] = async (articles) => this.kept.of(articles);
  collectionPictures = async (id: number) => this.kept.pictures(id, this.rows);
  /** Saved searches are counted to this number. */
  counted = 1_000;
  searchCounts: Api["searchCounts"] = async () =>
    this.kept.nodes.flatMap(({ id, query }) => {
      const found = query ? this.#folded({ ...query, fold: false }).found.length : 0;
      return query ? [{ id, articles: Math.min(found, this.counted), more: found > this.counted }] : [];
    });

  askToClose(): void {
    for (const listener of this.#listeners.closing) listener();
  }

  onWindowClosing = (listener: () => void) => this.#listen(this.#listeners.closing, listener);
  onLibraryChanged = (listener: () => void) => this.#listen(this.#listeners.library, listener);
  onJobChanged = (listener: (job: Job) => void) => this.#listen(this.#listeners.job, listener);
  onJobProgressed = (listener: (job: number, progress: Progress) => void) =>
    this.#listen(this.#listeners.progress, listener);
  tellImport: (progress: ImportProgressed) => void = () => undefined;
  tellWork: (progress: Progress) => void = () => undefined;
  onWorkProgressed = (listener: (progress: Progress) => void) => {
    this.tellWork = listener;
    return Promise.resolve(() => undefined);
  };
  onImportProgressed = (listener: (progress: ImportProgressed) => void) => {
    this.tellImport = listener;
    return Promise.resolve(() => undefined);
  };
  onDragged: Api["onDragged"] = async () => () => undefined;
  onUrlsReceived = (listener: (urls: string[]) => void) => this.#listen(this.#listeners.urls, listener);
  onQueueStalled = (listener: (error: ApiError) => void) => this.#listen(this.#listeners.stalled, listener);

  /** Tells that the archive changed. */
  changed(): void {
    for (const listener of this.#listeners.library) listener();
  }

  /** Changes a job and tells of it. */
  changeJob(id: number, change: Partial<Job>): void {
    this.queue = this.queue.map((job) => (job.id === id ? { ...job, ...change } : job));
    const job = this.queue.find((candidate) => candidate.id === id);
    if (job) for (const listener of this.#listeners.job) listener(job);
  }

  /** Tells how far a job has come. */
  advance(id: number, progress: Progress): void {
    for (const listener of this.#listeners.progress) listener(id, progress);
  }

  /** The whole list of a query; the last one is kept, so that scrolling through it costs nothing. */
  #sorted({ shelf, find, sort, order, collection, tag }: ListQuery): Article[] {
    const held = collection ? this.kept.node(collection).articles : null;
    const name = JSON.stringify([shelf, find, sort, order, held, tag]);
    if (this.#last?.name === name && this.#last.of === this.rows) return this.#last.rows;
    const reading = readQuery(find ?? "");
    const key = sort === "relevance" ? "saved" : (sort ?? "saved");
    const sign = order === "ascending" ? 1 : -1;
    const value = (row: Article): string | number => (key === "hand" ? (held?.indexOf(row.id) ?? 0) : (row[key] ?? ""));
    const rows = this.rows
      .filter(SHELF[shelf ?? "inbox"])
      .filter((row) => held === null || held.includes(row.id))
      .filter((row) => (tag ?? null) === null || this.tagged.has(row, tag ?? 0))
      .filter((row) => matches(row, reading))
      .sort((a, b) => sign * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
    this.#last = { name, of: this.rows, rows };
    return rows;
  }

  #chosen(query: HighlightQuery): ReturnType<typeof chosen> {
    return chosen(
      this.marks.map((mark) => rowOf(mark, this.#find(mark.article))),
      query,
    );
  }

  #versionsOf(id: number): VersionSummary[] {
    const article = this.#find(id);
    const versions = this.older.get(id) ?? [sampleVersion(article)];
    return versions.map((version) => ({ ...version, current: version.version === article.shown }));
  }

  #find(id: number): Article {
    const article = this.rows.find((row) => row.id === id);
    if (!article) throw new ApiError({ kind: "not-found", message: `no article ${id} in this archive`, hint: null });
    return article;
  }

  async #answer<T>(value: T): Promise<T> {
    if (this.delay > 0) await pause(this.delay);
    const failure = this.failure;
    this.failure = null;
    if (failure) throw new ApiError(failure);
    return value;
  }

  #snapshot(): Snapshot {
    const { rows, marks } = this;
    return {
      rows,
      marks,
      nodes: this.kept.nodes,
      notes: this.notebook.list,
      relations: this.relating.list,
      dismissed: this.dismissed,
    };
  }

  /** Changes collections; without any difference there is no step. */
  async #collect<T>(action: What["action"], count: number, name: string, change: () => T): Promise<Changed<T>> {
    await this.#answer(null);
    const before = this.#snapshot();
    const value = change();
    return { value, step: this.kept.nodes === before.nodes ? null : this.#step({ action, count, name }, before) };
  }

  #tag(id: number): Tag {
    const tag = this.tagged.list(this.rows).find((candidate) => candidate.id === id);
    if (!tag) throw new ApiError({ kind: "not-found", message: `no tag ${id}`, hint: null });
    return tag;
  }

  #rewrite(rows: Article[]): { value: null; step: number } {
    const before = this.#snapshot();
    this.rows = rows;
    return { value: null, step: this.#step({ action: "retag", count: 1, name: null }, before) };
  }

  /** Remembers how things were before a change. */
  #step(what: What, before: Snapshot): number {
    this.#steps = this.#steps.filter(({ step }) => !step.undone);
    const id = this.#steps.length + 1;
    this.#steps.push({ step: { id, made: new Date(START).toISOString(), what, undone: false }, before });
    this.changed();
    return id;
  }

  #swap(at: number): UndoStep | null {
    const found = this.#steps[at];
    if (!found) return null;
    const { rows, marks, nodes, notes, relations, dismissed } = found.before;
    found.before = this.#snapshot();
    this.rows = rows;
    this.marks = marks;
    this.kept.nodes = nodes;
    this.notebook.list = notes;
    this.relating.list = relations;
    this.dismissed = dismissed;
    found.step = { ...found.step, undone: !found.step.undone };
    this.changed();
    return found.step;
  }

  #enqueue(kind: Job["kind"], url: string): Job {
    const id = Math.max(0, ...this.queue.map((job) => job.id)) + 1;
    const added = new Date(START).toISOString();
    const job: Job = { id, kind, url, state: "queued", tries: 0, error: null, next_try: null, added, outcome: null };
    this.queue = [job, ...this.queue];
    void this.#work(id);
    return job;
  }

  async #work(id: number): Promise<void> {
    if (this.pace === 0) return;
    await pause(this.pace);
    this.changeJob(id, { state: "running" });
    for (const progress of STEPS) {
      this.advance(id, progress);
      await pause(this.pace);
      if (this.queue.find((job) => job.id === id)?.state === "cancelled") return;
    }
    const job = this.queue.find((candidate) => candidate.id === id);
    const known = this.rows.find((row) => row.url === job?.url);
    if (job && /fail/.test(job.url)) this.changeJob(id, { state: "failed", error: NETWORK });
    else if (job && known) this.changeJob(id, { state: "done", outcome: outcome(known.id, job.url, "exists") });
    else if (job)
      this.changeJob(id, { state: "done", outcome: outcome((await this.saveExample()).id, job.url, "saved") });
  }

  #listen<L>(listeners: Set<L>, listener: L): Promise<Unlisten> {
    listeners.add(listener);
    return Promise.resolve(() => void listeners.delete(listener));
  }
}

const NETWORK: ErrorReport = {
  kind: "network",
  message: "https://fail.example/ could not be reached: no such host",
  hint: null,
};

const STEPS: readonly Progress[] = [
  { stage: "fetching", done: 48_000, total: null },
  { stage: "cleaning", done: 0, total: null },
  { stage: "pictures", done: 1, total: 4 },
  { stage: "pictures", done: 3, total: 4 },
  { stage: "storing", done: 0, total: null },
];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function outcome(id: number | null, url: string, status: "saved" | "exists"): NonNullable<Job["outcome"]> {
  return {
    id,
    url,
    status,
    version: 1,
    shown: true,
    diagnosis: { complete: true, doubts: [], evidence: [] },
    missing_assets: 0,
    error: null,
  };
}

/** An archive of `count` articles that repeat the samples in every state. */
export function fakeArchive(count: number): FakeApi {
  const rows = Array.from({ length: count }, (_, index) => {
    const sample = SAMPLES[index % SAMPLES.length];
    if (!sample) throw new Error("no sample");
    const round = Math.floor(index / SAMPLES.length);
    const state = (["unread", "reading", "unread", "read"] as const)[index % 4] ?? "unread";
    return sampleArticle(sample, index + 1, {
      state,
      url: round === 0 ? sample.url : `${sample.url}/${round}`,
      title: round === 0 ? sample.title : `${sample.title} (${round + 1})`,
      starred: index % 7 === 2,
      archived: index % 11 === 10,
      position: state === "reading" ? 0.42 : state === "read" ? 1 : 0,
    });
  });
  return new FakeApi(rows);
}
