/** JSON over HTTPS to a code host, with a token that is sent to no other place and never shown. */
import type { ReviewFault } from './comment.ts';

/** How a host is reached. */
export interface Host {
  /** For people: `GitHub`. */
  readonly name: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What to do about a token that is not accepted, and about one that may not. */
  readonly advice: { readonly refused: string; readonly forbidden: string };
}

/** What a host said. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

/** Milliseconds that one request may take. */
const timeoutMs = 20_000;

/** Sends a request; every status is an answer, a fault is that none came. Redirects are not followed. */
export async function ask(host: Host, method: string, path: string, body?: unknown): Promise<Answer | ReviewFault> {
  try {
    const response = await fetch(`${host.url}${path}`, {
      method,
      headers: { ...host.headers, 'user-agent': 'smarteros', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, json: parsed(await response.text()) };
  } catch (error) {
    const cause = (error as Error).cause ?? error;
    return {
      fault: `${host.name} could not be reached at ${host.url}: ${withoutToken(host, (cause as Error).message)}.`,
    };
  }
}

/** The fault of an answer that is not of the 2xx kind; null for one that is. */
export function refusal(host: Host, { status, json }: Answer, doing: string): ReviewFault | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401) return { fault: `${host.name} does not accept the token (401). ${host.advice.refused}` };
  const said = saidBy(host, json);
  if (status === 403 || status === 404)
    return { fault: `The token may not ${doing} (${host.name} answered ${status}${said}). ${host.advice.forbidden}` };
  return { fault: `${host.name} answered ${status}${said} when asked to ${doing}.` };
}

function saidBy(host: Host, json: unknown): string {
  const message = (json as { readonly message?: unknown } | null)?.message;
  if (typeof message !== 'string' || message === '') return '';
  return `: ${withoutToken(host, message.slice(0, 200))}`;
}

/** One line without control characters: logs of CI systems obey some of them. */
function withoutToken({ token }: Host, text: string): string {
  return text.replaceAll(token, '***').replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
