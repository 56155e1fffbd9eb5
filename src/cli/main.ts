/** The command line: finds the command, answers `--help`, and turns misuse into a sentence and exit code 64. */
import { closest } from '../suggest.ts';
import { version } from '../version.ts';
import { commands } from './commands.ts';
import { Ended, exitCodes, Misuse } from './exit.ts';
import { groupHelp, help, overview } from './help.ts';
import { readOptions } from './options.ts';

// Whoever reads has had enough, as "head" has: that is no failure, and nothing more is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    return await dispatch(args);
  } catch (error) {
    return report(error, nameIn(args));
  }
}

async function dispatch(args: readonly string[]): Promise<number> {
  const [first = '', second = ''] = args;
  if (args.length === 0 || isHelp(first) || (first === 'help' && second === '')) return show(overview());
  if (['--version', '-v', '-V', 'version'].includes(first)) return show(`${version}\n`);
  const words = first === 'help' ? args.slice(1) : args;
  const name = nameIn(words);
  if (name === null) {
    const [group = '', next = ''] = words;
    const isAsked = isHelp(next) || (first === 'help' && next === '');
    if (isAsked && secondWords(group).length > 0) return show(groupHelp(group));
    throw unknownCommand(words);
  }
  const command = await (commands[name] as (typeof commands)[string]).load();
  const rest = words.slice(name.split(' ').length);
  // Behind -- stand words that are not ours: a shell asks what may follow `check --help`.
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (first === 'help' || own.some(isHelp)) return show(await help(name, command));
  return command.run(readOptions(name, command.args, rest));
}

function nameIn(words: readonly string[]): string | null {
  const [first, second = ''] = words;
  return Object.keys(commands).find((name) => name === first || name === `${first} ${second}`) ?? null;
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

function show(text: string): number {
  process.stdout.write(text);
  return exitCodes.fine;
}

/** What may follow `new`. */
function secondWords(group: string): string[] {
  return Object.keys(commands).flatMap((name) => (name.startsWith(`${group} `) ? [name.slice(group.length + 1)] : []));
}

function unknownCommand([word = '', next = '']: readonly string[]): Misuse {
  if (word.startsWith('-'))
    return new Misuse(`The command stands first, its options behind it: smarteros check ${word}`);
  const names = Object.keys(commands);
  const group = secondWords(word);
  if (group.length > 0) {
    const similar = closest(next, group);
    const all = group.map((each) => `"smarteros ${word} ${each}"`).join(' or ');
    if (next === '' || next.startsWith('-')) return new Misuse(`"${word}" needs a second word. Write ${all}.`);
    const meant = similar === null ? `Write ${all}.` : `Did you mean "smarteros ${word} ${similar}"?`;
    return new Misuse(`There is no command "${word} ${next}". ${meant}`);
  }
  const turned = names.find((name) => name === `${next} ${word}`);
  const similar = turned ?? closest(word, names);
  return new Misuse(
    `There is no command "${word}". ${similar === null ? `Commands are ${names.join(', ')}.` : `Did you mean "smarteros ${similar}"?`}`,
  );
}

function report(error: unknown, name: string | null): number {
  if (error instanceof Ended) return exitCodes.problems;
  if (error instanceof Misuse) {
    process.stderr.write(
      `${error.message}\n"smarteros ${name === null ? '' : `${name} `}--help" shows what there is.\n`,
    );
    return exitCodes.misuse;
  }
  const denied = deniedPath(error);
  if (denied !== null) {
    process.stderr.write(`${denied} Let this user write there, or choose another folder.\n`);
    return exitCodes.misuse;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env['SMARTEROS_DEBUG'] !== undefined && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return exitCodes.internal;
}

/** A place where this user may not write, or that is full, is no mistake of ours; null for any other error. */
function deniedPath(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return null;
  const why = { EACCES: 'permission denied', EPERM: 'permission denied', EROFS: 'read-only', ENOSPC: 'no space left' };
  const code = String(error.code);
  return Object.hasOwn(why, code) ? `${String(error.path)}: ${why[code as keyof typeof why]} (${code}).` : null;
}
