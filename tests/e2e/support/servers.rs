//! The programs a window under test needs beside it: a display and a driver. Both end with the test.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{env, fs};

/// Displays at once: more windows than this slow each other down until one of them takes too long.
const AT_ONCE: usize = 3;
static TAKEN: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// A test's turn to have a display; kept until it is dropped.
#[derive(Debug)]
pub struct Turn(());

impl Turn {
    /// Waits for it.
    pub fn take() -> Self {
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken =
            FREED.wait_while(taken, |taken| *taken >= AT_ONCE).unwrap_or_else(PoisonError::into_inner);
        *taken += 1;
        Self(())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}

/// A process that is killed when the test ends, however it ends.
#[derive(Debug)]
pub struct Server(Child);

impl Server {
    pub fn new(child: Child) -> Self {
        Self(child)
    }

    /// Its number.
    pub fn process(&self) -> u32 {
        self.0.id()
    }

    /// How it ended by itself, as soon as it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The processes that a process has started and that still run.
pub fn children(process: u32) -> Vec<u32> {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { return Vec::new() };
    let of_thread =
        |thread: fs::DirEntry| fs::read_to_string(thread.path().join("children")).unwrap_or_default();
    let lists: Vec<String> = threads.flatten().map(of_thread).collect();
    lists.iter().flat_map(|list| list.split_whitespace()).flat_map(str::parse).collect()
}

/// A display that nobody sees, and its name.
pub fn display() -> (Server, String) {
    let mut child = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb is installed: `./dev setup`");
    let mut number = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut number).unwrap();
    (Server(child), format!(":{}", number.trim()))
}

/// A message bus of the test's own, and its address.
pub fn bus() -> (Server, String) {
    let mut child = Command::new("dbus-daemon")
        .args(["--session", "--nofork", "--print-address=1"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("dbus is installed: `./dev setup`");
    let mut address = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
    (Server(child), address.trim().to_owned())
}

/// The variables of everything a test starts: a home of its own, its display, and no bus but its own.
#[derive(Debug)]
pub struct Environment(Vec<(&'static str, OsString)>);

impl Environment {
    pub fn new(home: &Path, display: &str, bus: Option<&str>) -> Self {
        let programs = env::var_os("PATH").unwrap_or_default();
        let programs = [home.join("bin")].into_iter().chain(env::split_paths(&programs));
        let mut variables = vec![
            ("PATH", env::join_paths(programs).unwrap()),
            ("HOME", home.into()),
            ("XDG_DATA_HOME", home.join("data").into()),
            ("XDG_CONFIG_HOME", home.join("config").into()),
            ("XDG_CACHE_HOME", home.join("cache").into()),
            ("XDG_RUNTIME_DIR", home.into()),
            ("DISPLAY", display.into()),
            ("GDK_BACKEND", "x11".into()),
            ("LANG", "C.UTF-8".into()),
            ("NO_PROXY", "*".into()),
            ("TAURI_WEBVIEW_AUTOMATION", "true".into()),
        ];
        // Without a bus, tests side by side do not take each other's windows for a first start of their own.
        variables.extend(bus.map(|address| ("DBUS_SESSION_BUS_ADDRESS", address.into())));
        Self(variables)
    }

    /// A command that sees this environment and nothing of the person's session.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for variable in ["DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "LEDE_ARCHIVE", "LEDE_LOG"] {
            command.env_remove(variable);
        }
        command.envs(self.0.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// A driver for the web view, and its URL. What it starts inherits its environment.
pub fn driver(environment: &Environment) -> (Server, String) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let child = environment
        .command("WebKitWebDriver")
        .args(["--host=127.0.0.1", &format!("--port={port}")])
        .stdout(Stdio::null())
        .spawn()
        .expect("WebKitWebDriver is installed: `./dev setup`");
    let server = Server(child);
    until_it_listens(port);
    (server, format!("http://127.0.0.1:{port}"))
}

fn until_it_listens(port: u16) {
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(began.elapsed() < Duration::from_secs(30), "the driver does not listen");
        std::thread::sleep(Duration::from_millis(10));
    }
}
