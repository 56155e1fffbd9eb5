/** The command line: finds the command, answers `--help`, and turns misuse into a sentence and exit code 64. */
import { closest } from '../suggest.ts';
import { version } from '../version.ts';
import type { Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { help } from './help.ts';
import { readOptions } from './options.ts';

/** Each command is loaded when it is asked for: a start should not wait for the others' packages. */
const commands: Readonly<Record<string, { readonly summary: string; load(): Promise<Command> }>> = {
  serve: {
    summary: 'Serve a workspace over HTTP and MCP, and reload it live',
    load: async () => (await import('./serve.ts')).serve,
  },
  check: { summary: 'Tell every mistake in a workspace', load: async () => (await import('./check.ts')).check },
  build: {
    summary: 'Write the routing table, OpenAPI documents and types of a workspace',
    load: async () => (await import('./build.ts')).build,
  },
  codeowners: {
    summary: 'Write who reviews which tenant’s folder into CODEOWNERS',
    load: async () => (await import('./codeowners.ts')).codeowners,
  },
  versions: {
    summary: 'List the versions that can be rolled back to',
    load: async () => (await import('./versions.ts')).versions,
  },
  rollback: {
    summary: 'Make a running gateway serve a kept version, or the present again',
    load: async () => (await import('./rollback.ts')).rollback,
  },
  comment: {
    summary: 'Put a text as one comment at a pull request, edited in place',
    load: async () => (await import('./comment.ts')).comment,
  },
  fmt: { summary: 'Put manifests into one form', load: async () => (await import('./fmt.ts')).fmt },
  diff: {
    summary: 'Tell what a change means for clients, agents, access and upstreams',
    load: async () => (await import('./diff.ts')).diff,
  },
  explain: {
    summary: 'Tell all that decides about a capability, each fact with its line',
    load: async () => (await import('./explain.ts')).explain,
  },
  render: {
    summary: 'Show a resource with every default, and where each value comes from',
    load: async () => (await import('./render.ts')).render,
  },
  schema: {
    summary: 'Write the JSON Schema of manifests for editors',
    load: async () => (await import('./schema.ts')).schema,
  },
  tokens: {
    summary: 'Tell what tools cost the models that read them, in tokens',
    load: async () => (await import('./tokens.ts')).tokens,
  },
  init: { summary: 'Write a first workspace into an empty folder', load: async () => (await import('./init.ts')).init },
  'new tenant': {
    summary: 'Write the manifest of a new tenant',
    load: async () => (await import('./new-tenant.ts')).newTenant,
  },
  'new provider': {
    summary: 'Write the manifest of a company’s API',
    load: async () => (await import('./new-provider.ts')).newProvider,
  },
  'new endpoint': {
    summary: 'Write the manifest of one operation of an API',
    load: async () => (await import('./new-endpoint.ts')).newEndpoint,
  },
  'new capability': {
    summary: 'Draft a capability from its endpoint',
    load: async () => (await import('./new-capability.ts')).newCapability,
  },
  completion: {
    summary: 'Print what makes a shell complete commands and names',
    load: async () => (await import('./completion.ts')).completionOf(commands),
  },
  'key create': {
    summary: 'Make an API key and the Client manifest that accepts it',
    load: async () => (await import('./key-create.ts')).keyCreate,
  },
};

const overview = `smarteros ${version}: the gateway between AI agents, apps and the APIs that companies already have.

Usage: smarteros <command> [options]

Commands:
${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`)
  .join('\n')}

Examples:
  smarteros init                       a first workspace in this folder
  smarteros check                      what is wrong with it, line by line
  smarteros serve --port 9000          serve it on another port
  smarteros check manifests --format json

"smarteros <command> --help" tells more. Exit codes: 0 fine, 1 problems, 64 misuse, 70 an error of ours;
"smarteros diff" also ends with 2 (changes) and 3 (breaking ones).
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    return await dispatch(args);
  } catch (error) {
    return report(error);
  }
}

async function dispatch(args: readonly string[]): Promise<number> {
  const [first = '', second = ''] = args;
  if (args.length === 0 || isHelp(first) || (first === 'help' && second === '')) return show(overview);
  if (first === '--version' || first === '-v' || first === 'version') return show(`${version}\n`);
  const words = first === 'help' ? args.slice(1) : args;
  const name = Object.keys(commands).find(
    (command) => command === words[0] || command === `${words[0]} ${words[1] ?? ''}`,
  );
  if (name === undefined) throw unknownCommand(words);
  const command = await (commands[name] as { load(): Promise<Command> }).load();
  const rest = words.slice(name.split(' ').length);
  // Behind -- stand words that are not ours: a shell asks what may follow `check --help`.
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (first === 'help' || own.some(isHelp)) return show(await help(name, command));
  return command.run(readOptions(name, command.args, rest));
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

function show(text: string): number {
  process.stdout.write(text);
  return exitCodes.fine;
}

function unknownCommand(words: readonly string[]): Misuse {
  const word = words[0] as string;
  const names = Object.keys(commands);
  const group = names.filter((name) => name.startsWith(`${word} `));
  if (group.length > 0)
    return new Misuse(
      `"${word}" needs a second word. Write ${group.map((name) => `"smarteros ${name}"`).join(' or ')}.`,
    );
  const similar = closest(word, names);
  return new Misuse(
    `There is no command "${word}". ${similar === null ? `Commands are ${names.join(', ')}.` : `Did you mean "smarteros ${similar}"?`}`,
  );
}

function report(error: unknown): number {
  if (error instanceof Misuse) {
    process.stderr.write(`${error.message}\n"smarteros --help" shows what there is.\n`);
    return exitCodes.misuse;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env['SMARTEROS_DEBUG'] !== undefined && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return exitCodes.internal;
}
