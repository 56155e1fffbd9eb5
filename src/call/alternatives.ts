/** Violations of `anyOf` and `oneOf`: what each branch missed, put together so that no two sentences contradict. */
import type { JsonSchema, SchemaError } from '../schema.ts';

/** One thing that is wrong: a violation, or several of which the value should have avoided those of one branch. */
export interface Fault {
  /** Keys from the root to the value that is wrong. */
  readonly path: readonly string[];
  readonly violations: readonly SchemaError[];
}

/** How many violations are looked at: the first ones are what a caller can act on. */
const lookedAt = 100;

/** Groups violations. The checker reports a branch's own right before the `anyOf` or `oneOf` that they belong to. */
export function faultsOf(errors: readonly SchemaError[]): Fault[] {
  const faults: Fault[] = [];
  for (const error of errors.slice(0, lookedAt)) {
    // The branch that the condition chose has said what is wrong already.
    if (error.keyword === 'if') continue;
    const branches = branchesOf(error);
    if (branches === null) faults.push({ path: error.path, violations: [error] });
    else faults.push(settle(error, takeBranchFaults(faults, branches)));
  }
  return faults;
}

function branchesOf(error: SchemaError): readonly JsonSchema[] | null {
  if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') return null;
  return error.parentSchema[error.keyword] as unknown as readonly JsonSchema[];
}

function takeBranchFaults(faults: Fault[], branches: readonly JsonSchema[]): SchemaError[] {
  const taken: SchemaError[] = [];
  for (let last = faults.at(-1); last !== undefined; last = faults.at(-1)) {
    if (!last.violations.every((error) => contains(branches, error.parentSchema))) break;
    faults.pop();
    taken.unshift(...last.violations);
  }
  return taken;
}

/** By identity: the checker reports the very objects of the schema that it was made from. */
function contains(schema: unknown, part: JsonSchema): boolean {
  if (schema === part) return true;
  return typeof schema === 'object' && schema !== null && Object.values(schema).some((child) => contains(child, part));
}

/** `of` itself when its branches tell nothing: several of `oneOf` fit. */
function settle(of: SchemaError, all: readonly SchemaError[]): Fault {
  const { path } = of;
  if (all.length === 0) return { path, violations: [of] };
  const isHere = (error: SchemaError) => error.path.length === path.length;
  const ofType = (error: SchemaError) => isHere(error) && error.keyword === 'type';
  // A value of the right type for one branch was meant for that branch: `must be null` beside it only distracts.
  const meant = all.filter((error) => !ofType(error));
  const violations = meant.length > 0 ? meant : all;
  if (violations.every(ofType)) return { path, violations: [joined(violations, 'type', 'type')] };
  if (violations.every((error) => isHere(error) && (error.keyword === 'const' || error.keyword === 'enum')))
    return { path, violations: [joined(violations, 'enum', 'allowedValues')] };
  return { path, violations };
}

/** One violation that accepts what any of these accepts. */
function joined(errors: readonly SchemaError[], keyword: string, parameter: string): SchemaError {
  const accepted = errors.flatMap(({ params }) =>
    'allowedValue' in params ? [params['allowedValue']] : (params[parameter] as unknown),
  );
  return { ...(errors[0] as SchemaError), keyword, params: { [parameter]: [...new Set(accepted)] } };
}
