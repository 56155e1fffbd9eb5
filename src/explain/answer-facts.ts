/** What an explanation says of how answers are read: what makes a good one a failure, and how an accepted call is followed. */
import type { LinkedCapability } from '../link/link.ts';
import { none } from '../link/answer-paths.ts';
import type { Json } from '../schema.ts';
import { resolveFailure, type FailureSpec } from '../table/failure.ts';
import { resolvePolling, type PollingSpec } from '../table/polling.ts';
import type { Resolved } from '../table/resolved.ts';
import type { Fact, Facts } from './fact.ts';

/** Both, where somebody says something of them. */
export function answerFacts(linked: LinkedCapability, facts: Facts): Fact[] {
  const failure = resolveFailure(linked);
  const polling = resolvePolling(linked);
  return [
    ...(failure.value === null
      ? []
      : [facts.resolved('failure in a 2xx', failure as Resolved<Json>, failureWords(failure.value))]),
    ...(polling.value === null
      ? []
      : [facts.resolved('after a 202', polling as Resolved<Json>, pollingWords(polling.value))]),
  ];
}

function failureWords({ when, equals, message }: FailureSpec): string {
  if (when === none) return 'none: a 2xx is a success';
  const found = equals === undefined ? `${when} says something` : `${when} is ${JSON.stringify(equals)}`;
  return message === undefined ? `where ${found}` : `where ${found}; told by ${message}`;
}

function pollingWords({ link, state }: PollingSpec): string {
  if (link === none) return 'not followed: a 202 is the result';
  const where = link === undefined ? 'the URL in its headers' : `the URL at ${link}, or in its headers,`;
  return `${where} is asked until ${state === undefined ? 'it answers no 202' : `${state} says that it is over`}`;
}
