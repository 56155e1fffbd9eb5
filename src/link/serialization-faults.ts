/** What of an `Endpoint` manifest says to write values in a way that does not exist where it is said. */
import type { ResourceOf } from '../manifest/resource.ts';
import { closest } from '../suggest.ts';
import { bodyFormat } from './endpoint-body.ts';
import { stylesIn, usualSerialization, writableIn, type ParameterPlace } from './styles.ts';

/** One mistake, at its place in the manifest. */
export interface SerializationFault {
  readonly at: readonly (string | number)[];
  readonly part?: 'key' | 'value';
  readonly message: string;
  readonly hint: string;
}

type Spec = ResourceOf<'Endpoint'>['spec'];
type Parameter = NonNullable<Spec['parameters']>[number];
type Body = NonNullable<Spec['body']>;
type Encoding = NonNullable<Body['encoding']>[string];
type Written = Pick<Parameter, 'style' | 'explode' | 'allowReserved' | 'schema'>;

/** Finds styles where they mean nothing, and values that a style cannot write. */
export function serializationFaults({ spec }: ResourceOf<'Endpoint'>): SerializationFault[] {
  const { parameters = [], body } = spec;
  return [
    ...parameters.flatMap((parameter, index) =>
      styleFaults(parameter, parameter.in, `The ${parameter.in} parameter "${parameter.name}"`).map((fault) => ({
        ...fault,
        at: ['spec', 'parameters', index, ...fault.at],
      })),
    ),
    ...(body === undefined ? [] : bodyFaults(body)).map((fault) => ({ ...fault, at: ['spec', 'body', ...fault.at] })),
  ];
}

function styleFaults(written: Written, place: ParameterPlace, who: string): SerializationFault[] {
  const { style = usualSerialization(place).style, explode, allowReserved } = written;
  if (!stylesIn[place].includes(style)) {
    const message = `${who} cannot have the style "${style}", which no value in a ${place} has.`;
    return [{ at: ['style'], message, hint: `Write one of ${stylesIn[place].join(', ')}.` }];
  }
  const faults: SerializationFault[] = [];
  if (isObject(written.schema) && !writableIn[style].objects)
    faults.push({
      at: ['schema'],
      part: 'key',
      message: `${who} is an object, which the style "${style}" cannot write.`,
      hint: 'Give it the style form, deepObject or json, or the schema of a list.',
    });
  if (explode !== undefined && (style === 'json' || (style === 'deepObject' && !explode)))
    faults.push({
      at: ['explode'],
      part: 'key',
      message: `${who} has "explode: ${explode}", which means nothing with the style "${style}".`,
      hint: 'Leave it out.',
    });
  if (allowReserved === true && place === 'header')
    faults.push({
      at: ['allowReserved'],
      part: 'key',
      message: `${who} has "allowReserved", and nothing is encoded in a header.`,
      hint: 'Leave it out.',
    });
  return faults;
}

function bodyFaults({ contentType = 'application/json', schema, constant, encoding }: Body): SerializationFault[] {
  const format = bodyFormat(contentType);
  const hasFields = format === 'form' || format === 'multipart';
  const faults: SerializationFault[] = [];
  if (constant !== undefined && (format === 'text' || format === 'binary'))
    faults.push({
      at: ['constant'],
      part: 'key',
      message: `A body of ${contentType} has no fields, so nothing can stand in every one of them.`,
      hint: 'Give a capability an argument "to: body" with "const", or choose a media type with fields.',
    });
  if (hasFields && isOther(schema))
    faults.push({
      at: ['schema', 'type'],
      message: `A body of ${contentType} is made of fields, and its schema is no object.`,
      hint: 'Write "type: object" with the fields as its properties.',
    });
  if (encoding !== undefined && !hasFields)
    faults.push({
      at: ['encoding'],
      part: 'key',
      message: `A body of ${contentType} has no fields that "encoding" could say something of.`,
      hint: 'Leave it out, or write contentType application/x-www-form-urlencoded or multipart/form-data.',
    });
  else faults.push(...Object.entries(encoding ?? {}).flatMap(([name, how]) => propertyFaults(name, how, schema)));
  return faults;
}

function propertyFaults(name: string, how: Encoding, schema: Body['schema']): SerializationFault[] {
  const { style, explode, allowReserved, contentType } = how;
  const properties = (schema as { readonly properties?: unknown } | undefined)?.properties;
  const known = typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : null;
  const at = ['encoding', name];
  if (known !== null && !Object.hasOwn(known, name) && isClosed(schema)) {
    const near = closest(name, Object.keys(known));
    const message = `The encoding is of "${name}", which the body’s schema does not declare.`;
    const hint = `${near === null ? '' : `Did you mean "${near}"? `}Name a property of the body.`;
    return [{ at, part: 'key', message, hint }];
  }
  const isStyled = style !== undefined || explode !== undefined || allowReserved !== undefined;
  if (isStyled && contentType !== undefined) {
    const message = `"${name}" has a style and a media type; the style decides, and the media type would be ignored.`;
    return [{ at: [...at, 'contentType'], part: 'key', message, hint: 'Leave one of them out.' }];
  }
  const property = known !== null && Object.hasOwn(known, name) ? (known[name] as Written['schema']) : undefined;
  const written: Written = { ...how, ...(property === undefined ? {} : { schema: property }) };
  // A schema that the style cannot write stands in another part of the manifest.
  return styleFaults(written, 'query', `The property "${name}"`).map((fault) => ({
    ...fault,
    at: fault.at[0] === 'schema' ? [...at, 'style'] : [...at, ...fault.at],
    part: fault.at[0] === 'schema' ? 'value' : (fault.part ?? 'value'),
  }));
}

/** True for a schema without `allOf` and the like, which may declare more elsewhere. */
function isClosed(schema: Body['schema']): boolean {
  return !['allOf', 'anyOf', 'oneOf'].some((keyword) => schema !== undefined && keyword in schema);
}

function isObject(schema: Written['schema']): boolean {
  const type = (schema as { readonly type?: unknown } | undefined)?.type;
  return type === 'object' || (type === undefined && schema !== undefined && 'properties' in schema);
}

function isOther(schema: Body['schema']): boolean {
  const type = (schema as { readonly type?: unknown } | undefined)?.type;
  return typeof type === 'string' && type !== 'object';
}
