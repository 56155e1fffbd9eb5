/** The member of a result that tells what was cut. */

/** Its name: `more`, with a line before it as often as the result has a member of that name itself. */
export function noteName(isTaken: (name: string) => boolean): string {
  let name = 'more';
  while (isTaken(name)) name = `_${name}`;
  return name;
}

/** Adds it to the JSON text of an object, as its last member. */
export function withNote(text: string, name: string, note: object): string {
  const comma = text === '{}' ? '' : ',';
  return `${text.slice(0, -1)}${comma}${JSON.stringify(name)}:${JSON.stringify(note)}}`;
}
