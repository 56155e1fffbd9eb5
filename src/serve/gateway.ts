/** What every face works with: the current serving, the ways in which calls are made, and facts of the process. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Calls } from '../call/call.ts';
import type { Serving } from '../call/serving.ts';
import { refuse } from '../call/refuse.ts';
import type { Problem } from '../problem.ts';
import type { Admission } from '../resilience/admission.ts';
import type { IntentResolver } from '../resolve/resolver.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { VersionControl } from '../versions/versions.ts';
import type { McpExtension } from './extension.ts';
import { writeReply } from './write.ts';

/** Handed to `listen` by the composition root. */
export interface Gateway {
  serving(): Serving;
  readonly calls: Calls;
  readonly intents: IntentResolver;
  readonly telemetry: Telemetry;
  /** Bounds how many requests are worked on at once. */
  readonly admission: Admission;
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
  /** Of tests alone. */
  readonly mcpExtension?: McpExtension | undefined;
}

/** What is known of a gateway only once it listens; handed to each face. */
export interface ListeningGateway extends Gateway {
  readonly place: Place;
}

/** Where a gateway listens. */
export interface Place {
  /** For example `http://127.0.0.1:8787`; stands where the System declares no host. */
  readonly url: string;
  /** True when only this machine can connect. */
  readonly isLoopback: boolean;
}

/** Answers 500 without detail; the id leads from the caller's answer to the log. */
export function answerInternalError(gateway: Gateway, error: unknown, to: ServerResponse, id: string): void {
  gateway.onError(error, id);
  const detail = `Something went wrong in the gateway itself. Name this id to its operators: ${id}`;
  writeReply(to, refuse('internal', detail), { [callIdHeader]: id }, null);
}

/** The header in which every answer to a call names it. */
export const callIdHeader = 'smarteros-call-id';

/** A signal that aborts when the client goes away before it has its answer. */
export function abortSignalOf(request: IncomingMessage, response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  if (response.destroyed || (request.destroyed && !request.complete)) controller.abort();
  return controller.signal;
}
