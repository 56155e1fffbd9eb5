/** Parking, vehicles, fleets, public transport, couriers, travel. One group a line: `concept: English | español`. */
export const mobility = `
parking: parking space, parking lot, parking place, park my car, car park, garage, space, spot, bay, valet | parqueo, parqueadero, parquear, cochera, garaje, cajon, plaza, playa de estacionamiento, puesto de estacionamiento, lugar para estacionar
license: licence plate, plate number, number plate, registration number, tag number | matricula, ppu, dominio del auto
barrier: barrier, gate, boom gate, boom barrier, turnstile, entrance gate, exit gate | barrera, porton, reja, talanquera, pluma, torniquete, acceso vehicular
vehicle: automobile, lorry, pickup truck, motorcycle, motorbike, scooter, suv | automovil, carro, camioneta, furgoneta, moto, motocicleta, jeep
mileage: mileage, odometer, kilometers driven | kilometraje, odometro, kilometros recorridos
fuel: gas station, refuel, tank | nafta, petroleo, parafina, estanque, cargar bencina, bencinera, gasolinera
fine: parking ticket, speeding ticket, infraction, ticket, tickets on, caught speeding | partes empadronados, boleta de citacion, foto multa, sacaron un parte, me sacaron un parte
toll: toll road, highway pass | autopista, portico
towing: tow truck, roadside assistance, breakdown service | grua, asistencia en ruta, auxilio mecanico
driver: trucker | camionero, piloto, taxista
license2: driving licence, driver license, driver's license | licencia de conducir, carnet de conducir
ride: give me a lift, a lift to, drive me, get a car to, car to the airport, car to, pick me up at | cabify, didi, colectivo, transfer, remis, auto al aeropuerto
transit: bus line, coach, tram, underground, ferry, timetable of buses | buses, tranvia, guagua, colectivo, ferry, transbordador, locomocion, recorrido de micro
stop: | terminal de buses, rodoviario
trip: bus ticket, train ticket, one-way, one way, round trip, return ticket, departure, leaving for, leaves for, departing, next bus, next train, what time does leave | pasaje, pasaje de bus, pasaje de tren, solo ida, ida y vuelta, sale el bus, sale el tren, sale a las, sale para, salen para, hay bus, sale bus, salidas a, a que hora sale, a que hora salen, a que hora parte, a que hora pasa
flight: airplane, plane ticket, airfare, boarding pass, boarding, layover | avion, tarjeta de embarque, embarque
route: delivery route, stops on the route | hoja de ruta, ruta de reparto
carrental: rental car, rent a car, hire car, rental agreement | rent a car, alquiler de autos, auto arrendado
bike: bike share, e-bike | bici, bicicletas publicas, cicla
trackingvehicle: where is the truck, gps tracker, geofence | donde anda, donde van, gps, geocerca
shipping: mailing a package, postage, send a package, box sent, cargo, haul, packages | correo postal, a domicilio, chilexpress, starken, blue express, paquetes, caja
tracking: trackingnumber, where is my package, not arrived, has not arrived, hasn t arrived, didn t arrive, never arrived, still waiting for, delayed, shipment status, out for delivery, in transit, when does it arrive | no llego, no ha llegado, no llega, no me llega, no me ha llegado, nunca llego, sin llegar, todavia no llega, aun no llega, por que no llega, demorado, retrasado, en ruta, en reparto, en transito, donde quedo, a que hora llega, cuando me llega, atraso
delivererror: failed delivery, delivery attempt, missed delivery, nobody home, nobody was home, wrong address | entrega fallida, intento de entrega, no habia nadie, direccion equivocada, direccion incorrecta, no encontraron la direccion
pickup: collect, collection, collection point, drop-off, drop off, pickup point, locker | pasar a buscar, pasen a buscar, punto de retiro, locker
delivery: delivery man, delivery guy, delivery driver, motoboy | motoquero, motorista, delivery
returnlabel: label for the package, print label | rotulo de envio, etiqueta del paquete
waybill: consignment note, shipping document | numero de guia, orden de transporte, orden de flete
customs: import tax, customs clearance | internacion, desaduanar, derechos de importacion, agente de aduana
containerItem: sea freight, vessel, port of entry | naviera, buque, embarque, puerto de entrada
travel: business trip, travel request, itinerary, travel | viatico, viaje de negocios, comision de servicio
tour: day trip, trip, trip to the | excursion
`;
