/** Operations by the credential that their calls carry: a provider has one, a document may ask for several. */
import type { ProviderAuth } from '../src/change/scaffold.ts';
import type { Introspection } from '../src/introspect/introspection.ts';

type Operation = Introspection['operations'][number];
type Kind = NonNullable<Operation['credentials']>[number];

/** Operations that one provider can call. */
export interface CredentialGroup {
  /** Null for what the document as a whole says. */
  readonly auth: ProviderAuth | null;
  readonly operations: readonly Operation[];
}

/** Groups of what can be called, and the operations of which every credential is one that cannot be sent. */
export function byCredential({ operations }: Pick<Introspection, 'operations'>): {
  readonly groups: readonly CredentialGroup[];
  readonly unsendable: readonly Operation[];
} {
  const sorted = Map.groupBy(operations, (operation) => JSON.stringify(credentialOf(operation)));
  const groups = [...sorted].flatMap(([key, all]): CredentialGroup[] => {
    const found = JSON.parse(key) as ProviderAuth | 'usual' | 'unsendable';
    if (found === 'unsendable') return [];
    return [{ auth: found === 'usual' ? null : found, operations: all }];
  });
  return { groups, unsendable: sorted.get(JSON.stringify('unsendable')) ?? [] };
}

function credentialOf({ credentials = [] }: Operation): ProviderAuth | 'usual' | 'unsendable' {
  if (credentials.length === 0) return 'usual';
  return credentials.map(sentFor).find((auth) => auth !== null) ?? 'unsendable';
}

/** Nobody gives tokens here; to an API, one is as good as any other that comes in the same header. */
function sentFor(kind: Kind): ProviderAuth | null {
  if (kind.type === 'other') return null;
  return kind.type === 'oauth2' ? { type: 'bearer' } : kind;
}
