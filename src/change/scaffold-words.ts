/** Titles and descriptions of drafted capabilities, in Spanish and English, from a name such as `orders.search`. */

/** Words that models and people meet; an author makes them precise. */
export interface CapabilityWords {
  readonly title: string;
  readonly description: string;
  readonly intents: readonly string[];
}

/** What the last word of a name often says, in English and Spanish: third person, then as an order. */
const verbs: Readonly<Record<string, readonly [string, string, string, string]>> = {
  search: ['Searches', 'Busca', 'search', 'busca'],
  list: ['Lists', 'Lista', 'list', 'muestra'],
  get: ['Gets', 'Obtiene', 'show', 'muestra'],
  latest: ['Gets the latest', 'Obtiene lo último de', 'latest', 'lo último de'],
  create: ['Creates', 'Crea', 'create', 'crea'],
  add: ['Adds', 'Agrega', 'add', 'agrega'],
  update: ['Updates', 'Actualiza', 'update', 'actualiza'],
  delete: ['Deletes', 'Elimina', 'delete', 'elimina'],
  cancel: ['Cancels', 'Cancela', 'cancel', 'cancela'],
  send: ['Sends', 'Envía', 'send', 'envía'],
  charge: ['Charges', 'Cobra', 'charge', 'cobra'],
};

/** Names may be Spanish too. */
const verbos: Readonly<Record<string, string>> = {
  buscar: 'search',
  listar: 'list',
  obtener: 'get',
  ver: 'get',
  consultar: 'get',
  ultimo: 'latest',
  ultima: 'latest',
  crear: 'create',
  agregar: 'add',
  actualizar: 'update',
  eliminar: 'delete',
  borrar: 'delete',
  cancelar: 'cancel',
  anular: 'cancel',
  enviar: 'send',
  cobrar: 'charge',
};

/** For a name whose last word says nothing known. */
const byMethod: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'update', DELETE: 'delete' };

/** Words by the name, and the endpoint's own summary where it has one. */
export function capabilityWords(
  name: string,
  { method, summary }: { readonly method: string; readonly summary: string },
): CapabilityWords {
  const parts = name.split(/[._-]/);
  const last = parts.at(-1) as string;
  const verb = Object.hasOwn(verbs, last) ? last : Object.hasOwn(verbos, last) ? (verbos[last] as string) : null;
  const things = (verb === null ? parts : parts.slice(0, -1)).join(' ');
  const [does, hace, order, orden] = verbs[verb ?? byMethod[method] ?? 'get'] as readonly string[];
  const own = summary.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, '').slice(0, 300);
  return {
    title: capital(verb === null ? things : `${last} ${things}`),
    description: `${own === '' ? `${does} ${things}` : own}. ${hace} ${things}.`,
    intents: [`${orden} ${things}`, `${order} ${things}`],
  };
}

/** `date_created`, `filter[status]` → `dateCreated`, `filterStatus`: a name that arguments and fields may have. */
export function fieldName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? lowered(word) : capital(word))).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `field${capital(joined)}`;
}

/** `ID` → `id`, `Status` → `status`, `userId` stays. */
function lowered(word: string): string {
  return /^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : `${word.charAt(0).toLowerCase()}${word.slice(1)}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
