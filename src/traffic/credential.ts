/** How a request proves itself, by the names that it uses. Values are looked at for their scheme, and not kept. */
import { type Credential, type Exchange, headerOf, type NameValue } from './exchange.ts';
import { isSecretName } from './secret-names.ts';

/** Words before a credential that are no part of it. What is not listed may itself be secret. */
const schemes = [
  'Token',
  'ApiKey',
  'Api-Key',
  'Apikey',
  'Key',
  'Bot',
  'JWT',
  'OAuth',
  'SSWS',
  'GenieKey',
  'DeepL-Auth-Key',
  'Klaviyo-API-Key',
  'Zoho-oauthtoken',
  'PRIVATE-TOKEN',
  'Bearer',
  'Basic',
];
/** Schemes that sign each request: the gateway cannot send them. */
const signed = /^(?:digest|hawk|hmac|ntlm|negotiate|aws4-hmac-sha256|signature|oauth)\b/i;
const sessionCookie =
  /^(?:session|sessionid|session_id|sid|connect\.sid|phpsessid|jsessionid|asp\.net_sessionid|auth|token|jwt|access_token)$/i;
/** Tokens against forged requests belong to pages and change with each. */
const forgery = /csrf|xsrf|request-?verification/i;

/** What the request proves itself with; null when nothing looks like it. */
export function credentialOf(exchange: Exchange): Credential | null {
  const { headers, target, credential } = exchange;
  return (
    credential ??
    fromAuthorization(headerOf(headers, 'authorization')) ??
    fromHeader(headers) ??
    fromQuery(target.query) ??
    fromCookie(headers)
  );
}

/** `Token abc` → `Token `; nothing for what has no known scheme. */
export function schemePrefix(value: string): string {
  const found = schemes.find((scheme) => value.toLowerCase().startsWith(`${scheme.toLowerCase()} `));
  return found === undefined ? '' : `${found} `;
}

/** Whether a header holds a credential, so that it is no parameter. */
export function isCredentialHeader(name: string): boolean {
  return /^(?:authorization|proxy-authorization|cookie2?)$/i.test(name) || isSecretName(name);
}

/** Whether a query field holds a credential: `key` alone is one where it stands in a URL. */
export function isCredentialField(name: string): boolean {
  return /^(?:key|appid|app_id)$/i.test(name) || isSecretName(name);
}

function fromAuthorization(value: string): Credential | null {
  if (value === '') return null;
  if (/^bearer\s/i.test(value)) return { type: 'bearer' };
  if (/^basic\s/i.test(value)) return { type: 'basic' };
  const scheme = signed.exec(value);
  if (scheme !== null && !/^oauth \S+$/i.test(value)) return { type: 'other', name: scheme[0].toLowerCase() };
  return { type: 'api_key', in: 'header', name: 'Authorization', prefix: schemePrefix(value) };
}

function fromHeader(headers: readonly NameValue[]): Credential | null {
  const found = headers.find(
    ({ name, isDisabled }) =>
      isDisabled !== true && isSecretName(name) && !forgery.test(name) && !/^(?:proxy-|cookie|sec-)/i.test(name),
  );
  return found === undefined || !isPlainName(found.name)
    ? null
    : { type: 'api_key', in: 'header', name: found.name, prefix: schemePrefix(found.value ?? '') };
}

function fromQuery(query: readonly NameValue[]): Credential | null {
  const found = query.find(
    ({ name, isDisabled }) => isDisabled !== true && isCredentialField(name) && !forgery.test(name),
  );
  return found === undefined || !isPlainName(found.name)
    ? null
    : { type: 'api_key', in: 'query', name: found.name, prefix: '' };
}

function fromCookie(headers: readonly NameValue[]): Credential | null {
  const names = headerOf(headers, 'cookie')
    .split(';', 100)
    .map((pair) => (pair.split('=', 1)[0] as string).trim());
  const name = names.find((each) => sessionCookie.test(each));
  return name === undefined ? null : { type: 'api_key', in: 'cookie', name, prefix: '' };
}

function isPlainName(name: string): boolean {
  return /^[A-Za-z][\w.-]{0,60}$/.test(name);
}
