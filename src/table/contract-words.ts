/** What is said about a field that does not keep its contract: what the contract says, what the capability does, what to write. */
import type { SchemaDelta } from '../compare/delta.ts';
import type { Json } from '../schema.ts';

/** A misfit in words. */
export interface Misfit {
  readonly message: string;
  readonly hint: string;
}

type Named = { readonly name: string };

/** An argument that the contract allows and the capability refuses: `before` is the contract's, `after` the capability's. */
export function argumentMisfit(delta: SchemaDelta, contract: Named): Misfit {
  const what = fieldName(delta.path, 'The arguments');
  const by = `contract "${contract.name}"`;
  const end = 'such calls would be refused.';
  switch (delta.kind) {
    case 'field-removed':
      return {
        message: `${upper(by)} lets callers give ${what}, and this capability has no such argument: ${end}`,
        hint: `Add the argument ${what}${delta.path.length > 1 ? '' : ', with "to" for its place in the request'}.`,
      };
    case 'field-added':
    case 'required':
      return {
        message: `This capability needs ${what}, and ${by} ${delta.kind === 'required' ? 'lets callers leave it out' : 'has no such argument'}: ${end}`,
        hint: 'Give it a "default" or a "const", or write "required: false" if the API does without.',
      };
    case 'null':
    case 'type':
      return {
        message: `${upper(by)} lets ${what} be ${typeText(delta.before)}, and this capability takes ${typeText(delta.after)}: ${end}`,
        hint: `Say in its "schema" what the contract says, and convert by "as" what is sent.`,
      };
    case 'values':
      return {
        message: `${upper(by)} lets ${what} be ${valuesText(delta.before)}, which this capability does not take: ${end}`,
        hint: "Add them to the argument's \"map\": the contract's word → the API's.",
      };
    case 'rule':
      return {
        message: `This capability takes of ${what} less than ${by} allows (${rulesText(delta.after)}; the contract: ${rulesText(delta.before)}): ${end}`,
        hint: 'Say in its "schema" what the contract says, if the API takes that.',
      };
    default:
      return unproved(what, by, delta, 'Write the argument\'s "schema" as the contract has it, if the API takes that.');
  }
}

/**
 * A result that the capability may answer and the contract does not allow: `before` is the capability's, `after` the
 * contract's.
 *
 * @param wanted what the contract has at that place
 */
export function resultMisfit(delta: SchemaDelta, contract: Named, wanted: Json | undefined): Misfit {
  const what = fieldName(delta.path, 'The result');
  const by = `contract "${contract.name}"`;
  switch (delta.kind) {
    case 'field-added':
      if (delta.isRequired !== true)
        return {
          message: `${upper(by)} says what ${what} is, and this capability may answer anything under that name.`,
          hint: 'Declare it as the contract does, or close the object: "additionalProperties: false".',
        };
      return {
        message: `${upper(by)} says that the result has ${what}, and this capability's has not.`,
        hint: `Add it to the result${delta.path.includes('[]') ? '\'s "each"' : '\'s "fields"'}: a path, or { $const: … } where all have the same.`,
      };
    case 'required':
      return {
        message: `${upper(by)} says that ${what} is always there, and in this capability's result it may be missing.`,
        hint: 'Make the result by "result": what it names is always there, and null where the API sends nothing.',
      };
    case 'null':
      return {
        message: `${upper(by)} says that ${what} is never null (${typeText(delta.after)}), and it may be: the API may leave it out, or send what does not fit.`,
        hint: `Add "$else" with a value that is true then, or let the contract say ${nullable(delta.after)}.`,
      };
    case 'type':
      return {
        message: `${upper(by)} says that ${what} is ${typeText(delta.after)}, and this capability may answer ${typeText(delta.before)}.`,
        hint: conversionHint(delta.after),
      };
    case 'values':
      return {
        message: `${upper(by)} knows ${knownValues(wanted)} for ${what}, and this capability may answer ${valuesText(delta.before)}.`,
        hint: "Say it in the contract's words: { $from: …, $map: { theirs: ours }, $else: other }.",
      };
    case 'rule':
      return {
        message: `${upper(by)} says of ${what}: ${rulesText(delta.after)}; this capability promises ${rulesText(delta.before)}.`,
        hint: ruleHint(delta.after),
      };
    case 'closed':
    case 'field-removed':
      return {
        message: `${upper(by)} closes the object that has ${what}, and this capability may answer more than it names.`,
        hint: 'Leave the field out, or take "additionalProperties: false" out of the contract.',
      };
    default:
      return unproved(
        what,
        by,
        delta,
        'Let the contract say it by types, values and fields: other conditions have to be the same on both sides.',
      );
  }
}

function unproved(what: string, by: string, delta: SchemaDelta, hint: string): Misfit {
  const conditions = `the contract and the capability have conditions that cannot be compared (${short(delta.before)} and ${short(delta.after)})`;
  return { message: `It cannot be proved that ${what} keeps ${by}: ${conditions}.`, hint };
}

/** `"customer.name" of each item`: as people speak of a field. */
function fieldName(path: readonly string[], whole: string): string {
  if (path.length === 0) return whole.toLowerCase();
  const inItems = path[0] === 'items' && path[1] === '[]';
  const rest = inItems ? path.slice(2) : path;
  if (rest.length === 0) return 'each item';
  const text = rest.reduce(
    (known, step) => (step === '[]' ? `${known}[]` : known === '' ? step : `${known}.${step}`),
    '',
  );
  return inItems ? `"${text}" of each item` : `"${text}"`;
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function typeText(type: Json): string {
  return type === 'any' ? 'anything' : [type].flat().map(String).join(' or ');
}

function nullable(type: Json): string {
  return `"type: [${[type, 'null']
    .flat()
    .map((name) => (name === 'null' ? "'null'" : String(name)))
    .join(', ')}]"`;
}

function knownValues(wanted: Json | undefined): string {
  const listed =
    typeof wanted === 'object' && wanted !== null ? (wanted as Readonly<Record<string, Json>>)['enum'] : null;
  return Array.isArray(listed) ? `only ${valuesText(listed)}` : 'only some values';
}

const mostValues = 8;

function valuesText(values: Json): string {
  if (!Array.isArray(values)) return 'any other value';
  const texts = values.map((value: Json) => short(value));
  return texts.length > mostValues ? `${texts.slice(0, mostValues).join(', ')}, …` : texts.join(', ');
}

function rulesText(rules: Json): string {
  if (rules === null || typeof rules !== 'object') return 'nothing of it';
  return Object.entries(rules as Readonly<Record<string, Json>>)
    .map(([keyword, value]) => `${keyword}: ${short(value)}`)
    .join(', ');
}

const longest = 80;

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function conversionHint(type: Json): string {
  const wanted = [type].flat().find((name) => ['string', 'number', 'integer', 'boolean'].includes(String(name)));
  return wanted === undefined
    ? 'Make it field by field, as the contract has it.'
    : `Convert it: { $from: …, $as: ${String(wanted)} }.`;
}

function ruleHint(rules: Json): string {
  const format =
    typeof rules === 'object' && rules !== null ? (rules as Readonly<Record<string, Json>>)['format'] : null;
  return format === 'date-time' || format === 'date'
    ? `Convert it: { $from: …, $as: ${format} }.`
    : 'Loosen the contract: what an API sends is kept to types and values, and to no other rule.';
}
