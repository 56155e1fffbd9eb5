/** Whose tokens count, on both sides. */
import type { Json } from '../schema.ts';
import type { Issuer, SystemShard } from '../table/table.ts';
import { sameSet } from '../compare/canonical.ts';
import type { Finding } from './change.ts';
import { entryOf } from './record.ts';
import { nameList } from './words.ts';

type Compare = (before: Issuer, after: Issuer) => Finding[];

const nothing: Compare = () => [];

/** A field of the table that is new has to say here what a change of it means. */
const fields: { readonly [field in keyof Issuer]: Compare } = {
  name: nothing,
  type: (before, after) => replaced('type', before.type, after.type, after),
  issuer: (before, after) => replaced('issuer', before.issuer, after.issuer, after),
  // With another issuer or kind, other keys are no news.
  jwksUrl: (before, after) =>
    before.issuer === after.issuer && before.type === after.type
      ? replaced('jwksUrl', before.jwksUrl, after.jwksUrl, after)
      : [],
  audiences: (before, after) => listFindings('audiences', before.audiences, after),
  algorithms: (before, after) => listFindings('algorithms', before.algorithms, after),
  scopes: (before, after) =>
    sameSet(before.scopes, after.scopes)
      ? []
      : [
          {
            rule: 'issuer-scopes-changed',
            subject: after.name,
            path: 'issuers.scopes',
            before: before.scopes.toSorted(),
            after: after.scopes.toSorted(),
            message: `MCP clients are told to ask "${after.name}" for ${after.scopes.length === 0 ? 'no scope' : nameList(after.scopes)}.`,
          },
        ],
  network: (before, after) =>
    loosened('network', before.network, after.network, after.network === 'private', after, () =>
      after.network === 'private' ? 'may have a private address now' : 'may no longer have a private address',
    ),
  skewSeconds: (before, after) =>
    loosened(
      'skewSeconds',
      before.skewSeconds,
      after.skewSeconds,
      after.skewSeconds > before.skewSeconds,
      after,
      () => `has a clock that may differ by ${after.skewSeconds} s instead of ${before.skewSeconds} s`,
    ),
};

/** Everything that changed about issuers. */
export function issuerFindings({ issuers: before }: SystemShard, { issuers: after }: SystemShard): Finding[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.flatMap((name): Finding[] => {
    const [old, now] = [entryOf(before, name), entryOf(after, name)];
    if (old !== undefined && now !== undefined) return Object.values(fields).flatMap((compare) => compare(old, now));
    if (now !== undefined)
      return [
        {
          rule: 'issuer-added',
          subject: name,
          path: 'issuers',
          after: now as unknown as Json,
          message: `Tokens of "${name}" (${now.issuer}) count, wherever an access rule names it.`,
        },
      ];
    if (old === undefined) return [];
    return [
      {
        rule: 'issuer-removed',
        subject: name,
        path: 'issuers',
        before: old.issuer,
        message: `Tokens of "${name}" (${old.issuer}) no longer count: whoever calls with one is refused.`,
      },
    ];
  });
}

function replaced(field: 'type' | 'issuer' | 'jwksUrl', before: Json, after: Json, { name }: Issuer): Finding[] {
  if (before === after) return [];
  const words = {
    type: 'are read as those of another kind',
    issuer: 'are those of another issuer, and every access rule that names it means that one',
    jwksUrl: 'are verified with keys from another place',
  };
  return [
    {
      rule: 'issuer-replaced',
      subject: name,
      path: `issuers.${field}`,
      before,
      after,
      message: `Tokens of "${name}" ${words[field]}: ${String(after)} instead of ${String(before)}.`,
    },
  ];
}

function listFindings(field: 'audiences' | 'algorithms', before: readonly string[], after: Issuer): Finding[] {
  const [old, now] = [new Set(before), new Set(after[field])];
  const [more, less] = [[...now.difference(old)].toSorted(), [...old.difference(now)].toSorted()];
  const what = field === 'audiences' ? 'for' : 'signed by';
  const change = { subject: after.name, path: `issuers.${field}` };
  return [
    ...(more.length === 0
      ? []
      : [
          {
            rule: 'issuer-widened',
            ...change,
            after: more,
            message: `Tokens of "${after.name}" ${what} ${nameList(more)} count.`,
          } as const,
        ]),
    ...(less.length === 0
      ? []
      : [
          {
            rule: 'issuer-narrowed',
            ...change,
            before: less,
            message: `Tokens of "${after.name}" ${what} ${nameList(less)} no longer count.`,
          } as const,
        ]),
  ];
}

function loosened(
  field: 'network' | 'skewSeconds',
  before: Json,
  after: Json,
  isWider: boolean,
  { name }: Issuer,
  words: () => string,
): Finding[] {
  if (before === after) return [];
  const rule = isWider ? 'issuer-widened' : 'issuer-narrowed';
  return [{ rule, subject: name, path: `issuers.${field}`, before, after, message: `Issuer "${name}" ${words()}.` }];
}
