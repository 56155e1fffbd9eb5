/** Hints of a capability that cannot all be true. Hosts ask their user before a call, or do not, by them. */
import type { LinkedCapability } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import type { Operation } from '../table/table.ts';
import { spanIn, type LintInput } from './report.ts';

/** What the hints contradict: each other, or what the HTTP method means (RFC 9110 section 9.2). Many APIs read by POST. */
export function hintProblems(operation: Operation, { resource }: LinkedCapability, input: LintInput): Problem[] {
  const { readOnly, destructive, idempotent } = resource.spec.hints ?? {};
  const tell = (field: string, message: string, hint: string): Problem[] => [
    {
      code: 'contradicting-hints',
      severity: 'warning',
      message: `Tool "${operation.tool}" ${message}`,
      hint,
      span: spanIn(input, resource, ['spec', 'hints', field], 'key'),
    },
  ];
  if (operation.hints.readOnly && operation.hints.destructive)
    return tell(
      destructive === true ? 'destructive' : 'readOnly',
      readOnly === true
        ? 'is declared to change nothing and to destroy: hosts that go by the first call it without asking.'
        : `is declared to destroy, and ${operation.method} is a method that changes nothing: hosts call it without asking.`,
      readOnly === true
        ? 'Keep the one that is true.'
        : 'Write "readOnly: false" beside it if the API changes something.',
    );
  if (readOnly === true && ['PUT', 'PATCH', 'DELETE'].includes(operation.method))
    return tell(
      'readOnly',
      `is declared to change nothing, and ${operation.method} is a method that changes something: hosts call it without asking.`,
      'Remove "readOnly", or use an endpoint that reads.',
    );
  if (idempotent === false && operation.hints.readOnly)
    return tell(
      'idempotent',
      'changes nothing, and is declared to change something more with each call.',
      'Remove "idempotent", or write "readOnly: false".',
    );
  return [];
}
