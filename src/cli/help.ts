/** What `--help` of a command shows: its options as citty renders them, then lines to paste. */
import { stripVTControlCharacters } from 'node:util';
import { renderUsage } from 'citty';
import type { Command } from './command.ts';

/** The help of one command, coloured for a terminal only. */
export async function help(name: string, command: Command): Promise<string> {
  const usage = await renderUsage({ meta: { name: `smarteros ${name}` }, args: command.args });
  // citty's first line repeats the name, and it pads every line to the longest.
  const [, ...lines] = usage.split('\n').map((line) => line.trimEnd());
  const text = `${command.description}\n${lines.join('\n').trimEnd()}\n\nExamples:\n${exampleLines(command)}`;
  return process.stdout.isTTY ? text : stripVTControlCharacters(text);
}

function exampleLines({ examples }: Command): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  return examples.map(([line, meaning]) => `  ${line.padEnd(width)}  ${meaning}\n`).join('');
}
