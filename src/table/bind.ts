/** Arguments → request line, headers and body. Templates were parsed when compiling: a value is never scanned again. */
import type { Json } from '../schema.ts';
import { createWriteBody } from './bind-body.ts';
import { createPathJoiner } from './bind-path.ts';
import { createPut, emptySink, type Sink } from './bind-put.ts';
import { convert } from './convert.ts';
import type { Binding, Operation, Upstream } from './table.ts';
import type { BodyFault, WrittenBody } from './written-body.ts';

/** The request's parts, before the credential is added. */
export interface BoundRequest {
  /** Path with its query, encoded. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | null;
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

/** Fills a part of a request; answers why it cannot, or null. */
export type Step = (args: Readonly<Record<string, Json>>, sink: Sink) => BindError | null;

/**
 * Prepares an operation's bindings: one closure a value, run in order. With `isShown`, requests are made for people to
 * read: their bodies are text.
 */
export function createBinder(operation: Operation, upstream: Upstream, isShown = false): Binder {
  const steps = operation.bindings.map((binding) => createStep(binding, operation.bindings));
  const joinPath = createPathJoiner([...upstream.basePath, ...operation.path], upstream);
  const startBody = bodyStarter(operation.body);
  const finishBody = bodyFinisher(operation, isShown);
  const baseHeaders: Record<string, string> = { accept: 'application/json, */*;q=0.5', ...operation.headers };
  return (args, pathCredential) => {
    const sink = emptySink({ ...baseHeaders }, startBody?.());
    for (const step of steps) {
      const error = step(args, sink);
      if (error !== null) return { error };
    }
    const path = joinPath(sink.path, pathCredential);
    if (typeof path !== 'string')
      return { error: { argument: argumentAt(operation, 'path', path.parameter), message: path.message } };
    if (sink.cookies !== '') addCookies(sink.headers, sink.cookies);
    const body = finishBody === null ? null : finishBody(sink);
    if (body !== null && 'error' in body) return body;
    const target = sink.query === '' ? path : `${path}?${sink.query}`;
    return { path: target, headers: sink.headers, body: body === null ? null : body.content };
  };
}

/** Behind what a document's own header of that name holds. */
function addCookies(headers: Record<string, string>, cookies: string): void {
  const held = headers['cookie'] ?? '';
  headers['cookie'] = held === '' ? cookies : `${held}; ${cookies}`;
}

function argumentAt(operation: Operation, place: Binding['in'], name: string): string {
  return operation.bindings.find((binding) => binding.in === place && binding.name === name)?.argument ?? name;
}

/** The body before any argument: the endpoint's constant one, fresh for each call. */
function bodyStarter(body: Operation['body']): (() => Json | undefined) | null {
  if (body === null) return null;
  const { constant } = body;
  return constant === null ? () => undefined : () => structuredClone(constant);
}

/** Writes the body that a sink holds, and the header that says what it is; null for an operation without one. */
function bodyFinisher(
  operation: Operation,
  isShown: boolean,
): ((sink: Sink) => WrittenBody | { readonly error: BindError } | null) | null {
  if (operation.body === null) return null;
  const write = createWriteBody(operation.body, isShown);
  const isGivenWhole = operation.bindings.some(({ in: place, bodyPath }) => place === 'body' && bodyPath.length === 0);
  const isLeftOut = isGivenWhole || !operation.body.required;
  return (sink) => {
    // A body that is one argument is left out with it, and one that need not be there with all of its fields.
    const written = sink.body === undefined && isLeftOut ? null : write(sink.body);
    if (written === null) return null;
    if ('fault' in written) return { error: bodyError(operation, written) };
    sink.headers['content-type'] = written.contentType;
    return written;
  };
}

/** The argument that gives a property of the body, or all of it. */
function bodyError({ bindings }: Operation, { property, fault }: BodyFault): BindError {
  const inBody = bindings.filter((binding) => binding.in === 'body');
  const by =
    inBody.find(({ bodyPath }) => property !== null && bodyPath[0] === property) ??
    inBody.find(({ bodyPath }) => bodyPath.length === 0 || property === null);
  const argument = by?.argument ?? property ?? 'body';
  const isInside = by !== undefined && property !== null && by.bodyPath.length === 0;
  return { argument: isInside ? `${argument}/${property}` : argument, message: fault };
}

/** Prepares one binding of `all`: takes its value from the arguments, translates it and puts it in its place. */
export function createStep(binding: Binding, all: readonly Binding[]): Step {
  const { argument } = binding;
  const put = createPut(binding, all);
  const translate = createTranslate(binding);
  const fallback = binding.default;
  return (args, sink) => {
    let value = argument === null ? binding.constant : Object.hasOwn(args, argument) ? args[argument] : fallback;
    if (value === undefined) return null;
    value = translate(value);
    if (value === undefined) return { argument: argument ?? binding.name, message: untranslatable(binding) };
    const message = put(value, sink);
    return message === null ? null : { argument: argument ?? binding.name, message };
  };
}

function createTranslate({ map, as }: Binding): (value: Json) => Json | undefined {
  if (map === null && as === null) return (value) => value;
  const mapped = map === null ? null : new Map(Object.entries(map));
  return (value) => {
    const translated = mapped === null ? value : typeof value === 'object' ? undefined : mapped.get(String(value));
    return as === null || translated === undefined ? translated : convert(translated, as);
  };
}

function untranslatable({ map, as }: Binding): string {
  if (map !== null) return `must be one of ${Object.keys(map).join(', ')}.`;
  return `cannot be sent as ${as ?? 'it is'}: that would change it.`;
}
