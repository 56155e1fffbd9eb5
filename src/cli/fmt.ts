/** `smarteros fmt` */
import { diffLines, type DiffLine } from '../change/line-diff.ts';
import { hasErrors, type Span } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import { count } from './announce.ts';
import type { Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { type LookedAt, manifestsOf } from './fmt-files.ts';
import { replaceFile } from './replace-file.ts';
import { isColored } from './colour.ts';

/** Puts manifests into the house form. */
export const fmt: Command = {
  description:
    'Puts manifests into one form: fields in the order of their schema, two spaces of indentation, the line that tells editors the schema. Values, quotes, comments and single blank lines stay, and the names that you chose keep their order. Without --check or --write it shows what would change. OpenAPI documents and files that are no valid YAML stay as they are.',
  args: {
    paths: { type: 'positional', required: false, repeated: true, description: 'Folders and files; else this folder' },
    check: { type: 'boolean', description: 'Write nothing, name the files that would change, and exit 1 for any' },
    write: { type: 'boolean', description: 'Write the files' },
  },
  examples: [
    ['smarteros fmt', 'what would change in this folder'],
    ['smarteros fmt --write manifests', 'write it, in another one'],
    ['smarteros fmt --check manifests', 'for a pipeline'],
    ['smarteros fmt --write tenants/demo/tenant.yaml', 'one file, for a hook or an editor'],
  ],
  run: (options) => {
    const [isCheck, isWrite] = [options['check'] === true, options['write'] === true];
    if (isCheck && isWrite)
      throw new Misuse('--check and --write exclude each other: one looks at the files, the other writes them.');
    const given = options['paths'] as readonly string[];
    const files = manifestsOf(given.length === 0 ? ['.'] : given);
    const changed = files.filter((file) => file.state === 'changed');
    const left = files.filter((file) => file.state === 'left');
    for (const file of changed) {
      if (isWrite) replaceFile(file.path, file.after);
      process.stdout.write(isCheck || isWrite ? `${file.shown}\n` : differenceOf(file));
    }
    for (const file of left) process.stderr.write(reasonOf(file));
    process.stderr.write(`${summary(files.length, changed.length, left.length, { isCheck, isWrite })}\n`);
    const isFine = left.every(({ problems }) => !hasErrors(problems)) && !(isCheck && changed.length > 0);
    return isFine ? exitCodes.fine : exitCodes.problems;
  },
};

interface Mode {
  readonly isCheck: boolean;
  readonly isWrite: boolean;
}

function summary(all: number, changed: number, left: number, { isCheck, isWrite }: Mode): string {
  const stays = left === 0 ? '' : ` ${count(left, 'file')} left as ${left === 1 ? 'it is' : 'they are'}.`;
  if (all > 0 && left === all) return stays.trim();
  if (all === 0) return 'There is no manifest here.';
  if (changed === 0) return `${count(all - left, 'manifest')} in the house form already.${stays}`;
  if (isWrite) return `Wrote ${count(changed, 'file')}.${stays}`;
  const how = isCheck ? '"smarteros fmt --write" changes them.' : 'With --write they do.';
  return `${changed} of ${count(all, 'manifest')} would change. ${how}${stays}`;
}

function reasonOf(file: LookedAt & { readonly state: 'left' }): string {
  const folder = file.shown.slice(0, file.shown.lastIndexOf('/') + 1);
  const at = (span: Span): Span => ({ ...span, file: `${folder}${span.file.slice(span.file.lastIndexOf('/') + 1)}` });
  const problems = file.problems.map(({ related, ...problem }) => ({
    ...problem,
    span: at(problem.span),
    ...(related === undefined ? {} : { related: { ...related, span: at(related.span) } }),
  }));
  return `${renderProblems(problems, () => file.text, { color: isColored(process.stderr) })}\n`;
}

const colors = { same: 2, removed: 31, added: 32, gap: 2 } as const;
const signs = { same: ' ', removed: '-', added: '+', gap: ' ' } as const;

function differenceOf(file: LookedAt & { readonly state: 'changed' }): string {
  const isPainted = isColored(process.stdout);
  const paint = (code: number, text: string): string => (isPainted ? `\u001b[${code}m${text}\u001b[0m` : text);
  const line = ({ kind, text }: DiffLine): string => `${paint(colors[kind], `${signs[kind]} ${shownLine(text)}`)}\n`;
  return `${paint(1, file.shown)}\n${diffLines(file.before, file.after).map(line).join('')}\n`;
}

/** A file's text may hold anything: control characters reach no terminal. */
function shownLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\t' ? '→   ' : `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );
}
