/** The words of identifiers: what paths, tags and operation ids say once their spelling is taken away. */

/** Longer ones are no names; a stranger wrote them. */
const longest = 200;

/** `postMessage`, `post_message`, `PostMessage` → `post`, `message`: lower case, without accents; empty for other alphabets. */
export function wordsIn(identifier: string): string[] {
  return identifier
    .slice(0, longest)
    .normalize('NFD')
    .replaceAll(/\p{M}|(?<=\p{L})['’](?=s\b)/gu, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Words that end in `s` and mean one thing. */
const singular =
  /(?:ss|us|is|ous|ics|news|series|settings|preferences|dns|sms|https?|status|address|access|process|aws|tls|cors|gps|pos)$/;

/** Words that mean several without an `s`. */
const several = new Set(['people', 'children', 'media', 'data', 'stock', 'inventory', 'history', 'staff', 'feed']);

/** True for a word that names several things. */
export function isPlural(word: string): boolean {
  if (several.has(word)) return true;
  return word.length > 2 && word.endsWith('s') && !singular.test(word);
}

/** What a verb asks for: `reads` answers with something that is there, `acts` does something. */
const verbs: Readonly<Record<'list' | 'get' | 'create' | 'update' | 'delete', readonly string[]>> = {
  list: ['list', 'search', 'find', 'query', 'filter', 'lookup', 'listar', 'buscar'],
  get: ['get', 'retrieve', 'read', 'show', 'fetch', 'view', 'describe', 'obtener', 'consultar', 'ver'],
  create: ['create', 'add', 'insert', 'new', 'post', 'crear', 'agregar'],
  update: ['update', 'edit', 'modify', 'patch', 'put', 'actualizar', 'editar'],
  delete: ['delete', 'remove', 'destroy', 'eliminar', 'borrar'],
};

/** Orders that paths give beside those: `/orders/{id}/cancel`. */
const actions = new Set(
  `accept acknowledge activate answer approve archive assign attach authorize ban batch bulk buy calculate call cancel capture
  change charge check checkin checkout clear clone close commit complete confirm connect convert copy deactivate decline
  deploy deprecate detach disable disconnect discard dismiss download duplicate enable estimate exec execute expire export
  finalize finish flush follow forward generate grant hide impersonate import install invite invoke issue join kick kill leave
  link lock login logout mark merge migrate move mute notify open order pause pay pin ping poll prepare preview process promote
  prune publish pull push ready reactivate rebuild receive recheck recover rectify redeem refresh refund regenerate register reject release
  reload rename reopen reorder replace reply request resend reset resize resolve restart restore restrict resume retry reverify revert revoke
  rollback rotate run save schedule send set share ship sign simulate skip snooze split start stop submit subscribe suspend
  swap sync tail test toggle track transfer trigger unarchive unassign unban unblock uninstall unlink unlock unmute unpause
  unpin unpublish unregister unshare unstar unsubscribe untag upgrade upload upsert validate verify void wait withdraw
  activar anular aprobar cancelar cobrar confirmar emitir enviar pagar rechazar`.split(/\s+/),
);

/** What a word orders, in the words of capabilities (`search`, `get`, `create`, `update`, `delete`), itself for another verb, null for none. */
export function verbOf(word: string | undefined): string | null {
  if (word === undefined) return null;
  if (verbs.list.includes(word)) return 'search';
  for (const verb of ['get', 'create', 'update', 'delete'] as const) if (verbs[verb].includes(word)) return verb;
  return actions.has(word) ? word : null;
}

/** Verbs that are things as often: `order-items`, `open-hours`. */
const things = new Set(
  `batch bulk call charge check close export filter import invite issue join link log lookup mark move new open order patch ping post preview
  process publish push put query read release reply request run schedule search share ship sign split start stop submit test track
  transfer view void`.split(/\s+/),
);

/** True for a verb that begins the name of what is done to the rest: `sendMessage`, `delete_webhook`. */
export function beginsOrder(words: readonly string[]): boolean {
  const [first, second] = words;
  return (
    second !== undefined && first !== undefined && (verbOf(first) !== null || first === 'set') && !things.has(first)
  );
}
