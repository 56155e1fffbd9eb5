/** The port for what makes vectors of texts, so that texts of one meaning lie near each other in whatever language. */

/** Makes vectors; an adapter asks a service for them. */
export interface Embedder {
  /** A vector of length 1 for each text, all of one dimension; null when there are none now. Never rejects. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[] | null>;
}
