/** Secrets that are known by their looks: what nobody should have put into an argument, and somebody does. */

const mark = '[redacted]';

/** PEM, age, JSON Web Tokens, our own keys. Each takes what belongs to it to its end. */
const forms =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)|AGE-SECRET-KEY-[0-9A-Z-]+|eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)*|smos_[\w-]{8,}/gi;
/** A scheme of RFC 7235 with a credential; ordinary words behind "basic" are none. */
const bearer = /(bearer[\s:]+)[\w+/=.~-]{16,}/gi;
const basic = /(basic[\s:]+)([A-Za-z0-9+/_-]{6,}={0,2})/gi;
/** Thirteen digits or more, in groups or in one. */
const digitRun = /\d(?:[ -]?\d){12,}/g;

/** What has to be in a text for any of these but a card to be in it; JSON escapes other than `\u` included. */
export const secretHint = /-----BEGIN|AGE-SECRET|eyJ|smos_|bearer|basic[\s:\\]/i;

/** Whether there is a payment card's number in a text. */
export function hasCard(text: string): boolean {
  for (const [run] of text.matchAll(digitRun)) if (withoutCards(run) !== run) return true;
  return false;
}

/** A text with every such secret replaced. */
export function withoutSecrets(text: string): string {
  const rest = text.length < 13 ? text : text.replace(digitRun, withoutCards);
  if (!secretHint.test(rest)) return rest;
  return rest
    .replace(forms, mark)
    .replace(bearer, `$1${mark}`)
    .replace(basic, (all, scheme: string, credential: string) => (isBasic(credential) ? scheme + mark : all));
}

/** RFC 7617: base64 of `user:password`. */
function isBasic(credential: string): boolean {
  const decoded = Buffer.from(credential, 'base64').toString('latin1');
  return /^[^:\0-\x08]{0,200}:/.test(decoded);
}

/** Cards in a run of digits: a number begins and ends where a group does. */
function withoutCards(run: string): string {
  let result = '';
  let at = 0;
  while (at < run.length) {
    const end = isGroupStart(run, at) ? cardEnd(run, at) : -1;
    if (end === -1) result += run[at++];
    else {
      result += mark;
      at = end;
    }
  }
  return result;
}

function isGroupStart(run: string, at: number): boolean {
  return isDigit(run[at]) && !isDigit(run[at - 1]);
}

/** Where the longest card number ends that begins here; -1 for none. */
function cardEnd(run: string, start: number): number {
  let digits = '';
  let found = -1;
  for (let at = start; at < run.length && digits.length < 19; at++) {
    if (!isDigit(run[at])) continue;
    digits += run[at];
    if (digits.length >= 13 && !isDigit(run[at + 1]) && isCard(digits)) found = at + 1;
  }
  return found;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

/** Ranges of issuers (ISO/IEC 7812), so that a time in milliseconds or an order's number is rarely taken for a card. */
const issuers =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11,16}|35\d{14}|6\d{15,18}|5[06-8]\d{14,17})$/;

/** Whether digits are a payment card's number: an issuer's range, and the Luhn sum. */
export function isCard(digits: string): boolean {
  if (!issuers.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const doubled = digit * 2;
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
