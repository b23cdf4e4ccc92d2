//! What the script in the single file calls.
#![allow(unsafe_code, unreachable_pub, reason = "names for the linker, and memory that a script fills")]

use std::slice;

/// Memory for so many bytes, for good.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

/// [`unpack`](crate::unpack) between two such memories.
///
/// # Safety
///
/// Both must be of [`room`], with their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unpack(packed: *const u8, length: usize, module: usize, bytes: *mut u8, count: usize) {
    let (packed, bytes) = unsafe { (slice::from_raw_parts(packed, length), slice::from_raw_parts_mut(bytes, count)) };
    crate::unpack(packed, module, bytes);
}
