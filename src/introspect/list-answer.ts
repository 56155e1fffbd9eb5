/** Where an answer holds a list: the answer itself, or a member of what it is wrapped in. */
import type { JsonSchema } from '../schema.ts';
import { isOnly, membersOf, objectOf } from './schemas.ts';

/** A list in an answer. */
export interface ListAnswer {
  /** Names of the members that lead to it; none when the answer is the list. */
  readonly path: readonly string[];
  /** Schema of one item. */
  readonly item: JsonSchema;
}

const envelope =
  /^(?:data|items?|results?|records?|rows|entries|content|list|value|values|objects|elements|payload|response|_embedded|collection|body)$/i;

/** The list that an answer is a wrapping of: `{ data: […], total: 7 }`. What has an id is a thing with parts. */
export function listAnswer(response: JsonSchema | null, depth = 0): ListAnswer | null {
  if (response === null) return null;
  if (isOnly(response, 'array')) return { path: [], item: objectOf(response['items']) };
  const members = membersOf(response);
  if (members.has('id') || depth > 1) return null;
  const lists = [...members].filter(([, schema]) => isOnly(schema, 'array'));
  const only = hasMore(members) ? undefined : onlyOf(lists.filter(([, list]) => holdsObjects(list)));
  const chosen = lists.find(([name]) => envelope.test(name)) ?? only;
  if (chosen !== undefined) return { path: [chosen[0]], item: objectOf(chosen[1]['items']) };
  for (const [name, schema] of members) {
    const inner = envelope.test(name) ? listAnswer(schema, depth + 1) : null;
    if (inner !== null) return { ...inner, path: [name, ...inner.path] };
  }
  return null;
}

/** True for an answer that is mostly a list. */
export function isListAnswer(response: JsonSchema | null): boolean {
  return listAnswer(response) !== null;
}

/** The members that an object is wrapped in, as in `{ success: true, result: { … } }`; none when the answer is the thing itself. */
export function wrappingOf(response: JsonSchema): readonly string[] {
  const members = membersOf(response);
  if (members.has('id')) return [];
  const [name, schema] = [...members].find(([key, each]) => envelope.test(key) && membersOf(each).size > 0) ?? [];
  return name === undefined || schema === undefined ? [] : [name];
}

/** What is said of a list: how long it is, where it goes on, whether all went well. */
const aboutList =
  /^@|^_|total|count|page|pagin|next|prev|cursor|limit|offset|size|more|links?$|^(?:meta(?:data)?|info|object|kind|type|url|href|self|ok|success|status|code|error|errors|message|warnings?|first|last|start|end|from|to|sort|filters?|query|took|done|number|empty|etag)$/i;

/** True when more than a detail is said that is nothing of a list: then it is a thing of which the list is a part. */
function hasMore(members: ReadonlyMap<string, JsonSchema>): boolean {
  const others = [...members].filter(([name, schema]) => !isOnly(schema, 'array') && !aboutList.test(name));
  return others.length > 1;
}

function holdsObjects(list: JsonSchema): boolean {
  return membersOf(objectOf(list['items'])).size > 0;
}

function onlyOf<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}
