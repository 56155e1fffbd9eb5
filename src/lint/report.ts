/** How a lint tells what it found: by a place in a manifest of the tenant. */
import type { LinkContext, LinkedCapability, LinkedTenant } from '../link/link.ts';
import type { Problem, Span } from '../problem.ts';
import type { TenantShard } from '../table/table.ts';

/** A compiled tenant with all that it was made of. */
export interface LintInput {
  readonly linked: LinkedTenant;
  readonly shard: TenantShard;
  readonly locate: LinkContext['locate'];
}

/** A resource as far as places in it are asked for. */
export interface Placed {
  readonly file: string;
  readonly document: number;
}

/** A finding without its place. */
export type Told = Omit<Problem, 'span'>;

/** The span of a field of a resource. */
export function spanIn(
  { locate }: Pick<LintInput, 'locate'>,
  resource: Placed,
  at: readonly (string | number)[],
  part: 'key' | 'value' = 'value',
): Span {
  return locate(resource.file, resource.document, at, part);
}

/** Where a text of a tool was written: in the capability or its endpoint, else in the endpoint's OpenAPI document. */
export function placeOf(
  text: string,
  capability: LinkedCapability,
  input: LintInput,
): Pick<Problem, 'span' | 'related'> {
  const { resource, endpoint, operation } = capability;
  const own = pathOf(resource.spec, text, ['spec']);
  if (own !== null) return { span: spanIn(input, resource, own.path, own.part) };
  const inEndpoint = endpoint === null ? null : pathOf(endpoint.spec, text, ['spec']);
  if (endpoint !== null && inEndpoint !== null && endpoint.tenant !== null)
    return { span: spanIn(input, endpoint, inEndpoint.path, inEndpoint.part) };
  // What belongs to someone else is told where it is used.
  const span = spanIn(input, resource, ['spec', 'endpoint']);
  if (endpoint !== null && inEndpoint !== null)
    return { span, related: { message: 'the text', span: spanIn(input, endpoint, inEndpoint.path, inEndpoint.part) } };
  if (operation.span === undefined) return { span };
  return { span, related: { message: 'the operation in its document', span: operation.span } };
}

interface FieldPlace {
  readonly path: readonly (string | number)[];
  readonly part: 'key' | 'value';
}

/** The first place of a text in a value; keys count as texts. */
function pathOf(value: unknown, text: string, path: readonly (string | number)[]): FieldPlace | null {
  if (value === text) return { path, part: 'value' };
  if (typeof value !== 'object' || value === null) return null;
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, entry] of entries as [string | number, unknown][]) {
    if (key === text) return { path: [...path, key], part: 'key' };
    const found = pathOf(entry, text, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}
