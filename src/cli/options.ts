/** Words of a command line → options. What no option takes is refused: a mistyped flag must not be silently ignored. */
import { stripVTControlCharacters } from 'node:util';
import { parseArgs, type ArgsDef } from 'citty';
import { closest } from '../suggest.ts';
import type { Args } from './command.ts';
import { Misuse } from './exit.ts';

/**
 * Parses the words after a command's name; throws `Misuse` with a sentence that says what to write instead. A positional
 * that is not required and not given has its default, or is undefined; a repeated one is a list of words, as is a repeated flag.
 */
export function readOptions(name: string, definition: Args, given: readonly string[]): Record<string, unknown> {
  const words = withFolder(name, definition, given);
  checkFlags(name, definition, words);
  const parsed = { ...parse(definition, words), ...repeatedFlags(definition, words) };
  const missing = Object.entries(definition).filter(([flag, arg]) => isRequired(arg) && parsed[flag] === undefined);
  if (missing.length > 0) throw new Misuse(`"smarteros ${name}" needs ${missing.map(shown).join(', ')}.`);
  const positionals = positionalsOf(definition);
  const last = positionals.at(-1);
  const bare = parsed['_'] as string[];
  if (last !== undefined && definition[last]?.repeated === true)
    return { ...parsed, [last]: bare.slice(positionals.length - 1) };
  const extra = bare[positionals.length];
  // Not repeated: it may be the value itself.
  if (extra !== undefined && name.startsWith('secret '))
    throw new Misuse(`"smarteros ${name}" takes names only. A value is read from standard input, or asked for.`);
  if (extra !== undefined) throw oneTooMany(name, definition, positionals, extra);
  return parsed;
}

/** Every command takes its folder by `--workspace`, those with a bare one too: nobody has to know which are which. */
function withFolder(name: string, definition: Args, words: readonly string[]): string[] {
  const isList = definition['paths'] !== undefined;
  if (definition['workspace'] !== undefined || (definition['dir'] === undefined && !isList)) return [...words];
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const at = words.findIndex((word, index) => index < end && /^--workspace(=|$)/.test(word));
  if (at === -1) return [...words];
  const joined = /^--workspace=(.*)$/s.exec(words[at] as string);
  const folder = joined === null ? words[at + 1] : joined[1];
  if (folder === undefined || folder === '' || folder.startsWith('--')) throw new Misuse('--workspace needs a value.');
  const others = words.toSpliced(at, joined === null ? 2 : 1);
  if (isList && others.some((word) => !word.startsWith('-')))
    throw new Misuse(`"smarteros ${name}" takes files and folders, or --workspace, and not both.`);
  return others.toSpliced(Math.min(at, others.length), 0, folder);
}

/** A positional is required unless it says otherwise, a flag is optional unless it says otherwise: as help shows them. */
function isRequired(arg: Args[string]): boolean {
  if (arg.type !== 'positional') return arg.required === true;
  return arg.required !== false && arg.default === undefined;
}

function shown([flag, arg]: readonly [string, Args[string]]): string {
  return arg.type === 'positional' ? flag.toUpperCase() : `--${flag}`;
}

function positionalsOf(definition: Args): string[] {
  return Object.keys(definition).filter((flag) => definition[flag]?.type === 'positional');
}

function parse(definition: Args, words: readonly string[]): Record<string, unknown> {
  try {
    // Required ones are checked by us, so that all that are missing are told at once.
    const optional = Object.entries(definition).map(([flag, arg]) => [flag, { ...arg, required: false }]);
    return parseArgs([...words], Object.fromEntries(optional) as ArgsDef);
  } catch (error) {
    throw new Misuse(stripVTControlCharacters((error as Error).message));
  }
}

/** Every value of a flag that may be given several times. */
function repeatedFlags(definition: Args, words: readonly string[]): Record<string, readonly string[]> {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const flags = Object.keys(definition).filter(
    (flag) => definition[flag]?.type === 'string' && definition[flag].repeated === true,
  );
  return Object.fromEntries(
    flags.map((flag) => [
      flag,
      words.slice(0, end).flatMap((word, index) => {
        if (word === `--${flag}`) return [words[index + 1] ?? ''];
        return word.startsWith(`--${flag}=`) ? [word.slice(flag.length + 3)] : [];
      }),
    ]),
  );
}

function oneTooMany(name: string, definition: Args, positionals: readonly string[], extra: string): Misuse {
  const hasFlag = definition['workspace'] !== undefined;
  if (hasFlag && positionals.length === 0)
    return new Misuse(`"smarteros ${name}" takes its folder as a flag: --workspace ${extra}`);
  const names = positionals.map((flag) => flag.toUpperCase()).join(' ');
  const some = positionals.length === 1 ? 'one argument' : `${positionals.length} arguments (${names})`;
  const folder = hasFlag ? ' A workspace is named by --workspace.' : '';
  const count = positionals.length === 0 ? 'no arguments' : some;
  return new Misuse(`"smarteros ${name}" takes ${count}, and "${extra}" is one too many.${folder}`);
}

function checkFlags(name: string, definition: Args, words: readonly string[]): void {
  const known = Object.entries(definition).flatMap(([flag, { type }]) => {
    if (type === 'positional') return [];
    return type === 'boolean' ? [`--${flag}`, `--no-${flag}`] : [`--${flag}`];
  });
  for (const [index, word] of words.entries()) {
    if (word === '--') return;
    if (!word.startsWith('-') || word === '-') continue;
    const [flag = '', value] = word.split('=', 2);
    if (!known.includes(flag)) throw unknownFlag(name, definition, flag, known);
    const takesValue = definition[flag.slice(2)]?.type !== 'boolean' && !flag.startsWith('--no-');
    const next = words[index + 1];
    if (takesValue && value === undefined && (next === undefined || next.startsWith('--')))
      throw new Misuse(`${flag} needs a value.`);
  }
}

function unknownFlag(name: string, definition: Args, flag: string, known: readonly string[]): Misuse {
  if (definition['dir'] !== undefined && flag === '--dir')
    return new Misuse(`"smarteros ${name}" takes its folder without a flag: smarteros ${name} DIR`);
  const similar = closest(flag, known);
  const accepted = known.length === 0 ? 'It has none.' : `Options are ${known.join(', ')}.`;
  return new Misuse(
    `"smarteros ${name}" has no option ${flag}. ${similar === null ? accepted : `Did you mean ${similar}?`}`,
  );
}
