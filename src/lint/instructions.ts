/**
 * Orders to a model where a description should stand: prompt injection and tool poisoning, in English and Spanish. The
 * patterns are narrow on purpose. Documentation is full of "you must" and of products that have a system prompt of their own.
 */

/** What was found: the words, and what they do. */
export interface Instruction {
  /** As they stand, cut to 80 characters. */
  readonly words: string;
  /** Goes on after "it": `tells a model to forget its instructions`. */
  readonly does: string;
}

const earlier = String.raw`(?:previous|prior|above|earlier|preceding|existing|original|system|your|all other)`;
const orders = String.raw`(?:instructions?|prompts?|rules|guidelines|directives|constraints)`;
const ordenes = String.raw`(?:instrucci(?:ón|on|ones)|indicaciones|[óo]rdenes|directrices|reglas)`;
const toUser = String.raw`(?:to )?(?:the |any |your )?users?\b(?! (?:agent|name|id|group|account|role|apart))`;
const herramienta = String.raw`(?:est[ae]|la|otra) (?:herramienta|funci[óo]n|capacidad)`;
const privateData = String.raw`(?:conversations?|chat|history|prompts?|contexts?|messages?|system|secrets?|passwords?|credentials?|memory|contents?|conversaci[óo]n|historial|contraseñas?|claves?|secretos?)`;

/** What it does → how it is said. Texts are compared with single spaces; `i` and `u` hold for all. */
const patterns: readonly (readonly [does: string, ...patterns: readonly string[]])[] = [
  [
    'tells a model to forget its instructions',
    String.raw`\b(?:ignore|disregard|forget|override|bypass)\b (?:\w+ ){0,3}?${earlier} (?:\w+ ){0,2}?${orders}\b`,
    String.raw`\b(?:ignor[ae]r?|olvid[ae]r?|descart[ae]r?|omit(?:e|a|ir)|haz caso omiso de|no (?:sigas|obedezcas))\b (?:\p{L}+ ){0,3}?${ordenes} (?:\p{L}+ )?(?:anterior(?:es)?|previas?|previos|del sistema|de arriba|originales|que (?:te|has|recibiste))`,
  ],
  [
    'speaks of a model’s system prompt',
    String.raw`\b(?:reveal|print|output|repeat|send|show|leak|include|replace|append)\b (?:\w+ ){0,4}?(?:your|the) (?:\w+ )?system prompt`,
    String.raw`\b(?:revela|imprime|muestra|repite|env[íi]a|incluye|reemplaza)\b (?:\p{L}+ ){0,4}?(?:prompt|instrucciones|mensaje) del sistema`,
  ],
  [
    'tells a model which tools to call',
    String.raw`\byou (?:must|should|have to|need to|shall) always (?:call|invoke|use|run|prefer) (?:this|the \w+|only this) (?:tool|function|capability)`,
    String.raw`\b(?:you |model |assistant |agent )(?:must|should) always (?:call|invoke)\b`,
    String.raw`\balways (?:call|invoke|use|run|prefer) this (?:tool|function) (?:first|before|instead|for (?:any|every|all))`,
    String.raw`\b(?:never|do not|don['’]t) (?:ever )?(?:call|use|invoke) (?:any )?other (?:tool|function)s?\b`,
    String.raw`\b(?:debes|tienes que|deber[áa]s) (?:siempre )?(?:llamar|invocar|usar|utilizar|ejecutar) (?:siempre )?(?:a )?${herramienta}`,
    String.raw`\bsiempre (?:debes|tienes que) (?:llamar|invocar)\b`,
    String.raw`\b(?:llama|invoca|usa|utiliza) siempre (?:a )?(?:primero )?est[ae] (?:herramienta|funci[óo]n) (?:primero|antes|en (?:vez|lugar))`,
    String.raw`\bno (?:uses|llames|invoques|utilices) (?:a )?(?:ninguna )?otras? (?:herramienta|funci[óo]n)`,
  ],
  [
    'asks a model to keep something from its user',
    String.raw`\b(?:do not|don['’]t|never|must not) (?:ever )?(?:tell|inform|alert|warn) ${toUser}`,
    String.raw`\b(?:do not|don['’]t|never) (?:mention|reveal|disclose|say|show|explain) (?:\w+ ){1,4}?to ${toUser}`,
    String.raw`\bwithout (?:telling|informing|asking|alerting) ${toUser}`,
    String.raw`\b(?:hide|conceal|keep) (?:this|it|that) (?:secret )?from ${toUser}`,
    String.raw`\bno (?:se )?(?:l[eo]s?|lo|la) (?:digas|menciones|informes|cuentes|reveles|muestres|avises)\b.{0,40}?\b(?:al|a la|a los|a las) usuari[oa]s?`,
    String.raw`\bno (?:digas|menciones|reveles|muestres|cuentes|informes)\b.{0,40}?\b(?:al|a la|a los|a las) usuari[oa]s?`,
    String.raw`\bsin (?:dec[íi]r(?:le|selo)?|informar(?:le)?|avisar(?:le)?|preguntar(?:le)?) (?:nada )?(?:de ello )?(?:al|a la|a los) usuari[oa]s?`,
    String.raw`\boc[úu]lta(?:lo|selo)? (?:esto )?(?:al|del?) usuari[oa]`,
  ],
  [
    'imitates the marks of a conversation',
    String.raw`<\|?/?(?:im_start|im_end|im_sep|endoftext|system|assistant|start_header_id|eot_id|begin_of_text)\|>`,
    String.raw`</?(?:system|system[-_ ]?prompt|assistant|important|instructions?|admin)>`,
    String.raw`\[/?INST\]|<</?SYS>>`,
    String.raw`(?:^|\s)#{2,6} ?(?:system|instructions?|instrucci[óo]n(?:es)?|assistant|new instructions?):? (?=(?:you|ignore|do|always|never|call|use|send|read|reply|respond|ignora|debes|no|llama|env[íi]a|lee|responde)\b)`,
    String.raw`(?:^|\s)#{2,6} ?(?:instruction|system|instrucci[óo]n):?\s*$`,
  ],
  [
    'tells a model to do something else before or with a call',
    String.raw`\b(?:before|when|after|prior to) (?:using|calling|invoking|running) this (?:tool|function)\b.{0,60}?\b(?:read|open|send|fetch|cat|upload|pass|include|copy)\b.{0,40}?(?:\bfiles?\b|~/|/etc/|\bkeys?\b|\bcontents?\b|\bhistory\b|\bconversation\b|https?://)`,
    String.raw`\bantes de (?:usar|llamar|invocar|utilizar|ejecutar) (?:a )?est[ae] (?:herramienta|funci[óo]n)\b.{0,60}?\b(?:lee|abre|env[íi]a|incluye|copia|sube|pasa)\b.{0,40}?(?:\barchivos?\b|~/|/etc/|\bclaves?\b|\bcontenido\b|\bhistorial\b|\bconversaci[óo]n\b|https?://)`,
    String.raw`\b(?:read|open|send|cat|include|upload|lee|abre|env[íi]a|incluye|sube)\b.{0,40}?(?:~/\.(?:ssh|aws|gnupg|cursor|claude|kube|netrc|npmrc|env)\b|\bid_(?:rsa|ed25519)\b(?!\.pub)|/etc/(?:passwd|shadow))(?!\S*\.pub)`,
  ],
  [
    'asks a model to carry data to a URL',
    String.raw`!\[[^\]]*\]\(https?://[^\s)]*[?&][^\s)]*[{<$][^\s)]*\)`,
    String.raw`https?://[^\s"'<>]*[?&#][\w.-]*=?(?:\{\{?|\$\{|<|%7B|\[)\s*(?:\w+[_ -])?${privateData}\b`,
    String.raw`\b(?:send|post|forward|upload|append|exfiltrate|env[íi]a|manda|sube|reenv[íi]a)\b.{0,60}?\b${privateData}\b.{0,40}?https?://`,
  ],
  [
    'gives a model another role',
    String.raw`\byou are (?:now|no longer) (?:an? |in |bound )?(?:unrestricted|jailbroken|developer mode|debug mode|god mode|dan\b|root|by )`,
    String.raw`\b(?:from now on|henceforth),? you (?:are|must|will) (?:an? |always |only )?(?:act|obey|respond|unrestricted|evil)`,
    String.raw`\b(?:a partir de|desde) ahora,? (?:eres|act[úu]a como|debes (?:obedecer|responder))\b`,
  ],
];

