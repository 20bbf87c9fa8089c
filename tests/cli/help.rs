//! What the program says of itself: help, exit codes, completions, manual pages.

use super::Lede;

const VERBS: &[&str] = &[
    "save",
    "list",
    "search",
    "show",
    "read",
    "open",
    "star",
    "archive",
    "mark",
    "tag",
    "untag",
    "tags",
    "trash",
    "restore",
    "purge",
    "note",
    "notes",
    "highlight",
    "highlights",
    "relate",
    "relations",
    "collection",
    "collections",
    "links",
    "backlinks",
    "refetch",
    "versions",
    "diff",
    "watch",
    "unwatch",
    "related",
    "export",
    "cite",
    "export-raw",
    "reextract",
    "rebuild",
    "verify",
    "repair",
    "rules",
    "queue",
    "info",
    "extract",
    "completions",
    "man",
    "help",
];

#[test]
fn the_help_names_every_verb_and_the_rules() {
    insta::assert_snapshot!(Lede::new().trimmed(&["help"]), @r#"
    Keeps news articles: saves them from their URLs and reads them offline.

    The archive is one file. An ID is what `lede list` shows; a URL works wherever an ID does.

    Usage: lede [OPTIONS] <COMMAND>

    Commands:
      save         Save articles from their URLs
      list         List articles, newest first
      search       Search the archive
      show         Show what is known of an article
      read         Read an article in the terminal
      open         Open the original page in the system's browser
      star         Put a star on articles
      archive      Move articles out of the inbox into the archive
      mark         Mark articles as unread, being read or read
      tag          Give articles tags, or show those they have
      untag        Take tags from articles; what stands below a tag stays
      tags         List the tags with their numbers of articles, or change them
      trash        Move articles to the trash; nothing is deleted
      restore      Take articles out of the trash, or put a backup in the archive's place
      purge        Delete articles that are in the trash, for good
      story        Show the stories that articles belong to, list them, or change them
      collection   Put articles into collections, in an order of your own
      collections  List collections and saved searches as a tree
      undo         Take back the last change, whichever program made it
      redo         Do again what was taken back last
      note         Write a note on an article, or a research note without one; change and delete notes
      notes        List notes, those changed last first
      highlight    Highlight a quote in an article; change and delete highlights
      highlights   List highlights, the newest first; those of articles in reading order
      relate       Say what articles are to another one: a follow-up, a source, the same story …
      relations    List what a person connected articles with: relations, and links of notes
      links        List what articles link to, and what of it is saved
      backlinks    List the saved articles that link to articles in their text, each with the sentence
      refetch      Fetch articles again; what says something new becomes a version
      versions     List the versions of an article, or show another one of them
      diff         Show what differs between two versions of an article, or two articles, word by word
      duplicates   List articles that have the text of another one, as on several sites
      merge        Make copies of an article one with it, with all that was added to them
      watch        Look at the pages of articles again from time to time
      unwatch      Look at the pages of articles no more
      related      List the articles that have most in common with others, each with the reasons
      export       Write articles to a file that other programs read
      cite         Cite articles, or highlights of them
      export-raw   Write the page exactly as the server sent it
      import       Take in what another program, or another archive, keeps
      imports      List the files that were taken in, and what became of their rows
      backup       Write a whole copy of the archive to one file, while it is used
      reextract    Clean stored pages again with this version's extractor; needs no network
      rebuild      Make everything anew that is derived: indexes, counts, copies, connections
      verify       Check the archive from one end to the other
      recover      Make a new archive of what can be read of a damaged one
      proof        Print what shows that the copies of articles have not changed since they were kept
      repair       Correct the copies of articles by hand
      rules        Say for single sites what their articles are
      queue        Show the queue of pages still to be fetched, or work through it
      info         Show where the archive is and what it holds
      extract      Extract the article from pages on standard input; needs no archive and no network
      completions  Print a completion script for a shell
      man          Print the manual page, or write those of all verbs
      help         Explain a verb, or the topic `exit-codes`

    Options:
      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    For every verb:
          --archive <FILE>
              The archive; without it, `lede/archive.lede` in the data directory of the platform

              [env: LEDE_ARCHIVE]

          --json
              Print one JSON array or object to standard output and nothing else

          --no-progress
              Say nothing about progress

      -v, --verbose...
              Tell what happens inside on standard error; twice or three times tells more

    With --json, standard output holds exactly one JSON array or object, or nothing when the verb
    failed; each error is one line {"error": {kind, message, hint}} on standard error, where all
    messages go.

    Exit codes: 0 done, 1 something failed (what succeeded is kept), 2 wrong usage, from 10 on one code
    for each kind of error: `lede help exit-codes`.
    "#);
}

#[test]
fn the_help_of_a_verb_holds_its_options_and_those_of_all() {
    let lede = Lede::new();
    let (help, general) = (lede.trimmed(&["help", "list"]), lede.trimmed(&["help"]));
    let (own, shared) = help.split_once("For every verb:").unwrap();
    assert!(general.contains(shared.trim_end()), "{shared}");
    insta::assert_snapshot!(own.trim_end(), @r"
    List articles, newest first

    Usage: lede list [OPTIONS]

    Options:
          --state <STATE>
              Only articles in this reading state

              [possible values: unread, reading, read]

          --shelf <SHELF>
              Which part of the archive

              Possible values:
              - all:        Everything outside the trash
              - inbox:      Neither archived nor in the trash
              - unread:     In the inbox and not opened yet
              - reading:    In the inbox, opened, not finished
              - read:       Finished
              - starred:    Marked with a star
              - archived:   Moved out of the inbox
              - incomplete: Perhaps not the whole article
              - trash:      In the trash

              [default: all]

          --incomplete
              Only articles whose copy is perhaps not whole

          --tag <TAG>
              Only articles with this tag or one below it

          --site <SITE>
              Only this site, by its name or host

          --find <WORDS>
              Only articles with all these words in title, byline, site or text; `is:incomplete` among
              them means --incomplete

          --collection <COLLECTION>
              Only articles of this collection, or those that this saved search finds: its ID, name or
              path of names

          --sort <KEY>
              What to sort by: dates newest first, names from A to Z; without it, a collection by hand
              and the rest by `saved`

              Possible values:
              - saved:     Time of saving
              - published: Date of publication
              - title:     Title
              - site:      Site name
              - hand:      The order by hand, in a collection

          --reverse
              Turn the order round

          --limit <N>
              At most so many articles; in a terminal 50 when not given, otherwise all

          --offset <N>
              Skip so many articles first

              [default: 0]

      -h, --help
              Print help (see a summary with '-h')
    ");
}

#[test]
fn every_verb_has_help_by_either_way_and_a_manual_page() {
    let lede = Lede::new();
    lede.out(&["man", "--dir", "pages"]);
    for verb in VERBS {
        let help = lede.out(&["help", verb]);
        assert!(help.contains(&format!("Usage: lede {verb}")), "{help}");
        assert_eq!(help, lede.out(&[verb, "--help"]));
        let page = std::fs::read_to_string(lede.path(&format!("pages/lede-{verb}.1"))).unwrap();
        assert!(page.contains(".SH NAME") && page.contains(".SH SYNOPSIS"), "{page}");
    }
    let page = std::fs::read_to_string(lede.path("pages/lede.1")).unwrap();
    assert_eq!(page, lede.out(&["man"]));
}

#[test]
fn exit_codes_are_listed_for_people_and_for_scripts() {
    let lede = Lede::new();
    insta::assert_snapshot!(lede.out(&["help", "exit-codes"]), @r"
      0                    done
      1                    something failed; what succeeded is kept
      2                    wrong usage
     10  invalid-url       the text is not an address that can be fetched
     11  network           the server could not be reached, or broke off
     12  timeout           the server did not answer in time
     13  http              the server answered with an error status
     14  redirects         the redirects go in a circle or on for too long
     15  private-address   a public page led to a private address
     16  too-large         the response is larger than the limit
     17  not-a-page        the response is not a web page
     18  extraction        the page could not be cleaned
     19  cancelled         stopped by Ctrl+C or from another window
     20  not-found         there is no such article, version or job
     21  newer-schema      a newer version of the program wrote the archive
     22  not-an-archive    the file is not an archive
     23  damaged           the archive is damaged
     24  locked            another program holds the archive
     25  disk-full         the disk is full
     26  read-only         the archive cannot be written
     27  io                a file could not be read or written
     28  setting           a setting has a value that makes no sense
     29  database          the database reported an error
     30  internal          a fault of the program
     31  rule              a site rule cannot be used
     32  cannot-undo       a change cannot be taken back any more
     33  invalid           what was given cannot be used
     34  ambiguous         what was given means several things
     35  exists            a file of that name is there already
    130                    ended at once by a second Ctrl+C
    ");
    let codes = lede.json(&["help", "exit-codes"]);
    let not_found = codes.as_array().unwrap().iter().find(|row| row["kind"] == "not-found").unwrap();
    assert_eq!(not_found["code"], 20);
}

#[test]
fn completions_offer_every_verb_in_every_shell() {
    let lede = Lede::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = lede.out(&["completions", shell]);
        for verb in VERBS {
            assert!(script.contains(verb), "{shell} does not know {verb}");
        }
    }
}

#[test]
fn wrong_usage_says_what_is_wrong_and_ends_with_2() {
    let lede = Lede::new();
    for args in [
        &["save"][..],
        &["list", "--sort", "colour"],
        &["frobnicate"],
        &["help", "frobnicate"],
        &["list", "--state", "finished"],
        &["purge"],
        &["extract"],
        &["save", "--html", "page.html", "https://a.example/", "https://b.example/"],
        &[],
    ] {
        let ran = lede.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {ran:?}");
        assert!(!ran.err.is_empty());
    }
    insta::assert_snapshot!(lede.run(&["mark", "finished", "1"]).err, @r"
    error: invalid value 'finished' for '<STATE>'
      [possible values: unread, reading, read]

    For more information, try '--help'.
    ");
}
