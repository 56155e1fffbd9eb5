/** Messages, conversations, calls, channels and media. One group a line: `concept: English | español`. */
export const talk = `
message: message, text message, msg, dm, direct message, chat message, template message | mensaje, mensajito, mensajeria, recado, msj, escribir, escribe, escribele, decirle, dile, avisar, avisa, avisale
conversation: conversation, chat, thread, dialog, dialogue, discussion | conversacion, chat, hilo, dialogo, platica
whatsapp: whatsapp, wa, whatsapp business | whatsapp, wsp, wasap, guasap, wpp, whats app
sms: sms, text, texts, text message | sms, mensaje de texto
telegram: telegram | telegram
inbox: inbox, mailbox | bandeja, bandeja de entrada, buzon, inbox, casilla
channel: channel, room, chat room | canal, sala, sala de chat
reply: reply, response, answer | respuesta, contestacion, responder, responde, contestar, contesta, contestale, respondele
reaction: reaction, emoji, emoticon, like, thumbs up | reaccion, emoji, emoticon, me gusta, reaccionar
sticker: sticker | sticker, pegatina, calcomania
mention: mention | mencion
notification: notification, alert, push, notify, push notification | notificacion, alerta, aviso, notificar, notifica, alarma
template: template, message template, boilerplate | plantilla, modelo, template, formato
canned: standard answer, standard reply, ready answer, ready-made answer, canned response, canned reply, canned message, quick reply, saved reply, macro | respuesta tipo, respuesta armada, respuesta lista, respuesta predefinida, respuesta rapida, respuesta guardada, atajo
broadcast: broadcast, mass message, bulk message | difusion, mensaje masivo, envio masivo, lista de difusion
campaign: campaign, marketing campaign, newsletter | campana, boletin, newsletter
mailinglist: mailing list, distribution list | lista de correo, lista de distribucion
call: call, phone call, telephone call, dial, ring | llamada, llamado, llamar, llama, llamale, telefonear, marcar, llamadas telefonicas
voicemail: voicemail, voice message | buzon de voz, mensaje de voz, nota de voz
recording: recording, record, recorded call | grabacion, grabar, graba, grabado
conference: conference, meeting room, conference call, video call | conferencia, videollamada, reunion virtual, videoconferencia
transcription: transcription, transcribe, transcript, speech to text, speech recognition, listen, dictation | transcripcion, transcribir, transcribe, transcribeme, voz a texto, dictado, pasar a texto, pasa a texto
speech: speech, voice, text to speech, speak, spoken, tts, read aloud, synthesize | voz, habla, texto a voz, sintesis de voz, leer en voz alta, locucion, hablado, hablar
audio: audio, sound, audio file, mp3, wav | audio, sonido, mp3
translation: translation, translate, translated | traduccion, traducir, traduce, traduceme, traducido
sentiment: sentiment, mood, emotion | sentimiento, animo, emocion
video: video, clip, film, movie | video, pelicula, clip
photo: photo, picture, image, pic, snapshot photo | foto, fotografia, imagen
gif: gif, animation | gif, animacion
poll: poll, survey, vote, questionnaire | encuesta, votacion, sondeo, cuestionario
satisfaction: satisfaction, csat, nps, satisfaction survey | satisfaccion, csat, nps
caller: caller, caller id | identificador de llamada
phoneline: phone line, phone number, incoming phone number, purchased number | linea telefonica, numero telefonico, numero
bot: bot, chatbot, assistant, robot | bot, robot, asistente, chatbot
label: label, tag | etiqueta, tag, rotulo, etiquetar, etiqueta
assignment: assignment, assignee | asignacion, asignado
queue: queue, waiting list, waiting line, backlog | cola, fila, lista de espera
ticketcase: support ticket, ticket, case, support case, helpdesk ticket, request | ticket, caso, solicitud, requerimiento, ticket de soporte
typing: typing indicator, typing | escribiendo
readreceipt: read receipt, mark as read, unread, seen | leido, visto, no leido, sin leer, marcar como leido
attachment: attachment, attached file | adjunto, archivo adjunto
post: post, publication, social post | publicacion, post, posteo
comment: comment, remark | comentario, comentar, comenta
social: social media, social network, instagram, facebook, twitter | red social, redes sociales, instagram, facebook
server: guild, discord server | servidor, gremio
reminder: reminder, remind | recordatorio, recordar, recuerdame, recuerda
dnd: do not disturb, snooze, mute notifications | no molestar, silenciar notificaciones
pin: pin, pinned | fijado, anclado, fijar, anclar, mensaje fijado
star: star, starred, favourite, favorite, bookmark | destacado, favorito, marcador
workspace: workspace, slack | espacio de trabajo, workspace
venue: venue | recinto, local
dice: dice | dado
game: game, board | juego, partida, tablero
square: square, cell | casilla, celda, cuadro
voice: voice | voz
fax: fax | fax
permalink: permalink, link to message, share link | enlace permanente, link permanente
`;
