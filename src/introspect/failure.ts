/** The shapes of an error inside of an answer 200, as far as answers of a document show them. */
import type { ApiOperation } from '../openapi/operation.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { isOnly, membersOf, objectOf, pathTo } from './schemas.ts';

/** `failure` of a manifest. */
export interface DraftedFailure {
  readonly when: string;
  readonly equals?: Json;
  readonly message?: string;
}

/** How an operation's answer tells a failure; null when its document shows no such shape. */
export function failureOf(response: JsonSchema | null): DraftedFailure | null {
  if (response === null) return null;
  const members = membersOf(response);
  const flag = ['ok', 'success', 'successful'].find((name) => isFlag(members.get(name)));
  if (flag !== undefined) return { when: pathTo(flag), equals: false, ...messageIn(flag, members) };
  const error = members.get('error');
  const isRpc = error !== undefined && members.has('result') && (members.has('jsonrpc') || members.has('id'));
  return isRpc ? { when: '$.error', message: membersOf(error).has('message') ? '$.error.message' : '$.error' } : null;
}

function isFlag(schema: JsonSchema | undefined): boolean {
  return schema !== undefined && (isOnly(schema, 'boolean') || typeof schema['const'] === 'boolean');
}

/** Where the flag stands alone, the words are where APIs of its kind have them: Slack in `error`, Telegram in `description`. */
function messageIn(flag: string, members: ReadonlyMap<string, JsonSchema>): { readonly message?: string } {
  const errors = members.get('errors');
  if (errors !== undefined && isOnly(errors, 'array'))
    return { message: membersOf(objectOf(errors['items'])).has('message') ? '$.errors[0].message' : '$.errors[0]' };
  const error = members.get('error');
  if (error !== undefined) return { message: membersOf(error).has('message') ? '$.error.message' : '$.error' };
  const said = ['description', 'error_description', 'error_message', 'message', 'msg'];
  const name = said.find((each) => isOnly(members.get(each) ?? {}, 'string'));
  if (name !== undefined) return { message: pathTo(name) };
  return flag === 'ok' ? { message: members.has('result') ? '$.description' : '$.error' } : {};
}

/** The shape that answers share: most of those that have any, as long as those are many of all. Null when they do not agree. */
export function sharedFailure(operations: readonly ApiOperation[]): DraftedFailure | null {
  const found = operations.flatMap(({ response }) => failureOf(response) ?? []);
  const best = mostOf(found, ({ when, equals }) => JSON.stringify([when, equals]));
  const declared = operations.filter(({ response }) => response !== null).length;
  if (best === null || best.length * 2 <= declared) return null;
  return mostOf(best, ({ message }) => message ?? '')?.[0] ?? null;
}

/** The largest group; of two the first in the order of keys. */
function mostOf<T>(list: readonly T[], key: (each: T) => string): readonly T[] | null {
  const groups = [...Map.groupBy(list, key)].toSorted((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  return groups[0]?.[1] ?? null;
}
