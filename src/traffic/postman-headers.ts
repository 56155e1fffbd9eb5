/** Headers of a Postman request: a list, or in old collections one text. */
import type { NameValue } from './exchange.ts';
import { listMember, member, textMember } from './json.ts';
import type { Variables } from './postman-variables.ts';

const mostHeaders = 200;

/** The headers of a request or a saved answer, those that are switched off marked. */
export function postmanHeaders(owner: unknown, variables: Variables): NameValue[] {
  const text = textMember(owner, 'header');
  if (text !== '') return headerLines(text, variables);
  return listMember(owner, 'header')
    .slice(0, mostHeaders)
    .map((each) => ({
      ...variables.field(textMember(each, 'key'), textMember(each, 'value')),
      isDisabled: member(each, 'disabled') === true,
    }))
    .filter(({ name }) => name !== '' && !name.includes('{{'));
}

function headerLines(text: string, variables: Variables): NameValue[] {
  return text.split('\n', mostHeaders).flatMap((line) => {
    const at = line.indexOf(':');
    return at < 1 ? [] : [variables.field(line.slice(0, at).trim(), line.slice(at + 1).trim())];
  });
}
