//! How large a workbook may be. An archive declares what its parts unpack to: that is summed up before anything is
//! unpacked. An archive that lies is met in the reading: cells and text are counted as they come, and in a page the
//! module's own memory has a ceiling (scripts/wasm.sh), which ends the module and not the page.

use crate::Fault;
use std::io::Cursor;
use zip::ZipArchive;
use zip::result::ZipError;

/// The rows that are read, empty ones included. Excel itself ends at 1,048,576.
pub const MOST_ROWS: u32 = 500_000;
/// The columns that are read; what stands further right is left out. Excel itself ends at 16,384.
pub const MOST_COLUMNS: u32 = 256;
/// What all parts may unpack to, and what the text of a sheet may come to, in bytes.
pub const MOST_BYTES: u64 = 512 * 1024 * 1024;
/// The parts of an archive. A workbook has a dozen, one with many pictures some hundreds.
const MOST_PARTS: usize = 10_000;

/// Looks at the directory of the archive: a workbook must be in it, and the whole must not be larger than is read.
pub fn check_archive(bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
        ZipError::InvalidArchive(_) if !bytes.starts_with(b"PK") => Fault::NotAWorkbook,
        _ => Fault::Damaged,
    })?;
    if archive.len() > MOST_PARTS {
        return Err(Fault::TooLarge);
    }
    let mut whole = 0u64;
    let mut workbook = false;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| Fault::Damaged)?;
        if part.encrypted() {
            return Err(Fault::Encrypted);
        }
        whole = whole.saturating_add(part.size());
        let name = part.name().map_err(|_| Fault::Damaged)?;
        workbook |= name.to_ascii_lowercase().starts_with("xl/workbook");
    }
    if whole > MOST_BYTES {
        return Err(Fault::TooLarge);
    }
    if workbook { Ok(()) } else { Err(Fault::NotAWorkbook) }
}

/// Whether a read failed because there was no room for what came.
pub fn is_too_large(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::OutOfMemory
}
