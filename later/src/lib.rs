//! The cut in the page's module: [`seam!`] names a function from which a second module begins.
//!
//! A crate of its own, as a name for the linker is `unsafe` and the rest of the page forbids that.

#![no_std]

/// Declares a function that returns what a second module, `later`, gives: `seam!(fn NAME() -> &'static TYPE = VALUE)`.
///
/// The build (`xtask/src/build/split.rs`) finds the import and the export by their names. It moves to the second module
/// what only the export reaches, code and data, and leads calls of the import there. Called before that module is there,
/// the function traps. Elsewhere than in Wasm there is no cut.
#[macro_export]
macro_rules! seam {
    ($(#[$about:meta])* fn $name:ident() -> &'static $type:ty = $value:expr) => {
        $(#[$about])*
        fn $name() -> &'static $type {
            #[cfg(target_family = "wasm")]
            {
                #[link(wasm_import_module = "__wasm_split_placeholder__")]
                #[allow(improper_ctypes)]
                unsafe extern "C" {
                    #[link_name = "__wasm_split_00later00_import_00000000000000000000000000000000_seam"]
                    safe fn imported() -> &'static $type;
                }
                #[unsafe(export_name = "__wasm_split_00later00_export_00000000000000000000000000000000_seam")]
                #[allow(improper_ctypes_definitions)]
                extern "C" fn exported() -> &'static $type {
                    $value
                }
                imported()
            }
            #[cfg(not(target_family = "wasm"))]
            {
                $value
            }
        }
    };
}
