/** An answer of several parts, taken apart (RFC 2046, section 5.1). */

/** One part, as if it had been an answer of its own. */
export interface Part {
  /** Empty when the part does not say; RFC 2046 means plain text then. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** More than this is a file of the company's own kind, not something to be read part by part. */
const mostParts = 50;

/** The parts of a `multipart/…` answer in their order; null for any other answer, and for one that does not keep to the form. */
export function partsOf(contentType: string, bytes: Uint8Array): readonly Part[] | null {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return null;
  // One character for each byte; the first delimiter has no line before it.
  const text = `\r\n${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')}`;
  const [, ...pieces] = text.split(`\r\n--${boundary}`, mostParts + 2);
  const end = pieces.findIndex((piece) => piece.startsWith('--'));
  if (end < 1) return null;
  const parts = pieces.slice(0, end).map(partOf);
  return parts.includes(null) ? null : (parts as readonly Part[]);
}

function boundaryOf(contentType: string): string | null {
  if (!/^multipart\//i.test(contentType)) return null;
  const match = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return match?.[1] ?? match?.[2] ?? null;
}

/** Null when the delimiter's line goes on, or the part's header fields have no end. */
function partOf(piece: string): Part | null {
  const text = piece.replace(/^[ \t]+/, '');
  const end = text.indexOf('\r\n\r\n');
  if (!text.startsWith('\r\n') || end < 0) return null;
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  const isBase64 = /\r\ncontent-transfer-encoding:[ \t]*base64[ \t]*(?:\r\n|$)/i.test(head);
  return {
    contentType: /\r\ncontent-type:[ \t]*([^\r\n]*)/i.exec(head)?.[1]?.trim() ?? '',
    bytes: Buffer.from(body, isBase64 ? 'base64' : 'latin1'),
  };
}
