/** Whether a key names a field, or is data itself: an object's keys may be somebody's ids, names and addresses. */

const longestName = 64;
/** How programs name fields: a letter first, and nothing in it that sentences and addresses are made of. */
const name = /^[@#]?[\p{L}_$][\p{L}\d_$.:/-]*$/u;
const uuid = /[\da-f]{8}-[\da-f]{4}-/i;
/** Ids, dates and numbers of accounts have many digits, or many in a row. */
const numbers = /\d{5,}|\d{4}-\d{2}/;
const mostDigits = 7;
const host = /\.(com|org|net|cl|io|app|dev)$/i;

/** True for what reads as the name of a field; what does not is not kept. */
export function isFieldName(key: string): boolean {
  if (key.length > longestName || key === '__proto__') return false;
  if (!name.test(key) || uuid.test(key) || numbers.test(key) || host.test(key)) return false;
  return key.replaceAll(/\D/g, '').length <= mostDigits;
}
