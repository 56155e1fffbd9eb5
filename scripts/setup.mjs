/**
 * Installs what package-lock.json asks for, when it is not installed yet; else returns within milliseconds. Runs
 * before `npm start` and `npm test`, in plain JavaScript for whatever Node (18 or newer) a machine came with: Node 24
 * itself is one of the packages.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, 'node_modules', '.bin');

if (!isInstalled()) install();
linkOwnCommand();

/** Compares the lock file with the one that npm keeps inside node_modules, written as an installation's last step. */
function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null || !existsSync(join(binaries, 'node'))) return false;
  const isMissing = ([path, { version, optional }]) =>
    present[path]?.version !== version && !(optional && !present[path]);
  return !Object.entries(wanted).some(isMissing) && Object.keys(present).every((path) => path in wanted);
}

/** Path in node_modules → what is locked there; null when the file cannot be read. */
function packagesOf(file) {
  try {
    const { packages } = JSON.parse(readFileSync(file, 'utf8'));
    delete packages['']; // the project itself
    return packages;
  } catch {
    return null;
  }
}

function install() {
  console.log('Installing dependencies (once, about a minute) …');
  const startedAt = Date.now();
  // Not with the Node that is about to be replaced: without node_modules/.bin in front, npm runs on the machine's own.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== binaries);
  const { status, error } = spawnSync('npm', ['ci', '--loglevel=error', '--no-progress'], {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter) },
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`npm ci failed${error ? `: ${error.message}` : ''}. What it says above has to be solved first.`);
    process.exit(1);
  }
  console.log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

/** Lets `npx smarteros` work inside the checkout, where npm links no command of the package itself. */
function linkOwnCommand() {
  const link = join(binaries, 'smarteros');
  if (process.platform === 'win32' || existsSync(link)) return;
  mkdirSync(binaries, { recursive: true });
  symlinkSync('../../bin/smarteros.js', link);
}
