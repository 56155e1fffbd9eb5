/**
 * Path expressions: the small part of JSONPath (RFC 9535) that manifests need. `$` is the value itself, `.name` and
 * `['odd name']` a member, `[0]` an item, `[-1]` the last one, `[*]` every item. No filters, no wildcards over members, no recursion.
 */

const step =
  /\.([A-Za-z_][\w-]*)|\[(\d{1,6}|-[1-9]\d{0,5})\]|\[(\*)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/sy;

/** Reads a path expression into its steps (keys, indexes, every item of a list); answers null when it is none. */
export function parsePath(text: string): (string | number | { readonly each: true })[] | null {
  if (!text.startsWith('$')) return null;
  const path: (string | number | { readonly each: true })[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return null;
    const [, member, index, each, single, double] = match;
    if (each !== undefined) path.push({ each: true });
    else if (index !== undefined) path.push(Number(index));
    else path.push(member ?? (single ?? double ?? '').replace(/\\(.)/gs, '$1'));
  }
  return path;
}
