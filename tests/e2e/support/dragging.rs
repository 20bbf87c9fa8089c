//! Files that are dragged from another program, by the protocol of X (XDND 5): the driver drags within the page only.

use std::path::{Path, PathBuf};

use url::Url;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use super::x11::title_of;

const VERSION: u32 = 5;

/// A drag of files over a window, from a program that is this test.
pub struct DraggedFiles {
    connection: RustConnection,
    source: Window,
    target: Window,
    place: (u32, u32),
    list: Vec<u8>,
    /// Whether the window last said that it takes them, and whether it has them.
    welcome: bool,
    finished: bool,
}

impl DraggedFiles {
    /// Begins a drag to a place of the window whose title begins like this.
    pub fn new(display: &str, title: &str, files: &[PathBuf], place: (u32, u32)) -> Self {
        let (connection, screen) = x11rb::connect(Some(display)).unwrap();
        let root = connection.setup().roots[screen].root;
        let source = connection.generate_id().unwrap();
        let (class, aux) = (WindowClass::INPUT_ONLY, CreateWindowAux::new());
        connection.create_window(0, source, root, 0, 0, 1, 1, 0, class, 0, &aux).unwrap();
        let uri = |file: &Path| format!("{}\r\n", Url::from_file_path(file).unwrap());
        let list = files.iter().map(|file| uri(file)).collect::<String>().into_bytes();
        let mut drag = Self { connection, source, target: 0, place, list, welcome: false, finished: false };
        let aware = drag.atom("XdndAware");
        let windows = drag.connection.query_tree(root).unwrap().reply().unwrap().children;
        let named = |window: &Window| title_of(&drag.connection, *window).starts_with(title);
        let takes = |window: &Window| {
            let known = drag.connection.get_property(false, *window, aware, AtomEnum::ANY, 0, 1).unwrap();
            known.reply().is_ok_and(|known| known.value_len > 0)
        };
        drag.target = windows.into_iter().find(|window| named(window) && takes(window)).unwrap();
        let selection = drag.atom("XdndSelection");
        drag.connection.set_selection_owner(source, selection, x11rb::CURRENT_TIME).unwrap();
        drag.tell("XdndEnter", [VERSION << 24, drag.atom("text/uri-list"), 0, 0]);
        drag
    }

    /// Moves over the place again; true once the window takes what comes.
    pub fn is_welcome(&mut self) -> bool {
        let (x, y) = self.place;
        self.tell("XdndPosition", [0, x << 16 | y, x11rb::CURRENT_TIME, self.atom("XdndActionCopy")]);
        self.answer();
        self.welcome
    }

    /// Lets the files go.
    pub fn release(&mut self) {
        self.tell("XdndDrop", [0, x11rb::CURRENT_TIME, 0, 0]);
    }

    /// Whether the window has them.
    pub fn is_finished(&mut self) -> bool {
        self.answer();
        self.finished
    }

    fn atom(&self, name: &str) -> Atom {
        self.connection.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }

    fn tell(&self, name: &str, [a, b, c, d]: [u32; 4]) {
        let data = [self.source, a, b, c, d];
        let message = ClientMessageEvent::new(32, self.target, self.atom(name), data);
        self.connection.send_event(false, self.target, EventMask::NO_EVENT, message).unwrap();
        self.connection.flush().unwrap();
    }

    /// Reads what the window said, and gives it the list of files when it asks.
    fn answer(&mut self) {
        let (status, finished) = (self.atom("XdndStatus"), self.atom("XdndFinished"));
        while let Some(event) = self.connection.poll_for_event().unwrap() {
            match event {
                Event::ClientMessage(said) if said.type_ == status => {
                    self.welcome = said.data.as_data32()[1] & 1 == 1;
                }
                Event::ClientMessage(said) if said.type_ == finished => self.finished = true,
                Event::SelectionRequest(request) => self.give(&request),
                _ => {}
            }
        }
    }

    fn give(&self, request: &SelectionRequestEvent) {
        let (connection, target) = (&self.connection, request.target);
        connection
            .change_property8(PropMode::REPLACE, request.requestor, request.property, target, &self.list)
            .unwrap();
        let given = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target,
            property: request.property,
        };
        connection.send_event(false, request.requestor, EventMask::NO_EVENT, given).unwrap();
        connection.flush().unwrap();
    }
}
