/** What `smarteros import` was asked for: options and answers of a person → a source that was read, and how it is to be drafted. */
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type authTypes, usualAuth } from '../change/scaffold.ts';
import { schemaFile, schemaPathFrom } from '../change/modeline.ts';
import type { DraftOptions } from '../introspect/draft.ts';
import { hasErrors } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import { chosenTenant } from './tenant-choice.ts';
import { isColored } from './colour.ts';
import { Misuse } from './exit.ts';
import { derivedName, visible } from './import-names.ts';
import { askImport, type Surroundings } from './import-prompts.ts';
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
  /** The source's path where it lies among the manifests, and `check` would take it for one; null elsewhere. */
  readonly stray: string | null;
  readonly draft: DraftOptions;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

/** Reads options and source, and asks for what is missing where a person is there. Throws `Misuse`. */
export async function importRequest(options: Readonly<Record<string, unknown>>): Promise<ImportRequest> {
  const workspace = workspaceFolder(String(options['workspace']));
  const name = String(options['source']);
  announce(name, options);
  const source = await readSource(name, {
    host: textOption(options['host']),
    isPrivate: options['private'] === true,
    headers: headersOf(listOption(options['header'])),
  });
  refuseIdle(source, options);
  refuseUnread(source);
  const asked =
    isTalking(options) && options['refresh'] !== true
      ? await askImport(source, options, surroundings(workspace, options))
      : options;
  const request: Omit<ImportRequest, 'draft'> = {
    workspace,
    workspaceWord: options['workspace'],
    source,
    stray: strayPath(workspace, name),
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

/** `Name: value`, as curl takes it (RFC 9110 section 5). A value is not told again: it is a secret as a rule. */
function headersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((header) => {
      const [, name, value] = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \t]*([\x20-\x7e]+)$/.exec(header) ?? [];
      if (name !== undefined && value !== undefined) return [name.toLowerCase(), value.trim()];
      throw new Misuse(`--header takes a name and a value of printable ASCII, such as --header 'X-API-Key: …'.`);
    }),
  );
}

function strayPath(workspace: string, source: string): string | null {
  const path = relative(workspace, resolve(source)).replaceAll('\\', '/');
  const isAmong = !/(?:^|\/)\.|^[^/]*:|(?:^|\/)(?:node_modules|providers)\//.test(path);
  return isAmong && source !== '-' && /\.ya?ml$/.test(path) ? path : null;
}

/** A person is there to answer; not one who gives the source by the keyboard, which has come to its end by then. */
function isTalking(options: Readonly<Record<string, unknown>>): boolean {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const isAsked = options['yes'] !== true && options['json'] !== true && options['source'] !== '-';
  return isTerminal && !process.env['CI'] && isAsked;
}

/** What is waited for, where a person would wonder. */
function announce(name: string, options: Readonly<Record<string, unknown>>): void {
  if (isTalking(options)) process.stderr.write(`Reading ${visible(name)} …\n`);
  if (name === '-' && process.stdin.isTTY === true)
    process.stderr.write('Paste cURL commands, or a document, and end with Ctrl-D on a line of its own.\n');
}

function surroundings(workspace: string, options: Readonly<Record<string, unknown>>): Surroundings {
  const isShared = options['shared'] === true;
  return {
    tenants: tenantNames(workspace),
    isTaken: (tenant, provider) => existsSync(join(workspace, providerFolder({ isShared, tenant, provider }))),
  };
}

function providerFolder({
  isShared,
  tenant,
  provider,
}: Pick<DraftOptions, 'isShared' | 'tenant' | 'provider'>): string {
  return `${isShared ? '' : `tenants/${tenant}/`}providers/${provider}`;
}

/** Throws `Misuse` for an option that the source has no use for. */
function refuseIdle({ url, introspection }: ImportSource, options: Readonly<Record<string, unknown>>): void {
  if (listOption(options['header']).length > 0 && url === null)
    throw new Misuse('--header is sent to the server of a document: it goes with a URL, not with a file.');
  if (options['host'] !== undefined && introspection.document !== null)
    throw new Misuse(
      '--host goes with recorded traffic. A document says where its API is; --base-url says another place.',
    );
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
  const folder = providerFolder(draft);
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
