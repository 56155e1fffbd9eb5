/** What every face works with: the current serving, the one function that makes calls, and facts of the process. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../call/call.ts';
import type { Serving } from '../call/serving.ts';
import type { Problem } from '../problem.ts';
import type { VersionControl } from '../versions/versions.ts';
import { refuse } from '../call/refuse.ts';
import { writeReply } from './write.ts';

/** Handed to each face by the composition root. */
export interface Gateway {
  serving(): Serving;
  readonly call: Caller;
  /** Problems of the workspace as it is now, for operators. */
  problems(): readonly Problem[];
  /** What operators may do with versions. */
  readonly versions: VersionControl;
  /** The product's version. */
  readonly version: string;
  /** True once the process has been asked to stop. */
  stopping(): boolean;
  /** Told of our own mistakes, with the id that the caller was given. */
  onError(error: unknown, id: string): void;
}

/** Answers 500 without detail; the id leads from the caller's answer to the log. */
export function answerInternalError(gateway: Gateway, error: unknown, to: ServerResponse): void {
  const id = crypto.randomUUID();
  gateway.onError(error, id);
  writeReply(
    to,
    refuse('internal', `Something went wrong in the gateway itself. Name this id to its operators: ${id}`),
  );
}

/** A signal that aborts when the client goes away before it has its answer. */
export function abortSignalOf(request: IncomingMessage, response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  if (request.destroyed && !request.complete) controller.abort();
  return controller.signal;
}
