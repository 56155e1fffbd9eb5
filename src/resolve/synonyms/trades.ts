/** Things of many trades. One group a line: `concept: English | español`. */
export const trades = `
playlist: playlist, tracklist | lista de reproduccion, playlist
song: song, =tracks, music track, tune, single | cancion, tema musical, pista
artist: artist, band, musician, singer | artista, banda, musico, cantante, grupo musical
album: album, record album, lp | album, disco
podcast: podcast, episode | podcast, episodio
genre: genre, style | genero, estilo
lyrics: lyrics | letra de la cancion
movie: movie, film, motion picture | pelicula, filme
series: tv show, series, season | serie, temporada, programa de tele
actor: actor, actress, cast | actor, actriz, elenco
trailer: trailer | trailer
stream: stream, live stream, broadcast | transmision, transmision en vivo, directo
board: board, kanban | tablero, pizarra
backlog: backlog | backlog
epic: epic, story, user story | epica, historia de usuario
checklist: checklist | lista de verificacion, checklist
worklog: worklog, time entry, time entries, logged time | registro de tiempo, horas cargadas, horas registradas
timer: timer, stopwatch, tracker | cronometro, temporizador
wiki: wiki, space | wiki
release: release, version release | lanzamiento, entrega de version
tag: git tag | etiqueta
gist: gist, paste | gist
fork: fork | bifurcacion, fork
collaborator: collaborator, contributor | colaborador, contribuidor
codereview: code review | revision de codigo
pipeline2: ci, pipeline, ci job, continuous integration | pipeline, integracion continua
artifact: artifact, build artifact | artefacto
runner: runner, build agent | runner
alertrule: alert, alarm, monitor, alert rule, monitoring check | alerta, alarma, monitor, monitoreo
oncall: on call, on-call, escalation, rotation, pager | guardia, de guardia, escalamiento
statuspage: status page | pagina de estado
dashboard: dashboard, chart, graph | tablero, panel, grafico
exception: exception, crash report, stack trace | excepcion, error no controlado
trace: trace, span | traza
featureflag: feature flag, toggle, flag | bandera de funcionalidad, feature flag
experiment: experiment, a/b test | experimento, prueba a/b
ad: ad, advertisement, ad set, ad campaign, sponsored | anuncio, publicidad, aviso, pauta
keyword: keyword, search term | palabra clave, termino de busqueda
impression: impression, click, reach, engagement | impresion, clic, alcance, interaccion
landing: landing page | landing, pagina de aterrizaje
emailcampaign: email campaign, newsletter issue, mailing | campana de correo, mailing
openrate: open rate, click rate, opens, clicks | tasa de apertura, aperturas, clics
unsubscribe: unsubscribe, opt-out, suppression | desuscrito, supresion
bounce: bounce, spam complaint | rebote, spam
sender: sender, from address | remitente
drip: sequence, drip, journey | secuencia, cadencia
deal: deal, opportunity | negocio, oportunidad, trato
quoteline: line item, order line | linea de pedido, detalle
pricebook: price list, price book, rate card | lista de precios, tarifario
bill: supplier bill, vendor bill, purchase invoice | factura de proveedor, factura de compra, factura recibida
vendorpayment: supplier payment | pago a proveedor
bankfeed: bank feed, bank transaction | movimiento bancario
taxrate: tax rate | tasa de impuesto
chart: chart of accounts | plan de cuentas
costcenter: cost center, cost centre | centro de costo
profitloss: profit and loss, income statement, p&l | estado de resultados, ganancias y perdidas
balancesheet: balance sheet | balance general
cashflow: cash flow | flujo de caja
wallet: wallet, e-wallet | billetera, monedero
transfer: transfer, wire, remittance, bank transfer | transferencia, giro, remesa, traspaso
beneficiary: beneficiary, payee, recipient, destinatary | beneficiario, destinatario
mandate: mandate, direct debit | mandato, debito directo, pac, pat
fraud: fraud, risk, fraud check | fraude, riesgo
kyc: kyc, identity verification | verificacion de identidad
crypto: crypto, cryptocurrency, bitcoin, coin, token price | cripto, criptomoneda, bitcoin
sharestock: share price, stock price, stock quote, equity, ticker | accion, precio de la accion, bolsa
portfolio: portfolio, holding | cartera, portafolio
forecast: forecast, projection | pronostico, proyeccion
loan: loan, mortgage | prestamo, hipoteca
claiminsurance: insurance claim | siniestro
policy: policy, coverage | poliza, cobertura
appointmentslot: slot, time slot, availability slot, opening | hora disponible, bloque horario, cupo, disponibilidad
doctor: doctor, physician, practitioner, specialist | medico, doctor, doctora, especialista
clinic: clinic, hospital, health center | clinica, hospital, consultorio
prescription: prescription, medication | receta medica, medicamento
labtest: lab result, exam, test result | examen, resultado de examen
medicalrecord: medical record, chart | ficha clinica, ficha medica
pharmacy: pharmacy, drugstore | farmacia
room: room, hotel room | habitacion, pieza, sala
checkin: check-in, check in | check-in, registro de entrada
stay: stay, =nights | estadia, =noches, alojamiento
flight: flight, airplane ticket | vuelo, pasaje, pasaje aereo
airport: airport, terminal building | aeropuerto
airline: airline, carrier | aerolinea
luggage: luggage, baggage | equipaje, maleta
carrental: car rental, rental | arriendo de auto, alquiler
parking: parking, parking spot | estacionamiento, aparcamiento
transit: bus, train, subway, metro, transit, public transport | bus, micro, tren, metro, transporte publico
stop: bus stop, station | paradero, parada, estacion
directions: directions, how to get | como llegar, indicaciones
geocode: geocode, coordinates of | geocodificar, coordenadas de
distance: distance, how far | distancia, a que distancia
traffic: traffic jam | taco, trafico, congestion
fuel: fuel, gas, petrol, diesel | combustible, bencina, gasolina, diesel
charger: charger, charging station | cargador, electrolinera
meter: meter, smart meter, reading | medidor, lectura
energy: energy, electricity, power | energia, electricidad, luz
water: water | agua
device: device, gadget, iot device, equipment | dispositivo, equipo, aparato
light: light, lamp, bulb | luz, lampara, ampolleta
thermostat: thermostat, temperature setting | termostato
camera: camera, webcam | camara
lock: door lock, lock | cerradura, chapa
restaurant: restaurant, eatery | restaurante, restoran
dish: dish, menu item, meal | plato, preparacion
reservationtable: table booking, reserve a table | reserva de mesa, mesa para
kitchen: kitchen | cocina
recipe: recipe | receta
ingredient: ingredient | ingrediente
delivery: courier, rider, delivery person | repartidor, mensajero
property: property, listing, apartment, house | propiedad, departamento, casa, inmueble
tenantrent: tenant, renter | arrendatario, inquilino
lease: lease, rent | arriendo, contrato de arriendo, alquiler
school: school, college, university | colegio, escuela, universidad
course: course, lesson, class, subject | curso, clase, ramo, asignatura, leccion
grade: grade, school mark | nota, calificacion, puntaje
enrollment: enrollment, enrolment | matricula, inscripcion
teacher: teacher, instructor | profesor, profesora, docente
assignmenthomework: assignment, homework | tarea, trabajo
quiz: quiz, exam, test | prueba, examen, cuestionario
certificatecourse: diploma | diploma, certificado de curso
library: library | biblioteca
loanbook: borrowed book | prestamo de libro
news: news, headline, article | noticia, titular, articulo
author: author, writer | autor, autora
publisher: publisher | editorial
isbn: isbn | isbn
photoalbum: album, gallery | album, galeria
thumbnail: thumbnail, preview image | miniatura
caption: caption, subtitle | subtitulo, leyenda
ocr: ocr, text in image, read the image | ocr, texto de la imagen, leer la imagen
pdf: pdf | pdf
signaturerequest: signature request, e-signature, envelope | solicitud de firma, firma electronica, sobre
signer: signer, signatory | firmante
translation: translation | traduccion
spelling: spelling, grammar | ortografia, gramatica
embedding: embedding, vector | embedding, vector
prompt: prompt, completion | prompt, instruccion
completion: completion, generated text, answer from the model | texto generado, respuesta del modelo
moderation: moderation | moderacion
finetune: fine-tune, fine tuning, training job | ajuste fino, entrenamiento
dataset: dataset, data set | conjunto de datos, dataset
notebook: notebook | cuaderno
column: column | columna
row: row, record, entry | fila, registro, entrada
cellsheet: cell, range | celda, rango
view: view | vista
slide: slide, presentation, deck | diapositiva, presentacion, lamina
drive: drive, cloud storage | unidad, nube
sharelink: share link, shared link | enlace compartido, link compartido
revision: revision | revision
trash: trash, recycle bin, deleted items | papelera
draft: draft | borrador
thread: thread, topic | hilo, tema
signatureemail: email signature | firma de correo
attachment: attachment | adjunto
spam: spam, junk | spam, correo no deseado
alias: alias | alias
forwarding: forwarding | reenvio
mailbox: mailbox | casilla, buzon
ivr: ivr, phone menu | ivr, menu telefonico
extension: extension | anexo, extension
voicemail: voicemail | buzon de voz
meetingrecording: meeting recording | grabacion de la reunion
webinar: webinar | webinar, seminario en linea
registrant: registrant, attendee | inscrito, asistente
sponsor: sponsor | auspiciador, patrocinador
speaker: speaker, presenter | expositor, orador, charlista
vote: vote, ballot | voto, votacion
donation: donation, donor | donacion, donante
fundraiser: fundraiser, campaign | colecta, recaudacion de fondos
volunteer: volunteer | voluntario
match: match, game, fixture | partido, encuentro
player: player | jugador
sportteam: sports team, club | equipo, club
standing: standings, ranking, leaderboard | tabla de posiciones, ranking, clasificacion
tournament: tournament, competition, league | torneo, campeonato, liga
score: score, result | marcador, resultado, puntaje
workout: workout, training, exercise | entrenamiento, ejercicio
step: step, steps walked | paso
heart: heart rate | pulso, frecuencia cardiaca
sleep: sleep | sueno
pet: pet, animal | mascota
breed: breed | raza
adoption: adoption | adopcion
plant: plant, crop | planta, cultivo
farm: farm, field | campo, fundo, predio
holiday: holiday, public holiday | feriado, dia festivo
earthquake: earthquake, quake, seismic | sismo, temblor, terremoto
airquality: air quality, pollution | calidad del aire, contaminacion
license: license plate, plate | patente, placa
fine: fine, penalty, traffic ticket | multa, infraccion, parte
toll: toll | peaje, tag
customs: customs, import duty | aduana
containerItem: shipping container | contenedor maritimo
pallet: pallet | pallet
picking: picking, packing | picking, preparacion de pedidos
returnlabel: shipping label, return label | etiqueta de envio, etiqueta de despacho
manifest: manifest | manifiesto
workorder: work order | orden de trabajo, ot
maintenance: maintenance, repair, service job | mantencion, mantenimiento, reparacion
warranty: warranty, guarantee | garantia
part: spare part, component | repuesto, pieza, componente
bom: bill of materials, recipe of production | lista de materiales
production: production order, manufacturing | orden de produccion, fabricacion, manufactura
quality: quality control, inspection | control de calidad, inspeccion
supplierorder: purchase order | orden de compra
requisition: requisition, purchase request | requisicion, solicitud de compra
tender: tender, bid | licitacion, propuesta
bidding: auction, bid | subasta, puja, remate
legalcase: lawsuit, legal case | juicio, causa
lawyer: lawyer, attorney | abogado, abogada
benefit: benefit, perk | beneficio
bonus: bonus | bono, aguinaldo
overtime: overtime | horas extra, horas extras
training: training | capacitacion
evaluation: performance review, appraisal | evaluacion de desempeno
onboarding: onboarding | induccion, incorporacion
offboarding: dismissal, offboarding | finiquito, despido, desvinculacion
pension: pension | pension, afp, jubilacion
healthinsurance: health insurance | isapre, fonasa, seguro de salud
orgchart: org chart | organigrama
icon: icon, logo | icono, logo, logotipo
wallpaper: background, wallpaper, banner | fondo, banner, portada
nickname: nickname, username, display name, handle | apodo, nombre de usuario, alias
bio: bio, about text | biografia, descripcion del perfil
follow: follow, following | seguir, siguiendo
friend: friend | amigo, amiga
feed: feed, timeline, wall | muro, feed
story: story, reel | historia, reel
hashtag: hashtag | hashtag
ringtone: ringtone, hold music | tono, musica de espera
opening: grand opening | inauguracion
`;
