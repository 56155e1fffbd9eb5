/** Calendars, projects, documents, automation. One group a line: `concept: English | español`. */
export const work = `
calendar: calendar, agenda, diary | calendario, agenda
event: event, happening, exhibition, special event | evento, actividad, exposicion, exhibicion, acto
meeting: meeting, get-together | reunion, junta
appointment: appointment | cita, hora, hora medica
schedule: schedule, timetable, opening hours, hours, opening times, business hours, open until, closing time | horario, programacion, horario de atencion, abre, abren, cierra, cierran, a que hora, horas de apertura
cron: cron, scheduled job, recurring job, cron job | cron, tarea programada, trabajo programado
task: task, to-do, to do list, chore, work item | tarea, quehacer
project: project | proyecto
milestone: milestone | hito
sprint: sprint, iteration | sprint, iteracion
issue: issue, bug, defect, problem, incident ticket | incidencia, error, fallo, problema, bug, defecto
incident: incident, outage | incidente, caida, interrupcion
document: document, doc, paper, file | documento, papel
file: file, blob, upload | archivo, fichero
folder: folder, directory | carpeta, directorio
page: page, web page | pagina
spreadsheet: spreadsheet, sheet, excel | planilla, hoja de calculo, excel
form: form, questionnaire, form submission | formulario
submission: submission, form response, entry | envio de formulario, respuesta de formulario
article: article, blog post, knowledge base, help article, faq | articulo, entrada de blog, base de conocimiento, preguntas frecuentes
book: book | libro
website: website, site, web site, web, homepage | sitio, sitio web, web, pagina web
workflow: workflow, automation, flow, automated process, scenario | flujo, flujo de trabajo, automatizacion, proceso automatico, automatismo, workflow
execution: execution, run, job run, runs, past run | ejecucion, corrida, ejecuciones
trigger: trigger | disparador, gatillo, desencadenante
webhook: webhook, hook, callback, event subscription, outgoing webhook | webhook, gancho, callback
integration: integration, connector, connection, app, plugin, extension, addon, add-on | integracion, conector, conexion, aplicacion, complemento, extension, plugin
credential: credential, api key, access key, access token, token, auth token, key | credencial, clave, llave, clave de api, llave de api, api key, token
variable: variable, environment variable, env var, env, setting value | variable, variable de entorno
rule: rule, automation rule | regla, norma
filter: filter, custom filter | filtro
customfield: custom attribute, custom field, metadata | atributo personalizado, campo personalizado, metadato
audit: audit, audit log, audit trail, activity log, security audit | auditoria, bitacora, registro de actividad, registro de auditoria
search: search engine | buscador
goal: goal, target, objective | meta, objetivo
approval: approval, sign-off | aprobacion, visto bueno
survey: survey | encuesta
course: course, lesson, class | curso, clase, leccion
ride: ride, trip, journey, taxi, cab, lift, uber | viaje, carrera, taxi, uber, trayecto, traslado
vehicle: vehicle, car, van, truck, fleet | vehiculo, auto, coche, camion, furgon, flota, movil
eta: eta, time estimate, estimated time, arrival time, how long, wait time, how far away, arrive | tiempo estimado, tiempo de llegada, cuanto demora, cuanto se demora, cuanto tarda, cuanto falta, en cuanto llega, tiempo de espera, demora, llegada
route: route, itinerary | ruta, recorrido, itinerario
map: map | mapa
museum: museum, gallery | museo, galeria
coffee: coffee, drink, beverage, espresso, latte, cappuccino | cafe, bebida, trago, expreso
food: food, dish, meal | comida, plato, alimento
table: restaurant table | mesa
hotel: hotel, room, lodging, accommodation | hotel, habitacion, alojamiento, hospedaje
flight: flight, airline | vuelo, aerolinea
pet: pet, animal, dog, cat, puppy | mascota, animal, perro, gato, cachorro
property: property, real estate, house, apartment | propiedad, inmueble, casa, departamento, arriendo
machine: machine, device, equipment | maquina, dispositivo, equipo, aparato
sensor: sensor, reading, telemetry | sensor, medicion, telemetria
barcode: barcode, qr, qr code | codigo de barras, qr, codigo qr
licence: licence, license | licencia
knowledge: knowledge | conocimiento
model: model, ai model, language model, llm | modelo, modelo de ia
portal: portal, help center, help centre | portal, centro de ayuda
quota: quota, allowance, limit, rate limit | cuota, limite, tope, cupo
organizationunit: business unit | unidad de negocio
webAsset: asset, static asset | recurso, activo
snippet: snippet, script, code snippet, code | fragmento, script, codigo
`;
