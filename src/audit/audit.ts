/** The port through which calls are recorded: who called what, with what, and what came of it. */

/** Who called. `id` names nobody personally for keys; for holders of tokens it is personal data, and kept apart. */
export interface AuditWho {
  readonly kind: 'client' | 'token' | 'local' | 'unknown';
  /** `demo/agent` for a client, `issuer:subject` for a token, empty for the others. */
  readonly id: string;
  /** The e-mail of a token, when it has a verified one. */
  readonly email: string | null;
}

/** What is known when a call begins. */
export interface AuditBegin {
  readonly callId: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** A tenant that there is: each one has a chain, which is kept in memory. */
  readonly tenant: string;
  /** Null for a call to a capability that is not there. */
  readonly capability: string | null;
  readonly face: 'http' | 'mcp' | 'cli';
  readonly who: AuditWho;
  /** Version of the table and digest of the tenant's shard that the call was matched in. */
  readonly table: string;
  readonly shard: string;
  /** The commit that the manifests were read at; null outside a Git work tree. A `+` at its end: with changes on top. */
  readonly commit: string | null;
  /** W3C trace id, or null. */
  readonly traceId: string | null;
  /** True for a call that may change something upstream. */
  readonly isWrite: boolean;
  /** The arguments as JSON, sensitive values replaced already. */
  readonly arguments: string;
}

/** What is known when a call ends. */
export interface AuditEnd {
  /** `ok`, or the code of the refusal. */
  readonly decision: string;
  /** What became of a write; null for a read. */
  readonly outcome: 'not_sent' | 'rejected' | 'committed' | 'unknown' | null;
  readonly upstreamStatus: number | null;
  /** Requests sent upstream. */
  readonly attempts: number;
  /** Pages of a list that were had; absent for a call that walks none. */
  readonly pages?: number;
  /** The approval that the call asked for, waited for or used, or that was decided; for most there is none. */
  readonly approval?: string | null;
  /** The result or the refusal as JSON (redacted), or a note of what else it was. */
  readonly result: string;
  readonly totalMs: number;
  readonly upstreamMs: number;
  readonly requestBytes: number;
  readonly answerBytes: number;
}

/** Records calls. */
export interface Audit {
  /**
   * Appends that a write begins; resolves once that is as durable as the policy says. False when it cannot be recorded:
   * the write must not be sent then. Never rejects.
   */
  begin(record: AuditBegin): Promise<boolean>;
  /**
   * Appends how a call ended. For a write it resolves once appended, and the answer waits for it; false when it could not
   * be: the record that it began stands, and tells of an unknown outcome. For a read the promise may be ignored: it is
   * appended within 50 ms, or counted as lost.
   */
  end(begin: AuditBegin, end: AuditEnd): Promise<boolean>;
  /** Appends all that waits; then ends. */
  close(): Promise<void>;
}
