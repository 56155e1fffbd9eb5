/** What is done to things. One group a line: `concept: English | español`. Short Spanish forms stand for themselves. */
export const actions = `
list: list, enumerate, browse, see all, show all, view all, overview of, who are, what are | listar, lista, listame, listado, enumerar, ver todos, ver todas, mostrar todos, cuales son, que hay, quienes son, que tenemos, cuales hay
get: get, manage, own, tell me, tell us, show, view, retrieve, fetch, read, see, give me, look at, look up, display, tell me, details of, detail, inspect, describe, check, open up, pull up, bring up, info on, information about, peek at, take a look, what is in, listen, hear, get me a, get us a, get me an, bring up the | obtener, obten, administrar, gestionar, manejar, mostrar, muestra, muestrame, muestre, ver, veo, veamos, dame, deme, dime, digame, consultar, consulta, consultame, revisar, revisa, traer, trae, traeme, leer, lee, detalle, ensename, ensenar, quiero ver, quiero saber, saber, mirar, mira, conocer, informacion de, datos de, pasame, chequear, chequea, checkear, checkea, echar un vistazo, echale un ojo, averiguar, averigua, enterarme, escuchar, escucha, oir
search: search, find, look for, lookup, query, locate, filter, match, dig up, hunt for, scan for | buscar, busca, buscame, busque, encontrar, encuentra, encuentrame, filtrar, filtra, localizar, ubicar, ubica, pillar, rastrear en
count: count, how many, number of, tally | contar, cuenta cuantos, cuantos, cuantas, numero de, cantidad de
create: create, prepare, draft, draw up, write up, compose, build me, note down, put together, log, add, new, make, insert, generate, set up, put in, raise, issue, invoice, bill, register, enter, save, store, spin up, file a, file an, report a, propose, provision, point, stand up, fire up a, =give, enrol, enroll, put down for, jot down, keep a record, write it up, put through, file, submit, monitor | preparar, prepara, preparame, prepare, redactar, redacta, confeccionar, confecciona, anotar, anota, anotame, armame, crear, crea, creame, cree, creo, agregar, agrega, agregame, agregue, anadir, anade, nuevo, nueva, hacer, haz, hazme, generar, genera, insertar, registrar, registra, registrame, ingresar, ingresa, dar de alta, da de alta, emitir, emite, emiteme, levantar, levanta, facturale, facturar, armar, arma, incluir, incorporar, hazle, crearle, inscribir, inscribe, guardar, guarda, guardame, guardalo, reportar, reporta, montar, monta, provisionar, apuntar, apunta, proponer, levantame, creale, crearme, abreme un, apuntar, apunta, apunte, apuntame, apuntalo, apuntala, matricular, matricula, ponle nota, ponle una nota, deja anotado, dejar anotado, deja registrado, ingresame, guarda, guardar, tomar nota, toma nota, confeccioname, extiende un, extender un, monitorear, monitorea, vigilar, vigila, meter, mete, sumar otra, sumar otro, suma otra, suma otro
open: open, open up | abrir, abre, abreme
update: update, turn into, raise, lower, increase, decrease, bump, extend, shorten, edit, change, modify, set, amend, alter, adjust, correct, fix, rename, replace, patch, put, overwrite, switch, point, repoint, toggle, turn up, turn down, crank up, double, tweak, override, set to, fiddle with, put as, put at, put it at | actualizar, actualiza, actualice, editar, edita, cambiar, cambia, cambiale, cambie, modificar, modifica, ajustar, ajusta, corregir, corrige, fijar, fija, renombrar, renombra, reemplazar, reemplaza, poner, pon, ponle, ponga, dejar, deja, subele, sube, subir, bajar el, aumentar, aumenta, rebajar, reducir, reduce, extender, extiende, bajale, apuntar, apunta, reapuntar, reapunta, setear, setea, alternar, dejalo en, dejala en, duplicar la, editame, deja a, dejalo a, dejala a, dejalo en, dejala en, ponlo a, ponla a, =cambialo, =cambiala, corrigelo, corrigela
delete: delete, remove, destroy, erase, drop, get rid of, take off, take out, trash, purge, wipe, discard, tear down, nuke, get rid, throw away, wipe out, no longer need, no longer use, decommission, rm, take off the, strike off, strip, take away | eliminar, elimina, eliminame, elimine, borrar, borra, borrame, borre, quitar, quita, quitale, quite, =sacalo, =sacala, =sacar, =sacale, sacar de, saca de, suprimir, dar de baja, da de baja, destruir, destruye, botar, descartar, limpiar, tirar, tira a la basura, echar abajo, deshacerse de, deshazte de, eliminalo, borralo, ya no usamos, ya no se usa, ya no lo usamos, sobra, sacalo de, sacala de, saquen a, saquenlo, sacale, saca el, saca la
cancel: cancel, void, annul, call off, revoke, abort, terminate, cut short, call it off, stop it from, will not make it, can not make it, can t make it, won t make it, stop charging, do not charge, no longer wants to be charged, quit charging | cancelar, cancela, cancelame, cancele, anular, anula, anulame, anule, revocar, revoca, dejar sin efecto, desistir, abortar, cortar, corta, cortala, cortalo, echar atras el, baja la hora, baje la hora, no podre ir, no podremos ir, no puedo ir, ya no voy, ya no quiere, ya no queremos, no le cobren, no me cobren, no le cobres, dejen de cobrar, dejen de cobrarle, no quiere seguir pagando
send: send, appear, show up, tell, whatsapp, sms, dm, ping, slack, drop a line, let know, post, transmit, deliver message, submit, text, email, write to, forward, dispatch message, message, announce, broadcast, hit up, shoot over, put out, let everyone know, should know, should hear, get the word out, spread the word, pass the message | enviar, envia, enviame, enviale, envie, mandar, manda, mandale, mandame, mande, publicar en, escribirle, escribele, remitir, hacer llegar, avisale, avisar, dile, decirle, comunicar, anunciar, anuncia, postear, postea, tirale un mensaje, mensajear, contarle a, decirles a, que sepan, difundir, difunde, hazle saber, hazles saber, que se enteren, que se entere, corre la voz, que salga, que aparezca, que se publique
charge: charge, bill, collect payment, take payment, capture, ring up, collect from | cobrar, cobra, cobrale, cobrame, cobre, capturar, captura, cobremos, cobrenle
pay: pay, settle, pay off, pay up, square up | pagar, paga, pague, abonar, abona, saldar, salda, paguemos, cancela la deuda
refund: refund, reverse, return the money, reimburse, give back, pay back | reembolsar, reembolsa, reversar, reversa, devolverle, devolvamos, devolver, devuelve, devuelvele, reintegrar
start: start, begin, launch, boot, power on, turn on, spin up, bring up, power up, fire up, kick off, wake up, bring online, bring back up, bring back online, boot up | iniciar, inicia, inicie, arrancar, arranca, encender, enciende, prender, prende, lanzar, lanza, levantar, levanta, partir, echar a andar, echa a andar, comenzar, levantalo, levantala, levantar de nuevo, despertar, despierta, poner a andar, pon a andar, echalo a andar, prendelo, prendela, poner en marcha
stop: stop running, stop, shut down, power off, turn off, halt, kill, end, shutdown, hang up, take offline, take down, bring down, shut off, put to sleep, cut off, pull the plug | dejar de correr, deje de correr, que deje de, detener, deten, detenga, parar, apagar, apaga, apague, matar, mata, terminar, termina, frenar, bajar, baja, finalizar, finaliza, colgar, tumbar, tumba, cortar, corta, cortala, cortalo, apagalo, apagala, bajalo, echar abajo, botar abajo, tirar abajo, sacar de internet, saca de internet, dejar fuera de linea, frenalo, paralo, parala, desenchufar
restart: restart, reboot, power cycle, bounce, reset, turn off and on, recycle, restart it, kick it, stuck, hung, frozen, froze, got stuck | reiniciar, reinicia, reinicie, rebootear, resetear, reinicialo, reiniciala, reinicio, dar un reinicio, resetea, volver a levantar, vuelve a levantar, relanzar, relanza, rebootea, apagar y prender, apaga y prende, pegado, colgado, se quedo pegado, se quedo pegada, se pego, se colgo, trabado, tildado
pause: pause, on hold, put on hold, suspend, freeze, hold, snooze, put to sleep, mute notifications, stop charging, do not charge | pausar, pausa, suspender, suspende, congelar, congela, poner en pausa, dejar en pausa, deja en pausa, pausalo, pausala, dejar en espera, no le cobren, no me cobren, no le cobres, dejen de cobrar, dejen de cobrarle
resume: resume, unpause, continue, reactivate, unsuspend, unfreeze, wake up, take off hold | reanudar, reanuda, retomar, continuar, reactivar, reactiva, despausar, despertar, sacar de la pausa, saca de pausa
activate: activate, enable, switch on, turn on, publish, make live, put in service, flip on, get running | activar, activa, habilitar, habilita, encender, prender, publicar, publica, prende, enciende, poner a andar, pon a andar, echar a andar, dejar activo, poner activo
deactivate: deactivate, disable, switch off, turn off, unpublish, stop from running, flip off, kill switch, take offline, take down | desactivar, desactiva, desactive, deshabilitar, deshabilita, inhabilitar, despublicar, apagar, apaga, dejar inactivo, cortar, corta, sacar de internet, saca de internet, bajar, baja
upload: upload, attach, import file, save to, store in, put in the bucket, save in | subir, sube, cargar, carga, adjuntar, adjunta, subelo, subela, guardar, guarda, guardalo, dejar en el bucket, mete en
download: download, export, save a copy, grab a copy, save locally, get a copy | descargar, descarga, descargame, bajar, exportar, exporta, bajame, bajalo, bajate, descargate, bajar en, baja en
import: import, load, ingest, bring in, pull in | importar, importa, cargar, importame, cargar desde
export: export, dump, take out a copy | exportar, exporta, extraer, extrae, volcar, sacar a, exportame, volcado
assign: assign, take over, take care of, allocate, hand over, delegate, attribute, hand over to, pass to, hand, reassign, route to, let take, take it, put in charge, give role, grant role, acknowledge, ack | tomar, tome, hacerse cargo, asignar, asigna, asignale, asigname, asigne, delegar, derivar, deriva, encargar, pasale, pasaselo, pasasela, reasignar, reasigna, toma, que lo tome, que la tome, que lo vea, dejaselo a, dejasela a, dale el, darle el rol, encargale, hacerse cargo de, encargarse
unassign: unassign, take off the case | desasignar, desasigna, quitarle el caso, soltar
move: move, transfer, relocate, shift, hand off, migrate, shift over, switch over | mover, mueve, trasladar, traslada, transferir, transfiere, traspasar, pasar, migrar, migra, cambiar de lugar, mudar
copy: copy, clone, duplicate, replicate, fork, mirror, clone to | copiar, copia, clonar, clona, duplicar, duplica, replicar, clonalo, copiame, replica
merge: merge, combine, unify, join together, mergear into, fold into, squash, integrate | fusionar, fusiona, combinar, combina, unir, une, juntar, unificar, mergear, mergea, juntalos, dejalos en uno, deja en uno solo, hacer merge, integrar, integra, integralo
split: split, separate, divide | dividir, divide, separar, separa
invite: invite, add someone, let in, bring in, add to the team, ask in, get in | invitar, invita, invitale, convidar, sumar, suma, suma a, meter a, mete a, incorporar a, agrega a, agregar a
join: join | unirse, unirme, entrar a, sumarse
leave: leave, quit, exit, log out, get out of | salir, salirme, abandonar, irse, dejar el, =salte, salirse, sal de
kick: kick, expel, throw out, remove from, boot out, throw out of, eject, kick out, get him out, get her out, get them out | expulsar, expulsa, echar, echa a, sacar de, sacar, saca, saca a, sacalo, sacala, botar, bota a, echalo, echala, correr a, fuera con
ban: ban, block, blacklist, shut out, keep out, block from, deny access, not let in, don t let, ban from, lock out, revoke access, remove access, take away access, cut off access, no longer have access | banear, banea, bloquear, bloquea, vetar, que no pueda entrar, no pueda entrar, que no vuelva, que no entre, no dejar entrar, no dejes entrar, no dejes pasar, cerrar el paso, bloquealo, banealo, prohibir, cortar el acceso, cortale el acceso, corta el acceso, quitar el acceso, quitale el acceso, quitarle el acceso, sacarle el acceso, revocar el acceso
unban: unban, unblock, lift the ban, let back in, allow again | desbanear, desbloquear, desbloquea, levantar el bloqueo, dejar entrar de nuevo, perdonar, desbloquealo
mute: mute, silence, shut up, hush, time out, quiet, snooze | silenciar, silencia, mutear, callar, calla, mutea, mutealo, silencialo, hacer callar
approve: approve, accept, authorize, confirm, validate, give the green light, sign off, give the go-ahead, green light, sign off on, acknowledge | aprobar, aprueba, aceptar, acepta, autorizar, autoriza, confirmar, confirma, validar, valida, dar el visto bueno, da el visto bueno, dar luz verde, mandar a aprobar, visto bueno, dale el visto bueno, da el ok, dale el ok
reject: reject, decline, deny, refuse, dismiss | rechazar, rechaza, denegar, declinar, desestimar
close: done with, finished with, close, solved, resolve, finish, complete, mark as done, mark as solved, solve, settle, nothing left to do, wrap up, as solved, as done, as resolved, as closed | cerrar, cierra, cierre, resuelto, resuelta, terminamos con, listo con, resolver, resuelve, finalizar, completar, completa, dar por terminado, marcar como resuelto, cierralo, cierrala, darla por cerrada, darlo por cerrado, dalo por cerrado, quedo resuelto, quedo listo, solucionado, solucionada, no queda nada por hacer, ya esta resuelto
reopen: reopen, open again, re-open | reabrir, reabre, volver a abrir, abrir de nuevo, abre de nuevo, vuelve a abrir
archive: archive, shelve, put away | archivar, archiva, guardar en el archivo
unarchive: unarchive | desarchivar, desarchiva
restore: restore, recover, undelete, roll back, rollback, revert, put back, bring back, go back to, return to, reinstate, undo, rescue, back out, get back, get it back | restaurar, restaura, recuperar, recupera, revertir, revierte, volver atras, deshacer, deshaz, rescatar, rescata, revivir, vuelve al, volver al, vuelve a la, volver a la, volvamos a, regresar a, regresa a, devolver a, dejar como estaba, deja como estaba, echa para atras, echar para atras, tirar para atras, vuelve la, vuelve el, traer de vuelta, trae de vuelta, traela de vuelta, traelo de vuelta, echala para atras, echalo para atras, tirala para atras, dejala como estaba, dejalo como estaba
lock: lock, freeze | bloquear, bloquea, trancar, congelar, congela, dejar fijo, deja fija, que no salga nada
unlock: unlock | desbloquear, desbloquea
run: run, execute, trigger, invoke, perform, launch, kick off, fire off, go ahead and run, kick off a, set off | ejecutar, ejecuta, ejecute, correr, corre, disparar, dispara, gatillar, lanzar, invocar, correlo, correla, tirar, larga, largar, echa a correr, correr ahora, hacer correr
retry: retry, rerun, run again, try again, redo, another go, another try, one more time, once more, try once more, re-run, run it again, have another go, do it again, do it over, give it another go | reintentar, reintenta, volver a intentar, volver a ejecutar, intentar de nuevo, repetir, repite, vuelve a correr, vuelve a ejecutar, vuelve a intentar, vuelve a tirar, correr de nuevo, corre de nuevo, corre otra vez, ejecuta de nuevo, ejecuta otra vez, intenta de nuevo, intenta otra vez, reintentalo, de nuevo la, dale de nuevo, dale otra vez, hazlo de nuevo, hazla de nuevo, hacelo de nuevo
test: test, try out | probar, prueba, testear
verify: verify, validate, confirm, check whether, make sure, check if, see if, find out if, double check, is valid | verificar, verifica, validar, valida, comprobar, comprueba, corroborar, ver si, revisa si, chequea si, fijate si, esta bien configurado, es valido
schedule: schedule, book, plan, arrange, fit in, set an appointment, make an appointment, send later, later on, to see the dentist, to see the doctor, to see the vet, to see a doctor, to see a dentist | programar, programa, agendar, agenda, agendame, calendarizar, reservar, reserva, reservame, =tomame, =tomale, sacale hora, agendale, dejar programado, deja programado, programado para, que salga a las, ir al doctor, ir al medico, ir al dentista, ver al medico, ver al doctor
reschedule: reschedule, postpone, put off, push back, push it back, move it to, bring forward, put back | reprogramar, reprograma, reagendar, posponer, postergar, aplazar, correr la hora, correme la hora, corre la hora, pasame la hora, pasar la hora, cambiar la hora, cambiame la hora, cambia la hora, mover la hora, mueveme la hora, adelantar, adelanta, atrasar, atrasa, correlo para, correla para
reserve: reserve, book, hold a place, hold a table, save me a, save us a, squeeze in, get me a, get us a, get me an | reservar, reserva, reservame, apartar, guardame, guardanos, guardale, apartame, apartanos, resguardar, separame
buy: buy, purchase, acquire, get me a, get us a, get me an | comprar, compra, comprame, compre, adquirir, =sacame, =sacanos, consigueme, conseguir, consigue
sell: sell | vender, vende
order: order | pedir, pide, pideme, encargar, ordenar
request: request, ask for, hail, call a, have someone, have somebody, get me a, get us a, get me an, bring us | solicitar, solicita, pedir, pide, pideme, encargame, mandame a pedir, que traigan, que lleven, que vengan, traigan, lleven, vengan, =traeme un, =traeme una
ship: ship, dispatch, deliver | despachar, despacha, entregar, entrega
track: track, trace | rastrear, rastrea, seguir, sigue
call: call, dial, phone, ring, give a call, ring up, phone up, give a ring | llamar, llama, llamale, llame, telefonear, marcar, llamalo, llamala, dale un llamado, dar un telefonazo, telefoneale
reply: reply, respond, answer, get back to, write back | responder, responde, respondele, contestar, contesta, contestale, devuelvele el mensaje, escribele de vuelta
forward: forward, pass on | reenviar, reenvia, reenviale
share: share, give a link | compartir, comparte, comparteme, dame un link, pasame el link, compartelo
publish: publish, go live, release | publicar, publica, lanzar
react: react, like, thumbs up, put a heart, give a thumbs up | reaccionar, reacciona, pulgar arriba, dale like, darle like, ponle un
pin: pin, stick at the top, keep at the top | fijar, fija, anclar, ancla, dejar anclado, deja anclado, dejar fijo, dejar arriba, anclalo, pinear, pinea
unpin: unpin, take down the pin | desfijar, desanclar, desancla, despinear, quitar el anclado
rate: rate, review, score | calificar, califica, evaluar, evalua, puntuar
translate: translate, put into english, put into spanish | traducir, traduce, traduceme, pasar al ingles, pasalo al ingles, pasa al espanol
transcribe: transcribe, write out, write up what, put in writing, turn into text, get the text | transcribir, transcribe, transcribeme, pasar a texto, pasa a texto, pasalo a texto, desgrabar, desgraba, escribir lo que dice
record: record, tape | grabar, graba, grabalo, dejar grabado
summarize: summarize, summarise, sum up, boil down, give the gist, in short, recap, shorten, sum it up | resumir, resume, resumeme, resumemelo, resumelo, hazme un resumen, en pocas palabras, sintetizar, sintetiza
analyze: analyze, analyse | analizar, analiza
compare: compare | comparar, compara
calculate: calculate, compute, work out, estimate | calcular, calcula, calculame, estimar, estima
convert: convert, turn into, transform | convertir, convierte, transformar, transforma, pasar a
print: print | imprimir, imprime
scan: scan | escanear, escanea
sync: sync, synchronize, synchronise | sincronizar, sincroniza
connect: connect, link, hook up, attach, join, plug in, put on the network | conectar, conecta, vincular, vincula, enlazar, asociar, asocia, conectalo, enchufar, meter en, mete en
disconnect: disconnect, unlink, detach, unhook, unplug, take off the network | desconectar, desconecta, desvincular, desvincula, desasociar, desenchufar, sacar de la red
install: install, set up the plugin | instalar, instala, instalame
uninstall: uninstall | desinstalar, desinstala
configure: configure, set up, setup, tune, set up for | configurar, configura, setear, setea, dejar configurado
deploy: deploy, release, roll out, ship, go live with, push to production, put live, promote, push live | desplegar, despliega, publicar, poner en produccion, implementar, deployar, deploya, desplegalo, pasar a produccion, pasa a produccion, subir a produccion, sube a produccion, poner en vivo, promover, llevar a produccion, lleva a produccion, a produccion
build: build, compile, rebuild, recompile | construir, construye, compilar, compila, recompilar, recompila, buildear, buildea, rebuildear
scale: scale, resize, grow, shrink, upsize, make bigger, make smaller, beef up, scale up, scale down, upgrade, downgrade, more memory, more ram, more cpu, twice the, double the, bigger size, more instances, fewer instances, more replicas, more power, triple the | escalar, escala, redimensionar, agrandar, achicar, ampliar, agranda, achica, amplia, mas memoria, mas ram, mas cpu, mas potencia, mas capacidad, mas recursos, mas replicas, mas instancias, subele la memoria, subele la ram, subele el cpu, mas grande, mas chico, bajalo a, escalalo, triplicar, triplica, duplica las, duplica la
rotate: rotate, regenerate, renew, refresh, reset, roll, cycle, reissue | rotar, rota, regenerar, regenera, renovar, renueva, resetear, restablecer, restablece, cambiar la llave, cambia la llave
backup: back up, backup | respaldar, respalda
purge: purge, clear, flush, empty, invalidate, prune, clean up, bust, clear out, refresh, wipe the cache, clear cache | purgar, purga, vaciar, vacia, limpiar, limpia, borrar la cache, invalidar, refrescar, refresca, borra la cache, borra el cache, limpiar la cache, vacialo, botar la cache
subscribe: subscribe, sign up | suscribir, suscribe, inscribir, inscribe, suscribete, escuchar eventos
unsubscribe: unsubscribe, opt out, no longer wants to receive, stop sending, stop emailing, stop getting | desuscribir, dar de baja, desinscribir, no quiere recibir, ya no quiere recibir, no quieren recibir, dejar de recibir, no le manden mas
tag: tag, label | etiquetar, etiqueta, ponle la etiqueta
mark: mark, flag, put as, leave as, flag as | marcar, marca, poner como, ponlo como, ponla como, dejar como, dejar en visto, deja en visto, marcalo como, marcala como
sort: sort, order by, rank | ordenar por, ordena por, ordenar
move2: snooze | postergar
sign: sign | firmar, firma
encrypt: encrypt | encriptar, cifrar
withdraw: withdraw, cash out | retirar, retira, girar
notify: notify, alert, let know, warn, ping, tell everyone, alert me | notificar, notifica, avisar, avisa, alertar, alerta, avisame, avisenme, notificame
remind: remind | recordar, recuerda, recuerdame
apply: apply, use | aplicar, aplica, usar
pull: pull, fetch image, git pull | jalar, bajar, baja, bajate, pullear, traerse
push: push, git push, upload commit | empujar, pushear, pushea, subir, sube
log: log | registrar
typing: type | teclear
layoff: lay off, fire, sack, let go of | despedir, despide, despidan, desvincular, desvincula, finiquitar
hire: hire, recruit | contratar, contrata, contraten, reclutar
tow: tow, tow away | remolcar, remolca, remolquen, llamar a la grua
water: water the, irrigate | regar, riega, riegue, rieguen
play: play | reproducir, reproduce, =toca, escuchar
sing: sing, dance | cantar, canta, cantame, bailar
paint: paint, draw, sew, wash | pintar, pinta, dibujar, dibuja, dibujame, coser, lavar, lava
explain: explain, teach me, teach, define | explicar, explica, explicame, =ensename a, definir
recommend: recommend, suggest, advise | recomendar, recomienda, recomiendame, recomendarias, sugerir, sugiere, sugiereme, aconsejar, aconsejame
bring: bring me, bring us, carry, take to the | traer a la, llevar a, llevenle, lleva a
renew: renew, extend | renovar, renueva, renueven, prorrogar, extender, extiende
`;
