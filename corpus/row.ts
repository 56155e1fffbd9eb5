/** What became of one document. */

/** Plain data: it is passed from one process to another as JSON. */
export interface Row {
  /** Its path below the folder. */
  readonly document: string;
  /** `Swagger 2.0`, `OpenAPI 3.1.0`; null when it could not be read at all. */
  readonly form: string | null;
  readonly operations: number;
  /** Those that `check` has no error about. */
  readonly capabilities: number;
  readonly setAside: readonly { readonly name: string; readonly reason: string }[];
  /** Problems of the document, by code. */
  readonly problems: Readonly<Record<string, number>>;
  /** From the document's text to checked manifests. */
  readonly seconds: number;
  /** The process's largest size until then. */
  readonly megabytes: number;
  readonly roundTrip: RoundTrip | null;
  /** Why there is nothing else to tell; null when there is. */
  readonly failure: string | null;
}

/** What Prism found in the requests of all capabilities. */
export interface RoundTrip {
  /** Requests that it saw. */
  readonly calls: number;
  readonly fitting: number;
  readonly violations: readonly { readonly capability: string; readonly found: readonly string[] }[];
  /** Calls that could not be made or judged, each with the reason. */
  readonly unheard: readonly { readonly capability: string; readonly why: string }[];
}

/** A row for a document that could not be looked at. */
export function failedRow(document: string, failure: string): Row {
  const nothing = { form: null, operations: 0, capabilities: 0, setAside: [], problems: {}, roundTrip: null };
  return { document, ...nothing, seconds: 0, megabytes: 0, failure };
}

/** Several of them as one. */
export function together(trips: readonly RoundTrip[]): RoundTrip {
  const sum = (numberOf: (trip: RoundTrip) => number): number => trips.reduce((all, trip) => all + numberOf(trip), 0);
  return {
    calls: sum(({ calls }) => calls),
    fitting: sum(({ fitting }) => fitting),
    violations: trips.flatMap(({ violations }) => violations),
    unheard: trips.flatMap(({ unheard }) => unheard),
  };
}

/** What was not called, for one reason. */
export function unheardOf(capabilities: readonly string[], why: string): RoundTrip {
  const unheard = capabilities.map((capability) => ({ capability, why }));
  return { calls: 0, fitting: 0, violations: [], unheard };
}
