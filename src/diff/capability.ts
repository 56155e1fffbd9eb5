/** One capability on both sides → what changes for those who call it, for models, and on the way to the company. */
import { describeTool } from '../emit/tool.ts';
import type { Json } from '../schema.ts';
import { pagingWords } from '../table/pagination.ts';
import type { Operation } from '../table/table.ts';
import { same, sameSet } from '../compare/canonical.ts';
import type { Finding } from './change.ts';
import { pinnedFindings } from './exposure.ts';
import { rateFindings } from './rate.ts';
import { requestFindings } from './request.ts';
import { resultFindings } from './result.ts';
import { resultTokensFindings } from './result-tokens.ts';
import type { RuleCode } from './rules.ts';
import { inputFindings } from './schema-changes.ts';
import { sensitiveFindings } from './sensitive.ts';
import { timeoutFinding } from './timeout.ts';
import { pathText } from './upstream.ts';

type Compare = (before: Operation, after: Operation) => Finding[];

const nothing: Compare = () => [];

/** A field of the table that is new has to say here what a change of it means. */
const fields: { readonly [field in keyof Operation]-?: Compare } = {
  needsApproval: approvalFindings,
  isPinned: pinnedFindings,
  resultTokens: (before, after) =>
    resultTokensFindings(after.capability, `"${after.capability}"`, before.resultTokens, after.resultTokens),
  // With `input`: it is the argument `fields`.
  fields: nothing,
  capability: nothing,
  tool: toolFindings,
  title: (before, after) =>
    differs('title-changed', after, 'title', before.title, after.title, `Tool ${after.tool} has another title`),
  description: (before, after) =>
    differs(
      'description-changed',
      after,
      'description',
      before.description,
      after.description,
      `Tool ${after.tool} is described in other words, by which models choose it`,
    ),
  // By whoever compares the tenant: it is one change for all capabilities of a provider.
  upstream: nothing,
  endpoint: nothing,
  method: (before, after) =>
    differs(
      'method-changed',
      after,
      'method',
      before.method,
      after.method,
      `"${after.capability}" calls its endpoint with ${after.method} instead of ${before.method}`,
    ),
  path: (before, after) =>
    differs(
      'path-changed',
      after,
      'path',
      pathText(before.path),
      pathText(after.path),
      `"${after.capability}" calls ${pathText(after.path)} instead of ${pathText(before.path)}`,
    ),
  input: (before, after) => inputFindings(after.capability, before.input, after.input),
  output: resultFindings,
  // With `output`.
  result: nothing,
  contract: contractFindings,
  bindings: requestFindings,
  // With `bindings`.
  body: nothing,
  headers: nothing,
  paging: (before, after) =>
    differs(
      'pagination-changed',
      after,
      'pagination',
      before.paging as unknown as Json,
      after.paging as unknown as Json,
      pagingChange(before, after),
    ),
  failure: (before, after) =>
    differs(
      'failure-rule-changed',
      after,
      'failure',
      before.failure as Json,
      after.failure as Json,
      `"${after.capability}" recognises errors inside a good answer otherwise`,
    ),
  polling: (before, after) =>
    differs(
      'polling-changed',
      after,
      'polling',
      before.polling as Json,
      after.polling as Json,
      `"${after.capability}" follows answers 202 (accepted) otherwise`,
    ),
  streams: (before, after) =>
    differs(
      'event-stream-changed',
      after,
      'response',
      before.streams ?? false,
      after.streams ?? false,
      after.streams === true
        ? `"${after.capability}" may be answered by an event stream, which is passed on`
        : `Nothing says any more that "${after.capability}" may be answered by an event stream`,
    ),
  hints: hintFindings,
  timeoutMs: (before, after) =>
    timeoutFinding(after.capability, `"${after.capability}"`, before.timeoutMs, after.timeoutMs),
  rate: (before, after) =>
    rateFindings(after.capability, 'limits', `Calls of "${after.capability}"`, before.rate, after.rate),
  idempotencyHeader: (before, after) =>
    differs(
      'idempotency-key-changed',
      after,
      'idempotencyKey',
      before.idempotencyHeader,
      after.idempotencyHeader,
      after.idempotencyHeader === null
        ? `Writes of "${after.capability}" have no idempotency key any more, and are not tried again`
        : `Writes of "${after.capability}" have an idempotency key in the header ${after.idempotencyHeader}, and may be tried again`,
    ),
  sensitive: sensitiveFindings,
  examples: (before, after) =>
    sameSet(before.examples, after.examples)
      ? []
      : [
          told(
            'examples-changed',
            after,
            'examples',
            before.examples as unknown as Json,
            after.examples as unknown as Json,
            `"${after.capability}" has other examples`,
          ),
        ],
};

