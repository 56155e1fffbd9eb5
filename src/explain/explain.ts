/** Everything that decides about one capability, each fact with its place. */
import type { LinkedCapability } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import type { Json } from '../schema.ts';
import { placeOf } from '../table/argument-target.ts';
import { settleRequired, settleSchema, type PlacedArgument } from '../table/argument-schema.ts';
import { resolveHints, toolName } from '../table/operation.ts';
import { fieldOrigin, rule } from '../table/resolved.ts';
import { answerFacts } from './answer-facts.ts';
import { accessFacts, approvalFacts, callFacts } from './caller-facts.ts';
import { createFacts, type Fact, type Facts, type Section } from './fact.ts';
import { placedArguments } from './render-capability.ts';
import { limitFacts, recordFacts, resilienceFacts } from './limit-facts.ts';
import { pageFacts } from './page-facts.ts';
import type { Subject } from './subject.ts';
import { environmentFacts, tenantFacts } from './tenant-facts.ts';
import { authFacts, endpointFacts, providerFacts, type SecretPresence } from './upstream-facts.ts';

/** An explanation. */
export interface Explanation {
  readonly kind: 'explanation';
  readonly tenant: string;
  readonly capability: string;
  readonly environment: string | null;
  readonly state: 'ready' | 'broken';
  readonly sections: readonly Section[];
  /** Of the tenant: while it has errors, none of it changes in a running gateway. */
  readonly problems: readonly Problem[];
}

/** Explains a capability. */
export function explainCapability(subject: Subject, linked: LinkedCapability, secrets: SecretPresence): Explanation {
  const { build, placer } = subject;
  const tenant = build.tenants.get(subject.linked.name);
  const facts = createFacts(placer);
  return {
    kind: 'explanation',
    tenant: subject.linked.name,
    capability: linked.resource.name,
    environment: build.environment,
    state: tenant?.compiled.shard === null ? 'broken' : 'ready',
    sections: [
      { title: 'environment', facts: environmentFacts(subject, facts) },
      { title: 'tenant', facts: tenantFacts(subject.linked, facts) },
      { title: 'capability', facts: capabilityFacts(linked, facts) },
      { title: 'arguments', facts: placedArguments(linked).map((argument) => argumentFact(argument, linked, facts)) },
      { title: 'pages', facts: pageFacts(linked, facts) },
      { title: 'endpoint', facts: endpointFacts(linked, facts) },
      { title: 'provider', facts: providerFacts(linked, facts) },
      { title: 'auth', facts: authFacts(linked, secrets, facts) },
      { title: 'limits', facts: limitFacts(subject, linked, facts) },
      { title: 'when the API fails', facts: [...resilienceFacts(linked, facts), ...answerFacts(linked, facts)] },
      { title: 'never recorded', facts: recordFacts(linked, facts) },
      { title: 'who may call', facts: accessFacts(subject, linked, facts) },
      { title: 'who approves', facts: approvalFacts(subject, linked, facts) },
      { title: 'how to call', facts: callFacts(subject, linked, facts) },
    ],
    problems: tenant?.problems ?? [],
  };
}

function capabilityFacts(linked: LinkedCapability, facts: Facts): Fact[] {
  const { resource } = linked;
  const name = fieldOrigin(resource, ['metadata', 'name']);
  return [
    facts('name', resource.name, name),
    facts('title', resource.spec.title, fieldOrigin(resource, ['spec', 'title'])),
    ...(resource.spec.contract === undefined
      ? []
      : [facts('contract', resource.spec.contract, fieldOrigin(resource, ['spec', 'contract']))]),
    facts('MCP tool', toolName(resource.name), rule('the name with _ for . and -')),
    ...Object.entries(resolveHints(linked)).map(([hint, resolved]) => facts.resolved(hint, resolved)),
  ];
}

/** `query.status`, then what callers have to know of it. */
function argumentFact({ name, spec, target, at }: PlacedArgument, linked: LinkedCapability, facts: Facts): Fact {
  const place = placeOf(target);
  const origin = fieldOrigin(linked.resource, at);
  if (spec.const !== undefined) {
    const value = { to: place, const: spec.const };
    return facts(name, value, origin, `→ ${place}, always ${JSON.stringify(spec.const)}; callers do not see it`);
  }
  const required = settleRequired(spec, target).value;
  const schema = settleSchema(spec, target).value;
  const value: Record<string, Json> = { to: place, required, schema };
  if (spec.default !== undefined) value['default'] = spec.default;
  if (spec.map !== undefined) value['map'] = spec.map;
  if (spec.as !== undefined) value['as'] = spec.as;
  const words = [
    `→ ${place}`,
    required ? 'required' : spec.default === undefined ? 'optional' : `default ${JSON.stringify(spec.default)}`,
    ...(spec.map === undefined ? [] : [`one of ${Object.keys(spec.map).join(', ')}`]),
    ...(spec.as === undefined ? [] : [`sent as ${spec.as}`]),
  ];
  return facts(name, value, origin, words.join(', '));
}
