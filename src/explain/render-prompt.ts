/** A prompt's document, with what its arguments leave open. */
import type { ResourceOf } from '../link/link.ts';
import { rule } from '../table/resolved.ts';
import { documentNode, fieldsNode, valueNode, written, writtenIf, type Entries, type Node } from './node.ts';

/** A prompt's document. */
export function promptNode(prompt: ResourceOf<'Prompt'>): Node {
  const { spec } = prompt;
  const own = (name: keyof typeof spec): Entries => writtenIf(prompt, ['spec', name], name, spec[name]);
  return documentNode(
    prompt,
    [
      ['tenant', written(prompt, ['metadata', 'tenant'], prompt.metadata.tenant)],
      ['name', written(prompt, ['metadata', 'name'], prompt.name)],
    ],
    [...own('title'), ...own('description'), ['arguments', argumentsNode(prompt)], ...own('text')],
  );
}

function argumentsNode(prompt: ResourceOf<'Prompt'>): Node {
  const items = (prompt.spec.arguments ?? []).map((_, index) => argumentNode(prompt, index));
  return items.length === 0 ? valueNode([], rule('nothing to fill in')) : { kind: 'items', items };
}

function argumentNode(prompt: ResourceOf<'Prompt'>, index: number): Node {
  const argument = prompt.spec.arguments?.[index] ?? { name: '', description: '' };
  const own = (name: keyof typeof argument): Entries =>
    writtenIf(prompt, ['spec', 'arguments', index, name], name, argument[name]);
  const required = own('required');
  return fieldsNode(
    own('name'),
    own('description'),
    required.length > 0 ? required : [['required', valueNode(false, rule('default'))]],
    own('values'),
  );
}
