//! `lede help`.

use std::io::Write;

use clap::CommandFactory;
use serde_json::json;

use super::args::Cli;
use super::context::Context;
use super::exit::{Failure, KILLED, KINDS, Outcome, PARTIAL, USAGE, code_of, name_of};

pub fn run(topic: Option<&str>, context: &Context) -> Outcome {
    match topic {
        None => explain(&["lede", "--help"], context),
        Some("exit-codes") => exit_codes(context),
        Some(verb) if Cli::command().find_subcommand(verb).is_some() => {
            explain(&["lede", verb, "--help"], context)
        }
        Some(other) => {
            Err(Failure::Usage(format!("there is no help on {other:?}; `lede help` lists the verbs")))
        }
    }
}

/// Prints what the parser answers when it is asked for help, so that both ways to ask agree.
fn explain(question: &[&str], context: &Context) -> Outcome {
    let Err(answer) = Cli::command().try_get_matches_from(question) else { return Ok(()) };
    let mut out = context.out();
    write!(out, "{}", answer.render().ansi())?;
    Ok(out.flush()?)
}

fn exit_codes(context: &Context) -> Outcome {
    let codes = codes();
    if context.json() {
        let rows =
            codes.iter().map(|(code, kind, meaning)| json!({"code": code, "kind": kind, "meaning": meaning}));
        return context.print_json(&rows.collect::<Vec<_>>());
    }
    let mut out = context.out();
    for (code, kind, meaning) in codes {
        writeln!(out, "{code:>3}  {:<16}  {meaning}", kind.unwrap_or_default())?;
    }
    Ok(out.flush()?)
}

/// Code, kind of error if it stands for one, and meaning.
fn codes() -> Vec<(u8, Option<String>, &'static str)> {
    let mut codes = vec![
        (0, None, "done"),
        (PARTIAL, None, "something failed; what succeeded is kept"),
        (USAGE, None, "wrong usage"),
    ];
    codes.extend(KINDS.iter().map(|(kind, meaning)| (code_of(*kind), Some(name_of(*kind)), *meaning)));
    codes.push((KILLED, None, "ended at once by a second Ctrl+C"));
    codes
}
