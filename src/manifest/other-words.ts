/** What fields are called elsewhere: in Spanish, and in files of other systems that people copy from. */

/** Without accents, capitals and separators. One word may stand for fields of several kinds. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  // Spanish
  nombre: ['name'],
  titulo: ['title'],
  razonsocial: ['businessName'],
  empresa: ['businessName'],
  tipo: ['type'],
  estado: ['status'],
  correo: ['contactEmail'],
  inquilino: ['tenant'],
  proveedor: ['provider'],
  metodo: ['method'],
  ruta: ['path'],
  cuerpo: ['body'],
  respuesta: ['response'],
  resultado: ['result'],
  claves: ['keys'],
  permitir: ['allow'],
  // Kubernetes, OpenAPI, MCP and their like
  namespace: ['tenant'],
  company: ['businessName'],
  email: ['contactEmail'],
  url: ['baseUrl'],
  server: ['baseUrl'],
  authentication: ['auth'],
  security: ['auth'],
  summary: ['title'],
  parameters: ['arguments'],
  inputschema: ['arguments'],
  outputschema: ['result'],
  annotations: ['hints'],
  requestbody: ['body'],
  permissions: ['allow'],
  readonlyhint: ['readOnly'],
  destructivehint: ['destructive'],
  idempotenthint: ['idempotent'],
};

/** The field among these that goes by another word elsewhere, or null. It is a guess: nothing is renamed by it. */
export function fieldFor(word: string, fields: Iterable<string>): string | null {
  const plain = word
    .normalize('NFD')
    .replaceAll(/[\p{M}_\- ]/gu, '')
    .toLowerCase();
  const meant = Object.hasOwn(otherWords, plain) ? (otherWords[plain] ?? []) : [];
  return [...fields].find((field) => meant.includes(field)) ?? null;
}
