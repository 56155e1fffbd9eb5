/** URLs of commands: whole, without a scheme, or with names where a shell or a reader fills something in. */
import type { NameValue, PathPart, Target } from './exchange.ts';
import { queryOf, segmentsOf, targetOf } from './target.ts';

/** `$NAME`, `${NAME}`, `{name}`, `{{name}}`, `:name`, `<name>`. */
const placeholder =
  /^(?:\$\{?([A-Za-z_]\w*)\}?|\{\{?\s*([A-Za-z_][\w.-]*)\s*\}\}?|:([A-Za-z_]\w*)|<([A-Za-z_][\w -]*)>)$/;
const variableHost = /^(?:https?:\/\/)?(?:\$\{?([A-Za-z_]\w*)\}?|\{\{?([A-Za-z_]\w*)\}?\})(\/[^?#]*)?(\?[^#]*)?/;

/** Takes it apart; null when it is no URL of HTTP. */
export function curlTarget(url: string): Target | null {
  const variable = variableHost.exec(url);
  const target =
    variable === null
      ? targetOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`)
      : {
          origin: `{${variable[1] ?? variable[2]}}`,
          path: segmentsOf(variable[3] ?? ''),
          query: queryOf(variable[4] ?? ''),
        };
  return target === null
    ? null
    : { origin: target.origin, path: target.path.map(partOf), query: target.query.map(fieldOf) };
}

function partOf(part: PathPart): PathPart {
  const name = typeof part === 'string' ? nameIn(part) : null;
  return name === null ? part : { name, value: null };
}

function fieldOf(field: NameValue): NameValue {
  return nameIn(field.value ?? '') === null ? field : { ...field, value: null };
}

function nameIn(text: string): string | null {
  const found = text.length > 110 ? null : placeholder.exec(text);
  const name = found?.slice(1).find((group) => group !== undefined) ?? null;
  // Variables of a shell are written in capitals, parameters are not.
  return name !== null && /^[A-Z0-9_]+$/.test(name) ? name.toLowerCase() : name;
}
