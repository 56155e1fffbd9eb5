/** Who makes a call, and the names by which that one is known elsewhere. */
import type { TokenIdentity } from '../identity/tokens.ts';
import type { ClientGrant } from '../table/table.ts';

/** Who makes a call. `local` is whoever started the gateway, calling from the same machine with its own key. */
export type Principal =
  | { readonly kind: 'client'; readonly tenant: string; readonly grant: ClientGrant }
  | { readonly kind: 'token'; readonly identity: TokenIdentity }
  | { readonly kind: 'local' };

/** One caller's id within the installation. Names a person for a token: not for metrics, nor for logs. */
export function callerIdOf(principal: Principal): string {
  if (principal.kind !== 'token') return callerLabelOf(principal);
  return `token:${principal.identity.issuer}:${principal.identity.subject}`;
}

/** A caller for people who may know: the holder of a token by e-mail address where there is a verified one. */
export function callerNameOf(principal: Principal): string {
  switch (principal.kind) {
    case 'local':
      return 'local';
    case 'client':
      return `${principal.tenant}/${principal.grant.name}`;
    case 'token':
      return `${principal.identity.issuer}:${principal.identity.email ?? principal.identity.subject}`;
  }
}

/** A caller for metrics and logs: never the subject of a token, which may be a person's name. */
export function callerLabelOf(principal: Principal): string {
  switch (principal.kind) {
    case 'local':
      return 'local';
    case 'client':
      return `client:${principal.tenant}/${principal.grant.name}`;
    case 'token':
      return `token:${principal.identity.issuer}`;
  }
}
