/** Further parts of clouds, clusters and networks. One group a line: `concept: English | español`. */
export const platform = `
statefulset: stateful set, statefulset | statefulset, conjunto con estado
daemonset: daemon set, daemonset | daemonset
cron: cron job, cronjob, scheduled run, crontab, nightly job | cronjob, crontab, proceso nocturno, tarea nocturna
serviceaccount: service account | cuenta de servicio
volumeclaim: persistent volume claim, volume claim, pvc | pvc, reclamo de volumen
rolebinding: role binding, cluster role binding, rbac | asignacion de rol, rbac
networkpolicy: network policy | politica de red
kubeconfig: kubeconfig, kubectl | kubeconfig, kubectl
helm: helm, helm chart | helm
autoscale: autoscale, autoscaling, auto scaling, autoscaler, autoscale pool, elastic | autoescalado, autoescalar, escalado automatico
gateway: gateway, api gateway, nat gateway, router | puerta de enlace, pasarela, enrutador, router
proxy: proxy, reverse proxy | proxy, proxy inverso
peering: peering, vpc peering | interconexion, emparejamiento de redes
garbage: garbage collection, unused layers, leftover | recoleccion de basura, basura, sobras, capas sin usar
index: index, indexing, indexing job | indice, indexacion, indexar
kafka: kafka, kafka topic, message queue, event stream | kafka, cola de mensajes
eviction: eviction, evict, drain, cordon | desalojo, desalojar, drenar
taint: taint, toleration | taint
inference: inference, model serving | inferencia
gpu: gpu, accelerator, graphics card | gpu, tarjeta grafica
evaluation: model evaluation, evaluation run, benchmark | evaluacion del modelo
guardrail: guardrail | salvaguarda
article: knowledge base, embeddings store, help article, knowledge article | base de conocimiento, articulo de ayuda
vector: vector database, vector store | base vectorial
share: nfs, network file share, file share | carpeta compartida, nfs
sink: log sink, logsink, log forwarding, log export, logpush, log drain | envio de logs, drenaje de logs
security: security, security check, vulnerability, security advisory, security finding, hardening | seguridad, vulnerabilidad, vulnerabilidades, fallo de seguridad, brecha
waitingroom: waiting room | sala de espera, fila virtual
challenge: challenge, captcha, bot check | desafio, captcha
waf: managed rules, ruleset, rule set | conjunto de reglas, reglas administradas
phishing: phishing, malware, virus, scam site | phishing, virus, estafa
encryption: encryption, encrypted, cipher | cifrado, encriptacion
ttl: ttl, time to live, propagation, propagate | ttl, propagacion, propagar, propago
dns: name servers, delegated to, delegation | servidores dns, delegacion, delegado
dnssec: ds record, signed zone | registro ds, zona firmada
renewal: renewal, auto renew, renewed, expires on, expiry, expiration, expiring, expire | renovacion, vence, vencen, vencer, vencimiento, caduca, caducan, expira, expiran
whois: whois, registered by, domain owner | whois, dueno del dominio
screenshot: screenshot, screen capture | captura de pantalla, pantallazo
buildhook: build hook, deploy hook | hook de compilacion, hook de despliegue
preview: deploy preview, preview deploy, preview link | vista previa, previsualizacion, preview
maintenancepage: maintenance page, maintenance mode | modo mantencion, modo mantenimiento, pagina de mantencion
redirect: url rewrite | reescritura de url
trafficsplit: traffic split, canary | canary, despliegue gradual
upgrade: major version, newer version, latest version available, outdated engine | version mayor, version mas nueva
pooler: connection pools, max connections, too many connections, pooling | conexiones abiertas, demasiadas conexiones, pool
slowquery: slow query, slow queries, query performance, query statistics | consulta lenta, consultas lentas, rendimiento de consultas
replica: standby, failover, replica set, hot spare | replica en espera, conmutacion por error
backup: point in time, point in time recovery, exact moment | punto en el tiempo, momento exacto
domain: vanity domain | dominio personalizado
realtime: realtime, live updates | tiempo real
advisor: advisor, recommendation, lint, linter | recomendacion, consejo tecnico
sip: sip, sip trunk, trunk, pbx | sip, troncal, central telefonica
conference: conference participant | participante de la llamada
shortcode: short code | codigo corto
optout: stop list, opted out numbers | numeros que no quieren mensajes
messagingservice: messaging service, sender pool | servicio de mensajeria
summary: meeting notes, meeting summary, minutes of the meeting | minuta, acta, resumen de la reunion
subtitles: subtitles, captions, srt | subtitulos, srt
topicdetection: topics, topic detection, themes | temas tratados, temas principales, de que se trata, de que trata
intentdetection: intent detection, what they want | que quiere el cliente, intencion, intenciones
spokenlanguage: language detection | deteccion de idioma
welcome: welcome screen, welcome message, greeting, welcome | bienvenida, mensaje de bienvenida, saludo
soundboard: soundboard, sound effect | efecto de sonido
reaction: custom emoji | emoji propio, emoji personalizado
boost: boost, nitro | boost, mejora del servidor
automod: automod, auto moderation, banned words, bad words | moderacion automatica, palabras prohibidas, groserias
entitlement: entitlement | derecho adquirido
widget: widget, chat widget, live chat widget | widget, chat del sitio, burbuja de chat
portal: help center, help site | centro de ayuda, sitio de ayuda
satisfaction: csat report, customer happiness | encuesta de satisfaccion
macro: macro, saved actions | macro, macros
customview: saved view, custom view, saved filter | vista guardada, filtro guardado
botcommand: slash command, bot command, bot commands | comando del bot, comandos del bot
bot: menu button, bot description, bot name | menu del bot, boton del menu
poll: poll results | resultados de la encuesta
joinrequest: join request, pending join | solicitud de ingreso, quieren entrar al grupo
usergroup: user group, usergroup, handle group | grupo de usuarios
star: saved items, saved for later | guardados, guardado para despues
bookmark: bookmark, bookmarks | marcador, marcadores
presence: away, active status, is online, who is online | ausente, conectados, en linea ahora, esta conectado, esta conectada
comment: file comment | comentario del archivo
businessprofile: business profile, business about, whatsapp profile | perfil de la empresa, perfil de empresa, ficha de la empresa
quality: quality rating, phone quality, messaging limit | calidad del numero, limite de mensajes
interactive: button message, list message, quick reply buttons, interactive message | mensaje con botones, botones, mensaje interactivo
location: location message | mandar ubicacion, mensaje con ubicacion
contact: contact card, vcard | tarjeta de contacto
mfa: registration pin, two-step pin | pin de registro
dataset: data table, data tables | tabla de datos, tablas de datos
sourcecontrol: source control | control de versiones
package: community node, community package | nodo comunitario, paquete comunitario
`;
