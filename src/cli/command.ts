/** What a command is made of; its help is written from it. */
import type { ArgsDef } from 'citty';

/** One command. */
export interface Command {
  readonly description: string;
  readonly args: ArgsDef;
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
