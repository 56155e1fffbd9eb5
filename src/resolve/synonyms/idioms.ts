/** Ways of saying that name no thing by its noun, and still mean one. One group a line: `concept: English | español`. */
export const idioms = `
order: ordered, bought, purchased, what did order, placed an order | encargo, encargaron, pidio, pidieron, compraron, comprado, compro
lowstock: run out, running out, ran out, running low, run low, sold out, out of stock, low stock, almost gone, restock, replenish, reorder level, reorder point | agotado, agotada, agotandose, agotar, se agoto, se acabo, se acabaron, se nos acabo, se nos acabaron, se esta acabando, acabarse, quiebre de stock, bajo stock, stock critico, reponer, reposicion, por agotarse, queda poco, quedan pocos, quedan pocas
stock: do we still have, still have, any left, left in stock, units left, are left, is left, on the shelf, in stock, do we have left, in the warehouse, counted, recount, stocktake, stock take | tenemos todavia, todavia tenemos, queda alguno, queda alguna, quedan, queda, nos queda, nos quedan, en bodega, en la bodega, conteo, recuento, hay disponibles, inventariar
product: do we sell, do you sell, we sell, do we carry, carry anything, in our catalogue | vendemos, venden, tenemos a la venta, a la venta, ofrecemos
sale: did we make, did we earn, have we made, we made, did we sell, make in sales, takings, best month, sold, earned, gross, billed | vendimos, hemos vendido, se vendio, se vendieron, facturamos, ganamos, recaudamos, entro de plata, como vamos, como nos fue, cuanto hicimos, cuanto se hizo, cuanto llevamos
bestseller: sells best, sell best, selling best, most popular, most bought, flies off the shelves, fly off, star product, top product, top products, hottest, favourite product, what sells | vuela, vuelan, se vende mas, vendieron mas, producto estrella, lo que mas, mas popular, mas comprado, mas pedido, salen mas, sale mas
debt: owe us, owes us, owe me, still owe, not paid, not been paid, past due, late payment, unpaid, in arrears | nos debe, nos deben, me debe, me deben, sin pagar, no ha pagado, no han pagado, falta pagar, falta por pagar, atrasado, en mora, plata en la calle, por cobrar
refund: money back, gave back, half back | plata de vuelta, su plata, devolverle la plata, devolvamos, que le devuelvan
payment: card payment, paid for, went through, went in, money came in, payment status | plata que entro, pago con tarjeta, pago hecho, entro el pago, pagaron
subscription: every month, monthly box, pays monthly, pay monthly, paying monthly, monthly payment, pays every month, recurring, auto renew, renewal, renewing | cada mes, mensualmente, pago mensual, paga mensual, pagan mensual, mes a mes, todos los meses, renovacion, cobro automatico
price: how much is, how much are, how much does, how much do, how much would, how much will, what does it cost, what is the price, cost me, costs, at what price, go for | cuanto sale, cuanto salen, cuanto cuesta, cuanto cuestan, cuanto vale, cuanto valen, cuanto esta, a como, a cuanto, que precio, que valor, cuanto seria, cuanto me saldria, me saldria, cuanto cobran, cuanto cobra
discount: off, percent off, cheaper, on sale, knock off | de descuento, en oferta, rebajado, mas barato, rebajar
coupon: promo code, still valid code | codigo, codigo de promocion
shippingzone: ship to, deliver to, do we ship, do we deliver, send orders to, where do we deliver | hacemos envios, despachan a, despachamos a, envian a, llegan a, hacemos despacho, repartimos
tracking: where is my order, where is the package, has it arrived, on its way, when will it arrive | donde viene, ya llego, llego el pedido, cuando llega, en camino, en que esta el envio
review: liked, like it, like them, happy with, say about, saying about, people are saying, think of, think about, what do people say, feedback, stars, testimonial | les gusto, le gusto, les gusta, conformes con, contentos con, dicen de, dicen sobre, opinan, que opinan, opinan de, que les parece, comentan, comentarios de clientes, testimonio
claim: complain, complaining, complained, unhappy, complaints | se quejo, se quejan, reclamaron, reclama, quejarse
terminal: card machine, card machines, payment machine | maquina de tarjeta, maquinas de tarjeta, maquina para cobrar, pos
store: physical store, our stores, location of stores | tienda fisica, nuestras tiendas, donde atendemos
employee: work here, works here, who works, works in, work for us, works for us, people working, colleague, coworker, working in | trabaja, trabajan, trabajando en, quien trabaja, quienes trabajan, gente que trabaja, companero, jefe, jefa
team: on duty, on call, on shift | de turno
customer: who buys, who bought, buys from us, shopper | quien compra, quien compro, nos compra, nos compran, comprador
contact: =reach, get in touch with, people we know, details of person | contactar, contactarse, ubicar a, datos de contacto
conversation: talk, talked, talking, talks, talk about, spoke, chats, chat with, nobody has answered, unanswered | hablar, hablaron, hablamos, hablado, conversaron, conversar, charlar, escribieron, platicar, sin responder, sin contestar, nadie ha contestado
message: tell him, tell her, tell them, write him, write her, let them know, drop a line, wrote, say, said, says, shoot a message | decirles, diles, dile que, avisales, avisale que, escribio, escribieron, contarle, cuentale, mandarle, que escribio
conversationcount: answered yet, have not answered, not answered, unread, unattended, unassigned, waiting for an answer | no hemos contestado, hemos contestado, hemos respondido, sin leer, pendientes de respuesta, sin atender, sin asignar, nadie ha tomado, por responder, esperando respuesta
mentionteam: support desk, support team, help desk | mesa de ayuda, equipo de soporte, atienden, atendiendo
agent: answering customers, attends, attending customers, support people, support staff | atiende, atienden, atendiendo, quien esta atendiendo, quien atiende, quienes atienden, los que responden
call: called us, call us, who called, rang, phoned, missed call, missed calls, call history, who called | llamo, llamaron, nos llamaron, nos llamo, llamadas perdidas, llamadas recibidas, quien llamo, por telefono
audit: find out who, who changed, who deleted, who edited, who did, who touched, who modified, who removed, changes made by, trace of changes | averigua quien, quien cambio, quien borro, quien modifico, quien elimino, quien toco, quien hizo, quien edito, cambios hechos
execution: broke, broken, failed during, failed runs, went wrong, ran, has run, did it run, has been run, last run, runs failed | fallo, fallaron, se cayo, se cayeron, se ejecuto, se ejecutaron, corrio, corrieron, ultima corrida, que paso con
workflow: automations, automated, automates, automatic process, zap, recipe of automation | automatiza, automatizar, automatizado, automaticos, automaticas
deployment: went live, going live, go live, put online, is live, shipped version, latest version of the site, released, last release | salio a produccion, poner en linea, publicado, subir a produccion, ultima publicacion, en produccion, version en linea
restore: previous version, version before, one before, go back, back to previous, roll back, back to the, undo, earlier version, back to normal | version anterior, volver a la anterior, volver a la version, la de antes, como estaba antes, volver atras, vuelve a la, echar atras, la version de ayer
server: virtual machines, boxes, our machines | maquinas virtuales, maquinas
metric: ram, how busy, how loaded, resource usage, resources used, using memory, memory usage, cpu usage, disk usage, eating | ram, cuanta memoria, cuanta ram, uso de memoria, uso de cpu, consumo de memoria, consumiendo, ocupando, cuanto ocupa, gastando memoria
health: is it up, is it down, is up, is down, still up, working properly, responding, reachable, alive | esta arriba, esta caido, se cayo, anda bien, funciona, funcionando, responde bien, esta vivo, en pie
log: output, printed, stack trace, console output, last lines, what happened, saying in the logs | salida, ultimas lineas, que paso, que dice el, consola
dnsrecord: points, points to, pointing to, point to, point at, resolves to, txt, txt entry, spf, dkim, mx, aaaa, dns entry, dns entries, subdomain pointing | apunta, apuntar, apunta a, apuntar a, apunte a, apuntando a, resuelve a, txt, spf, dkim, entrada dns, entradas dns
cache: old version showing, stale, outdated copy | version vieja, se ve lo antiguo, no se actualiza
backup: safe copy | copia de seguridad, copias de seguridad, punto de restauracion
form: filled in, filled out, form answers, signed up through the site, submitted the form | llenaron, lleno el formulario, completaron el formulario, contactaron por la web, dejaron sus datos
schedule: what time do, when do you open, when do they open, when does it open, are you open, is it open, open on, when does it close, closed on, opens, closes, closing | a que hora abre, a que hora cierra, abren el, esta abierto, estan abiertos, abierto el, cuando abren, cerrado, atienden los, hasta que hora, desde que hora
ticket: entries for, tickets for, get in, admit | entradas para, pases para, tickets para
event: what is on, whats on, going on, happening, exhibit, exhibits, on display, on show | que hay para ver, que se exhibe, panorama, cartelera, en exhibicion
eta: how soon, how long until, how long would, how far, when will the car, when does the driver, get here, minutes away, pick me up | cuanto se demoraria, en cuanto rato, cuantos minutos, cuando pasa, cuanto le falta, pasarme a buscar, cuanto rato, en llegar, a cuantos minutos
ride: get me to, take me to, go to the airport, to the airport, from the airport, rode, past rides, past trips | =llevarme, ir al aeropuerto, al aeropuerto, =llevame, ir de, ir desde, viajar, me lleve, carreras, viajes
transcription: write down what, put in writing, in writing, what is said, what was said, typed out, text of the recording, into text, to text, written version | por escrito, que se dice, lo que dice, lo que dijo, pasalo a texto, a texto, en texto, version escrita
speech: aloud, out loud, read out loud, read this aloud, say it out loud, out loud, voiceover, voice over, narrate, spoken version, with a voice | en voz alta, que lo lea, locucion, que suene, narrar, narracion, a voz, con voz
sentiment: tone of, tone, positive, negative, angry, happy or not, upset, what mood, positive or negative | enojado, molesto, contento, tono del, tono de, positivo, negativo, positivo o negativo
location: where are, where is located, how to get there, find us | donde queda, donde quedan, como llego, donde estan, donde se ubica
status: how is going, how is it going, what happened to, what happened with, state of | en que quedo, como va, en que va, en que esta, que paso con
history: so far, in the past, until now, until today, past | hasta ahora, hasta hoy, anteriormente
setting: set up for, how is configured | como esta configurado
role: who can, who may, allowed to | quien puede, quienes pueden
permission: allowed to, give access, grant access, can see, can edit, let in | dar acceso, darle acceso, que pueda, puede ver, puede editar
profile: about me, who am i, my details, which account am i | quien soy, mis datos, mi usuario
balance: top up, how much money is left, money left, credit left, how much credit, remaining credit, how much is left, funds left | recargar, recarga, cuanta plata queda, cuanto saldo, cuanto queda, plata disponible, cuanto credito, me queda de saldo
usage: how much have we used, used up, we spent on, consumed, bandwidth used | cuanto hemos usado, cuanto usamos, cuanto gastamos, cuanto llevamos gastado
invoice: bill for, billed for, charged us, invoice us, invoiced | facturado, facturada, nos cobraron, nos cobro, nos factura, emitida, emitidas
cost: what are we paying, cost us, costing | cuanto nos cuesta, cuanto pagamos, cuanto estamos pagando
reminder: let me forget, do not let me forget, dont let me forget, don't forget, remember to | que no se me olvide, no me dejes olvidar, acuerdame, acordarme, no olvidar
photo: profile pic, snapshot of, photograph | retrato, foto
location: pin, live location, coordinates | pin, coordenadas
membercount: how many people, how many members, how many users, how many participants, number of members | cuanta gente, cuantas personas, cuantos miembros, cuantos integrantes, cuantos usuarios, cuantos participantes, cuantos somos, cuantos son
duplicate: same person, are the same, twice, repeated, two records | la misma persona, son el mismo, son la misma, repetido, repetidos, dos veces, duplicados
label: marked as, labelled, tagged | etiquetado, marcado como
assignment: take over, take this, take care of, hand to, give it to, pass to, goes to | que lo vea, que la vea, pasaselo a, pasasela a, se encargue, tome el caso, que se encargue, derivale
phoneline: numbers we have, our numbers, which numbers, buy a number | nuestros numeros, que numeros tenemos, numeros contratados
website: our site, landing, landing page | nuestra pagina, la pagina, pagina web, landing
lead: interested, interested in buying, potential | interesado, interesada, interesados
meeting: get together, sync up, catch up | juntarnos, juntarse, juntada
calendar: am i free, are we free, free slot, availability, free on, busy | estoy libre, tengo libre, hora libre, hueco, disponible el, ocupado
weather: degrees outside, hot outside, cold outside, will it rain, is it going to rain | grados hace, hace frio, hace calor, frio, calor, va a llover
`;
