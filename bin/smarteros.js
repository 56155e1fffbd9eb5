#!/usr/bin/env node
// Starts the command line. Plain JavaScript that old versions of Node can read too, so that they can be told what is
// missing: in a checkout the sources run as they are, in the installed package what was built from them.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oldestNode = 24;
const packageRoot = dirname(dirname(fileURLToPath(import.meta.url)));

if (majorVersion(process.versions.node) >= oldestNode) await run();
else startAgain();

async function run() {
  // Saves a third of the start-up time from the second start on.
  nodeModule.enableCompileCache();
  await import(pathToFileURL(entry()).href);
}

function entry() {
  const source = join(packageRoot, 'src', 'cli', 'main.ts');
  // Node strips no types from files under node_modules.
  const isInstalled = packageRoot.includes(`${sep}node_modules${sep}`);
  return !isInstalled && existsSync(source) ? source : join(packageRoot, 'dist', 'cli', 'main.js');
}

/** Hands over to the Node that was installed beside the package (npm package "node"), if there is one. */
function startAgain() {
  const node = findNode(packageRoot);
  if (node === null) {
    console.error(
      `smarteros needs Node ${oldestNode} or newer and runs on ${process.versions.node}. ` +
        `Install Node ${oldestNode} from https://nodejs.org, or put it beside smarteros: npm install node@${oldestNode}`,
    );
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  passSignalsOn(child);
  child.on('error', (error) => {
    console.error(`${node} cannot be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function passSignalsOn(child) {
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  process.on('SIGINT', () => {
    // Ctrl-C reaches the child from the terminal by itself; a second one would cut its orderly end short.
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
}

/** `node_modules/node/bin/node`, looked for from a folder upward; null when there is none. */
function findNode(folder) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const candidate = join(folder, 'node_modules', 'node', 'bin', name);
  if (existsSync(candidate)) return candidate;
  const parent = dirname(folder);
  return parent === folder ? null : findNode(parent);
}

function majorVersion(version) {
  return Number(version.split('.')[0]);
}
