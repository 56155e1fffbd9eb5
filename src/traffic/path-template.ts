/** Observed paths of one endpoint → its path template and the parameters in it. */
import type { JsonSchema } from '../schema.ts';
import type { ApiParameter } from '../openapi/operation.ts';
import { plainParts, singular } from './nouns.ts';
import type { Segment, SegmentType } from './segment.ts';

/** A path with places, and what fills them. */
export interface PathTemplate {
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
}

/** All paths have the same words. Names are the source's, or made of the word before: `/orders/{order_id}`. */
export function pathTemplate(paths: readonly (readonly Segment[])[]): PathTemplate {
  const [first = []] = paths;
  const parameters: ApiParameter[] = [];
  let path = '';
  for (const [index, segment] of first.entries()) {
    if (segment.kind === 'word') {
      path += `/${encoded(segment.text)}`;
      continue;
    }
    const all = paths.flatMap((each) => (each[index]?.kind === 'value' ? [each[index]] : []));
    const given = all.find((each) => each.given !== null)?.given ?? null;
    const name = unused(nameOf(given, first[index - 1]), parameters);
    parameters.push(
      parameterOf(
        name,
        all.map(({ type }) => type),
      ),
    );
    path += `/{${name}}${segment.suffix}`;
  }
  return { path: path === '' ? '/' : path, parameters };
}

/** What a path may hold as it is (RFC 3986 section 3.3); braces are places. */
function encoded(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9\-._~!$&'()*+,;=:@]+/g, (other) => encodeURIComponent(other));
}

function nameOf(given: string | null, before: Segment | undefined): string {
  const own = (given ?? '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replaceAll(/^[_\d]+|_+$/g, '')
    .slice(0, 40);
  if (own !== '') return own;
  const parts = before?.kind === 'word' ? plainParts(before.text).filter((part) => /^[a-z]/.test(part)) : [];
  const last = parts.at(-1);
  return last === undefined ? 'id' : `${[...parts.slice(0, -1), singular(last)].join('_').slice(0, 36)}_id`;
}

function unused(name: string, parameters: readonly ApiParameter[]): string {
  const isTaken = (each: string): boolean => parameters.some((parameter) => parameter.name === each);
  if (!isTaken(name)) return name;
  let count = 2;
  while (isTaken(`${name}_${count}`)) count++;
  return `${name}_${count}`;
}

function parameterOf(name: string, types: readonly SegmentType[]): ApiParameter {
  const known = new Set(types.filter((type) => type !== 'unknown'));
  const [only] = known;
  const schema: JsonSchema =
    known.size === 1 && only === 'integer'
      ? { type: 'integer' }
      : known.size === 1 && only === 'uuid'
        ? { type: 'string', format: 'uuid' }
        : { type: 'string', minLength: 1 };
  return { name, in: 'path', serialization: null, required: true, description: '', schema };
}
