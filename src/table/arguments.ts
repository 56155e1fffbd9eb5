/** `spec.arguments` → the schema that callers see and the way of each value into the request. */
import type { ApiOperation, ApiParameter } from '../link/link.ts';
import { schemaProblem, type Json, type JsonSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import type { ManifestPath, Report } from './report.ts';
import { isSchema, typesOf } from './schema-walk.ts';
import type { Binding, Conversion } from './table.ts';

/** One entry of `spec.arguments` as people write it. */
export interface ArgumentSpec {
  readonly to?: string;
  readonly title?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
  readonly map?: { readonly [value: string]: Json };
  readonly as?: Conversion;
  readonly default?: Json;
  readonly const?: Json;
  readonly examples?: readonly Json[];
}

/** A place of the request that an argument may fill. */
interface Target {
  readonly in: Binding['in'];
  readonly name: string;
  readonly bodyPath: readonly string[];
  readonly schema: JsonSchema;
  readonly required: boolean;
  readonly description: string;
}

/** What the compiler needs to know about the operation behind a capability. */
export interface ArgumentContext {
  readonly operation: ApiOperation;
  /** Top-level keys of the body that the endpoint sends always. */
  readonly constantBody: readonly string[];
  /** A path parameter that the provider's credential fills. */
  readonly credentialParameter: string | null;
  readonly report: Report;
}

/** Compiles the arguments; without any in the manifest, every parameter and body field becomes one of the same name. */
export function compileArguments(
  specs: { readonly [name: string]: ArgumentSpec } | undefined,
  context: ArgumentContext,
): { readonly bindings: Binding[]; readonly input: JsonSchema } {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  const bindings: Binding[] = [];
  const entries = specs === undefined ? impliedArguments(context) : Object.entries(specs);
  for (const [name, spec] of entries) {
    const at: ManifestPath = specs === undefined ? ['spec', 'endpoint'] : ['spec', 'arguments', name];
    const target = resolveTarget(name, spec, at, context);
    if (target === null) continue;
    checkSendable(name, spec, target, at, context.report);
    bindings.push(bindingOf(name, spec, target));
    if (spec.const !== undefined) continue;
    properties[name] = argumentSchema(name, spec, target, at, context.report);
    if (isRequired(spec, target)) required.push(name);
  }
  checkConflicts(bindings, context);
  checkCoverage(bindings, context);
  const input: JsonSchema = {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
  return { bindings, input };
}

function isRequired(spec: ArgumentSpec, target: Target): boolean {
  return spec.default === undefined && (spec.required ?? target.required);
}

function bindingOf(name: string, spec: ArgumentSpec, target: Target): Binding {
  const constant = spec.const !== undefined;
  return {
    argument: constant ? null : name,
    in: target.in,
    name: target.name,
    bodyPath: target.bodyPath,
    map: spec.map ?? null,
    as: spec.as ?? null,
    ...(spec.default !== undefined && !constant ? { default: spec.default } : {}),
    ...(constant ? { constant: spec.const as Json } : {}),
  };
}

// ── places ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function parameterTarget(parameter: ApiParameter): Target {
  return {
    in: parameter.in,
    name: parameter.name,
    bodyPath: [],
    schema: parameter.schema,
    required: parameter.required || parameter.in === 'path',
    description: parameter.description,
  };
}

function bodyFieldTarget(operation: ApiOperation, path: readonly string[]): Target | null {
  if (operation.body === null) return null;
  let schema: JsonSchema = operation.body.schema;
  let required = operation.body.required;
  for (const key of path) {
    required &&= Array.isArray(schema['required']) && schema['required'].includes(key);
    const properties = schema['properties'];
    if (!isSchema(properties)) {
      schema = {};
      continue;
    }
    const next = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (next === undefined && !isSchema(schema['additionalProperties']) && schema['additionalProperties'] !== true)
      return null;
    schema = isSchema(next) ? next : {};
  }
  const description = typeof schema['description'] === 'string' ? schema['description'] : '';
  return { in: 'body', name: '', bodyPath: path, schema, required, description };
}

function bodyFields(operation: ApiOperation): string[] {
  const properties = operation.body?.schema['properties'];
  return isSchema(properties) ? Object.keys(properties) : [];
}

/** Every place by the name under which a person may write it. */
function placeNames(context: ArgumentContext): string[] {
  const { operation } = context;
  const parameters = operation.parameters.filter(
    (parameter) => parameter.name !== context.credentialParameter || parameter.in !== 'path',
  );
  return [
    ...parameters.map((parameter) => `${parameter.in}.${parameter.name}`),
    ...bodyFields(operation).map((field) => `body.${field}`),
  ];
}

function impliedArguments(context: ArgumentContext): [string, ArgumentSpec][] {
  const names = placeNames(context).filter(
    (place) => !(place.startsWith('body.') && context.constantBody.includes(place.slice(5))),
  );
  if (context.operation.body !== null && bodyFields(context.operation).length === 0) names.push('body');
  return names.map((place) => [argumentName(place), { to: place }]);
}

/** `query.filter[name]` → `filter_name`: what every client accepts as an argument's name. */
function argumentName(place: string): string {
  const name = place
    .slice(place.indexOf('.') + 1)
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}

function resolveTarget(name: string, spec: ArgumentSpec, at: ManifestPath, context: ArgumentContext): Target | null {
  if (spec.to !== undefined) return explicitTarget(spec.to, at, context);
  const candidates = sameNamed(name, context.operation);
  if (candidates.length === 1) return candidates[0] as Target;
  const places = placeNames(context);
  if (candidates.length === 0) {
    const similar = places.find((place) => closest(name, [argumentName(place)]) !== null);
    context.report({
      code: 'unknown-argument-target',
      at,
      key: true,
      message: `Endpoint "${context.operation.name}" declares nothing called "${name}", so the argument has nowhere to go.`,
      hint: `${similar === undefined ? '' : `Did you mean to: ${similar}? `}${placesHint(places)}`,
    });
    return null;
  }
  context.report({
    code: 'argument-conflict',
    at,
    key: true,
    message: `"${name}" stands in several places of the request: ${candidates.map(placeOf).join(' and ')}.`,
    hint: `Say which with "to: ${placeOf(candidates[0] as Target)}".`,
  });
  return null;
}

function placesHint(places: readonly string[]): string {
  return places.length === 0
    ? 'The endpoint takes no parameters and no body.'
    : `Write where it goes, "to: " and one of ${places.slice(0, 12).join(', ')}${places.length > 12 ? ', …' : ''}.`;
}

function sameNamed(name: string, operation: ApiOperation): Target[] {
  const targets = operation.parameters.filter((parameter) => parameter.name === name).map(parameterTarget);
  if (bodyFields(operation).includes(name)) targets.push(bodyFieldTarget(operation, [name]) as Target);
  return targets;
}

function placeOf(target: Target | Binding): string {
  return target.in === 'body' ? ['body', ...target.bodyPath].join('.') : `${target.in}.${target.name}`;
}

function explicitTarget(to: string, at: ManifestPath, context: ArgumentContext): Target | null {
  const { operation } = context;
  const dot = to.indexOf('.');
  const place = dot === -1 ? to : to.slice(0, dot);
  const name = dot === -1 ? '' : to.slice(dot + 1);
  const target =
    place === 'body'
      ? bodyFieldTarget(operation, name === '' ? [] : name.split('.'))
      : findParameter(operation, place, name);
  if (target !== null && !(target.in === 'path' && target.name === context.credentialParameter)) return target;
  const places = placeNames(context);
  const similar = closest(to, places);
  const why = place === 'body' && operation.body === null ? 'has no request body' : `does not declare "${to}"`;
  context.report({
    code: 'unknown-argument-target',
    at: at[1] === 'endpoint' ? at : [...at, 'to'],
    message: `Endpoint "${operation.name}" ${why}, so the argument has nowhere to go.`,
    hint: `${similar === null ? '' : `Did you mean "${similar}"? `}${placesHint(places)}`,
  });
  return null;
}

function findParameter(operation: ApiOperation, place: string, name: string): Target | null {
  const same = (parameter: ApiParameter) =>
    place === 'header' ? parameter.name.toLowerCase() === name.toLowerCase() : parameter.name === name;
  const parameter = operation.parameters.find((candidate) => candidate.in === place && same(candidate));
  return parameter === undefined ? null : parameterTarget(parameter);
}

// ── schemas ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function argumentSchema(
  name: string,
  spec: ArgumentSpec,
  target: Target,
  at: ManifestPath,
  report: Report,
): JsonSchema {
  const base =
    spec.schema ?? (spec.map === undefined ? target.schema : { type: 'string', enum: Object.keys(spec.map) });
  const why = spec.schema === undefined ? null : schemaProblem(spec.schema);
  if (why !== null) {
    report({
      code: 'invalid-schema',
      at: [...at, 'schema'],
      message: `The schema of argument "${name}" is not valid: ${why}.`,
      hint: 'Schemas are JSON Schema 2020-12, for example { type: string, enum: [open, done] }.',
    });
    return {};
  }
  return {
    ...base,
    ...(spec.title === undefined ? {} : { title: spec.title }),
    ...describe(spec.description ?? (target.description || undefined)),
    ...(spec.default === undefined ? {} : { default: spec.default }),
    ...(spec.examples === undefined ? {} : { examples: spec.examples }),
  };
}

