/** A credential that a document asks for as a header parameter only, and by no security scheme. */
import type { CredentialKind, DeclaredCredential } from './credential.ts';
import { listOperations } from './list-operations.ts';
import { child, own, type Place, resolve } from './reference.ts';
import type { Source } from './source.ts';

const credentialHeader = /^(?:authorization|(?:x-)?(?:api|access|auth|app)[-_]?(?:key|token)|x-token)$/i;

/** The header that most operations declare, where half of them do; `Authorization` is one wherever it stands. Null when nothing speaks for any. */
export function headerCredential(source: Source): DeclaredCredential | null {
  const { operations } = listOperations(source);
  const found = operations.flatMap(({ place, items }) => headersOf(source.root, [place, ...items]));
  const [best] = [...Map.groupBy(found, ({ name }) => name.toLowerCase()).values()].toSorted(
    (a, b) => b.length - a.length,
  );
  const first = best?.[0];
  if (first === undefined || best === undefined) return null;
  // Other names are a detail of some operations as often.
  if (first.name.toLowerCase() !== 'authorization' && best.length * 2 < operations.length) return null;
  return { ...headerKind(first.name, first.words), operations: best.length };
}

/** What a header that a document describes in words takes: `Authorization: Bearer <token>` is a bearer token. */
export function headerKind(name: string, words: string): CredentialKind {
  const scheme = /(?:^|[\s"'`:(])(Bearer|Basic|Token)\s+[<{[$]?\w/i.exec(words.slice(0, 1_000))?.[1]?.toLowerCase();
  if (name.toLowerCase() === 'authorization' && (scheme === 'bearer' || scheme === 'basic')) return { type: scheme };
  const prefix = scheme === 'token' && /\bToken\s+[<{[$]/.test(words.slice(0, 1_000)) ? 'Token ' : '';
  return { type: 'api_key', in: 'header', name, prefix };
}

interface Header {
  readonly name: string;
  readonly words: string;
}

/** One an operation at most. */
function headersOf(root: unknown, places: readonly Place[]): Header[] {
  const declared = places.flatMap((place) => {
    const list = child(place, 'parameters');
    return Array.isArray(list.value) ? list.value.map((_, index) => child(list, String(index))) : [];
  });
  const headers = declared.flatMap((place): Header[] => {
    const followed = resolve(root, place);
    const value = 'place' in followed ? followed.place.value : null;
    const name = own(value, 'name');
    if (own(value, 'in') !== 'header' || typeof name !== 'string' || !credentialHeader.test(name)) return [];
    return [{ name, words: `${textOf(own(value, 'description'))} ${textOf(own(value, 'example'))}` }];
  });
  return headers.slice(0, 1);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
