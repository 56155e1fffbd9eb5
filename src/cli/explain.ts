/** `smarteros explain` */
import type { Explanation } from '../explain/explain.ts';
import type { Broken } from '../explain/lookup.ts';
import { explanationText } from '../explain/pretty.ts';
import { explainCode, explainWords, type Several } from '../explain/query.ts';
import { hasErrors, sortProblems } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import { createSecrets } from '../secret/create.ts';
import { environmentFlag, formatFlag, workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { textOf } from './texts.ts';
import { buildOnce, environmentOf, workspaceFolder } from './workspace.ts';
import { isColored } from './colour.ts';

/** Tells everything that decides about one capability, with the place of each fact. */
export const explain: Command = {
  description:
    'Tells everything that decides about a capability, each fact with its file and line: the request that it becomes, the credential, limits and what they go before, who may call it and how. Takes a capability, an MCP tool, a method and path, or a problem’s code. Exits 1 while the tenant has errors, 64 for a name that there is not.',
  args: {
    subject: {
      type: 'positional',
      required: false,
      repeated: true,
      description: 'TENANT CAPABILITY, TENANT METHOD PATH, METHOD PATH of the gateway, or a problem’s code',
    },
    workspace: workspaceFlag,
    environment: environmentFlag,
    format: formatFlag,
  },
  examples: [
    ['smarteros explain demo orders.search', 'a capability'],
    ['smarteros explain demo GET /orders', 'what calls this path of the company’s API'],
    ['smarteros explain POST /api/tenant/demo/proxy/orders.search', 'what answers this call'],
    ['smarteros explain unknown-endpoint', 'what a problem means, and what to do'],
  ],
  run: (options) => {
    const words = (options['subject'] as readonly string[])
      .flatMap((word) => word.split(/\s+/))
      .filter((word) => word !== '');
    const isJson = options['format'] === 'json';
    if (words.length === 0)
      throw new Misuse(
        'Say what to explain: smarteros explain TENANT CAPABILITY, TENANT METHOD PATH, or a problem’s code.',
      );
    const code = words.length === 1 ? explainCode(words[0] as string) : null;
    if (code !== null) return show(isJson ? JSON.stringify(code) : `${code.code}\n  ${code.meaning}\n  ${code.remedy}`);
    const folder = workspaceFolder(String(options['workspace']));
    const { build } = buildOnce(folder, { environment: environmentOf(options) });
    const found = explainWords(build, words, createSecrets({ workspace: folder, table: () => build.table }));
    switch (found.kind) {
      case 'not-found':
        throw new Misuse(found.message);
      case 'broken':
        return tellBroken(found, folder);
      case 'several':
        return show(isJson ? JSON.stringify(found) : severalText(found));
      case 'explanation':
        show(isJson ? JSON.stringify(found) : explanationText(found, { color: isColored(process.stdout) }));
        return isJson ? exitOf(found) : tellState(found, folder);
    }
  },
};

function show(text: string): number {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  return exitCodes.fine;
}

function severalText({ message, capabilities }: Several): string {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
  const width = widest(capabilities.map(({ name }) => name));
  const titleWidth = widest(capabilities.map(({ title }) => title));
  const lines = capabilities.map(
    ({ name, title, file, line }) => `  ${name.padEnd(width)}  ${title.padEnd(titleWidth)}  ${file}:${line}\n`,
  );
  return `${message}\n${lines.join('')}`;
}

function exitOf({ state, problems }: Explanation): number {
  return state === 'broken' || hasErrors(problems) ? exitCodes.problems : exitCodes.fine;
}

/** What is declared is not what is served while there are errors: the reader has to know. */
function tellState(explanation: Explanation, folder: string): number {
  const { tenant, state, problems } = explanation;
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (state === 'broken')
    process.stderr.write(
      `\nTenant "${tenant}" has errors, so this is not served: a running gateway keeps the last good version of what is wrong, and one that starts now serves what is left without it, or answers 503.\n\n${frames(errors, folder)}`,
    );
  return exitOf(explanation);
}

/** Tells why something cannot be looked into; for every command that looks. */
export function tellBroken({ message, problems }: Broken, folder: string): number {
  process.stderr.write(`${message}\n\n${frames(problems, folder)}`);
  return exitCodes.problems;
}

function frames(problems: Broken['problems'], folder: string): string {
  return `${renderProblems(sortProblems(problems), textOf(folder), { color: isColored(process.stderr) })}\n`;
}
