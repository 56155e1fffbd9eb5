/** Undoes an answer's `content-encoding` (RFC 9110 §8.4), for upstreams that compress although nobody asked them to. */

import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';

/** The decoded bytes, or why there are none. */
export type Decoded = Buffer | 'too-large' | 'bad-encoding';

type Decompress = (data: Buffer, options: ZlibOptions, callback: (error: Error | null, result: Buffer) => void) => void;

/**
 * Decodes one gzip, deflate or brotli body. Stops as soon as the result would pass `maxBytes`, so that a small body that
 * unfolds to gigabytes costs no more than that.
 */
export function decodeBody(body: Buffer, encoding: string, maxBytes: number): Promise<Decoded> {
  const decompress = decompressorFor(encoding, body);
  if (decompress === null) return Promise.resolve('bad-encoding');
  return new Promise((resolve) => {
    decompress(body, { maxOutputLength: Math.max(1, maxBytes) }, (error, result) => {
      if (error === null) resolve(result.length > maxBytes ? 'too-large' : result);
      else resolve((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'bad-encoding');
    });
  });
}

function decompressorFor(encoding: string, body: Buffer): Decompress | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return gunzip;
    case 'br':
      return brotliDecompress;
    case 'deflate':
      // Means the zlib format, but many servers send the bare stream. The zlib header has 8 in its low four bits.
      return (body[0]! & 0x0f) === 8 ? inflate : inflateRaw;
    default:
      return null;
  }
}
