/** Which embedding service helps to find capabilities, as flags and variables say it. */
import type { EmbeddingOptions } from '../embedding-service.ts';
import { Misuse } from './exit.ts';

/** Null when `--embeddings` names no service. Throws `Misuse` for what cannot be used. */
export function embeddingsOf(
  options: Record<string, unknown>,
  environment: NodeJS.ProcessEnv,
): EmbeddingOptions | null {
  const { embeddings: url, 'embeddings-model': model } = options;
  if (url === undefined && model === undefined) return null;
  if (url === undefined) throw new Misuse('--embeddings-model needs --embeddings with the URL of a service.');
  if (!isUsable(String(url)))
    throw new Misuse(
      '--embeddings takes a URL without a key in it, such as http://127.0.0.1:11434/v1. The key goes into SMARTEROS_EMBEDDINGS_KEY.',
    );
  if (model === undefined || model === '')
    throw new Misuse('--embeddings needs --embeddings-model with the name of a model that the service has.');
  return { url: String(url), model: String(model), key: environment['SMARTEROS_EMBEDDINGS_KEY'] || null };
}

function isUsable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '' && search === '';
}
