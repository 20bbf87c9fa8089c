//! `lede queue` about what imports brought: how far it has come, resting, hosts that refuse.

use std::io::Write;

use super::args::Fetching;
use super::context::Context;
use super::exit::Outcome;
use super::say::say;
use super::text;
use crate::library::Library;
use crate::model::FetchState;

/// Does it.
pub fn change(verb: &Fetching, library: &Library) -> Outcome {
    match verb {
        Fetching::Pause => library.pause_fetching()?,
        Fetching::Resume => library.resume_fetching()?,
        Fetching::Stop { import } => {
            let stopped = library.stop_fetching(*import)?;
            let stopped = u32::try_from(stopped).unwrap_or(u32::MAX);
            say(&format!("{} will not be fetched", text::count(stopped, "article")));
        }
        Fetching::Release { host } => library.release_host(host)?,
    }
    Ok(())
}

/// Tells how far it has come.
pub fn tell(library: &Library, context: &Context) -> Outcome {
    let state = library.fetch_state(context.now())?;
    if context.json() {
        return context.print_json(&state);
    }
    let mut out = context.out();
    writeln!(out, "{}", summary(&state))?;
    for host in &state.set_aside {
        let why = host.why.as_ref().map(|why| text::one_line(&why.message)).unwrap_or_default();
        writeln!(out, "set aside  {}, {} waiting: {why}", host.host, host.waiting)?;
    }
    Ok(out.flush()?)
}

fn summary(state: &FetchState) -> String {
    let FetchState { waiting, done, failed, dead, hosts_waiting, .. } = state;
    let mut parts = vec![format!("{waiting} waiting of {}", text::count(*hosts_waiting, "host"))];
    parts.push(format!("{done} fetched, {failed} given up ({dead} dead)"));
    if let Some(rate) = state.per_minute {
        parts.push(format!("{rate:.1} a minute"));
    }
    if let Some(left) = state.seconds_left.filter(|left| *left > 0) {
        parts.push(format!("{} left", duration(left)));
    }
    let resting = if state.paused { "resting; " } else { "" };
    format!("{resting}{}", parts.join("; "))
}

/// A time in its two largest units.
fn duration(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_two_units() {
        let told: Vec<String> = [59, 60, 3_599, 3_600, 86_399, 90_000].map(duration).into();
        assert_eq!(told, ["59 s", "1 min", "59 min", "1 h 0 min", "23 h 59 min", "1 d 1 h"]);
    }
}
