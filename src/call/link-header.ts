/** The `Link` header (RFC 8288 section 3), read as far as it says where one relation leads. */

/** The targets of all links of a relation, as they are written, in the header's order; what is no link is passed over. */
export function linkTargets(header: string, relation: string): string[] {
  const targets: string[] = [];
  let at = 0;
  while (at < header.length) {
    const link = readLink(header, at);
    at = link.end;
    if (link.target !== null && link.relations.includes(relation)) targets.push(link.target);
  }
  return targets;
}

interface Link {
  /** Null for what is no link, or says something of another resource. */
  readonly target: string | null;
  readonly relations: readonly string[];
  readonly end: number;
}

const between = /[\s,]*/y;
const parameter = /\s*;\s*(?:([^\s=;,"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?)?/sy;

function readLink(header: string, from: number): Link {
  between.lastIndex = from;
  between.exec(header);
  const opened = between.lastIndex;
  const closed = header[opened] === '<' ? header.indexOf('>', opened) : -1;
  if (closed === -1) return { target: null, relations: [], end: nextLink(header, opened) };
  const parameters = new Map<string, string>();
  let end = closed + 1;
  for (;;) {
    parameter.lastIndex = end;
    const match = parameter.exec(header);
    if (match === null) break;
    end = parameter.lastIndex;
    const [, name, quoted, plain] = match;
    const key = name?.toLowerCase() ?? '';
    // The first of a name counts (RFC 8288 section 3.3).
    if (!parameters.has(key)) parameters.set(key, quoted?.replaceAll(/\\(.)/gs, '$1') ?? plain ?? '');
  }
  const relations = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/);
  const target = parameters.has('anchor') ? null : header.slice(opened + 1, closed);
  return { target, relations, end: nextLink(header, end) };
}

/** Behind the next comma: what stands before it belongs to no link. */
function nextLink(header: string, from: number): number {
  const comma = header.indexOf(',', from);
  return comma === -1 ? header.length : comma + 1;
}