const searches = patterns.map(([does, ...alternatives]) => ({
  does,
  pattern: new RegExp(alternatives.join('|'), 'iu'),
}));

/** Words of which every pattern has one: ordinary texts are passed over by it. */
const anyOf =
  /ignor|disregard|forget|override|bypass|olvid|descart|omit|sigas|obede|system|sistema|always|siempre|never|not |n['’]t|debes|tienes|deber|without|hide|conceal|keep| no |^no |sin |lt|<|\[|#|before|when|after|prior|antes|~\/|id_|\/etc|https?:|now|henceforth|ahora|no longer/i;

/** The first order that a text gives; null for a text that describes. In `prose`, encoded text has no business either. */
export function instructionIn(text: string, prose: boolean): Instruction | null {
  if (text.length < 6) return null;
  if (prose && isEncoded(text))
    return { words: cut(text), does: 'carries a long encoded text, which no person can review' };
  // Letters of other widths and odd spaces would be other words to the patterns, and the same to a model.
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}+/gu, '')
    .replace(/\s+/g, ' ');
  if (!anyOf.test(plain)) return null;
  for (let from = 0; from === 0 || from + overlap < plain.length; from += windowLength - overlap) {
    const window = plain.slice(from, from + windowLength);
    for (const { does, pattern } of searches) {
      const found = pattern.exec(window);
      if (found !== null) return { words: cut(found[0].trim()), does };
    }
  }
  return null;
}

/** Patterns may cost the square of a text's length. An order is shorter than the overlap. */
const windowLength = 2048;
const overlap = 256;

/** Base64 that is longer than any key or example: upper and lower case and digits without a break. */
function isEncoded(text: string): boolean {
  if (text.length < 200) return false;
  const blob = /(?<![\w+/=:.-])[A-Za-z0-9+/]{200,}={0,2}(?![\w.])/.exec(text)?.[0];
  return blob !== undefined && /[a-z]/.test(blob) && /[A-Z]/.test(blob) && /\d/.test(blob);
}

function cut(words: string): string {
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}
