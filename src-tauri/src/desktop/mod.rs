//! The window: commands of one line each, the pictures' protocol, the queue's and the archive's events.

mod bindings;
mod commands;
mod events;
mod example;
