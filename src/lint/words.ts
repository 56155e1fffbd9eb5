/** Texts of a tenant that models read, looked through for orders and for what cannot be seen. */
import { hiddenCharacters } from '../hidden-characters.ts';
import type { LinkedCapability } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import type { Operation } from '../table/table.ts';
import { instructionIn, type Instruction } from './instructions.ts';
import { placeOf, spanIn, type LintInput, type Told } from './report.ts';
import { textsOf } from './texts.ts';

/** What the texts of one tool say that they should not; what people say to get it (intents) stands in the OpenAPI document. */
export function toolWords(operation: Operation, capability: LinkedCapability, input: LintInput): Problem[] {
  const intents = (capability.resource.spec.examples ?? []).flatMap((example) => example.intents ?? []);
  const texts = [...textsOf(operation), ...intents.map((text) => ({ text, prose: true }))];
  return texts.flatMap(({ text, prose }) => {
    const instruction = instructionIn(text, prose);
    const told = [
      ...(instruction === null ? [] : [orders(instruction, `Tool "${operation.tool}"`)]),
      ...hiddenFindings(text, operation.tool),
    ];
    return told.map((finding) => ({ ...finding, ...placeOf(text, capability, input) }));
  });
}

/** The same of what models read as the instructions of the whole server. */
export function tenantWords(input: LintInput): Problem[] {
  const { resource } = input.linked;
  if (resource === null) return [];
  return (['title', 'description'] as const).flatMap((field) => {
    const text = resource.metadata[field];
    const instruction = text === undefined ? null : instructionIn(text, true);
    if (instruction === null) return [];
    const span = spanIn(input, resource, ['metadata', field]);
    return [{ ...orders(instruction, `The ${field} of tenant "${resource.name}"`), span }];
  });
}

function orders({ words, does }: Instruction, where: string): Told {
  return {
    code: 'instruction-like-text',
    severity: 'warning',
    message: `${where} has a text that models read, and it ${does}: "${words}".`,
    hint: 'Describe what it does, takes and gives, as if for a person. Words of a document are overruled by a description in the capability.',
  };
}

/** Manifests have been looked through when they were read, so this is text of a document. Odd spaces do no harm there. */
function hiddenFindings(text: string, tool: string): Told[] {
  const found = hiddenCharacters(text).find(({ kind }) => kind !== 'space');
  if (found === undefined) return [];
  return [
    {
      code: 'hidden-characters',
      severity: 'warning',
      message: `A text of tool "${tool}" that comes from the API's document has ${found.name}, which ${found.kind === 'hidden' ? 'readers do not see' : 'looks like a Latin letter'}: models read more than its reviewers.`,
      hint: 'Remove it from the document, or overrule the text by a description in the capability.',
    },
  ];
}
