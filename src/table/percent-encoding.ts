/** Texts → what may stand in a part of a request. Whatever separates there is encoded, so that no value leaves its part. */

/** Writes a well-formed text. */
export type Encode = (text: string) => string;

/** Leaves only the unreserved characters of RFC 3986 section 2.3, as RFC 6570 section 3.2 does. */
export const encodeAll: Encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * With `allowReserved`: reserved characters stay as they are. `%`, and what ends a value there whatever a document
 * says (`#`, `&`, `;`, and `+`, which is read as a space), is encoded all the same.
 */
export const encodeForQuery = leaving('3A|2F|3F|5B|5D|40|24|2C|3D');

/** The same for an item of a list that commas separate, or a member of such an object. */
export const encodeItemForQuery = leaving('3A|2F|3F|5B|5D|40|24');

/** The same in a path, where `/` and `?` end the segment. */
export const encodeForPath = leaving('3A|40|24|26|2B|2C|3D');

/** The same for an item there. */
export const encodeItemForPath = leaving('3A|40|24|26|2B');

/** The same in a cookie: what RFC 6265 section 4.1.1 lets a value hold, but for `%` and `+`. */
export const encodeForCookie = leaving('3A|2F|3F|5B|5D|40|24|26|3D|23|3C|3E|5E|60|7B|7C|7D');

/** The text as it is: where nothing is decoded. */
export const asItIs: Encode = (text) => text;

function leaving(codes: string): Encode {
  const left = new RegExp(`%(?:${codes})`, 'g');
  return (text) => encodeURIComponent(text).replace(left, decodeURIComponent);
}

/** A cookie's value that the house itself sends: encoded already, or not; only what would end it is encoded. */
export const encodeOwnCookie: Encode = (text) =>
  text.replace(/[^\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+/gu, (part) => encodeURIComponent(part.toWellFormed()));
