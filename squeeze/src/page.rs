//! What the script in the single file calls.
#![allow(unsafe_code, unreachable_pub, reason = "names for the linker, and memory that a script fills")]

use lol_alloc::{AssumeSingleThreaded, LeakingAllocator};
use std::cell::RefCell;
use std::slice;

use crate::Unpacker;

/// Bytes at a time: a few tenths of a second.
const PART: usize = 80_000;

/// Takes no memory back: what runs here runs once.
// SAFETY: a module has one thread unless it is made with others, and this one is not.
#[global_allocator]
static MEMORY: AssumeSingleThreaded<LeakingAllocator> = unsafe { AssumeSingleThreaded::new(LeakingAllocator::new()) };

/// Memory for so many bytes, for good.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

thread_local! {
    static AT_WORK: RefCell<Option<Unpacker<'static>>> = const { RefCell::new(None) };
}

/// Begins to [unpack](crate::unpack).
///
/// # Safety
///
/// What is packed must be in a memory of [`room`], with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn begin(packed: *const u8, length: usize, module: usize, count: usize) {
    let packed = unsafe { slice::from_raw_parts(packed, length) };
    AT_WORK.set(Some(Unpacker::new(packed, module, count)));
}

/// Goes on with it for a while, and says how many hundredths there are. At 100 all is at `bytes`.
///
/// # Safety
///
/// There must be [`room`] for what comes out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn go_on(bytes: *mut u8) -> u32 {
    let Some(mut unpacker) = AT_WORK.take() else { return 100 };
    let part = unpacker.go_on(PART);
    if part < 1.0 {
        AT_WORK.set(Some(unpacker));
        return (part * 100.0) as u32;
    }
    let unpacked = unpacker.end();
    unsafe { slice::from_raw_parts_mut(bytes, unpacked.len()) }.copy_from_slice(&unpacked);
    100
}
