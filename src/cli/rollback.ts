/** `smarteros rollback` */
import type { Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { askGateway, gatewayFlags, gatewayOf, type RunningGateway } from './running-gateway.ts';
import { short, some } from './version-words.ts';

/** Rolls a running gateway back, or forward again. */
export const rollback: Command = {
  description:
    'Makes a running gateway serve a version that it took over before, or with --end what the manifests declare. Who may call is always what the manifests say now. It holds over restarts until it is ended.',
  args: {
    version: {
      type: 'positional',
      required: false,
      description: 'Twelve digits or more of a version ("smarteros versions")',
    },
    end: { type: 'boolean', description: 'Serve what the manifests declare again', default: false },
    ...gatewayFlags,
  },
  examples: [
    ['smarteros rollback 3f9c2d41a0b7', 'the gateway on this machine, with this workspace’s local key'],
    ['smarteros rollback --end', 'serve what the manifests declare again'],
    [
      'SMARTEROS_KEY=… smarteros rollback 3f9c2d41a0b7 --url https://api.example.cl',
      'another gateway, as its operator',
    ],
  ],
  run: async (options) => {
    const version = options['version'];
    const end = options['end'] === true;
    if (end === (typeof version === 'string'))
      throw new Misuse(
        'Write "smarteros rollback VERSION" to go back, or "smarteros rollback --end" to serve the present.',
      );
    const gateway = await gatewayOf(options, 'an operator’s key');
    const answer = await ask(gateway, end ? null : String(version));
    if ('refused' in answer) {
      process.stderr.write(`${answer.refused}\n`);
      return exitCodes.problems;
    }
    process.stdout.write(told(answer));
    return exitCodes.fine;
  },
};

/** What the gateway answers, as far as it is told on. */
interface Answer {
  readonly table: string;
  readonly pin: {
    readonly version: string;
    readonly notServed: readonly string[];
    readonly withoutClients: readonly string[];
  } | null;
  readonly persisted: boolean;
}

async function ask(gateway: RunningGateway, version: string | null): Promise<Answer | { readonly refused: string }> {
  const purpose = 'can be rolled back';
  const path = '/api/system/rollback';
  const answer = await askGateway(
    gateway,
    version === null ? { method: 'DELETE', path, purpose } : { method: 'POST', path, purpose, body: { version } },
  );
  if ('refused' in answer) return answer;
  return isAnswer(answer.body)
    ? answer.body
    : { refused: `What answers at ${gateway.url.origin} is no gateway that ${purpose}.` };
}

function isAnswer(body: unknown): body is Answer {
  return typeof body === 'object' && body !== null && 'table' in body && 'pin' in body;
}

function told({ table, pin, persisted }: Answer): string {
  const lines =
    pin === null
      ? [`The gateway serves what the manifests declare (table ${short(table)}).`]
      : [
          `The gateway serves version ${short(pin.version)} with today’s access (table ${short(table)}).`,
          ...(pin.notServed.length > 0
            ? [`Not served, as that version does not have them: ${some(pin.notServed)}.`]
            : []),
          ...(pin.withoutClients.length > 0
            ? [`Without clients, as no manifest declares them any more: ${some(pin.withoutClients)}.`]
            : []),
          '"smarteros rollback --end" serves the present again.',
        ];
  if (!persisted) lines.push('It could not be written down, so a restart will not know of it.');
  return lines.map((line) => `${line}\n`).join('');
}
