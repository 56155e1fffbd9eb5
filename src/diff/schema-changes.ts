/** Differences of an input or output schema → findings: what narrows an input breaks calls, what widens an output breaks readers. */
import type { Json } from '../schema.ts';
import type { Finding } from './change.ts';
import type { RuleCode } from './rules.ts';
import { compareSchemas } from '../compare/schemas.ts';
import type { SchemaDelta } from '../compare/delta.ts';
import { nameList, shortJson } from './words.ts';

/** What differs between the arguments that a capability takes. */
export function inputFindings(capability: string, before: Json, after: Json): Finding[] {
  return compareSchemas(before, after).map((delta) => findingOf(capability, 'arguments', inputRule(delta), delta));
}

/** What differs between the results that it gives. */
export function outputFindings(capability: string, before: Json, after: Json): Finding[] {
  return compareSchemas(before, after)
    .filter((delta) => delta.kind !== 'default')
    .map((delta) => findingOf(capability, 'result', outputRule(delta), delta));
}

function inputRule(delta: SchemaDelta): RuleCode {
  const { kind, narrowed } = delta;
  switch (kind) {
    case 'field-added':
      if (delta.isRequired === true) return 'required-argument-added';
      return delta.isOpen === true && narrowed ? 'open-argument-declared' : 'optional-argument-added';
    case 'field-removed':
      return delta.isOpen === true ? 'argument-undeclared' : 'argument-removed';
    case 'required':
      return 'argument-newly-required';
    case 'optional':
      return 'argument-no-longer-required';
    case 'type':
    case 'null':
      return narrowed ? 'input-type-narrowed' : 'input-type-widened';
    case 'values':
      return narrowed ? 'input-enum-value-removed' : 'input-enum-value-added';
    case 'rule':
      return narrowed ? 'input-rule-tightened' : 'input-rule-loosened';
    case 'closed':
      return 'input-closed';
    case 'opened':
      return 'input-opened';
    case 'condition':
      return narrowed ? 'input-schema-changed' : 'input-schema-loosened';
    case 'default':
      return 'default-changed';
    case 'words':
      return 'argument-words-changed';
  }
}

/** Readers are taken to pass over fields that they do not know: one more is no breach, whether or not the object was closed. */
function outputRule({ kind, widened }: SchemaDelta): RuleCode {
  switch (kind) {
    case 'field-added':
    case 'opened':
      return 'result-field-added';
    case 'field-removed':
      return 'result-field-removed';
    case 'required':
      return 'result-field-guaranteed';
    case 'optional':
      return 'result-field-optional';
    case 'type':
      return widened ? 'result-type-changed' : 'result-type-narrowed';
    case 'null':
      return widened ? 'result-nullable' : 'result-not-nullable';
    case 'values':
      return widened ? 'result-enum-value-added' : 'result-enum-value-removed';
    case 'rule':
      return widened ? 'result-rule-loosened' : 'result-rule-tightened';
    case 'closed':
      return 'result-rule-tightened';
    case 'condition':
      return widened ? 'result-schema-changed' : 'result-rule-tightened';
    case 'default':
    case 'words':
      return 'result-words-changed';
  }
}

function findingOf(capability: string, root: 'arguments' | 'result', rule: RuleCode, delta: SchemaDelta): Finding {
  const path = pathText(root, delta.path);
  const { before, after } = delta;
  const what =
    delta.path.length === 0 ? `the ${root === 'result' ? 'result' : 'arguments'}` : `"${pathText('', delta.path)}"`;
  return { rule, subject: capability, path, before, after, message: sentence(rule, capability, what, delta) };
}

/** `arguments.filter.tags[]`; a name with other characters is quoted. */
function pathText(root: string, path: readonly string[]): string {
  const text = path.reduce((known, step) => {
    if (step === '[]') return `${known}[]`;
    return /^[\w$-]+$|^\*$/.test(step) ? `${known}.${step}` : `${known}[${JSON.stringify(step)}]`;
  }, root);
  return root === '' && text.startsWith('.') ? text.slice(1) : text;
}

/** What is in both lists says nothing: only what came or went is named. */
function listed(these: Json, those: Json): string {
  if (!Array.isArray(these)) return 'any value';
  const other = new Set(Array.isArray(those) ? those.map((value) => shortJson(value)) : []);
  const only = these.map((value) => shortJson(value)).filter((text) => !other.has(text));
  return nameList(only.length === 0 ? these.map((value) => shortJson(value)) : only);
}

