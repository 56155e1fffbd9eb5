/** An approval as it stands in the store, as text. Written and read here alone. */
import type { Json } from '../schema.ts';

/** How long a person has to decide, from when the call was first made. */
export const askedMs = 60 * 60_000;
/** How long an approved call may then be made. */
export const usableMs = 60 * 60_000;
/** How long approvals are kept: past the end of their use, so that people can see what became of them. */
export const keptMs = askedMs + usableMs + 60 * 60_000;

/** The request that a call would become, without the gateway's secrets and without marked arguments. */
export interface AskedRequest {
  readonly method: string;
  readonly url: string;
  /** Those that the endpoint and its arguments make, and the places of the credential. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** The caller's arguments; null when they are too large to be kept. */
  readonly arguments: Json | null;
  /** True when a part of all this was too large to be kept. */
  readonly isCut: boolean;
}

/** What a person said. */
export interface Decision {
  readonly verdict: 'approve' | 'deny';
  /** Who it was, as `callerIdOf` names callers. */
  readonly by: string;
  /** The same for people to read. */
  readonly byName: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly note: string | null;
}

/** One call that waits for a person, or waited. All times are Unix milliseconds. */
export interface ApprovalRecord {
  readonly id: string;
  readonly tenant: string;
  readonly capability: string;
  readonly title: string;
  /** As `callerIdOf` names callers: nobody approves their own call. */
  readonly caller: string;
  /** The same for people to read. */
  readonly callerName: string;
  /** What `operationDigestOf` made of the operation. */
  readonly operation: string;
  readonly request: AskedRequest;
  readonly askedAt: number;
  /** Until when it may be decided, and a denial is told. */
  readonly expiresAt: number;
  /** Null while nobody has said anything. */
  readonly decision: Decision | null;
  /** Set when the call has been let through: until when it can be under way, and whether it has ended. */
  readonly run: { readonly owner: string; readonly until: number; readonly ended: boolean } | null;
}

/** Where an approval stands at a moment. `lapsed`: nobody decided in time, or nobody made the approved call in time. */
export type Standing = 'open' | 'approved' | 'denied' | 'running' | 'used' | 'lapsed';

/** An approval and where it stands. */
export interface Found {
  readonly record: ApprovalRecord;
  readonly standing: Standing;
}

/** Where an approval stands. A run that never ended counts as used: it may have been sent. */
export function standingOf({ decision, run, expiresAt }: ApprovalRecord, now: number): Standing {
  if (run !== null) return run.ended || now >= run.until ? 'used' : 'running';
  if (decision?.verdict === 'approve') return now < decision.at + usableMs ? 'approved' : 'lapsed';
  if (now >= expiresAt) return 'lapsed';
  return decision === null ? 'open' : 'denied';
}

/** The text of an approval. */
export function writeApproval(record: ApprovalRecord): string {
  return JSON.stringify(record);
}

/** The approval that a text holds; null for what was not written here. */
export function readApproval(text: string): ApprovalRecord | null {
  try {
    const value = JSON.parse(text) as ApprovalRecord | null;
    return typeof value === 'object' && value !== null && typeof value.id === 'string' ? value : null;
  } catch {
    return null;
  }
}
