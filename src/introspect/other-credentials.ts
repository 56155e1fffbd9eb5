/** Capabilities whose operations ask for something else than what the provider sends. */
import type { ProviderAuth } from '../change/scaffold.ts';
import type { CredentialKind } from '../openapi/credential.ts';
import type { NamedOperation } from './named.ts';

/** Names told one by one. */
const mostNames = 5;

/** One sentence for each credential that is asked for and not sent. `auth` is what the document's own words made of it. */
export function otherCredentials(chosen: readonly NamedOperation[], auth: ProviderAuth): string[] {
  const sent = keyOf(auth);
  const others = chosen.flatMap(({ operation, name }) => {
    const asked = operation.credentials ?? [];
    const isFine = asked.length === 0 || asked.some((kind) => kind.type === 'none' || keyOf(kind) === sent);
    return isFine ? [] : [{ name, asked: asked.map(wordsOf).join(' or ') }];
  });
  return [...Map.groupBy(others, ({ asked }) => asked)].slice(0, 20).map(([asked, all]) => {
    const names = all.slice(0, mostNames).map(({ name }) => name);
    const more = all.length > mostNames ? ` and ${all.length - mostNames} more` : '';
    return `The document asks for ${asked}, which this provider does not send, at ${names.join(', ')}${more}. Import ${all.length === 1 ? 'it' : 'them'} into a provider of another credential, or leave ${all.length === 1 ? 'it' : 'them'} out.`;
  });
}

/** A token is sent alike, whoever gave it. */
function keyOf(kind: ProviderAuth | CredentialKind): string {
  if (kind.type === 'api_key') return `${kind.in} ${kind.name}`.toLowerCase();
  return kind.type === 'oauth2' ? 'bearer' : kind.type;
}

function wordsOf(kind: CredentialKind): string {
  switch (kind.type) {
    case 'api_key':
      return `a key in the ${kind.in} ${kind.name}`.replaceAll(/\p{C}/gu, ' ').slice(0, 80);
    case 'other':
      return kind.name.replaceAll(/\p{C}/gu, ' ').slice(0, 80);
    default:
      return { none: 'nothing', bearer: 'a bearer token', basic: 'user and password', oauth2: 'OAuth 2' }[kind.type];
  }
}
