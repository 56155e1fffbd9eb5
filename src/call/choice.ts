/** The argument `fields`: a caller's choice among the fields of a result, applied where the result is shaped. */
import type { Json } from '../schema.ts';
import { isSchema } from '../table/schema-walk.ts';
import { selectFields } from '../table/select.ts';
import { fieldsArgument } from '../table/selectable.ts';
import type { Operation } from '../table/table.ts';
import type { Prepared } from './prepare.ts';

/** The same operation made ready, which gives no more than the caller chose; itself for one who chose nothing. */
export function withChoice(prepared: Prepared, { fields, result }: Operation, args: Json): Prepared {
  const { shape } = prepared;
  if (fields === null || result === null || shape === null) return prepared;
  const chosen = isSchema(args) ? args[fieldsArgument] : undefined;
  // What is no list is refused before anything is sent.
  if (!Array.isArray(chosen)) return prepared;
  return {
    ...prepared,
    shape: (answer) => {
      const shaped = shape(answer);
      return 'missing' in shaped ? shaped : { value: selectFields(shaped.value, result, chosen as readonly string[]) };
    },
  };
}
