//! Verdeel for browsers: the engine port (`docs/port.md`) behind four functions, with nothing
//! imported.
//!
//! Whoever asks takes room with [`alloc`], writes a request there and hands it to [`ask`], which
//! takes the room over; the answer is read and given back with [`free`]. Room is known by where it
//! begins, and anything else that is handed in is refused, so no pointer is ever followed on trust.
//! A fault ends the instance with a trap; whoever asks then makes another, and asks again.

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use verdeel::study::{Memory, NoRequest, PORT_VERSION, Port, ask_port};

/// Room that is lent out.
static ROOM: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// What was asked before.
static MEMORY: LazyLock<Memory> = LazyLock::new(Memory::default);

/// Lends room of some bytes, and returns where it begins.
#[expect(unsafe_code, reason = "the name of an export; no other has it")]
#[unsafe(no_mangle)]
pub extern "C" fn alloc(len: usize) -> usize {
    lent(vec![0; len])
}

/// Takes back room that was lent.
#[expect(unsafe_code, reason = "the name of an export; no other has it")]
#[unsafe(no_mangle)]
pub extern "C" fn free(begin: usize, len: usize) {
    drop(taken(begin, len));
}

/// Answers a request: the name of an operation, an end of line, and JSON. Returns where the answer
/// begins, times 2^32, plus its length; it is JSON.
#[expect(unsafe_code, reason = "the name of an export; no other has it")]
#[unsafe(no_mangle)]
pub extern "C" fn ask(begin: usize, len: usize) -> u64 {
    let request = taken(begin, len).unwrap_or_default();
    let answer = answered(&request);
    let len = answer.len();
    (lent(answer) as u64) << 32 | len as u64
}

/// Returns the version of the port.
#[expect(unsafe_code, reason = "the name of an export; no other has it")]
#[unsafe(no_mangle)]
pub extern "C" fn version() -> u32 {
    PORT_VERSION.into()
}

fn room() -> MutexGuard<'static, Vec<Vec<u8>>> {
    // There is one thread, and a fault ends it.
    ROOM.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lent(mut bytes: Vec<u8>) -> usize {
    let begin = bytes.as_mut_ptr().expose_provenance();
    room().push(bytes);
    begin
}

fn taken(begin: usize, len: usize) -> Option<Vec<u8>> {
    let mut room = room();
    let mut lent = room.iter();
    let at = lent.position(|bytes| bytes.as_ptr().addr() == begin && bytes.len() == len)?;
    Some(room.swap_remove(at))
}

fn answered(request: &[u8]) -> Vec<u8> {
    let mut parts = request.splitn(2, |byte| *byte == b'\n');
    let operation = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let body = parts.next().unwrap_or_default();
    let port = Port {
        read: &|path| Err(format!("{path}: there are no files here")),
        files: &[],
        start: None,
        memory: &MEMORY,
    };
    match ask_port(port, &operation, body) {
        Ok(answer) => answer.to_string().into_bytes(),
        Err(why) => refusal(&why),
    }
}

/// Returns what is told to who asks for what is not there, as the server tells it.
fn refusal(why: &NoRequest) -> Vec<u8> {
    let why = why.to_string().replace(['"', '\\'], "'");
    let why = why.replace(char::is_control, " ");
    format!("{{\"port\":{PORT_VERSION},\"error\":\"{why}\"}}").into_bytes()
}
