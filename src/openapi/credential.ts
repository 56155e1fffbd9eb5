/** How an API says that its callers prove themselves, in terms of what the gateway can send. */

/** A way in which callers prove themselves, without any value, and how many operations take it. */
export type DeclaredCredential = { readonly operations: number } & CredentialKind;

/** What is sent. */
export type CredentialKind =
  | { readonly type: 'none' }
  | {
      readonly type: 'api_key';
      readonly in: 'header' | 'query' | 'cookie';
      readonly name: string;
      readonly prefix: string;
    }
  | { readonly type: 'bearer' }
  | { readonly type: 'basic' }
  /** Client credentials (RFC 6749 section 4.4); `tokenUrl` is null where none is declared. */
  | { readonly type: 'oauth2'; readonly tokenUrl: string | null; readonly scopes: readonly string[] }
  /** What the gateway cannot send, in the source's own words: `mutualTLS`, `digest`. */
  | { readonly type: 'other'; readonly name: string };
