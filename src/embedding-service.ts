/** Vectors of texts from a service that speaks `POST /embeddings` as OpenAI's API does; many others do, local ones too. */
import type { Net } from './net/net.ts';
import type { Embedder } from './resolve/embedder.ts';

/** Which service, and as whom. */
export interface EmbeddingOptions {
  /** What `/embeddings` is appended to, for example `http://127.0.0.1:11434/v1`; an absolute http(s) URL without credentials. */
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; null sends none. */
  readonly key: string | null;
}

/** A person waits for one sentence, and nobody for the capabilities of a tenant. */
const sentenceMs = 1_500;
const catalogueMs = 30_000;
/** After a failure the service is left alone for so long. */
const pauseMs = 10_000;
const answerBytes = 32 * 1024 * 1024;

/** Makes the adapter. `onFailed` hears when it begins to fail. The address is the operator's own, so it may be private. */
export function createEmbedder(net: Net, { url, model, key }: EmbeddingOptions, onFailed: () => void): Embedder {
  const { origin, pathname } = new URL(url);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };
  let pausedUntil = 0;
  return {
    embed: async (texts) => {
      if (Date.now() < pausedUntil) return null;
      const answer = await net.send({
        origin,
        network: 'private',
        method: 'POST',
        path: `${pathname.replace(/\/+$/, '')}/embeddings`,
        headers: { ...headers },
        body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
        timeoutMs: texts.length === 1 ? sentenceMs : catalogueMs,
        answerBytes,
      });
      const vectors = answer.ok && answer.status === 200 ? vectorsOf(answer.body, texts.length) : null;
      if (vectors === null) {
        pausedUntil = Date.now() + pauseMs;
        onFailed();
      }
      return vectors;
    },
  };
}

/** Null for an answer that has not one vector for each text, all of one dimension. */
function vectorsOf(body: Buffer, count: number): readonly Float32Array[] | null {
  const entries = entriesOf(body);
  if (entries === null || entries.length !== count) return null;
  const vectors: Float32Array[] = [];
  for (const [place, { index = place, embedding }] of entries.entries()) {
    if (!Number.isInteger(index) || index < 0 || index >= count || !isVector(embedding)) return null;
    vectors[index] = unit(embedding);
  }
  const [first] = vectors;
  return Object.keys(vectors).length === count && vectors.every(({ length }) => length === first?.length)
    ? vectors
    : null;
}

interface Entry {
  readonly index?: number;
  readonly embedding?: unknown;
}

function entriesOf(body: Buffer): readonly Entry[] | null {
  try {
    const { data } = JSON.parse(body.toString('utf8')) as { data?: unknown };
    return Array.isArray(data) && data.every((one) => typeof one === 'object' && one !== null) ? data : null;
  } catch {
    return null;
  }
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => Number.isFinite(one));
}

function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
}
