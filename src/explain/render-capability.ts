/** A capability with everything that its manifest leaves open: arguments, conversions, hints, time. */
import type { LinkedCapability } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { placeOf } from '../table/argument-target.ts';
import {
  settleDescription,
  settleRequired,
  settleSchema,
  type PlacedArgument,
  type Settled,
} from '../table/argument-schema.ts';
import { placeArguments } from '../table/arguments.ts';
import { resolveFailure } from '../table/failure.ts';
import { argumentSpecs, pagingOf, requestPlaces, resolveHints, resolvePinned } from '../table/operation.ts';
import { resolvePagination } from '../table/pagination.ts';
import { resolvePolling } from '../table/polling.ts';
import { resolveResultTokens } from '../table/result-tokens.ts';
import { fieldOrigin, rule, type Origin, type Resolved } from '../table/resolved.ts';
import { resolveTimeout } from '../table/timeouts.ts';
import { compileUpstream } from '../table/upstream.ts';
import {
  documentNode,
  fieldsNode,
  resolvedNode,
  valueNode,
  written,
  writtenIf,
  type Entries,
  type Node,
} from './node.ts';
import { ownRateEntry } from './render-limits.ts';
import { targetOrigin } from './target-origin.ts';

/** The capability's whole document. */
export function capabilityNode(linked: LinkedCapability): Node {
  const { resource } = linked;
  const { metadata, spec } = resource;
  const hints = Object.entries(resolveHints(linked)).map(([name, hint]) => [name, resolvedNode(hint)] as const);
  return documentNode(
    resource,
    [
      ['tenant', written(resource, ['metadata', 'tenant'], metadata.tenant)],
      ['name', written(resource, ['metadata', 'name'], metadata.name)],
    ],
    [
      ['title', written(resource, ['spec', 'title'], spec.title)],
      ['description', written(resource, ['spec', 'description'], spec.description)],
      ['endpoint', written(resource, ['spec', 'endpoint'], spec.endpoint)],
      ...writtenIf(resource, ['spec', 'contract'], 'contract', spec.contract),
      ['arguments', argumentsNode(linked)],
      ['result', resultNode(linked)],
      ['failure', resolvedNode(resolveFailure(linked) as Resolved<Json>)],
      ['polling', resolvedNode(resolvePolling(linked) as Resolved<Json>)],
      ['pagination', paginationNode(linked)],
      ['hints', fieldsNode(hints)],
      ['approval', approvalNode(resource)],
      ['pinned', resolvedNode(resolvePinned(resource))],
      ['timeoutMs', resolvedNode(resolveTimeout(linked))],
      ['resultTokens', resolvedNode(resolveResultTokens(resource))],
      ownRateEntry(resource),
      ['examples', examplesNode(linked)],
    ],
  );
}

/** A provider's that does not fit is none here: as the capability's own it would be a mistake. */
function paginationNode(linked: LinkedCapability): Node {
  const declared = resolvePagination(linked);
  const { why } = pagingOf(linked, compileUpstream(linked.provider), () => {});
  if (why !== null) return valueNode({ by: 'none' }, rule('the provider’s pagination does not fit'));
  if (declared.from.kind === 'rule') return { kind: 'none', from: rule('one request gives what there is') };
  return resolvedNode(declared as unknown as Resolved<Json>);
}

function approvalNode(resource: LinkedCapability['resource']): Node {
  const { approval } = resource.spec;
  if (approval === undefined) return { kind: 'none', from: rule('no call waits for a person') };
  return written(resource, ['spec', 'approval'], approval);
}

// ── arguments ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every argument, listed or implied, with the place that it fills. */
export function placedArguments(linked: LinkedCapability): readonly PlacedArgument[] {
  const places = requestPlaces(linked, compileUpstream(linked.provider));
  return placeArguments(argumentSpecs(linked), places, () => {});
}

function argumentsNode(linked: LinkedCapability): Node {
  return fieldsNode(
    placedArguments(linked).map((argument) => [argument.name, argumentNode(argument, linked)] as const),
  );
}

