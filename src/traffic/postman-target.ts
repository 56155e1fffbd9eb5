/** Where a Postman request goes: a text with variables in it, or an object that has it in parts. */
import type { NameValue, PathPart, Target } from './exchange.ts';
import { listMember, member, textMember } from './json.ts';
import { loneVariable, type Variables } from './postman-variables.ts';
import { queryOf, segmentsOf } from './target.ts';

const mostFields = 200;

/** Takes a URL apart; null when there is none. A host that no variable fills stays in braces. */
export function postmanTarget(url: unknown, variables: Variables): Target | null {
  const raw = typeof url === 'string' ? url : textMember(url, 'raw') || joined(url);
  if (raw === '' || raw.length > 20_000) return null;
  const [beforeQuery, search] = cut(raw.replace(/#.*$/s, ''), '?');
  const { origin, path } = splitOrigin(beforeQuery, variables);
  const listed = listMember(url, 'query').slice(0, mostFields);
  const query =
    listed.length > 0
      ? listed.map((each) => queryField(each, variables))
      : queryOf(search).map(({ name, value }) => variables.field(name, value ?? ''));
  return {
    origin,
    path: partsOf(path, listMember(url, 'variable'), variables),
    query: query.filter(({ name }) => name !== '' && !name.includes('{{')),
  };
}

/** An object without `raw`. */
function joined(url: unknown): string {
  const host = member(url, 'host');
  const path = member(url, 'path');
  const hostText = Array.isArray(host) ? host.map(String).join('.') : String(host ?? '');
  const pathText = Array.isArray(path)
    ? path.map((part) => (typeof part === 'string' ? part : textMember(part, 'value'))).join('/')
    : String(path ?? '');
  if (hostText === '') return '';
  const [protocol, port] = [textMember(url, 'protocol'), textMember(url, 'port')];
  const scheme = protocol === '' || hostText.startsWith('{{') ? '' : `${protocol}://`;
  return `${scheme}${hostText}${port === '' ? '' : `:${port}`}/${pathText.replace(/^\//, '')}`;
}

function splitOrigin(text: string, variables: Variables): { origin: string; path: string } {
  // Variables of the host are filled; those of the path name parameters.
  const [, head = '', rest = ''] = /^((?:[a-z]+:\/\/)?(?:\{\{[^{}]*\}\}|[^/{])*)(.*)$/is.exec(text) ?? [];
  const filled = variables.filled(head);
  if (filled.includes('{{'))
    return {
      origin: filled
        .replace(/^(.*?\}\}).*$/s, '$1')
        .replace('{{', '{')
        .replace('}}', '}'),
      path: rest,
    };
  const url = URL.parse(/^[a-z]+:\/\//i.test(filled) ? filled : `https://${filled}`);
  if (url === null || !/^https?:$/.test(url.protocol)) return { origin: '', path: rest };
  return { origin: url.origin, path: `${url.pathname.replace(/\/$/, '')}${rest}` };
}

function partsOf(path: string, declared: readonly unknown[], variables: Variables): PathPart[] {
  const values = new Map(declared.map((each) => [textMember(each, 'key'), textMember(each, 'value')]));
  // Not decoded before the variables are taken out: braces are written as they are.
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .slice(0, 50)
    .map((segment) => {
      const lone = loneVariable(segment);
      if (lone !== null) return { name: lone, value: variables.value(lone) };
      if (/^:[^:]+$/.test(segment)) {
        const name = segment.slice(1);
        const value = variables.filled(values.get(name) ?? '');
        return { name, value: value === '' || value.includes('{{') ? null : value };
      }
      const filled = variables.filled(segment);
      const [, variable = null] = /\{\{\s*([^{}]{1,100}?)\s*\}\}/.exec(filled) ?? [];
      // What stands beside it may be a value.
      if (variable !== null) return { name: variable, value: null };
      return segmentsOf(filled).join('/');
    });
}

function queryField(field: unknown, variables: Variables): NameValue {
  const found = variables.field(textMember(field, 'key'), textMember(field, 'value'));
  return member(field, 'disabled') === true ? { ...found, isDisabled: true } : found;
}

function cut(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
