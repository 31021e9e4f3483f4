//! In the place of a crate that binds to JavaScript, to which nothing here is bound.

/// What others import all of.
pub mod prelude {
    pub use wasm_bindgen_macro::wasm_bindgen;
}

/// A value of JavaScript, of which there is none but that something failed.
#[derive(Clone, Copy, Debug)]
pub struct JsValue;

impl JsValue {
    /// Returns a text.
    #[expect(
        clippy::should_implement_trait,
        reason = "the name is that in the other crate"
    )]
    pub fn from_str(_: &str) -> JsValue {
        JsValue
    }
}
