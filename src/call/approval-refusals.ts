/** What a caller is told whose call needs an approval, and an approver whose decision cannot be taken. */
import { cut } from './approval-request.ts';
import type { ApprovalRecord, Found, Standing } from './approval-record.ts';
import { approversWords } from './approvers.ts';
import type { Call } from './origin.ts';
import { callerIdOf } from './principal.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';

/** Characters of a body that a caller is told. */
const toldBody = 1000;
const toldUrl = 500;

/** What a call is told whose approval stands so; null when it may be made. One that is over is no approval any more. */
export function waitingRefusal(call: Call, { record, standing }: Found): Refused | null {
  switch (standing) {
    case 'approved':
      return null;
    case 'open':
      return approvalRequired(call, record);
    case 'denied':
      return approvalDenied(record);
    case 'running':
      return approvalRunning(record);
    case 'used':
    case 'lapsed':
      return approvalMissing(call);
  }
}

/** Nobody has been asked yet: what a dry run tells. */
export function approvalMissing({ shard, operation, origin }: Call): Refused {
  const words = approversWords(shard, operation.capability, callerIdOf(origin.principal));
  return refuse(
    'approval-required',
    `A person has to approve it first, and the first real call asks for that. ${words}`,
  );
}

/** A person has to decide first. */
export function approvalRequired({ shard, operation }: Call, record: ApprovalRecord): Refused {
  const { method, url, body } = record.request;
  const what = `${method} ${cut(url, toldUrl)}${body === null ? '' : ` with the body ${cut(body, toldBody)}`}`;
  return refuse(
    'approval-required',
    [
      `A person has to approve this call of "${operation.capability}" first. Nothing was sent; this would be: ${what}.`,
      approversWords(shard, operation.capability, record.caller),
      `Its approval is ${record.id}, open until ${instant(record.expiresAt)}: "smarteros approvals show ${record.id} --tenant ${record.tenant}" shows it to whoever decides.`,
      'Make the very same call again once it is approved: then it is carried out once. Other arguments need an approval of their own.',
    ].join(' '),
    { approval: shown(record) },
  );
}

/** A person has said no. */
function approvalDenied(record: ApprovalRecord): Refused {
  const note = record.decision?.note ?? null;
  return refuse(
    'approval-denied',
    `A person has refused this call${note === null ? '' : `: "${note}"`}. Nothing was sent. Do not make it again unless they ask for it; until ${instant(record.expiresAt)} it is refused without asking anybody.`,
    { approval: shown(record) },
  );
}

/** The same call has been let through a moment ago. */
function approvalRunning(record: ApprovalRecord): Refused {
  return refuse(
    'approval-running',
    'The approved call is under way, and its approval covers one. Nothing was sent for this one.',
    { approval: shown(record), retryAfterSeconds: 1 },
  );
}

/** More calls wait than people can look at. */
export function tooManyApprovals(): Refused {
  return refuse(
    'too-many-approvals',
    'Too many calls wait for approval already, so nobody was asked for this one, and nothing was sent. Have the others decided first.',
    { retryAfterSeconds: 60 },
  );
}

/** Others ask for the same call. */
export function approvalsBusy(): Refused {
  return refuse(
    'state-unavailable',
    'Too many ask for this same call at the same moment, so its approval could not be looked up. Nothing was sent; try again.',
    { retryAfterSeconds: 1 },
  );
}

/** The store does not answer. */
export function approvalsUnavailable(): Refused {
  return refuse(
    'state-unavailable',
    'The store of approvals cannot be reached, so nobody can tell whether this call was approved. Nothing was sent; try again.',
    { retryAfterSeconds: 5 },
  );
}

/** There is none of that id, or none that this caller may know of. */
export function unknownApproval(): Refused {
  return refuse(
    'unknown-approval',
    'There is no approval of that id here that you may decide. Approvals are kept for three hours after they were asked for.',
  );
}

/** It is not open any more, or it would serve nobody. */
export function approvalClosed(standing: Exclude<Standing, 'open'> | 'outdated'): Refused {
  return refuse('approval-closed', closedWords[standing]);
}

const closedWords: Readonly<Record<Parameters<typeof approvalClosed>[0], string>> = {
  approved: 'This call has been approved already, and was not made yet.',
  denied: 'This call has been refused already.',
  running: 'This call has been approved already, and is under way.',
  used: 'This call has been approved and made already. To make it again, its caller has to ask again.',
  lapsed: 'Nobody decided in time, or the approved call was not made in time. Its caller has to ask again.',
  outdated:
    'The capability, or the API behind it, has changed since this was asked, so an approval would not hold. Its caller has to ask again.',
};

function shown({ id, expiresAt }: ApprovalRecord) {
  return { id, expiresAt: instant(expiresAt) };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
