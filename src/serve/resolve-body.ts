/** Reads what a caller wants resolved: `{"intent": "…", "limit": 5}`. */
import type { IncomingMessage } from 'node:http';
import { refuse } from '../call/refuse.ts';
import type { ArgumentError, Refused } from '../call/reply.ts';
import { readBody } from './body.ts';

/** A sentence and how many capabilities may be named for it. */
export interface AskedIntent {
  readonly intent: string;
  readonly limit: number;
}

/** A sentence of 500 characters, each of them escaped, fits well. */
const bodyBytes = 8192;
const longestIntent = 500;
const mostMatches = 20;
const usualMatches = 5;

const expected = 'Send {"intent": "¿Cuántos pedidos tengo?", "limit": 5} as application/json.';

/** The body's intent, or the refusal that says what is wrong with it. */
export async function readIntent(request: IncomingMessage): Promise<AskedIntent | Refused> {
  const body = await readBody(request, bodyBytes);
  if (body === 'too-large') return refuse('body-too-large', `The body is larger than ${bodyBytes} bytes. ${expected}`);
  if (body === 'aborted') return refuse('cancelled', 'The caller went away before the body was read.');
  if (body === 'not-utf8') return refuse('invalid-json', `The body is not UTF-8 text. ${expected}`);
  const type = request.headers['content-type'];
  if (body.text !== '' && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type ?? ''))
    return refuse(
      'unsupported-media-type',
      `An intent is sent as JSON, not as "${(type ?? 'none').slice(0, 60)}". ${expected}`,
    );
  const parsed = parse(body.text);
  if (parsed === undefined) return refuse('invalid-json', `The body is not valid JSON. ${expected}`);
  return intentIn(parsed);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function intentIn(body: unknown): AskedIntent | Refused {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return wrong({ argument: '', message: 'must be a JSON object.' });
  const { intent, limit = usualMatches, ...others } = body as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return wrong({ argument: other.slice(0, 60), message: 'is unknown.' });
  if (typeof intent !== 'string')
    return wrong({ argument: 'intent', message: intent === undefined ? 'is missing.' : 'must be text.' });
  if (intent.trim() === '') return wrong({ argument: 'intent', message: 'must say something.' });
  if (intent.length > longestIntent)
    return wrong({ argument: 'intent', message: `must have at most ${longestIntent} characters.` });
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > mostMatches)
    return wrong({ argument: 'limit', message: `must be a whole number from 1 to ${mostMatches}.` });
  return { intent, limit };
}

function wrong(error: ArgumentError): Refused {
  const what = error.argument === '' ? 'The body' : `"${error.argument}"`;
  return refuse('invalid-arguments', `${what} ${error.message} ${expected}`, { errors: [error] });
}
