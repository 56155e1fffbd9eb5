/** JSON as programs write it → the same without layout, every string and number as it was. */
import { endOfString } from './spans.ts';

const quote = 0x22;
const space = 0x20;

/** Takes the white space between the parts of valid JSON out; a text without any is given back itself. */
export function compact(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code > space) at++;
    else {
      parts.push(text.slice(from, at));
      from = at = endOfSpace(text, at);
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from);
}

function endOfSpace(text: string, at: number): number {
  let end = at + 1;
  while (text.charCodeAt(end) <= space) end++;
  return end;
}
