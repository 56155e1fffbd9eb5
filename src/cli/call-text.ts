/** Calls as people read them in a terminal. */
import type { Call } from '../call/origin.ts';
import { callerIdOf } from '../call/principal.ts';
import type { Decision, Rehearsal } from '../call/rehearse.ts';
import type { Refused, Reply } from '../call/reply.ts';
import type { ShownRequest } from '../call/shown-request.ts';

type Paint = (style: 'good' | 'bad' | 'dim' | 'bold', text: string) => string;

const styles = { good: '32', bad: '31', dim: '2', bold: '1' } as const;

/** What a call would do: who calls what, each decision with its reason, and the request. */
export function rehearsalText(call: Call, rehearsal: Rehearsal, { color }: { readonly color: boolean }): string {
  const paint: Paint = color ? (style, text) => `\u001b[${styles[style]}m${text}\u001b[0m` : (_style, text) => text;
  const { operation, shard, origin } = call;
  const title = `${paint('bold', operation.capability)} of ${shard.name}, as ${callerIdOf(origin.principal)}`;
  const end =
    rehearsal.request === null
      ? paint('bad', 'It would be refused. Nothing was sent.')
      : `${rehearsal.refused === null ? 'Would be sent' : 'Would be sent once it is approved'}:\n${requestText(rehearsal.request, paint)}\n\nNothing was sent.`;
  return `${title}\n\n${rehearsal.decisions.map((decision) => decisionText(decision, paint)).join('\n')}\n\n${end}\n`;
}

const marks: Readonly<Record<Decision['verdict'], readonly ['good' | 'bad' | 'dim', string]>> = {
  yes: ['good', 'yes '],
  no: ['bad', 'no  '],
  note: ['dim', '–   '],
};

function decisionText({ step, verdict, why }: Decision, paint: Paint): string {
  const [style, mark] = marks[verdict];
  return `  ${step.padEnd(12)} ${paint(style, mark)} ${why}`;
}

function requestText({ method, url, headers, body }: ShownRequest, paint: Paint): string {
  const lines = [
    paint('bold', `${method} ${url}`),
    ...Object.entries(headers).map(([name, value]) => `${paint('dim', `${name}:`)} ${value}`),
    ...(body === null ? [] : ['', body]),
  ];
  return lines.map((line) => `  ${line}`.trimEnd()).join('\n');
}

/** A result; laid out for people unless it is meant for programs. */
export function replyText(
  reply: Exclude<Reply, Refused | { kind: 'bytes' | 'events' }>,
  { compact }: { readonly compact: boolean },
): string {
  if (reply.kind === 'empty') return compact ? '' : 'Done. The company’s API answered without content.\n';
  return compact ? `${reply.text}\n` : `${JSON.stringify(JSON.parse(reply.text), null, 2)}\n`;
}
