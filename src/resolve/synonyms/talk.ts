/** Messages, conversations, calls, channels and media. One group a line: `concept: English | español`. */
export const talk = `
message: message, text message, msg, dm, direct message, chat message, template message, chat line, direct messages, private message, pm, im | mensaje, mensajito, mensajeria, recado, msj, escribir, escribe, escribele, decirle, dile, avisar, avisa, avisale, mensaje directo, mensaje privado, mensajes directos, mp, md
conversation: conversation, chat, thread, dialog, dialogue, discussion, conversations, chat history, exchange, convo | conversacion, chat, hilo, dialogo, platica, conver, conversa, charla, chateo, chatear
whatsapp: whatsapp, wa, whatsapp business, wasap | whatsapp, wsp, wasap, guasap, wpp, whats app, guatsap, whats, wassap, watsap, guasapear, wasapear
sms: sms, text, texts, text message, text msg | sms, mensaje de texto, mensajito de texto
telegram: telegram | telegram
inbox: inbox, mailbox, support channel | bandeja, bandeja de entrada, buzon, inbox, casilla, bandeja compartida, canal de atencion, canal de soporte
channel: channel, room, chat room, group chat, private channel, public channel | canal, sala, sala de chat, canales, canal privado, canal publico, grupo de chat, salita
reply: reply, response, answer, auto reply | respuesta, contestacion, responder, responde, contestar, contesta, contestale, respondele
reaction: reaction, emoji, emoticon, like, thumbs up, react, heart, thumbs down, emojis, smiley | reaccion, emoji, emoticon, me gusta, reaccionar, pulgar arriba, corazon, carita, manito, emoticono, pulgar
sticker: sticker | sticker, pegatina, calcomania
mention: mention, mentioned, tagged in, mentions of | mencion, mencionaron, mencionar, menciono, nombraron, arrobar
notification: notification, alert, push, notify, push notification, alerts, warn, warning, heads up | notificacion, alerta, aviso, notificar, notifica, alarma, alertar, avisos, advertencia
template: template, message template, boilerplate, templates | plantilla, modelo, template, formato
canned: standard answer, standard reply, ready answer, ready-made answer, canned response, canned reply, canned message, quick reply, saved reply, macro, preset reply, prepared reply, stock reply, reply shortcut, prewritten answer, pre-written reply, ready made reply | respuesta tipo, respuesta armada, respuesta lista, respuesta predefinida, respuesta rapida, respuesta guardada, atajo, respuestas prehechas, respuesta prehecha, respuesta preparada, respuesta automatica, texto predefinido, respuesta estandar
broadcast: broadcast, mass message, bulk message, bulk send, blast | difusion, mensaje masivo, envio masivo, lista de difusion
campaign: campaign, marketing campaign, newsletter | campana, boletin, newsletter
mailinglist: mailing list, distribution list | lista de correo, lista de distribucion
call: call, phone call, telephone call, dial, ring, outbound call, inbound call, dialed, phoned | llamada, llamado, llamar, llama, llamale, telefonear, marcar, llamadas telefonicas, llamado telefonico, telefonazo, llamaron, contestadora
voicemail: voicemail, voice message, voice note, answering machine | buzon de voz, mensaje de voz, nota de voz, nota de audio, contestadora, audio de voz
recording: recording, recorded, recorded call, recordings, taped | grabacion, grabar, graba, grabado, grabaciones, quedo grabado
conference: conference, meeting room, conference call, video call, zoom call, group call, video meeting | conferencia, videollamada, reunion virtual, videoconferencia, llamada grupal, sala de reunion
transcription: transcription, transcribe, transcript, speech to text, speech recognition, listen, dictation, write out, subtitles of, in text form, captions, written out | transcripcion, transcribir, transcribe, transcribeme, voz a texto, dictado, pasar a texto, pasa a texto, transcrito, desgrabar, desgrabacion, desgrabame, subtitulos, reconocimiento de voz, escribir lo que dice
speech: speech, voice, text to speech, speak, spoken, tts, read aloud, synthesize, voice over, narration, voices, synthetic voice | voz, habla, texto a voz, sintesis de voz, leer en voz alta, locucion, hablado, hablar, voces, voz sintetica, narrador, voz artificial, lectura en voz alta, lee en voz alta
audio: audio, sound, audio file, mp3, wav | audio, sonido, mp3
translation: translation, translate, translated | traduccion, traducir, traduce, traduceme, traducido
sentiment: sentiment, mood, emotion, sentiment analysis, feeling | sentimiento, animo, emocion, analisis de sentimiento, molestia, estado de animo
video: video, clip, film, movie | video, pelicula, clip
photo: photo, picture, image, pic, snapshot photo | foto, fotografia, imagen
gif: gif, animation | gif, animacion
poll: poll, survey, vote, questionnaire | encuesta, votacion, sondeo, cuestionario
satisfaction: satisfaction, csat, nps, satisfaction survey | satisfaccion, csat, nps
caller: caller, caller id | identificador de llamada
phoneline: phone line, phone number, incoming phone number, purchased number | linea telefonica, numero telefonico, numero
bot: bot, chatbot, assistant, robot, agent bot, virtual assistant, ai agent | bot, robot, asistente, chatbot, bots, asistente virtual, chat bot, agente virtual
label: label, tag, labels, tags | etiqueta, tag, rotulo, etiquetar, etiquetas, tags, etiquetado
assignment: assignment, assignee, assigned agent, assigned to | asignacion, asignado, quien lo tiene, asignaciones
queue: queue, waiting list, waiting line, backlog, waiting calls | cola, fila, lista de espera, en espera, cola de espera
ticketcase: support ticket, ticket, case, support case, helpdesk ticket, request | ticket, caso, solicitud, requerimiento, ticket de soporte
typing: typing indicator, typing, is typing | escribiendo, esta escribiendo
readreceipt: read receipt, mark as read, unread, seen, blue ticks, blue checks, mark read, mark as seen, as read, as seen | leido, visto, no leido, sin leer, marcar como leido, en visto, dejar en visto, dos vistos, tickets azules, marcar leido, como leido, dejar en leido, vistos azules
attachment: attachment, attached file, attachments | adjunto, archivo adjunto
post: post, publication, social post | publicacion, post, posteo
comment: comment, remark | comentario, comentar, comenta
social: social media, social network, instagram, facebook, twitter | red social, redes sociales, instagram, facebook
guild: guild, discord server, server | servidor, gremio, servidor de discord
reminder: reminder, remind | recordatorio, recordar, recuerdame, recuerda
dnd: do not disturb, snooze, mute notifications, do not disturb mode, quiet hours, mute my notifications, pause notifications, focus time, do not want to be disturbed, leave me alone, mute the notifications | no molestar, silenciar notificaciones, modo no molestar, que no me molesten, no me molesten, silencia mis notificaciones, que nadie me moleste, sin interrupciones, silencia las notificaciones, silenciar las notificaciones, apaga las notificaciones
pin: pin, pinned, pinned message, pins | fijado, anclado, fijar, anclar, mensaje fijado, fijados, anclados
star: star, starred, favourite, favorite, bookmark | destacado, favorito, marcador
workspace: workspace, slack | espacio de trabajo, workspace, espacio de slack
venue: venue | recinto, local
dice: dice | dado
game: game, board | juego, partida, tablero
square: square, cell | casilla, celda, cuadro
voice: voice | voz
fax: fax | fax
permalink: permalink, link to message, share link | enlace permanente, link permanente, enlace al mensaje
chatstatus: status text, my status, custom status, user status, status emoji | mi estado, estado de slack, estoy almorzando, en almuerzo, estado personalizado
discord: discord | discord, disco server
slack: slack | slack
topic: channel topic, chat topic, topic of the channel, channel purpose | tema del canal, topico, asunto del canal, proposito del canal
timeout: timeout, time out, temporary mute, time-out | castigo temporal, silenciar por, mutear por, tiempo fuera
spammer: spammer, spamming, troll | spameando, spamear, spammer, troll
voicechannel: voice channel, stage channel | canal de voz
invitelink: invite link, invitation link, join link, invite code | link de invitacion, enlace de invitacion, invitacion al servidor
areacode: area code, local number, toll-free number, toll free, available phone number, available number | codigo de area, numero local, numero gratuito, numero 800, numeros disponibles, numero disponible
phonecarrier: carrier lookup, phone carrier, mobile or landline, line type, landline | compania telefonica, de que compania es, fijo o celular, tipo de linea, linea fija, celular o fijo, es fijo, es celular
minutes: call minutes, minutes used, talk time, minutes spoken | minutos hablados, minutos de llamada, minutos hemos hablado, minutos usados
helpdesk: helpdesk, help desk, service desk, support desk, customer support | mesa de ayuda, soporte, atencion al cliente, mesa de servicio
availability: agent availability, online agents, available agents | agentes conectados, agentes disponibles, quien esta conectado
responsetime: first response time, reply time, resolution time | tiempo de respuesta, tiempo de primera respuesta, tiempo de resolucion
diarization: speakers, diarization, who said what, who speaks | quien dijo que, hablantes, interlocutores, quien habla
summary: summary, summarize, gist, main points, key points, tl;dr, in short, short version, digest, recap | resumen, sintesis, puntos principales, puntos clave, ideas principales, lo importante, en corto, version corta, resumeme, resumemelo, resumelo
text: text, paragraph, passage, written text | texto, parrafo, escrito
phone: telephony | telefonia
browser: browser, web browser | navegador
`;
