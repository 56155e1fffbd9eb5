/** What a token says before anything of it is believed: enough to refuse nonsense cheaply and to choose whose keys to ask. */

/** Longer tokens are not looked at; node reads no longer headers anyway unless it is told to. */
const longestToken = 16_384;

/** Parts of a token's header, and who it says that it comes from. Nothing of this is verified. */
export interface TokenForm {
  readonly algorithm: string;
  /** Only ever compared with the names of known keys. */
  readonly keyId: string | null;
  readonly issuer: string;
}

/** The form of a token, or what is wrong with it, in words that repeat nothing of it. */
export type FormResult =
  | { readonly ok: true; readonly form: TokenForm }
  | { readonly ok: false; readonly detail: string };

/**
 * Reads a JWS in compact form (RFC 7515 section 7.1) with a JSON header and JSON claims. Refuses other forms, `crit`
 * (section 4.1.11), which asks for what is not known here, types of tokens that are not for calling (RFC 8725 section
 * 3.11), and a `kid` that is no short printable text. A key that the header brings or points to (`jwk`, `jku`, `x5u`,
 * `x5c`) is never looked at.
 */
export function readTokenForm(token: string): FormResult {
  if (token.length > longestToken) return bad(`The token is longer than ${longestToken} characters.`);
  const parts = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(token);
  if (parts === null) return bad('The token is not three base64url parts with dots between them, as a signed JWT is.');
  const [, header = '', claims = '', signature = ''] = parts;
  // The bits that a last character has too many would let one token have several spellings.
  if (Buffer.from(signature, 'base64url').toString('base64url') !== signature) {
    return bad('The token’s signature is not proper base64url.');
  }
  const headerFields = objectOf(header);
  if (headerFields === null) return bad('The token’s header is not a JSON object.');
  const claimFields = objectOf(claims);
  if (claimFields === null) return bad('The token’s claims are not a JSON object.');
  return readFields(headerFields, claimFields['iss']);
}

function readFields(header: Readonly<Record<string, unknown>>, issuer: unknown): FormResult {
  const { alg: algorithm, kid: keyId = null, typ: type = 'JWT' } = header;
  if (typeof algorithm !== 'string') return bad('The token’s header names no algorithm ("alg").');
  if (header['crit'] !== undefined)
    return bad('The token’s header has "crit", and no extension of tokens is known here.');
  if (typeof type !== 'string' || !/^(?:application\/)?(?:at\+)?jwt$/i.test(type)) {
    return bad('The token’s type ("typ") is not one for calling: JWT, at+jwt or nothing.');
  }
  if (keyId !== null && (typeof keyId !== 'string' || !/^[\x20-\x7e]{1,200}$/.test(keyId))) {
    return bad('The token’s key id ("kid") is not a text of 1 to 200 printable characters.');
  }
  if (typeof issuer !== 'string') return bad('The token names no issuer ("iss", a string).');
  return { ok: true, form: { algorithm, keyId, issuer } };
}

function objectOf(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function bad(detail: string): FormResult {
  return { ok: false, detail };
}
