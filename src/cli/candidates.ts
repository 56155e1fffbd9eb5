/** What may come next on a command line, for shells to offer. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Args, Command } from './command.ts';
import { capabilityNames, tenantNames } from './tenant-names.ts';

/** All commands, each loaded when it is asked for. */
export type Commands = Readonly<Record<string, { readonly summary: string; load(): Promise<Command> }>>;

/** Words to offer, with what each means; or what the shell itself knows to complete. */
export interface Candidates {
  readonly words: readonly (readonly [word: string, meaning: string])[];
  readonly paths: 'folders' | 'files' | null;
}

const nothing: Candidates = { words: [], paths: null };

/** The candidates for the last of the words behind `smarteros`, which is empty or begun. */
export async function candidatesFor(commands: Commands, given: readonly string[]): Promise<Candidates> {
  const words = withoutEquals(given);
  if (words[0] === 'help' && words.length > 1)
    return begun(commandWords(commands, words.slice(1)), words.at(-1) as string);
  const name = Object.keys(commands).find((each) => startsWith(words, each));
  if (name === undefined) return begun(commandWords(commands, words), words.at(-1) ?? '');
  const { args } = await (commands[name] as Commands[string]).load();
  const rest = words.slice(name.split(' ').length);
  return optionCandidates(name, args, rest);
}

/** bash makes three words of `--format=json`; zsh and fish one, of which the whole has to be offered. */
function withoutEquals(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word !== '=') return [word];
    return index === words.length - 1 ? [''] : [];
  });
}

function startsWith(words: readonly string[], command: string): boolean {
  const parts = command.split(' ');
  return words.length > parts.length && parts.every((part, index) => part === words[index]);
}

function commandWords(commands: Commands, words: readonly string[]): [string, string][] {
  const depth = words.length - 1;
  const fitting = Object.keys(commands).filter((name) => {
    const parts = name.split(' ');
    return depth < parts.length && words.slice(0, depth).every((word, index) => word === parts[index]);
  });
  const found = fitting.map((name): [string, string] => {
    const parts = name.split(' ');
    return [parts[depth] as string, depth === parts.length - 1 ? (commands[name]?.summary ?? '') : 'several commands'];
  });
  return [...new Map(found).entries()];
}

function optionCandidates(command: string, args: Args, words: readonly string[]): Candidates {
  const last = words.at(-1) ?? '';
  const joined = /^(--[^=]+)=(.*)$/.exec(last);
  const context = { command, args, words };
  if (joined !== null) {
    const [, flag = '', value = ''] = joined;
    const found = begun(valueCandidates(flag.slice(2), context).words, value).words;
    return { words: found.map(([word, meaning]) => [`${flag}=${word}`, meaning]), paths: null };
  }
  const before = words.at(-2) ?? '';
  if (takesValue(args, before)) return filtered(valueCandidates(before.slice(2), context), last);
  if (last.startsWith('-')) return begun(flagWords(args, words.slice(0, -1)), last);
  const names = Object.keys(args).filter((flag) => args[flag]?.type === 'positional');
  const index = positionalWords(args, words.slice(0, -1)).length;
  const name = names[index] ?? (args[names.at(-1) ?? '']?.repeated === true ? names.at(-1) : undefined);
  const found = name === undefined ? nothing : valueCandidates(name, context);
  return found.words.length === 0 && found.paths === null ? begun(flagWords(args, words), last) : filtered(found, last);
}

function takesValue(args: Args, word: string): boolean {
  const type = word.startsWith('--') ? args[word.slice(2)]?.type : undefined;
  return type === 'string' || type === 'enum';
}

function positionalWords(args: Args, words: readonly string[]): string[] {
  return words.filter((word, index) => !word.startsWith('-') && !takesValue(args, words[index - 1] ?? ''));
}

function flagWords(args: Args, used: readonly string[]): [string, string][] {
  const flags = Object.entries(args).flatMap(([name, arg]): [string, string][] => {
    if (arg.type === 'positional') return [];
    const isNegated = arg.type === 'boolean' && arg.default === true;
    return [[isNegated ? `--no-${name}` : `--${name}`, arg.description ?? '']];
  });
  return [...flags, ['--help', 'What it does, with examples'] as [string, string]].filter(
    ([flag]) => !used.includes(flag),
  );
}

interface Context {
  readonly command: string;
  readonly args: Args;
  readonly words: readonly string[];
}

/** By the option's own values, then by what its name and hint say. */
function valueCandidates(name: string, { command, args, words }: Context): Candidates {
  const arg = args[name];
  if (arg?.type === 'enum') return wordsOf((arg.options ?? []).map(String));
  if (name === 'shell') return wordsOf(shells);
  const hint = arg?.valueHint;
  if (hint === 'DIR' || name === 'dir') return { words: [], paths: 'folders' };
  if (hint === 'FILE' || name === 'paths') return { words: [], paths: 'files' };
  const isNew = command === `new ${name}`;
  const workspace = resolve(valueOf(words, '--workspace') ?? '.');
  const before = positionalWords(args, words.slice(0, -1));
  const isTenant = ['tenant', 'only', 'resource'].includes(name) || (name === 'subject' && before.length === 0);
  if (isTenant) return isNew ? nothing : wordsOf(tenantNames(workspace));
  if (name === 'environment') return wordsOf(environmentNames(workspace));
  if (!['capability', 'within', 'subject'].includes(name) || isNew || before.length > 1) return nothing;
  return wordsOf(capabilityNames(workspace, valueOf(words, '--tenant') ?? before[0] ?? ''));
}

/** Shells that a script is written for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

function valueOf(words: readonly string[], flag: string): string | undefined {
  const joined = words.find((word) => word.startsWith(`${flag}=`));
  return joined?.slice(flag.length + 1) ?? words[words.indexOf(flag) + 1 || words.length];
}

function environmentNames(workspace: string): string[] {
  const folder = join(workspace, 'environments');
  return existsSync(folder) ? readdirSync(folder).flatMap((file) => /^(.+)\.ya?ml$/.exec(file)?.[1] ?? []) : [];
}

function wordsOf(words: readonly string[]): Candidates {
  return { words: words.map((word) => [word, '']), paths: null };
}

function filtered({ words, paths }: Candidates, start: string): Candidates {
  return { words: begun(words, start).words, paths };
}

function begun(words: readonly (readonly [string, string])[], start: string): Candidates {
  return { words: words.filter(([word]) => word.startsWith(start)), paths: null };
}
