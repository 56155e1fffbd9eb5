/** Requests that are being answered: given up one by one, and all brought to an end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from './failure.ts';
import type { LineWriter } from './lines.ts';
import type { RequestId, StdioRequest } from './message.ts';
import type { Responder } from './responder.ts';

/** What is given up gets this long to be recorded. */
const abandonedMs = 2000;
/** A stream that has been closed gets this long to say so; one of a gateway elsewhere says nothing. */
const lastWordMs = 500;

/** Requests that are being answered. */
export interface UnderWay {
  begin(request: StdioRequest): void;
  cancel(id: RequestId): void;
  /** Waits for calls, ends streams, and gives up what is left after `graceMs`, or when `hurry` aborts. */
  finish(graceMs: number, hurry: AbortSignal): Promise<void>;
}

interface Begun {
  readonly controller: AbortController;
  readonly isListening: boolean;
  readonly done: Promise<void>;
}

/** Begins with none. */
export function createUnderWay(responder: Responder, writer: LineWriter): UnderWay {
  const begun = new Set<Begun>();
  const byId = new Map<RequestId, Begun>();

  async function answer({ request, signal }: { request: StdioRequest; signal: AbortSignal }): Promise<void> {
    try {
      for await (const message of responder.answer(request, signal)) {
        // Whoever gave it up wants no answer (MCP, basic/utilities/cancellation).
        if (!signal.aborted) writer.write(message);
      }
    } catch (error) {
      if (signal.aborted) return;
      responder.onError(error);
      for (const id of request.ids) writer.write(failure(-32603, 'Internal error', id));
    }
  }

  const settled = (which: (one: Begun) => boolean) =>
    Promise.all([...begun].filter(which).map(({ done }) => done)).then(() => {});

  return {
    begin: (request) => {
      const controller = new AbortController();
      const done = answer({ request, signal: controller.signal }).finally(() => {
        begun.delete(one);
        for (const id of request.ids) if (byId.get(id) === one) byId.delete(id);
      });
      const one: Begun = { controller, isListening: request.isListening, done };
      begun.add(one);
      for (const id of request.ids) byId.set(id, one);
    },
    cancel: (id) => byId.get(id)?.controller.abort(),
    finish: async (graceMs, hurry) => {
      await within(
        settled(({ isListening }) => !isListening),
        graceMs,
        hurry,
      );
      await within(responder.close(), abandonedMs);
      for (const { controller, isListening } of begun) if (!isListening) controller.abort();
      await within(
        settled(({ isListening }) => isListening),
        lastWordMs,
      );
      for (const { controller } of begun) controller.abort();
      await within(
        settled(() => true),
        abandonedMs,
      );
    },
  };
}

/** Waits, at most so long, or until told to go on. */
async function within(work: Promise<void>, milliseconds: number, hurry?: AbortSignal): Promise<void> {
  if (hurry?.aborted === true) return;
  const over = new AbortController();
  const signals = hurry === undefined ? [over.signal] : [over.signal, hurry];
  const timer = sleep(milliseconds, undefined, { signal: AbortSignal.any(signals) }).catch(() => {});
  await Promise.race([work, timer]);
  over.abort();
}
