/**
 * How orders to a model are worded, in English and Spanish. The patterns are narrow on purpose. Documentation is full of
 * "you must", of rules that override others, and of products that have users and a system prompt of their own.
 */

const earlier = String.raw`(?:previous|prior|above|earlier|preceding|existing|original|system|your|all other)`;
/** Rules of firewalls, prices and the like are of something; those of a model stand alone. */
const orders = String.raw`(?:(?:instructions?|prompts?)\b|(?:rules|guidelines|directives|constraints)\b(?! (?:of|for|when|on|in|at|from|if|with)\b))`;
const told = String.raw`you (?:were|have (?:been|received)|had|got|know|received)`;
const ordenes = String.raw`(?:instrucci(?:on|ones)|instrucoes|indicaciones|ordenes|directrices|reglas)`;
const anteriores = String.raw`(?:anterior(?:es)?|previas?|previos|del sistema|de arriba|originales|que (?:te|has|recibiste))\b(?! (?:de|del|para|sobre|en)\b)`;
const theUser = String.raw`(?:to )?(?:the|your|this) (?:end[- ])?user\b(?! (?:agent|name|id|group|account|role|apart|interface|whether|if))`;
const alUsuario = String.raw`\b(?:al|a la) usuari[oa]\b(?! (?:final|mientras|hasta|cuando|si)\b)`;
const herramienta = String.raw`(?:est[ae]|la|otra) (?:herramienta|funcion|capacidad)`;
const otherTool = String.raw`(?:any|every|all) (?:other |the other )?(?:tool|function)s?`;
const toolName = String.raw`(?:this\b|the \w+ (?:tool|function)\b|[a-z]+_\w+)`;
const whole = String.raw`(?:(?:whole|entire|full|complete) (?:\w+ )?(?:conversation|chat|context|history|prompt)|(?:all|every|the) (?:of the )?(?:previous|prior|earlier|past) (?:\w+ )?messages?|chat history|(?:your|the) system prompt|\.env file)`;
const todo = String.raw`(?:toda la conversacion|el historial (?:completo|de la conversacion)|tu prompt|todos los mensajes (?:anteriores|previos))`;
const privateData = String.raw`(?:conversations?|(?:chat_?)?history|system_prompt|contexts?|passwords?|credentials?|memory|conversacion|historial|contrasenas?)`;
const model = String.raw`(?:ai|llms?|language models?|large language models?)(?: (?:assistants?|agents?|models?|systems?))?`;

