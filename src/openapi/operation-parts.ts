/** What of an operation its request and its answer are made from, with the `$ref`s to it followed. */
import { successKeys } from './media.ts';
import type { ListedOperation } from './list-operations.ts';
import { type BrokenReference, child, isRecord, own, type Place, referenceOf, resolve } from './reference.ts';

/** Parts as OpenAPI 3 has them, whichever form the document has. */
export interface OperationParts {
  /** Parameter Objects; of those with one name and place the nearest. */
  readonly parameters: readonly Place[];
  /** The Request Body Object; null when there is none. */
  readonly body: Place | null;
  /** Response Objects of success, in the order in which they are tried. */
  readonly responses: readonly Place[];
  /** References that a request cannot do without. */
  readonly missing: readonly BrokenReference[];
  /** References of answers that cannot be followed. */
  readonly broken: readonly BrokenReference[];
  /** A sentence about why none of this can be told; null when it can. */
  readonly unreadable: string | null;
}

/** Reads how one form of documents says these parts. Never throws. */
export type ReadParts = (root: unknown, listed: ListedOperation) => OperationParts;

/** The parts of an operation of OpenAPI 3. */
export const openApiParts: ReadParts = (root, listed) => {
  const missing: BrokenReference[] = [];
  const broken: BrokenReference[] = [];
  const parameters = declaredParameters(root, listed, missing);
  const declared = child(listed.place, 'requestBody');
  const body = declared.value === undefined ? null : followed(root, declared, missing);
  return { parameters, body, responses: successfulResponses(root, listed, broken), missing, broken, unreadable: null };
};

/** The parameters of the path items and the operation, resolved; of those with one name and place the nearest counts. */
export function declaredParameters(root: unknown, listed: ListedOperation, missing: BrokenReference[]): Place[] {
  const nearest = new Map<string, Place>();
  for (const owner of [...listed.items.toReversed(), listed.place]) {
    const list = child(owner, 'parameters');
    for (const index of Array.isArray(list.value) ? list.value.keys() : []) {
      const reference = child(list, String(index));
      const target = followed(root, reference, missing);
      if (target === null) continue;
      const place = withSiblings(reference, target);
      const name = String(own(place.value, 'name'));
      const position = String(own(place.value, 'in'));
      nearest.set(`${position}\n${position === 'header' ? name.toLowerCase() : name}`, place);
    }
  }
  return [...nearest.values()];
}

/** Beside a reference a description counts (OpenAPI 3.1, "Reference Object"), and authors mean a `required: true` there as well. */
function withSiblings({ value: reference }: Place, target: Place): Place {
  if (reference === target.value || referenceOf(reference) === null || !isRecord(target.value)) return target;
  const description = own(reference, 'description');
  const beside = {
    ...(typeof description === 'string' ? { description } : {}),
    ...(own(reference, 'required') === true ? { required: true } : {}),
  };
  return Object.keys(beside).length === 0 ? target : { ...target, value: { ...target.value, ...beside } };
}

/** The answers of success that can be found. */
export function successfulResponses(root: unknown, listed: ListedOperation, broken: BrokenReference[]): Place[] {
  const responses = child(listed.place, 'responses');
  return successKeys(responses.value)
    .map((key) => followed(root, child(responses, key), broken))
    .filter((place) => place !== null);
}

function followed(root: unknown, place: Place, broken: BrokenReference[]): Place | null {
  const target = resolve(root, place);
  if ('place' in target) return target.place;
  broken.push(target.broken);
  return null;
}
