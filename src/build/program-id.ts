/** Which program made what is kept on disk. */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf } from '../table/canonical.ts';
import { version } from '../version.ts';

const sources = dirname(import.meta.dirname);

/** What is no room of ours and says what manifests may hold, or which packages there are. */
const rules = ['../schemas/v1', '../generated/manifests'];
const packages = ['../package.json', '../package-lock.json', '../node_modules/.package-lock.json'];

let program: string | undefined;

/**
 * The program's version and Node's, and in a checkout the state of the sources and of the packages, so that a changed
 * compiler never takes over what an older one made.
 */
export function programId(): string {
  program ??= digestOf([version, process.version, ...stateOfAll()].join('\n'));
  return program;
}

function stateOfAll(): string[] {
  const rooms = readdirSync(sources, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [
    ...['.', ...rooms.map(({ name }) => name), ...rules].flatMap((room) => roomState(room)),
    ...packages.map((file) => stateOf(file)),
  ];
}

function roomState(room: string): string[] {
  const folder = join(sources, room);
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    // The published package has its rules elsewhere.
  }
  return names
    .filter((name) => /\.(ts|js|json)$/.test(name) && !/\.(test|fixture)\./.test(name))
    .map((name) => stateOf(`${room}/${name}`));
}

function stateOf(path: string): string {
  const found = statSync(join(sources, path), { throwIfNoEntry: false });
  return found === undefined ? `${path} -` : `${path} ${found.size} ${found.mtimeMs}`;
}
