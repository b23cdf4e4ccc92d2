// Runs the module that `cargo xtask test --only bits` has built, and ends as it does.

import { readFile } from 'node:fs/promises';

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]));
process.exitCode = instance.exports.main(0, 0);
