/** One place where values are kept. The first backend that has a secret is the one that gives it. */
import type { Secrets } from './secrets.ts';

/** Finds and reads secrets. Malformed names are found nowhere; what is there and cannot be opened reads as undefined. */
export type Backend = Pick<Secrets, 'has' | 'read'>;

/** Told what keeps a secret from being read, in words without any value; the same words are told once. */
export type OnProblem = (message: string) => void;
