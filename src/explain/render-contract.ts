/** A contract's document: all of it is written, and what it takes when it names no arguments. */
import type { ResourceOf } from '../link/link.ts';
import { rule } from '../table/resolved.ts';
import { documentNode, valueNode, written, writtenIf, type Entries, type Node } from './node.ts';

/** A contract's document. */
export function contractNode(contract: ResourceOf<'Contract'>): Node {
  const { spec } = contract;
  const own = (name: keyof typeof spec): Entries => writtenIf(contract, ['spec', name], name, spec[name]);
  const given = own('arguments');
  return documentNode(
    contract,
    [['name', written(contract, ['metadata', 'name'], contract.name)]],
    [
      ...own('title'),
      ...own('description'),
      ...(given.length > 0 ? given : ([['arguments', valueNode({ type: 'object' }, rule('no arguments'))]] as const)),
      ...own('result'),
      ...own('hints'),
    ],
  );
}
