//! What a byte is foretold from: each context is one number, the same whenever the same came before.

use crate::repeats::Repeats;
use crate::walk::{At, Walk};

/// How many there are.
pub(crate) const COUNT: usize = 20;

/// Two numbers as one.
pub(crate) fn mix(a: u32, b: u32) -> u32 {
    let mut hash = (a ^ b.wrapping_mul(0x2C1B_3C6D)).wrapping_mul(0x9E37_79B1);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x85EB_CA6B);
    hash ^ hash >> 13
}

fn all(first: u32, others: &[u32]) -> u32 {
    others.iter().fold(first, |hash, other| mix(hash, *other))
}

/// The contexts of the byte that follows those before.
pub(crate) fn of(repeats: &Repeats, walk: &Walk) -> [u32; COUNT] {
    let before = repeats.before();
    let back = |n: usize| before.len().checked_sub(n).and_then(|at| before.get(at)).map_or(0, |byte| u32::from(*byte));
    let last = back(4) << 24 | back(3) << 16 | back(2) << 8 | back(1);
    let place = walk.at as u32 | walk.digits.min(7) << 6;
    let expected = repeats.expected().map_or(0, |byte| u32::from(byte) + 1);
    let sure = repeats.length().min(15) as u32;
    let contexts = if walk.is_code() {
        code(walk, place, last, [expected, sure])
    } else {
        text(before, walk.at == At::Text, place, last, [expected, sure])
    };
    let mut number = 0;
    contexts.map(|context| {
        number += 1;
        mix(context, number)
    })
}

/// In code: instructions, what they find on the stack, the locals they name, and where in memory they reach.
fn code(walk: &Walk, place: u32, last: u32, [expected, sure]: [u32; 2]) -> [u32; COUNT] {
    let [a, b, c, d, e, f] = walk.done;
    let [x, y] = walk.locals;
    let one = all(place, &[walk.value, a]);
    let two = mix(one, b);
    let three = mix(two, c);
    let four = mix(three, d);
    let [top, under, third] = walk.stack.top();
    [
        place,
        mix(place, last & 0xff),
        mix(place, last & 0xffff),
        mix(place, last & 0xff_ffff),
        two,
        three,
        four,
        all(four, &[e, f]),
        all(one, &[walk.stack.height(), top, under, third]),
        all(one, &[walk.offset, x]),
        all(four, &[x, walk.offset]),
        all(one, &[walk.function, 1]),
        all(one, &[walk.function, x]),
        all(one, &[walk.callee, 2]),
        all(two, &[walk.callee, walk.constant]),
        all(one, &[walk.offset_of(x), 3]),
        all(place, &[expected, sure.min(3), 4]),
        all(one, &[expected, sure]),
        all(two, &[x, y]),
        all(one, &[walk.function, walk.operand, b]),
    ]
}

/// Elsewhere: words, and what stands in tables of numbers.
fn text(before: &[u8], is_text: bool, place: u32, last: u32, [expected, sure]: [u32; 2]) -> [u32; COUNT] {
    let back = |n: usize| before.len().checked_sub(n).and_then(|at| before.get(at)).map_or(0, |byte| u32::from(*byte));
    let word_before = |skipped: usize| {
        let letters = before.iter().rev().skip(skipped).take(24);
        let letters = letters.take_while(|byte| byte.is_ascii_alphanumeric() || **byte >= 128);
        letters.fold((0, 0), |(word, length), byte| (mix(word, u32::from(*byte)), length + 1))
    };
    let (word, length) = word_before(0);
    let aligned = before.len() & 3;
    // Where a text ends, the next may begin: an address and a length foretell an address.
    let whole = |n: usize| u32::from_le_bytes([3, 2, 1, 0].map(|k| back(n + aligned - 3 + k) as u8));
    let next = whole(8).wrapping_add(whole(4)).to_le_bytes().map(u32::from);
    let fits = (0..aligned).all(|i| next[i] == back(aligned - i));
    let aligned = aligned as u32;
    [
        place,
        mix(place, last & 0xff),
        mix(place, last & 0xffff),
        mix(place, last & 0xff_ffff),
        mix(place, last),
        all(place, &[back(5), last]),
        all(last, &[back(5), back(6)]),
        all(back(2), &[back(3)]),
        mix(back(4), 2),
        all(back(1), &[back(3)]),
        all(back(4), &[back(8)]),
        mix(word, u32::from(is_text)),
        all(word, &[back(length + 1)]),
        all(word, &[word_before(length + 1).0]),
        all(last & 0x00f0_f0f0, &[aligned]),
        all(back(16), &[aligned, 4]),
        all(next[aligned as usize], &[aligned, u32::from(fits)]),
        all(back(8), &[back(1), aligned, 7]),
        all(back(1), &[expected, sure]),
        mix(expected, sure),
    ]
}
