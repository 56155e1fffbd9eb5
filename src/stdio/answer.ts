/** An answer of streamable HTTP → messages, each on one line. */

/** An answer whose body is there, or comes in parts. */
export interface AnswerBody {
  /** The media type, with or without parameters; null for none. */
  readonly contentType: string | null;
  readonly body: string | AsyncIterable<Uint8Array> | null;
}

/** The messages of an answer, as they come; those of an event stream one by one (HTML, section 9.2.6). */
export async function* messagesOf({ contentType, body }: AnswerBody): AsyncGenerator<string> {
  const isStream = contentType?.toLowerCase().startsWith('text/event-stream') === true;
  if (!isStream) {
    const text = await whole(body);
    if (text.trim() !== '') yield onOneLine(text);
    return;
  }
  const event: string[] = [];
  for await (const line of linesOf(body)) {
    if (line === '') yield* dataOf(event.splice(0));
    else event.push(line);
  }
  yield* dataOf(event);
}

/** Each part is looked through once: a line may come in thousands of them. */
async function* linesOf(body: AnswerBody['body']): AsyncGenerator<string> {
  let begun: string[] = [];
  for await (const part of partsOf(body)) {
    const [end = '', ...others] = part.split('\n');
    begun.push(end);
    for (const next of others) {
      yield withoutReturn(begun.join(''));
      begun = [next];
    }
  }
  yield withoutReturn(begun.join(''));
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

async function whole(body: AnswerBody['body']): Promise<string> {
  let text = '';
  for await (const part of partsOf(body)) text += part;
  return text;
}

async function* partsOf(body: AnswerBody['body']): AsyncGenerator<string> {
  if (body === null) return;
  if (typeof body === 'string') return yield body;
  const decoder = new TextDecoder();
  for await (const part of body) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}

function* dataOf(event: readonly string[]): Generator<string> {
  const lines = event.filter((line) => line.startsWith('data:'));
  const data = lines.map((line) => line.slice('data:'.length).replace(/^ /, '')).join('\n');
  if (data.trim() !== '') yield onOneLine(data);
}

/** JSON that was laid out over lines; anything else cannot be a message, and its lines are nobody's to cut. */
function onOneLine(json: string): string {
  return /[\r\n]/.test(json) ? JSON.stringify(JSON.parse(json)) : json;
}
