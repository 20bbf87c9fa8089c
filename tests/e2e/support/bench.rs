//! A bench to put a window on: display, driver, home folder, archive.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{Capabilities, WebDriver};

use super::dragging::DraggedFiles;
use super::page::{Page, until};
use super::servers::{Environment, Server, Turn, bus, children, display, driver};
use super::x11;

const WINDOW: &str = env!("CARGO_BIN_EXE_lede-desktop");
const COMMAND_LINE: &str = env!("CARGO_BIN_EXE_lede");

/// Stands in for the system's browser: notes what it is asked to open.
const BROWSER: &str = "#!/bin/sh\nprintf '%s\\n' \"$1\" >> \"$HOME/opened\"\n";

/// All that a window needs, empty at first. Everything on it ends and goes with it.
#[derive(Debug, Clone)]
pub struct Bench(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    driver: String,
    environment: Environment,
    display: String,
    servers: Vec<Server>,
    program: PathBuf,
    home: TempDir,
    // The last field, so that the next test's display starts when this one's is gone.
    _turn: Turn,
}

impl Bench {
    pub fn new() -> Self {
        Self::with(Path::new(WINDOW), None)
    }

    /// With a session bus, by which a second start finds the first.
    pub fn with_bus() -> Self {
        Self::with(Path::new(WINDOW), Some(bus()))
    }

    /// For another build of the program.
    pub fn with_program(program: &Path) -> Self {
        Self::with(program, None)
    }

    fn with(program: &Path, bus: Option<(Server, String)>) -> Self {
        let turn = Turn::take();
        let home = tempfile::tempdir().unwrap();
        let bin = home.path().join("bin");
        fs::create_dir(&bin).unwrap();
        fs::write(bin.join("xdg-open"), BROWSER).unwrap();
        fs::set_permissions(bin.join("xdg-open"), fs::Permissions::from_mode(0o755)).unwrap();
        let (screen, display) = display();
        let environment =
            Environment::new(home.path(), &display, bus.as_ref().map(|(_, address)| address.as_str()));
        let (service, driver) = driver(&environment);
        let servers = [service, screen].into_iter().chain(bus.map(|(server, _)| server)).collect();
        let program = program.to_owned();
        Self(Arc::new(Parts { driver, environment, display, servers, program, home, _turn: turn }))
    }

    pub fn archive(&self) -> PathBuf {
        self.0.home.path().join("archive.lede")
    }

    /// What was opened in the system's browser.
    pub fn opened(&self) -> Vec<String> {
        let opened = fs::read_to_string(self.0.home.path().join("opened")).unwrap_or_default();
        opened.lines().map(str::to_owned).collect()
    }

    /// Waits until `url` was opened in the system's browser.
    pub async fn until_opened(&self, url: &str) {
        until(|| self.opened().iter().any(|opened| opened == url), "the browser was never asked to open it")
            .await;
    }