function argumentNode(argument: PlacedArgument, linked: LinkedCapability): Node {
  const { name, spec, target } = argument;
  const { resource } = linked;
  const at = ['spec', 'arguments', name];
  const own = (field: keyof typeof spec): Entries => writtenIf(resource, [...at, field], field, spec[field]);
  const to: Origin =
    spec.to !== undefined
      ? fieldOrigin(resource, [...at, 'to'])
      : argument.at[1] === 'endpoint'
        ? rule('every place of the request, as no arguments are listed')
        : rule('the place of the same name');
  const settled = (field: 'schema' | 'description' | 'required', { value, by }: Settled<Json | undefined>): Entries =>
    value === undefined ? [] : [[field, valueNode(value, originOf(by, field, at, argument, linked))]];
  return fieldsNode(
    [['to', valueNode(placeOf(target), to)]],
    own('title'),
    ...(spec.const === undefined
      ? [
          settled('description', settleDescription(spec, target)),
          settled('required', settleRequired(spec, target)),
          settled('schema', settleSchema(spec, target)),
        ]
      : []),
    own('map'),
    own('as'),
    own('default'),
    own('const'),
    own('examples'),
    own('sensitive'),
  );
}

function originOf(
  by: Settled<Json>['by'],
  field: string,
  at: readonly string[],
  { target }: PlacedArgument,
  linked: LinkedCapability,
): Origin {
  if (by === 'target') return targetOrigin(linked, target, field);
  return fieldOrigin(linked.resource, [...at, by === 'argument' ? field : by]);
}

// ── result ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function resultNode({ resource }: LinkedCapability): Node {
  const { result } = resource.spec;
  const at = ['spec', 'result'];
  if (result === undefined) return { kind: 'none', from: rule('the answer is passed on as it came') };
  if (result.jsonata !== undefined)
    return fieldsNode(
      writtenIf(resource, [...at, 'jsonata'], 'jsonata', result.jsonata),
      writtenIf(resource, [...at, 'schema'], 'schema', result.schema),
      [['selectable', selectableNode(resource)]],
    );
  const each = result.items === undefined ? [] : [['each', shapeNode(resource, [...at, 'each'], result.each)] as const];
  const fields = Object.entries(result.fields ?? {}).map(
    ([name, spec]) => [name, shapeNode(resource, [...at, 'fields', name], spec)] as const,
  );
  return fieldsNode(
    writtenIf(resource, [...at, 'items'], 'items', result.items),
    each,
    fields.length === 0 ? [] : [['fields', fieldsNode(fields)]],
    [['selectable', selectableNode(resource)]],
  );
}

function selectableNode(resource: LinkedCapability['resource']): Node {
  const { selectable } = resource.spec.result ?? {};
  if (selectable === undefined) return valueNode(false, rule('callers get all fields'));
  return written(resource, ['spec', 'result', 'selectable'], selectable);
}

/** How one value is made, in full: a path alone is `$from`, and what is missing becomes null unless `$else` says more. */
function shapeNode(by: LinkedCapability['resource'], at: readonly string[], spec: unknown): Node {
  if (spec === undefined) return shaped(valueNode('$', rule('each item as it is')), elseNode(undefined, by, at));
  if (typeof spec === 'string') return shaped(written(by, at, spec), elseNode(undefined, by, at));
  const entries = Object.entries(spec as Record<string, unknown>);
  const isOperator = entries.some(([name]) => name.startsWith('$'));
  if (!isOperator) return fieldsNode(entries.map(([name, inner]) => [name, shapeNode(by, [...at, name], inner)]));
  const { $else: otherwise, $each, $const, ...others } = spec as Record<string, unknown>;
  const plain = Object.entries(others).map(([name, value]) => [name, written(by, [...at, name], value)] as const);
  if ($const !== undefined) return fieldsNode(writtenIf(by, [...at, '$const'], '$const', $const));
  if ($each !== undefined) return fieldsNode(plain, [['$each', shapeNode(by, [...at, '$each'], $each)]]);
  return fieldsNode(plain, [['$else', elseNode(otherwise, by, at)]]);
}

function shaped(from: Node, otherwise: Node): Node {
  return fieldsNode([
    ['$from', from],
    ['$else', otherwise],
  ]);
}

function elseNode(value: unknown, by: LinkedCapability['resource'], at: readonly string[]): Node {
  return value === undefined ? valueNode(null, rule('default')) : written(by, [...at, '$else'], value);
}

function examplesNode({ resource }: LinkedCapability): Node {
  const { examples } = resource.spec;
  if (examples === undefined) return valueNode([], rule('default'));
  const items = examples.map((example, index) => {
    const at = ['spec', 'examples', index];
    const { intents } = example;
    return fieldsNode([
      ['arguments', written(resource, [...at, 'arguments'], example.arguments)],
      [
        'intents',
        intents === undefined ? valueNode([], rule('default')) : written(resource, [...at, 'intents'], intents),
      ],
    ]);
  });
  return { kind: 'items', items };
}
