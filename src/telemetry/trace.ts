/** W3C trace context (https://www.w3.org/TR/trace-context/, Level 2): read from a caller, or begun here. */
import { randomFillSync } from 'node:crypto';
import type { Trace } from './telemetry.ts';

/** Version 00, or a later one whose additions are ignored (section 3.2.4); ids of zeros are invalid. */
const traceparentForm = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
/** Section 3.3.1: list members of printable ASCII; a longer one than every vendor has to propagate is dropped. */
const tracestateForm = /^[\x20-\x7e\t]{1,512}$/;

/**
 * The trace of a call, with a span of our own in it. What a caller sends is taken when it is valid and ignored when it is
 * not (section 4.3); `sampled` is the caller's choice, or `sampleNew` where the trace begins here.
 */
export function traceOf(traceparent: string | undefined, tracestate: string | undefined, sampleNew: boolean): Trace {
  const match = traceparent === undefined ? null : traceparentForm.exec(traceparent);
  if (match === null || !isValid(match))
    return { traceId: randomHex(16), spanId: randomHex(8), parentId: null, sampled: sampleNew, state: null };
  return {
    traceId: match[2] as string,
    spanId: randomHex(8),
    parentId: match[3] as string,
    sampled: (Number.parseInt(match[4] as string, 16) & 1) === 1,
    state: tracestate !== undefined && tracestateForm.test(tracestate) ? tracestate : null,
  };
}

function isValid([, version, traceId, parentId, , more]: RegExpExecArray): boolean {
  if (version === 'ff' || (version === '00' && more !== undefined)) return false;
  return !/^0+$/.test(traceId as string) && !/^0+$/.test(parentId as string);
}

/** Random octets are asked for by the page: one question for each id would cost more than everything else about it. */
const page = Buffer.alloc(4096);
let used = page.length;

function randomHex(octets: number): string {
  if (used + octets > page.length) {
    randomFillSync(page);
    used = 0;
  }
  const text = page.toString('hex', used, used + octets);
  used += octets;
  // One in 2^64, and invalid.
  return /^0+$/.test(text) ? randomHex(octets) : text;
}
