/** What many things have, and so what tells them little apart. One group a line: `concept: English | español`. */
export const minor = `
attribute: attribute, characteristic, feature, property | atributo, caracteristica, propiedad
currency: currency, money, dollar, peso, euro | moneda, divisa, dinero, plata, lucas, dolar, peso, euro
amount: amount, total, sum, value | monto, importe, total, suma, cantidad
unit: unit, uom, unit of measure | unidad, unidad de medida
department: department, division | departamento, area, gerencia, division
owner: owner, responsible, holder | dueno, propietario, responsable, encargado, titular
goods: shoe, sneaker, shirt, t-shirt, trousers, jacket, dress, sweater, scarf, bag, chair, desk, lamp, mug, cup, kettle, teapot, toy, phone case, laptop, bike, bicycle, tool, bottle, wine, bread, cake, cheese, linen, wool, cotton, leather, tea, coat, pants, jeans, skirt, socks, hat, cap, boots, sandals, shorts, hoodie, blanket, pillow, towel, mattress, sofa, couch, shelf, headphones, charger cable, keyboard, mouse pad, printer, tablet, plate, glass, knife, pan, soap, shampoo, perfume, candle, ring, necklace, earrings, watch, wine bottle, beer, juice, soda, cocktail, coffee beans, honey, jam, chocolate, cookie, fruit, vegetable, meat, fish, rice, sugar, oil, flour, egg, helmet, ball, tent, paint, nail, screw, pipe, cement, brick, diaper, notebook, pencil, backpack | zapato, zapatilla, polera, camisa, camiseta, pantalon, chaqueta, vestido, chaleco, poleron, bufanda, cartera, bolso, silla, escritorio, lampara, taza, tetera, juguete, notebook, bicicleta, herramienta, botella, vino, pan, torta, queso, lino, lana, algodon, cuero, te, merken, abrigo, jeans, falda, calcetin, gorro, bota, sandalia, short, parka, frazada, almohada, toalla, colchon, sillon, repisa, audifono, teclado, impresora, vaso, copa de vino, cuchillo, olla, sarten, jabon, champu, perfume, vela, anillo, collar, aro, reloj, cerveza, jugo, coctel, miel, mermelada, chocolate, galleta, fruta, verdura, carne, pescado, arroz, azucar, aceite, harina, huevo, casco, pelota, carpa, pintura, clavo, tornillo, caneria, cemento, ladrillo, panal, cuaderno, lapiz, mochila, alfombra, cortina
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
size: size, dimension, weight, gb, gigabyte, megabyte | tamano, talla, dimension, peso, gigas, megas
description: description | descripcion
title: title, subject, headline | titulo, asunto
list: list | lista, listado
type: type, kind | tipo, clase
source: source, origin | fuente, origen
link: link, url | enlace, link, url, vinculo
resource: resource | recurso
config: config, configmap, configuration | configuracion, config
action: action, event action | accion
fixture: sink, faucet, toilet, drain, ceiling, roof, boiler, water heater, heater, heating, radiator, air conditioning, air conditioner, fridge, oven, stove, washing machine, dishwasher, elevator, door handle, light bulb, socket | lavaplatos, lavamanos, inodoro, excusado, ducha, llave del agua, canilla, grifo, techo, cielo raso, calefont, caldera, calefaccion, estufa, radiador, aire acondicionado, refrigerador, horno, lavadora, enchufe, ascensor, ampolleta, ventana, puerta, cocina a gas
floor: floor, level, storey, basement | piso, nivel, planta, subterraneo, subsuelo
season: season, spring, summer, autumn, winter | temporada, estacion del ano, verano, invierno, otono, primavera
weight: weight, weigh, weighs, heavy, kilo, kilogram, kg, ton, tonne, gram, pound, lb | peso, pesa, pesan, pesaba, kilo, kilogramo, tonelada, gramo, libra, quintal
vacancy: vacancy, vacant, free, unoccupied, available, availability, places left, spots left | libre, vacante, desocupado, desocupada, disponible, disponibilidad, cupo
crop: crop, cherry, walnut, apple, avocado, grape, blueberry, wheat, corn, potato, lettuce, strawberry, almond, hazelnut, tomato, lemon, orange, peach, plum, pear, kiwi, olive, onion, carrot, soy, rice, barley, oats | cultivo, cereza, nuez, nueces, manzana, palta, aguacate, uva, arandano, trigo, maiz, papa, lechuga, frutilla, almendra, avellana, tomate, limon, naranja, durazno, ciruela, pera, kiwi, oliva, aceituna, cebolla, zanahoria, avena, cebada, arroz, poroto, choclo, sandia, melon
family: son, daughter, child, kid, boy, girl, children | hijo, hija, nino, nina, bebe, guagua
`;
