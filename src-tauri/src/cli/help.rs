//! `lede help`.

use std::io::Write;

use clap::CommandFactory;
use serde_json::json;

use super::args::{Cli, Help};
use super::context::Context;
use super::exit::{Failure, KILLED, KINDS, Outcome, PARTIAL, USAGE, code_of, name_of};

pub fn run(args: &Help, context: &Context) -> Outcome {
    match args.topic.as_deref() {
        None => explain(Cli::command(), context),
        Some("exit-codes") => exit_codes(context),
        Some(verb) => match Cli::command().find_subcommand(verb) {
            Some(command) => explain(whole_name(command.clone()), context),
            None => Err(Failure::Usage(format!("there is no help on {verb:?}; `lede help` lists the verbs"))),
        },
    }
}

/// A verb taken out of its program shows its usage as a person types it.
fn whole_name(verb: clap::Command) -> clap::Command {
    let name = format!("lede {}", verb.get_name());
    verb.bin_name(name)
}

fn explain(mut command: clap::Command, context: &Context) -> Outcome {
    let help = command.render_long_help();
    let mut out = context.out();
    write!(out, "{}", help.ansi())?;
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
