/** `smarteros audit tail` */
import { isColored } from './colour.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { isUnknown, type RecordedCall } from '../audit/calls.ts';
import { followCalls, lastCalls } from '../audit/read-calls.ts';
import { callFlags, journalOf, placeFlags, textOption } from './audit-place.ts';
import { callText } from './audit-text.ts';
import { formatFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';

const pollMs = 250;

/** Shows the last calls, and those that come. */
export const auditTail: Command = {
  description:
    'Shows the last recorded calls, one a line: when, tenant, capability, how it ended, how long it took, who called, and the call id that clients get as a header. It reads files, so no gateway has to run.',
  args: {
    lines: { type: 'string', valueHint: 'NUMBER', description: 'How many', default: '20' },
    follow: { type: 'boolean', description: 'Go on with calls as they end, until Ctrl-C', default: false },
    ...callFlags,
    decision: { type: 'string', valueHint: 'CODE', description: 'Calls that ended so: ok, or the code of a refusal' },
    unknown: {
      type: 'boolean',
      description: 'Writes of which nobody knows what became: look into them before they are tried again',
      default: false,
    },
    format: {
      ...formatFlag,
      description: 'For people, or for programs: one JSON object a line, with arguments and result',
    },
    ...placeFlags,
  },
  examples: [
    ['smarteros audit tail --follow', 'calls as they end'],
    ['smarteros audit tail --tenant demo --decision rate-limited', 'who ran into a limit'],
    ['smarteros audit tail --unknown', 'writes that somebody has to look into'],
    ['smarteros audit tail --format json --lines 1 | jq .result', 'what the last call answered'],
  ],
  run: async (options) => {
    const folder = journalOf(options);
    const lines = String(options['lines']);
    if (!/^\d{1,6}$/.test(lines)) throw new Misuse(`--lines "${lines}" is no number: write --lines 50.`);
    const filter = filterOf(options);
    const print = (call: RecordedCall): void => {
      process.stdout.write(
        options['format'] === 'json' ? `${JSON.stringify(call)}\n` : callText(call, isColored(process.stdout)),
      );
    };
    // Whoever reads has had enough, as "head" has.
    process.stdout.once('error', () => process.stdout.destroy());
    const last = await lastCalls(folder, Number(lines), filter);
    for (const call of last) print(call);
    if (options['follow'] !== true) return exitCodes.fine;
    const poll = async (): Promise<boolean> => sleep(pollMs, !process.stdout.destroyed);
    // What ended since the last ones were looked up is there already: it is not shown twice.
    const shown = new Set(last.map(({ callId }) => callId));
    const since = last.at(-1)?.at ?? Infinity;
    for await (const call of followCalls(folder, since, poll)) if (filter(call) && !shown.has(call.callId)) print(call);
    return exitCodes.fine;
  },
};

function filterOf(options: Readonly<Record<string, unknown>>): (call: RecordedCall) => boolean {
  const wanted = (['tenant', 'capability', 'decision'] as const).flatMap((name) => {
    const value = textOption(options, name);
    return value === null ? [] : [[name, value] as const];
  });
  return (call) =>
    wanted.every(([name, value]) => call[name] === value) && (options['unknown'] !== true || isUnknown(call));
}
