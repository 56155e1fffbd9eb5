/** What Prism says of a request. */
import type { NetAnswer } from '../src/net/net.ts';

/** `fits`, or what it found in the request; `unheard` when it could not say. */
export type Verdict =
  | { readonly kind: 'fits' }
  | { readonly kind: 'violation'; readonly found: readonly string[] }
  | { readonly kind: 'unheard'; readonly why: string };

interface Violation {
  readonly location?: readonly string[];
  readonly severity?: string;
  readonly message?: string;
}

/** Problem types by which it refuses a request; others speak of the answer that it could not make up. */
const refusing = [
  'UNPROCESSABLE_ENTITY',
  'UNAUTHORIZED',
  'NO_PATH_MATCHED_ERROR',
  'NO_METHOD_MATCHED_ERROR',
  'NO_SERVER_MATCHED_ERROR',
  'NO_SERVER_CONFIGURATION_PROVIDED_ERROR',
  'INVALID_CONTENT_TYPE',
];

/** Reads the verdict from the header in which Prism lists violations, and from its own problem details. */
export function verdictOf(answer: NetAnswer): Verdict {
  if (!answer.ok) return { kind: 'unheard', why: `${answer.reason}: ${answer.detail}` };
  const found = violationsIn(answer.headers?.['sl-violations']);
  if (found.length > 0) return { kind: 'violation', found };
  const problem = problemOf(answer.body);
  if (problem === null || !refusing.includes(problem.type)) return { kind: 'fits' };
  const told = (problem.validation ?? []).map(textOf);
  return { kind: 'violation', found: told.length === 0 ? [problem.type] : told };
}

function violationsIn(header: string | string[] | undefined): string[] {
  if (typeof header !== 'string') return [];
  return (JSON.parse(header) as readonly Violation[])
    .filter(({ location, severity }) => location?.[0] === 'request' && severity === 'Error')
    .map(textOf);
}

function textOf({ location, message }: Violation): string {
  return `${location?.join('.')}: ${message}`;
}

interface PrismProblem {
  readonly type: string;
  readonly validation?: readonly Violation[];
}

/** Prism's own problem details; null for an answer of the document's. */
function problemOf(body: Buffer): PrismProblem | null {
  const text = body.toString('utf8');
  const type = /stoplight\.io\/prism\/errors#([A-Z_]+)/.exec(text)?.[1];
  if (type === undefined) return null;
  try {
    return { ...(JSON.parse(text) as object), type };
  } catch {
    return { type };
  }
}
