/** `smarteros rollback` */
import { readFile } from 'node:fs/promises';
import { localKeyFile } from '../identity/local-key.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { short, some } from './version-words.ts';
import { workspaceFolder } from './workspace.ts';

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
    url: { type: 'string', valueHint: 'URL', description: 'The gateway', default: 'http://127.0.0.1:8787' },
    key: {
      type: 'string',
      valueHint: 'KEY',
      description: 'An operator’s key; else $SMARTEROS_KEY, or the workspace’s local key',
    },
    workspace: workspaceFlag,
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
    const url = gatewayUrl(String(options['url']));
    const key = await keyFor(url, options);
    const answer = await ask(url, key, end ? null : String(version));
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

function gatewayUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Misuse(`--url takes the address of a gateway, such as http://127.0.0.1:8787, not "${text}".`);
  return url;
}

async function keyFor(url: URL, options: Record<string, unknown>): Promise<string> {
  const given = options['key'] ?? process.env['SMARTEROS_KEY'];
  if (typeof given === 'string' && given !== '') return given;
  // It counts on its own machine only, and is nobody else's business.
  if (!/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))
    throw new Misuse(`${url.host} is another machine: name an operator’s key with SMARTEROS_KEY or --key.`);
  const file = localKeyFile(workspaceFolder(String(options['workspace'])));
  const key = await readFile(file, 'utf8').catch(() => null);
  if (key !== null) return key.trim();
  throw new Misuse(
    `There is no local key in ${file}. Name the workspace that is served with --workspace, or an operator’s key with SMARTEROS_KEY.`,
  );
}

async function ask(url: URL, key: string, version: string | null): Promise<Answer | { readonly refused: string }> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const request = version === null ? { method: 'DELETE' } : { method: 'POST', body: JSON.stringify({ version }) };
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(new URL('/api/system/rollback', url), {
      ...request,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(60_000),
    });
    body = await response.json().catch(() => null);
  } catch (error) {
    const { cause = error } = error as Error;
    const why = String((cause as NodeJS.ErrnoException).code ?? (cause as Error).message);
    return { refused: `No gateway answers at ${url.origin} (${why}). Is it running there? --url names another one.` };
  }
  if (response.ok && isAnswer(body)) return body;
  return {
    refused:
      refusalOf(body) ??
      `What answers at ${url.origin} is no gateway that can be rolled back (HTTP ${response.status}).`,
  };
}

function isAnswer(body: unknown): body is Answer {
  return typeof body === 'object' && body !== null && 'table' in body && 'pin' in body;
}

/** The gateway's own sentence says what to do. */
function refusalOf(body: unknown): string | null {
  const { type, detail } = (body ?? {}) as { type?: unknown; detail?: unknown };
  if (typeof type !== 'string' || typeof detail !== 'string' || !type.startsWith('urn:smarteros:problem:')) return null;
  if (type.endsWith(':unauthenticated')) return `The gateway does not accept this key. ${detail}`;
  return detail;
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
