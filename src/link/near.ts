/** A reference that leads to nothing: what may be meant by it, where that stands, and when it is certain. */
import { isPlainText } from '../manifest/field-fix.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Fix, Problem, Span } from '../problem.ts';
import { closest, nearWords, onlyNear } from '../suggest.ts';
import type { LinkContext } from './linked.ts';
import { suggestion } from './resources.ts';

/** Names that could be meant, each with the place where it is declared. */
export type Candidates = ReadonlyMap<string, () => Span>;

/** Where a resource says its name. */
export function nameSpan(resource: Resource, context: Pick<LinkContext, 'locate'>): Span {
  return context.locate(resource.file, resource.document, ['metadata', 'name'], 'value');
}

/** The name that was probably meant with its place, or which names there are. `what` is their plural. */
export function nearest(
  word: string,
  candidates: Candidates,
  what: string,
  prefix = '',
): Pick<Problem, 'hint' | 'related'> {
  const near = nearWords(word, candidates.keys())[0]?.word;
  const span = near === undefined ? undefined : candidates.get(near)?.();
  if (near === undefined || span === undefined) {
    const all = [...candidates.keys()].map((name) => prefix + name);
    return { hint: suggestion(null, all, what) };
  }
  return {
    hint: `Did you mean "${prefix}${near}" (${span.file}:${span.line})?`,
    related: { message: `"${prefix}${near}" is declared here`, span },
  };
}

/** Where a provider that is not there belongs. */
export function addProvider(name: string, tenant: string | null): string {
  return `Add ${tenant === null ? '' : `tenants/${tenant}/`}providers/${name}/provider.yaml.`;
}

/** More names than this are counted. */
const mostNames = 3;

/** `Endpoint "a"`, `Endpoints "a", "b" and "c"`, `Endpoints "a", "b" and 7 more`. */
export function namesOf(what: string, resources: readonly Pick<Resource, 'name'>[]): string {
  const [first = '', ...others] = resources.map(({ name }) => `"${name}"`);
  if (others.length === 0) return `${what} ${first}`;
  const isMany = others.length >= mostNames;
  const shown = isMany ? [first, ...others.slice(0, mostNames - 2)] : [first, ...others.slice(0, -1)];
  const last = isMany ? `${resources.length - shown.length} more` : (others.at(-1) ?? '');
  return `${plural(what)} ${shown.join(', ')} and ${last}`;
}

function plural(what: string): string {
  return what.endsWith('y') ? `${what.slice(0, -1)}ies` : `${what}s`;
}

/** A value in a manifest: the resource, the way to it, and what it holds. */
export interface WrittenValue {
  readonly resource: Resource;
  readonly at: readonly (string | number)[];
  readonly value: string;
}

/**
 * What to write instead of an operator that is not known; `known` holds each client as `tenant/client`. A suggestion only,
 * however near: whom somebody lets see everything is never changed by a program.
 */
export function operatorHint(operator: string, known: Iterable<string>): string {
  const [tenant = '', client = ''] = operator.split('/');
  const similar = closest(operator, known);
  const meant = similar === null ? '' : `Did you mean "${similar}"? `;
  return `${meant}Write "<tenant>/<client>", and declare the client in tenants/${tenant}/clients/${client}.yaml ("smarteros key create" does).`;
}

/** The one name that a reference can only be a slip of: a single letter apart, and no other is near. */
export function certainName(word: string, candidates: Iterable<string>): string | null {
  const all = [...candidates];
  const [near] = nearWords(word, all);
  return near !== undefined && near.distance <= 1 ? onlyNear(word, all) : null;
}

/**
 * Another text in place of a value, in the quotes that it has. Nothing where the text is written in another way than
 * plainly or in quotes on one line: its place is then as wide as neither of these.
 */
export function replacement(
  { resource, at, value }: WrittenValue,
  to: string | null,
  context: Pick<LinkContext, 'locate'>,
): { readonly fix?: Fix } {
  if (to === null || !isPlainText(to)) return {};
  const span = context.locate(resource.file, resource.document, at, 'value');
  const key = context.locate(resource.file, resource.document, at, 'key');
  const edit = editOf(span, value, to);
  if (edit === null || (key.line === span.line && key.column === span.column)) return {};
  return { fix: { title: `Replace "${value}" by "${to}"`, edits: [edit] } };
}

/** Another name for the key at a place, in the quotes that it has. */
export function renaming(
  { resource, at, value }: WrittenValue,
  to: string | null,
  context: Pick<LinkContext, 'locate'>,
): { readonly fix?: Fix } {
  if (to === null) return {};
  const edit = editOf(context.locate(resource.file, resource.document, at, 'key'), value, to);
  return edit === null ? {} : { fix: { title: `Rename "${value}" to "${to}"`, edits: [edit] } };
}

/** The text inside the quotes, if it has any; null when the place is wider than that. */
function editOf(span: Span, from: string, to: string): Fix['edits'][number] | null {
  const quotes = span.endLine === span.line ? (span.endColumn - span.column - from.length) / 2 : -1;
  if (quotes !== 0 && quotes !== 1) return null;
  const inside = { ...span, column: span.column + quotes, endColumn: span.endColumn - quotes };
  return { span: inside, text: to };
}
