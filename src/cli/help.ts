/** What `--help` shows: all commands by group, or one with its options as citty renders them and lines to paste. */
import { stripVTControlCharacters } from 'node:util';
import { renderUsage } from 'citty';
import { version } from '../version.ts';
import type { Command } from './command.ts';
import { commandGroups, commands } from './commands.ts';
import { isColored } from './colour.ts';

/** Every command with what it is for. */
export function overview(): string {
  const groups = Object.entries(commandGroups).map(
    ([title, members]) => `${title}\n${summaries(Object.keys(members))}`,
  );
  return `smarteros ${version}: the gateway between AI agents, apps and the APIs that companies already have.

Usage: smarteros <command> [options]

${groups.join('\n\n')}

Examples:
  smarteros init               a first workspace in this folder
  smarteros check              what is wrong with it, line by line
  smarteros serve --port 9000  serve it on another port
  smarteros help new tenant    what a command takes, with examples

The workspace is this folder; --workspace DIR names another one.
Exit codes: 0 fine, 1 problems, 64 misuse, 70 an error of ours; "diff", "import" and "verify"
have more of their own, told by their --help.
`;
}

/** The commands of two words that begin with this one. */
export function groupHelp(first: string): string {
  const names = Object.keys(commands).filter((name) => name.startsWith(`${first} `));
  return `Usage: smarteros ${first} <what> [options]\n\n${summaries(names)}\n\n"smarteros ${names[0]} --help" tells more.\n`;
}

function summaries(names: readonly string[]): string {
  return names.map((name) => `  ${name.padEnd(14)}  ${commands[name]?.summary}`).join('\n');
}

/** The help of one command, coloured for a terminal only. */
export async function help(name: string, command: Command): Promise<string> {
  const usage = await renderUsage({ meta: { name: `smarteros ${name}` }, args: command.args });
  // citty's first line repeats the name, and it pads every line to the longest.
  const [, ...lines] = usage.split('\n').map((line) => line.trimEnd());
  const text = `${wrapped(command.description)}\n${lines.join('\n').trimEnd()}\n\nExamples:\n${exampleLines(command)}`;
  return isColored(process.stdout) ? text : stripVTControlCharacters(text);
}

const width = 80;

/** Terminals break lines within words. */
function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string;
    if (line !== '' && line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

function exampleLines({ examples }: Command): string {
  const longest = Math.max(...examples.map(([line]) => line.length));
  return examples.map(([line, meaning]) => `  ${line.padEnd(longest)}  ${meaning}\n`).join('');
}
