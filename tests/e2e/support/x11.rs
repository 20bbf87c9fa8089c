//! The little of a window manager that a test needs.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{Atom, AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, Window};
use x11rb::rust_connection::RustConnection;

/// Sends the request to close to every top window of a display whose title begins like this.
pub fn ask_to_close(display: &str, title: &str) {
    let (connection, screen) = x11rb::connect(Some(display)).unwrap();
    let root = connection.setup().roots[screen].root;
    let atom = |name: &str| connection.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom;
    let (protocols, delete) = (atom("WM_PROTOCOLS"), atom("WM_DELETE_WINDOW"));
    let windows = connection.query_tree(root).unwrap().reply().unwrap().children;
    for window in windows.into_iter().filter(|window| has(&connection, *window, protocols, delete)) {
        if title_of(&connection, window).starts_with(title) {
            let message =
                ClientMessageEvent::new(32, window, protocols, [delete, x11rb::CURRENT_TIME, 0, 0, 0]);
            connection.send_event(false, window, EventMask::NO_EVENT, message).unwrap();
        }
    }
    connection.flush().unwrap();
}

fn has(connection: &RustConnection, window: Window, protocols: Atom, wanted: Atom) -> bool {
    let reply = connection.get_property(false, window, protocols, AtomEnum::ATOM, 0, 32).unwrap().reply();
    reply.is_ok_and(|reply| reply.value32().is_some_and(|mut atoms| atoms.any(|atom| atom == wanted)))
}

fn title_of(connection: &RustConnection, window: Window) -> String {
    let name =
        connection.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64).unwrap().reply();
    name.map(|name| String::from_utf8_lossy(&name.value).into_owned()).unwrap_or_default()
}
