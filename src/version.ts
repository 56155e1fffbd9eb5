/** The product's version, as its package says it. */
import packageFile from '../package.json' with { type: 'json' };

/** For example `0.1.0`. */
export const version: string = packageFile.version;
