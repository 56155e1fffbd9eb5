/** Arguments → request line, headers and body. Templates were parsed when compiling: a value is never scanned again. */
import type { Json } from '../schema.ts';
import { createPathJoiner } from './bind-path.ts';
import { createPut, type Sink } from './bind-put.ts';
import { convert } from './convert.ts';
import type { Binding, Operation, Upstream } from './table.ts';

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

/** Fills a part of a request; answers why it cannot, or null. */
export type Step = (args: Readonly<Record<string, Json>>, sink: Sink) => BindError | null;

/** Prepares an operation's bindings: one closure a value, run in order. */
export function createBinder(operation: Operation, upstream: Upstream): Binder {
  const steps = operation.bindings.map(createStep);
  const joinPath = createPathJoiner([...upstream.basePath, ...operation.path], upstream);
  const startBody = bodyStarter(operation.body);
  const writeBody = startBody === null ? null : createBodyWriter(operation);
  const baseHeaders: Record<string, string> = { accept: 'application/json, */*;q=0.5', ...operation.headers };
  if (operation.body !== null) baseHeaders['content-type'] = operation.body.contentType;
  return (args, pathCredential) => {
    const sink: Sink = { path: new Map(), query: '', headers: { ...baseHeaders }, body: startBody?.() };
    for (const step of steps) {
      const error = step(args, sink);
      if (error !== null) return { error };
    }
    const path = joinPath(sink.path, pathCredential);
    if (typeof path !== 'string')
      return { error: { argument: argumentAt(operation, 'path', path.parameter), message: path.message } };
    const body = writeBody?.(sink.body ?? {}) ?? null;
    if (typeof body === 'object' && body !== null) return { error: body };
    return { path: sink.query === '' ? path : `${path}?${sink.query}`, headers: sink.headers, body };
  };
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

function createBodyWriter(operation: Operation): (body: Json) => string | BindError {
  return (body) => {
    try {
      return JSON.stringify(body);
    } catch (error) {
      // Thousands of levels deep: reading JSON can follow that, writing cannot.
      if (!(error instanceof RangeError)) throw error;
      return { argument: argumentAt(operation, 'body', ''), message: 'is nested too deeply to be sent.' };
    }
  };
}

/** Prepares one binding: takes its value from the arguments, translates it and puts it in its place. */
export function createStep(binding: Binding): Step {
  const { argument } = binding;
  const put = createPut(binding);
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
