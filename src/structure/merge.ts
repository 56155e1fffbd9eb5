/** Structures of several values → the structure of all of them. */
import { mostFields } from './map.ts';
import { emptyDraft, tally, type Draft, type Structure } from './structure.ts';

/** All of them together; of none, a structure of which nothing was seen. What is given stays as it is. */
export function mergeStructures(structures: Iterable<Structure>): Structure {
  const merged = emptyDraft();
  for (const structure of structures) addStructure(merged, structure);
  return merged;
}

function addStructure(draft: Draft, structure: Structure): void {
  draft.count += structure.count;
  for (const [type, count] of structure.types) tally(draft.types, type, count);
  for (const [format, count] of structure.formats) tally(draft.formats, format, count);
  for (const [length, count] of structure.lengths) tally(draft.lengths, length, count);
  for (const [name, member] of structure.members) addStructure(memberOf(draft, name), member);
  if (structure.others !== null) addStructure((draft.others ??= emptyDraft()), structure.others);
  if (structure.items !== null) addStructure((draft.items ??= emptyDraft()), structure.items);
  if (structure.isCut) draft.isCut = true;
}

/** Where every value brings other names, the names are data. */
function memberOf(draft: Draft, name: string): Draft {
  const known = draft.members.get(name);
  if (known !== undefined) return known;
  if (draft.members.size >= mostFields) {
    draft.isCut = true;
    return (draft.others ??= emptyDraft());
  }
  const member = emptyDraft();
  draft.members.set(name, member);
  return member;
}
