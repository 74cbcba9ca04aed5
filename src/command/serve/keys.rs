//! Keys of the terminal that serves: `o` opens the site, `r` builds it again, `q` quits.
//!
//! A key counts when it is pressed, so the terminal is asked for keys instead of lines, and given back as it was: at
//! the end, when Ctrl-C or another signal ends the process, and while it is stopped. Nothing is asked of a terminal that
//! is not there (a pipe, a service) or that belongs to somebody else (a process in the background).

use std::io::Read as _;
use std::thread;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Open the site in the browser.
    Open,
    /// Build everything again.
    Rebuild,
    /// End.
    Quit,
}

/// What a byte from the terminal asks for.
#[must_use]
pub fn key(byte: u8) -> Option<Key> {
    match byte.to_ascii_lowercase() {
        b'o' => Some(Key::Open),
        b'r' => Some(Key::Rebuild),
        b'q' => Some(Key::Quit),
        _ => None,
    }
}

/// Hears the keys until the process ends; whether there is a terminal to hear.
pub fn hear(mut pressed: impl FnMut(Key) + Send + 'static) -> bool {
    let Some(terminal) = terminal::Taken::new() else {
        return false;
    };
    thread::spawn(move || {
        let mut byte = [0];
        while let Ok(1) = std::io::stdin().read(&mut byte) {
            match byte.first().copied().and_then(key) {
                Some(Key::Quit) => {
                    terminal.give_back();
                    pressed(Key::Quit);
                }
                Some(key) => pressed(key),
                None => {}
            }
        }
    });
    true
}

#[cfg(unix)]
mod terminal {
    //! A terminal that gives keys instead of lines.

    use std::io::{IsTerminal as _, stdin};
    use std::thread;

    use rustix::process::getpgrp;
    use rustix::termios::{
        LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetpgrp, tcsetattr,
    };
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// The terminal as it was, and as it is while keys are heard.
    #[derive(Debug, Clone)]
    pub struct Taken {
        before: Termios,
        keys: Termios,
    }

    impl Taken {
        /// Takes the terminal, where there is one that belongs to this process.
        pub fn new() -> Option<Self> {
            let stdin = stdin();
            if !stdin.is_terminal() || tcgetpgrp(&stdin).is_ok_and(|group| group != getpgrp()) {
                return None;
            }
            let before = tcgetattr(&stdin).ok()?;
            let mut keys = before.clone();
            // Signals stay: Ctrl-C is the system's.
            keys.local_modes
                .remove(LocalModes::ICANON | LocalModes::ECHO);
            keys.special_codes[SpecialCodeIndex::VMIN] = 1;
            keys.special_codes[SpecialCodeIndex::VTIME] = 0;
            let taken = Self { before, keys };
            // Heard before the terminal changes, so that none can come between.
            let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT]).ok()?;
            let terminal = taken.clone();
            thread::spawn(move || {
                for signal in &mut signals {
                    if signal != SIGCONT {
                        terminal.give_back();
                        // Ends the process as if nobody had heard the signal, or stops it.
                        let _ = emulate_default_handler(signal);
                    }
                    terminal.take();
                }
            });
            taken.take();
            Some(taken)
        }

        fn take(&self) {
            let _ = tcsetattr(stdin(), OptionalActions::Now, &self.keys);
        }

        /// Gives the terminal back as it was.
        pub fn give_back(&self) {
            let _ = tcsetattr(stdin(), OptionalActions::Now, &self.before);
        }
    }
}

#[cfg(not(unix))]
mod terminal {
    //! A terminal that gives lines: a key counts with Enter.

    use std::io::{IsTerminal as _, stdin};

    /// The terminal, as it is.
    #[derive(Debug)]
    pub struct Taken;

    impl Taken {
        /// The terminal, where there is one.
        pub fn new() -> Option<Self> {
            stdin().is_terminal().then_some(Self)
        }

        /// Nothing was changed.
        pub fn give_back(&self) {}
    }
}
