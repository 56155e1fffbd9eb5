/** A gateway that runs, asked by HTTP: where it is, with which key, and what it answers. */
import { readFile } from 'node:fs/promises';
import { localKeyFile } from '../identity/local-key.ts';
import { workspaceFlag, type Args } from './command.ts';
import { Misuse } from './exit.ts';
import { workspaceFolder } from './workspace.ts';

/** The flags by which such commands find it. */
export const gatewayFlags = {
  url: { type: 'string', valueHint: 'URL', description: 'The gateway', default: 'http://127.0.0.1:8787' },
  key: {
    type: 'string',
    valueHint: 'KEY',
    description: 'A key that may do this; else $SMARTEROS_KEY, or the workspace’s local key',
  },
  workspace: workspaceFlag,
} satisfies Args;

/** A gateway and the key to ask it with. */
export interface RunningGateway {
  readonly url: URL;
  readonly key: string;
}

/**
 * The gateway that options name. Throws `Misuse` for a URL that is none, and where no key is to be had.
 *
 * @param whose the key that another machine’s gateway needs, in words: `an operator’s key`
 */
export async function gatewayOf(options: Record<string, unknown>, whose: string): Promise<RunningGateway> {
  const url = gatewayUrl(String(options['url']));
  return { url, key: await keyFor(url, options, whose) };
}

function gatewayUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Misuse(`--url takes the address of a gateway, such as http://127.0.0.1:8787, not "${text}".`);
  return url;
}

async function keyFor(url: URL, options: Record<string, unknown>, whose: string): Promise<string> {
  const given = options['key'] ?? process.env['SMARTEROS_KEY'];
  if (typeof given === 'string' && given !== '') return given;
  // It counts on its own machine only, and is nobody else's business.
  if (!/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))
    throw new Misuse(`${url.host} is another machine: name ${whose} with SMARTEROS_KEY or --key.`);
  const file = localKeyFile(workspaceFolder(String(options['workspace'])));
  const key = await readFile(file, 'utf8').catch(() => null);
  if (key !== null) return key.trim();
  throw new Misuse(
    `There is no local key in ${file}. Name the workspace that is served with --workspace, or ${whose} with SMARTEROS_KEY.`,
  );
}

/** What is asked for. */
export interface GatewayRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** Ends the sentence "What answers … is no gateway that …" for an answer that is no gateway’s. */
  readonly purpose: string;
}

/** The gateway's answer, or a sentence that says why there is none. */
export type GatewayAnswer = { readonly body: unknown } | { readonly refused: string };

/** Asks it. Never rejects for what the gateway or the network does. */
export async function askGateway({ url, key }: RunningGateway, request: GatewayRequest): Promise<GatewayAnswer> {
  const { method, path, body, purpose } = request;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(new URL(path, url), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(60_000),
    });
    answer = await response.json().catch(() => null);
  } catch (error) {
    const { cause = error } = error as Error;
    const why = String((cause as NodeJS.ErrnoException).code ?? (cause as Error).message);
    return { refused: `No gateway answers at ${url.origin} (${why}). Is it running there? --url names another one.` };
  }
  if (response.ok && typeof answer === 'object' && answer !== null) return { body: answer };
  return {
    refused:
      refusalOf(answer) ?? `What answers at ${url.origin} is no gateway that ${purpose} (HTTP ${response.status}).`,
  };
}

/** The gateway's own sentence says what to do. */
function refusalOf(body: unknown): string | null {
  const { type, detail } = (body ?? {}) as { type?: unknown; detail?: unknown };
  if (typeof type !== 'string' || typeof detail !== 'string' || !type.startsWith('urn:smarteros:problem:')) return null;
  if (type.endsWith(':unauthenticated')) return `The gateway does not accept this key. ${detail}`;
  return detail;
}