function describe(description: string | undefined): JsonSchema {
  return description === undefined ? {} : { description };
}

// ── checks ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function checkSendable(name: string, spec: ArgumentSpec, target: Target, at: ManifestPath, report: Report): void {
  if (spec.required === false && target.in === 'path' && spec.default === undefined && spec.const === undefined) {
    report({
      code: 'missing-argument',
      at: [...at, 'required'],
      message: `The path needs "${target.name}", so argument "${name}" cannot be optional.`,
      hint: 'Remove "required: false", or give a default.',
    });
  }
  if (spec.map !== undefined && spec.default !== undefined && !Object.hasOwn(spec.map, String(spec.default))) {
    report({
      code: 'invalid-value',
      at: [...at, 'default'],
      message: `The default ${JSON.stringify(spec.default)} of argument "${name}" is none of the values that its map knows.`,
      hint: `Write one of ${Object.keys(spec.map).join(', ')}: defaults are in the caller's words.`,
    });
  }
  if (target.in === 'body' || spec.as !== undefined || spec.map !== undefined) return;
  const types = typesOf(spec.schema ?? target.schema);
  const bad = types.includes('object') || (types.includes('array') && target.in !== 'query');
  if (bad) {
    report({
      code: 'unsupported-argument',
      at,
      key: true,
      message: `Argument "${name}" may be ${types.includes('object') ? 'an object' : 'a list'}, which cannot be sent in ${target.in === 'query' ? 'a query' : `a ${target.in}`}.`,
      hint: 'Give it a schema of a plain value (string, number, boolean), or send it in the body.',
    });
  }
}

