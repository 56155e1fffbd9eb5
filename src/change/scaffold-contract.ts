/** The first text of a Contract. */
import { capabilityWords } from './scaffold-words.ts';
import { yamlFlow, yamlLine } from './yaml-text.ts';

/** Its fields are examples: of a list where the name says so, else of one thing. */
export function contractText(name: string): string {
  const isList = /(search|list|find)$/.test(name);
  const fields = (indent: string) => `${indent}type: object
${indent}required: [id, status]
${indent}properties: # what an API may leave out is null: say so, or no capability can promise it
${indent}  id: { type: [string, 'null'], description: Its id. Su id. }
${indent}  status: { enum: [open, done, other], description: How far it is. En qué va. }
`;
  const args = isList
    ? '      status: { type: string, enum: [open, done, any], description: Only these. Solo estos. }\n      limit: { type: integer, minimum: 1, maximum: 100, description: How many at most. Cuántos a lo más. }\n'
    : '      id: { type: string, x-id: true, description: Its id. Su id. }\n';
  return `apiVersion: smarteros/v1
kind: Contract
metadata: ${yamlFlow({ name })}
spec:
  title: ${yamlLine(capabilityWords(name, { method: 'GET', summary: '' }).title)}
  description: What it does, in words that hold for every API. Qué hace.
  arguments: # every capability of the contract takes all that fits this
    type: object
${isList ? '' : '    required: [id]\n'}    properties:
${args}  result: # and all that it answers fits this; more fields may be there
${
  isList
    ? `    type: object
    required: [items]
    properties:
      items:
        type: array
        items:
${fields('          ')}`
    : fields('    ')
}  hints: { readOnly: true }
`;
}
