/** `breaking-allow.yaml`: which breaking changes somebody has said yes to. No manifest, and checked as strictly as one. */
import type { Problem, ProblemCode, Severity } from '../problem.ts';
import type { JsonSchema } from '../schema.ts';
import { kept } from './checkers.ts';
import { type Finding, problemOf } from './finding.ts';
import type { FieldPath } from './locate.ts';
import { type SourceText, spanOf } from './source.ts';
import { wordErrors } from './words.ts';
import { readYaml } from './yaml.ts';

/** One entry as people write it. */
export interface Allowance {
  /** Position in the list, from 0. */
  readonly index: number;
  readonly fingerprint: string;
  readonly rule: string;
  /** Null for a change that is no single tenant's. */
  readonly tenant: string | null;
  /** Null when it is not said. */
  readonly subject: string | null;
  readonly reason: string;
  /** The last day on which it counts, `2026-12-31`; null for always. */
  readonly until: string | null;
}

/** A list, read: entries that are right, and everything that is wrong. */
export interface AllowanceList {
  readonly allowances: readonly Allowance[];
  readonly problems: readonly Problem[];
}

/** @param rules every rule that an entry may name */
export function readAllowances(file: SourceText, rules: readonly string[]): AllowanceList {
  const [document, ...more] = readYaml(file.text);
  if (document === undefined || document.isEmpty) return { allowances: [], problems: [] };
  const issues = document.issues.map(({ code, message, hint, start, end }): Problem => ({
    code,
    severity: 'error',
    message,
    ...(hint === undefined ? {} : { hint }),
    span: spanOf(file, start, end),
  }));
  if (issues.length > 0) return { allowances: [], problems: issues };
  const errors = kept('allowances', () => schemaOf(rules))(document.value) ?? [];
  const findings = [...wordErrors(errors, document.value, [], 'the list'), ...(more.length > 0 ? [oneDocument] : [])];
  const problems = findings.map((finding) => withoutFix(problemOf(finding, file, 0)));
  return { allowances: problems.length > 0 ? [] : entriesOf(document.value), problems };
}

/** `check --fix`, which makes corrections, does not look at this file. */
function withoutFix(problem: Problem): Problem {
  const { fix: _, ...rest } = problem;
  return rest;
}

/** A problem of one entry, at the field that is meant. */
export function allowanceProblem(
  file: SourceText,
  { index }: Allowance,
  field: keyof Allowance,
  finding: { readonly code: ProblemCode; readonly severity: Severity; readonly message: string; readonly hint: string },
): Problem {
  const path: FieldPath = ['allow', index, field];
  return problemOf({ ...finding, path, part: 'value' }, file, 0);
}

const oneDocument: Finding = {
  code: 'yaml-syntax',
  message: 'A list of allowances is one document, and this file has more.',
  hint: 'Put all entries below the first "allow", and remove every "---".',
  path: [],
  part: 'value',
};

type Entry = { readonly [field in 'fingerprint' | 'rule' | 'reason']: string } & {
  readonly [field in 'tenant' | 'subject' | 'until']?: string;
};

function entriesOf(value: unknown): Allowance[] {
  const { allow } = value as { readonly allow: readonly Entry[] };
  return allow.map(({ fingerprint, rule, tenant, subject, reason, until }, index) => ({
    index,
    fingerprint,
    rule,
    tenant: tenant ?? null,
    subject: subject ?? null,
    reason,
    until: until ?? null,
  }));
}

function schemaOf(rules: readonly string[]): JsonSchema {
  return {
    type: 'object',
    properties: {
      version: { description: 'The version of this format.', const: 1, examples: [1] },
      allow: {
        description: 'The changes that are allowed.',
        type: 'array',
        maxItems: 10_000,
        items: entrySchema(rules),
        examples: [[]],
      },
    },
    required: ['version', 'allow'],
    additionalProperties: false,
  };
}

function entrySchema(rules: readonly string[]): JsonSchema {
  const text = (description: string, example: string, rest: JsonSchema = {}): JsonSchema => ({
    description,
    type: 'string',
    minLength: 1,
    maxLength: 500,
    examples: [example],
    ...rest,
  });
  return {
    type: 'object',
    properties: {
      fingerprint: text('What "smarteros diff" calls the change.', '3f9a1c07b2de', { pattern: '^[0-9a-f]{12}$' }),
      rule: { ...text('The rule that found it.', 'capability-removed'), enum: rules },
      tenant: text('Whose change it is; left out where it is no single tenant’s.', 'demo'),
      subject: text('What changes.', 'orders.search'),
      reason: text('Why it is all right, for whoever reads this later.', 'Nobody calls it since March'),
      until: text('The last day on which the entry counts.', '2026-12-31', {
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
        format: 'date',
      }),
    },
    required: ['fingerprint', 'rule', 'reason'],
    additionalProperties: false,
  };
}