type Sentence = (capability: string, what: string, delta: SchemaDelta) => string;

const typeList = (type: Json): string => [type].flat().map(String).join(' or ');
const input =
  (end: (delta: SchemaDelta) => string): Sentence =>
  (capability, what, delta) =>
    `${what} of ${capability} ${end(delta)}.`;
const defaultText = (value: Json) => (value === null ? 'nothing' : shortJson(value));
const moved = ({ before, after }: SchemaDelta) => `${shortJson(before)} → ${shortJson(after)}`;

const sentences: Partial<Record<RuleCode, Sentence>> = {
  'optional-argument-added': (capability, what) => `${capability} takes ${what}, which callers may leave out.`,
  'open-argument-declared': input(
    () => 'is checked now; calls that already sent that name with another value are refused',
  ),
  'required-argument-added': (capability, what) => `${capability} needs ${what}: every call without it is refused.`,
  'argument-removed': (capability, what) => `${capability} no longer takes ${what}: calls that send it are refused.`,
  'argument-undeclared': input(() => 'is no longer declared, so it is no longer checked'),
  'argument-newly-required': input(() => 'is required now: calls without it are refused'),
  'argument-no-longer-required': input(() => 'may be left out now'),
  'input-type-narrowed': input(
    (delta) => `takes ${typeList(delta.after)} instead of ${typeList(delta.before)}: other values are refused`,
  ),
  'input-type-widened': input((delta) => `takes ${typeList(delta.after)}, not only ${typeList(delta.before)}`),
  'input-enum-value-removed': input((delta) =>
    Array.isArray(delta.before)
      ? `no longer takes ${listed(delta.before, delta.after)}: calls with it are refused`
      : `takes only ${listed(delta.after, null)} now: calls with anything else are refused`,
  ),
  'input-enum-value-added': input((delta) => `takes ${listed(delta.after, delta.before)} too`),
  'input-rule-tightened': input((delta) => `has a stricter rule (${moved(delta)}): values outside it are refused`),
  'input-rule-loosened': input((delta) => `has a looser rule (${moved(delta)})`),
  'input-closed': input(() => 'are refused now: the object takes only fields that it declares'),
  'input-opened': input(() => 'are taken now, whatever their names'),
  'input-schema-changed': input(() => 'changed in a way that cannot be compared: calls may be refused'),
  'input-schema-loosened': input(() => 'has one condition less'),
  'default-changed': input(
    (delta) => `is ${defaultText(delta.after)} when it is left out, and was ${defaultText(delta.before)}`,
  ),
  'argument-words-changed': input(() => 'is described in other words'),
  'result-field-added': (capability, what) => `The result of ${capability} may have ${what}, which it had not.`,
  'result-field-removed': (capability, what) =>
    `The result of ${capability} has no ${what} any more: readers find nothing there.`,
  'result-field-optional': input(() => 'may be missing from the result, where it always was'),
  'result-field-guaranteed': input(() => 'is always in the result now'),
  'result-type-changed': input(
    (delta) =>
      `may be ${typeList(delta.after)}, and was ${typeList(delta.before)}: readers meet a type that they do not expect`,
  ),
  'result-type-narrowed': input((delta) => `is ${typeList(delta.after)}, and was ${typeList(delta.before)}`),
  'result-nullable': input(() => 'may be null now: readers that count on a value fail'),
  'result-not-nullable': input(() => 'is never null now'),
  'result-enum-value-added': input((delta) => `may be ${listed(delta.after, delta.before)}, which readers do not know`),
  'result-enum-value-removed': input((delta) => `is no longer ${listed(delta.before, delta.after)}`),
  'result-rule-loosened': input((delta) => `promises less (${moved(delta)})`),
  'result-rule-tightened': input((delta) => `promises more (${moved(delta)})`),
  'result-schema-changed': input(
    () => 'changed in a way that cannot be compared: readers may meet what they do not expect',
  ),
  'result-words-changed': input(() => 'is described in other words'),
};

function sentence(rule: RuleCode, capability: string, what: string, delta: SchemaDelta): string {
  const text = (sentences[rule] as Sentence)(`"${capability}"`, what, delta);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
