//! The engine for browsers, where this program was built with one.

/// The engine as WebAssembly in gzip: the file that `.ci/engine` builds of `wasm/`.
#[cfg(feature = "live")]
const ENGINE: Option<&[u8]> = Some(include_bytes!(env!(
    "VERDEEL_ENGINE",
    "the feature `live` needs the engine for browsers: set VERDEEL_ENGINE to the absolute path of \
     verdeel_wasm.wasm.gz, which `.ci/engine` builds"
)));

#[cfg(not(feature = "live"))]
const ENGINE: Option<&[u8]> = None;

/// Returns the engine as WebAssembly in gzip; `None` in a program that was built without the
/// feature `live`.
pub fn engine() -> Option<&'static [u8]> {
    ENGINE
}
