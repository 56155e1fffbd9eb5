/** The manifest of a drafted capability, as text. */
import { capabilityWords } from '../change/scaffold-words.ts';
import { yamlFlow, yamlLine, yamlText } from '../change/yaml-text.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import type { Json, JsonSchema } from '../schema.ts';
import type { DraftedArgument } from './arguments.ts';
import { cutAtWord, isPlain, plainText } from './plain-text.ts';
import type { DraftedResult } from './result.ts';
import { listOf, textOf } from './schemas.ts';
import { verbOf, wordsIn } from './words.ts';

/** What a capability's text is made of. */
export interface CapabilityParts {
  readonly name: string;
  readonly tenant: string;
  /** `shop/listOrders` */
  readonly reference: string;
  readonly operation: ApiOperation;
  readonly arguments: readonly DraftedArgument[];
  readonly result: DraftedResult | null;
  /** Lines of further fields of `spec`, each with its line end, such as `pagination`. */
  readonly further: string;
}

/** Longest texts that models get; the schema allows more. */
const longest = { title: 60, description: 300, argument: 200 } as const;

/** The text, and what of its document's words was left out as orders to models. */
export function capabilityText(parts: CapabilityParts): { readonly text: string; readonly orders: readonly string[] } {
  const { name, tenant, reference, operation } = parts;
  const said = wordsOf(operation);
  const words = capabilityWords(name, { method: operation.method, summary: said.description });
  const title = said.title === '' ? words.title : said.title;
  const described = parts.arguments.map((argument) => argumentLines(argument));
  return {
    text: `apiVersion: smarteros/v1
kind: Capability
metadata: ${yamlFlow({ tenant, name })}
spec:
  title: ${yamlLine(cutAtWord(title, longest.title))}
  description: ${yamlLine(words.description)}
  endpoint: ${yamlLine(reference)}
${described.length === 0 ? noArguments(operation) : `  arguments:\n${described.map(({ lines }) => lines).join('')}`}${resultLines(parts.result)}${parts.further}${exampleLines(parts.arguments, words.intents)}`,
    orders: [...said.orders, ...described.flatMap(({ orders }) => orders)],
  };
}

/** Without the field, every parameter would be an argument. */
function noArguments({ parameters, body }: ApiOperation): string {
  return parameters.length === 0 && body === null ? '' : '  arguments: {}\n';
}

function wordsOf({ summary, description }: ApiOperation): {
  readonly title: string;
  readonly description: string;
  readonly orders: readonly string[];
} {
  const short = plainText(summary, 200);
  const long = plainText(description, longest.description);
  const title = [short.text, firstSentence(short.text), firstSentence(long.text)].map(bare).find(isTitle) ?? '';
  return {
    title: capital(title),
    description: (long.text === '' ? short.text : long.text).replace(/[.\s]+$/, ''),
    orders: [...new Set([...short.orders, ...long.orders])],
  };
}

function firstSentence(text: string): string {
  return text.split(/(?<=[.!?])\s|[:;,–—(]/)[0] ?? '';
}

function bare(text: string): string {
  return text.replace(/[.…\s]+$/, '');
}

/** `List` says nothing where many capabilities stand side by side. */
function isTitle(text: string): boolean {
  if (text.length < 3 || text.length > longest.title || /^(?:get|post|put|patch|delete) \//i.test(text)) return false;
  const [first, ...others] = wordsIn(text);
  return first === undefined || others.length > 0 || (verbOf(first) === null && !/^(?:archive|index|all)$/.test(first));
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function argumentLines(argument: DraftedArgument): { readonly lines: string; readonly orders: readonly string[] } {
  const { name, to, constant, description, schema } = argument;
  const said = plainText(description, longest.argument);
  const words = said.text === '' ? wordsOfPlace(to) : said.text;
  const isOwn = description === '' || isPlain(description, longest.argument);
  const fields = [
    ...(constant === undefined ? [] : [`      const: ${yamlFlow(constant)}\n`]),
    ...(isOwn || constant !== undefined ? [] : [`      description: ${yamlLine(words)}\n`]),
    ...(argument.isUnsafe ? [`      schema: ${yamlFlow(bareSchema(schema))}\n`] : []),
  ];
  const lines =
    fields.length === 0
      ? `    ${yamlLine(name)}: { to: ${yamlText(to)} }\n`
      : `    ${yamlLine(name)}:\n      to: ${yamlLine(to)}\n${fields.join('')}`;
  return { lines, orders: said.orders };
}

/** `query.date_created` → `date created` */
function wordsOfPlace(to: string): string {
  const path = to.split('.').slice(1).join(' ');
  const words = path
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? 'What is sent. Lo que se envía.' : cutAtWord(words, longest.argument);
}

/** What of a schema is no words. */
function bareSchema(schema: JsonSchema): Json {
  const type =
    typeof schema['type'] === 'string' ? schema['type'] : listOf(schema['type']).find((each) => each !== 'null');
  return type === undefined ? {} : { type: textOf(type) };
}

function resultLines(result: DraftedResult | null): string {
  if (result === null) return '';
  const names = Object.entries(result.fields);
  const fields = names.map(([name, value]) => `      ${yamlLine(name)}: ${valueText(value)}\n`).join('');
  if (result.items === null) return `  result:\n    fields:\n${fields}`;
  return `  result:\n    items: ${yamlLine(result.items)}\n${fields === '' ? '' : `    each:\n${fields}`}`;
}

function valueText(value: Json): string {
  return typeof value === 'string' ? yamlLine(value) : yamlFlow(value);
}

/** One call with all that is required, as long as a value is known for each. */
function exampleLines(drafted: readonly DraftedArgument[], intents: readonly string[]): string {
  const given = drafted.filter(({ isRequired, constant }) => isRequired && constant === undefined);
  if (given.some(({ sample, isUnsafe }) => sample === undefined || isUnsafe)) return '';
  const values = Object.fromEntries(given.map(({ name, sample }) => [name, sample as Json]));
  return `  examples:\n    - arguments: ${yamlFlow(values)}\n      intents: ${yamlFlow(intents.map((intent) => cutAtWord(intent, 190)))}\n`;
}
