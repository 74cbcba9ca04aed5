//! What a watcher hears, and what that means for a file.

use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind, RenameMode};
use notify::{Event, EventKind};

/// Whether the system says when a file is closed after writing. Elsewhere a written file counts as whole.
const TELLS_CLOSING: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// What a watcher hears.
#[derive(Debug)]
pub enum Heard {
    /// The system says that something happened.
    Event(notify::Result<Event>),
    /// Somebody wants everything to be looked at.
    Again,
}

/// Asks a watcher to tell a change where there is none.
#[derive(Debug, Clone)]
pub struct Waker(Sender<Heard>);

impl Waker {
    /// Wakes whoever receives from this channel.
    #[must_use]
    pub fn new(sender: Sender<Heard>) -> Self {
        Self(sender)
    }

    /// Everything counts as changed.
    pub fn wake(&self) {
        // Nobody to tell: the server is going away.
        let _ = self.0.send(Heard::Again);
    }
}

/// Whether what was heard says that anything happened.
pub fn matters(heard: &Heard) -> bool {
    match heard {
        Heard::Event(Ok(event)) => event.need_rescan() || meaning(event.kind, 0).is_some(),
        Heard::Event(Err(_)) | Heard::Again => true,
    }
}

/// What happened to the path at `index` of an event: whether the file there is whole now, and whether it is a folder
/// that came or went. `None` where nothing happened.
pub fn meaning(kind: EventKind, index: usize) -> Option<(bool, bool)> {
    Some(match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => (true, false),
        EventKind::Access(_) => return None,
        // Where closing is told, the two ends of a renaming are told as well.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) if TELLS_CLOSING => return None,
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => (index == 1, false),
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) => (false, false),
        EventKind::Modify(ModifyKind::Name(_)) => (true, false),
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => {
            (false, true)
        }
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Metadata(_)) => (false, false),
        _ => (!TELLS_CLOSING, false),
    })
}

/// The system's reason, with what can be done where it is known.
pub fn reason(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system watches no more folders; raise fs.inotify.max_user_watches, or look for changes with --poll"
                .into()
        }
        _ => error.to_string(),
    }
}
