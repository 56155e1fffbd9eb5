/** Names of query fields and form fields: those that are names, and not data that stands where a name does. */
import { isFieldName } from '../structure/field-name.ts';

/** Letters and digits without a word's end for so long are no name. */
const token = /(?=[A-Za-z]*\d)[A-Za-z0-9]{16,}/;

/** `filter[status]`, `line_items[0][sku]`: every part has to be a name, or a small number. */
export function isPlainField(name: string): boolean {
  if (token.test(name)) return false;
  const parts = name.split(/[[\]]+/).filter((part) => part !== '');
  return (
    parts.length > 0 &&
    name.length <= 100 &&
    parts.every((part, index) => isFieldName(part) || (index > 0 && /^\d{1,2}$/.test(part)))
  );
}
