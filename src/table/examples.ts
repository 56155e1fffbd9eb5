/** `spec.examples` against the schema that was derived for the arguments. */
import { checkerOf, type JsonSchema } from '../schema.ts';
import type { Report } from './report.ts';
import type { Operation } from './table.ts';

/** Tells which examples a call would be refused with. The operation's schema must be one that a checker can be made of. */
export function checkExamples(operation: Operation, report: Report): void {
  operation.examples.forEach((example, index) => {
    const errors = checkerOf(operation.input)(example.arguments);
    if (errors === null) return;
    const first = errors[0];
    report({
      code: 'invalid-example',
      at: ['spec', 'examples', index, 'arguments', ...(first?.path ?? [])],
      message:
        `This example's arguments would be refused: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}.`.replace(
          '  ',
          ' ',
        ),
      hint: `Arguments are ${Object.keys((operation.input['properties'] ?? {}) as JsonSchema).join(', ') || 'none'}.`,
    });
  });
}
