/** Arguments as they are kept and shown: bytes are told by their number, as nobody reads them in base64. */
import type { Json } from '../schema.ts';
import { shownBytes } from '../table/bytes.ts';
import { define, isSchema } from '../table/schema-walk.ts';
import type { Binding, Operation } from '../table/table.ts';

type Body = NonNullable<Operation['body']>;

/** The arguments with `<N bytes>` in the place of each file; the very same ones where the operation takes none. */
export function withoutBytes(args: Json, { body, bindings }: Operation): Json {
  if (body === null || (body.format !== 'binary' && body.files.length === 0) || !isSchema(args)) return args;
  const shown = { ...args };
  for (const binding of bindings) {
    const { argument, in: place } = binding;
    if (place !== 'body' || argument === null || !Object.hasOwn(args, argument)) continue;
    define(shown, argument, shownValue(args[argument] as Json, binding, body));
  }
  return shown;
}

function shownValue(value: Json, { bodyPath }: Binding, { format, files }: Body): Json {
  const [property] = bodyPath;
  if (format === 'binary' || (property !== undefined && files.includes(property))) return shownBytes(value);
  if (property !== undefined || !isSchema(value)) return value;
  const shown = { ...value };
  for (const file of files) if (Object.hasOwn(value, file)) define(shown, file, shownBytes(value[file] as Json));
  return shown;
}
