/** Answers that no client should take: written to the socket as they are. */
import type { ServerResponse } from 'node:http';

/** What kind of answer. */
export type BadMode = 'not-http' | 'broken-json' | 'wrong-length' | 'reset';

const modes: ReadonlySet<string> = new Set(['not-http', 'broken-json', 'wrong-length', 'reset']);

/** Whether a mode of the upstream is one of these. */
export function isBad(mode: string): mode is BadMode {
  return modes.has(mode);
}

/**
 * Whether a write is done before it is answered: always, when the answer begins with a whole 200, as that says so; else
 * every other time, as a broken answer says nothing.
 */
export function isCarriedOut(mode: string, turn: number): boolean {
  return mode === 'not-http' || mode === 'half-open' || mode === 'slow' ? turn % 2 === 0 : true;
}

/** Answers; `answer` is what would have been right. */
export function answerBadly(mode: BadMode, turn: number, answer: string, response: ServerResponse): void {
  const socket = response.socket;
  if (socket === null) return;
  switch (mode) {
    case 'not-http':
      return void socket.end(turn % 4 < 2 ? '\u0000\u0001\u0002 this is no HTTP \r\n\r\n' : answer);
    case 'broken-json':
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(answer.slice(0, -2));
    case 'wrong-length':
      return void (turn % 2 === 0 ? socket.end(head(answer.length + 50) + answer) : socket.write(tooLong(answer)));
    case 'reset':
      socket.write(head(answer.length) + answer.slice(0, answer.length / 2), () => socket.resetAndDestroy());
  }
}

function head(length: number): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
}

/** A length that ends in mid-answer; behind it stands a whole other answer, which must not become the next caller's. */
function tooLong(answer: string): string {
  const other = JSON.stringify({ id: 'somebody-elses', path: '/orders' });
  return head(answer.length - 3) + answer + head(other.length) + other;
}
