/** The first text of a Capability, drafted from what its endpoint declares. */
import type { Json, JsonSchema } from '../schema.ts';
import { capabilityWords, fieldName } from './scaffold-words.ts';
import { yamlFlow, yamlLine } from './yaml-text.ts';

/** What is known of an endpoint. */
export interface DraftedEndpoint {
  readonly method: string;
  readonly summary: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required: boolean;
    readonly description: string;
    readonly schema: JsonSchema;
  }[];
  readonly body: { readonly schema: JsonSchema } | null;
  readonly response: JsonSchema | null;
}

/** What a capability is drafted from. */
export interface NewCapability {
  readonly name: string;
  readonly tenant: string;
  /** `shop/list-orders` */
  readonly reference: string;
  readonly endpoint: DraftedEndpoint;
}

/** Longest lists of arguments and result fields that are drafted: a model reads all of them at every turn. */
const most = 12;

/** The text of a Capability. */
export function capabilityText({ name, tenant, reference, endpoint }: NewCapability): string {
  const words = capabilityWords(name, endpoint);
  const args = argumentsOf(endpoint);
  const given = Object.fromEntries(
    args.flatMap(({ name: key, isRequired, sample }) => (isRequired ? [[key, sample]] : [])),
  );
  const isUsable = Object.values(given).every((sample) => sample !== undefined);
  return `apiVersion: smarteros/v1
kind: Capability
metadata: ${yamlFlow({ tenant, name })}
spec:
  title: ${yamlLine(words.title)}
  # Models choose by this: say precisely what it does and when to call it, in the languages of those who ask.
  description: ${yamlLine(words.description)}
  endpoint: ${yamlLine(reference)}
${args.length === 0 ? '' : `  arguments:\n${args.map(({ lines }) => lines).join('')}`}${resultLines(endpoint.response)}${
    isUsable
      ? `  examples:
    - arguments: ${yamlFlow(given as Record<string, Json>)}
      intents: ${yamlFlow(words.intents)} # what people say; add more
`
      : ''
  }`;
}

interface DraftedArgument {
  readonly name: string;
  readonly isRequired: boolean;
  readonly lines: string;
  /** A value for the example; undefined when none can be told from the schema. */
  readonly sample: Json | undefined;
}

/** What callers have to give first, then the rest. Headers that may be left out are left out. */
function argumentsOf(endpoint: DraftedEndpoint): DraftedArgument[] {
  const parameters = endpoint.parameters
    .filter((parameter) => parameter.in !== 'header' || parameter.required)
    .map(({ name, in: place, required, description, schema }) => ({ name, place, required, description, schema }));
  const properties = Object.entries(objectOf(endpoint.body?.schema['properties'])).map(([name, schema]) => ({
    name,
    place: 'body' as const,
    required: listOf(endpoint.body?.schema['required']).includes(name),
    description: String(objectOf(schema)['description'] ?? ''),
    schema: objectOf(schema),
  }));
  const seen = new Set<string>();
  return [...parameters, ...properties]
    .toSorted((a, b) => Number(b.required) - Number(a.required))
    .slice(0, Math.max(most, [...parameters, ...properties].filter(({ required }) => required).length))
    .map((source) => {
      const wanted = fieldName(source.name);
      const name = seen.has(wanted) ? fieldName(`${source.place} ${source.name}`) : wanted;
      seen.add(name);
      const words = source.description.trim() || wordsOf(source.name);
      return {
        name,
        isRequired: source.required,
        sample: sampleOf(source.schema),
        lines: `    ${yamlLine(name)}:
      description: ${yamlLine(words.replaceAll(/\s+/g, ' ').slice(0, 300))}
      to: ${yamlLine(`${source.place}.${source.name}`)}
`,
      };
    });
}

/** `date_created` → `date created` */
function wordsOf(name: string): string {
  return fieldName(name)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

function sampleOf(schema: JsonSchema): Json | undefined {
  for (const found of [listOf(schema['examples'])[0], schema['example'], schema['default'], listOf(schema['enum'])[0]])
    if (found !== undefined) return found;
  return schema['const'];
}

/** A list becomes items, an object fields. */
function resultLines(response: JsonSchema | null): string {
  if (response === null) return '';
  if (typeIs(response, 'array')) return itemsLines('$[*]', objectOf(response['items']));
  const properties = objectOf(response['properties']);
  const list = listIn(properties);
  if (list !== null) return itemsLines(`$.${list}[*]`, objectOf(objectOf(properties[list])['items']));
  const fields = fieldLines(properties, '      ');
  return fields === ''
    ? ''
    : `  result: # the answer in your own words, whatever the API calls it\n    fields:\n${fields}`;
}

/** The list that an answer is a wrapping of: `{ data: […], total: 7 }`. What has an id is a thing with parts. */
function listIn(properties: JsonSchema): string | null {
  const lists = Object.keys(properties).filter((name) => isSimple(name) && isListOfObjects(objectOf(properties[name])));
  const usual = lists.find((name) => /^(data|items|results?|records|rows|entries|content|list)$/.test(name));
  return usual ?? (lists.length === 1 && !('id' in properties) ? (lists[0] ?? null) : null);
}

function itemsLines(path: string, item: JsonSchema): string {
  const fields = fieldLines(objectOf(item['properties']), '      ');
  const each = fields === '' ? '' : `    each: # the names are yours, whatever the API calls them\n${fields}`;
  return `  result:\n    items: ${yamlLine(path)}\n${each}`;
}

function fieldLines(properties: JsonSchema, indent: string): string {
  const names = Object.keys(properties).filter(isSimple).slice(0, most);
  return names.map((name) => `${indent}${fieldName(name)}: $.${name}\n`).join('');
}

/** Others would need brackets in their path, and an author who looks at them. */
function isSimple(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

function isListOfObjects(schema: JsonSchema): boolean {
  return typeIs(schema, 'array') && 'properties' in objectOf(schema['items']);
}

function typeIs(schema: JsonSchema, type: string): boolean {
  return schema['type'] === type || listOf(schema['type']).includes(type);
}

function objectOf(value: Json | undefined): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
