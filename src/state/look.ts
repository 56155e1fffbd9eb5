/** A store that is only looked at. */
import type { State } from './state.ts';

/** The store, in which nothing changes: what would be put is not, and whoever puts is told that it was. */
export function onlyLooking(state: State): State {
  return {
    get: state.get,
    putIfAbsent: (key) => state.get(key),
    replace: async (key, version) => (await state.get(key))?.version === version,
    remove: async (key, version) => (await state.get(key))?.version === version,
    close: state.close,
  };
}
