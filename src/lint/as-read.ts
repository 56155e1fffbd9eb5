/** A text as a model reads it: other alphabets, signs and marks than Latin letters hide an order from patterns only. */

/** Letters that look like Latin ones and have no decomposition that says so (Unicode TS 39). */
const lookAlikes: readonly (readonly [letters: string, latin: string])[] = [
  ['аесԁһіјкӏмпорԛѕтиуѡхвн', 'aecdhijklmnopqstuywxbh'],
  ['αβεηικμνορτυωχγ', 'abenikmvoptuwxy'],
  ['ΑΒΕΗΙΚΜΝΟΡΤΥΧΖ', 'abehikmnoptyxz'],
  ['ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡıł', 'abcdefghijklmnoprstuvwyzagil'],
];

const latinOf = new Map(
  lookAlikes.flatMap(([letters, latin]) => [...letters].map((letter, at) => [letter, latin[at]])),
);
const foreign = /[\u0131\u0142\u0251-\u02AF\u0370-\u052F\u1D00-\u1D7F\uA730-\uA7FF]/g;

/**
 * The text with single spaces, in Latin letters without accents, and without what is not seen or only sets type:
 * `**Ígnore** a\u200bll` becomes `Ignore all`. Tag characters become the signs that they stand for.
 */
export function asRead(text: string): string {
  return text
    .replace(/[\u{E0020}-\u{E007E}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000))
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}*`]+/gu, '')
    .replace(foreign, (letter) => latinOf.get(letter) ?? latinOf.get(letter.toLowerCase()) ?? letter)
    .replace(/(?<!\p{L})(?:\p{L} ){4,}\p{L}(?!\p{L})/gu, (spaced) => spaced.replaceAll(' ', ''))
    .replace(/(?:&nbsp;|\s)+/g, ' ');
}
