/** Which form a text has. Each is told in time that grows with the text's length alone. */
import type { TextFormat } from './structure.ts';

/** Longer texts have no form but that of bytes. */
const longestForm = 2_048;
const shortestBytes = 64;
/** So much of a text tells whether it may be bytes. */
const sampledBytes = 4_096;

const date = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const dateTime =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[t ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]\d{2}(:?\d{2})?)$/i;
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const email = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d-]{1,63}(\.[a-z\d-]{1,63})+$/i;
const uri = /^[a-z][a-z\d+.-]{1,30}:\/\/[^\s"<>\\^`{|}]+$/i;
const base64 = /^[A-Za-z\d+/]+={0,2}$/;

/** The form of a text (RFC 3339, RFC 9562, RFC 3986, RFC 4648), or null. Of what could have two forms it names the narrower. */
export function textFormat(text: string): TextFormat | null {
  if (text.length > longestForm) return looksLikeBytes(text) ? 'base64' : null;
  if (date.test(text)) return 'date';
  if (dateTime.test(text)) return 'date-time';
  if (uuid.test(text)) return 'uuid';
  if (text.includes('@') && email.test(text)) return 'email';
  if (text.includes('://') && uri.test(text)) return 'uri';
  return looksLikeBytes(text) ? 'base64' : null;
}

/** Words are base64 too, so that it takes length and a mixture of letters and digits. */
function looksLikeBytes(text: string): boolean {
  if (text.length < shortestBytes || text.length % 4 !== 0) return false;
  const sample = text.slice(0, sampledBytes);
  return base64.test(sample) && /[A-Z]/.test(sample) && /[a-z]/.test(sample) && /\d/.test(sample);
}
