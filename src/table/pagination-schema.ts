/** What callers see of pages: the arguments `limit` and `cursor`, and in the result where to read on. */
import type { JsonSchema } from '../schema.ts';
import type { Operation } from './table.ts';

/** The argument that says how many items a call gets at most. */
export const limitArgument = 'limit';
/** The argument that says where to read on. */
export const cursorArgument = 'cursor';
/** Arguments that pages add. */
export const argumentsAdded: readonly string[] = [limitArgument, cursorArgument];

/** The field that `cursor` is taken from; null in it: these were the last items. */
export const nextCursorField = 'nextCursor';
/** The field that says why there are fewer items than were asked for; there only when it is so. */
export const incompleteField = 'incomplete';
/** Fields that pages add to a result. */
export const fieldsAdded: readonly string[] = [nextCursorField, incompleteField];

/** Longest cursor, in characters. */
const longestCursor = 4096;

type Contract = Pick<Operation, 'input' | 'output' | 'paging'>;

/** What a capability takes and promises, with what its pages add. */
export function withPaging({ input, output, paging }: Contract): Pick<Contract, 'input' | 'output'> {
  if (paging === null || output === null) return { input, output };
  const { limit, most } = paging;
  return {
    input: {
      ...input,
      properties: {
        ...(input['properties'] as JsonSchema),
        [limitArgument]: {
          type: 'integer',
          minimum: 1,
          maximum: most,
          default: limit,
          description: 'How many items at most.',
        },
        [cursorArgument]: {
          type: 'string',
          minLength: 1,
          maxLength: longestCursor,
          description: `To read on: "${nextCursorField}" of the result before. All other arguments stay as they were.`,
        },
      },
    },
    output: {
      ...output,
      properties: {
        ...(output['properties'] as JsonSchema),
        [nextCursorField]: {
          type: ['string', 'null'],
          description: `Send it as "${cursorArgument}" for the items that follow; null: these were the last.`,
        },
        [incompleteField]: {
          type: 'string',
          description: 'Why there are fewer items here than were asked for, although there may be more.',
        },
      },
      required: [...((output['required'] ?? []) as readonly string[]), nextCursorField],
    },
  };
}
