/** Where an endpoint declares what an argument fills: in its manifest, or in the provider's OpenAPI document. */
import type { LinkedCapability, LinkedProvider } from '../link/link.ts';
import type { Target } from '../table/argument-target.ts';
import { fieldOrigin, rule, type Origin } from '../table/resolved.ts';

/** The endpoint itself. */
export function endpointOrigin({ endpoint, operation, provider }: LinkedCapability): Origin {
  if (endpoint !== null) return fieldOrigin(endpoint, ['metadata', 'name']);
  return documentLine(provider, operation.line);
}

/** A line of a provider's document. */
export function documentLine({ document, resource }: LinkedProvider, line: number): Origin {
  return { kind: 'line', file: document ?? resource.file, line };
}

/** One field (`schema`, `required` …) of a parameter or a place in the body. */
export function targetOrigin(linked: LinkedCapability, target: Target, field: string): Origin {
  const { endpoint } = linked;
  if (endpoint === null) return endpointOrigin(linked);
  if (target.in === 'body') {
    const inside = target.bodyPath.flatMap((key) => ['properties', key]);
    const requiredAt = target.bodyPath.length === 0 ? ['spec', 'body'] : ['spec', 'body', 'schema', 'required'];
    return fieldOrigin(endpoint, field === 'required' ? requiredAt : ['spec', 'body', 'schema', ...inside]);
  }
  const parameters = endpoint.spec.parameters ?? [];
  const index = parameters.findIndex((parameter) => parameter.in === target.in && parameter.name === target.name);
  const declared = parameters[index];
  if (declared === undefined) return fieldOrigin(endpoint, ['spec', 'path']);
  if (field === 'required' && target.in === 'path') return rule('the path needs it');
  return field in declared ? fieldOrigin(endpoint, ['spec', 'parameters', index, field]) : rule('default');
}
