/** Type-checks files with the real compiler, for tests of generated types. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
const typeRoots = join(dirname(require.resolve('@types/node/package.json')), '..');

/** One complaint of the compiler. */
interface CompilerError {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Writes the files (name → text) to a new folder, checks them strictly in one run and answers every error. */
export async function typeErrors(files: Readonly<Record<string, string>>): Promise<CompilerError[]> {
  const folder = await mkdtemp(join(tmpdir(), 'smarteros-types-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
    return parse(await run(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const compilerOptions = {
  target: 'ES2024',
  lib: ['ES2024'],
  module: 'NodeNext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  typeRoots: [typeRoots],
};

function run(folder: string): Promise<string> {
  return new Promise((resolve) => {
    const args = [compiler, '-p', folder, '--pretty', 'false'];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve(error === null ? '' : `${stdout}\n${stderr}` || String(error));
    });
  });
}

function parse(output: string): CompilerError[] {
  if (output === '') return [];
  const found = output.matchAll(/^(.+?)\((\d+),\d+\): error (TS\d+: .*)$/gm);
  const errors = [...found].map(([, file, line, message]) => ({ file: file ?? '', line: Number(line), message: message ?? '' }));
  if (errors.length === 0) throw new Error(`The compiler failed in another way: ${output}`);
  return errors;
}
