/** What a person in a terminal is asked before an import, each with an answer that is good enough. */
import { cancel, confirm, intro, isCancel, multiselect, select, text } from '@clack/prompts';
import { authTypes } from '../change/scaffold.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import { count } from './announce.ts';
import { Ended } from './exit.ts';
import { derivedName, visible } from './import-names.ts';
import type { ImportSource } from './import-source.ts';
import { nameMistake } from './scaffold-file.ts';

type Options = Readonly<Record<string, unknown>>;

/** What is in the workspace already. */
export interface Surroundings {
  readonly tenants: readonly string[];
  /** A provider of that name is there. */
  readonly isTaken: (tenant: string, provider: string) => boolean;
}

/** Asks for what the options leave open. Throws `Ended` when the person has had enough. */
export async function askImport(
  source: ImportSource,
  options: Options,
  { tenants, isTaken }: Surroundings,
): Promise<Options> {
  const { introspection } = source;
  const operations = count(introspection.operations.length, 'operation');
  intro(`${visible(introspection.form)} · ${visible(introspection.title)} · ${operations}`);
  const tenant = options['tenant'] ?? (tenants.length > 1 ? await oneOf('Whose API is it?', tenants) : undefined);
  const provider =
    options['provider'] ??
    (await words('What is the API called?', { initialValue: derivedName(introspection.title) ?? 'api' }, (name) =>
      isTaken(String(tenant ?? tenants[0]), name) ? `There is a provider "${name}" already.` : unfitName(name),
    ));
  const asked = {
    ...options,
    tenant,
    provider,
    ...(await askServer(source, options)),
    ...(await askAuth(source, options)),
  };
  return (options['include'] as readonly unknown[]).length > 0
    ? asked
    : { ...asked, ...(await askSelection(source, options)) };
}

async function askServer({ introspection, url }: ImportSource, options: Options): Promise<Options> {
  const isKnown = introspection.servers.some((server) => /^https?:\/\//.test(server)) || url !== null;
  if (options['base-url'] !== undefined || isKnown) return {};
  return { 'base-url': await words('Where is the API?', { placeholder: 'https://api.example.com' }, urlMistake) };
}

async function askAuth({ introspection }: ImportSource, options: Options): Promise<Options> {
  const isKnown = introspection.credentials.some(({ type }) => type !== 'other');
  if (options['auth'] !== undefined || isKnown) return {};
  return { auth: await oneOf('How does the API ask for credentials?', authTypes) };
}

/** By tags where there are any; all that reads otherwise. */
async function askSelection({ introspection }: ImportSource, options: Options): Promise<Options> {
  const writes = options['writes'] === true || (await yes('Shall agents change things, too, and not only read?'));
  const method = ({ method: each }: ApiOperation): boolean => writes || each === 'GET';
  const counts = countTags(introspection.operations.filter(method));
  if (counts.length < 2) return { writes };
  const tags = answered(
    await multiselect({
      message: 'Which of its parts? (space chooses, enter goes on; none: the most useful of all)',
      options: counts.map(([tag, number]) => ({ value: tag, label: visible(tag), hint: String(number) })),
      required: false,
    }),
  );
  return { writes, include: tags.map((tag) => `tag:${tag}`) };
}

function countTags(operations: readonly ApiOperation[]): [tag: string, operations: number][] {
  const counts = new Map<string, number>();
  for (const { tags } of operations)
    for (const tag of tags) if (!tag.includes(',')) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 100);
}

async function oneOf(message: string, values: readonly string[]): Promise<string> {
  return answered(await select({ message, options: values.map((value) => ({ value, label: value })) }));
}

/** `mistakeIn` is told below the answer, which can be corrected then; null lets it pass. */
async function words(
  message: string,
  usual: { readonly initialValue: string } | { readonly placeholder: string },
  mistakeIn: (answer: string) => string | null,
): Promise<string> {
  return answered(await text({ message, ...usual, validate: (answer) => mistakeIn(answer ?? '') ?? undefined }));
}

function unfitName(name: string): string | null {
  const mistake = nameMistake(name);
  return mistake === null ? null : `Give ${mistake}`;
}

function urlMistake(answer: string): string | null {
  return /^https?:\/\//i.test(answer) && URL.canParse(answer) ? null : 'Write it with its scheme and host: https://…';
}

async function yes(message: string): Promise<boolean> {
  return answered(await confirm({ message, initialValue: false }));
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (!isCancel(answer)) return answer as Exclude<T, symbol>;
  cancel('Nothing was written.');
  throw new Ended();
}
