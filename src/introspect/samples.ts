/** Values for the examples of drafted capabilities: what a document gives, else something of the right form. */
import { checkerOf, schemaProblem, type Json, type JsonSchema } from '../schema.ts';
import { listOf, textOf, typesNamed } from './schemas.ts';

/** A value that the schema takes; undefined when none can be told. Never long, and never anybody's own. */
export function sampleOf(schema: JsonSchema, name: string): Json | undefined {
  const given = [
    listOf(schema['examples'])[0],
    schema['example'],
    schema['default'],
    listOf(schema['enum'])[0],
    schema['const'],
  ];
  return [...given, invented(schema, name)].find(
    (value) => value !== undefined && isShort(value) && takes(schema, value),
  );
}

const byFormat: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  email: 'ana@example.com',
  uuid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  uri: 'https://example.com',
  url: 'https://example.com',
  ipv4: '192.0.2.1',
  hostname: 'example.com',
};

function invented(schema: JsonSchema, name: string): Json | undefined {
  const [type] = typesNamed(schema);
  if (type === 'integer' || type === 'number') {
    const least = schema['minimum'];
    return typeof least === 'number' && least > 1 ? least : 1;
  }
  if (type === 'boolean') return true;
  if (type !== 'string') return undefined;
  const format = textOf(schema['format']);
  if (Object.hasOwn(byFormat, format)) return byFormat[format];
  if (/mail|correo/i.test(name)) return byFormat['email'];
  if (/^rut(?![a-z])|Rut$/.test(name)) return '76086428-5';
  if (/fecha|date$/i.test(name)) return byFormat['date'];
  return /(?:^|[_-])id$|Id$|^ref$|sid$/i.test(name) ? '1001' : 'demo';
}

function isShort(value: Json): boolean {
  return JSON.stringify(value).length <= 120;
}

function takes(schema: JsonSchema, value: Json): boolean {
  try {
    return schemaProblem(schema) === null && checkerOf(schema)(value) === null;
  } catch {
    return false;
  }
}
