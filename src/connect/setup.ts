/** What is told to a client, and what that is made of. */
import type { Shell, Word } from './shell-words.ts';

/** A program that a client starts and speaks to on standard input and output. Paths are absolute. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A tenant's endpoint, and how a client is to reach it. */
export interface Target {
  /** The name under which clients show the server. */
  readonly name: string;
  /** The tenant's endpoint. */
  readonly url: string;
  /** What serves the same on standard input and output. */
  readonly program: Program;
  /** By the endpoint's URL, or by the program. */
  readonly way: 'http' | 'stdio';
  readonly key: Key;
  /** Whether people can log in there instead of having a key; null when that is not known here. */
  readonly hasLogin: boolean | null;
  /** Where lines are pasted. */
  readonly shell: Shell;
}

/** The key that a client sends. */
export interface Key {
  /** The environment variable that holds it, for clients that read one. */
  readonly variable: string;
  /** The key itself, where it is to be printed; else null. */
  readonly value: string | null;
}

/** One thing to paste. */
export interface Piece {
  /** Where it goes, or what it is: `in .cursor/mcp.json of a project`. */
  readonly where: string;
  readonly text: string;
}

/** Everything that one client needs. */
export interface Setup {
  readonly pieces: readonly Piece[];
  /** Sentences about what to do beside pasting. */
  readonly notes: readonly string[];
  /** The configuration alone, for programs; null when nothing of it is JSON. */
  readonly json: object | null;
}

/** One client. */
export interface Client {
  /** As people call it. */
  readonly title: string;
  /** What is printed for it, in one line. */
  readonly summary: string;
  /** Which ways it knows; the first is taken unless another is asked for. */
  readonly ways: readonly [Target['way'], ...Target['way'][]];
  setup(target: Target): Setup;
}

/** Stands where a key goes that nobody asked to print. */
export const placeholder = '<key>';

/** The `Authorization` header's value, with a key's place written as this client reads it. */
export function bearer({ value }: Key, place: string): string {
  return `Bearer ${value ?? place}`;
}

/** The header as a word of a command line. */
export function headerWord({ variable, value }: Key): Word {
  const text = 'Authorization: Bearer ';
  return value === null ? { text, variable } : `${text}${value}`;
}

/** A program as clients write it into their files; without an environment where it needs none. */
export function programEntry({ command, args, env }: Program): object {
  return { command, args, ...(Object.keys(env).length === 0 ? {} : { env }) };
}

/** A program as words of a command line, its variables set in front by clients that have a flag for it. */
export function programWords({ command, args }: Program): readonly Word[] {
  return [command, ...args];
}

/** JSON as people paste it. */
export function pretty(json: object): string {
  return JSON.stringify(json, null, 2);
}
