/** Problems as hostile as their authors can make them, for the tests of every format. */
import fc from 'fast-check';
import { problemCodes, type Problem, type ProblemCode } from '../problem.ts';

/** One problem with everything that a problem may have. */
export const whole: Problem = {
  code: 'unknown-endpoint',
  severity: 'error',
  message: 'Capability "orders.search" is backed by "shop/list-order", which no endpoint declares.',
  hint: 'Did you mean "shop/list-orders"?',
  span: { file: 'tenants/demo/capabilities/orders.search.yaml', line: 9, column: 13, endLine: 9, endColumn: 28 },
  related: {
    message: 'The endpoint is declared here',
    span: { file: 'tenants/demo/providers/shop/openapi.yaml', line: 412, column: 3, endLine: 412, endColumn: 20 },
  },
  fix: {
    title: 'Write "shop/list-orders"',
    edits: [
      {
        span: { file: 'tenants/demo/capabilities/orders.search.yaml', line: 9, column: 13, endLine: 9, endColumn: 28 },
        text: 'shop/list-orders',
      },
    ],
  },
};

/** Pieces that mean something to one of the formats, or to what shows it. */
const pieces = [
  ']]>',
  '<!--',
  '<![CDATA[',
  '&',
  '&amp;',
  '<failure>',
  '"',
  "'",
  '--',
  '<?xml',
  '&#0;',
  '\u0000',
  '\u0007',
  '\u001b[2J',
  '%',
  '%0A',
  '%25',
  '::',
  '\n::error::x',
  '\r\n##[group]x',
  '\n##[set-output name=a]b',
  ',',
  ':',
  'file=x,line=1',
  '\ud800',
  '\udfff',
  '\ud83d\ude00',
  '\ufffe',
  '\uffff',
  '\ufeff',
  '\u202e',
  '\u2066',
  '\u2028',
  '\u0085',
  '\u009b',
  '[a](javascript:x)',
  '](',
  '{0}',
  '{{',
  '\t',
  '\\',
  '/',
  '../',
  ' ',
  '#',
  '?',
  '\\u0000',
  '`',
  '|',
  '@everyone',
];

/** Any text, made mostly of what breaks formats. */
const hostileText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

const span = fc
  .record({
    file: hostileText.map((text) => `a${text}`),
    line: fc.integer({ min: 1, max: 99 }),
    column: fc.integer({ min: 1, max: 99 }),
  })
  .chain((start) =>
    fc
      .record({ lines: fc.nat({ max: 1 }), width: fc.nat({ max: 9 }) })
      .map(({ lines, width }) => ({ ...start, endLine: start.line + lines, endColumn: start.column + width })),
  );

/** Any problem. */
export const hostileProblem: fc.Arbitrary<Problem> = fc.record(
  {
    code: fc.constantFrom(...(Object.keys(problemCodes) as ProblemCode[])),
    severity: fc.constantFrom('error' as const, 'warning' as const),
    message: hostileText,
    span,
    hint: hostileText,
    related: fc.record({ message: hostileText, span }),
    fix: fc.record({
      title: hostileText,
      edits: fc.array(fc.record({ span, text: hostileText }), { maxLength: 3 }),
    }),
  },
  { requiredKeys: ['code', 'severity', 'message', 'span'] },
);
