/** Arguments → request line, headers and body. Templates were parsed when compiling: a value is never scanned again. */
import type { Json } from '../schema.ts';
import { convert } from './convert.ts';
import { define, isSchema } from './schema-walk.ts';
import type { Binding, Operation, PathPart, Upstream } from './table.ts';

/** The request's parts, before the credential is added. */
export interface BoundRequest {
  /** Path with its query, encoded. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

/** An argument that fits its schema and still cannot be sent. */
export interface BindError {
  readonly argument: string;
  readonly message: string;
}

/** Binds checked arguments. `pathCredential` fills the path parameter of a key that is sent in the path. */
export type Binder = (
  args: Readonly<Record<string, Json>>,
  pathCredential: string | null,
) => BoundRequest | { readonly error: BindError };

interface Sink {
  path: Record<string, string>;
  query: string;
  headers: Record<string, string>;
  body: Json | undefined;
}

type Step = (args: Readonly<Record<string, Json>>, sink: Sink) => BindError | null;

/** Prepares an operation's bindings: one closure a value, run in order. */
export function createBinder(operation: Operation, upstream: Upstream): Binder {
  const steps = operation.bindings.map(createStep);
  const joinPath = createPathJoiner([...upstream.basePath, ...operation.path], upstream);
  const constant = operation.body?.constant ?? null;
  const startBody =
    operation.body === null ? null : () => (constant === null ? undefined : structuredClone(constant as Json));
  const baseHeaders: Record<string, string> = { accept: 'application/json, */*;q=0.5', ...operation.headers };
  if (operation.body !== null) baseHeaders['content-type'] = operation.body.contentType;
  return (args, pathCredential) => {
    const sink: Sink = { path: {}, query: '', headers: { ...baseHeaders }, body: startBody?.() };
    for (const step of steps) {
      const error = step(args, sink);
      if (error !== null) return { error };
    }
    const path = joinPath(sink.path, pathCredential);
    if (typeof path !== 'string')
      return { error: { argument: argumentOf(operation, path.parameter), message: path.message } };
    return {
      path: sink.query === '' ? path : `${path}?${sink.query}`,
      headers: sink.headers,
      body: startBody === null ? null : JSON.stringify(sink.body ?? {}),
    };
  };
}

function argumentOf(operation: Operation, parameter: string): string {
  return (
    operation.bindings.find((binding) => binding.in === 'path' && binding.name === parameter)?.argument ?? parameter
  );
}

// ── one value ───────────────────────────────────────────────────────────────────────────────────────────────────────

function createStep(binding: Binding): Step {
  const { argument } = binding;
  const put = createPut(binding);
  const translate = createTranslate(binding);
  const fallback = binding.default;
  return (args, sink) => {
    let value = argument === null ? binding.constant : Object.hasOwn(args, argument) ? args[argument] : fallback;
    if (value === undefined) return null;
    value = translate(value);
    if (value === undefined)
      return { argument: argument ?? binding.name, message: `cannot be sent as ${binding.as ?? 'declared'}.` };
    const message = put(value, sink);
    return message === null ? null : { argument: argument ?? binding.name, message };
  };
}

function createTranslate(binding: Binding): (value: Json) => Json | undefined {
  const { map, as } = binding;
  if (map === null && as === null) return (value) => value;
  const mapped = map === null ? null : new Map(Object.entries(map));
  return (value) => {
    const translated = mapped === null ? value : typeof value === 'object' ? undefined : mapped.get(String(value));
    return as === null || translated === undefined ? translated : convert(translated, as);
  };
}

/** Puts a value in its place; answers what is wrong with it there. */
type Put = (value: Json, sink: Sink) => string | null;

function createPut(binding: Binding): Put {
  switch (binding.in) {
    case 'path':
      return putPath(binding.name);
    case 'query':
      return putQuery(encodeURIComponent(binding.name));
    case 'header':
      return putHeader(binding.name.toLowerCase());
    case 'body':
      return putBody(binding.bodyPath);
  }
}

function putPath(name: string): Put {
  return (value, sink) => {
    const text = plainText(value);
    if (text === null) return 'must be a plain value: it becomes a part of the path.';
    if (text === '') return 'must not be empty: it becomes a part of the path.';
    const encoded = encode(text);
    if (encoded === null) return 'holds half of a character (a lone surrogate).';
    sink.path[name] = encoded;
    return null;
  };
}

function putQuery(name: string): Put {
  return (value, sink) => {
    for (const item of Array.isArray(value) ? value : [value]) {
      const text = plainText(item);
      if (text === null) return 'must be a plain value or a list of them: it becomes a part of the query.';
      const encoded = encode(text);
      if (encoded === null) return 'holds half of a character (a lone surrogate).';
      sink.query += sink.query === '' ? `${name}=${encoded}` : `&${name}=${encoded}`;
    }
    return null;
  };
}

/** What RFC 9110 section 5.5 lets a field value hold, without obsolete text. */
const fieldValue = /^[\t\x20-\x7e]*$/;

function putHeader(name: string): Put {
  return (value, sink) => {
    const text = plainText(value);
    if (text === null || !fieldValue.test(text)) return 'must be plain ASCII text on one line: it becomes a header.';
    sink.headers[name] = text.trim();
    return null;
  };
}

function putBody(path: readonly string[]): Put {
  if (path.length === 0) {
    return (value, sink) => {
      sink.body = isSchema(value) && isSchema(sink.body) ? { ...sink.body, ...value } : value;
      return null;
    };
  }
  const parents = path.slice(0, -1);
  const last = path.at(-1) as string;
  return (value, sink) => {
    let place = (sink.body ??= {}) as Record<string, Json>;
    for (const key of parents) {
      const next = Object.hasOwn(place, key) ? place[key] : undefined;
      if (!isSchema(next)) define(place, key, {});
      place = place[key] as Record<string, Json>;
    }
    define(place, last, value);
    return null;
  };
}

function plainText(value: Json): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function encode(text: string): string | null {
  return text.isWellFormed() ? encodeURIComponent(text) : null;
}

// ── the path ────────────────────────────────────────────────────────────────────────────────────────────────────────

type PathJoiner = (
  values: Readonly<Record<string, string>>,
  credential: string | null,
) => string | { readonly parameter: string; readonly message: string };

function createPathJoiner(parts: readonly PathPart[], upstream: Upstream): PathJoiner {
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
      else
        path +=
          part.parameter === credentialName
            ? encodeURIComponent(credential ?? '')
            : (values[(last = part.parameter)] ?? '');
    }
    // Encoding leaves dots alone, and servers take whole segments of them as steps to another path.
    if (/(^|\/)\.\.?(\/|$)/.test(path))
      return { parameter: last, message: 'must not be "." or "..": it would lead to another path.' };
    return path;
  };
}
