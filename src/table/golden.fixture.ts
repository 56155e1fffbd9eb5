/**
 * Golden cases: `cases/<name>.txt` holds a workspace (a line `-- path --` before each file), `cases/<name>.json` what
 * it builds to. A first line `show: …` names what of each operation (`input`), shard (`shard.limits`) or of the system
 * (`system.limits`) is shown, a line `environment: …` which one is applied; problems always are, without their words where it says `places`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Build } from '../build/build.ts';
import { buildFiles, demoShop, demoTenant, placed } from './workspace.fixture.ts';

/** Names of the cases in a folder. */
export function caseNames(folder: URL): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -'.txt'.length));
}

/** What a case builds to, as its golden file's text. Tenant "demo" and its shop are there unless the case has its own. */
export function runCase(folder: URL, name: string): string {
  const text = readFileSync(new URL(`${name}.txt`, folder), 'utf8');
  const [head = '', ...parts] = text.split(/^-- (\S+) --\n/m);
  const files: Record<string, string> = {};
  for (let index = 0; index < parts.length; index += 2) files[parts[index] as string] = parts[index + 1] as string;
  if (!text.includes('kind: Tenant')) files['tenants/demo/tenant.yaml'] = demoTenant;
  if (!text.includes('kind: Provider')) files['tenants/demo/providers/shop/provider.yaml'] = demoShop;
  const shown = (/^show: (.*)$/m.exec(head)?.[1] ?? '').split(' ').filter((part) => part !== '');
  const environment = /^environment: (.*)$/m.exec(head)?.[1] ?? null;
  return `${JSON.stringify(view(buildFiles(files, environment), shown), null, 2)}\n`;
}

function view({ table, problems, states }: Build, shown: readonly string[]) {
  const tenants = Object.values(table.tenants).map((shard) => {
    const operations = Object.values(shard.operations).map((operation) => [
      operation.capability,
      pick(
        operation,
        shown.filter((part) => !part.includes('.')),
      ),
    ]);
    return [shard.name, { ...pick(shard, below('shard.', shown)), operations: Object.fromEntries(operations) }];
  });
  return {
    problems: problems.map((problem) => ({
      at: placed(problem),
      ...(shown.includes('places') ? {} : { message: problem.message, hint: problem.hint }),
      ...(problem.related === undefined
        ? {}
        : { related: `${problem.related.span.file}:${problem.related.span.line}` }),
      ...(problem.fix === undefined ? {} : { fix: problem.fix.title }),
    })),
    ...(states.size === 0 ? {} : { states: Object.fromEntries(states) }),
    ...(below('system.', shown).length === 0 ? {} : { system: pick(table.system, below('system.', shown)) }),
    tenants: Object.fromEntries(tenants),
  };
}

function below(prefix: string, shown: readonly string[]): string[] {
  return shown.filter((part) => part.startsWith(prefix)).map((part) => part.slice(prefix.length));
}

function pick(value: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}
