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
  query: ['Searches', 'Busca', 'search', 'busca'],
  find: ['Finds', 'Busca', 'find', 'busca'],
  list: ['Lists', 'Lista', 'list', 'muestra'],
  get: ['Gets', 'Obtiene', 'show', 'muestra'],
  latest: ['Gets the latest', 'Obtiene lo último de', 'latest', 'lo último de'],
  create: ['Creates', 'Crea', 'create', 'crea'],
  add: ['Adds', 'Agrega', 'add', 'agrega'],
  update: ['Updates', 'Actualiza', 'update', 'actualiza'],
  delete: ['Deletes', 'Elimina', 'delete', 'elimina'],
  cancel: ['Cancels', 'Cancela', 'cancel', 'cancela'],
  send: ['Sends', 'Envía', 'send', 'envía'],
  replace: ['Replaces', 'Reemplaza', 'replace', 'reemplaza'],
  patch: ['Updates', 'Actualiza', 'update', 'actualiza'],
  count: ['Counts', 'Cuenta', 'count', 'cuenta'],
  download: ['Downloads', 'Descarga', 'download', 'descarga'],
  export: ['Exports', 'Exporta', 'export', 'exporta'],
  refund: ['Refunds', 'Reembolsa', 'refund', 'reembolsa'],
  pay: ['Pays', 'Paga', 'pay', 'paga'],
  set: ['Sets', 'Establece', 'set', 'establece'],
  activate: ['Activates', 'Activa', 'activate', 'activa'],
  approve: ['Approves', 'Aprueba', 'approve', 'aprueba'],
  reject: ['Rejects', 'Rechaza', 'reject', 'rechaza'],
  charge: ['Charges', 'Cobra', 'charge', 'cobra'],
};

/** What companies’ APIs are about, so that a sentence in Spanish is one. */
const cosas: Readonly<Record<string, string>> = {
  accounts: 'cuentas',
  account: 'cuenta',
  addresses: 'direcciones',
  agents: 'agentes',
  articles: 'artículos',
  balance: 'saldo',
  balances: 'saldos',
  campaigns: 'campañas',
  cards: 'tarjetas',
  carts: 'carritos',
  categories: 'categorías',
  channels: 'canales',
  charges: 'cobros',
  companies: 'empresas',
  contacts: 'contactos',
  conversations: 'conversaciones',
  countries: 'países',
  coupons: 'cupones',
  currencies: 'monedas',
  customers: 'clientes',
  customer: 'cliente',
  discounts: 'descuentos',
  documents: 'documentos',
  emails: 'correos',
  employees: 'empleados',
  events: 'eventos',
  files: 'archivos',
  groups: 'grupos',
  inventory: 'inventario',
  invoices: 'facturas',
  invoice: 'factura',
  items: 'ítems',
  jobs: 'trabajos',
  labels: 'etiquetas',
  leads: 'prospectos',
  members: 'miembros',
  messages: 'mensajes',
  message: 'mensaje',
  notes: 'notas',
  notifications: 'notificaciones',
  orders: 'pedidos',
  order: 'pedido',
  organizations: 'organizaciones',
  payments: 'pagos',
  payment: 'pago',
  people: 'personas',
  permissions: 'permisos',
  plans: 'planes',
  prices: 'precios',
  products: 'productos',
  product: 'producto',
  profile: 'perfil',
  projects: 'proyectos',
  quotes: 'cotizaciones',
  receipts: 'boletas',
  refunds: 'reembolsos',
  reports: 'informes',
  reviews: 'reseñas',
  roles: 'roles',
  sales: 'ventas',
  settings: 'ajustes',
  shipments: 'envíos',
  shipping: 'envío',
  stock: 'existencias',
  stores: 'tiendas',
  subscriptions: 'suscripciones',
  suppliers: 'proveedores',
  tags: 'etiquetas',
  tasks: 'tareas',
  taxes: 'impuestos',
  teams: 'equipos',
  tickets: 'tickets',
  transactions: 'transacciones',
  transfers: 'transferencias',
  users: 'usuarios',
  user: 'usuario',
  variants: 'variantes',
  variations: 'variaciones',
  warehouses: 'bodegas',
  zones: 'zonas',
  records: 'registros',
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

/** Titles of APIs whose paths are Spanish. */
const infinitives: Readonly<Record<string, string>> = {
  search: 'Buscar',
  list: 'Listar',
  get: 'Obtener',
  create: 'Crear',
  update: 'Actualizar',
  replace: 'Reemplazar',
  patch: 'Actualizar',
  delete: 'Eliminar',
};

/** What is done to one thing, whatever the path calls all of them. */
const ofOne = new Set(
  'get create add update delete cancel replace patch download refund pay activate approve reject'.split(' '),
);

const english = new Map(Object.entries(cosas).map(([en, es]) => [es, en]));

/** Words by the name, and the endpoint's own summary where it has one. */
export function capabilityWords(
  name: string,
  { method, summary }: { readonly method: string; readonly summary: string },
): CapabilityWords {
  const parts = name.split(/[._-]/);
  const last = parts.at(-1) as string;
  const verb = Object.hasOwn(verbs, last) ? last : Object.hasOwn(verbos, last) ? (verbos[last] as string) : null;
  const said = (verb === null ? parts : parts.slice(0, -1)).join(' ');
  const isOne = verb !== null && ofOne.has(verb);
  const en = englishOf(verb === null ? name : name.slice(0, -last.length - 1), isOne);
  const es = spanishOf(verb === null ? name : name.slice(0, -last.length - 1), isOne);
  const [does, hace, order, orden] = verbs[verb ?? byMethod[method] ?? 'get'] as readonly string[];
  const own = summary.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, '').slice(0, 300);
  const isSpanish = en.bare !== (isOne ? singular(said) : said) && Object.hasOwn(infinitives, last);
  const plainTitle = isSpanish
    ? `${infinitives[last]} ${es.bare}`
    : capital(`${last} ${isOne ? singular(said) : said}`);
  return {
    title: verb === null ? capital(said) : plainTitle,
    description: `${own === '' ? `${does} ${en.whole}` : own}. ${hace} ${es.whole}.`,
    intents: [`${orden} ${es.whole}`, `${order} ${en.whole}`],
  };
}

