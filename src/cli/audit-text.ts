/** A recorded call as one line for people. */
import { styleText } from 'node:util';
import { isUnknown, type RecordedCall } from '../audit/calls.ts';
import { visible } from '../report/visible.ts';
import { when } from './version-words.ts';

/** When, where, what, how it ended, how long it took, who, and the id by which it is found again: one line, whatever a record holds. */
export function callText(call: RecordedCall, color: boolean): string {
  const style = (format: Parameters<typeof styleText>[0], raw: string): string => {
    const text = visible(raw, 'joined');
    return color ? styleText(format, text, { validateStream: false }) : text;
  };
  const tone = isUnknown(call) ? 'yellow' : call.decision === 'ok' ? 'green' : 'red';
  const parts = [
    style('dim', when(new Date(call.at).toISOString())),
    visible(call.tenant, 'joined'),
    style('bold', call.capability ?? 'no such capability'),
    style(tone, endingOf(call)),
    call.upstreamStatus === null ? null : `upstream ${call.upstreamStatus}`,
    call.totalMs === null ? null : `${Math.round(call.totalMs)} ms`,
    visible(`${call.face}, ${callerOf(call)}`, 'joined'),
    style('dim', call.callId),
  ];
  return `${parts.filter((part) => part !== null).join('  ')}\n`;
}

function endingOf({ decision, outcome }: RecordedCall): string {
  if (decision === null) return 'no end recorded: under way, or its outcome is unknown';
  return outcome === null || (decision === 'ok' && outcome === 'committed') ? decision : `${decision} (${outcome})`;
}

function callerOf({ who, caller, email, isErased }: RecordedCall): string {
  if (who === 'client') return `client ${caller}`;
  if (who !== 'token') return who === 'local' ? 'local key' : who || 'caller not recorded';
  return email ?? caller ?? (isErased ? 'somebody (erased)' : 'somebody');
}
