//! The directory of a ZIP file, as far as a WACZ needs it: members stored or deflated.

use std::io::{self, Read, Seek, SeekFrom};

/// A file in a ZIP file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path.
    pub name: String,
    deflated: bool,
    offset: u64,
    length: u64,
}

/// The members of a ZIP file.
///
/// # Errors
/// Where there is no directory, or it is one of more than 4 GB.
pub fn members(file: &mut (impl Read + Seek)) -> io::Result<Vec<Member>> {
    let length = file.seek(SeekFrom::End(0))?;
    // The directory's end stands before a comment of at most 64 KB.
    let tail_length = length.min(66_000);
    file.seek(SeekFrom::Start(length - tail_length))?;
    let mut tail = Vec::new();
    file.take(tail_length).read_to_end(&mut tail)?;
    let end = tail
        .windows(4)
        .rposition(|four| four == b"PK\x05\x06")
        .ok_or_else(|| broken("it has no directory; it was cut off"))?;
    let end = tail.get(end..).unwrap_or_default();
    let count = number(end, 10, 2)?;
    let size = number(end, 12, 4)?;
    let start = number(end, 16, 4)?;
    if count == 0xffff || start == 0xffff_ffff {
        return Err(broken(
            "it is of the form for more than 4 GB, which is not read",
        ));
    }
    file.seek(SeekFrom::Start(start))?;
    let mut directory = Vec::new();
    file.take(size).read_to_end(&mut directory)?;
    let mut members = Vec::new();
    let mut rest = directory.as_slice();
    while rest.starts_with(b"PK\x01\x02") {
        let sizes = (
            number(rest, 28, 2)?,
            number(rest, 30, 2)?,
            number(rest, 32, 2)?,
        );
        let name_end = 46 + usize::try_from(sizes.0).unwrap_or(0);
        let name = rest
            .get(46..name_end)
            .ok_or_else(|| broken("its directory was cut off"))?;
        members.push(Member {
            name: String::from_utf8_lossy(name).into_owned(),
            deflated: number(rest, 10, 2)? == 8,
            length: number(rest, 20, 4)?,
            offset: number(rest, 42, 4)?,
        });
        let next = name_end + usize::try_from(sizes.1 + sizes.2).unwrap_or(0);
        rest = rest.get(next..).unwrap_or_default();
    }
    Ok(members)
}

impl Member {
    /// The bytes of the member, as a stream.
    ///
    /// # Errors
    /// Where it does not stand where the directory says.
    pub fn open(&self, mut file: impl Read + Seek + 'static) -> io::Result<Box<dyn Read>> {
        file.seek(SeekFrom::Start(self.offset))?;
        let mut head = [0; 30];
        file.read_exact(&mut head)?;
        if !head.starts_with(b"PK\x03\x04") {
            return Err(broken("a member is not where its directory says"));
        }
        let skip = number(&head, 26, 2)? + number(&head, 28, 2)?;
        file.seek(SeekFrom::Current(i64::try_from(skip).unwrap_or(0)))?;
        let bytes = file.take(self.length);
        Ok(if self.deflated {
            Box::new(flate2::read::DeflateDecoder::new(bytes))
        } else {
            Box::new(bytes)
        })
    }
}

fn number(bytes: &[u8], at: usize, length: usize) -> io::Result<u64> {
    let bytes = bytes
        .get(at..at + length)
        .ok_or_else(|| broken("its directory was cut off"))?;
    Ok(bytes
        .iter()
        .rev()
        .fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
