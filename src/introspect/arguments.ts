/** What of a request becomes arguments: all that is required, and of the rest what is useful, each with its way back. */
import { fieldName } from '../change/scaffold-words.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { type Candidate, candidatesOf, placeOf } from './argument-candidates.ts';
import { isCredential, usefulOf } from './argument-use.ts';
import { isSafe } from './safe-schema.ts';
import { sampleOf } from './samples.ts';
import { listOf } from './schemas.ts';

/** One argument of a drafted capability. */
export interface DraftedArgument {
  readonly name: string;
  /** The place in the request: `query.page`, `body.billing.email`, `body` for all of it. */
  readonly to: string;
  readonly isRequired: boolean;
  /** As the document has it. */
  readonly description: string;
  readonly schema: JsonSchema;
  /** Sent always and never seen. */
  readonly constant: Json | undefined;
  /** For the example; undefined when none can be told. */
  readonly sample: Json | undefined;
  /** It is a credential that the endpoint requires as a parameter, which a person has to look at. */
  readonly isCredential: boolean;
  /** Its own words are not fit for models, so its schema is written anew. */
  readonly isUnsafe: boolean;
}

/** What the arguments of one capability have to keep clear of. */
export interface ArgumentRules {
  /** Places that something else fills: paging, the credential. `query.page`, `header.x-api-key` in lower case. */
  readonly filled: ReadonlySet<string>;
  /** Names that the capability has for something else. */
  readonly reserved: ReadonlySet<string>;
}

/** The arguments of an operation, required ones first. `left` tells how many could be given and were left out. */
export function argumentsOf(
  operation: ApiOperation,
  rules: ArgumentRules,
): { readonly drafted: readonly DraftedArgument[]; readonly left: number } {
  const all = candidatesOf(operation).filter((one) => !rules.filled.has(placeOf(one).toLowerCase()));
  const required = all.filter(({ isRequired }) => isRequired);
  const optional = all.filter(({ isRequired }) => !isRequired);
  const chosen = [...required, ...usefulOf(optional, required.length, operation)];
  const names = namesOf(chosen, rules.reserved);
  return { drafted: chosen.map((one) => drafting(one, names.get(one) as string)), left: all.length - chosen.length };
}

/** Of two that would be called alike, what is sent has the name before what tunes the answer. */
const order: readonly Candidate['place'][] = ['path', 'body', 'query', 'header', 'cookie'];

function namesOf(chosen: readonly Candidate[], reserved: ReadonlySet<string>): ReadonlyMap<Candidate, string> {
  const taken = new Set(reserved);
  const names = new Map<Candidate, string>();
  for (const one of chosen.toSorted((a, b) => order.indexOf(a.place) - order.indexOf(b.place))) {
    const name = freeName(one, taken);
    taken.add(name);
    names.set(one, name);
  }
  return names;
}

function drafting(one: Candidate, name: string): DraftedArgument {
  const { schema, isRequired, description } = one;
  return {
    name,
    to: placeOf(one),
    isRequired,
    description,
    schema,
    constant: isRequired ? onlyValue(schema) : undefined,
    sample: sampleOf(schema, name),
    isCredential: isCredential(one),
    isUnsafe: !isSafe(schema),
  };
}

/** From here on the end of a name says enough. */
const longName = 28;

/** `searchCriteria[filterGroups][0][filters][0][field]` → `filters field` */
function shortened(name: string): string {
  const steps = name.split(/[[\].]+/).filter((step) => step !== '' && !/^\d+$/.test(step));
  return steps.slice(-2).join(' ');
}

/** `StartTime<` and `total>=`: comparisons that some APIs write into the names of parameters. */
const comparisons: readonly (readonly [RegExp, string])[] = [
  [/<=$/, ' until'],
  [/>=$/, ' from'],
  [/!=?$/, ' not'],
  [/<$/, ' before'],
  [/>$/, ' after'],
];

function spoken(name: string): string {
  const found = comparisons.find(([sign]) => sign.test(name));
  return found === undefined ? name : name.replace(...found);
}

function freeName({ place, path }: Candidate, taken: ReadonlySet<string>): string {
  const words = path.length === 0 ? ['body'] : path.map(spoken);
  const whole = words.join(' ');
  const choices = fieldName(whole).length > longName ? [shortened(whole), whole] : [whole, `${place} ${whole}`];
  const names = choices.map((text) => fieldName(text).slice(0, 50));
  const free = names.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  for (let number = 2; ; number++) if (!taken.has(`${names[0]}${number}`)) return `${names[0]}${number}`;
}

/** The only value that a place takes. */
function onlyValue(schema: JsonSchema): Json | undefined {
  if (schema['const'] !== undefined) return schema['const'];
  const values = listOf(schema['enum']);
  return values.length === 1 ? values[0] : undefined;
}