/** Words for things, with their article and without it. */
interface Things {
  readonly whole: string;
  readonly bare: string;
}

/** `orders.notes` → `an order note` */
function englishOf(things: string, isOne: boolean): Things {
  const words = things.split('.').map((word) => english.get(word) ?? word);
  const plain = words.join(' ').replaceAll(/[_-]/g, ' ');
  if (!isOne) return { whole: plain, bare: plain };
  const bare = singular(plain);
  const isCounted = singular(words.at(-1) as string) !== words.at(-1);
  return { whole: isCounted ? `${/^(?:[aeio]|un[^i])/.test(bare) ? 'an' : 'a'} ${bare}` : bare, bare };
}

/** `orders.notes` → `pedidos notas`; what is of several words stays as it is, as half a translation is none. */
function spanishOf(things: string, isOne: boolean): Things {
  const steps = things.split('.');
  const words = steps.map((word) => (Object.hasOwn(cosas, word) ? (cosas[word] as string) : word));
  const isKnown = words.every((word) => english.has(word));
  const plain = words.join(' ').replaceAll(/[_-]/g, ' ');
  if (!isOne || !isKnown) return { whole: plain, bare: plain };
  const ones = words.map(singularEs);
  const bare = ones.toReversed().join(' de ');
  const first = ones.at(-1) as string;
  return { whole: first === words.at(-1) ? bare : `${/(?:a|ión|dad)$/.test(first) ? 'una' : 'un'} ${bare}`, bare };
}

/** `order notes` → `order note`: every word by itself. */
function singular(words: string): string {
  return words.replaceAll(/[a-z]{3,}/g, (word) => {
    if (/(?:ss|us|is|as|ous|ics|news|series|settings|preferences|dns|sms|https?|status|address|access)$/.test(word))
      return word;
    if (word === 'people') return 'person';
    return word
      .replace(/ies$/, 'y')
      .replace(/(ss|x|ch|sh|tus)es$/, '$1')
      .replace(/(?<![s])s$/, '');
  });
}

/** `cotizaciones` → `cotización`, `proveedores` → `proveedor`, `clientes` → `cliente` */
function singularEs(word: string): string {
  if (/^(?:existencias|ajustes)$/.test(word)) return word;
  return word
    .replace(/iones$/, 'ión')
    .replace(/([rl]|ad|[aí]n)es$/, '$1')
    .replace(/s$/, '');
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
