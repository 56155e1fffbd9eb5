/** What is done to things. One group a line: `concept: English | español`. Short Spanish forms stand for themselves. */
export const actions = `
list: list, enumerate, browse, see all, show all, view all, overview of | listar, lista, listame, listado, enumerar, ver todos, ver todas, mostrar todos, cuales son, que hay
get: get, manage, own, tell me, tell us, show, view, retrieve, fetch, read, see, give me, look at, look up, display, tell me, details of, detail, inspect, describe, check, open up, pull up, bring up, info on, information about | obtener, obten, administrar, gestionar, manejar, mostrar, muestra, muestrame, muestre, ver, veo, veamos, dame, deme, dime, digame, consultar, consulta, consultame, revisar, revisa, traer, trae, traeme, leer, lee, detalle, ensename, ensenar, quiero ver, quiero saber, saber, mirar, mira, conocer, informacion de, datos de, pasame
search: search, find, look for, lookup, query, locate, filter, match | buscar, busca, buscame, busque, encontrar, encuentra, encuentrame, filtrar, filtra, localizar, ubicar, ubica
count: count, how many, number of, tally | contar, cuenta cuantos, cuantos, cuantas, numero de, cantidad de
create: create, prepare, draft, draw up, write up, compose, build me, note down, put together, log, add, new, make, insert, generate, set up, put in, raise, issue, invoice, bill, register, enter | preparar, prepara, preparame, prepare, redactar, redacta, confeccionar, confecciona, anotar, anota, anotame, armame, crear, crea, creame, cree, creo, agregar, agrega, agregame, agregue, anadir, anade, nuevo, nueva, hacer, haz, hazme, generar, genera, insertar, registrar, registra, registrame, ingresar, ingresa, dar de alta, da de alta, emitir, emite, emiteme, levantar, levanta, facturale, facturar, armar, arma, incluir, incorporar, hazle, crearle, inscribir, inscribe
open: open, open up | abrir, abre, abreme
update: update, turn into, raise, lower, increase, decrease, bump, extend, shorten, edit, change, modify, set, amend, alter, adjust, correct, fix, rename, replace, patch, put, overwrite, switch | actualizar, actualiza, actualice, editar, edita, cambiar, cambia, cambiale, cambie, modificar, modifica, ajustar, ajusta, corregir, corrige, fijar, fija, renombrar, renombra, reemplazar, reemplaza, poner, pon, ponle, ponga, dejar, deja, subele, sube, subir, bajar el, aumentar, aumenta, rebajar, reducir, reduce, extender, extiende, bajale
delete: delete, remove, destroy, erase, drop, get rid of, take off, take out, trash, purge, wipe, discard | eliminar, elimina, eliminame, elimine, borrar, borra, borrame, borre, quitar, quita, quitale, quite, =sacalo, =sacala, =sacar, =sacale, sacar de, saca de, suprimir, dar de baja, da de baja, destruir, destruye, botar, descartar, limpiar
cancel: cancel, void, annul, call off, revoke, abort, terminate | cancelar, cancela, cancelame, cancele, anular, anula, anulame, anule, revocar, revoca, dejar sin efecto, desistir, abortar
send: send, appear, show up, tell, whatsapp, sms, dm, ping, slack, drop a line, let know, post, transmit, deliver message, submit, text, email, write to, forward, dispatch message, message | enviar, envia, enviame, enviale, envie, mandar, manda, mandale, mandame, mande, publicar en, escribirle, escribele, remitir, hacer llegar, avisale, avisar, dile, decirle, comunicar
charge: charge, bill, collect payment, take payment, capture | cobrar, cobra, cobrale, cobrame, cobre, capturar, captura
pay: pay, settle | pagar, paga, pague, abonar, abona
refund: refund, reverse, return the money, reimburse, give back, pay back | reembolsar, reembolsa, reversar, reversa, devolverle, devolvamos, devolver, devuelve, devuelvele, reintegrar
start: start, begin, launch, boot, power on, turn on, spin up, bring up | iniciar, inicia, inicie, arrancar, arranca, encender, enciende, prender, prende, lanzar, lanza, levantar, levanta, partir, echar a andar, echa a andar, comenzar
stop: stop running, stop, shut down, power off, turn off, halt, kill, end, shutdown, hang up | dejar de correr, deje de correr, que deje de, detener, deten, detenga, parar, para el, parar, apagar, apaga, apague, matar, mata, terminar, termina, frenar, bajar, baja, finalizar, finaliza, colgar
restart: restart, reboot, power cycle, bounce | reiniciar, reinicia, reinicie, rebootear, resetear
pause: pause, on hold, put on hold, suspend, freeze, hold | pausar, pausa, suspender, suspende, congelar, congela, poner en pausa
resume: resume, unpause, continue, reactivate, unsuspend, unfreeze | reanudar, reanuda, retomar, continuar, reactivar, reactiva, despausar
activate: activate, enable, switch on, turn on, publish | activar, activa, habilitar, habilita, encender, prender, publicar, publica
deactivate: deactivate, disable, switch off, turn off, unpublish | desactivar, desactiva, desactive, deshabilitar, deshabilita, inhabilitar, despublicar
upload: upload, attach, import file | subir, sube, cargar, carga, adjuntar, adjunta
download: download, export, save a copy | descargar, descarga, descargame, bajar, exportar, exporta, bajame
import: import, load, ingest, bring in | importar, importa, cargar
export: export, dump | exportar, exporta, extraer, extrae, volcar
assign: assign, take over, take care of, allocate, hand over, delegate, attribute | tomar, tome, hacerse cargo, asignar, asigna, asignale, asigname, asigne, delegar, derivar, deriva, encargar
unassign: unassign | desasignar, desasigna
move: move, transfer, relocate, shift, hand off | mover, mueve, trasladar, traslada, transferir, transfiere, traspasar, pasar
copy: copy, clone, duplicate, replicate, fork | copiar, copia, clonar, clona, duplicar, duplica, replicar
merge: merge, combine, unify, join together | fusionar, fusiona, combinar, combina, unir, une, juntar, unificar
split: split, separate, divide | dividir, divide, separar, separa
invite: invite, add someone | invitar, invita, invitale, convidar
join: join | unirse, unirme, entrar a, sumarse
leave: leave, quit, exit, log out | salir, salirme, abandonar, irse, dejar el
kick: kick, expel, throw out, remove from | expulsar, expulsa, echar, echa a, sacar de
ban: ban, block, blacklist | banear, banea, bloquear, bloquea, vetar
unban: unban, unblock, lift the ban | desbanear, desbloquear, desbloquea, levantar el bloqueo
mute: mute, silence | silenciar, silencia, mutear
approve: approve, accept, authorize, confirm, validate | aprobar, aprueba, aceptar, acepta, autorizar, autoriza, confirmar, confirma, validar, valida
reject: reject, decline, deny, refuse, dismiss | rechazar, rechaza, denegar, declinar, desestimar
close: done with, finished with, close, solved, resolve, finish, complete, mark as done, mark as solved, solve, settle | cerrar, cierra, cierre, resuelto, resuelta, terminamos con, listo con, resolver, resuelve, finalizar, completar, completa, dar por terminado, marcar como resuelto
reopen: reopen | reabrir, reabre, volver a abrir
archive: archive | archivar, archiva
unarchive: unarchive | desarchivar, desarchiva
restore: restore, recover, undelete, roll back, rollback, revert | restaurar, restaura, recuperar, recupera, revertir, revierte, volver atras, deshacer
lock: lock | bloquear, bloquea, trancar
unlock: unlock | desbloquear, desbloquea
run: run, execute, trigger, invoke, perform, launch | ejecutar, ejecuta, ejecute, correr, corre, disparar, dispara, gatillar, lanzar, invocar
retry: retry, rerun, run again, try again | reintentar, reintenta, volver a intentar, volver a ejecutar, intentar de nuevo
test: test, try out | probar, prueba, testear
verify: verify, validate, confirm, check whether, make sure | verificar, verifica, validar, valida, comprobar, comprueba, corroborar
schedule: schedule, book, plan, arrange | programar, programa, agendar, agenda, agendame, calendarizar, reservar, reserva, reservame
reschedule: reschedule, postpone, put off | reprogramar, reprograma, reagendar, posponer, postergar, aplazar
reserve: reserve, book | reservar, reserva, reservame, apartar
buy: buy, purchase, acquire | comprar, compra, comprame, compre, adquirir
sell: sell | vender, vende
order: order | pedir, pide, pideme, encargar, ordenar
request: request, ask for, hail, call a | solicitar, solicita, pedir, pide, pideme
ship: ship, dispatch, deliver | despachar, despacha, entregar, entrega
track: track, trace | rastrear, rastrea, seguir, sigue
call: call, dial, phone, ring | llamar, llama, llamale, llame, telefonear, marcar
reply: reply, respond, answer | responder, responde, respondele, contestar, contesta, contestale
forward: forward, pass on | reenviar, reenvia, reenviale
share: share | compartir, comparte, comparteme
publish: publish, go live, release | publicar, publica, lanzar
react: react, like | reaccionar, reacciona
pin: pin | fijar, fija, anclar, ancla
unpin: unpin | desfijar, desanclar, desancla
rate: rate, review, score | calificar, califica, evaluar, evalua, puntuar
translate: translate | traducir, traduce, traduceme
transcribe: transcribe | transcribir, transcribe, transcribeme
record: record | grabar, graba
summarize: summarize, summarise, sum up | resumir, resume, resumeme
analyze: analyze, analyse | analizar, analiza
compare: compare | comparar, compara
calculate: calculate, compute, work out, estimate | calcular, calcula, calculame, estimar, estima
convert: convert, turn into, transform | convertir, convierte, transformar, transforma, pasar a
print: print | imprimir, imprime
scan: scan | escanear, escanea
sync: sync, synchronize, synchronise | sincronizar, sincroniza
connect: connect, link, hook up, attach, join | conectar, conecta, vincular, vincula, enlazar, asociar, asocia
disconnect: disconnect, unlink, detach, unhook | desconectar, desconecta, desvincular, desvincula, desasociar
install: install | instalar, instala
uninstall: uninstall | desinstalar, desinstala
configure: configure, set up, setup | configurar, configura
deploy: deploy, release, roll out, ship | desplegar, despliega, publicar, poner en produccion, implementar
build: build, compile | construir, construye, compilar, compila
scale: scale, resize, grow, shrink, upsize | escalar, escala, redimensionar, agrandar, achicar, ampliar
rotate: rotate, regenerate, renew, refresh, reset, roll | rotar, rota, regenerar, regenera, renovar, renueva, resetear, restablecer, restablece
backup: back up, backup | respaldar, respalda
purge: purge, clear, flush, empty, invalidate, prune, clean up | purgar, purga, vaciar, vacia, limpiar, limpia, borrar la cache, invalidar
subscribe: subscribe, sign up | suscribir, suscribe, inscribir, inscribe
unsubscribe: unsubscribe, opt out | desuscribir, dar de baja, desinscribir
tag: tag, label | etiquetar, etiqueta, ponle la etiqueta
mark: mark, flag | marcar, marca
sort: sort, order by, rank | ordenar por, ordena por, ordenar
move2: snooze | postergar
sign: sign | firmar, firma
encrypt: encrypt | encriptar, cifrar
withdraw: withdraw, cash out | retirar, retira, girar
notify: notify, alert, let know | notificar, notifica, avisar, avisa, alertar
remind: remind | recordar, recuerda, recuerdame
apply: apply, use | aplicar, aplica, usar
pull: pull | jalar
push: push | empujar
log: log | registrar
typing: type | teclear
`;