/** Everything that changed in one capability; of a renamed one too. */
export function capabilityFindings(before: Operation, after: Operation): Finding[] {
  return same(before, after) ? [] : Object.values(fields).flatMap((compare) => compare(before, after));
}

function differs(
  rule: RuleCode,
  operation: Operation,
  path: string,
  before: Json,
  after: Json,
  words: string,
): Finding[] {
  return same(before, after) ? [] : [told(rule, operation, path, before, after, words)];
}

function told(
  rule: RuleCode,
  { capability }: Operation,
  path: string,
  before: Json,
  after: Json,
  words: string,
): Finding {
  return { rule, subject: capability, path, before, after, message: `${words}.` };
}

function pagingChange({ paging: before }: Operation, { paging: after, capability }: Operation): string {
  if (after === null) return `"${capability}" gives what one request gives, and no longer walks pages`;
  return before === null
    ? `"${capability}" walks ${pagingWords(after)}`
    : `"${capability}" walks ${pagingWords(after)}; before, it walked ${pagingWords(before)}`;
}

/** Whether its calls wait for a person. */
function approvalFindings(before: Operation, after: Operation): Finding[] {
  const rule = after.needsApproval ? 'approval-added' : 'approval-removed';
  const words = after.needsApproval
    ? `Every call of "${after.capability}" has to be approved by a person first`
    : `Calls of "${after.capability}" are made without a person's approval`;
  return differs(rule, after, 'approval', before.needsApproval, after.needsApproval, words);
}

/** Whether it is proved to be the same as others of that name elsewhere. */
function contractFindings(before: Operation, after: Operation): Finding[] {
  const [was, is] = [before.contract, after.contract];
  const rule = is === null ? 'contract-left' : was === null ? 'contract-named' : 'contract-changed';
  const words = {
    'contract-left': `"${after.capability}" is held to no contract any more, and was to ${was}`,
    'contract-named': `"${after.capability}" is held to the contract ${is}`,
    'contract-changed': `"${after.capability}" is held to the contract ${is} instead of ${was}`,
  }[rule];
  return differs(rule, after, 'contract', was, is, words);
}

/** Its name, and whether clients find it at all. */
function toolFindings(before: Operation, after: Operation): Finding[] {
  const words = `Agents find "${after.tool}" instead of "${before.tool}"`;
  const renamed = differs('tool-renamed', after, 'name', before.tool, after.tool, words);
  const [was, is] = [describeTool(before) !== null, describeTool(after) !== null];
  if (was === is) return renamed;
  const listed = is ? 'is listed now' : 'is no longer listed: clients would refuse it, and with it all others';
  const change = told(is ? 'tool-listed' : 'tool-unlisted', after, 'listed', was, is, `Tool ${after.tool} ${listed}`);
  return [...renamed, change];
}

/** The words may stay while the method under them changes: that is the same claim as new words. */
function claim(before: Operation, after: Operation): Finding {
  const words = `Tool ${after.tool} says that it only reads, and calls ${after.method}: clients ${before.hints.readOnly ? 'do not ask' : 'stop asking'} before they call it`;
  const [was, is] = before.hints.readOnly ? [before.method, after.method] : [false, true];
  return told('tool-claims-to-read', after, 'hints.readOnly', was, is, words);
}

function claimsToRead({ hints, method }: Operation): boolean {
  return hints.readOnly && !reading.has(method);
}

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

function hintFindings(before: Operation, after: Operation): Finding[] {
  const [old, now] = [before.hints, after.hints];
  const tool = `Tool ${after.tool}`;
  const found: Finding[] = [];
  const tell = (name: keyof Operation['hints'], rule: RuleCode, words: string): void => {
    if (old[name] !== now[name])
      found.push(told(rule, after, `hints.${name}`, old[name], now[name], `${tool} ${words}`));
  };
  if (!now.readOnly)
    tell('readOnly', 'tool-writes', 'may write now: users who allowed it when it only read are not asked again');
  else if (reading.has(after.method)) tell('readOnly', 'tool-reads', 'only reads now');
  else if (!claimsToRead(before)) found.push(claim(before, after));
  if (now.destructive)
    tell('destructive', 'tool-destructive', 'may destroy now: users who allowed it before are not asked again');
  // What only reads destroys nothing: that has been said.
  else if (now.readOnly === old.readOnly)
    tell('destructive', 'tool-not-destructive', 'no longer says that it may destroy');
  if (now.readOnly === old.readOnly)
    tell(
      'idempotent',
      'tool-repeatable',
      now.idempotent ? 'may be repeated now: clients may try again' : 'may no longer be repeated',
    );
  return found;
}
