/** What each profile's clients, and the models behind them, take of JSON Schema. Sources: docs/decisions/0035-client-profiles.md. */
import type { ToolProfile } from './profile.ts';

/** The part of JSON Schema in which a schema is written. */
export interface Dialect {
  /** Lists of types: any, those of one type and null, or none. */
  readonly typeLists: 'any' | 'nullable' | 'none';
  /** Each schema has to say its type, also one that accepts anything. */
  readonly isTyped: boolean;
  /** Nothing may stand beside `anyOf`. */
  readonly anyOfAlone: boolean;
  /** Values of an enum: any, or strings that are not empty. */
  readonly enums: 'any' | 'strings';
  /** `not`, `if`, `contains` and what depends on a member may stand below the root. */
  readonly conditions: boolean;
  /** `prefixItems`. */
  readonly tuples: boolean;
  /** `exclusiveMinimum` and `exclusiveMaximum`. */
  readonly exclusiveBounds: boolean;
  /** Null for all formats. */
  readonly formats: ReadonlySet<string> | null;
  /** Limits that not all take. */
  readonly limits: ReadonlySet<string>;
  /** `required` may name only what `properties` has. */
  readonly knownRequired: boolean;
  /** `examples` and `deprecated`; elsewhere words say it. */
  readonly annotations: boolean;
  /** Characters of a description, a tool's own included. */
  readonly longestText: number;
  /** Objects and lists within each other. */
  readonly deepest: number;
}

/** OpenAI refuses longer descriptions of functions. */
const openAiText = 1_024;
/** OpenAI's strict mode refuses deeper ones. */
const openAiDepth = 10;

const everyLimit = new Set(['pattern', 'multipleOf', 'uniqueItems', 'minProperties', 'maxProperties']);

const claude: Dialect = {
  typeLists: 'any',
  isTyped: false,
  anyOfAlone: false,
  enums: 'any',
  conditions: true,
  tuples: true,
  exclusiveBounds: true,
  formats: null,
  limits: everyLimit,
  knownRequired: false,
  annotations: true,
  longestText: Infinity,
  deepest: 16,
};

const openai: Dialect = {
  typeLists: 'nullable',
  isTyped: true,
  anyOfAlone: false,
  enums: 'any',
  conditions: false,
  tuples: false,
  exclusiveBounds: true,
  formats: new Set('date-time date time duration email hostname ipv4 ipv6 uuid'.split(' ')),
  limits: new Set(['pattern', 'multipleOf']),
  knownRequired: true,
  annotations: false,
  longestText: openAiText,
  deepest: openAiDepth,
};

const gemini: Dialect = {
  ...openai,
  typeLists: 'none',
  anyOfAlone: true,
  enums: 'strings',
  exclusiveBounds: false,
  formats: new Set(['date-time']),
  limits: new Set(),
  longestText: Infinity,
};

/** Editors pass a tool on to a model of any vendor. */
const editor: Dialect = { ...gemini, longestText: openAiText };

/** The arguments of a tool, by profile. */
export const dialects: Readonly<Record<ToolProfile, Dialect>> = {
  claude,
  openai,
  gemini,
  vscode: editor,
  cursor: editor,
  plain: editor,
};

/** Results: no model's API is given their schemas, but clients check results by them (JSON Schema 2020-12 or draft 7). */
export const resultDialect: Dialect = {
  ...claude,
  conditions: false,
  tuples: false,
  annotations: false,
};
