/**
 * `npm run corpus -- DIR [--call]`: what becomes of every document of a folder. Each is read in a process of its own, so
 * that its time and memory are its own and one that breaks costs no other. Exit code 1 when one cannot be read, or Prism
 * finds a violation.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { documentsIn } from './documents.ts';
import { failedRow, type Row } from './row.ts';
import { reasonsText, tableText } from './table.ts';

const usage = `npm run corpus -- DIR [--call] [--only TEXT]… [--json]

  DIR           a folder with documents of APIs: OpenAPI 2.0 to 3.2, YAML or JSON; those of several files by their entry
  --call        serve each document by Prism, call every capability with made-up arguments, and tell what Prism finds
  --only TEXT   documents whose path has this in it; may be given more than once
  --json        rows as JSON instead of a table
  --help        this text
`;

/** How long one document may take, calls included. */
const longestMs = 600_000;

const { folder, call, only, json } = options();
const documents = documentsIn(folder).filter((path) => only.length === 0 || only.some((part) => path.includes(part)));
if (documents.length === 0) fail(`There is no document of an API below ${folder}.`);
const rows: Row[] = [];
for (const document of documents) {
  process.stderr.write(`${rows.length + 1} of ${documents.length}  ${document}\n`);
  rows.push(await rowOf(document));
}
process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : `${tableText(rows)}\n${reasonsText(rows)}\n`);
process.exitCode = rows.some(isWrong) ? 1 : 0;

function isWrong({ failure, roundTrip }: Row): boolean {
  return failure !== null || (roundTrip?.violations.length ?? 0) > 0;
}

async function rowOf(document: string): Promise<Row> {
  const args = [join(import.meta.dirname, 'one.ts'), folder, document, ...(call ? ['--call'] : [])];
  const { text, ending } = await output(args);
  try {
    return JSON.parse(text) as Row;
  } catch {
    return failedRow(document, `its process ended with ${ending}`);
  }
}

function output(args: readonly string[]): Promise<{ readonly text: string; readonly ending: string }> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: longestMs });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) =>
      settle({ text: Buffer.concat(chunks).toString('utf8'), ending: `${signal ?? code}` }),
    );
  });
}

function options(): { folder: string; call: boolean; only: readonly string[]; json: boolean } {
  const { values, positionals } = parse();
  if (values.help === true) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) fail(usage);
  return { folder: resolve(folder), call: values.call === true, only: values.only ?? [], json: values.json === true };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        call: { type: 'boolean' },
        only: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${usage}`);
  }
}

function fail(message: string): never {
  process.stderr.write(`${message.trimEnd()}\n`);
  process.exit(2);
}
