/** Words of a command line → options. What no option takes is refused: a mistyped flag must not be silently ignored. */
import { stripVTControlCharacters } from 'node:util';
import { parseArgs, type ArgsDef } from 'citty';
import { closest } from '../suggest.ts';
import { Misuse } from './exit.ts';

/** Parses the words after a command's name; throws `Misuse` with a sentence that says what to write instead. */
export function readOptions(name: string, definition: ArgsDef, words: readonly string[]): Record<string, unknown> {
  checkFlags(name, definition, words);
  const parsed = parse(definition, words);
  const missing = Object.entries(definition).filter(
    ([flag, arg]) => arg.required === true && parsed[flag] === undefined,
  );
  if (missing.length > 0)
    throw new Misuse(`"smarteros ${name}" needs ${missing.map(([flag]) => `--${flag}`).join(', ')}.`);
  const positionals = Object.values(definition).filter((arg) => arg.type === 'positional').length;
  const extra = (parsed['_'] as string[])[positionals];
  if (extra !== undefined) throw oneTooMany(name, definition, positionals, extra);
  return parsed;
}

function parse(definition: ArgsDef, words: readonly string[]): Record<string, unknown> {
  try {
    // Required ones are checked by us, so that all that are missing are told at once.
    const optional = Object.entries(definition).map(([flag, arg]) => [flag, { ...arg, required: false }]);
    return parseArgs([...words], Object.fromEntries(optional) as ArgsDef);
  } catch (error) {
    throw new Misuse(stripVTControlCharacters((error as Error).message));
  }
}

function oneTooMany(name: string, definition: ArgsDef, positionals: number, extra: string): Misuse {
  if (definition['workspace'] !== undefined)
    return new Misuse(`"smarteros ${name}" takes its folder as a flag: --workspace ${extra}`);
  const count = positionals === 0 ? 'no arguments' : positionals === 1 ? 'one argument' : `${positionals} arguments`;
  return new Misuse(`"smarteros ${name}" takes ${count}, and "${extra}" is one too many.`);
}

function checkFlags(name: string, definition: ArgsDef, words: readonly string[]): void {
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

function unknownFlag(name: string, definition: ArgsDef, flag: string, known: readonly string[]): Misuse {
  if (definition['dir'] !== undefined && ['--workspace', '--dir'].includes(flag))
    return new Misuse(`"smarteros ${name}" takes its folder without a flag: smarteros ${name} DIR`);
  const similar = closest(flag, known);
  const accepted = known.length === 0 ? 'It has none.' : `Options are ${known.join(', ')}.`;
  return new Misuse(
    `"smarteros ${name}" has no option ${flag}. ${similar === null ? accepted : `Did you mean ${similar}?`}`,
  );
}
