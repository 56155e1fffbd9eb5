/** The body of a decision: `{"decision": "approve" | "deny", "note"?}`. */
import type { IncomingMessage } from 'node:http';
import type { Verdict } from '../call/approval-desk.ts';
import { refuse } from '../call/refuse.ts';
import type { Refused } from '../call/reply.ts';
import { readBody } from './body.ts';

/** Largest body of a decision, in bytes. */
const bodyBytes = 8192;
/** Longest note, in characters: whoever is refused reads it. */
const noteLength = 500;

const expected = 'Send {"decision": "approve"} or {"decision": "deny", "note": "<why>"}.';

/** Reads a decision; what is none is refused, and nothing is decided. */
export async function readVerdict(request: IncomingMessage): Promise<Verdict | Refused> {
  const body = await readBody(request, bodyBytes);
  if (body === 'too-large') return refuse('body-too-large', `The body is larger than ${bodyBytes} bytes. ${expected}`);
  if (typeof body === 'string') return refuse('invalid-json', `The body is no UTF-8 text. ${expected}`);
  const parsed = parse(body.text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return refuse('invalid-json', `The body is not a JSON object. ${expected}`);
  const { decision, note = null, ...others } = parsed as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return invalid(other.slice(0, 60), 'is unknown');
  if (decision !== 'approve' && decision !== 'deny')
    return invalid('decision', decision === undefined ? 'is missing' : 'must be "approve" or "deny"');
  if (note !== null && (typeof note !== 'string' || note.length > noteLength))
    return invalid('note', `must be text of at most ${noteLength} characters`);
  return { verdict: decision, note: note === null || note.trim() === '' ? null : note.trim().toWellFormed() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(argument: string, message: string): Refused {
  return refuse('invalid-arguments', `"${argument}" ${message}. ${expected}`, { errors: [{ argument, message }] });
}
