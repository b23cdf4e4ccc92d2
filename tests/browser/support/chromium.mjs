// Chromium, as the tests need it: headless, and silent on the network.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const flags = [
  '--no-sandbox', // continuous integration runs as root, where Chromium has no sandbox
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=LocalNetworkAccessChecks', // so that a made-up host may frame the page, which is on this machine
];

/** Starts the Chromium that CHROME names, or the first one on the PATH. */
export function launchChromium() {
  return chromium.launch({ executablePath: process.env.CHROME ?? onPath(), headless: true, args: flags });
}

function onPath() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // not here
      }
    }
  }
  throw new Error(`no Chromium: set CHROME to its path, or install one of ${names.join(', ')}`);
}
