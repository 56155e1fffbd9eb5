/** What the schema cannot say about the system's issuers. */
import { privateHost } from './base-url.ts';
import type { Finding } from './finding.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The findings for `spec.issuers`, whose entries may hold anything. */
export function issuerFindings(issuers: readonly Fields[]): Finding[] {
  return issuers.flatMap((issuer, index) => [
    ...repeated(issuers, index, 'name', 'Access rules would count on one of the two, and nobody could say which.'),
    ...repeated(issuers, index, 'issuer', 'A token would be of both: list all that counts in one of them.'),
    ...(['issuer', 'jwksUrl'] as const).flatMap((field) => addressFindings(issuer, index, field)),
    ...audienceFindings(issuer, index),
    ...nameFindings(issuer, index),
  ]);
}

function repeated(issuers: readonly Fields[], index: number, field: 'name' | 'issuer', why: string): Finding[] {
  const plain = (issuer: Fields | undefined) => String(issuer?.[field]).replace(/\/+$/, '');
  const first = issuers.findIndex((other) => plain(other) === plain(issuers[index]));
  if (issuers[index]?.[field] === undefined || first === index) return [];
  const at = (position: number) => ({ path: ['spec', 'issuers', position, field], part: 'value' }) as const;
  return [
    {
      code: 'invalid-value',
      message: `Two issuers have the same ${field}. ${why}`,
      hint: field === 'name' ? 'Give one of them another name.' : 'Remove one of them.',
      ...at(index),
      related: { message: 'the first one', ...at(first) },
    },
  ];
}

/** Whoever can change the keys on their way here makes tokens of their own. */
function addressFindings(issuer: Fields, index: number, field: 'issuer' | 'jwksUrl'): Finding[] {
  const url = issuer[field];
  if (typeof url !== 'string' || issuer['network'] === 'private' || !URL.canParse(url)) return [];
  const place = { path: ['spec', 'issuers', index, field], part: 'value' } as const;
  const host = privateHost(url.replace(/[?#].*$/, ''));
  if (host !== null)
    return [
      {
        code: 'private-address',
        message: `${host} is an address inside a private network, so the issuer’s keys could not be fetched.`,
        hint: 'Add "network: private" if that is where the issuer is.',
        ...place,
      },
    ];
  if (!/^http:/i.test(url)) return [];
  return [
    {
      code: 'invalid-value',
      message: 'Without encryption, anyone on the way could put in keys and make tokens that count.',
      hint: 'Write the https URL; http is for "network: private" only.',
      ...place,
    },
  ];
}

function audienceFindings({ type, audiences }: Fields, index: number): Finding[] {
  if (type !== 'cloudflare-access' || audiences !== undefined) return [];
  return [
    {
      code: 'missing-field',
      message: `spec.issuers[${index}] lacks "audiences": every application of the same Cloudflare team has the same issuer.`,
      hint: 'Write the application’s AUD tag, for example: audiences: [0f3c…]',
      path: ['spec', 'issuers', index],
      part: 'value',
    },
  ];
}

/** An issuer is compared with the `iss` of tokens letter by letter: near it, none counts, and nothing says why. */
function nameFindings({ type, issuer }: Fields, index: number): Finding[] {
  if (typeof issuer !== 'string' || !URL.canParse(issuer)) return [];
  const { hostname, pathname } = new URL(issuer);
  const finding = { code: 'invalid-value', path: ['spec', 'issuers', index, 'issuer'], part: 'value' } as const;
  if (/\/\.well-known\/|\/cdn-cgi\/access\//.test(pathname))
    return [
      {
        ...finding,
        message: 'This is the address of a document of the issuer. Tokens name the issuer itself, so none would count.',
        hint: 'Write the "iss" of its tokens, which an OpenID document names as "issuer".',
      },
    ];
  if (type === 'supabase' && hostname.endsWith('.supabase.co') && !/^\/auth\/v1\/?$/.test(pathname))
    return [
      {
        ...finding,
        message: 'The tokens of a Supabase project name it with /auth/v1 at the end, so none would count.',
        hint: `Write: https://${hostname}/auth/v1`,
      },
    ];
  return [];
}
