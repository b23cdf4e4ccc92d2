// Files of the page in a real office suite: LibreOffice turns them into pages, pages into pictures that can be looked at in
// target/pictures/. Where it is missing, a test says "skipped".

import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)).find((path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

const soffice = onPath('soffice');
const pdftoppm = onPath('pdftoppm');

/** Why a test that needs the suite cannot run; nothing if it can. */
export const missing = [!soffice && 'LibreOffice (soffice)', !pdftoppm && 'pdftoppm'].filter(Boolean).join(' and ');

/** A file in another format: its bytes. */
export function converted(name, bytes, to, filter) {
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  try {
    writeFileSync(join(folder, name), bytes);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const reads = filter ? [`--infilter=${filter}`] : [];
    execFileSync(soffice, [profile, '--headless', ...reads, '--convert-to', to, '--outdir', join(folder, 'made'), join(folder, name)], { stdio: 'pipe', timeout: 180_000 });
    const [made] = readdirSync(join(folder, 'made'));
    return readFileSync(join(folder, 'made', made));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Draws each page of a file, as a picture in target/pictures/; returns how many there are. */
export function drawn(name, bytes) {
  const folder = join(root, 'target', 'pictures');
  mkdirSync(folder, { recursive: true });
  const stem = name.replace(/\W+/g, '-');
  for (const old of readdirSync(folder)) if (old.startsWith(`${stem}-`)) rmSync(join(folder, old));
  const pdf = join(folder, `${stem}-all.pdf`);
  writeFileSync(pdf, converted(name, bytes, 'pdf'));
  execFileSync(pdftoppm, ['-r', '80', '-png', pdf, join(folder, `${stem}-page`)], { stdio: 'pipe' });
  return readdirSync(folder).filter((file) => file.startsWith(`${stem}-page`)).length;
}

// A client's template in place of ours: dark, with serifs, centred titles, colours of its own.
const LOOKS = {
  dk1: 'F5F1E6', lt1: '1B2A41', dk2: 'C9D6EA', lt2: '3A4C66', accent1: 'FFC145', accent2: 'FF6B6B', accent3: '8FB8DE', accent4: '9BC53D', accent5: 'E0B1CB', accent6: 'FFFFFF', hlink: 'FFC145', folHlink: 'C9D6EA',
};

/** The presentation in a template with another look: its theme and master in place of ours, titles in another place. */
export function inTemplate(bytes) {
  const files = unzipSync(bytes);
  const edit = (name, change) => { files[name] = strToU8(change(strFromU8(files[name]))); };
  edit('ppt/theme/theme1.xml', (xml) => Object.entries(LOOKS)
    .reduce((text, [slot, colour]) => text.replace(new RegExp(`<a:${slot}><a:srgbClr val="\\w+"/>`), `<a:${slot}><a:srgbClr val="${colour}"/>`), xml)
    .replaceAll(/<a:latin typeface="[^"]*"\/>/g, '<a:latin typeface="DejaVu Serif"/>'));
  // Titles higher up, in a narrower box, and centred.
  edit('ppt/slideMasters/slideMaster1.xml', (xml) => xml
    .replace(/(name="Title".*?)<a:off [^>]*\/><a:ext [^>]*\/>/s, (_, before) => `${before}<a:off x="1548640" y="180000"/><a:ext cx="9091672" cy="950000"/>`)
    .replace(/(<p:titleStyle><a:lvl1pPr [^>]*)algn="l"/, '$1algn="ctr"'));
  return zipSync(files);
}
