/** The port through which bearer tokens (RFC 6750) of declared issuers are verified. */
import type { Issuer } from '../table/table.ts';

/** Whom a token speaks for, once its signature, issuer, times and form are right. Its audience is judged where it is used. */
export interface TokenIdentity {
  /** The issuer's name in the System. */
  readonly issuer: string;
  /** `sub`; for a Cloudflare service token its `common_name`. Never empty. */
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly audiences: readonly string[];
  /** Of `scope` (RFC 8693 section 4.2) or `scp`. */
  readonly scopes: readonly string[];
  /** Only when the issuer says that it is verified. */
  readonly email: string | null;
  /** Unix milliseconds; the token is refused from then on, skew included. */
  readonly expiresAt: number;
}

/** What became of a token. `detail` is fit for the caller: it repeats nothing of the token. */
export type Verification =
  | { readonly ok: true; readonly identity: TokenIdentity }
  | {
      readonly ok: false;
      /** `keys-unavailable` is our trouble (503 with Retry-After), the others are the caller's (401 invalid_token). */
      readonly reason: 'malformed' | 'unknown-issuer' | 'expired' | 'invalid' | 'keys-unavailable';
      readonly detail: string;
    };

/** Verifies tokens. Answers at once for a token that was verified a moment ago. */
export interface TokenVerifier {
  /**
   * @param via `bearer` for `Authorization`, `access-assertion` for `Cf-Access-Jwt-Assertion`: each counts only for issuers that send it so
   */
  verify(
    token: string,
    issuers: Readonly<Record<string, Issuer>>,
    via: 'bearer' | 'access-assertion',
  ): Verification | Promise<Verification>;
  close(): Promise<void>;
}
