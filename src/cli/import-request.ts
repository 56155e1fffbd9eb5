/** What `smarteros import` was asked for: options and answers of a person → a source that was read, and how it is to be drafted. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type authTypes, usualAuth } from '../change/scaffold.ts';
import { schemaFile, schemaPathFrom } from '../change/modeline.ts';
import type { DraftOptions } from '../introspect/draft.ts';
import { hasErrors } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import { chosenTenant } from './tenant-choice.ts';
import { isColored } from './colour.ts';
import { Misuse } from './exit.ts';
import { derivedName, visible } from './import-names.ts';
import { askImport } from './import-prompts.ts';
import { type ImportSource, readSource } from './import-source.ts';
import { nameOf, tenantOf } from './scaffold-file.ts';
import { capabilityNames, tenantNames } from './tenant-names.ts';
import { workspaceFolder } from './workspace.ts';

/** One import. */
export interface ImportRequest {
  readonly workspace: string;
  /** As it was given, for lines to paste. */
  readonly workspaceWord: unknown;
  readonly source: ImportSource;
  readonly draft: DraftOptions;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

/** Reads options and source, and asks for what is missing where a person is there. Throws `Misuse`. */
export async function importRequest(options: Readonly<Record<string, unknown>>): Promise<ImportRequest> {
  const workspace = workspaceFolder(String(options['workspace']));
  const name = String(options['source']);
  if (isTalking(options)) process.stderr.write(`Reading ${visible(name)} …\n`);
  const source = await readSource(name, { host: textOption(options['host']), isPrivate: options['private'] === true });
  refuseUnread(source);
  const asked =
    isTalking(options) && options['refresh'] !== true
      ? await askImport(source, options, tenantNames(workspace))
      : options;
  const request: Omit<ImportRequest, 'draft'> = {
    workspace,
    workspaceWord: options['workspace'],
    source,
    isDryRun: options['dry-run'] === true,
    isJson: options['json'] === true,
  };
  return { ...request, draft: draftOptions(asked, request) };
}

function draftOptions(
  options: Readonly<Record<string, unknown>>,
  { workspace, source }: Omit<ImportRequest, 'draft'>,
): DraftOptions {
  const names = tenantNames(workspace);
  const tenant =
    options['tenant'] === undefined
      ? chosenTenant(names, undefined, workspace)
      : tenantOf(workspace, options['tenant'], names);
  const schemas = existsSync(join(workspace, schemaFile));
  const auth = textOption(options['auth']) as (typeof authTypes)[number] | null;
  return {
    tenant,
    provider: options['provider'] === undefined ? providerOf(source) : nameOf('--provider', options['provider']),
    isShared: options['shared'] === true,
    include: listOption(options['include']),
    exclude: listOption(options['exclude']),
    writes: options['writes'] === true,
    most: mostOf(options['max']),
    baseUrl: textOption(options['base-url']),
    sourceUrl: source.url,
    auth: auth === null ? null : usualAuth(auth),
    isPrivate: options['private'] === true,
    schemaFor: (path) => (schemas ? schemaPathFrom(path) : null),
    takenNames: new Set(capabilityNames(workspace, tenant)),
  };
}

/** A person is there to answer. */
function isTalking(options: Readonly<Record<string, unknown>>): boolean {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  return isTerminal && !process.env['CI'] && options['yes'] !== true && options['json'] !== true;
}

/** Throws `Misuse` with what is wrong when nothing of a source can be used. */
function refuseUnread({ introspection, name }: ImportSource): void {
  const { operations, problems, setAside } = introspection;
  if (operations.length > 0) return;
  const told = hasErrors(problems)
    ? `\n${renderProblems(problems, () => undefined, { color: isColored(process.stderr) })}`
    : '';
  const why = setAside
    .slice(0, 5)
    .map((one) => `\n  ${visible(`${one.method} ${one.path}`.trim())}: ${visible(one.reason)}`);
  throw new Misuse(`${visible(name)} has no operation that can be called.${why.join('')}${told}`);
}

/** Throws `Misuse` naming what is there already. */
export function refuseExisting({ workspace, draft }: Pick<ImportRequest, 'workspace' | 'draft'>): void {
  const folder = `${draft.isShared ? '' : `tenants/${draft.tenant}/`}providers/${draft.provider}`;
  if (existsSync(join(workspace, folder)))
    throw new Misuse(
      `There is a provider "${draft.provider}" already (${folder}), and nothing is overwritten. Give another name with --provider, or bring this one up to date with --refresh.`,
    );
}

function providerOf({ introspection }: ImportSource): string {
  const name = derivedName(introspection.title);
  if (name === null)
    throw new Misuse('The source has no title that a name could be made of. Give one: --provider shop');
  return name;
}

function mostOf(value: unknown): number | null {
  if (value === undefined) return null;
  const most = Number(value);
  if (!Number.isInteger(most) || most < 1 || most > 5_000)
    throw new Misuse(`--max takes a number from 1 to 5000, not "${String(value)}".`);
  return most;
}

function textOption(value: unknown): string | null {
  return value === undefined ? null : String(value);
}

function listOption(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
