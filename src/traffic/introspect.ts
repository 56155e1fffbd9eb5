/** What was observed of one API → an introspection, as of a document. */
import type { DeclaredCredential, Introspection, SetAsideOperation } from '../introspect/introspection.ts';
import type { Credential } from './exchange.ts';
import type { Observation } from './observe.ts';
import { operationsOf } from './operations.ts';

const mostOperations = 2_000;
const longestPath = 500;

/** Where observations come from. */
export interface TrafficSource {
  readonly form: string;
  readonly title: string;
  readonly description: string;
  /** What was left out before anything was observed. */
  readonly setAside: readonly SetAsideOperation[];
  /** How many segments of each path somebody said to be the base URL's; absent where nobody did. */
  readonly baseSegments?: number;
}

/** All observations are of one host. Nothing in the result is a value of any request or answer. */
export function introspectionOf(observations: readonly Observation[], source: TrafficSource): Introspection {
  const isFit = ({ path }: { readonly path: string }): boolean => path.length <= longestPath;
  const origin = observations[0]?.origin ?? '';
  const isKnown = /^https?:\/\//.test(origin);
  // Of a host that nobody knows, a base path would be lost with it.
  const { basePath, operations } = operationsOf(observations, source.baseSegments ?? (isKnown ? null : 0));
  return {
    form: source.form,
    // A recording has no title: its API is known by its host.
    title: source.title === '' ? (URL.parse(origin)?.hostname ?? '') : source.title,
    description: source.description,
    servers: isKnown ? [`${origin}${basePath}`] : [],
    credentials: credentialsOf(observations),
    operations: operations.filter(isFit).slice(0, mostOperations),
    setAside: [
      ...source.setAside,
      ...operations
        .filter((operation, index) => !isFit(operation) || index >= mostOperations)
        .map(({ name, method, path }) => ({
          name,
          method,
          path: path.slice(0, 100),
          reason: 'Its path is too long, or there are too many operations.',
        })),
    ],
    problems: [],
    document: null,
  };
}

/** Ways by how many requests took each, most first; equal ones in the order in which they came. */
function credentialsOf(observations: readonly Observation[]): DeclaredCredential[] {
  const byKind = Map.groupBy(observations, ({ credential }) => JSON.stringify(credential));
  return [...byKind.values()]
    .toSorted((one, other) => other.length - one.length)
    .flatMap((group) => {
      const credential: Credential | null = group[0]?.credential ?? null;
      return [{ ...(credential ?? { type: 'none' }), operations: group.length } as DeclaredCredential];
    });
}
