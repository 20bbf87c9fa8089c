//! Runs the program as a person or script would, cut off from this machine's settings.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::Sandbox;

/// Where [`PAGE`] is said to come from; nothing is fetched from it.
pub const URL: &str = "https://courier.example/2026/03/14/bridge?utm_source=feed#comments";

/// A page without pictures, so that saving it needs no network.
pub const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Harbour bridge reopens - The Courier</title>
<meta property="og:site_name" content="The Courier">
<meta property="og:title" content="Harbour bridge reopens">
<meta name="author" content="Ines Calloway">
<meta property="article:published_time" content="2026-03-14T07:30:00+00:00">
</head><body><nav><a href="/">Home</a></nav><article><h1>Harbour bridge reopens</h1>
<p>The iron bridge that joins the two halves of the harbour carried its first bus in eleven months on Saturday morning,
to the applause of some three hundred people who had come out in the rain to see it.</p>
<h2>Rust where nobody had looked</h2>
<p>The bridge was shut in April last year, a day after divers who were looking for a lost anchor found that two of its
footings had come loose from the rock, and the <a href="/2026/02/02/storms">winter storms</a> made it worse.</p>
<blockquote><p>I counted the detours. I do not want to see that roundabout again as long as I live, said the driver.</p></blockquote>
<p>The repairs cost 6.4 million, a third more than the county had set aside for them, and took eleven months of work
by day and by night, in all weathers, with divers and cranes and a great deal of patience on every side.</p>
</article></body></html>"#;

/// The same for a page that reads from right to left.
pub const PERSIAN: &str = r#"<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8">
<title>پل بندر پس از یازده ماه بازگشایی شد</title><meta property="og:site_name" content="رادیو بندر">
</head><body><article><h1>پل بندر پس از یازده ماه بازگشایی شد</h1>
<p>پل آهنی که دو سوی بندر را به هم می‌پیوندد صبح شنبه پس از یازده ماه نخستین اتوبوس خود را از روی آب گذراند و نزدیک به
سیصد نفر که زیر باران برای دیدن آن آمده بودند دست زدند و شادی کردند.</p>
<p>این پل فروردین سال گذشته بسته شد، یک روز پس از آن که غواصان هنگام جست‌وجوی لنگری گم‌شده دریافتند که دو پایه آن از سنگ
جدا شده است. هزینه تعمیر یک سوم بیش از بودجه‌ای شد که شهرستان کنار گذاشته بود.</p>
</article></body></html>"#;

/// A home of its own for the program.
pub struct Lede {
    sandbox: Sandbox,
}

/// What one run of the program did.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Lede {
    pub fn new() -> Self {
        Self { sandbox: Sandbox::new() }
    }

    /// A home whose archive holds [`PAGE`] as article 1 and [`PERSIAN`] as article 2.
    pub fn with_articles() -> Self {
        let lede = Self::new();
        lede.save(URL, PAGE);
        lede.save("https://bandar.example/pol", PERSIAN);
        lede
    }

    /// Saves a page that is given as a file.
    pub fn save(&self, url: &str, html: &str) -> Value {
        let page = self.file("page.html", html);
        self.json(&["save", "--html", page.to_str().unwrap(), url])
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.sandbox.path(name)
    }

    pub fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program, with the archive where the platform keeps it.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.sandbox.lede(args);
        command.env_remove("LEDE_ARCHIVE");
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::from(self.command(args).output().unwrap())
    }

    pub fn run_with(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let mut command = self.command(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_vec();
        // On a thread of its own, as a program that writes while it reads would block on a full pipe.
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let ran = Ran::from(child.wait_with_output().unwrap());
        // A program that fails early leaves its input unread.
        let _ = writer.join().unwrap();
        ran
    }

    /// What a successful run with `--json` prints.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[&["--json"], args].concat());
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{args:?}: {error}: {:?}", ran.out))
    }

    /// What a successful run prints for people.
    pub fn out(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran.out
    }

    /// Changes the archive as another program would.
    pub fn sql(&self, sql: &str) {
        let archive = self.json(&["info"])["path"].as_str().unwrap().to_owned();
        #[allow(clippy::disallowed_methods, reason = "plays another program")]
        let connection = rusqlite::Connection::open(archive).unwrap();
        connection.execute_batch(sql).unwrap();
    }

    /// The same without spaces at the ends of lines, which editors would take out of a snapshot.
    pub fn trimmed(&self, args: &[&str]) -> String {
        self.out(args).lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// The error that `--json` tells on standard error, on the last line.
    pub fn error(&self) -> Value {
        let line = self.err.lines().last().unwrap_or_else(|| panic!("nothing on standard error: {self:?}"));
        serde_json::from_str::<Value>(line).unwrap()["error"].clone()
    }
}
