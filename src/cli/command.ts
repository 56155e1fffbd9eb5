/** What a command is made of; its help is written from it. */
import type { ArgDef } from 'citty';

/**
 * The options of a command, by name, as citty has them. A positional that is `repeated` stands last, and takes every
 * word that is left: a command gets it as a list, empty when there are none. A text flag that is `repeated` may be given several
 * times, and is a list as well.
 */
export type Args = Record<string, ArgDef & { readonly repeated?: boolean }>;

/** One command. */
export interface Command {
  readonly description: string;
  readonly args: Args;
  /** Lines to paste, each with what it does. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** Runs with parsed options; the answer is the exit code. */
  run(options: Record<string, unknown>): number | Promise<number>;
}

/** The flag that names a workspace, the same for every command that has it. */
export const workspaceFlag = {
  type: 'string',
  valueHint: 'DIR',
  description: 'The workspace’s folder',
  default: '.',
} as const;

/** The flag that chooses an environment; without it, the manifests hold as they are. Read it with `environmentOf`. */
export const environmentFlag = {
  type: 'string',
  valueHint: 'NAME',
  description: 'The environment to apply, one of environments/',
} as const;

/** The flag of commands that answer with words or with JSON. */
export const formatFlag = {
  type: 'enum',
  options: ['pretty', 'json'],
  description: 'For people, or for programs',
  default: 'pretty',
} satisfies Args[string];
