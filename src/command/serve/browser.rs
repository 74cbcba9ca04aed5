//! Opening an address in the browser that the system prefers.

use std::process::{Command, Stdio};
use std::{io, thread};

/// Opens an address without waiting for the browser.
///
/// # Errors
/// When the system's opener cannot be started.
pub fn open(address: &str) -> io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // Not `cmd /C start`, which would read `&` in an address as its own.
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut opener = Command::new(program)
        .args(arguments)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Some openers stay for as long as the browser; somebody has to wait for them.
    thread::spawn(move || opener.wait());
    Ok(())
}
