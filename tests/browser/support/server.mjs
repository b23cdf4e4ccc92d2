// The address of the release page: the one `cargo xtask test` serves (BASE_URL), or a server of our own, so that
// a suite can be run by hand: `node --test tests/browser/smoke.test.mjs`.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * @returns {Promise<{ origin: string, stop: () => void }>} `origin` without a slash at its end
 */
export async function startServer() {
  if (process.env.BASE_URL) return { origin: process.env.BASE_URL, stop: () => {} };

  // The same server as everywhere else: a second one would have its own idea of the security policy.
  const child = spawn('cargo', ['run', '--quiet', '--package', 'xtask', '--', 'serve', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const origin = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
    if (origin) {
      child.stdout.resume();
      // Without these the open pipe would keep node alive after the last test.
      child.unref();
      child.stdout.unref();
      process.once('exit', () => child.kill());
      return { origin, stop: () => child.kill() };
    }
  }
  throw new Error('cargo xtask serve ended without an address');
}
