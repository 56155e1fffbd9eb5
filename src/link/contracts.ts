/** Contracts: what is wrong inside of one, and which one a capability names. */
import type { ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import type { Json } from '../schema.ts';
import type { LinkContext } from './linked.ts';
import { certainName, nameSpan, nearest, renaming, replacement } from './near.ts';
import type { Reach } from './reach.ts';
import { isBroken } from './resources.ts';
import { schemaFaults } from './schema-faults.ts';

/** What is wrong with a contract by itself: told once, whoever names it. */
export function contractProblems(contract: ResourceOf<'Contract'>, context: LinkContext): Problem[] {
  const { spec } = contract;
  return (['arguments', 'result'] as const).flatMap((part) => {
    const schema = spec[part] as Json | undefined;
    if (schema === undefined) return [];
    const faults = schemaProblems(contract, part, schema, context);
    return faults.length > 0 ? faults : notAnObject(contract, part, schema, context);
  });
}

function schemaProblems(contract: ResourceOf<'Contract'>, part: string, schema: Json, context: LinkContext): Problem[] {
  return schemaFaults(schema).map((fault): Problem => {
    const at = ['spec', part, ...fault.path];
    const written = { resource: contract, at, value: fault.meant?.from ?? '' };
    return {
      code: 'invalid-schema',
      severity: 'error',
      message: `The schema of the ${part} of contract "${contract.name}" cannot be used: ${fault.message}.`,
      hint: fault.hint,
      span: context.locate(contract.file, contract.document, at, fault.part),
      ...(fault.part === 'key' ? renaming : replacement)(written, fault.meant?.to ?? null, context),
    };
  });
}

/** Arguments have names, and so has what is answered: a list by itself could never be given more beside it. */
function notAnObject(contract: ResourceOf<'Contract'>, part: string, schema: Json, context: LinkContext): Problem[] {
  if ((schema as { readonly type?: Json }).type === 'object') return [];
  const example = part === 'result' ? '{ items: { type: array } }' : '{ id: { type: string } }';
  return [
    {
      code: 'invalid-schema',
      severity: 'error',
      message: `The ${part} of contract "${contract.name}" ${part === 'result' ? 'is' : 'are'} no object, as its schema says.`,
      hint: `Write "type: object" with "properties", for example "properties: ${example}".`,
      span: context.locate(contract.file, contract.document, ['spec', part], 'key'),
    },
  ];
}

/** The contract that a capability names; null when it names none, or one that is not there, which is told. */
export function findContract(capability: ResourceOf<'Capability'>, reach: Reach): ResourceOf<'Contract'> | null {
  const name = capability.spec.contract;
  if (name === undefined) return null;
  const contract = reach.contracts.get(name);
  if (contract !== undefined) return contract;
  if (isBroken(reach.broken, 'Contract', name)) return null;
  const { context } = reach;
  const known = new Map([...reach.contracts].map(([one, resource]) => [one, () => nameSpan(resource, context)]));
  const written = { resource: capability, at: ['spec', 'contract'], value: name };
  reach.problems.push({
    code: 'unknown-contract',
    severity: 'error',
    message: `Capability "${capability.name}" names the contract "${name}", which no document declares: nothing could be held to it.`,
    span: context.locate(capability.file, capability.document, ['spec', 'contract'], 'value'),
    ...nearest(name, known, 'contracts'),
    ...replacement(written, certainName(name, known.keys()), context),
  });
  return null;
}
