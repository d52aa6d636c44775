// A real Chromium from npm, off the network, with Chinese glyphs, on a machine with nothing installed for it.
// Unpacked once for each version and user into the temp folder.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);
const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** Keeps the browser from calling anybody: no updates, no suggestions. */
const offlineArgs = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-pings',
];

/** `--no-sandbox` because tests also run as root, where Chromium's sandbox refuses to start. */
const machineArgs = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none', '--hide-scrollbars'];

/** A last resort for pages: Playwright's own thirty seconds are too few on a busy machine. */
export const browserPatienceMs = 240_000;

/**
 * Starts a browser; the caller closes it. It knows no name but this machine's and those of `names`, each with the
 * address of this machine that it stands for ("127.0.0.1:4711").
 */
export async function launchBrowser(names: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    headless: true,
    args: [...machineArgs, ...offlineArgs, resolverRules(names)],
    env: {
      ...definedEnvironment(),
      HOME: folder,
      // The package brings the libraries that a plain Debian lacks (nss, nspr, expat).
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: await fontConfiguration(folder),
    },
  });
}

function resolverRules(names: Readonly<Record<string, string>>): string {
  const own = Object.entries(names).map(([name, address]) => `MAP ${name} ${address}`);
  return `--host-resolver-rules=${[...own, 'MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.0.0.1'].join(', ')}`;
}

/** Where Chromium of this version stands unpacked. Two test files may come here at once: the first to finish wins. */
async function unpacked(): Promise<string> {
  const folder = join(tmpdir(), `skuwatch-chromium-${await chromiumVersion()}-${userInfo().uid}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const fresh = await mkdtemp(join(tmpdir(), 'skuwatch-chromium-unpacking-'));
  await unpackInto(fresh);
  try {
    await rename(fresh, folder);
  } catch {
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
}

/**
 * The package unpacks into the temp folder and adds its libraries only where it believes to run on Amazon Linux;
 * a process of its own is told both, so that this one's environment stays as it is.
 */
async function unpackInto(folder: string): Promise<void> {
  const script = "const { default: c } = await import('@sparticuz/chromium'); await c.executablePath();";
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectFolder,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
}

/** Fonts from npm only, so that a page looks the same on every machine. */
async function fontConfiguration(folder: string): Promise<string> {
  const chinese = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts');
  const file = join(folder, 'skuwatch-fonts.conf');
  const cache = join(folder, 'fonts-cache');
  await mkdir(cache, { recursive: true });
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${join(folder, 'fonts')}</dir><dir>${chinese}</dir><cachedir>${cache}</cachedir>
<alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family><family>Noto Sans S Chinese</family></prefer></alias>
<alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family><family>Noto Sans S Chinese</family></prefer></alias>
</fontconfig>`,
  );
  return file;
}

async function chromiumVersion(): Promise<string> {
  const file = join(projectFolder, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const { version }: { version: string } = JSON.parse(await readFile(file, 'utf8'));
  return version;
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
