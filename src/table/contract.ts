/**
 * A capability against its contract, by proof: each argument object that the contract allows is taken, and each result
 * that the capability may answer is one that the contract allows. What cannot be proved is a misfit, too: a contract
 * that held only for what somebody happened to try would be none.
 */
import type { SchemaDelta } from '../compare/delta.ts';
import { compareSchemas } from '../compare/schemas.ts';
import type { LinkedCapability, ResourceOf } from '../link/link.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { argumentMisfit, resultMisfit, type Misfit } from './contract-words.ts';
import type { ManifestPath, Report } from './report.ts';
import { isSchema } from './schema-walk.ts';
import { wholeOutput } from './selectable.ts';
import type { Operation } from './table.ts';

type Contract = ResourceOf<'Contract'>;

/** Tells where a capability does not keep what its contract says; nothing for one without a contract. */
export function checkContract({ resource, contract }: LinkedCapability, operation: Operation, report: Report): void {
  if (contract === null) return;
  for (const delta of misfits(allowedArguments(contract), operation.input, (one) => !isOfId(one, contract)))
    tell(argumentMisfit(delta, contract), contract, 'arguments', argumentPlace(resource, delta.path), delta, report);
  checkResult(resource, contract, wholeOutput(operation), report);
  checkHints(resource, contract, operation, report);
}

/** What of `inner` is not within `outer`: each difference that counts and by which a value of the one may be no value of the other. */
function misfits(
  inner: JsonSchema,
  outer: JsonSchema,
  counts: (delta: SchemaDelta) => boolean = () => true,
): SchemaDelta[] {
  const found = compareSchemas(inner, outer).filter((delta) => delta.narrowed && counts(delta));
  return [...Map.groupBy(found, ({ path }) => path.join('\n')).values()].map(([first]) => first as SchemaDelta);
}

/** Arguments that a contract does not name are no part of it. */
function allowedArguments({ spec }: Contract): JsonSchema {
  return { type: 'object', ...(spec.arguments as JsonSchema | undefined), additionalProperties: false };
}

/** Ids are not made up by callers but taken from results, so that each API may say how its own look. */
function isOfId({ kind, path }: SchemaDelta, { spec }: Contract): boolean {
  const properties = (spec.arguments as JsonSchema | undefined)?.['properties'];
  const argument = isSchema(properties) ? properties[path[0] ?? ''] : undefined;
  return kind === 'rule' && path.length === 1 && isSchema(argument) && argument['x-id'] === true;
}

function tell(
  { message, hint }: Misfit,
  contract: Contract,
  part: 'arguments' | 'result',
  at: ManifestPath,
  { path }: Pick<SchemaDelta, 'path'>,
  report: Report,
): void {
  report({
    code: part === 'arguments' ? 'contract-arguments' : 'contract-result',
    at,
    key: true,
    message,
    hint,
    related: { message: 'the contract', of: contract, at: ['spec', part, ...schemaPlace(path)], key: true },
  });
}

// ── result ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function checkResult(
  resource: LinkedCapability['resource'],
  contract: Contract,
  output: JsonSchema | null,
  report: Report,
): void {
  const { result } = contract.spec;
  if (output !== null) {
    for (const delta of misfits(output, result as JsonSchema))
      tell(
        resultMisfit(delta, contract, wantedAt(result as JsonSchema, delta.path)),
        contract,
        'result',
        resultPlace(resource, delta.path),
        delta,
        report,
      );
    return;
  }
  report({
    code: 'contract-result',
    at: ['spec', 'contract'],
    message: `Contract "${contract.name}" says what is answered, and nothing is known of this capability's result: its endpoint declares no response.`,
    hint: 'Say by "result" how the answer is made: "items" and "each", "fields", or "jsonata" with a "schema".',
    related: { message: 'the contract', of: contract, at: ['spec', 'result'], key: true },
  });
}

// ── hints ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function checkHints(
  resource: LinkedCapability['resource'],
  contract: Contract,
  { hints, method }: Operation,
  report: Report,
): void {
  for (const [name, wanted] of Object.entries(contract.spec.hints ?? {}) as [keyof Operation['hints'], boolean][]) {
    if (hints[name] === wanted) continue;
    report({
      code: 'contract-hints',
      at: resource.spec.hints?.[name] === undefined ? ['spec', 'contract'] : ['spec', 'hints', name],
      message: `Contract "${contract.name}" says "${name}: ${wanted}", and this capability, which calls ${method}, is "${name}: ${hints[name]}".`,
      hint: `Write "hints: { ${name}: ${wanted} }" if the API really is so; else this is another capability than the contract's.`,
      related: { message: 'the contract', of: contract, at: ['spec', 'hints', name], key: true },
    });
  }
}

// ── places ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function argumentPlace({ spec }: LinkedCapability['resource'], [name]: readonly string[]): ManifestPath {
  if (spec.arguments === undefined) return ['spec', 'contract'];
  return name !== undefined && Object.hasOwn(spec.arguments, name)
    ? ['spec', 'arguments', name]
    : ['spec', 'arguments'];
}

/** Where the manifest makes a field of the result, or the nearest place that would. */
function resultPlace({ spec }: LinkedCapability['resource'], path: readonly string[]): ManifestPath {
  const { result } = spec;
  if (result === undefined) return ['spec', 'contract'];
  const at = ['spec', 'result'];
  if (result.jsonata !== undefined) return [...at, 'schema', ...schemaPlace(path)];
  if (result.items === undefined || path[0] !== 'items') return shapePlace(result.fields, [...at, 'fields'], path);
  return path[1] === '[]' ? shapePlace(result.each, [...at, 'each'], path.slice(2)) : [...at, 'items'];
}

function shapePlace(shape: unknown, at: ManifestPath, path: readonly string[]): ManifestPath {
  const [step, ...rest] = path;
  if (step === undefined || !isSchema(shape as Json | undefined)) return at;
  const name = step === '[]' ? '$each' : step;
  const members = shape as JsonSchema;
  return Object.hasOwn(members, name) ? shapePlace(members[name], [...at, name], rest) : at;
}

/** What the contract has at a place. */
function wantedAt(schema: JsonSchema, path: readonly string[]): Json | undefined {
  return schemaPlace(path).reduce<Json | undefined>(
    (at, key) => (isSchema(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    schema,
  );
}

/** A path of a comparison as keywords of the schema. */
function schemaPlace(path: readonly string[]): ManifestPath {
  return path.flatMap((step) =>
    step === '[]' ? ['items'] : step === '*' ? ['additionalProperties'] : ['properties', step],
  );
}
