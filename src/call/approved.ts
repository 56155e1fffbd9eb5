/** Lets a call through that needs an approval: once it has one, and once for each. */
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { ApprovalClaims } from './approval-claims.ts';
import { askedRequest } from './approval-request.ts';
import type { Call } from './origin.ts';
import type { Progress } from './progress.ts';
import type { Reply } from './reply.ts';
import type { ShownRequest } from './shown-request.ts';

/** Runs what sends a call, if it has been approved; else gives the refusal that says what to do. */
export type Gate = (
  call: Call,
  progress: Progress,
  show: () => ShownRequest,
  run: () => Promise<Reply>,
) => Promise<Reply>;

/** Makes the gate of a process. */
export function createGate(claims: ApprovalClaims, telemetry: Telemetry): Gate {
  return async (call, progress, show, run) => {
    const claimed = await claims.take(call, () => askedRequest(call, show()));
    if (claimed.kind === 'refused') {
      progress.approval = claimed.id;
      if (claimed.why === 'asked') telemetry.count('approval-asked', call.shard.name);
      if (claimed.reply.refusal.code === 'state-unavailable') telemetry.count('state-unavailable');
      return claimed.reply;
    }
    progress.approval = claimed.grant.id;
    try {
      return await run();
    } finally {
      await claims.end(claimed.grant, progress.mayHaveLeft);
      if (progress.mayHaveLeft) telemetry.count('approval-used', call.shard.name);
    }
  };
}
