//! What a byte is foretold from: each context is one number, the same whenever the same came before.

use crate::walk::{At, Walk};

/// How many there are.
pub(crate) const COUNT: usize = 18;

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

/// The contexts of the byte that follows `before`.
pub(crate) fn of(before: &[u8], walk: &Walk) -> [u32; COUNT] {
    let back = |n: usize| before.len().checked_sub(n).and_then(|at| before.get(at)).map_or(0, |byte| u32::from(*byte));
    let last = back(4) << 24 | back(3) << 16 | back(2) << 8 | back(1);
    let place = walk.at as u32 | walk.digits.min(7) << 6;
    let mut contexts = [
        place,
        mix(place, last & 0xff),
        mix(place, last & 0xffff),
        mix(place, last & 0xff_ffff),
        mix(place, last),
        all(place, &[back(5), last]),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ];
    let more = if walk.is_code() { code(walk, place) } else { text(before, walk, last, back) };
    contexts[6..].copy_from_slice(&more);
    let mut number = 0;
    contexts.map(|context| {
        number += 1;
        mix(context, number)
    })
}

/// In code: instructions, the locals they name, and where in memory they reach.
fn code(walk: &Walk, place: u32) -> [u32; COUNT - 6] {
    let [a, b, c, d, e, f] = walk.done;
    let [x, y, z] = walk.locals;
    let one = all(place, &[walk.value, a]);
    let two = mix(one, b);
    let three = mix(two, c);
    let four = mix(three, d);
    [
        two,
        three,
        four,
        all(four, &[e, f]),
        mix(one, x),
        all(two, &[x, y]),
        all(one, &[walk.offset, x]),
        mix(one, y),
        all(three, &[x, walk.operand]),
        mix(one, walk.operand),
        all(two, &[x, y, z]),
        all(four, &[x, walk.offset]),
    ]
}

/// Elsewhere: words, and what stands in tables of numbers.
fn text(before: &[u8], walk: &Walk, last: u32, back: impl Fn(usize) -> u32) -> [u32; COUNT - 6] {
    let is_text = walk.at == At::Text;
    let word = before.iter().rev().take(24).take_while(|byte| byte.is_ascii_alphanumeric() || **byte >= 128);
    let (word, length) = word.fold((0, 0), |(word, length), byte| (mix(word, u32::from(*byte)), length + 1));
    let aligned = before.len() as u32 & 3;
    [
        back(2),
        all(back(2), &[back(3)]),
        mix(back(3), 1),
        mix(back(4), 2),
        all(back(1), &[back(3)]),
        all(back(4), &[back(8)]),
        mix(word, u32::from(is_text)),
        all(word, &[back(length + 1)]),
        all(back(4), &[aligned, 3]),
        all(last, &[back(5), back(6)]),
        all(last & 0x00f0_f0f0, &[aligned]),
        all(back(1) & 0xf0, &[back(2)]),
    ]
}
