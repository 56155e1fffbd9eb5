/** Path template and encoded values → the path of a request line. */
import type { PathPart, Upstream } from './table.ts';

/** Joins a path, or says which parameter would make it lead elsewhere. */
export type PathJoiner = (
  values: ReadonlyMap<string, string>,
  credential: string | null,
) => string | { readonly parameter: string; readonly message: string };

/** A segment that URL parsers take as a step to another path, also where an author has encoded its dots. */
const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/** Prepares a path; the key of an api_key that is sent in the path is encoded as any value is. */
export function createPathJoiner(parts: readonly PathPart[], upstream: Upstream): PathJoiner {
  const credentialName = upstream.auth.type === 'api_key' && upstream.auth.in === 'path' ? upstream.auth.name : null;
  if (parts.every((part) => typeof part === 'string')) {
    const fixed = parts.join('') || '/';
    return () => fixed;
  }
  return (values, credential) => {
    let path = '';
    let last = '';
    for (const part of parts) {
      if (typeof part === 'string') path += part;
      else if (part.parameter === credentialName) path += encodeURIComponent(credential ?? '');
      else path += values.get((last = part.parameter)) ?? '';
    }
    // Encoding leaves dots alone, and servers take whole segments of them as steps to another path.
    if (dotSegment.test(path))
      return { parameter: last, message: 'must not be "." or "..": it would lead to another path.' };
    return path;
  };
}
