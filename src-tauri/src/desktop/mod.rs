//! The window: commands of one line each, the pictures' protocol, the queue's and the archive's events.

#![allow(clippy::disallowed_methods, reason = "an entry: reads the clock for the library")]

mod arguments;
mod background;
mod bindings;
mod citations;
mod closing;
mod collections;
mod commands;
mod copies;
#[cfg(target_os = "linux")]
mod dragging;
mod events;
mod export;
mod failure;
mod fetching;
mod highlights;
mod import;
mod keeping;
mod links;
mod long_work;
mod notes;
mod pictures;
mod related;
mod relations;
mod repair;
mod rules;
mod saved_page;
mod search;
mod stories;
mod tags;
mod versions;
mod window;

use std::process::ExitCode;
use std::sync::Arc;

use jiff::Timestamp;
use tauri::{App, AppHandle, Manager, RunEvent, WindowEvent};

pub use arguments::Arguments;
use background::Background;
use keeping::SavePicker;
use rules::RulePicker;
use window::Opening;

use crate::library::Clock;

/// Opens the window and runs until it is closed.
#[must_use]
pub fn run(arguments: Arguments) -> ExitCode {
    let opening = Opening::new(arguments);
    match build(opening) {
        Ok(app) => exit_code(app.run_return(on_run_event)),
        Err(error) => {
            tracing::error!("the window could not be made: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build(opening: Opening) -> tauri::Result<App> {
    let bindings = bindings::bindings();
    let clock: Clock = Arc::new(Timestamp::now);
    let mut builder = tauri::Builder::default();
    // First of all plugins, so that a second start does nothing but hand over its arguments.
    if let Some(single_instance) = opening.single_instance() {
        builder = builder.plugin(single_instance);
    }
    builder
        .plugin(window::remembered_place())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_clipboard_manager::init())
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::serve)
        .manage(clock)
        .manage(long_work::LongWork::default())
        .manage(closing::Closing::default())
        .manage(export::Exporting::default())
        .manage(import::Importing::default())
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            app.manage(RulePicker::of_system(app.handle()));
            app.manage(SavePicker::of_system(app.handle()));
            opening.start(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())
}

fn on_run_event(app: &AppHandle, event: RunEvent) {
    match event {
        RunEvent::WindowEvent { label, event: WindowEvent::CloseRequested { api, .. }, .. }
            if closing::ask(app, &label) =>
        {
            api.prevent_close();
        }
        RunEvent::Exit => {
            if let Some(exporting) = app.try_state::<export::Exporting>() {
                exporting.stop();
            }
            if let Some(importing) = app.try_state::<import::Importing>() {
                importing.stop();
            }
            if let Some(background) = app.try_state::<Background>() {
                background.stop();
            }
        }
        _ => {}
    }
}

fn exit_code(code: i32) -> ExitCode {
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}
