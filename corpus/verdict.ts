/** What Prism says of a request. */
import type { NetAnswer } from '../src/net/net.ts';
import type { Operation } from '../src/table/table.ts';
import { faultIn, type Finding } from './prism-faults.ts';

/** `fits`, or what it found in the request; `unheard` when it could not say, or is known to be wrong. */
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
export function verdictOf(answer: NetAnswer, operation: Operation): Verdict {
  if (!answer.ok) return { kind: 'unheard', why: `${answer.reason}: ${answer.detail}` };
  const findings = findingsIn(answer);
  if (findings.length === 0) return { kind: 'fits' };
  const fault = faultIn(findings, operation);
  if (fault !== null) return { kind: 'unheard', why: fault };
  return { kind: 'violation', found: findings.map(({ place, message }) => `${place}: ${message}`) };
}

function findingsIn(answer: Extract<NetAnswer, { ok: true }>): readonly Finding[] {
  const listed = violationsIn(answer.headers?.['sl-violations'])
    .filter(({ location, severity }) => location?.[0] === 'request' && severity === 'Error')
    .map(findingOf);
  if (listed.length > 0) return listed;
  const problem = problemOf(answer.body);
  if (problem === null || !refusing.includes(problem.type)) return [];
  const told = (problem.validation ?? []).map(findingOf);
  return told.length === 0 ? [{ place: 'request', message: problem.type }] : told;
}

/** Where there are too many of them for a header, it says just that: the body has them. */
function violationsIn(header: string | string[] | undefined): readonly Violation[] {
  return typeof header === 'string' && header.startsWith('[') ? (JSON.parse(header) as readonly Violation[]) : [];
}

function findingOf({ location, message }: Violation): Finding {
  return { place: location?.join('.') ?? 'request', message: message ?? '' };
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
