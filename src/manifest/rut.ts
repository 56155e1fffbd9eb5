/** RUT, the Chilean tax number that identifies a company: a body of digits and a check digit by módulo 11. */

/** A readable RUT in its canonical form (`76086428-5`: no dots, no leading zeros, upper-case K), or why it is none. */
export type RutResult =
  | { readonly canonical: string }
  | { readonly reason: 'malformed' | 'check-digit'; readonly expected: string | null };

/** Body with dots at every third digit or with none, then the check digit; the hyphen may be left out. */
const written = /^(\d{1,3}(?:\.\d{3})+|\d+)-?([\dkK])$/;

/** The tax office's schema allows ten characters in all: eight digits, the hyphen and the check digit. */
const longestBody = 8;

/** A body of eight equal digits: passes the check digit and is nobody's, so it stands in examples everywhere. */
const placeholder = /^(\d)\1{7}-/;

/**
 * Reads a RUT as people write it (SiiTypes_v10.xsd, RUTType, is the canonical form). With a wrong check digit,
 * `expected` is the one that the body calls for.
 */
export function parseRut(text: string): RutResult {
  const match = written.exec(text.trim());
  if (match === null) return { reason: 'malformed', expected: null };
  const body = (match[1] as string).replaceAll('.', '').replace(/^0+(?=\d)/, '');
  const given = (match[2] as string).toUpperCase();
  if (body.length > longestBody) return { reason: 'malformed', expected: null };
  const expected = checkDigit(body);
  return given === expected ? { canonical: `${body}-${given}` } : { reason: 'check-digit', expected };
}

/** True for a canonical RUT that is a well-known placeholder: eight equal digits (00.000.000-0 too). */
export function isPlaceholderRut(canonical: string): boolean {
  return canonical === '0-0' || placeholder.test(canonical);
}

function checkDigit(body: string): string {
  let sum = 0;
  for (let index = 0; index < body.length; index++) sum += Number(body[body.length - 1 - index]) * (2 + (index % 6));
  const rest = 11 - (sum % 11);
  return rest === 11 ? '0' : rest === 10 ? 'K' : String(rest);
}
