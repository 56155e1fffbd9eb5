/** How near a sentence is to capabilities by vectors, as shares that can stand beside the confidence of words. */

/** So many deviations above what is usual a capability is as likely meant as not; of few, none can stand out so far. */
const halfway = 2.4;
/** How soon that turns into certainty. */
const steepness = 2.5;
/** What vectors alone can be sure of. */
const most = 0.9;

/**
 * 0 to 1 for each vector. Models differ in what they call near, so what counts is how far one stands out among all.
 *
 * @param vectors all of length 1, as `sentence` is
 */
export function likenesses(sentence: Float32Array, vectors: readonly Float32Array[]): number[] {
  const cosines = vectors.map((vector) => vector.reduce((sum, value, at) => sum + value * (sentence[at] ?? 0), 0));
  const mean = average(cosines);
  const deviation = Math.sqrt(average(cosines.map((cosine) => (cosine - mean) ** 2)));
  if (deviation === 0) return cosines.map(() => 0);
  const farthest = (cosines.length - 1) / Math.sqrt(cosines.length);
  const middle = Math.min(halfway, 0.75 * farthest);
  return cosines.map((cosine) => most / (1 + Math.exp(-steepness * ((cosine - mean) / deviation - middle))));
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
