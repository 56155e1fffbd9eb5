import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { serveConnection, type Connection } from './connection.ts';
import type { StdioRequest } from './message.ts';
import type { Responder } from './responder.ts';

/** A request that a test answers by hand. */
interface Asked {
  readonly request: StdioRequest;
  readonly signal: AbortSignal;
  answer(...messages: string[]): void;
  fail(error: Error): void;
}

interface Opened {
  readonly connection: Connection;
  readonly input: PassThrough;
  readonly output: PassThrough;
  readonly asked: Asked[];
  readonly errors: unknown[];
  readonly closed: () => number;
  send(...messages: object[]): void;
  written(): string[];
}

/** `holdsOut` is a responder that takes no notice of being given up. */
function open({ graceMs = 10_000, holdsOut = false } = {}): Opened {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const [asked, errors]: [Asked[], unknown[]] = [[], []];
  let [text, closings] = ['', 0];
  output.setEncoding('utf8').on('data', (part: string) => (text += part));
  const responder: Responder = {
    answer: async function* (request, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<string[]>();
      asked.push({ request, signal, answer: (...messages) => resolve(messages), fail: reject });
      if (!holdsOut) signal.addEventListener('abort', () => resolve(['given up']));
      yield* await promise;
    },
    close: async () => {
      closings += 1;
      for (const one of asked) if (one.request.isListening) one.answer('end of the stream');
    },
    onError: (error) => void errors.push(error),
  };
  const connection = serveConnection(input, output, responder, { graceMs });
  onTestFinished(() => connection.end());
  return {
    connection,
    input,
    output,
    asked,
    errors,
    closed: () => closings,
    send: (...messages) => void input.write(messages.map((message) => `${JSON.stringify(message)}\n`).join('')),
    written: () => text.split('\n').slice(0, -1),
  };
}

const request = (id: string | number, method = 'tools/list') => ({ jsonrpc: '2.0', id, method });
const listen = {
  ...request('listen', 'subscriptions/listen'),
  params: { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } },
};

test('each request is answered when its answer is there', async () => {
  const { asked, send, written } = open();
  send(request(1), request(2));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  asked[1]?.answer('two');
  await vi.waitFor(() => expect(written()).toEqual(['two']));
  asked[0]?.answer('one', 'more');
  await vi.waitFor(() => expect(written()).toEqual(['two', 'one', 'more']));
});

test('a request that is given up gets no answer, and the others do', async () => {
  const { asked, send, written } = open();
  send(request(1), request('1'), { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } });
  await vi.waitFor(() => expect(asked[0]?.signal.aborted).toBe(true));
  expect(asked[1]?.signal.aborted).toBe(false);
  asked[1]?.answer('the other');
  await vi.waitFor(() => expect(written()).toEqual(['the other']));
});

test('our own mistakes are told without detail, for every request of the line', async () => {
  const { asked, errors, send, written } = open();
  send([request(1), request('b')]);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  asked[0]?.fail(new Error('secret'));
  await vi.waitFor(() => expect(written()).toHaveLength(2));
  expect(written().map((line) => JSON.parse(line) as object)).toEqual(
    [1, 'b'].map((id) => ({ jsonrpc: '2.0', id, error: { code: -32603, message: 'Internal error' } })),
  );
  expect(errors).toEqual([new Error('secret')]);
});

describe('the end', () => {
  test('waits for calls, ends streams, and hands everything over', async () => {
    const { connection, input, asked, send, written, closed } = open();
    send(request(1), listen);
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    input.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([closed(), asked.map(({ signal }) => signal.aborted)]).toEqual([0, [false, false]]);
    asked[0]?.answer('one');
    await connection.ended;
    expect(written()).toEqual(['one', 'end of the stream']);
  });

  test('gives up what takes longer than its time', async () => {
    const { connection, input, asked, send, written } = open({ graceMs: 1 });
    send(request(1));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    input.end();
    await connection.ended;
    expect([asked[0]?.signal.aborted, written()]).toEqual([true, []]);
  });

  test('that is asked for twice waits no longer', async () => {
    const { connection, asked, send } = open();
    send(request(1));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    connection.end();
    connection.end();
    await connection.ended;
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  test('takes no more requests', async () => {
    const { connection, input, asked, send } = open();
    send(request(1));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    connection.end();
    expect(input.destroyed).toBe(true);
    asked[0]?.answer('one');
    await connection.ended;
    expect(asked).toHaveLength(1);
  });

  test('comes when nobody reads any more', async () => {
    const { connection, output, asked, send, errors } = open();
    send(request(1));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    output.destroy(new Error('EPIPE'));
    await connection.ended;
    expect([asked[0]?.signal.aborted, errors]).toEqual([true, []]);
  });

  test('comes in any case', { timeout: 20_000 }, async () => {
    const { connection, input, asked, send } = open({ graceMs: 1, holdsOut: true });
    send(request(1));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    input.end();
    await connection.ended;
  });
});

test('changes are told to a client that shook hands, and to no other', async () => {
  const { connection, asked, send, written } = open();
  connection.notifyLegacy('notifications/tools/list_changed');
  send(request('init', 'initialize'));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  connection.notifyLegacy('notifications/tools/list_changed');
  await vi.waitFor(() => expect(written()).toEqual(['{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}']));
});
