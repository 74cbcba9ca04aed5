//! The doors: a port to listen on, a thread for each connection, and the stream of editions.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::answer::{Answer, Desk};
use super::http::{NoRequest, Request, Response, head_of, read_request};
use super::notice;

/// How many ports are tried.
const PORTS: u16 = 20;
/// How long a connection may say nothing, and how long a write may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a stream without news makes sure that somebody still listens.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// Connections at one time. A browser opens six to a server; this is for many windows, and against a flood.
const CONNECTIONS: usize = 512;
/// A page is rendered in the thread of its connection: templates nest, and a stack that overflows ends the process.
pub const STACK: usize = 8 * 1024 * 1024;

/// Opens the port, or the next one that is free.
///
/// # Errors
/// The system's reason for the last port tried.
pub fn bind(host: IpAddr, port: u16) -> io::Result<(TcpListener, SocketAddr)> {
    let last = if port == 0 {
        0
    } else {
        port.saturating_add(PORTS - 1)
    };
    let mut tried = port;
    loop {
        match TcpListener::bind((host, tried)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && tried < last => tried += 1,
            result => {
                let listener = result?;
                let address = listener.local_addr()?;
                return Ok((listener, address));
            }
        }
    }
}

/// Answers for ever.
pub fn serve(listener: &TcpListener, desk: &Arc<Desk>) {
    let open = Arc::new(AtomicUsize::new(0));
    loop {
        let Ok((stream, _)) = listener.accept() else {
            // Out of file handles, or a client that left at once: others may still be served.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        let place = Place::take(&open);
        if place.count > CONNECTIONS {
            continue;
        }
        let desk = Arc::clone(desk);
        // Without a thread the connection closes, and the browser tries again.
        let _ = thread::Builder::new()
            .name("connection".into())
            .stack_size(STACK)
            .spawn(move || {
                let _place = place;
                // The other side may leave at any time.
                let _ = converse(stream, &desk);
            });
    }
}

/// One of the connections that are open; given back when dropped.
#[derive(Debug)]
struct Place {
    open: Arc<AtomicUsize>,
    count: usize,
}

impl Place {
    fn take(open: &Arc<AtomicUsize>) -> Self {
        let count = open.fetch_add(1, Ordering::Relaxed) + 1;
        Self {
            open: Arc::clone(open),
            count,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Answers one request after the other.
fn converse(mut stream: TcpStream, desk: &Desk) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // Heads and bytes are written one after the other; neither should wait for the other's receipt.
    stream.set_nodelay(true)?;
    let local = stream.peer_addr().is_ok_and(|peer| peer.ip().is_loopback());
    let mut left = Vec::new();
    loop {
        let request = match read_request(&mut stream, &mut left) {
            Ok(request) => Request { local, ..request },
            Err(NoRequest::Gone) => return Ok(()),
            Err(NoRequest::Malformed) => {
                let page = notice::refusal("This is no HTTP request that livesite understands.");
                Response::new(400, "text/html; charset=utf-8", Arc::new(page)).send(
                    &mut stream,
                    true,
                    false,
                )?;
                return part_in_peace(&mut stream);
            }
        };
        match desk.answer(&request) {
            Answer::Once(response) => {
                response.send(&mut stream, request.method != "HEAD", request.keep)?;
                if !request.keep {
                    return part_in_peace(&mut stream);
                }
            }
            Answer::Events => return events(&mut stream, desk),
        }
    }
}

/// Closes so that what was sent arrives, even when the other side is still sending: closing over unread bytes would
/// take the answer back.
fn part_in_peace(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(500)))?;
    let started = Instant::now();
    let mut unread = [0; 4096];
    while started.elapsed() < Duration::from_secs(2) && stream.read(&mut unread)? > 0 {}
    Ok(())
}

/// Server-sent events (HTML standard, section 9.2): at once what is served, then all that is newer.
fn events(stream: &mut TcpStream, desk: &Desk) -> io::Result<()> {
    let mut head = head_of(200, &[("Content-Type", "text/event-stream".into())]);
    head.push_str("Connection: close\r\n\r\nretry: 500\n\n");
    stream.write_all(head.as_bytes())?;
    let mut known = 0;
    loop {
        let text = match desk.newest.after(known, HEARTBEAT) {
            Some(now) => {
                known = now.generation;
                format!("data: {}\n\n", desk.news(&now))
            }
            None => ":\n\n".into(),
        };
        stream.write_all(text.as_bytes())?;
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn a_port_in_use_gives_the_next() -> io::Result<()> {
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let (_taken, first) = bind(host, 0)?;
        let (_next, second) = bind(host, first.port())?;
        assert!(second.port() > first.port());
        Ok(())
    }
}