    /// Runs `lede` on the bench's archive, beside the window or without one.
    pub fn lede(&self, arguments: &[&str]) -> Value {
        let output = self
            .0
            .environment
            .command(COMMAND_LINE)
            .arg("--archive")
            .arg(self.archive())
            .args(arguments)
            .arg("--json")
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "lede {arguments:?}: {errors}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Saves pages one after the other, so that the last one stands first in the list.
    pub fn save_each(&self, urls: impl IntoIterator<Item = String>) {
        for url in urls {
            self.lede(&["save", &url]);
        }
    }

    /// The numbers of all processes of the open window, each before those that it started.
    pub fn processes(&self) -> Vec<u32> {
        let mut found: Vec<u32> =
            self.0.servers.iter().flat_map(|server| children(server.process())).collect();
        let mut at = 0;
        while let Some(process) = found.get(at) {
            found.extend(children(*process));
            at += 1;
        }
        found
    }

    /// Starts the program by itself, without a driver, as a person would.
    pub fn start(&self, arguments: &[&str]) -> Server {
        let mut command = self.0.environment.command(&self.0.program);
        Server::new(command.arg("--archive").arg(self.archive()).args(arguments).spawn().unwrap())
    }

    /// Asks the window to close, as the button in its frame would.
    pub fn ask_to_close(&self) {
        x11::ask_to_close(&self.0.display, "Lede");
    }

    /// Waits for the system's dialog of this title, and gives it a path.
    pub async fn answer_dialog(&self, title: &str, path: &Path) {
        let (display, path) = (&self.0.display, path.to_str().unwrap());
        until(|| x11::focus_dialog(display, title), "the system never asked").await;
        x11::type_into_dialog(display, path);
    }

    /// Waits for the system's dialog of this title, and dismisses it.
    pub async fn dismiss_dialog(&self, title: &str) {
        until(|| x11::focus_dialog(&self.0.display, title), "the system never asked").await;
        x11::dismiss_dialog(&self.0.display);
    }

    /// Drags files from another program to a place of the window, looks at what it shows, and lets them go.
    pub async fn drop_files<F: Future<Output = ()>>(
        &self,
        files: &[PathBuf],
        place: (u32, u32),
        shown: impl FnOnce() -> F,
    ) {
        let mut drag = DraggedFiles::new(&self.0.display, "Lede", files, place);
        until(|| drag.is_welcome(), "the window never took what was dragged over it").await;
        shown().await;
        until(|| drag.is_welcome(), "the window takes it no more").await;
        drag.release();
        until(|| drag.is_finished(), "the window never said that it has the files").await;
    }

    /// A path in the home folder.
    pub fn at_home(&self, name: &str) -> PathBuf {
        self.0.home.path().join(name)
    }

    /// Starts the program again, as a click on a link would, and waits until that start has ended.
    pub fn start_again(&self, arguments: &[&str]) -> ExitStatus {
        let mut command = self.0.environment.command(&self.0.program);
        command.arg("--archive").arg(self.archive()).args(arguments).status().unwrap()
    }

    /// Opens the window, lets `test` work in it and closes it. A test that fails leaves a picture in `artifacts/`.
    pub async fn window<F, Fut, T>(&self, test: F) -> T
    where
        F: FnOnce(Page) -> Fut,
        Fut: Future<Output = T> + Send + 'static,
        T: Send + 'static,
    {
        let (value, closed) = self.run(test).await;
        closed.unwrap();
        value
    }

    /// The same for a test that ends the window itself.
    pub async fn doomed_window<F, Fut, T>(&self, test: F) -> T
    where
        F: FnOnce(Page) -> Fut,
        Fut: Future<Output = T> + Send + 'static,
        T: Send + 'static,
    {
        self.run(test).await.0
    }

    async fn run<F, Fut, T>(&self, test: F) -> (T, WebDriverResult<()>)
    where
        F: FnOnce(Page) -> Fut,
        Fut: Future<Output = T> + Send + 'static,
        T: Send + 'static,
    {
        let browser = WebDriver::new(&self.0.driver, self.capabilities()).await.unwrap();
        let page = Page::new(browser.clone());
        page.mounted().await;
        // On a task of its own a panic becomes a value, and the window can be closed before it goes on.
        let outcome = tokio::spawn(test(page.clone())).await;
        if outcome.is_err() {
            page.screenshot(&format!("failed-{}", std::thread::current().name().unwrap_or("test"))).await;
        }
        let closed = browser.quit().await;
        (outcome.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic())), closed)
    }

    fn capabilities(&self) -> Capabilities {
        let mut capabilities = Capabilities::new();
        let options = json!({ "binary": self.0.program, "args": ["--archive", self.archive()] });
        capabilities.set("webkitgtk:browserOptions", options).unwrap();
        capabilities
    }
}

/// Where pictures for people go.
pub fn artifacts() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts");
    fs::create_dir_all(&folder).unwrap();
    folder
}