/** What it does → how it is said, of a text `asRead`: single spaces, no accents. `i` and `u` hold for all. */
export const patterns: readonly (readonly [does: string, ...patterns: readonly string[]])[] = [
  [
    'tells a model to forget its instructions',
    String.raw`\b(?:ignore|disregard|forget|override|bypass)\b (?:\w+ ){0,3}?${earlier} (?:\w+ ){0,2}?${orders}`,
    String.raw`\b(?:ignore|disregard|forget|set aside)\b (?:\w+ ){0,3}?instructions (?:above|before|${told})`,
    String.raw`\b(?:ignore|disregard|forget) (?:everything|anything|all|whatever) (?:${told}|(?:above|before|earlier)(?! (?:the|this|that|an?|it|\d)))\b`,
    String.raw`\b(?:ignore|disregard|forget|(?:instead of|without) (?:doing|following|answering)) (?:what(?:ever)? )?(?:the|your) user(?:['’]s)? (?:asked|asks|wants|said|request|instructions?|wishes)\b`,
    String.raw`\b(?:(?:do not|don['’]t|never|stop|instead of) (?:follow|obey)(?:ing)?|pay no attention to|discard) (?:\w+ ){0,2}?${earlier} (?:\w+ ){0,2}?(?:instructions|prompts?|guidelines)\b`,
    String.raw`\b(?:previous|prior|earlier|your) (?:\w+ ){0,2}?instructions (?:no longer apply|are (?:now )?(?:void|invalid|obsolete|revoked|cancel\w*))`,
    String.raw`\b(?:ignor[ae]r?|olvid[ae]r?|descart[ae]r?|omit(?:e|a|ir)|haz caso omiso de|no (?:sigas|obedezcas|(?:le )?hagas caso (?:a|de)))\b (?:\p{L}+ ){0,3}?${ordenes} (?:\p{L}+ )?${anteriores}`,
    String.raw`\b(?:ignor[ae]|olvid[ae]|descart[ae]) (?:todo )?lo que (?:te|le) (?:dij|pidi|indic|orden|han )`,
    String.raw`\b(?:las|tus) instrucciones (?:anteriores|previas|originales) (?:ya )?no (?:son validas|valen|(?:se )?aplican|cuentan)`,
  ],
  [
    'speaks of a model’s system prompt',
    String.raw`\b(?:reveal|print|output|repeat|send|show|leak|include|append)\b (?:\w+ ){0,4}?your (?:\w+ )?system prompt`,
    String.raw`\b(?:revela|imprime|muestra|repite|envia|incluye)\b (?:\p{L}+ ){0,4}?(?:prompt|instrucciones) del sistema`,
  ],
  [
    'speaks to a model, as a description does not',
    String.raw`\b(?:as an? |dear |attention,? |hey |(?:note|message|instructions?) (?:to|for) (?:the |any |all )?)${model} ?[,:]`,
    String.raw`\b(?:como|nota para (?:el|la)|atencion,?|mensaje para (?:el|la)) (?:(?:asistente|agente|modelo) de (?:ia|lenguaje)|ia|llm|modelo)\b ?(?:,? (?:debes|tienes)\b|:)`,
    String.raw`\b(?:new|updated) instructions?: (?:you|send|call|ignore|reply|forward|transfer|always|never)\b`,
    String.raw`\bnuevas instrucciones: (?:envia|llama|responde|transfiere|ignora|siempre|nunca)\b`,
  ],
  [
    'tells a model which tools to call',
    String.raw`\byou (?:must|should|have to|need to|shall) always (?:call|invoke|use|run|prefer) (?:this|the \w+|only this) (?:tool|function|capability)`,
    String.raw`\b(?:you |model |assistant |agent )(?:must|should) always (?:call|invoke) ${toolName}`,
    String.raw`\balways (?:call|invoke|use|run|prefer) this (?:tool|function) (?:first|before|instead(?! of the)|for (?:any|every|all))`,
    String.raw`\b(?:never|do not|don['’]t) (?:ever )?(?:call|use|invoke) (?:any )?other (?:tool|function)s?\b(?! (?:of|while|in|for|than)\b)`,
    String.raw`\bthis (?:tool|function) must (?:always )?be (?:called|invoked|used|run) (?:first\b|before ${otherTool}|instead of ${otherTool})`,
    String.raw`\b(?:use|call|invoke|prefer) (?:it|this tool) (?:instead of|before|rather than) ${otherTool}`,
    String.raw`\b(?:after|before|when|while) (?:using|calling|invoking|running) this tool,? (?:you must |you should |always |also |please )+(?:call|invoke|send|use)\b`,
    String.raw`\b(?:debes|tienes que|deberas) siempre (?:llamar|invocar|usar|utilizar|ejecutar) (?:a )?${herramienta}`,
    String.raw`\b(?:debes|tienes que|deberas) (?:llamar|invocar|usar|utilizar|ejecutar) siempre (?:a )?${herramienta}`,
    String.raw`\bsiempre (?:debes|tienes que) (?:llamar|invocar) (?:primero )?a (?:esta|la) (?:herramienta|funcion)`,
    String.raw`\b(?:llama|invoca|usa|utiliza) siempre (?:a )?(?:primero )?est[ae] (?:herramienta|funcion) (?:primero|antes|en (?:vez|lugar))`,
    String.raw`\bno (?:uses|llames|invoques|utilices) (?:a )?(?:ninguna )?otras? (?:herramienta|funcion)(?:es)?s?\b(?! (?:de|del|mientras|para|en)\b)`,
    String.raw`\b(?:usa|llama|invoca|utiliza) (?:a )?esta herramienta (?:en (?:lugar|vez) de|antes que) (?:cualquier|toda|las demas|otra)`,
    String.raw`\besta herramienta debe (?:llamarse|usarse|invocarse|ser (?:llamada|usada|invocada)) (?:antes que|primero|en (?:lugar|vez) de)`,
    String.raw`\b(?:antes|despues) de (?:usar|llamar|invocar) (?:a )?esta herramienta,? (?:\p{L}+ ){0,2}?(?:llama|invoca|usa|envia|ejecuta)\b`,
  ],
  [
    'asks a model to keep something from its user',
    String.raw`\b(?:do not|don['’]t|never|must not) (?:ever )?(?:tell|inform|alert|warn) ${theUser}`,
    String.raw`\b(?:do not|don['’]t|never) (?:mention|reveal|disclose|say|show|explain) (?:\w+ ){1,4}?${theUser}`,
    String.raw`\b(?:do not|don['’]t|never) (?:mention|reveal|disclose) (?:this|these) instructions?\b`,
    String.raw`\bwithout (?:telling|informing|asking|alerting) ${theUser}`,
    String.raw`\bwithout (?:the|your) user['’]?s? (?:knowledge|knowing|noticing)\b`,
    String.raw`\b(?:hide|conceal|keep) (?:this|it|that) (?:secret )?from ${theUser}`,
    String.raw`\b(?:do not|don['’]t|never) let (?:the|your) user (?:know|notice|find out)\b`,
    String.raw`\b(?:the|your) user (?:must|should|may|need) not (?:know|find out|notice|be (?:told|aware))\b(?! apart)`,
    String.raw`\b(?:do not|don['’]t|never|no need to) ask (?:the|your) user (?:for (?:confirmation|permission|approval|consent)|to (?:confirm|approve))`,
    String.raw`\bno (?:se )?(?:l[eo]s?|lo|la) (?:digas|menciones|informes|cuentes|reveles|muestres|avises)\b.{0,40}?${alUsuario}`,
    String.raw`\bno (?:digas|menciones|reveles|muestres|cuentes|informes)\b.{0,40}?${alUsuario}`,
    String.raw`\bno (?:le )?pidas (?:\p{L}+ ){0,2}?(?:confirmacion|permiso|autorizacion) ${alUsuario}`,
    String.raw`\bsin (?:decir(?:le|selo)?|informar(?:le)?|avisar(?:le)?|preguntar(?:le)?) (?:nada )?(?:de ello )?${alUsuario}`,
    String.raw`\bsin que (?:el|la|tu) usuari[oa] (?:lo )?(?:sepa|note|se (?:entere|de cuenta))\b`,
    String.raw`\bque (?:el|la|tu) usuari[oa] no (?:lo sepa|se entere)\b|\b(?:el|la|tu) usuari[oa] no debe (?:saberlo|enterarse)\b`,
    String.raw`\boculta(?:lo|selo)? (?:esto )?(?:al|del?) usuari[oa]\b(?! (?:final|mientras|hasta|cuando|si|que|sin)\b)`,
  ],
  [
    'imitates the marks of a conversation',
    String.raw`<\|?/?(?:im_start|im_end|im_sep|endoftext|system|assistant|start_header_id|eot_id|begin_of_text)\|>`,
    String.raw`(?:</|(?:^|[.!?] )<)(?:system|system[-_ ]?prompt|assistant|important|instructions?|admin)>`,
    String.raw`\[/?INST\]|<</?SYS>>|\b(?:begin|start|end) (?:of )?system (?:message|prompt)\b`,
    String.raw`(?:^|\s)#{2,6} ?(?:system|instructions?|instruccion(?:es)?|assistant|new instructions?):? (?=(?:you|ignore|always|never|reply|respond|ignora|debes|responde)\b)`,
    String.raw`(?:^|\s)#{2,6} ?(?:instruction|system|instruccion):?\s*$`,
  ],
  [
    'tells a model to do something else before or with a call',
    String.raw`\b(?:before|when|after|prior to) (?:using|calling|invoking|running) this (?:tool|function)\b.{0,60}?\b(?:(?:read|open|cat)\b.{0,40}?\bfiles?\b|(?:read|open|send|fetch|cat|upload|pass|include|copy)\b.{0,40}?(?:~/|/etc/|\bhistory\b|\bconversation\b(?! id)|https?://))`,
    String.raw`\bantes de (?:usar|llamar|invocar|utilizar|ejecutar) (?:a )?est[ae] (?:herramienta|funcion)\b.{0,60}?\b(?:(?:lee|abre)\b.{0,40}?\b(?:archivos?|contenido)\b|(?:lee|abre|envia|incluye|copia|sube|pasa)\b.{0,40}?(?:~/|/etc/|\bhistorial\b|\bconversacion\b|https?://))`,
    String.raw`\b(?:read|open|send|cat|include|upload|lee|abre|envia|incluye|sube)\b.{0,40}?(?:~/\.(?:ssh|aws|gnupg|cursor|claude|kube|netrc|npmrc|env)\b|\bid_(?:rsa|ed25519)\b(?!\.pub)|/etc/(?:passwd|shadow))(?!\S*\.pub)`,
    String.raw`\b(?:put|pass|include|write|copy|paste|insert|append|add)\b (?:\S+ ){0,6}?${whole}.{0,20}? (?:in|into|to|as) (?:the |this )?\W?\w+\W? (?:argument|parameter|field|property)\b`,
    String.raw`\b(?:fill|populate) \W?\w+\W? with (?:your (?:system )?(?:prompt|instructions|context)|the ${whole})`,
    String.raw`\b(?:pon|incluye|pasa|escribe|copia|mete) (?:\p{L}+ ){0,2}?${todo}`,
  ],
  [
    'asks a model to carry data to a URL',
    String.raw`!\[[^\]]*\]\(https?://[^\s)]*[?&][^\s)]*[{<$][^\s)]*\)`,
    String.raw`https?://[^\s"'<>]*[?&#][\w.-]*=?(?:\{\{?|\$\{|<|%7B|\[)\s*(?:\w+[_ -])?${privateData}\b`,
    String.raw`(?<!not |n['’]t |never |no )\b(?:send|post|forward|upload|append|exfiltrate|envia|manda|sube|reenvia)\b[^.!?]{0,60}?\b(?:${privateData}|secrets?|prompts?|claves?)\b[^.!?]{0,30}?\b(?:to|at|a|hacia) https?://`,
  ],
  [
    'gives a model another role',
    String.raw`\byou are (?:now|no longer) (?:an? |in |bound )?(?:unrestricted|jailbroken|developer mode|debug mode|god mode|dan\b|root|by )`,
    String.raw`\b(?:from now on|henceforth),? you (?:are|must|will) (?:an? |always |only )?(?:act|obey|respond|unrestricted|evil)\b`,
    String.raw`\bact as if you (?:had|have|were) (?:no |an? )?(?:admin\w*|root|unrestricted|restrictions)\b`,
    String.raw`\b(?:a partir de|desde) ahora,? (?:eres|actua como|debes (?:obedecer|responder (?:como|siempre|solo)))\b`,
    String.raw`\bsaltate (?:todas )?(?:tus|las) (?:restricciones|reglas|instrucciones)\b`,
  ],
];

/** Words of which every pattern has one: most ordinary texts are passed over by it. */
export const anyOf =
  /ignor|disregard|forget|override|bypass|olvid|descart|omit|sigas|obede|hagas caso|instruc|attention|set aside|discard|system|sistema|always|siempre|never|not |n['’]t|no need|debe|tienes|without|hide|conceal|keep| no |^no |sin |lt|<|\[|#|before|when|after|while|prior|antes|despues|other|esta herramienta|~\/|id_|\/etc|https?:|now|henceforth|ahora|no longer|dear|hey|\bai\b|llm|language model|modelo|\bia\b|this tool|instead|conversa|history|historial|messages|mensajes|prompt|\.env|act as|saltate|context/i;
