/** Reads a secret's value: from standard input, or typed without being shown. Never from the command line, which other processes can read. */
import { isUtf8 } from 'node:buffer';
import { largestValue } from '../secret/seal.ts';
import { Misuse } from './exit.ts';

/** What `--help` says of it. */
export const valueWords =
  'The value is read from standard input, or asked for without showing it. It is no argument: a shell keeps those in its history, and every process of the machine can read them.';

/** The value; throws `Misuse` for none, one that is too long, or one that is no text. */
export async function readValue(what: string): Promise<string> {
  const value = process.stdin.isTTY ? await askHidden(`Value of ${what} (not shown): `) : await readPiped();
  if (value === '')
    throw new Misuse('There is no value. Pipe it in, or type it: printf %s "$KEY" | smarteros secret …');
  if (Buffer.byteLength(value) > largestValue) throw new Misuse(`A secret may have ${largestValue} bytes.`);
  return value;
}

/** One newline at the end is what `echo` adds, and hardly ever a part of the value. */
async function readPiped(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largestValue + 2) throw new Misuse(`A secret may have ${largestValue} bytes.`);
  }
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) throw new Misuse('The value is no UTF-8 text. Encode it first, as its API expects it.');
  const text = bytes.toString('utf8');
  const value = text.replace(/\r?\n$/, '');
  if (value !== text) process.stderr.write('The line break at the end was dropped; the value goes without it.\n');
  return value;
}

/** What is typed in raw mode reaches nobody's screen, and ends with Enter. */
function askHidden(question: string): Promise<string> {
  const { stdin } = process;
  process.stderr.write(question);
  stdin.setRawMode(true).setEncoding('utf8').resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (finish: () => void): void => {
      stdin.setRawMode(false).pause().removeListener('data', read);
      process.stderr.write('\n');
      finish();
    };
    const read = (text: string): void => {
      for (const character of text) {
        if (character === '\r' || character === '\n') return end(() => resolve(typed));
        if (character === '\u0003' || character === '\u0004')
          return end(() => reject(new Misuse('Nothing was changed.')));
        if (character === '\u007f' || character === '\b') typed = Array.from(typed).slice(0, -1).join('');
        else typed += character;
      }
    };
    stdin.on('data', read);
  });
}