function checkConflicts(bindings: readonly Binding[], context: ArgumentContext): void {
  const seen = new Map<string, Binding>();
  const names = new Set<string>();
  for (const binding of bindings) {
    const place = placeOf(binding);
    const other = [...seen.keys()].find((key) => key === place || (binding.in === 'body' && overlaps(key, place)));
    if (other !== undefined || (binding.argument !== null && names.has(binding.argument))) {
      context.report({
        code: 'argument-conflict',
        at: argumentPlace(binding),
        key: true,
        message:
          other === undefined
            ? `Two places of the endpoint would make an argument called "${binding.argument}".`
            : `Two arguments are sent to ${place}${other === place ? '' : ` (inside or around ${other})`}.`,
        hint: 'Declare the arguments by hand and send each to its own place with "to".',
      });
    }
    seen.set(place, binding);
    if (binding.argument !== null) names.add(binding.argument);
  }
}

function overlaps(a: string, b: string): boolean {
  return a.startsWith('body') && (a.startsWith(`${b}.`) || b.startsWith(`${a}.`));
}

function argumentPlace(binding: Binding): ManifestPath {
  return binding.argument === null ? ['spec', 'arguments'] : ['spec', 'arguments', binding.argument];
}

function checkCoverage(bindings: readonly Binding[], context: ArgumentContext): void {
  const { operation, report } = context;
  const filled = new Set(
    bindings.map((binding) =>
      binding.in === 'body' ? ['body', ...binding.bodyPath.slice(0, 1)].join('.') : placeOf(binding),
    ),
  );
  const needed = operation.parameters
    .filter((parameter) => parameter.required || parameter.in === 'path')
    .map((parameter) => `${parameter.in}.${parameter.name}`);
  if (operation.body?.required === true && !filled.has('body')) {
    const fields = operation.body.schema['required'];
    if (Array.isArray(fields))
      needed.push(
        ...fields
          .filter((field) => !context.constantBody.includes(String(field)))
          .map((field) => `body.${String(field)}`),
      );
  }
  const missing = needed.filter((place) => !filled.has(place) && place !== `path.${context.credentialParameter}`);
  if (missing.length === 0) return;
  report({
    code: 'missing-argument',
    at: ['spec', 'arguments'],
    key: true,
    message: `Endpoint "${operation.name}" requires ${missing.join(' and ')}, which no argument gives: every call would fail.`,
    hint: `Add an argument, for example "${argumentName(missing[0] as string)}: { to: ${missing[0]} }", or a fixed value with "const".`,
  });
}
