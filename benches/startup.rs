//! From the start of the program to the first list a person sees, with 10 and with 100,000 articles, and the memory of
//! all its processes at rest.
//!
//! `cargo bench --features desktop --bench startup -- 20000` takes another size for the large archive, the path of a
//! program measures another build. Times are as fine as the system's clock of processes, a hundredth of a second.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench prints, stops when it cannot go on, and takes the time like an entry"
)]

mod support;
#[path = "../tests/e2e/support/mod.rs"]
mod window;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use window::{Bench, Page, until};

const SMALL: u32 = 10;
const LARGE: u32 = 100_000;
const ROUNDS: usize = 11;
/// Ticks a second in `/proc/PID/stat`: the same on all Linux systems of today.
const TICKS: f64 = 100.0;
/// Without a tick of the processor for this long, a program is at rest.
const REST: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() {
    let program = support::program().unwrap_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_lede-desktop")));
    let sizes = [SMALL, support::number(LARGE)];
    let benches = sizes.map(|size| {
        let bench = Bench::with_program(&program);
        support::fill_illustrated(&bench.archive(), size);
        bench
    });
    let mut seconds = [Vec::new(), Vec::new()];
    // In turn, so that whatever else the machine does meets both alike; the first round warms its caches.
    for round in 0..=ROUNDS {
        for (seconds, bench) in seconds.iter_mut().zip(&benches) {
            let measured = measure(bench, first_list).await;
            seconds.extend((round > 0).then_some(measured));
        }
    }
    let [small, large] = seconds.map(median);
    println!("start to first list, {:>7} articles  {:.0} ms", sizes[0], small * 1000.0);
    println!("start to first list, {:>7} articles  {:.0} ms", sizes[1], large * 1000.0);
    println!("ratio                                 {:.2}", large / small);
    for (size, bench) in sizes.iter().zip(&benches) {
        let memory = measure(bench, memory_at_rest).await;
        let each: Vec<String> = memory.iter().map(|(name, mib)| format!("{name} {mib:.0}")).collect();
        println!(
            "memory at rest, {size:>7} articles       {:.0} MiB ({})",
            memory.values().sum::<f64>(),
            each.join(", ")
        );
    }
}

/// Opens the window and measures it.
async fn measure<T, F>(bench: &Bench, work: impl FnOnce(Bench, Page) -> F) -> T
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    bench.window(|page| work(bench.clone(), page)).await
}

/// Seconds from the start of the process to the first list painted.
async fn first_list(bench: Bench, page: Page) -> f64 {
    page.until("return performance.getEntriesByName('first-list').length === 1").await;
    let painted =
        "return (performance.timeOrigin + performance.getEntriesByName('first-list')[0].startTime) / 1000";
    page.run(painted, &[]).await.as_f64().unwrap() - started(bench.processes()[0])
}

/// When a process was started, in seconds since 1970.
fn started(process: u32) -> f64 {
    let since_boot = fs::read_to_string("/proc/uptime").unwrap();
    let since_boot: f64 = since_boot.split(' ').next().unwrap().parse().unwrap();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs_f64();
    now - since_boot + stat(process)[19] / TICKS
}

/// The numbers of `/proc/PID/stat` after the program's name (proc_pid_stat(5)): there `starttime` is the 22nd.
fn stat(process: u32) -> Vec<f64> {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let numbers = line.rsplit_once(") ").map_or("", |(_, numbers)| numbers);
    numbers.split_whitespace().map(|number| number.parse().unwrap_or_default()).collect()
}

/// Proportional set sizes (shared memory divided among its users) in MiB, by the names of the processes.
async fn memory_at_rest(bench: Bench, page: Page) -> BTreeMap<String, f64> {
    page.until("return performance.getEntriesByName('first-list').length === 1").await;
    let mut last = (ticks(&bench), std::time::Instant::now());
    until(
        || {
            let spent = ticks(&bench);
            if spent > last.0 {
                last = (spent, std::time::Instant::now());
            }
            last.1.elapsed() > REST
        },
        "the program never rests",
    )
    .await;
    let mut memory = BTreeMap::new();
    for process in bench.processes() {
        let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
        *memory.entry(name.trim().to_owned()).or_default() += pss(process);
    }
    memory
}

/// Processor time of all processes so far: `utime` and `stime`, the 14th and 15th number of `/proc/PID/stat`.
fn ticks(bench: &Bench) -> f64 {
    bench.processes().into_iter().map(|process| stat(process)[11..13].iter().sum::<f64>()).sum()
}

fn pss(process: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or_default() / 1024.0
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}
