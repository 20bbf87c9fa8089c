//! The little of a window manager that a test needs, and keys for dialogs of the system, which no driver reaches.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, InputFocus, KEY_PRESS_EVENT,
    KEY_RELEASE_EVENT, MapState, Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

const RETURN: u32 = 0xff0d;
const ESCAPE: u32 = 0xff1b;
const CONTROL: u32 = 0xffe3;
const SHIFT: u32 = 0xffe1;

/// Gives the keyboard to the dialog of this title; false while there is none.
pub fn focus_dialog(display: &str, title: &str) -> bool {
    let (connection, screen) = x11rb::connect(Some(display)).unwrap();
    let root = connection.setup().roots[screen].root;
    let windows = connection.query_tree(root).unwrap().reply().unwrap().children;
    let shown = |window: &Window| {
        let state = connection.get_window_attributes(*window).unwrap().reply();
        state.is_ok_and(|state| state.map_state == MapState::VIEWABLE)
    };
    let found = windows.into_iter().filter(shown).find(|window| title_of(&connection, *window) == title);
    let Some(dialog) = found else { return false };
    connection.set_input_focus(InputFocus::PARENT, dialog, x11rb::CURRENT_TIME).unwrap();
    connection.get_input_focus().unwrap().reply().is_ok_and(|focus| focus.focus == dialog)
}

/// Replaces what stands in the field that has the focus by a text of ASCII letters, and presses Return.
pub fn type_into_dialog(display: &str, text: &str) {
    let (connection, screen) = x11rb::connect(Some(display)).unwrap();
    let keys = Keys { root: connection.setup().roots[screen].root, connection };
    keys.strike(u32::from('a'), Some(CONTROL));
    for letter in text.chars() {
        keys.strike(u32::from(letter), None);
    }
    keys.strike(RETURN, None);
    keys.connection.get_input_focus().unwrap().reply().unwrap();
}

/// Presses Escape.
pub fn dismiss_dialog(display: &str) {
    let (connection, screen) = x11rb::connect(Some(display)).unwrap();
    let keys = Keys { root: connection.setup().roots[screen].root, connection };
    keys.strike(ESCAPE, None);
    keys.connection.get_input_focus().unwrap().reply().unwrap();
}

/// A keyboard.
struct Keys {
    connection: RustConnection,
    root: Window,
}

impl Keys {
    fn strike(&self, symbol: u32, held: Option<u32>) {
        let (code, shifted) = self.code(symbol);
        let held = held.or(shifted.then_some(SHIFT)).map(|held| self.code(held).0);
        held.iter().for_each(|held| self.send(KEY_PRESS_EVENT, *held));
        self.send(KEY_PRESS_EVENT, code);
        self.send(KEY_RELEASE_EVENT, code);
        held.iter().for_each(|held| self.send(KEY_RELEASE_EVENT, *held));
    }

    fn send(&self, event: u8, code: u8) {
        self.connection.xtest_fake_input(event, code, x11rb::CURRENT_TIME, self.root, 0, 0, 0).unwrap();
    }

    /// The key of a symbol, and whether it is written with Shift.
    fn code(&self, symbol: u32) -> (u8, bool) {
        let (first, last) = (self.connection.setup().min_keycode, self.connection.setup().max_keycode);
        let map = self.connection.get_keyboard_mapping(first, last - first + 1).unwrap().reply().unwrap();
        let row = usize::from(map.keysyms_per_keycode);
        let at = map.keysyms.chunks(row).position(|symbols| symbols.iter().take(2).any(|s| *s == symbol));
        let at = at.unwrap_or_else(|| panic!("no key writes {symbol:#x}"));
        (first + u8::try_from(at).unwrap(), map.keysyms[at * row] != symbol)
    }
}

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

pub fn title_of(connection: &RustConnection, window: Window) -> String {
    // The older property has titles that are not Latin in an encoding of its own.
    let utf8 = connection.intern_atom(false, b"_NET_WM_NAME").unwrap().reply().unwrap().atom;
    let named = |property: Atom| {
        let name = connection.get_property(false, window, property, AtomEnum::ANY, 0, 64).unwrap().reply();
        name.ok()
            .filter(|name| name.value_len > 0)
            .map(|name| String::from_utf8_lossy(&name.value).into_owned())
    };
    named(utf8).or_else(|| named(AtomEnum::WM_NAME.into())).unwrap_or_default()
}
