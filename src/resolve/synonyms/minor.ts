/** What many things have, and so what tells them little apart. One group a line: `concept: English | español`. */
export const minor = `
attribute: attribute, characteristic, feature, property | atributo, caracteristica, propiedad
currency: currency, money, dollar, peso, euro | moneda, divisa, dinero, plata, lucas, dolar, peso, euro
amount: amount, total, sum, value | monto, importe, total, suma, cantidad
unit: unit, uom, unit of measure | unidad, unidad de medida
department: department, division | departamento, area, gerencia, division
owner: owner, responsible, holder | dueno, propietario, responsable, encargado, titular
goods: shoe, sneaker, shirt, t-shirt, trousers, jacket, dress, sweater, scarf, bag, chair, desk, lamp, mug, cup, kettle, teapot, toy, phone case, laptop, bike, bicycle, tool, bottle, wine, bread, cake, cheese, linen, wool, cotton, leather, tea | zapato, zapatilla, polera, camisa, camiseta, pantalon, chaqueta, vestido, chaleco, poleron, bufanda, cartera, bolso, silla, escritorio, lampara, taza, tetera, juguete, notebook, bicicleta, herramienta, botella, vino, pan, torta, queso, lino, lana, algodon, cuero, te, merken
name: name, full name | nombre, nombre completo
address: address, street address, postal address | direccion, domicilio
birthday: birthday, date of birth | cumpleanos, fecha de nacimiento
language: language, tongue, locale | idioma, lengua
status: status, state, condition, situation | estado, estatus, situacion
media: media, multimedia | multimedia, medio, medios
content: content, body text | contenido
setting: setting, configuration, config, preference, option, parameter | configuracion, ajuste, preferencia, opcion, parametro
feature: feature, capability, feature flag | funcion, funcionalidad, caracteristica
history: history, past, previous | historial, historia, historico, pasado
activity: activity, recent activity | actividad
priority: priority, urgency, urgent | prioridad, urgencia, urgente
deadline: deadline, due date | plazo, vencimiento, fecha limite
version: version, revision, release | version, revision, lanzamiento
duplicate: duplicate | duplicado, repetido
country: country | pais
city: city, town, commune | ciudad, comuna
timezone: timezone, time zone | zona horaria, huso horario
date: date, day | fecha, dia
color: color, colour | color
size: size, dimension, weight | tamano, talla, dimension, peso
description: description | descripcion
title: title, subject, headline | titulo, asunto
list: list | lista, listado
type: type, kind | tipo, clase
source: source, origin | fuente, origen
link: link, url | enlace, link, url, vinculo
resource: resource | recurso
config: config, configmap, configuration | configuracion, config
action: action, event action | accion
`;
