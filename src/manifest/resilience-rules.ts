/** What a schema cannot say about how an API is called: redirects and bursts of a provider, idempotency keys of an endpoint. */
import { privateHost } from './base-url.ts';
import type { Finding } from './finding.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Of a provider. */
export function resilienceFindings({ network, limits, redirects }: Fields): Finding[] {
  return [...burstFindings(limits), ...originFindings(redirects, network === 'private')];
}

/** An environment may give the rate that a burst goes with; a provider’s own stands beside its own. */
function burstFindings(limits: unknown): Finding[] {
  const { burst, requestsPerSecond } = fieldsOf(limits);
  if (burst === undefined || requestsPerSecond !== undefined) return [];
  return [
    {
      code: 'missing-field',
      message: 'The burst has no effect, as no rate is bounded: "requestsPerSecond" is missing.',
      hint: 'Add "requestsPerSecond", or leave "burst" out.',
      path: ['spec', 'limits', 'burst'],
      part: 'key',
    },
  ];
}

function originFindings(redirects: unknown, isPrivate: boolean): Finding[] {
  const { origins } = fieldsOf(redirects);
  return (Array.isArray(origins) ? origins : []).flatMap((origin: unknown, index): Finding[] => {
    const words = typeof origin === 'string' ? originWords(origin, isPrivate) : null;
    return words === null ? [] : [{ ...words, path: ['spec', 'redirects', 'origins', index], part: 'value' }];
  });
}

/** What has not the form of an origin at all is told by the schema. */
function originWords(origin: string, isPrivate: boolean): Pick<Finding, 'code' | 'message' | 'hint'> | null {
  if (!/^https?:\/\/[^\s/?#@]+$/.test(origin)) return null;
  if (!URL.canParse(origin))
    return {
      code: 'invalid-value',
      message: `${origin} is no address that a redirect could lead to.`,
      hint: 'For example: https://files.tienda.demo.cl',
    };
  if (isPrivate) return null;
  if (!origin.startsWith('https:'))
    return {
      code: 'invalid-value',
      message: `${origin} is not encrypted, and a redirect out of the public network goes to https only.`,
      hint: 'Write https, or "network: private" if the API is in your own network.',
    };
  const host = privateHost(origin);
  if (host === null) return null;
  return {
    code: 'private-address',
    message: `${host} is an address inside a private network, so every redirect to it would be refused.`,
    hint: 'Add "network: private" if that is where the API is.',
  };
}

/** Of an endpoint: a read needs no key, and a header has one value. */
export function idempotencyFindings({ method, headers, idempotencyKey }: Fields): Finding[] {
  const { header } = fieldsOf(idempotencyKey);
  if (typeof header !== 'string') return [];
  if (typeof method === 'string' && ['GET', 'HEAD', 'OPTIONS'].includes(method))
    return [
      {
        code: 'idempotency-key',
        message: `${method} changes nothing and may be repeated as it is, so no key would ever be sent.`,
        hint: 'Leave "idempotencyKey" out; it belongs to writes.',
        path: ['spec', 'idempotencyKey'],
        part: 'key',
      },
    ];
  const constant = Object.keys(fieldsOf(headers)).find((name) => name.toLowerCase() === header.toLowerCase());
  if (constant === undefined) return [];
  return [
    {
      code: 'idempotency-key',
      message: `The header ${header} has the same value in every request, and an idempotency key is another for each write.`,
      hint: `Leave ${constant} out of "headers": the gateway writes it.`,
      path: ['spec', 'headers', constant],
      part: 'key',
    },
  ];
}

/** The value as a mapping; an empty one when it is none. */
function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
